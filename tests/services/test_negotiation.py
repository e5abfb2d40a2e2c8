"""Bargaining never ends under the floor, gives nothing for nothing, and tells no cost."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.bands import Band, Later, Negotiation
from services.catalogue import Catalogue
from services.haggling import Party, QuoteEvent, What
from services.money import Rupiah
from services.negotiation import (
    Ask,
    BelowFloor,
    Reply,
    negotiate,
    standing,
    with_alternative,
    with_price,
)
from services.pricing import price
from services.quotes import (
    PricedLine,
    Quote,
    QuoteState,
    Terms,
    Wanted,
    WantedLine,
    keeping,
    priced,
)
from tests.services.examples import PLAIN, SLIPPERS

TODAY = date(2026, 11, 18)
CARTON = {**PLAIN, "packing": "carton"}


def selling(
    *, margin: str = "0.4", least: str = "0.2", most: str = "0.06", step: int = 25, **more: Any
) -> Catalogue:
    rules = Negotiation(
        step=step,
        bands={
            "usual": Band(most=Decimal(most), rounds=(Decimal("0.4"), Decimal("0.7"), Decimal(1)))
        },
        source="test",
        status="assumed",
        **more,
    )
    pricing = SLIPPERS.pricing.model_copy(
        update={"margin": Decimal(margin), "min_margin": Decimal(least)}
    )
    key = f"{margin} {least} {most} {step} {sorted(more)}"
    return SLIPPERS.model_copy(
        update={"pricing": pricing, "negotiation": rules, "fingerprint": key}
    )


def quoted(catalogue: Catalogue, quantity: int = 500) -> Quote:
    wanted = Wanted(
        lines=(WantedLine(variant=CARTON, quantity=quantity),),
        delivery="pickup", hotel="Hotel Contoh", kind="hotel", person="Rina",
    )  # fmt: skip
    return Quote(
        id=1, number="001/QUO/LAPAS-PDG/XI/2026", contact_id=1, terms=priced(catalogue, wanted),
        state=QuoteState.ISSUED, issued_at=datetime(2026, 11, 18, tzinfo=UTC),
        valid_until=date(2026, 12, 2),
    )  # fmt: skip


class Haggling:
    """A quote and all that was said about it, written down as the desk does."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.quote = quoted(catalogue)
        self.history: list[QuoteEvent] = []

    def asks(self, ask: Ask) -> Reply:
        reply = negotiate(self.catalogue, self.quote, self.history, ask, TODAY)
        line = self.quote.terms.lines[0]
        what = What.OFFERED if ask.each else What.ASKED
        self.history.append(QuoteEvent(
            Party.CUSTOMER, what, 1, line=1, quantity=line.quantity, each=ask.each))  # fmt: skip
        if reply.verdict in ("conceded", "agreed"):
            assert reply.today is not None
            self.history.append(QuoteEvent(
                Party.DESK, What.CONCEDED, 1, line=1, quantity=line.quantity, each=reply.each,
                hpp=reply.today.hpp, floor=reply.today.floor, rule=reply.rule,
                round=reply.round))  # fmt: skip
        return reply

    def offers(self, *prices: int) -> list[Reply]:
        return [self.asks(Ask(1, Rupiah(each))) for each in prices]

    @property
    def each(self) -> int:
        return standing(self.quote, 1, self.history)


def test_three_new_offers_are_met_a_little_further_each_time() -> None:
    replies = Haggling(selling()).offers(3075, 3080, 3100)
    assert [(r.verdict, r.each, r.round) for r in replies] == [
        ("conceded", 3175, 1),
        ("conceded", 3125, 2),
        ("agreed", 3100, 3),
    ]


def test_an_offer_inside_the_round_is_taken_at_its_word() -> None:
    (reply,) = Haggling(selling()).offers(3201)
    assert (reply.verdict, reply.each) == ("agreed", 3225)


@pytest.mark.parametrize("again", [3075, 3060, 3055])
def test_nothing_is_given_twice_for_one_offer(again: int) -> None:
    replies = Haggling(selling()).offers(3075, again, again)
    assert [r.verdict for r in replies] == ["conceded", "stands", "stands"]
    assert {r.each for r in replies} == {3175}


def test_after_the_last_round_an_officer_decides() -> None:
    verdicts = [r.verdict for r in Haggling(selling(most="0.08")).offers(3000, 3001, 3002, 3003)]
    assert verdicts == ["conceded", "conceded", "agreed", "escalated"]


def test_an_offer_outside_the_band_goes_to_an_officer() -> None:
    (reply,) = Haggling(selling()).offers(2000)
    assert (reply.verdict, reply.rule, reply.each) == ("escalated", "outside_band", 3250)


def test_without_a_band_an_officer_decides() -> None:
    catalogue = SLIPPERS.model_copy(update={"negotiation": None, "fingerprint": "none"})
    (reply,) = Haggling(catalogue).offers(3200)
    assert (reply.verdict, reply.rule) == ("escalated", "no_band")


def test_a_vague_ask_is_told_what_costs_less_anyway_and_given_nothing() -> None:
    haggling = Haggling(selling(later=Later(days=14, share=Decimal("0.02"))))
    haggling.quote = quoted(haggling.catalogue, 300)
    reply = haggling.asks(Ask(1))
    assert [a.rule for a in reply.alternatives] == ["tier", "variant", "later"]
    assert all(a.each < 3400 for a in reply.alternatives)
    assert haggling.each == 3400


def test_a_tier_is_told_with_todays_price_and_taken_at_it() -> None:
    catalogue = selling()
    quote = quoted(catalogue, 300)
    reply = negotiate(catalogue, quote, [], Ask(1, quantity=1000), TODAY)
    (other,) = reply.alternatives
    terms = with_alternative(catalogue, quote.terms, 1, other, TODAY)
    assert (terms.lines[0].quantity, terms.lines[0].each) == (1000, 3250)
    assert terms.wanted.lines[0].quantity == 1000


def test_fewer_than_the_smallest_run_are_told_the_minimum() -> None:
    catalogue = selling()
    reply = negotiate(catalogue, quoted(catalogue), [], Ask(1, quantity=5), TODAY)
    assert (reply.verdict, reply.minimum) == ("minimum", 100)


def test_no_terms_are_made_under_the_floor() -> None:
    terms = quoted(selling()).terms
    with pytest.raises(BelowFloor):
        with_price(terms, 1, Rupiah(2799), Rupiah(2301), Rupiah(2800))
    assert with_price(terms, 1, Rupiah(2800), Rupiah(2301), Rupiah(2800)).lines[0].each == 2800


def test_an_agreed_price_is_kept_by_a_change_unless_today_forbids_it() -> None:
    catalogue = selling()
    former = quoted(catalogue).terms
    agreed = with_price(former, 1, Rupiah(3000), Rupiah(2301), Rupiah(2800))
    assert keeping(former, agreed).lines[0].each == 3000
    fewer = priced(catalogue, former.wanted.model_copy(update={"lines": (
        WantedLine(variant=CARTON, quantity=400),)}))  # fmt: skip
    assert keeping(fewer, agreed).lines[0].each == fewer.lines[0].each
    dearer = selling(least="0.35")
    now = priced(dearer, former.wanted)
    assert now.lines[0].floor > 3000
    assert keeping(now, agreed).lines[0].each == now.lines[0].each


# ---- for any figures, and any customer

CATALOGUES = st.builds(
    lambda margin, part, most, step, later: selling(
        margin=str(margin), least=str((margin * part).quantize(Decimal("0.001"))), most=str(most),
        step=step, later=later,
    ),
    margin=st.decimals("0.05", "0.9", places=2),
    part=st.decimals("0", "1", places=2),
    most=st.decimals("0", "0.6", places=2),
    step=st.sampled_from([1, 25, 50, 100]),
    later=st.sampled_from([None, Later(days=10, share=Decimal("0.1"))]),
)  # fmt: skip
ASKS = st.one_of(
    st.just(Ask(1)),
    st.builds(lambda each: Ask(1, Rupiah(each)), st.integers(1500, 4500)),
    st.builds(lambda n: Ask(1, quantity=n), st.integers(1, 6000)),
)


@settings(max_examples=150, deadline=None)
@given(CATALOGUES, st.lists(ASKS, max_size=12))
def test_whatever_is_said_no_price_is_under_the_floor_or_given_for_nothing(
    catalogue: Catalogue, asks: list[Ask]
) -> None:
    haggling = Haggling(catalogue)
    floor = price(catalogue, CARTON, 500).floor
    best = 0
    for ask in asks:
        before = haggling.each
        reply = haggling.asks(ask)
        after = haggling.each
        assert floor <= after <= before
        assert all(
            other.each >= price(catalogue, dict(other.variant), other.quantity).floor
            for other in reply.alternatives
        )
        if after < before:
            assert ask.each is not None
            assert best < ask.each <= after
        best = max(best, ask.each or 0)


@settings(max_examples=80, deadline=None)
@given(CATALOGUES, st.integers(0, 2), st.data())
def test_an_offer_just_under_the_floor_sounds_like_one_far_under_it(
    catalogue: Catalogue, used: int, data: st.DataObject
) -> None:
    """Among the offers an answer does not accept, it changes only where the band ends."""
    haggling = Haggling(catalogue)
    for round_ in range(used):
        haggling.asks(Ask(1, Rupiah(haggling.each - 600 + round_)))
    found = price(catalogue, CARTON, 500)
    assert catalogue.negotiation is not None
    band = catalogue.negotiation.bands["usual"]
    bottom = int(found.each * (1 - band.most))
    low = max(bottom + catalogue.negotiation.step, 1)
    under = range(low, found.floor)
    if len(under) < 2:
        return
    one, other = data.draw(st.sampled_from(under)), data.draw(st.sampled_from(under))

    def answered(each: int) -> Reply:
        again = Haggling(catalogue)
        again.history = [e for e in haggling.history if e.what is not What.OFFERED]
        return replace(again.asks(Ask(1, Rupiah(each))), today=None)

    assert answered(one) == answered(other)


def test_the_floor_itself_is_never_a_price_of_ours() -> None:
    """A round that would cross it is left out, so our last price does not tell where it is."""
    prices = set()
    for least in ("0.33", "0.34", "0.35"):
        haggling = Haggling(selling(least=least, most="0.2"))
        haggling.offers(2650, 2651, 2652)
        prices.add((haggling.each, price(haggling.catalogue, CARTON, 500).floor))
    assert all(each != floor for each, floor in prices)


def test_terms_hold_what_is_priced() -> None:
    line = quoted(selling()).terms.lines[0]
    assert isinstance(line, PricedLine)
    assert Terms.model_validate(quoted(selling()).terms.model_dump()) == quoted(selling()).terms
