"""What a narrow channel makes of a message's choices: buttons, a list, numbers, or nothing.

Channels like WhatsApp allow few buttons with short labels. The ladder goes down only as far as
it must, and no two labels it shortened read the same: nobody could tell what they press.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from handlers.messages import Spoken, SpokenChoice


@dataclass(frozen=True, slots=True)
class Limits:
    """What a channel allows, in characters and in pieces: `body` and `lines` are a text's with
    choices under it, `text` is one without.

    These are WhatsApp's.
    """

    buttons: int = 3
    button_label: int = 20
    rows: int = 10
    row_title: int = 24
    row_description: int = 72
    body: int = 1024
    lines: int = 40
    text: int = 1600


@dataclass(frozen=True, slots=True)
class Buttons:
    """Buttons under the message; `text` has lines to append, of what buttons have no room for."""

    choices: tuple[SpokenChoice, ...]
    text: str = ""

    def under(self, text: str) -> str:
        """Text and lines as one."""
        return _one(text, self.text)


@dataclass(frozen=True, slots=True)
class Rows:
    """One button, `opener`, that opens a list."""

    opener: str
    choices: tuple[SpokenChoice, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """Lines to append to the text; a typed number picks the choice."""

    text: str

    def under(self, text: str) -> str:
        """Text and lines as one."""
        return _one(text, self.text)


@dataclass(frozen=True, slots=True)
class Plain:
    """The text alone."""


_PRESSED = ("!", "/card", "/handback")
"""How the presses of officers' cards begin."""

Rung: TypeAlias = Buttons | Rows | Numbered | Plain


def rung(spoken: Spoken, limits: Limits, opener: str) -> Rung:
    """How this message's choices are offered; `opener` is the word on a list's button.

    Suggestions are never numbered, because a typed number is the answer itself: those beyond
    the limit are left out. Nor is what officers press: a number of theirs may be about another
    message. Where a text is too long to stand above choices, numbers keep it one message if they
    can.
    """
    choices = spoken.choices
    if not choices:
        return Plain()
    if spoken.closed and not any(c.press.startswith(_PRESSED) for c in choices):
        numbered = Numbered(_numbered(choices))
        fits = units(numbered.under(spoken.text)) <= limits.text
        if len(choices) > limits.rows or (too_long(spoken.text, limits) and fits):
            return numbered
    buttons = _buttons(choices, limits)
    fits = not buttons.text or not too_long(buttons.under(spoken.text), limits)
    if len(choices) <= limits.buttons and fits:
        return buttons
    return Rows(shortened(opener, limits.button_label), _rows(choices[: limits.rows], limits))


def too_long(text: str, limits: Limits) -> bool:
    """Whether choices cannot stand under all of it."""
    return units(text) > limits.body or text.count("\n") >= limits.lines


def units(text: str) -> int:
    """Length as the strictest would count it: in UTF-16 units, so that an emoji is two."""
    return len(text.encode("utf-16-le")) // 2


def _numbered(choices: Sequence[SpokenChoice]) -> str:
    lines = []
    for number, choice in enumerate(choices, 1):
        description = f" ({_line(choice.description)})" if choice.description else ""
        lines.append(f"{number}. {_line(choice.label)}{description}")
    return "\n".join(lines)


def _buttons(choices: Sequence[SpokenChoice], limits: Limits) -> Buttons:
    """Buttons, and a line of text for each that has a description."""
    lines = [
        f"• {_line(c.label)} — {_line(c.description)}" for c in choices if _line(c.description)
    ]
    labelled = _labelled(choices, limits.button_label)
    return Buttons(tuple(replace(c, description="") for c in labelled), "\n".join(lines))


def _one(text: str, lines: str) -> str:
    return "\n\n".join(part for part in (text, lines) if part)


def _labelled(choices: Sequence[SpokenChoice], limit: int) -> tuple[SpokenChoice, ...]:
    labels = distinct([choice.label for choice in choices], limit)
    return tuple(replace(c, label=label) for c, label in zip(choices, labels, strict=True))


def _rows(choices: Sequence[SpokenChoice], limits: Limits) -> tuple[SpokenChoice, ...]:
    """A title that had to be shortened stands in full below it."""
    rows = []
    for choice, row in zip(choices, _labelled(choices, limits.row_title), strict=True):
        whole = "" if row.label == _line(choice.label) else _line(choice.label)
        both = " — ".join(part for part in (whole, choice.description) if part)
        below = shortened(both, limits.row_description)
        rows.append(replace(row, description=below))
    return tuple(rows)


def distinct(labels: Sequence[str], limit: int) -> list[str]:
    """The labels within `limit` characters, no two of them the same.

    >>> distinct(["EVA putih tebal 5 mm", "EVA putih tebal 6 mm"], 13)
    ['EVA…5 mm', 'EVA…6 mm']
    """
    lines = [_line(label) or "…" for label in labels]
    short = [shortened(line, limit) for line in lines]
    if len(set(short)) < len(short):
        short = [
            _middle_out(line, limit) if short.count(label) > 1 else label
            for line, label in zip(lines, short, strict=True)
        ]
    taken: set[str] = set()
    for at, label in enumerate(short):
        number = 1
        while label in taken or (number > 1 and label in short):
            number += 1
            mark = f" {number}"
            label = shortened(lines[at], limit - len(mark)) + mark
        taken.add(label)
        short[at] = label
    return short


def shortened(text: str, limit: int) -> str:
    """One line of at most `limit` characters, cut between words where that leaves enough.

    >>> shortened("Bicara dengan petugas bengkel", 20)
    'Bicara dengan…'
    """
    line = _line(text)
    if len(line) <= limit:
        return line
    cut = _clipped(line, limit - 1)
    words = cut if line[len(cut)] == " " else cut.rpartition(" ")[0]
    kept = words if len(words) * 2 >= limit else cut
    return kept.rstrip(" ,.;:–—-(/") + "…"


def _middle_out(line: str, limit: int) -> str:
    """The beginning and the end of a line: what tells two long labels apart is often last."""
    if len(line) <= limit:
        return line
    head = (limit - 1) // 3
    tail = line[len(line) - (limit - 1 - head) :]
    while tail and _joins(tail[0]):
        tail = tail[1:]
    words = tail.partition(" ")[2]
    kept = words if len(words) * 2 >= len(tail) else tail
    return f"{_clipped(line, head).rstrip()}…{kept.lstrip()}"


def _clipped(line: str, limit: int) -> str:
    """The first `limit` characters, or fewer where a cut would split one that is composed."""
    while limit > 0 and (_joins(line[limit]) or line[limit - 1] == "\u200d"):
        limit -= 1
    return line[:limit]


def _joins(character: str) -> bool:
    """Whether a character belongs to the one before it: accents, emoji parts."""
    return (
        unicodedata.combining(character) != 0
        or character in "\u200d\ufe0e\ufe0f"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )


def _line(text: str) -> str:
    return " ".join(text.split())
