"""The calendar: no day overloaded, nothing promised moved, dates as the workshop knows them."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.calendar import Calendar, Lead, Reserved, refitted
from services.capacity import Capacity, Rush
from services.closed_days import name_of
from services.promises import holds, lead, promised, too_late
from services.quotes import Pace, Promise, Terms, Wanted, WantedLine, priced
from tests.services.examples import COFFEE, PLAIN, SLIPPERS, WORKED, catalogue_of, raw

WEDNESDAY = date(2026, 11, 18)
assert SLIPPERS.capacity is not None
CALENDAR = Calendar(SLIPPERS.capacity, SLIPPERS.rush)
DAYS = [WEDNESDAY + timedelta(days=n) for n in range(1, 40)]


def terms(quantity: int, by: date | None = None, variant: dict[str, str] = WORKED) -> Terms:
    wanted = Wanted(
        lines=(WantedLine(variant=variant, quantity=quantity),),
        delivery="padang",
        by=by or "asap",
        hotel="Hotel Contoh",
        kind="hotel",
        person="Dewi",
    )
    return priced(SLIPPERS, wanted)


def working_days(until: date) -> int:
    return sum(day <= until for day in CALENDAR.working(WEDNESDAY))


@pytest.mark.parametrize(("quantity", "least", "most"), [(1000, 5, 7), (5000, 13, 17)])
def test_lead_times_are_those_the_workshop_knows(quantity: int, least: int, most: int) -> None:
    found = promised(CALENDAR, SLIPPERS, terms(quantity), WEDNESDAY)
    assert found is not None and least <= working_days(found.by) <= most


def test_every_step_takes_its_days() -> None:
    plain = CALENDAR.plan(WEDNESDAY, 500, Lead(0, 1))
    assert plain is not None
    assert plain.days == ((date(2026, 11, 19), 400), (date(2026, 11, 20), 100))
    assert plain.by == date(2026, 11, 21)
    drawn = lead(CALENDAR, SLIPPERS, terms(500).wanted, WEDNESDAY)
    assert (drawn.before, drawn.after, drawn.material) == (2, 2, None)
    assert lead(CALENDAR, SLIPPERS, terms(500, variant=PLAIN).wanted, WEDNESDAY).before == 0


def test_nobody_works_on_sundays_holidays_and_days_joined_to_them() -> None:
    shut = [date(2026, 11, 22), date(2026, 12, 24), date(2026, 12, 25)]
    assert [CALENDAR.limit(day) for day in shut] == [0, 0, 0]
    assert name_of(date(2026, 12, 24)).startswith("Cuti Bersama")
    assert CALENDAR.setting(shut[1:2], None).limit(shut[1]) == 400, "an officer opens a holiday"


def test_material_that_is_short_is_waited_for() -> None:
    tables = raw()
    tables["capacity"]["stock"] = {"glue": 4000}
    short = catalogue_of(tables)
    assert short.capacity is not None
    calendar = Calendar(short.capacity)
    assert lead(calendar, short, terms(500).wanted, WEDNESDAY).material is None
    used = replace(calendar, spent={"glue": Decimal(1)})
    assert lead(used, short, terms(500).wanted, WEDNESDAY).material == date(2026, 11, 28)
    wait = lead(calendar, short, terms(501).wanted, WEDNESDAY)
    assert wait.material == date(2026, 11, 28)
    plan = CALENDAR.plan(WEDNESDAY, 501, wait)
    assert plan is not None and plan.days[0][0] == date(2026, 11, 30)


def test_a_wish_too_early_can_be_split_or_rushed_for_a_price() -> None:
    wish = date(2026, 11, 26)
    hurried = terms(1000, wish)
    usual = promised(CALENDAR, SLIPPERS, hurried, WEDNESDAY)
    assert usual == Promise(by=date(2026, 11, 26)), "this one fits as it is"
    hurried = terms(2000, wish)
    usual = promised(CALENDAR, SLIPPERS, hurried, WEDNESDAY)
    split = promised(CALENDAR, SLIPPERS, hurried, WEDNESDAY, Pace.SPLIT)
    rush = promised(CALENDAR, SLIPPERS, hurried, WEDNESDAY, Pace.RUSH)
    assert usual and split and rush
    assert too_late(hurried.model_copy(update={"promised": usual}))
    assert (usual.by, split.by, rush.by) == (date(2026, 11, 28),) * 2 + (date(2026, 11, 27),)
    assert (split.early, split.units, split.extra) == (wish, 1200, 0)
    assert rush.extra == 1050000
    assert hurried.model_copy(update={"promised": rush}).total == hurried.total + rush.extra


def test_what_was_offered_holds_while_nothing_of_it_gets_worse() -> None:
    early = Promise(by=DAYS[9], pace=Pace.SPLIT, early=DAYS[4], units=500)
    assert holds(None, None) and holds(early, early)
    assert holds(early, early.model_copy(update={"by": DAYS[8]}))
    assert not holds(early, early.model_copy(update={"by": DAYS[10]}))
    assert not holds(early, early.model_copy(update={"units": 400}))
    assert not holds(early, Promise(by=DAYS[8])) and not holds(early, None)


def test_what_never_fits_gets_no_date() -> None:
    assert promised(CALENDAR, SLIPPERS, terms(999_999_999), WEDNESDAY) is None
    assert COFFEE.capacity is None


_TAKEN = st.dictionaries(st.sampled_from(DAYS), st.integers(0, 700), max_size=12)
_SET = st.dictionaries(st.sampled_from(DAYS), st.sampled_from([0, 100, 400, 900]), max_size=12)
_ORDERS = st.lists(
    st.tuples(st.integers(1, 3000), st.integers(0, 3), st.booleans()), min_size=1, max_size=6
)


@settings(max_examples=60)
@given(taken=_TAKEN, shut=_SET, orders=_ORDERS)
def test_no_day_is_overloaded_and_nothing_promised_moves(
    taken: dict[date, int], shut: dict[date, int], orders: list[tuple[int, int, bool]]
) -> None:
    calendar = Calendar(CALENDAR.capacity, CALENDAR.rush, shut, taken)
    for units, before, rushed in orders:
        plan = calendar.plan(WEDNESDAY, units, Lead(before, 2), rushed=rushed)
        assert plan is not None
        assert sum(made for _, made in plan.days) == units
        after = calendar.taking(plan.days)
        for day in {*after.used, *calendar.used}:
            was = calendar.used.get(day, 0)
            assert was <= after.used[day] <= max(calendar.limit(day, rushed=rushed), was)
        calendar = after


@settings(max_examples=60)
@given(orders=_ORDERS, shut=_SET)
def test_days_that_change_move_only_what_no_longer_fits(
    orders: list[tuple[int, int, bool]], shut: dict[date, int]
) -> None:
    calendar, reserved = CALENDAR, []
    for number, (units, before, rushed) in enumerate(orders, 1):
        plan = calendar.plan(WEDNESDAY, units, Lead(before, 1), rushed=rushed)
        assert plan is not None
        calendar = calendar.taking(plan.days)
        reserved += [Reserved(number, day, made) for day, made in plan.days]
    changed = Calendar(calendar.capacity, calendar.rush, shut, calendar.used)
    moved = refitted(changed, reserved, WEDNESDAY)
    for number, days in moved.items():
        before_ = [(r.day, -r.units) for r in reserved if r.order_id == number]
        assert sum(made for _, made in days) == -sum(made for _, made in before_)
        changed = changed.taking([*before_, *days])
    assert all(used <= changed.limit(day, rushed=True) for day, used in changed.used.items())
    fits = all(used <= changed.limit(day, rushed=True) for day, used in calendar.used.items())
    assert fits == (not moved)


def test_the_newest_order_gives_way_first() -> None:
    day, next_ = date(2026, 11, 19), date(2026, 11, 20)
    reserved = [Reserved(1, day, 250), Reserved(2, day, 150)]
    busy = Calendar(Capacity(days={"thu": 400, "fri": 400}, source="-", status="assumed"))
    busy = busy.taking([(day, 400)]).setting([day], 300)
    assert refitted(busy, reserved, WEDNESDAY) == {2: ((day, 50), (next_, 100))}


def test_rushing_makes_more_of_a_usual_day_only() -> None:
    calendar = Calendar(
        CALENDAR.capacity, Rush(extra=50, surcharge=0, source="-", status="assumed")
    )
    assert [calendar.limit(DAYS[0], rushed=r) for r in (False, True)] == [400, 450]
    assert calendar.setting([DAYS[0]], 200).limit(DAYS[0], rushed=True) == 200
    assert calendar.limit(date(2026, 11, 22), rushed=True) == 0
