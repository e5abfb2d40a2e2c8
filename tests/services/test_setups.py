"""What is still there is not made again: which print that holds for, and what it costs."""

import pytest

from services.negotiation import others as alternatives
from services.negotiation import price_today, with_alternative
from services.pricing import price
from services.quotes import Quote, QuoteState, Terms, Wanted, WantedLine, priced
from services.setups import keeps_setup, printing
from tests.services.examples import PLAIN, SLIPPERS
from tests.services.test_negotiation import TODAY, selling

PRINTED = SLIPPERS.complete({**PLAIN, "branding": "screen", "colours": "2", "packing": "carton"})
WANTED = Wanted(
    lines=(WantedLine(variant=PRINTED, quantity=500, artwork={"ref": "x"}, setup_kept=True),),
    delivery="pickup", hotel="Hotel Contoh", kind="hotel", person="Rina",
)  # fmt: skip


def test_the_print_decides_and_what_it_is_printed_on_does_not() -> None:
    assert printing(SLIPPERS, PRINTED) == "branding=screen;colours=2"
    assert printing(SLIPPERS, {**PRINTED, "sole": "3"}) == "branding=screen;colours=2"
    assert printing(SLIPPERS, PLAIN) == ""
    assert printing(SLIPPERS, {"branding": "screen"}) == "", "it is not chosen yet"


def test_a_line_whose_setup_is_kept_is_priced_without_it() -> None:
    [line] = priced(SLIPPERS, WANTED).lines
    kept, anew = (price(SLIPPERS, PRINTED, 500, setup_kept=one) for one in (True, False))
    assert (line.each, line.hpp, line.floor) == (kept.each, kept.hpp, kept.floor)
    assert line.setup_kept
    assert kept.floor < anew.floor


@pytest.mark.parametrize(("colours", "kept"), [("2", True), ("1", False)])
def test_what_is_kept_serves_the_same_print_alone(colours: str, kept: bool) -> None:
    [line] = priced(SLIPPERS, WANTED).lines
    assert keeps_setup(SLIPPERS, line, {**PRINTED, "colours": colours, "sole": "3"}) is kept


def test_a_bargain_reckons_with_what_is_kept() -> None:
    catalogue = selling()
    terms = priced(catalogue, WANTED)
    [line] = terms.lines
    assert price_today(catalogue, line) == price(catalogue, PRINTED, 500, setup_kept=True)
    quote = Quote(
        id=1, number="001/QUO", contact_id=1, terms=terms, state=QuoteState.ISSUED,
        issued_at="2026-11-18T05:00:00+00:00", valid_until=TODAY,
    )  # fmt: skip
    for other in alternatives(catalogue, quote, 1, (), TODAY):
        changed = with_alternative(catalogue, terms, 1, other, TODAY)
        _holds(catalogue, changed)


def _holds(catalogue: object, terms: Terms) -> None:
    [line], [wanted] = terms.lines, terms.wanted.lines
    assert line.setup_kept == wanted.setup_kept
    assert line.setup_kept == ("screen;colours=2" in printing(SLIPPERS, line.variant))
    assert line.each >= line.floor
