"""Twenty quotes, to the Rupiah as they were worked out by hand; see `by_hand`."""

import ast
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from handlers.forms import Answers
from handlers.order import OrderForm
from handlers.scene import units_of
from services.catalogue import Catalogue, parse
from services.costing import CostGroup, cost_sheet
from services.quotes import priced
from services.rate_changes import RateChange, with_rates
from tests.desks import DRAFT
from tests.services import by_hand
from tests.services.by_hand import rounded
from tests.services.examples import SLIPPERS, WORKED

NOON = datetime(2026, 11, 18, 5, tzinfo=UTC)
PLACES = {
    "sole 3": "materials.eva_sole_3.price",
    "sole 4": "materials.eva_sole_4.price",
    "sole 5": "materials.eva_sole_5.price",
    "upper": "materials.eva_upper.price",
    "glue": "materials.glue.price",
    "ink": "materials.ink.price",
    "exposure": "setup.exposure.price",
    "tariff": "electricity.tariff",
    "reject": "reject.share",
    "margin": "pricing.margin",
    "wage": "labour.wage",
}
"""What the table calls a figure, and where it stands."""


def test_by_hand_means_without_the_code_that_is_tested() -> None:
    tree = ast.parse(Path(by_hand.__file__).read_text("utf-8"))
    imported = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [])
        + [alias.name for alias in node.names if isinstance(node, ast.Import)]
    }
    assert imported <= sys.stdlib_module_names


def test_the_table_is_what_comes_out_by_hand() -> None:
    rows = by_hand.table()
    assert len(rows) == 20
    for row in rows:
        assert row == {**row, **by_hand.worked_out(row)}, row["no"]


@pytest.mark.parametrize("row", by_hand.table(), ids=lambda row: row["no"])
def test_the_desk_quotes_the_same(row: dict[str, str]) -> None:
    catalogue = sold(row)
    colours = int(row["colours"])
    branding = {"branding": "screen", "colours": row["colours"]} if colours else {}
    variant = {**WORKED, "branding": "none", **branding}
    variant |= {"sole": row["sole"], "packing": row["packing"]}
    if not colours:
        del variant["colours"]
    answers = {f"1.{axis}": value for axis, value in variant.items()}
    more: Answers = {"1.quantity": int(row["pairs"]), "delivery": row["delivery"]}
    artwork = {"1.artwork": "later"} if colours else {}
    order: Answers = {**DRAFT, **answers, **more, **artwork}
    wanted = OrderForm(catalogue, units_of(catalogue), date(2026, 11, 18)).wanted(order)
    terms = priced(catalogue, wanted)
    [line] = terms.lines
    found: dict[str, int] = {
        "hpp": line.hpp,
        "floor": line.floor,
        "each": line.each,
        "total": terms.total,
    }
    groups: dict[CostGroup, int] = {}
    sheet = cost_sheet(catalogue, variant, int(row["pairs"]))
    for group in CostGroup:
        exact = sum((one.amount for one in sheet.lines if one.group is group), Decimal(0))
        groups[group] = rounded(Fraction(exact))
    bought = (CostGroup.MATERIALS, CostGroup.PACKING, CostGroup.LABOUR)
    exact = sum((one.amount for one in sheet.lines if one.group in bought), Decimal(0))
    found |= {
        "materials": rounded(Fraction(exact)),
        "electricity": groups[CostGroup.ELECTRICITY],
        "depreciation": groups[CostGroup.DEPRECIATION],
        "setup": groups[CostGroup.SETUP],
    }
    assert found == {name: int(row[name]) for name in by_hand.FOUND}


def sold(row: dict[str, str]) -> Catalogue:
    """The catalogue of a row: its one figure changed as officers do it, its tax switched on."""
    base = SLIPPERS
    if row["ppn"] == "yes":
        base = parse(f"{SLIPPERS.body}\n[tax]\nppn = true\n".encode())
    told = dict(part.split("=") for part in row["changed"].split(";") if part)
    if "wage" in told:
        body = base.body.replace('mode = "A"', f'mode = "B"\nwage = {told.pop("wage")}')
        base = parse(body.encode())
    changes = [
        RateChange(PLACES[name], value, "nota", "measured", "Budi", NOON, NOON, at)
        for at, (name, value) in enumerate(told.items(), 1)
    ]
    return with_rates(base, changes, NOON)
