"""What customers pay: the worked prices, and the laws no price list may break."""

from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.catalogue import Catalogue
from services.costing import MissingCosts, Variant, cost_sheet
from services.money import Rupiah
from services.pricing import BelowMinimum, Price, Tier, price, tiers
from tests.services.examples import (
    COFFEE,
    PLAIN,
    SLIPPERS,
    WORKED,
    catalogue_of,
    every_variant,
    raw,
    rope_catalogue,
)

CUT = {"end": "cut"}


@pytest.mark.parametrize(
    ("quantity", "each"), [(300, 3850), (499, 3850), (500, 3550), (1000, 3500), (5000, 3450)]
)
def test_the_worked_example_costs_what_was_worked_out(quantity: int, each: int) -> None:
    assert price(SLIPPERS, WORKED, quantity).each == each


def test_a_price_tells_the_officers_everything() -> None:
    assert price(SLIPPERS, WORKED, 1000) == Price(
        quantity=1000,
        each=Rupiah(3500),
        hpp=Rupiah(2485),
        floor=Rupiah(3000),
        margin=Decimal("0.4084"),
        tier=Tier(1000, 2999, Rupiah(3500)),
    )


def test_the_total_is_that_of_all_units() -> None:
    assert price(SLIPPERS, WORKED, 750).total == 750 * 3550


def test_the_price_list_starts_at_the_smallest_run() -> None:
    assert [(tier.first, tier.last) for tier in tiers(SLIPPERS, PLAIN)] == [
        (100, 299),
        (300, 499),
        (500, 999),
        (1000, 2999),
        (3000, 4999),
        (5000, None),
    ]
    assert tiers(SLIPPERS, WORKED)[0].first == 300


def test_a_smallest_run_inside_a_tier_cuts_it() -> None:
    wide = rope_catalogue(("minimum = 10", "minimum = 150"))
    assert [(tier.first, tier.last) for tier in tiers(wide, CUT)] == [(150, None)]


def test_less_than_the_smallest_run_is_refused_with_its_size() -> None:
    with pytest.raises(BelowMinimum) as caught:
        price(SLIPPERS, WORKED, 299)
    assert caught.value.minimum == 300


def test_missing_costs_stop_a_price() -> None:
    with pytest.raises(MissingCosts):
        price(SLIPPERS, {**WORKED, "upper": "terry"}, 500)


def test_extra_colours_cost_extra() -> None:
    one, two, three = (price(SLIPPERS, {**WORKED, "colours": n}, 1000).each for n in "123")
    assert one < two < three


def test_surcharges_of_several_choices_multiply() -> None:
    tables = raw()
    tables["axes"][0]["values"][0]["surcharge"] = Decimal("0.5")
    tables["axes"][1]["values"][2]["surcharge"] = Decimal("0.5")
    cost = cost_sheet(SLIPPERS, WORKED, 1000).exact
    each = price(catalogue_of(tables), WORKED, 1000).each
    assert 0 <= each - cost * Decimal("1.4") * Decimal("2.25") < 50


def test_a_repeat_is_priced_without_its_setup() -> None:
    again = price(SLIPPERS, WORKED, 500, setup_kept=True)
    assert (again.hpp, again.each) == (2435, 3450)


def test_a_discount_ends_at_the_floor() -> None:
    cheap = rope_catalogue(("adjustment = -0.1", "adjustment = -0.9"))
    found = price(cheap, CUT, 100)
    assert found.each == found.floor == 2350


def test_a_surcharge_on_large_runs_does_not_raise_the_price() -> None:
    dear = rope_catalogue(("adjustment = -0.1", "adjustment = 1"))
    assert [tier.price for tier in tiers(dear, CUT)] == [3150, 3150]


def test_dust_of_divisions_does_not_lift_a_round_price() -> None:
    thirds = rope_catalogue(
        ("price = 900", "price = 8000\nper = 6"),
        ("waste = 0.1", "waste = 0"),
        ("margin = 0.5", "margin = 0.8"),
        ("round_step = 50", "round_step = 10"),
    )
    assert cost_sheet(thirds, CUT, 10).exact * Decimal("1.8") > 4980
    assert price(thirds, CUT, 10).each == 4980


@pytest.mark.parametrize("catalogue", [SLIPPERS, COFFEE], ids=["slippers", "coffee"])
def test_everything_offered_has_a_price(catalogue: Catalogue) -> None:
    for variant in every_variant(catalogue):
        for tier in tiers(catalogue, variant):
            found = price(catalogue, variant, tier.first)
            assert found.each >= found.floor >= found.hpp > 0


# ---- laws, for whatever figures officers may enter

shares = st.decimals(0, Decimal("0.5"), places=3)
adjustments = st.decimals(Decimal("-0.9"), 2, places=2)
prices = st.decimals(1, 1_000_000, places=2)


@st.composite
def tables(draw: st.DrawFn) -> dict[str, Any]:
    """A shipped catalogue with every figure that makes prices changed to something odd."""
    changed: dict[str, Any] = deepcopy(draw(st.sampled_from([SLIPPER_TABLES, COFFEE_TABLES])))
    for material in changed["materials"].values():
        if "price" in material:
            material |= {"price": draw(prices), "waste": draw(shares)}
    for item in changed["setup"].values():
        item["price"] = draw(prices)
    for axis in changed["axes"]:
        for value in axis["values"]:
            value["surcharge"] = draw(adjustments)
    changed["reject"]["share"] = draw(shares)
    changed["labour"] |= {"mode": draw(st.sampled_from("AB")), "wage": draw(prices)}
    least, usual = sorted(draw(st.tuples(shares, shares)))
    changed["pricing"] |= {"margin": usual, "min_margin": least}
    changed["product"]["round_step"] = draw(st.sampled_from([1, 50, 100, 500]))
    changed["tiers"] = draw(odd_tiers())
    return changed


@st.composite
def odd_tiers(draw: st.DrawFn) -> list[dict[str, Any]]:
    more = draw(st.sets(st.integers(2, 5000), max_size=5))
    told = {"source": "drawn", "status": "assumed"}
    return [{"first": n, "adjustment": draw(adjustments), **told} for n in sorted({1, *more})]


SLIPPER_TABLES = raw()
COFFEE_TABLES = raw("solok-coffee")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_more_never_costs_more_each_and_nothing_goes_below_its_floor(data: st.DataObject) -> None:
    catalogue = catalogue_of(data.draw(tables()))
    variant: Variant = data.draw(st.sampled_from(list(every_variant(catalogue))))
    smallest = catalogue.minimum(variant)
    edges = {n for t in tiers(catalogue, variant) for n in (t.first, t.last) if n is not None}
    others = data.draw(st.sets(st.integers(smallest, 20_000), max_size=5))
    found = [price(catalogue, variant, n) for n in sorted(edges | others)]
    each = [one.each for one in found]
    assert each == sorted(each, reverse=True)
    assert all(one.each >= one.floor >= one.hpp for one in found)
    assert all(one.each % catalogue.product.round_step == 0 for one in found)
    assert all(one.tier in tiers(catalogue, variant) for one in found)
    assert all(one.tier.first <= one.quantity <= (one.tier.last or one.quantity) for one in found)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_one_unit_too_few_is_refused_everywhere(data: st.DataObject) -> None:
    catalogue = catalogue_of(data.draw(tables()))
    variant = data.draw(st.sampled_from(list(every_variant(catalogue))))
    with pytest.raises(BelowMinimum):
        price(catalogue, variant, catalogue.minimum(variant) - 1)
