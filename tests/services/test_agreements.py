"""What was agreed, made into terms: by line, by agreement, by day."""

from datetime import date

from services.agreements import (
    Agreement,
    AgreementKind,
    AgreementState,
    Bargain,
    term_of,
    with_agreements,
)
from services.money import Rupiah
from services.quotes import PaymentTerm, PricedLine, Terms, Wanted, priced
from tests.services.examples import PLAIN, SLIPPERS

TODAY = date(2026, 11, 18)
UNTIL = date(2026, 12, 31)
VARIANT = {axis: value for axis, value in PLAIN.items() if axis != "colours"}
THIN = {**VARIANT, "sole": "3"}


def agreement(
    number: int, state: AgreementState = AgreementState.ACTIVE, **what: object
) -> Agreement:
    bargain = Bargain.model_validate({"until": UNTIL, **what})
    return Agreement(
        id=number, contact_id=1, state=state, bargain=bargain, made_by="", made_by_id=1
    )


def monthly(number: int, variant: dict[str, str], each: int) -> Agreement:
    return agreement(number, kind=AgreementKind.BLANKET, variant=variant, each=each, units=800)


def term(number: int, limit: int, state: AgreementState = AgreementState.ACTIVE) -> Agreement:
    return agreement(number, state, kind=AgreementKind.TERM, term=PaymentTerm.TOP30, limit=limit)


def terms(*variants: dict[str, str], floors: tuple[int, ...] = (2000, 2000)) -> Terms:
    """500 of each variant at Rp 3.250, with its floor."""
    lines = tuple(
        PricedLine(
            variant=one, quantity=500, each=Rupiah(3250), hpp=Rupiah(1900), floor=Rupiah(floor)
        )
        for one, floor in zip(variants, floors, strict=True)
    )
    wanted = Wanted(
        lines=lines, delivery="pickup", hotel="Hotel Contoh", kind="hotel", person="Dewi"
    )
    return priced(SLIPPERS, wanted).model_copy(update={"lines": lines})


def prices(given: Terms) -> list[int]:
    return [line.each for line in given.lines]


def test_lines_of_one_variant_take_the_month_together_or_not_at_all() -> None:
    one, twice = [monthly(1, VARIANT, 3000)], terms(VARIANT, VARIANT)
    assert prices(with_agreements(twice, one, {1: 800}, TODAY)) == [3250, 3250]
    assert prices(with_agreements(twice, one, {1: 1000}, TODAY)) == [3000, 3000]


def test_a_quote_draws_from_one_agreement_only() -> None:
    both = [monthly(1, VARIANT, 3000), monthly(2, THIN, 2400)]
    given = with_agreements(terms(VARIANT, THIN), both, {1: 800, 2: 800}, TODAY)
    assert prices(given) == [3000, 3250]
    assert given.agreed is not None
    assert given.agreed.blanket == 1


def test_a_price_raised_on_the_second_line_is_told() -> None:
    low = agreement(1, kind=AgreementKind.PRICE, variant=THIN, each=2400, units=1)
    given = with_agreements(terms(VARIANT, THIN, floors=(2000, 2500)), [low], {}, TODAY)
    assert prices(given) == [3250, 2500]
    assert given.agreed is not None
    assert given.agreed.lifted


def test_the_payment_agreed_last_counts() -> None:
    assert term_of([term(1, 2_000_000), term(2, 5_000_000)]) == term(2, 5_000_000)
