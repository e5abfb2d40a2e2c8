"""The phones of the try-it page, and what a message looks like on each."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from bot.channels.ladder import Buttons, Limits, Numbered, Plain, Rows, Rung, rung
from bot.channels.local import STAFF
from bot.speech import LANGUAGES, Speech
from handlers.messages import STRONG, WEAK, Attachment, Phrase, Spoken, SpokenChoice
from storage.codec import Drawing
from storage.screens import Shown

Json: TypeAlias = dict[str, object]

_SPEECH = Speech(ZoneInfo("UTC"))
"""For words that tell no time."""


@dataclass(frozen=True, slots=True)
class Phone:
    """One phone on the page: its chat, who writes there, and what its messenger allows."""

    name: str
    chat: str
    sender: str
    limits: Limits | None = None


PHONES: Final = {
    phone.name: phone
    for phone in (
        Phone("telegram", "page-telegram", "page-telegram"),
        Phone("whatsapp", "page-whatsapp", "page-whatsapp", Limits()),
        Phone("staff", STAFF, "page-officer"),
    )
}

BY_CHAT: Final = {phone.chat: phone for phone in PHONES.values()}


def message(shown: Shown, url: Callable[[Attachment], str]) -> Json:
    """A message as the page reads it; `url` tells where to get a file, "" for nowhere."""
    phone, drawing = BY_CHAT[shown.chat], shown.drawing
    offered = offer(phone, drawing)
    return {
        "phone": phone.name,
        "id": shown.id,
        "mine": shown.sender == phone.sender,
        "desk": shown.sender == "",
        "name": shown.name,
        "language": drawing.language,
        "text": runs(_text(drawing, offered)),
        "at": shown.shown_at.isoformat(),
        "edited": drawing.edited,
        "pressed": bool(drawing.press),
        "answers": int(drawing.answers) if drawing.answers.isdecimal() else 0,
        "choices": _offer_json(offered),
        "files": [{"name": f.name, "kind": f.kind, "url": url(f)} for f in drawing.files],
    }


def offer(phone: Phone, drawing: Drawing) -> Rung:
    """The choices as this phone's messenger would offer them."""
    if phone.limits is None:
        return Buttons(drawing.choices) if drawing.choices else Plain()
    spoken = Spoken(drawing.text, drawing.language, drawing.choices, drawing.closed)
    language = drawing.language if drawing.language in LANGUAGES else LANGUAGES[0]
    return rung(spoken, phone.limits, _SPEECH.words(Phrase("list-opener"), language))


def _text(drawing: Drawing, offered: Rung) -> str:
    return offered.under(drawing.text) if isinstance(offered, Buttons | Numbered) else drawing.text


def _offer_json(offered: Rung) -> Json:
    match offered:
        case Buttons(choices):
            return {"kind": "buttons", "options": [_option(c) for c in choices]}
        case Rows(opener, choices):
            return {"kind": "rows", "opener": opener, "options": [_option(c) for c in choices]}
        case _:
            return {"kind": "none", "options": []}


def _option(choice: SpokenChoice) -> Json:
    return {
        "press": choice.press,
        "label": choice.label,
        "description": choice.description,
        "style": choice.style,
    }


def runs(text: str) -> list[tuple[str, bool]]:
    r"""A text, cut where bold begins or ends.

    >>> runs("Total: \ue000Rp 5.000\ue001.")
    [('Total: ', False), ('Rp 5.000', True), ('.', False)]
    """
    cut, bold = [], False
    for piece in re.split(f"([{STRONG}{WEAK}])", text):
        if piece in {STRONG, WEAK}:
            bold = piece == STRONG
        elif piece:
            cut.append((piece, bold))
    return cut
