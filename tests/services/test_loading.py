"""Another catalogue file: what it does to prices, and what of officers' changes outlives it."""

from datetime import UTC, datetime

from services.catalogue import default_path, parse
from services.loading import loading
from services.rate_changes import RateChange, with_rates
from tests.services.examples import COFFEE, SLIPPERS

NOON = datetime(2026, 11, 18, 5, tzinfo=UTC)
GLUE = RateChange("materials.glue.price", "50000", "nota", "measured", "Budi", NOON, NOON, 1)


def test_officers_figures_hold_on_and_are_named() -> None:
    text = default_path().read_text("utf-8").replace("price = 45000", "price = 60000")
    current = with_rates(SLIPPERS, [GLUE], NOON)
    found = loading(current, parse(text.encode()), [GLUE], NOON)
    assert found.kept == (GLUE,)
    assert found.effects == ()
    assert found.catalogue.materials["glue"].price == 50000


def test_figures_the_file_does_not_know_lapse() -> None:
    found = loading(with_rates(SLIPPERS, [GLUE], NOON), COFFEE, [GLUE], NOON)
    assert (found.kept, found.lapsed) == ((), (GLUE,))


def test_a_figure_the_file_says_alike_is_not_named() -> None:
    same = RateChange("materials.glue.price", "45000", "nota", "measured", "Budi", NOON, NOON, 1)
    assert loading(SLIPPERS, SLIPPERS, [same], NOON).kept == ()
