"""Twilio's REST API, as much of it as the desk needs, through the vendor's library.

The library's own asynchronous client knows no time limit and posts again what may have been
executed; so it is given a client of ours. What it returns without types becomes small values here.
"""

import json
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from aiohttp import encode_basic_auth
from twilio.base import values
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.base.version import Version
from twilio.http import AsyncHttpClient
from twilio.http.response import Response
from twilio.rest import Client

from bot.http import Http

CONTENT = "https://content.twilio.com/v1/Content"
REST = "https://api.twilio.com/2010-04-01"
PREFIX = "whatsapp:"

_MESSAGE_SID = re.compile(r"(SM|MM)[0-9a-f]{32}")
_MEDIA_SID = re.compile(r"ME[0-9a-f]{32}")
_PAGE = 200


class MediaGone(Exception):
    """Twilio has the file no longer, or never had it."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message Twilio has, sent or received; `to` and `from_` without their prefix."""

    sid: str
    to: str
    from_: str
    body: str
    created_at: datetime
    num_media: int


@dataclass(frozen=True, slots=True)
class Media:
    """A file that came with a message."""

    sid: str
    content_type: str


@dataclass(frozen=True, slots=True)
class ContentItem:
    """A message shape, or a template, that is kept at Twilio."""

    sid: str
    friendly_name: str
    language: str


@dataclass(frozen=True, slots=True)
class Approval:
    """What WhatsApp says to a template: unsubmitted, received, pending, approved, rejected, paused
    or disabled, and why.
    """

    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class Account:
    """The account our keys open."""

    sid: str
    status: str
    friendly_name: str
    trial: bool = False


class _Transport(AsyncHttpClient):
    """Carries the library's requests over our client, each once."""

    def __init__(self, http: Http, api_url: str) -> None:
        super().__init__(logging.getLogger("prokana.twilio"), is_async=True)
        self._http = http
        self._api_url = api_url.rstrip("/")

    async def request(  # type: ignore[override] # as every asynchronous client of the library
        self,
        method: str,
        uri: str,
        params: Mapping[str, object] | None = None,
        data: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,  # noqa: FBT002 (the library's signature)
    ) -> Response:
        sent = dict(headers or {})
        if auth is not None:
            sent["Authorization"] = encode_basic_auth(*auth)
        content: dict[str, Any] = {"headers": sent, "params": _plain(params)}
        if sent.get("Content-Type") == "application/json":
            content["data"] = json.dumps(data).encode()
        elif data:
            content["data"] = _plain(data)
        answer = await self._http.request(method, self.address(uri), **content)
        return Response(answer.status, answer.body.decode("utf-8", "replace"), answer.headers)

    def address(self, uri: str) -> str:
        """Where a host of Twilio's is reached: there, or at the proxy that stands for them all."""
        if not self._api_url:
            return uri
        parts = urlsplit(uri)
        return f"{self._api_url}{parts.path}" + (f"?{parts.query}" if parts.query else "")


class Twilio:
    """One account, and one number of it.

    What Twilio refuses raises the library's `TwilioException`; what never got an answer raises
    the errors of `bot.http`.
    """

    def __init__(
        self,
        http: Http,
        *,
        account_sid: str,
        user: str,
        password: str,
        sender: str,
        public_url: str,
        api_url: str = "",
    ) -> None:
        """`user` is an API key or the account itself, `password` what belongs to it; `sender` is
        the number we write from.
        """
        self._http = http
        self._transport = _Transport(http, api_url)
        self._client = Client(user, password, account_sid, http_client=self._transport)
        self._authorization = {"Authorization": encode_basic_auth(user, password)}
        self._account = account_sid
        self._sender = PREFIX + sender
        self._status_url = f"{public_url}/whatsapp/status"

    # ---- messages

    async def send(
        self,
        *,
        to: str,
        row: int,
        body: str = "",
        content: str = "",
        variables: Mapping[str, str] | None = None,
        media: str = "",
    ) -> str:
        """Send one message; returns Twilio's id of it. What becomes of it is told for `row`."""
        sent = await self._client.messages.create_async(
            to=PREFIX + to,
            from_=self._sender,
            body=body or values.unset,
            content_sid=content or values.unset,
            content_variables=json.dumps(variables) if variables else values.unset,
            media_url=[media] if media else values.unset,
            status_callback=f"{self._status_url}?row={row}#rc=3&rp=all",
        )
        return str(sent.sid)

    async def sent_to(self, to: str, since: datetime) -> list[Message]:
        """What went from our number to somebody since then, newest first."""
        return await self._listed(PREFIX + to, self._sender, since)

    async def received(self, since: datetime) -> list[Message]:
        """What was written to our number since then, oldest first."""
        return (await self._listed(self._sender, None, since))[::-1]

    async def _listed(self, to: str, from_: str | None, since: datetime) -> list[Message]:
        found = await self._client.messages.list_async(
            to=to, from_=from_ or values.unset, date_sent_after=since, page_size=_PAGE
        )
        return [
            Message(
                str(one.sid),
                str(one.to).removeprefix(PREFIX),
                str(one.from_).removeprefix(PREFIX),
                str(one.body or ""),
                one.date_created or one.date_sent or since,
                int(one.num_media or 0),
            )
            for one in found
        ]

    # ---- files

    async def media_of(self, message: str) -> list[Media]:
        """The files that came with a message."""
        found = await self._client.messages(message).media.list_async()
        return [Media(str(one.sid), str(one.content_type or "")) for one in found]

    async def fetch_media(self, message: str, media: str, most: int) -> bytes:
        """A file that came with a message; raises `MediaGone`, and `TooLarge` of `bot.http`."""
        url = self._transport.address(self._media_url(message, media))
        answer = await self._http.download(url, most, self._authorization)
        if answer.status in (403, 404, 410):
            raise MediaGone(f"answered {answer.status}")
        if answer.status != 200:
            raise TwilioRestException(answer.status, url, "the file was refused")
        return answer.body

    async def delete_media(self, message: str, media: str) -> None:
        """Let Twilio forget a file; one it has forgotten already is no error."""
        await self._asked("DELETE", self._media_url(message, media), passes=(404,))

    def _media_url(self, message: str, media: str) -> str:
        """Made of ids alone, so that no address somebody sent us is ever asked for."""
        if not (_MESSAGE_SID.fullmatch(message) and _MEDIA_SID.fullmatch(media)):
            raise MediaGone("no id of Twilio's")
        return f"{REST}/Accounts/{self._account}/Messages/{message}/Media/{media}"

    # ---- contents

    async def contents(self) -> list[ContentItem]:
        """Everything of that kind the account has, ours and others'."""
        url, items = f"{CONTENT}?PageSize={_PAGE}", []
        while url:
            page = await self._asked("GET", url)
            items += [
                ContentItem(str(one["sid"]), str(one["friendly_name"] or ""), str(one["language"]))
                for one in page["contents"]
            ]
            url = page["meta"].get("next_page_url") or ""
        return items

    async def create_content(self, definition: Mapping[str, object]) -> str:
        """Make one; returns its id."""
        made = await self._asked("POST", CONTENT, definition)
        return str(made["sid"])

    async def delete_content(self, sid: str) -> None:
        await self._asked("DELETE", f"{CONTENT}/{sid}", passes=(404,))

    async def submit(self, sid: str, name: str, category: str) -> Approval:
        """Ask WhatsApp to approve a template under this name."""
        asked = {"name": name, "category": category}
        said = await self._asked("POST", f"{CONTENT}/{sid}/ApprovalRequests/whatsapp", asked)
        return _approval(said)

    async def approval(self, sid: str) -> Approval:
        """What WhatsApp says to a template."""
        said = await self._asked("GET", f"{CONTENT}/{sid}/ApprovalRequests")
        return _approval(said.get("whatsapp") or {})

    # ---- the account

    async def account(self) -> Account:
        """Who we are to Twilio."""
        me = await self._asked("GET", f"{REST}/Accounts/{self._account}.json")
        trial = me.get("type") == "Trial"
        return Account(str(me["sid"]), str(me["status"]), str(me["friendly_name"]), trial)

    async def _asked(
        self,
        method: str,
        url: str,
        data: Mapping[str, object] | None = None,
        passes: Sequence[int] = (),
    ) -> dict[str, Any]:
        """What the library has no short way to ask; raises what the library would."""
        headers = {"Content-Type": "application/json"} if data else None
        answer = await self._client.request_async(
            method, url, data=dict(data) if data else None, headers=headers
        )
        if answer.status_code in passes:
            return {}
        if answer.status_code >= 400:
            raise Version.exception(method, url, answer, f"{method} was refused")
        try:
            found: dict[str, Any] = json.loads(answer.text) if answer.text else {}
        except ValueError:
            raise TwilioException(f"{method} was answered with something else") from None
        return found


def _approval(said: Mapping[str, Any]) -> Approval:
    return Approval(
        str(said.get("status") or "unsubmitted"), str(said.get("rejection_reason") or "")
    )


def _plain(given: Mapping[str, object] | None) -> list[tuple[str, str]]:
    """Names and values as a form has them: one for each value, nothing for what is unset."""
    pairs = []
    for name, value in (given or {}).items():
        several = value if isinstance(value, list | tuple) else [value]
        pairs += [(name, _word(one)) for one in several if one is not values.unset]
    return pairs


def _word(value: object) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)
