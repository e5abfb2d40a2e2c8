"""GET Messages.json: newest first, filtered, in pages.

Source: Twilio's description of the Messages list. `DateSent>` and `DateSent<` include the day or
the second they name; in an address `DateSent>=2026-01-31` is the parameter `DateSent>`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, Protocol, TypeVar
from urllib.parse import urlencode

from tests.doubles.twilio.errors import Json, bad_request
from tests.doubles.twilio.messages import API_VERSION, Message


class _Identified(Protocol):
    @property
    def sid(self) -> str: ...


T = TypeVar("T", bound=_Identified)


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some of the items, with the queries of this page, the first one and the next one."""

    items: Sequence[T]
    number: int
    size: int
    first: str
    this: str
    following: str


def paged(items: Sequence[T], query: Mapping[str, str], most: int) -> Page[T]:
    """The page a query asks for; a token in it says which item came last."""
    size, number = _whole(query, "PageSize", 50), _whole(query, "Page", 0)
    size = min(max(size, 1), most)
    token = query.get("PageToken", "")
    start = 0
    if token:
        start = 1 + next((i for i, item in enumerate(items) if f"PA{item.sid}" == token), -1)
    chosen = items[start : start + size]
    asked = {name: value for name, value in query.items() if name not in {"Page", "PageToken"}}
    asked["PageSize"] = str(size)
    following = ""
    if start + size < len(items):
        after = {"Page": str(number + 1), "PageToken": f"PA{chosen[-1].sid}"}
        following = urlencode(asked | after)
    this = {"Page": str(number)} | ({"PageToken": token} if token else {})
    first = urlencode(asked | {"Page": "0"})
    return Page(chosen, number, size, first, urlencode(asked | this), following)


def list_messages(messages: Sequence[Message], account: str, query: Mapping[str, str]) -> Json:
    """Twilio: the list of messages, both directions."""
    found = [message for message in reversed(messages) if _fits(message, query)]
    page = paged(found, query, most=1000)
    path = f"/{API_VERSION}/Accounts/{account}/Messages.json"
    return {
        "messages": [message.as_json() for message in page.items],
        "page": page.number,
        "page_size": page.size,
        "start": page.number * page.size,
        "end": page.number * page.size + max(0, len(page.items) - 1),
        "uri": f"{path}?{page.this}",
        "first_page_uri": f"{path}?{page.first}",
        "next_page_uri": f"{path}?{page.following}" if page.following else None,
        "previous_page_uri": None,
    }


def _fits(message: Message, query: Mapping[str, str]) -> bool:
    if message.to != query.get("To", message.to):
        return False
    if message.sender != query.get("From", message.sender):
        return False
    return all(_in_time(message, name, query[name]) for name in _DATES if name in query)


_DATES = ("DateSent", "DateSent>", "DateSent<")


def _in_time(message: Message, name: str, value: str) -> bool:
    if message.sent is None:
        return False
    start, end = _span(value)
    sent = datetime.fromtimestamp(int(message.sent), UTC)
    if name == "DateSent>":
        return sent >= start
    return sent < end and (name == "DateSent<" or sent >= start)


def _span(value: str) -> tuple[datetime, datetime]:
    """The day, or the second, a filter names."""
    try:
        start = datetime.fromisoformat(value)
    except ValueError:
        raise bad_request(20001, f"Invalid DateSent {value}") from None
    start = start.replace(tzinfo=UTC) if start.tzinfo is None else start
    whole_day = len(value) == len("2026-01-31")
    return start, start + (timedelta(days=1) if whole_day else timedelta(seconds=1))


def _whole(query: Mapping[str, str], name: str, otherwise: int) -> int:
    text = query.get(name, "")
    if text and not text.isdigit():
        raise bad_request(20001, f"{name} is invalid")
    return int(text) if text else otherwise
