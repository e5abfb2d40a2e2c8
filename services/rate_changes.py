"""Figures officers change: from when each holds, and the catalogue they make of the base.

A change stands for good. In force at a moment is, of every place, the change that holds from
latest up to then; of two that hold from the same moment, the one recorded last. No change holds
from before it was recorded, so what was in force at a moment is never different afterwards.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Literal, TypeAlias

from services.catalogue import Catalogue, UnknownVariant, parse, read_toml
from services.costing import MissingCosts
from services.money import Rupiah
from services.orders import Role
from services.places import Figure, figures
from services.pricing import Shortfall, shortfalls, tiers

Status: TypeAlias = Literal["measured", "assumed"]


class RateRight(StrEnum):
    """What an officer may do about figures."""

    SEE = "rates"
    CHANGE = "rate"


KEEPERS: dict[RateRight, frozenset[Role]] = {
    RateRight.SEE: frozenset({Role.HEAD, Role.DESK}),
    RateRight.CHANGE: frozenset({Role.HEAD}),
}


class Retroactive(Exception):
    """A change cannot hold from before it was recorded: quotes were computed without it."""


@dataclass(frozen=True, slots=True)
class RateChange:
    """One figure, from an aware moment on. `value` is a plain decimal ("0.03") or a mode ("B").

    Raises `Retroactive` where it would hold from before it was recorded.
    """

    place: str
    value: str
    source: str
    status: Status
    by: str
    valid_from: datetime
    recorded_at: datetime
    id: int = 0

    def __post_init__(self) -> None:
        if self.valid_from < self.recorded_at:
            raise Retroactive(self.place)


def in_force(changes: Sequence[RateChange], at: datetime) -> tuple[RateChange, ...]:
    """Of every place the change that holds at a moment, ordered by place."""
    held: dict[str, RateChange] = {}
    for change in sorted(changes, key=lambda c: (c.valid_from, c.id)):
        if change.valid_from <= at:
            held[change.place] = change
    return tuple(held[place] for place in sorted(held))


def next_moment(changes: Sequence[RateChange], at: datetime) -> datetime | None:
    """When the next change comes into force."""
    return min((c.valid_from for c in changes if c.valid_from > at), default=None)


def with_rates(base: Catalogue, changes: Sequence[RateChange], at: datetime) -> Catalogue:
    """The catalogue of a moment; the base itself where nothing holds.

    Changes of places the base does not have are left out. Raises `CatalogueInvalid` where the
    figures together break a rule of the catalogue.
    """
    lost = set(lapsed(base, changes))
    held = [change for change in in_force(changes, at) if change not in lost]
    if not held:
        return base
    rates = "".join(map(_written, held))
    return parse(f"{base.body.rstrip()}\n{rates}".encode())


def _written(change: RateChange) -> str:
    """A change as the catalogue's file has it. Same changes, same bytes."""
    since = change.valid_from.astimezone(UTC).isoformat()
    value = change.value if _number(change.value) is not None else _quoted(change.value)
    return (
        f"\n[[rates]]\nplace = {_quoted(change.place)}\nvalue = {value}\n"
        f"source = {_quoted(change.source)}\nstatus = {_quoted(change.status)}\n"
        f"by = {_quoted(change.by)}\nsince = {since}\n"
    )


def _quoted(text: str) -> str:
    return json.dumps(text.replace("\x7f", ""), ensure_ascii=False)


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def written_value(value: Decimal) -> str:
    """A figure as it is kept: no exponent, no zeros at its end.

    >>> written_value(Decimal("32E+3")), written_value(Decimal("0.030"))
    ('32000', '0.03')
    """
    return format(value.normalize(), "f")


def lapsed(base: Catalogue, changes: Sequence[RateChange]) -> tuple[RateChange, ...]:
    """The changes whose place the base does not have."""
    there = {figure.place for figure in figures_of(base)}
    return tuple(change for change in changes if change.place not in there)


def figures_of(catalogue: Catalogue) -> tuple[Figure, ...]:
    """Every figure that may be changed, as it stands now, in the order it is shown."""
    raw: dict[str, Any] = read_toml(catalogue.body.encode())
    found = {figure.place: figure for figure in figures(raw)}
    for rate in catalogue.rates:
        found[rate.place].write(rate.value, rate.source, rate.status)
    return tuple(found.values())


# ---- what a change does


@dataclass(frozen=True, slots=True)
class Effect:
    """One tier of one variant, before and after. None is a price that cannot be computed."""

    variant: dict[str, str]
    first: int
    old: Rupiah | None
    new: Rupiah | None


def usual_variants(catalogue: Catalogue) -> Iterator[dict[str, str]]:
    """What is mostly ordered, and then each other thing on offer, one choice away from it."""
    usual: dict[str, str] = {axis.key: axis.usual.key for axis in catalogue.axes}
    yield usual
    for axis in catalogue.axes:
        for value in axis.offered:
            if value.key != usual[axis.key]:
                yield {**usual, axis.key: value.key}


def effects(old: Catalogue, new: Catalogue) -> tuple[tuple[Effect, ...], ...]:
    """Every tier of the usual variant; and of each other one that a change touches."""
    found: list[tuple[Effect, ...]] = []
    for at, variant in enumerate(usual_variants(new)):
        before, after = _prices(old, variant), _prices(new, variant)
        if at and before == after:
            continue
        firsts = sorted(before.keys() | after.keys())
        found.append(tuple(Effect(variant, q, before.get(q), after.get(q)) for q in firsts))
    return tuple(found)


def _prices(catalogue: Catalogue, variant: dict[str, str]) -> dict[int, Rupiah]:
    try:
        return {tier.first: tier.price for tier in tiers(catalogue, variant)}
    except (MissingCosts, UnknownVariant):
        return {}


def broken_floors(old: Catalogue, new: Catalogue) -> tuple[tuple[dict[str, str], Shortfall], ...]:
    """Tiers whose published price would come to lie under their floor, and did not before."""
    found: list[tuple[dict[str, str], Shortfall]] = []
    for variant in usual_variants(new):
        before = {short.first for short in _shortfalls(old, variant)}
        found += [(variant, s) for s in _shortfalls(new, variant) if s.first not in before]
    return tuple(found)


def _shortfalls(catalogue: Catalogue, variant: dict[str, str]) -> tuple[Shortfall, ...]:
    try:
        return shortfalls(catalogue, variant)
    except (MissingCosts, UnknownVariant):
        return ()
