"""The workshop's calendar: what can be made on which day, what is taken, and what still fits.

Nothing here moves what is taken already: a new order gets what the earlier ones left.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby, islice

from services import closed_days
from services.capacity import WEEKDAYS, Capacity, Rush

HORIZON = 366
"""Days looked ahead. What does not fit into them gets no date from the calendar."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Lead:
    """What surrounds production, in working days, and the day material is there at the latest."""

    before: int
    after: int
    material: date | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """How many units are made on which day, and the day all of them are with the customer."""

    days: tuple[tuple[date, int], ...]
    by: date


@dataclass(frozen=True, slots=True)
class Reserved:
    """Units of an order on a day of the calendar."""

    order_id: int
    day: date
    units: int


@dataclass(frozen=True)
class Calendar:
    """Capacity by weekday, days that officers `set`, the units `used` by day, and what is `spent`
    of each material, in its own unit, since stock was counted.
    """

    capacity: Capacity
    rush: Rush | None = None
    set: Mapping[date, int] = field(default_factory=dict)
    used: Mapping[date, int] = field(default_factory=dict)
    spent: Mapping[str, Decimal] = field(default_factory=dict)
    _limits: dict[tuple[date, bool], int] = field(default_factory=dict, repr=False, compare=False)
    """Limits that were looked up; what is taken of the calendar changes none of them."""
    _plans: dict[tuple[date, int, Lead, bool], Plan | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Plans that were made: an order is planned for its quote, for itself, and to be reserved."""

    def usual(self, day: date) -> int:
        """Units of a day nobody has set: none on a day off or a holiday."""
        if self.capacity.holidays and closed_days.name_of(day):
            return 0
        return self.by_weekday(day)

    def by_weekday(self, day: date) -> int:
        """Units of that weekday, holiday or not."""
        return self.capacity.days.get(WEEKDAYS[day.weekday()], 0)

    def limit(self, day: date, *, rushed: bool = False) -> int:
        """Units that can be made on a day; a day that officers set is never stretched."""
        limit = self._limits.get((day, rushed))
        if limit is None:
            limit = self._limits[day, rushed] = self._limit(day, rushed=rushed)
        return limit

    def _limit(self, day: date, *, rushed: bool) -> int:
        if day in self.set:
            return self.set[day]
        usual = self.usual(day)
        return usual + self.rush.extra if usual and rushed and self.rush else usual

    def working(self, after: date) -> Iterator[date]:
        """The working days after a day, in order, as far as we look."""
        first = after.toordinal() + 1
        return filter(self.limit, map(date.fromordinal, range(first, first + HORIZON)))

    def after(self, day: date, working: int) -> date | None:
        """So many working days later; the day itself for none of them."""
        return next(islice(self.working(day), working - 1, None), None) if working else day

    def start(self, today: date, lead: Lead) -> date | None:
        """The day production can begin after; never before tomorrow."""
        begun = self.after(today, lead.before)
        if begun is None or lead.material is None:
            return begun
        return max(begun, lead.material)

    def plan(self, today: date, units: int, lead: Lead, *, rushed: bool = False) -> Plan | None:
        """The first days these units fit into; None where they do not fit within the horizon."""
        asked = (today, units, lead, rushed)
        if asked not in self._plans:
            self._plans[asked] = self._plan(*asked)
        return self._plans[asked]

    def _plan(self, today: date, units: int, lead: Lead, rushed: bool) -> Plan | None:
        start = self.start(today, lead)
        days = self.spread(start, units, rushed=rushed) if start else ()
        by = self.after(days[-1][0], lead.after) if days else None
        return Plan(days, by) if by else None

    def spread(
        self, after: date, units: int, *, rushed: bool = False
    ) -> tuple[tuple[date, int], ...]:
        """Units over the free capacity of the days after one; empty where they do not fit."""
        days, left = [], units
        for day in self.working(after):
            made = min(left, self.limit(day, rushed=rushed) - self.used.get(day, 0))
            if made > 0:
                days.append((day, made))
                left -= made
            if not left:
                return tuple(days)
        return ()

    def ready_by(self, plan: Plan, wish: date, lead: Lead) -> int:
        """How many of a plan's units can be with the customer by a day they wish."""
        arriving = ((self.after(day, lead.after), made) for day, made in plan.days)
        return sum(made for by, made in arriving if by and by <= wish)

    def taking(self, days: Iterable[tuple[date, int]]) -> "Calendar":
        """The calendar once these units are taken; negative ones are given back."""
        used = dict(self.used)
        for day, units in days:
            used[day] = used.get(day, 0) + units
        return replace(self, used=used)

    def setting(self, days: Iterable[date], units: int | None) -> "Calendar":
        """The calendar once these days are set; None is what their weekday makes."""
        new = {day: self.by_weekday(day) if units is None else units for day in days}
        return replace(self, set={**self.set, **new}, _limits={})

    def load(self, first: date, days: int = 7) -> tuple[int, int]:
        """Units taken and units possible, over so many days from the first."""
        span = [first + _DAY * n for n in range(days)]
        return sum(self.used.get(day, 0) for day in span), sum(map(self.limit, span))


def refitted(
    calendar: Calendar, reserved: Sequence[Reserved], today: date
) -> dict[int, tuple[tuple[date, int], ...]]:
    """New days for the orders that no longer fit, by order: all their days from today.

    On a day that holds too much the newest order gives way first, with its units of that day
    only; they go to the first free days after the order's own beginning. An order that finds
    none within the horizon keeps its days.
    """
    ahead = sorted((r for r in reserved if r.day >= today), key=lambda r: (r.day, r.order_id))
    homeless: dict[int, int] = {}
    kept: dict[int, list[tuple[date, int]]] = {}
    for day, group in groupby(ahead, key=lambda r: r.day):
        room = calendar.limit(day, rushed=True)
        for one in group:
            stays = min(one.units, max(room, 0))
            room -= one.units
            kept.setdefault(one.order_id, []).append((day, stays))
            homeless[one.order_id] = homeless.get(one.order_id, 0) + one.units - stays
    first = {r.order_id: r.day for r in reversed(ahead)}
    gone = [(r.day, -r.units) for r in ahead]
    now = calendar.taking([*gone, *(day for days in kept.values() for day in days)])
    found = {}
    for order, units in sorted(homeless.items()):
        days = now.spread(max(first[order] - _DAY, today), units) if units else ()
        if days:
            now = now.taking(days)
            found[order] = _merged([*kept[order], *days])
    return found


def _merged(days: Iterable[tuple[date, int]]) -> tuple[tuple[date, int], ...]:
    sums: dict[date, int] = {}
    for day, units in days:
        sums[day] = sums.get(day, 0) + units
    return tuple((day, sums[day]) for day in sorted(sums) if sums[day])
