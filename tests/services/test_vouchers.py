"""A voucher takes its percent off, and never goes under the floor."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from handlers.order import OrderForm
from handlers.scene import units_of
from services.quotes import Voucher, priced
from services.vouchers import MOST_PERCENT, with_voucher
from tests.desks import DRAFT
from tests.services.examples import SLIPPERS

FORM = OrderForm(SLIPPERS, units_of(SLIPPERS), date(2026, 11, 18))
STEP = SLIPPERS.product.round_step


@given(percent=st.integers(1, MOST_PERCENT), quantity=st.integers(100, 9000))
def test_never_under_the_floor_and_never_dearer(percent: int, quantity: int) -> None:
    terms = priced(SLIPPERS, FORM.wanted({**DRAFT, "1.quantity": quantity}))
    [before] = terms.lines
    [after] = with_voucher(terms, Voucher(code="x", percent=percent), STEP).lines
    assert before.floor <= after.each <= before.each
    asked = before.each * (100 - percent) / 100
    assert after.each == before.floor or asked <= after.each < asked + STEP


def test_a_voucher_that_takes_nothing_off_is_not_named() -> None:
    terms = priced(SLIPPERS, FORM.wanted(DRAFT))
    at_floor = terms.model_copy(
        update={"lines": tuple(x.model_copy(update={"each": x.floor}) for x in terms.lines)}
    )
    assert with_voucher(at_floor, Voucher(code="x", percent=5), STEP) is at_floor
