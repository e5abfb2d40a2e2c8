"""The day an order is promised for: what of the calendar its terms need, at which pace."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from services.calendar import Calendar, Lead, Plan
from services.catalogue import Catalogue, UnknownVariant
from services.costing import needed
from services.money import Rupiah
from services.quotes import Pace, Promise, Terms, Wanted, WantedLine, delivery_fee


def lead(calendar: Calendar, catalogue: Catalogue, wanted: Wanted, today: date) -> Lead:
    """What surrounds the production of what is wanted."""
    capacity = calendar.capacity
    drawn = any(
        value.needs_artwork for line in wanted.lines for value in catalogue.picked(line.variant)
    )
    before = capacity.artwork + capacity.screen if drawn else 0
    away = next((p.days for p in catalogue.delivery if p.key == wanted.delivery), 0)
    needs = of_stock(catalogue, wanted.lines) if capacity.stock else {}
    short = any(
        need > capacity.stock[name] - calendar.spent.get(name, 0) for name, need in needs.items()
    )
    material = today + timedelta(days=capacity.restock) if short else None
    return Lead(before, capacity.packing + away, material)


def of_stock(catalogue: Catalogue, lines: Iterable[WantedLine]) -> Mapping[str, Decimal]:
    """How much these lines take of each material of known stock, in its own unit. A variant the
    catalogue no longer knows takes nothing.
    """
    assert catalogue.capacity is not None, "stock is part of it"
    total = dict.fromkeys(catalogue.capacity.stock, Decimal(0))
    for line in lines:
        try:
            of_one = needed(catalogue, tuple(line.variant.items()))
        except UnknownVariant:
            continue
        for material in of_one.keys() & catalogue.capacity.stock.keys():
            total[material] += of_one[material] * line.quantity
    return total


def arrival(
    calendar: Calendar, catalogue: Catalogue, wanted: Wanted, last: date, packed_on: date | None
) -> date | None:
    """The day an order is with its customer whose last unit is made on `last`; one that is packed
    already only has its way before it.
    """
    after = lead(calendar, catalogue, wanted, last).after
    if packed_on is None:
        return calendar.after(last, after)
    return calendar.after(packed_on, after - calendar.capacity.packing)


def planned(
    calendar: Calendar, catalogue: Catalogue, terms: Terms, today: date, pace: Pace
) -> Plan | None:
    """The first days the terms fit into at this pace."""
    rushed = pace is Pace.RUSH
    around = lead(calendar, catalogue, terms.wanted, today)
    return calendar.plan(today, terms.units, around, rushed=rushed)


def promised(
    calendar: Calendar, catalogue: Catalogue, terms: Terms, today: date, pace: Pace = Pace.USUAL
) -> Promise | None:
    """What can be promised at this pace; None where it is not to be had.

    Split: where a part worth a delivery is there by the day wished for. Rushed: where it is
    earlier than otherwise.
    """
    plan = planned(calendar, catalogue, terms, today, pace)
    if plan is None:
        return None
    match pace:
        case Pace.USUAL:
            return Promise(by=plan.by)
        case Pace.RUSH:
            usual = planned(calendar, catalogue, terms, today, Pace.USUAL)
            if catalogue.rush is None or (usual is not None and usual.by <= plan.by):
                return None
            extra = _up(terms.goods * catalogue.rush.surcharge, catalogue.product.round_step)
            return Promise(by=plan.by, pace=pace, extra=extra)
        case Pace.SPLIT:
            return _split(calendar, catalogue, terms, today, plan)


def _split(
    calendar: Calendar, catalogue: Catalogue, terms: Terms, today: date, plan: Plan
) -> Promise | None:
    """Two deliveries, the second at the fee of the place once more."""
    wish = terms.wanted.by
    fee = delivery_fee(catalogue, terms.wanted.delivery)
    if not isinstance(wish, date) or wish >= plan.by or fee is None:
        return None
    units = calendar.ready_by(plan, wish, lead(calendar, catalogue, terms.wanted, today))
    if units < catalogue.product.minimum:
        return None
    return Promise(by=plan.by, pace=Pace.SPLIT, extra=fee, early=wish, units=units)


def too_late(terms: Terms) -> bool:
    """Whether what is promised comes after the day that was wished for."""
    wish = terms.wanted.by
    return terms.promised is not None and isinstance(wish, date) and terms.promised.by > wish


def holds(offered: Promise | None, now: Promise | None) -> bool:
    """Whether what was offered can still be kept: nothing later, and no smaller early part."""
    if offered is None:
        return True
    if now is None or now.pace is not offered.pace:
        return False
    return now.by <= offered.by and now.units >= offered.units


def _up(amount: Decimal, step: int) -> Rupiah:
    return Rupiah(int((amount / step).to_integral_value(ROUND_CEILING)) * step)
