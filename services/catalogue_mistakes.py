"""What can be wrong between the parts of a catalogue file: names of nothing, doubles, clashes.

These checks read the file as it stands, whatever shape it is in, so that one reading lists
every mistake: a misspelt material is reported beside a price that is not a number.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in a file: where it is (a line, or a path such as `axes[2].key`) and what."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the file that may hold anything: what is not there is empty, never an error."""

    place: str
    value: Any

    def at(self, key: str) -> "Spot":
        inside = self.value.get(key) if isinstance(self.value, dict) else None
        return Spot(f"{self.place}.{key}" if self.place else key, inside)

    @property
    def rows(self) -> list["Spot"]:
        inside = self.value if isinstance(self.value, list) else []
        return [Spot(f"{self.place}[{n}]", row) for n, row in enumerate(inside)]

    @property
    def entries(self) -> list["Spot"]:
        return [self.at(key) for key in (self.value if isinstance(self.value, dict) else ())]

    @property
    def text(self) -> str:
        return self.value if isinstance(self.value, str) else ""

    @property
    def figure(self) -> Decimal | None:
        return Decimal(self.value) if isinstance(self.value, int | Decimal) else None

    def problem(self, message: str) -> Problem:
        return Problem(self.place, message)


def normal(words: str) -> str:
    """Words as they are compared: lower case, one space between them."""
    return " ".join(words.casefold().split())


def mistakes(raw: dict[str, Any]) -> Iterator[Problem]:
    """Every mistake between the parts of a catalogue, in the order of the checks."""
    file = Spot("", raw)
    yield from _costs_of_nothing(file, file.at("product"))
    for axis in file.at("axes").rows:
        for value in axis.at("values").rows:
            yield from _costs_of_nothing(file, value)
    yield from _axes(file)
    yield from _doubles(file.at("delivery"))
    yield from _clashes(file)
    yield from _tiers(file)
    yield from _margins(file.at("pricing"))
    yield from _grounds(file)
    yield from _stock(file)


def _costs_of_nothing(file: Spot, owner: Spot) -> Iterator[Problem]:
    """Names of materials, machines and setup items that the file does not have."""
    named = [
        ("materials", "material", [line.at("material") for line in owner.at("bill").rows]),
        ("machines", "machine", owner.at("machines").rows),
        ("setup", "setup item", [line.at("item") for line in owner.at("setup").rows]),
    ]
    for table, what, names in named:
        for name in names:
            if name.text and file.at(table).at(name.text).value is None:
                yield name.problem(f"no {what} is called {name.text!r}")


def _axes(file: Spot) -> Iterator[Problem]:
    axes = file.at("axes")
    if not axes.rows:
        yield axes.problem("no axis: there would be nothing to choose")
    yield from _doubles(axes)
    asked: dict[str, set[str]] = {}
    for axis in axes.rows:
        values = axis.at("values")
        yield from _doubles(values)
        if not any(value.at("on").value is True for value in values.rows):
            yield values.problem("no value is on: nothing could be chosen here")
        usual = [at for value in values.rows if (at := value.at("usual")).value is True]
        yield from (at.problem("another value is the usual one already") for at in usual[1:])
        yield from _conditions(axis.at("when"), asked)
        asked[axis.at("key").text] = {value.at("key").text for value in values.rows}


def _conditions(when: Spot, asked: dict[str, set[str]]) -> Iterator[Problem]:
    """An axis may hang only on axes asked before it, and on values they have."""
    for condition in when.entries:
        axis = condition.place.rpartition(".")[2]
        if axis not in asked:
            yield condition.problem(f"no axis before this one is called {axis!r}")
            continue
        for value in condition.rows:
            if value.text not in asked[axis]:
                yield value.problem(f"the axis {axis!r} has no value {value.value!r}")


def _doubles(rows: Spot) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for row in rows.rows:
        key = row.at("key")
        if key.text and key.text in seen:
            yield key.problem(f"{key.text!r} is already {seen[key.text]}")
        seen.setdefault(key.text, row.place)


def _clashes(file: Spot) -> Iterator[Problem]:
    """Words that stand for two things: whoever says them could not be understood."""
    values = [value for axis in file.at("axes").rows for value in axis.at("values").rows]
    taken: dict[str, str] = {}
    for owner in (*values, *file.at("delivery").rows):
        for word in (*owner.at("label").entries, *owner.at("words").rows):
            said = normal(word.text)
            if said and taken.setdefault(said, owner.place) != owner.place:
                yield word.problem(f"{said!r} already means {taken[said]}")


def _tiers(file: Spot) -> Iterator[Problem]:
    tiers = file.at("tiers")
    firsts = [tier.at("first") for tier in tiers.rows if tier.at("first").figure is not None]
    if not tiers.rows:
        yield tiers.problem("no tier: no quantity would have a price")
    for before, first in pairwise(firsts):
        if first.value <= before.value:
            yield first.problem(f"tiers must rise, and {first.value} follows {before.value}")
    smallest = file.at("product").at("minimum").figure
    if firsts and smallest is not None and firsts[0].value > smallest:
        yield firsts[0].problem(f"no tier for the smallest run of {smallest}")


def _margins(pricing: Spot) -> Iterator[Problem]:
    usual, least = pricing.at("margin").figure, pricing.at("min_margin")
    if usual is not None and least.figure is not None and least.figure > usual:
        yield least.problem(f"the least margin {least.figure} is above the usual one {usual}")


def _grounds(file: Spot) -> Iterator[Problem]:
    """Colours of a mock-up belong to values of axes there are."""
    known = {
        axis.at("key").text: {value.at("key").text for value in axis.at("values").rows}
        for axis in file.at("axes").rows
    }
    for axis in file.at("mockup").at("grounds").entries:
        key = axis.place.rpartition(".")[2]
        if key not in known:
            yield axis.problem(f"no axis is called {key!r}")
            continue
        for value in axis.entries:
            name = value.place.rpartition(".")[2]
            if name not in known[key]:
                yield value.problem(f"the axis {key!r} has no value {name!r}")


def _stock(file: Spot) -> Iterator[Problem]:
    """Stock is of materials there are."""
    for spot in file.at("capacity").at("stock").entries:
        name = spot.place.rpartition(".")[2]
        if file.at("materials").at(name).value is None:
            yield spot.problem(f"no material is called {name!r}")
