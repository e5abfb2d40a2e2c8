"""Figures that officers change: from when, to what, and what prices become of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.catalogue import CatalogueInvalid, parse
from services.pricing import tiers
from services.rate_changes import (
    RateChange,
    Retroactive,
    broken_floors,
    effects,
    figures_of,
    in_force,
    lapsed,
    next_moment,
    with_rates,
)
from tests.services.examples import SLIPPERS, WORKED

NOW = datetime(2026, 11, 18, 5, tzinfo=UTC)
SOLE = "materials.eva_sole_5.price"
CHANGE = RateChange(SOLE, "32000", "nota toko 12 Nov", "measured", "Budi", NOW, NOW)
AT_PLACES = {
    SOLE: "31000",
    "materials.glue.waste": "0.02",
    "machines.press.watt": "1200",
    "electricity.tariff": "1522.88",
    "labour.wage": "150",
    "overhead.per_unit": "40",
    "reject.share": "0.05",
    "setup.film.price": "20000",
    "pricing.margin": "0.45",
    "pricing.min_margin": "0.25",
    "tiers.500.adjustment": "0.01",
    "axes.colours.2.surcharge": "0.05",
    "delivery.bukittinggi.fee": "175000",
    "negotiation.bands.hotel.most": "0.05",
}

moments = st.integers(0, 20).map(lambda hours: NOW + timedelta(hours=hours))


@st.composite
def histories(draw: st.DrawFn) -> list[RateChange]:
    """Changes as they are recorded: one after another, each from then on or from later."""
    found: list[RateChange] = []
    recorded = NOW
    for at in range(1, draw(st.integers(1, 6)) + 1):
        recorded += timedelta(hours=draw(st.integers(0, 4)))
        place = draw(st.sampled_from(sorted(AT_PLACES)))
        since = recorded + timedelta(hours=draw(st.integers(0, 6)))
        value = AT_PLACES[place]
        found.append(RateChange(place, value, "nota", "measured", "Budi", since, recorded, at))
    return found


@settings(max_examples=25)
@given(histories(), moments, st.randoms())
def test_the_same_changes_make_the_same_catalogue(
    history: list[RateChange], at: datetime, order: object
) -> None:
    shuffled = sorted(history, key=lambda c: hash((str(order), c.id)))
    made = with_rates(SLIPPERS, history, at)
    assert with_rates(SLIPPERS, shuffled, at).body == made.body
    assert parse(made.body.encode()) == made


@settings(max_examples=25)
@given(histories(), moments)
def test_what_was_in_force_is_never_different_afterwards(
    history: list[RateChange], at: datetime
) -> None:
    known_then = [change for change in history if change.recorded_at <= at]
    assert in_force(history, at) == in_force(known_then, at)


def test_a_change_of_the_future_does_nothing_before() -> None:
    later = replace(CHANGE, valid_from=NOW + timedelta(days=3))
    assert with_rates(SLIPPERS, [later], later.valid_from - timedelta(microseconds=1)) is SLIPPERS
    assert next_moment([later], NOW) == later.valid_from
    after = with_rates(SLIPPERS, [later], later.valid_from)
    assert after.materials["eva_sole_5"].price == 32000
    assert next_moment([later], later.valid_from) is None


def test_a_change_brings_its_source_and_is_seen_in_the_price() -> None:
    made = with_rates(SLIPPERS, [CHANGE], NOW)
    sole = made.materials["eva_sole_5"]
    assert (sole.source, sole.status) == ("nota toko 12 Nov", "measured")
    assert made.fingerprint != SLIPPERS.fingerprint
    assert [tier.price for tier in tiers(made, WORKED)] == [3950, 3700, 3600, 3550, 3550]
    assert (made.rates[0].by, made.rates[0].since) == ("Budi", NOW)


def test_every_place_can_be_changed() -> None:
    for place, value in AT_PLACES.items():
        made = with_rates(SLIPPERS, [replace(CHANGE, place=place, value=value)], NOW)
        there = {figure.place: figure.value for figure in figures_of(made)}
        assert there[place] == Decimal(value)


def test_the_mode_of_labour_is_a_word() -> None:
    both = [
        replace(CHANGE, place="labour.mode", value="B"),
        replace(CHANGE, place="labour.wage", value="200"),
    ]
    made = with_rates(SLIPPERS, both, NOW)
    assert made.labour.mode == "B"
    assert made.labour.wage == 200


def test_no_change_holds_from_before_it_was_recorded() -> None:
    with pytest.raises(Retroactive):
        replace(CHANGE, valid_from=NOW - timedelta(seconds=1))


def test_what_breaks_a_rule_of_the_catalogue_is_refused() -> None:
    wrong = replace(CHANGE, place="pricing.min_margin", value="0.5")
    with pytest.raises(CatalogueInvalid, match="least margin"):
        with_rates(SLIPPERS, [wrong], NOW)


def test_a_place_the_base_does_not_have_is_left_out_and_named() -> None:
    gone = replace(CHANGE, place="materials.silk.price")
    assert lapsed(SLIPPERS, [gone, CHANGE]) == (gone,)
    assert with_rates(SLIPPERS, [gone], NOW) is SLIPPERS


def test_quotes_and_controls_in_a_source_do_no_harm() -> None:
    odd = replace(CHANGE, source='nota "A"\n[pricing]\\ \x7f\t😀', by="Bu 'D'")
    made = with_rates(SLIPPERS, [odd], NOW)
    assert made.rates[0].source == 'nota "A"\n[pricing]\\ \t😀'
    assert made.pricing == SLIPPERS.pricing


def test_what_a_change_does_to_every_tier() -> None:
    usual, *others = effects(SLIPPERS, with_rates(SLIPPERS, [CHANGE], NOW))
    assert [(e.first, e.old, e.new) for e in usual] == [
        (300, 3850, 3950),
        (500, 3550, 3700),
        (1000, 3500, 3600),
        (3000, 3450, 3550),
        (5000, 3450, 3550),
    ]
    assert all(group[0].variant["sole"] == "5" for group in others)


def test_a_tier_that_would_come_under_its_floor_is_named() -> None:
    dear = with_rates(SLIPPERS, [replace(CHANGE, value="90000")], NOW)
    assert broken_floors(SLIPPERS, dear) == ()  # a dearer sole raises price and floor alike
    low = with_rates(SLIPPERS, [replace(CHANGE, place="tiers.5000.adjustment", value="-0.2")], NOW)
    (variant, short), *_ = broken_floors(SLIPPERS, low)
    assert variant == WORKED
    assert (short.first, short.price, short.floor) == (5000, 2750, 2950)
    assert broken_floors(low, low) == ()
