"""What a variant costs, laid out for officers: shares, floor, margins and the market around it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from services.catalogue import Catalogue, Market
from services.costing import CostGroup, CostLine, CostSheet, Variant, cost_sheet
from services.money import Rupiah
from services.pricing import floor_of, tiers

_FIGURES = {
    CostGroup.MATERIALS: "materials.{}.",
    CostGroup.PACKING: "materials.{}.",
    CostGroup.SETUP: "setup.{}.",
}
"""Where the figures of a line stand, by its key; those of other groups at the group's name."""


@dataclass(frozen=True, slots=True)
class Part:
    """One cost of one unit, and its share of the whole, a fraction to three places.

    `since` is from when the newest of its own figures holds; None where nobody noted it. Rows
    of the file know a day, figures changed in the chat an aware moment.
    """

    line: CostLine
    share: Decimal
    since: date | datetime | None


@dataclass(frozen=True, slots=True)
class Step:
    """A tier with its floor, and the markup its price leaves on the cost of its first quantity:
    the least in that tier.
    """

    first: int
    last: int | None
    price: Rupiah
    floor: Rupiah
    margin: Decimal


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Every cost of one unit in an order of `quantity`, the dearest first. Never for customers.

    `floor` is the least price an order of just that quantity may have.
    """

    sheet: CostSheet
    parts: tuple[Part, ...]
    floor: Rupiah
    steps: tuple[Step, ...]
    minimum: int
    market: Market | None

    @property
    def quantity(self) -> int:
        return self.sheet.quantity

    @property
    def hpp(self) -> Rupiah:
        return self.sheet.hpp

    @property
    def step(self) -> Step | None:
        """The tier of the quantity itself; None below the smallest run."""
        held = (step for step in reversed(self.steps) if step.first <= self.quantity)
        return next(held, None)


def breakdown(catalogue: Catalogue, variant: Variant, quantity: int) -> Breakdown:
    """What one unit costs and sells for. A quantity below the smallest run can be looked at, too.

    Raises `MissingCosts` and `UnknownVariant`.
    """
    sheet = cost_sheet(catalogue, variant, quantity)
    lines = sorted((line for line in sheet.lines if line.amount), key=lambda line: -line.amount)
    return Breakdown(
        sheet=sheet,
        parts=tuple(
            Part(line, _rounded(line.amount / sheet.exact, "0.001"), since(catalogue, line))
            for line in lines
        ),
        floor=floor_of(catalogue, sheet.exact),
        steps=tuple(_steps(catalogue, variant)),
        minimum=catalogue.minimum(variant),
        market=catalogue.market,
    )


def _steps(catalogue: Catalogue, variant: Variant) -> Iterator[Step]:
    for tier in tiers(catalogue, variant):
        cost = cost_sheet(catalogue, variant, tier.first).exact
        margin = _rounded(tier.price / cost - 1, "0.0001")
        yield Step(tier.first, tier.last, tier.price, floor_of(catalogue, cost), margin)


def since(catalogue: Catalogue, line: CostLine) -> date | datetime | None:
    """From when the newest figure of a line holds. What the chat changed stands over the file."""
    place = _FIGURES.get(line.group, f"{line.group.value}.").format(line.key)
    changed = [rate.since for rate in catalogue.rates if rate.place.startswith(place)]
    return max(changed) if changed else _noted(catalogue, line)


def _noted(catalogue: Catalogue, line: CostLine) -> date | None:
    match line.group:
        case CostGroup.MATERIALS | CostGroup.PACKING:
            return catalogue.materials[line.key].since
        case CostGroup.SETUP:
            return catalogue.setup[line.key].since
        case CostGroup.LABOUR:
            return catalogue.labour.since
        case CostGroup.REJECT:
            return catalogue.reject.since
        case CostGroup.ELECTRICITY:
            return catalogue.electricity.since
        case CostGroup.DEPRECIATION:
            return catalogue.depreciation.since
        case CostGroup.OVERHEAD:
            return catalogue.overhead.since


def _rounded(share: Decimal, places: str) -> Decimal:
    return share.quantize(Decimal(places), ROUND_HALF_UP)
