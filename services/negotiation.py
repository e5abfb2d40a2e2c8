"""What the desk answers when somebody bargains: what is true anyway, then what it may give.

The price of a round is taken from today's price and the officers' band alone, never from the
cost: a round whose price would lie under the floor is not given at all, so no answer ends at the
floor or a step from it. An offer is answered the same wherever below that price it lies; only
one outside the band, which is a share of the public price, goes to an officer at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from typing import Literal, TypeAlias

from services.bands import Band
from services.catalogue import Axis, AxisValue, Catalogue, UnknownVariant
from services.costing import MissingCosts
from services.haggling import Party, QuoteEvent, What
from services.money import Rupiah
from services.pricing import BelowMinimum, Price, price, tiers
from services.quotes import PricedLine, Quote, Terms
from services.setups import keeps_setup

MOST_VARIANTS = 2
"""Cheaper variants named in one answer."""

Verdict: TypeAlias = Literal[
    "told", "minimum", "already", "stands", "agreed", "conceded", "escalated"
]
"""How an ask is answered.

told: by what is true anyway; minimum: fewer than the smallest run; already: our price is as low as
that; stands: no new offer, so nothing new of ours; agreed: what was offered; conceded: less than
before, but not that little; escalated: an officer decides.
"""


class BelowFloor(Exception):
    """A price under the floor of its moment: nobody may agree to it."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What a customer wants of a line (from 1): less, a price per unit, or another quantity."""

    line: int
    each: Rupiah | None = None
    quantity: int | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """What costs `each` instead: more of it, another value on an axis, or some days later."""

    rule: Literal["tier", "variant", "later"]
    each: Rupiah
    quantity: int
    variant: Mapping[str, str]
    axis: str = ""
    days: int = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to an ask. `each` is our price from now on; the rest is for officers and logs."""

    verdict: Verdict
    each: Rupiah
    rule: str = ""
    round: int = 0
    today: Price | None = None
    alternatives: tuple[Alternative, ...] = ()
    minimum: int = 0


# ---- where a negotiation stands


def given(quote: Quote, line: int, history: Sequence[QuoteEvent]) -> QuoteEvent | None:
    """Our lowest price for a line of this revision that was given but not yet taken."""
    ours = [
        e
        for e in history
        if e.quote_id == quote.id and e.line == line and e.what in (What.CONCEDED, What.COUNTERED)
    ]
    return min(ours, key=_each, default=None)


def standing(quote: Quote, line: int, history: Sequence[QuoteEvent]) -> Rupiah:
    """What a unit of the line costs as things stand: it only ever falls."""
    found = given(quote, line, history)
    each = quote.terms.lines[line - 1].each
    return min(each, _each(found)) if found else each


def _each(event: QuoteEvent) -> Rupiah:
    assert event.each is not None, "a price that was given is a price"
    return event.each


def open_offer(quote: Quote, history: Sequence[QuoteEvent]) -> QuoteEvent | None:
    """The customer's newest offer while an officer has yet to answer it."""
    mine = [e for e in history if e.quote_id == quote.id]
    for event in reversed(mine):
        if event.what is What.ESCALATED:
            offers = [e for e in mine if e.what in (What.OFFERED, What.ASKED)]
            return offers[-1] if offers else event
        if event.who is Party.OFFICER and event.rule != "talk":
            return None
    return None


def _is_new(quote: Quote, ask: Ask, history: Sequence[QuoteEvent]) -> bool:
    """Whether an offer is better than every one before for so many of the line."""
    quantity = quote.terms.lines[ask.line - 1].quantity
    before = [
        e.each or 0
        for e in history
        if e.what is What.OFFERED and e.line == ask.line and e.quantity == quantity
    ]
    return ask.each is not None and ask.each > max(before, default=0)


def _rounds_used(history: Sequence[QuoteEvent]) -> int:
    return sum(e.what is What.CONCEDED for e in history)


# ---- the answer


def negotiate(
    catalogue: Catalogue, quote: Quote, history: Sequence[QuoteEvent], ask: Ask, today: date
) -> Reply:
    """The answer to what a customer asks of a quote, all steps about its number considered."""
    line = quote.terms.lines[ask.line - 1]
    best = standing(quote, ask.line, history)
    found = price_today(catalogue, line)
    if ask.quantity is not None:
        return _of_quantity(catalogue, line, best, ask.quantity)
    if ask.each is None:
        return Reply(
            "told",
            best,
            "alternatives",
            alternatives=others(catalogue, quote, ask.line, history, today),
        )
    if ask.each >= best:
        return Reply("already", best, "standing", today=found)
    if not _is_new(quote, ask, history):
        return Reply("stands", best, "same_offer", today=found)
    return _offered(catalogue, quote, history, ask, today)


def _offered(
    catalogue: Catalogue, quote: Quote, history: Sequence[QuoteEvent], ask: Ask, today: date
) -> Reply:
    """The answer to a new offer under our price."""
    assert ask.each is not None
    best = standing(quote, ask.line, history)
    found = price_today(catalogue, quote.terms.lines[ask.line - 1])
    rules = catalogue.negotiation
    band = rules.band(quote.terms.wanted.kind) if rules else None
    if found is None or rules is None or band is None:
        return Reply("escalated", best, "no_band", today=found)
    if ask.each < _bottom(found, band, rules.step):
        return Reply("escalated", best, "outside_band", today=found)
    used = _rounds_used(history)
    allowed = _lowest(found, band, used, rules.step)
    if allowed is None or allowed >= best:
        return Reply("escalated", best, "last_round", today=found)
    each = max(allowed, _up(ask.each, rules.step))
    if each >= best:
        return Reply("stands", best, "step", today=found)
    shows = rules.alternatives_first and used == 0
    besides = others(catalogue, quote, ask.line, history, today) if shows else ()
    verdict: Verdict = "agreed" if each == _up(ask.each, rules.step) else "conceded"
    rule = f"band:{quote.terms.wanted.kind}"
    return Reply(verdict, each, rule, used + 1, found, besides)


def _bottom(found: Price, band: Band, step: int) -> Rupiah:
    return _up(found.each * (1 - band.most), step)


def _lowest(found: Price, band: Band, used: int, step: int) -> Rupiah | None:
    """The lowest price of the rounds up to this one that is not under the floor."""
    if used >= len(band.rounds):
        return None
    prices = (_up(found.each * (1 - band.most * part), step) for part in band.rounds[: used + 1])
    return min((p for p in prices if p >= found.floor), default=None)


def _up(amount: Decimal | int, step: int) -> Rupiah:
    return Rupiah(int((Decimal(amount) / step).to_integral_value(ROUND_CEILING)) * step)


def price_today(catalogue: Catalogue, line: PricedLine) -> Price | None:
    """Today's price of a line; None where the catalogue sells it no more."""
    return _price(catalogue, line, line.variant, line.quantity)


def _price(
    catalogue: Catalogue, line: PricedLine, variant: Mapping[str, str], quantity: int
) -> Price | None:
    """The price of a line as another variant, or so many of it."""
    kept = keeps_setup(catalogue, line, variant)
    try:
        return price(catalogue, dict(variant), quantity, setup_kept=kept)
    except (BelowMinimum, MissingCosts, UnknownVariant):
        return None


# ---- what is true anyway


def _of_quantity(catalogue: Catalogue, line: PricedLine, best: Rupiah, quantity: int) -> Reply:
    minimum = catalogue.minimum(line.variant)
    if quantity < minimum:
        return Reply("minimum", best, "minimum", minimum=minimum)
    found = _price(catalogue, line, line.variant, quantity)
    if found is None:
        return Reply("escalated", best, "no_price")
    each = _kept(found, line, best)
    other = Alternative("tier", each, quantity, line.variant)
    return Reply("told", best, "tier", today=found, alternatives=(other,))


def _kept(found: Price, line: PricedLine, best: Rupiah) -> Rupiah:
    """The price of another quantity: more never costs more apiece than what was agreed."""
    keeps = found.quantity >= line.quantity and found.floor <= best < found.each
    return best if keeps else found.each


def others(
    catalogue: Catalogue, quote: Quote, line: int, history: Sequence[QuoteEvent], today: date
) -> tuple[Alternative, ...]:
    """What costs less than our price without anybody giving in: more, plainer, or later."""
    of = quote.terms.lines[line - 1]
    best = standing(quote, line, history)
    if price_today(catalogue, of) is None:
        return ()
    more = [
        Alternative("tier", tier.price, tier.first, of.variant)
        for tier in tiers(catalogue, of.variant, setup_kept=of.setup_kept)
        if tier.first > of.quantity and tier.price < best
    ]
    plainer = sorted(_plainer(catalogue, of, best), key=lambda a: a.each)
    return (*more[:1], *plainer[:MOST_VARIANTS], *_later(catalogue, quote, line, history, today))


def _plainer(catalogue: Catalogue, line: PricedLine, best: Rupiah) -> Iterator[Alternative]:
    """The cheapest other value of each axis that makes the line cheaper."""
    for axis in catalogue.asked(line.variant):
        found = [a for v in axis.offered if (a := _with(catalogue, line, axis, v, best))]
        yield from sorted(found, key=lambda a: a.each)[:1]


def _with(
    catalogue: Catalogue, line: PricedLine, axis: Axis, value: AxisValue, best: Rupiah
) -> Alternative | None:
    """The line with another value, if that is cheaper and asks for nothing new."""
    if value.key == line.variant.get(axis.key) or (value.needs_artwork and line.artwork is None):
        return None
    chosen = {**line.variant, axis.key: value.key}
    asked = {a.key for a in catalogue.asked(chosen)}
    variant = {key: one for key, one in chosen.items() if key in asked}
    found = _price(catalogue, line, variant, line.quantity)
    if found is None or found.each >= best:
        return None
    return Alternative("variant", found.each, line.quantity, variant, axis.key)


def _later(
    catalogue: Catalogue, quote: Quote, line: int, history: Sequence[QuoteEvent], today: date
) -> Iterator[Alternative]:
    rules, of = catalogue.negotiation, quote.terms.lines[line - 1]
    found = price_today(catalogue, of)
    taken = any(e.what is What.ACCEPTED and e.rule == "later" for e in history)
    if rules is None or rules.later is None or found is None or taken:
        return
    each = _up(found.each * (1 - rules.later.share), rules.step)
    if found.floor <= each < standing(quote, line, history):
        by = quote.terms.wanted.by
        days = rules.later.days + (max((by - today).days, 0) if isinstance(by, date) else 0)
        yield Alternative("later", each, of.quantity, of.variant, days=days)


# ---- what becomes of the terms


def with_price(terms: Terms, line: int, each: Rupiah, hpp: Rupiah, floor: Rupiah) -> Terms:
    """The terms with an agreed price for a line: the one way to a lower price.

    `hpp` and `floor` are those of the moment the price was given. Raises `BelowFloor`.
    """
    if each < floor:
        raise BelowFloor
    return _with_line(terms, line, {"each": each, "hpp": hpp, "floor": floor})


def with_alternative(
    catalogue: Catalogue, terms: Terms, line: int, other: Alternative, today: date
) -> Terms:
    """The terms with what costs less anyway taken instead. Raises `BelowFloor`."""
    former = terms.lines[line - 1]
    kept = keeps_setup(catalogue, former, other.variant)
    found = price(catalogue, dict(other.variant), other.quantity, setup_kept=kept)
    changed = with_price(terms, line, other.each, found.hpp, found.floor)
    needs = any(value.needs_artwork for value in catalogue.picked(other.variant))
    what: dict[str, object] = {
        "variant": dict(other.variant),
        "quantity": other.quantity,
        "artwork": former.artwork if needs else None,
        "setup_kept": kept,
    }
    changed = _with_line(changed, line, what)
    wanted = changed.wanted
    lines = tuple(
        one.model_copy(update=what) if at == line else one for at, one in enumerate(wanted.lines, 1)
    )
    by = today + timedelta(days=other.days) if other.days else wanted.by
    return changed.model_copy(
        update={"wanted": wanted.model_copy(update={"lines": lines, "by": by})}
    )


def _with_line(terms: Terms, line: int, what: Mapping[str, object]) -> Terms:
    lines = tuple(
        one.model_copy(update=dict(what)) if at == line else one
        for at, one in enumerate(terms.lines, 1)
    )
    return terms.model_copy(update={"lines": lines})
