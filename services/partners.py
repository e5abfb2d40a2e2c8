"""Partners: hotels and people the workshop knows of, whoever wrote to whom first.

Knowing somebody is no consent: a partner hears nothing from us before they write themselves, and
no promotion before they agreed to any.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Literal, TypeAlias

from services.directory import CustomerKind, guess_kind, listed

NON_STAR = "non-star"
"""The class of a hotel that has no stars."""


@dataclass(frozen=True, slots=True)
class Partner:
    """What is known of one; "" where nothing is. `stars` is "1" to "5" or `NON_STAR`, `place` a
    place of the catalogue, or a town in words where it is none; `phone` begins with "+",
    `telegram` is an id or a lower-case name without "@". At least one of the two is there.
    """

    name: str
    phone: str = ""
    telegram: str = ""
    kind: str = ""
    stars: str = ""
    place: str = ""
    language: str = ""
    note: str = ""
    id: int = 0

    @property
    def kind_known(self) -> CustomerKind:
        """What sort of customer they are, by what was written or else by their name."""
        return CustomerKind(self.kind) if self.kind else guess_kind(self.name) or CustomerKind.HOTEL

    @property
    def listed(self) -> str:
        """The listed hotel of this very name; "" if there is none."""
        return listed(self.name)


FACTS = tuple(one.name for one in fields(Partner) if one.name != "id")
"""What is known of a partner, in the order it is shown."""


Consent: TypeAlias = Literal["agreed", "withdrawn", "asked", "unasked", "silent"]
"""What somebody answered about promotions: `asked` have not answered, `silent` never wrote."""


class Fault(StrEnum):
    """What is wrong with a row."""

    NO_NAME = "no-name"
    NO_WAY = "no-way"
    TOO_LONG = "too-long"
    BAD_PHONE = "bad-phone"
    ROUNDED_PHONE = "rounded-phone"
    BAD_TELEGRAM = "bad-telegram"
    BAD_CLASS = "bad-class"
    BAD_LANGUAGE = "bad-language"
    EXTRA_CELLS = "extra-cells"
    OTHER_NAME = "other-name"
    TWO_PARTNERS = "two-partners"


@dataclass(frozen=True, slots=True)
class Wrong:
    """A fault of the row that begins on `line` of its file, and the words it is about; `other` is
    the line it contradicts, or how many characters may be there.
    """

    line: int
    fault: Fault
    words: str = ""
    other: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A partner as a file has them, with the line they begin on."""

    line: int
    partner: Partner


@dataclass(frozen=True, slots=True)
class Change:
    """A partner we know, as they were and as they will be."""

    line: int
    old: Partner
    new: Partner

    @property
    def facts(self) -> tuple[str, ...]:
        """What becomes different."""
        return tuple(n for n in FACTS if getattr(self.old, n) != getattr(self.new, n))


@dataclass(frozen=True, slots=True)
class Plan:
    """What importing rows would do; `same` counts partners it says nothing new of."""

    new: tuple[Entry, ...]
    changed: tuple[Change, ...]
    same: int
    wrong: tuple[Wrong, ...]


def plan(known: Iterable[Partner], rows: Sequence[Entry]) -> Plan:
    """What the rows add to what is known.

    Who has the same number, or the same name on Telegram, is one partner. What a row leaves empty
    stays as it is; what it says counts from then on. Two rows of one partner must call them the
    same; a row that brings two known partners together is wrong.
    """
    book = _Book(known)
    for row in rows:
        book.enter(row)
    return book.plan()


def merged(old: Partner, new: Partner) -> Partner:
    """The old one with what the new one says."""
    said = {n: getattr(new, n) for n in FACTS if getattr(new, n)}
    return replace(old, **said)


class _Book:
    """Partners by the ways to reach them, as rows are entered one after the other."""

    def __init__(self, known: Iterable[Partner]) -> None:
        self._stored = list(known)
        self._now: list[Partner] = list(self._stored)
        self._lines: dict[int, int] = {}
        """Where in the file each partner was first found."""
        self._wrong: list[Wrong] = []
        self._places: dict[tuple[str, str], int] = {}
        for at, partner in enumerate(self._now):
            self._register(at, partner)

    def enter(self, row: Entry) -> None:
        found = {self._places[way] for way in _ways(row.partner) if way in self._places}
        if len(found) > 1:
            names = " / ".join(self._now[at].name for at in sorted(found))
            self._wrong.append(Wrong(row.line, Fault.TWO_PARTNERS, names))
            return
        if not found:
            self._lines[len(self._now)] = row.line
            self._now.append(row.partner)
            self._register(len(self._now) - 1, row.partner)
            return
        at = found.pop()
        before = self._now[at]
        other = self._lines.get(at)
        if other is not None and before.name.casefold() != row.partner.name.casefold():
            self._wrong.append(Wrong(row.line, Fault.OTHER_NAME, before.name, other))
            return
        self._lines.setdefault(at, row.line)
        self._now[at] = merged(before, row.partner)
        self._register(at, self._now[at])

    def plan(self) -> Plan:
        old = len(self._stored)
        new = tuple(Entry(self._lines[at], p) for at, p in enumerate(self._now) if at >= old)
        touched = ((self._lines[at], was, self._now[at]) for at, was in self._met())
        changes = tuple(Change(line, was, now) for line, was, now in touched if was != now)
        same = sum(1 for _ in self._met()) - len(changes)
        return Plan(new, changes, same, tuple(self._wrong))

    def _met(self) -> Iterator[tuple[int, Partner]]:
        """The partners known before whom the file names."""
        return ((at, was) for at, was in enumerate(self._stored) if at in self._lines)

    def _register(self, at: int, partner: Partner) -> None:
        self._places |= dict.fromkeys(_ways(partner), at)


def _ways(partner: Partner) -> Iterator[tuple[str, str]]:
    ways: Mapping[str, str] = {"phone": partner.phone, "telegram": partner.telegram}
    return ((way, where) for way, where in ways.items() if where)
