"""Prices: cost plus margin, in tiers of quantity, never rising with quantity, never below floor.

    price of a tier = round_up(HPP * (1 + margin) * Π(1 + surcharge) * (1 + adjustment), step)
    floor           = round_up(HPP * (1 + min_margin), step)

The HPP of a tier is that of its FIRST quantity, where setup weighs most; so a tier's price
holds for every quantity in it, and so does its floor. Breaks therefore come from the cost
itself: the shipped catalogue adjusts nothing from 500 units up, and only puts something on
smaller runs. `margin` is a markup on cost; `step` is Rupiah (prices are multiples of it); the
surcharges are those of the variant's values.

A tier never costs more than the one before it, whatever the adjustments say, and never less
than its own floor. Both hold together because the HPP, and with it the floor, only falls with
quantity.
"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import groupby
from math import prod

from services.catalogue import Catalogue
from services.costing import Variant, cost_sheet
from services.money import Rupiah


class BelowMinimum(Exception):
    """The order is smaller than the smallest run of its variant."""

    def __init__(self, minimum: int) -> None:
        super().__init__(f"the smallest run is {minimum}")
        self.minimum = minimum


@dataclass(frozen=True, slots=True)
class Tier:
    """Quantities from `first` to `last` (None: and above) at one `price` per unit."""

    first: int
    last: int | None
    price: Rupiah


@dataclass(frozen=True, slots=True)
class Price:
    """What one order line costs the customer and, for officers alone, what it costs us.

    Rupiah per unit, `total` for all. `floor` is the least an officer may agree to; `margin` is
    the markup on cost this price leaves, to four places.
    """

    quantity: int
    each: Rupiah
    hpp: Rupiah
    floor: Rupiah
    margin: Decimal
    tier: Tier

    @property
    def total(self) -> Rupiah:
        return Rupiah(self.each * self.quantity)


def price(
    catalogue: Catalogue, variant: Variant, quantity: int, *, setup_kept: bool = False
) -> Price:
    """The price of one order line.

    Raises `BelowMinimum`, `MissingCosts` and `UnknownVariant`.
    """
    minimum = catalogue.minimum(variant)
    if quantity < minimum:
        raise BelowMinimum(minimum)
    offered = tiers(catalogue, variant, setup_kept=setup_kept)
    tier = next(tier for tier in reversed(offered) if tier.first <= quantity)
    sheet = cost_sheet(catalogue, variant, quantity, setup_kept=setup_kept)
    return Price(
        quantity=quantity,
        each=tier.price,
        hpp=sheet.hpp,
        floor=floor_of(catalogue, sheet.exact),
        margin=(tier.price / sheet.exact - 1).quantize(Decimal("0.0001"), ROUND_HALF_UP),
        tier=tier,
    )


def tiers(catalogue: Catalogue, variant: Variant, *, setup_kept: bool = False) -> tuple[Tier, ...]:
    """The price list of a variant, from its smallest run up.

    Raises `MissingCosts` and `UnknownVariant`.
    """
    return _tiers(catalogue, tuple(variant.items()), setup_kept)


def price_breaks(catalogue: Catalogue, variant: Variant) -> tuple[Tier, ...]:
    """The price list as it is shown: neighbouring tiers of one price are one.

    Raises `MissingCosts` and `UnknownVariant`.
    """
    grouped = groupby(tiers(catalogue, variant), key=lambda tier: tier.price)
    joined = ((each, list(of_one)) for each, of_one in grouped)
    return tuple(Tier(group[0].first, group[-1].last, each) for each, group in joined)


@lru_cache(256)
def _tiers(
    catalogue: Catalogue, key: tuple[tuple[str, str], ...], setup_kept: bool
) -> tuple[Tier, ...]:
    variant = dict(key)
    usual = _markup(catalogue, variant)
    found: list[Tier] = []
    for first, last, adjustment in _ranges(catalogue, catalogue.minimum(variant)):
        cost = cost_sheet(catalogue, variant, first, setup_kept=setup_kept).exact
        asked = _round_up(cost * usual * (1 + adjustment), catalogue.product.round_step)
        highest = found[-1].price if found else asked
        found.append(Tier(first, last, max(min(asked, highest), floor_of(catalogue, cost))))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A tier whose margin, surcharges and adjustment make a `price` under its `floor`."""

    first: int
    price: Rupiah
    floor: Rupiah


def shortfalls(catalogue: Catalogue, variant: Variant) -> tuple[Shortfall, ...]:
    """The tiers whose price the officers' own figures put under the floor.

    Such a tier is sold at its floor. Raises `MissingCosts` and `UnknownVariant`.
    """
    usual = _markup(catalogue, variant)
    found: list[Shortfall] = []
    for first, _, adjustment in _ranges(catalogue, catalogue.minimum(variant)):
        cost = cost_sheet(catalogue, variant, first).exact
        asked = _round_up(cost * usual * (1 + adjustment), catalogue.product.round_step)
        floor = floor_of(catalogue, cost)
        if asked < floor:
            found.append(Shortfall(first, asked, floor))
    return tuple(found)


def _markup(catalogue: Catalogue, variant: Variant) -> Decimal:
    """(1 + margin) * Π(1 + surcharge) of the values chosen."""
    surcharges = (1 + value.surcharge for value in catalogue.picked(variant))
    return prod(surcharges, start=1 + catalogue.pricing.margin)


def _ranges(catalogue: Catalogue, minimum: int) -> list[tuple[int, int | None, Decimal]]:
    """First and last quantity and adjustment of every tier, cut off below the smallest run."""
    lasts = [*(rule.first - 1 for rule in catalogue.tiers[1:]), None]
    return [
        (max(rule.first, minimum), last, rule.adjustment)
        for rule, last in zip(catalogue.tiers, lasts, strict=True)
        if last is None or last >= minimum
    ]


def floor_of(catalogue: Catalogue, cost: Decimal) -> Rupiah:
    """The least price of one unit that costs this much, exact Rupiah."""
    return _round_up(cost * (1 + catalogue.pricing.min_margin), catalogue.product.round_step)


def _round_up(amount: Decimal, step: int) -> Rupiah:
    """Up to the next multiple of `step`.

    Divisions leave dust in the last digits; it must not lift a round amount a whole step.

    >>> _round_up(Decimal(7000) / 6 * 3, 50), _round_up(Decimal("3450.01"), 50)
    (3500, 3500)
    """
    clean = amount.quantize(Decimal("0.000001"))
    return Rupiah(int((clean / step).to_integral_value(ROUND_CEILING)) * step)
