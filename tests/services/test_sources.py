"""Which source an order counts for, and what does not count."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.money import Rupiah
from services.orders import OrderState
from services.sources import (
    HOPPING,
    WINDOW,
    Credit,
    Doubt,
    Source,
    SourceKind,
    Touch,
    Won,
    code_of,
    credit,
    findings,
    well_formed,
)

NOON = datetime(2026, 11, 18, 5, tzinfo=UTC)
DAY = timedelta(days=1)
FAIR = Source(1, SourceKind.FAIR, "umkm26", "Pameran", NOON)
MINE = Source(2, SourceKind.REFERRAL, "ajak-1", "Hotel Contoh", NOON, owner=7, owner_phone="+6281")
EVERY = {1: FAIR, 2: MINE}


def order(state: OrderState = OrderState.PENDING, contact: int = 5, phone: str = "") -> Won:
    return Won(1, contact, phone, Rupiah(1_000_000), state, NOON)


def test_the_first_and_the_last_touch_within_the_window_count() -> None:
    touches = [Touch(5, 2, NOON - DAY), Touch(5, 1, NOON - 20 * DAY), Touch(6, 1, NOON - DAY)]
    assert credit(order(), touches, EVERY) == Credit(first=1, last=2)


@pytest.mark.parametrize("at", [NOON - WINDOW - timedelta(seconds=1), NOON + timedelta(seconds=1)])
def test_what_is_too_old_or_came_afterwards_does_not(at: datetime) -> None:
    assert credit(order(), [Touch(5, 1, at)], EVERY) == Credit()


def test_the_window_includes_its_first_moment() -> None:
    assert credit(order(), [Touch(5, 1, NOON - WINDOW)], EVERY).last == 1


@pytest.mark.parametrize("who", [order(contact=7), order(phone="+6281")])
def test_nobody_earns_by_their_own_code_on_either_channel(who: Won) -> None:
    touches = [Touch(who.contact, 2, NOON - DAY)]
    assert credit(who, touches, EVERY).doubt is Doubt.SELF


def test_a_person_without_a_number_is_not_everybody_without_one() -> None:
    nameless = {2: Source(2, SourceKind.REFERRAL, "a1", "x", NOON, owner=7)}
    assert credit(order(phone=""), [Touch(5, 2, NOON)], nameless).doubt is None


def test_who_tries_codes_brings_nobody_anything() -> None:
    tries = [Touch(5, n, NOON - timedelta(hours=n)) for n in range(1, HOPPING + 1)]
    assert credit(order(), tries, EVERY).doubt is Doubt.HOPPING
    assert credit(order(), tries[1:], EVERY).doubt is None


def test_money_counts_when_it_arrived_and_goes_back_when_it_is_cancelled() -> None:
    touches = [Touch(5, 1, NOON - DAY)]
    paid = {
        OrderState.DELIVERED: 100_000,
        OrderState.PRODUCTION: 300_000,
        OrderState.CANCELLED: 900_000,
    }
    orders = [replace(order(state), paid=Rupiah(amount)) for state, amount in paid.items()]
    found = findings(orders, touches, EVERY, {1: 4}, {1: 3})
    fair = found.by_source[1]
    assert (fair.people, fair.quotes, fair.orders, fair.ordered) == (4, 3, 2, 2_000_000)
    assert (fair.delivered, fair.paid, fair.taken_back) == (1, 400_000, 1)
    assert fair.first_orders == 2
    assert found.unknown == 0


def test_an_order_nobody_led_to_is_counted_as_such_and_a_doubtful_one_beside() -> None:
    own = [Touch(7, 2, NOON - DAY)]
    found = findings([order(), order(contact=7)], own, EVERY, {}, {})
    assert found.unknown == 1
    assert (found.by_source[2].orders, found.by_source[2].doubtful) == (0, 1)


def test_codes_are_what_links_take() -> None:
    assert well_formed(" UMKM-26 ") == "umkm-26"
    assert [well_formed(bad) for bad in ("", "x", "ada spasi", "q_12", "é1", "a" * 33)] == [""] * 6
    assert code_of("Pameran UMKM Padang 2026!") == "pameran-umkm-padang-2026"
    assert code_of("—") == ""
