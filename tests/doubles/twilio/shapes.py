"""What a message looks like once its variables are filled in, and what WhatsApp says to that.

Sources: Twilio's pages of quick-reply and list-picker, its error pages 63013, 63021 and 21656,
Meta's numbers for reply buttons and lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from tests.doubles.twilio.errors import Json, bad_variables

Kind = Literal["", "buttons", "list"]

PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")
POLICY = 63013
TOO_LONG = 63021
_FORBIDDEN = re.compile(r"[\n\r\t]| {5}")


@dataclass(frozen=True)
class Choice:
    """A button, or an item of a list."""

    title: str
    id: str
    description: str = ""


@dataclass(frozen=True)
class Shape:
    """A message as the phone is to show it."""

    body: str
    kind: Kind = ""
    choices: tuple[Choice, ...] = ()
    opener: str = ""


def names_in(value: object) -> set[str]:
    """The variables a definition has places for."""
    return {name for text in _texts(value) for name in PLACEHOLDER.findall(text)}


def checked_variables(values: object, needed: set[str]) -> dict[str, str]:
    """ContentVariables that can be sent: all there, none empty, each on one line; else 21656."""
    if not isinstance(values, dict) or needed - values.keys():
        raise bad_variables()
    for name, value in values.items():
        if not isinstance(value, str) or not value.strip():
            raise bad_variables()
        if len(name) > 16 or len(value) > 255 or _FORBIDDEN.search(value):
            raise bad_variables()
    return values


def shape(types: Json, values: Mapping[str, str]) -> Shape:
    """A Content resource, filled in."""
    (kind, definition), *_ = types.items()

    def filled(text: str) -> str:
        return PLACEHOLDER.sub(lambda found: values[found[1]], text)

    body = filled(definition["body"])
    if kind == "twilio/quick-reply":
        buttons = (
            Choice(filled(b["title"]), filled(b.get("id", ""))) for b in definition["actions"]
        )
        return Shape(body, "buttons", tuple(buttons))
    if kind == "twilio/list-picker":
        items = (
            Choice(filled(i["item"]), filled(i["id"]), filled(i.get("description") or ""))
            for i in definition["items"]
        )
        return Shape(body, "list", tuple(items), filled(definition["button"]))
    return Shape(body)


def failure(shape: Shape, *, approved: bool) -> int:
    """The code a shape fails with at WhatsApp, after Twilio has said 201; 0 for a good one."""
    if not shape.kind:
        return TOO_LONG if len(shape.body) > (1024 if approved else 1600) else 0
    if shape.kind == "buttons":
        most, title, ident = (10 if approved else 3), 20, 256
    else:
        most, title, ident = 10, 24, 200
    if not 1 <= len(shape.choices) <= most or _repeats(shape):
        return POLICY
    if not all(choice.title.strip() and choice.id.strip() for choice in shape.choices):
        return POLICY
    fits = (
        len(shape.body) <= 1024
        and len(shape.opener) <= 20
        and all(_fits(choice, title, ident) for choice in shape.choices)
    )
    return 0 if fits else TOO_LONG


def _fits(choice: Choice, title: int, ident: int) -> bool:
    return len(choice.title) <= title and len(choice.id) <= ident and len(choice.description) <= 72


def _repeats(shape: Shape) -> bool:
    """Meta: ids are unique in one message, and so are the titles of buttons."""
    ids = {choice.id for choice in shape.choices}
    titles = {choice.title for choice in shape.choices}
    if len(ids) < len(shape.choices):
        return True
    return shape.kind == "buttons" and len(titles) < len(shape.choices)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
