"""Finished words to what WhatsApp takes: texts with stars around bold, and messages to press.

Most messages become one piece; a long one becomes several, its choices under the last.
"""

import re
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

from bot.channels.ladder import Buttons, Limits, Numbered, Plain, Rows, rung, too_long, units
from bot.channels.whatsapp import layouts
from bot.channels.whatsapp.layouts import Layout, reach
from handlers.messages import STRONG, WEAK, Attachment, Spoken

LIMITS = Limits()

LONGEST_CAPTION = 1024
"""Characters under a photo; under a file there are none."""

_SLACK = 2
"""A cut bold run costs a star on either side."""

_SIGNS = ("\n\n", "\n", " ")
"""Where a text is cut, the best first."""

_FORMATS = re.compile(r"(?<![^\W_])([*_~])(?=\S)(?:[^\n]*?\S)??\1(?![^\W_])|`{3}")
"""What WhatsApp would draw in a way of its own, were it sent as somebody typed it."""

_LOOK_ALIKES = str.maketrans("*_~`", "∗＿∼ˋ")

_MARKS = re.compile(f"([{STRONG}{WEAK}])")
_BESIDE_LETTERS = re.compile(rf"(?<=\w){STRONG}([^{WEAK}]*){WEAK}|{STRONG}([^{WEAK}]*){WEAK}(?=\w)")


@dataclass(frozen=True, slots=True)
class Text:
    """Words, perhaps under a picture; a bare picture has none."""

    text: str
    picture: Attachment | None = None


@dataclass(frozen=True, slots=True)
class Interactive:
    """Something to press. `text` is the body as the person reads it, and as Twilio lists it."""

    layout: Layout
    variables: dict[str, str]
    text: str


Piece: TypeAlias = Text | Interactive


def draw(spoken: Spoken, opener: str) -> tuple[Piece, ...]:
    """The message in the order its pieces are sent, none where there is nothing to say.

    `opener` is the word on the button of a list. A picture comes with the first piece.
    """
    text = _by_lines(_unformatted("\n".join(spoken.text.splitlines()))).strip()
    offered = rung(replace(spoken, text=text), LIMITS, opener)
    pieces: tuple[Piece, ...]
    match offered:
        case Plain():
            pieces = _texts(text)
        case Numbered():
            pieces = _texts(offered.under(text).strip())
        case _:
            whole = offered.under(text) if isinstance(offered, Buttons) else text
            head, tail = _parted(whole)
            pieces = (*_texts(head), _interactive(tail or opener, spoken.language, offered))
    return _pictured(pieces, spoken.picture) if spoken.picture else pieces


def _interactive(text: str, language: str, offered: Buttons | Rows) -> Interactive:
    lines, breaks = layouts.lines_of(_starred(text))
    layout = layouts.of(language, offered, breaks)
    values = layout.variables(lines, offered.choices)
    return Interactive(layout, values, layouts.body_of(lines, breaks))


def _pictured(pieces: tuple[Piece, ...], picture: Attachment) -> tuple[Piece, ...]:
    """The picture with the first words if they may stand under it, else before them."""
    match pieces:
        case (Text(text), *rest) if picture.kind == "photo" and units(text) <= LONGEST_CAPTION:
            return (Text(text, picture), *rest)
        case _:
            return (Text("", picture), *pieces)


# ---- bold


def _unformatted(text: str) -> str:
    """The text with look-alikes for typed signs that would make words bold, slanted or struck: on
    no screen may a name pass for what the desk says.
    """
    return _FORMATS.sub(lambda found: found[0].translate(_LOOK_ALIKES), text)


def marked(text: str) -> str:
    """The text with stars around what is bold, as WhatsApp reads them: on one line, touching the
    words and no letter beside them. A star somebody typed stays as it is.

    >>> marked("Total:\ue000 Rp 5.000\ue001")
    'Total: *Rp 5.000*'
    """
    return _starred(_by_lines(text))


def _starred(text: str) -> str:
    return text.replace(STRONG, "*").replace(WEAK, "*")


def _by_lines(text: str) -> str:
    """The text with marks only where stars may stand, so that stars change no length."""
    lines, bold = [], False
    for line in text.split("\n"):
        runs = []
        for piece in _MARKS.split(line):
            if piece in {STRONG, WEAK}:
                bold = piece == STRONG
            elif piece:
                runs.append((bold, piece))
        alike = groupby(runs, itemgetter(0))
        words = ((strong, "".join(piece for _, piece in run)) for strong, run in alike)
        drawn = "".join(_strong(run) if strong else run for strong, run in words)
        lines.append(_BESIDE_LETTERS.sub(r"\1\2", drawn))
    return "\n".join(lines)


def _strong(words: str) -> str:
    core = words.strip()
    if not core or "*" in core:
        return words
    before, after = words.split(core, 1)
    return f"{before}{STRONG}{core}{WEAK}{after}"


# ---- long texts


def _texts(text: str) -> tuple[Text, ...]:
    """As many texts as it takes, cut between paragraphs, lines or words."""
    pieces = []
    while units(text) > LIMITS.text:
        most = reach(text, LIMITS.text - _SLACK)
        ends = (text.rfind(sign, most // 2, most + len(sign)) for sign in _SIGNS)
        piece, text = _halves(text, next((end for end in ends if end > 0), most))
        pieces.append(piece)
    return tuple(Text(_starred(piece)) for piece in (*pieces, text) if piece)


def _parted(text: str) -> tuple[str, str]:
    """What must go before, and the last paragraphs, which choices can stand under."""
    if not too_long(text, LIMITS):
        return "", text
    lines = "\n".join(text.split("\n")[-LIMITS.lines :])
    least = len(text) - reach(lines[::-1], LIMITS.body - _SLACK)
    starts = (text.find(sign, max(least - len(sign), 0)) for sign in _SIGNS)
    return _halves(text, next((start for start in starts if start > 0), least))


def _halves(text: str, at: int) -> tuple[str, str]:
    """The text before and after; a bold run that is cut ends, and begins again."""
    head, tail = text[:at], text[at:].lstrip()
    if head.rfind(STRONG) > head.rfind(WEAK):
        tail = STRONG + tail
    return _by_lines(head).strip(), _by_lines(tail).strip()
