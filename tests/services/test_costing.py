"""What a unit costs, against the example worked out by hand and the laws a cost obeys."""

import tomllib
from decimal import Decimal

import pytest

from services.catalogue import UnknownVariant
from services.costing import CostGroup, CostSheet, MissingCosts, cost_sheet
from tests.services.examples import (
    COFFEE,
    PLAIN,
    SLIPPERS,
    WORKED,
    catalogue_of,
    raw,
    rope,
    rope_catalogue,
)

TIPPED = {"end": "tipped", "metal": "brass"}
CUT = {"end": "cut"}
BILL = ('bill = [{ material = "fibre", quantity = 2 }]', "")
PRESS = ('machines = ["press"]', "")


def of(sheet: CostSheet, group: CostGroup) -> Decimal:
    return sum((line.amount for line in sheet.lines if line.group is group), Decimal(0))


@pytest.mark.parametrize(("quantity", "hpp"), [(500, 2535), (1000, 2485), (5000, 2445)])
def test_the_worked_example_comes_out_to_the_rupiah(quantity: int, hpp: int) -> None:
    assert cost_sheet(SLIPPERS, WORKED, quantity).hpp == hpp


def test_every_line_of_the_worked_example_is_as_worked_by_hand() -> None:
    sheet = cost_sheet(SLIPPERS, WORKED, 1000)
    assert {line.key: round(line.amount) for line in sheet.lines} == {
        "glue": 360,
        "thread": 20,
        "eva_sole_5": 1154,
        "eva_upper": 483,
        "ink": 40,
        "opp_bag": 90,
        "carton": 80,
        "labour": 0,
        "reject": 69,
        "electricity": 69,
        "depreciation": 40,
        "overhead": 30,
        "film": 15,
        "exposure": 35,
    }


def test_every_line_says_where_its_figure_comes_from() -> None:
    assert all(line.source for line in cost_sheet(SLIPPERS, WORKED, 1000).lines)


def test_a_sheet_of_assumptions_says_so() -> None:
    assert cost_sheet(SLIPPERS, WORKED, 1000).assumed


def test_a_sheet_of_measurements_says_so() -> None:
    assert not cost_sheet(rope_catalogue(), CUT, 10).assumed


def test_a_guessed_quantity_of_a_measured_material_is_still_a_guess() -> None:
    guessed = ('words = ["potong"]', 'assumed = true\nbill = [{material="fibre", quantity=1}]')
    sheet = cost_sheet(rope_catalogue(guessed), CUT, 10)
    assert [line.key for line in sheet.lines if line.assumed] == ["fibre"]


def test_parts_taking_the_same_material_share_a_line() -> None:
    more = ('words = ["potong"]', 'bill = [{ material = "fibre", quantity = 1 }]')
    sheet = cost_sheet(rope_catalogue(more), CUT, 10)
    assert [line.amount for line in sheet.lines if line.key == "fibre"] == [3000]


def test_waste_is_bought_too() -> None:
    assert of(cost_sheet(rope_catalogue(), CUT, 10), CostGroup.MATERIALS) == 2000


def test_without_a_machine_there_is_no_electricity() -> None:
    groups = [line.group for line in cost_sheet(rope_catalogue(), CUT, 10).lines]
    assert CostGroup.ELECTRICITY not in groups


def test_electricity_is_that_of_the_machines_used() -> None:
    sheet = cost_sheet(rope_catalogue(), TIPPED, 10)
    assert of(sheet, CostGroup.ELECTRICITY) == Decimal(2) * 1500 / 100


def test_a_levy_comes_on_top_of_the_tariff() -> None:
    levied = rope_catalogue(("tariff = 1500", "tariff = 1500\nlevy = 0.1"))
    assert of(cost_sheet(levied, TIPPED, 10), CostGroup.ELECTRICITY) == 33


def test_a_machine_used_twice_runs_once() -> None:
    twice = ("[product.unit]", 'machines = ["press"]\n\n[product.unit]')
    sheet = cost_sheet(rope_catalogue(twice), TIPPED, 10)
    assert of(sheet, CostGroup.ELECTRICITY) == Decimal(2) * 1500 / 100


def test_machines_age_whether_used_or_not() -> None:
    assert of(cost_sheet(rope_catalogue(), CUT, 10), CostGroup.DEPRECIATION) == 100


def test_what_is_left_of_a_machine_does_not_wear() -> None:
    left = ("life_months = 12", "life_months = 12\nresidual = 0.25")
    assert of(cost_sheet(rope_catalogue(left), CUT, 10), CostGroup.DEPRECIATION) == 75


def test_shared_profit_makes_work_cost_nothing() -> None:
    assert of(cost_sheet(rope_catalogue(), CUT, 10), CostGroup.LABOUR) == 0


def test_a_piece_wage_is_a_cost() -> None:
    paid = rope_catalogue(('mode = "A"', 'mode = "B"'))
    assert of(cost_sheet(paid, CUT, 10), CostGroup.LABOUR) == 250


def test_rejects_raise_only_the_bracket() -> None:
    none, some = (
        cost_sheet(rope_catalogue(('mode = "A"', 'mode = "B"'), ("share = 0", share)), TIPPED, 10)
        for share in ("share = 0", "share = 0.2")
    )
    bracket = of(none, CostGroup.MATERIALS) + of(none, CostGroup.LABOUR)
    assert some.exact - none.exact == bracket / Decimal("0.8") - bracket
    assert of(some, CostGroup.REJECT) == some.exact - none.exact


def test_packing_is_in_the_bracket() -> None:
    tables = raw()
    for name in tables["materials"]:
        tables["materials"][name]["group"] = "materials"
    assert cost_sheet(catalogue_of(tables), WORKED, 500).exact == (
        cost_sheet(SLIPPERS, WORKED, 500).exact
    )


def test_setup_vanishes_as_the_order_grows() -> None:
    once = cost_sheet(SLIPPERS, WORKED, 1, setup_kept=True).exact
    over = [cost_sheet(SLIPPERS, WORKED, 10**n).exact - once for n in range(9)]
    assert over == sorted(over, reverse=True)
    assert over[0] == 50_000
    assert over[-1] < Decimal("0.001")


def test_a_repeat_needs_no_setup() -> None:
    sheet = cost_sheet(SLIPPERS, WORKED, 500, setup_kept=True)
    assert of(sheet, CostGroup.SETUP) == 0
    assert sheet.hpp == 2435


def test_a_plain_pair_needs_neither_ink_nor_screen() -> None:
    keys = {line.key for line in cost_sheet(SLIPPERS, PLAIN, 500).lines}
    assert not keys & {"ink", "film", "exposure"}


def test_a_choice_left_from_before_costs_nothing_once_it_does_not_apply() -> None:
    without = {axis: value for axis, value in PLAIN.items() if axis != "colours"}
    assert cost_sheet(SLIPPERS, PLAIN, 500) == cost_sheet(SLIPPERS, without, 500)


def test_half_a_rupiah_is_rounded_up() -> None:
    half = rope_catalogue(("per_unit = 0", "per_unit = 0.5"))
    assert cost_sheet(half, CUT, 10).hpp == 2101


def test_all_that_is_missing_is_named() -> None:
    wanted = {**WORKED, "toe": "closed", "sole": "7", "upper": "terry", "branding": "emboss"}
    with pytest.raises(MissingCosts) as caught:
        cost_sheet(SLIPPERS, wanted, 500)
    assert caught.value.missing == (
        "materials.toe_cap.price",
        "materials.eva_sole_7.price",
        "materials.terry.price",
        "setup.emboss_plate.price",
    )


@pytest.mark.parametrize(
    ("known", "place"),
    [
        ("price = 900\n", "materials.fibre.price"),
        ("price = 1200000\n", "machines.press.price"),
        ("price = 5000\n", "setup.mould.price"),
        ("tariff = 1500\n", "electricity.tariff"),
        ("per_unit = 0\n", "overhead.per_unit"),
        ("wage = 250\n", "labour.wage"),
    ],
)
def test_an_unknown_figure_is_missing_not_nothing(known: str, place: str) -> None:
    unknown = rope_catalogue(('mode = "A"', 'mode = "B"'), (known, ""))
    with pytest.raises(MissingCosts) as caught:
        cost_sheet(unknown, TIPPED, 10)
    assert caught.value.missing == (place,)


def test_a_figure_this_variant_does_without_may_be_unknown() -> None:
    unknown = rope_catalogue(("tariff = 1500\n", ""), ("price = 5000\n", ""), ("wage = 250\n", ""))
    assert cost_sheet(unknown, CUT, 10).hpp == 2100


def test_something_made_of_nothing_is_not_free() -> None:
    tables = tomllib.loads(rope(BILL, PRESS).decode(), parse_float=Decimal) | {"machines": {}}
    with pytest.raises(MissingCosts) as caught:
        cost_sheet(catalogue_of(tables), CUT, 10)
    assert caught.value.missing == ("product.bill",)


def test_an_order_of_none_is_a_bug() -> None:
    with pytest.raises(ValueError, match="order of 0"):
        cost_sheet(SLIPPERS, WORKED, 0)


def test_an_unfinished_or_unknown_variant_is_refused_by_its_axes() -> None:
    with pytest.raises(UnknownVariant) as caught:
        cost_sheet(SLIPPERS, {**WORKED, "sole": "12", "packing": ""}, 500)
    assert caught.value.axes == ("sole", "packing")


def test_twice_the_coffee_is_twice_the_beans_in_one_bag() -> None:
    variant = {"bean": "arabica", "roast": "dark", "form": "whole", "bag": "plain"}
    small = cost_sheet(COFFEE, {**variant, "weight": "g250"}, 100)
    large = cost_sheet(COFFEE, {**variant, "weight": "g500"}, 100)
    costs = [{line.key: line.amount for line in sheet.lines} for sheet in (small, large)]
    assert costs[1]["green_arabica"] == 2 * costs[0]["green_arabica"]
    assert costs[1]["bag"] == costs[0]["bag"]
