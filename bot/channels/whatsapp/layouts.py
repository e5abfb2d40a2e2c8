"""The shapes interactive messages have: Twilio must know each before it is sent.

A variable of a shape may not hold a line break, so every line of the body is a variable, and what
stands between two lines belongs to the shape. Whatever people see but the opener of a list is a
variable: a few dozen shapes serve all messages.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from bot.channels.ladder import Buttons, Rows, units
from bot.speech import LANGUAGES
from handlers.messages import SpokenChoice

Json: TypeAlias = dict[str, object]
Kind: TypeAlias = Literal["buttons", "rows", "described"]
Break: TypeAlias = Literal["", " ", "\n", "\n\n"]

PREFIX = "prokana-"
"""How the names of our shapes begin at Twilio, where others may keep theirs."""

LONGEST_VALUE = 250
"""Characters of one line. Of Twilio's pages some say 255, newer ones 1600 and "better 250"."""

_SIGNS: Final[dict[str, Break]] = {"j": "", "s": " ", "1": "\n", "2": "\n\n"}
_BY_BREAK: Final = {between: sign for sign, between in _SIGNS.items()}
_KEY = re.compile(r"([a-z]{2})\.(buttons|rows|described)([1-9]\d?)\.([js12]*)")
_COUNTS: Final[dict[Kind, range]] = {
    "buttons": range(1, 4),
    "rows": range(4, 11),
    "described": range(1, 11),
}
_KINDS: Final[dict[str, Kind]] = {kind: kind for kind in _COUNTS}
_USUAL_BREAKS: Final[tuple[tuple[Break, ...], ...]] = ((), ("\n\n",), ("\n\n", "\n\n"))
_NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Layout:
    """One shape: so many buttons, or rows of a list, under lines with these `breaks` between.

    "described" are rows with a line below each: WhatsApp wants it for all of them or for none.
    """

    language: str
    kind: Kind
    count: int
    breaks: tuple[Break, ...] = ()

    @property
    def key(self) -> str:
        """Our name for it: "id.buttons3.21"."""
        breaks = "".join(_BY_BREAK[between] for between in self.breaks)
        return f"{self.language}.{self.kind}{self.count}.{breaks}"

    def definition(self, opener: str) -> Json:
        """What Twilio makes it from; `opener` is the word on a list's button."""
        return named(f"{PREFIX}{self.key}-", self._content(opener))

    def fingerprint(self, opener: str) -> str:
        """Changes with whatever Twilio would have to make anew."""
        return fingerprint(self._content(opener))

    def variables(self, lines: Sequence[str], choices: Sequence[SpokenChoice]) -> dict[str, str]:
        """What a message puts into it."""
        values = {f"b{at}": line for at, line in enumerate(lines, 1)}
        for at, choice in enumerate(choices, 1):
            values[f"t{at}"] = one_line(choice.label)
            values[f"i{at}"] = choice.press
            if self.kind == "described":
                values[f"d{at}"] = one_line(choice.description) or _NOTHING
        return values

    def _content(self, opener: str) -> Json:
        lines = [f"{{{{b{at}}}}}" for at in range(1, len(self.breaks) + 2)]
        body = _joined(lines, self.breaks)
        numbers = range(1, self.count + 1)
        if self.kind == "buttons":
            actions = [reply(f"{{{{t{n}}}}}", f"{{{{i{n}}}}}") for n in numbers]
            types: Json = {"twilio/quick-reply": {"body": body, "actions": actions}}
        else:
            items = [{"item": f"{{{{t{n}}}}}", "id": f"{{{{i{n}}}}}"} for n in numbers]
            if self.kind == "described":
                items = [i | {"description": f"{{{{d{n}}}}}"} for n, i in enumerate(items, 1)]
            types = {"twilio/list-picker": {"body": body, "button": opener, "items": items}}
        sample = SpokenChoice("…", "…", "…")
        values = self.variables(["…"] * len(lines), [sample] * self.count)
        return {"language": self.language, "variables": values, "types": types}


def of(language: str, offered: Buttons | Rows, breaks: tuple[Break, ...]) -> Layout:
    """The shape of these choices under lines with such breaks."""
    kind: Kind = "buttons"
    if isinstance(offered, Rows):
        kind = "described" if any(c.description for c in offered.choices) else "rows"
    return Layout(language, kind, len(offered.choices), breaks)


def read(key: str) -> Layout | None:
    """The shape of that name; None for the name of something else."""
    found = _KEY.fullmatch(key)
    if found is None:
        return None
    language, kind, count, signs = found.groups()
    return Layout(language, _KINDS[kind], int(count), tuple(_SIGNS[sign] for sign in signs))


USUAL: Final = tuple(
    Layout(language, kind, count, breaks)
    for language in LANGUAGES
    for kind, counts in _COUNTS.items()
    for count in counts
    for breaks in _USUAL_BREAKS
)
"""The shapes most messages have; any other is made when it is first needed."""


# ---- bodies


def lines_of(text: str) -> tuple[tuple[str, ...], tuple[Break, ...]]:
    r"""A text as lines that can be variables, and what stands between them.

    >>> lines_of("Halo.\n\nApa?\n  1  mm")
    (('Halo.', 'Apa?', '1 mm'), ('\n\n', '\n'))
    """
    lines: list[str] = []
    breaks: list[Break] = []
    between: Break = "\n"
    for line in text.splitlines():
        words = one_line(line)
        if not words:
            between = "\n\n"
            continue
        for piece, before in _pieces(words):
            lines.append(piece)
            breaks.append(between if before is None else before)
        between = "\n"
    return tuple(lines), tuple(breaks[1:])


def body_of(lines: Sequence[str], breaks: Sequence[Break]) -> str:
    """The text Twilio makes of them."""
    return _joined(lines, breaks)


def one_line(text: str) -> str:
    """On one line, with single blanks, and with nothing that passes for a variable."""
    return " ".join(text.split()).replace("{{", "((").replace("}}", "))")


def _pieces(line: str) -> list[tuple[str, Break | None]]:
    """A line cut into values, each with what stands before it; None at the line's beginning."""
    pieces: list[tuple[str, Break | None]] = []
    before: Break | None = None
    while units(line) > LONGEST_VALUE:
        most = reach(line, LONGEST_VALUE)
        blank = line.rfind(" ", most // 2, most + 1)
        end = blank if blank > 0 else most
        pieces.append((line[:end], before))
        line, before = line[end:].lstrip(), " " if blank > 0 else ""
    return [*pieces, (line, before)]


def reach(text: str, most: int) -> int:
    """How many characters at its beginning take no more than so many UTF-16 units."""
    return len(text.encode("utf-16-le")[: most * 2].decode("utf-16-le", "ignore"))


def _joined(lines: Sequence[str], breaks: Sequence[Break]) -> str:
    return "".join(part for pair in zip(lines, (*breaks, ""), strict=True) for part in pair)


# ---- definitions


def reply(title: str, press: str) -> dict[str, str]:
    """A button as Twilio's definitions have it."""
    return {"type": "QUICK_REPLY", "title": title, "id": press}


def fingerprint(content: Json) -> str:
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def named(beginning: str, content: Json) -> Json:
    """The content under a name that tells what it was made from."""
    return {"friendly_name": beginning + fingerprint(content)[:8], **content}
