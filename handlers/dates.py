"""The day an order is promised for, in the chat: shown, checked again, and what a wish allows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from handlers import promise_lines
from handlers.forms import Turn
from handlers.messages import Choice, Money, Phrase, Prompt, Value
from handlers.scene import Scene, Stage
from services.catalogue import UnknownVariant
from services.orders import Order
from services.promises import planned, promised, too_late
from services.quotes import Pace, Promise, Quote, Terms, priced


def dated(stage: Stage, terms: Terms, pace: Pace | None = None, *, alone: bool = False) -> Terms:
    """The terms with what can be promised now, at the pace agreed before while it is to be had.

    Nothing is promised of what the catalogue no longer knows: an officer names the day.
    """
    calendar = stage.desk.calendar(stage.catalogue, alone=alone)
    if calendar is None:
        return terms
    wanted = pace or (terms.promised.pace if terms.promised else Pace.USUAL)
    found: Promise | None = None
    try:
        for one in dict.fromkeys((wanted, Pace.USUAL)):
            found = found or promised(calendar, stage.catalogue, terms, stage.today, one)
    except UnknownVariant:
        found = None
    return terms.model_copy(update={"promised": found})


def told(stage: Stage, turn: Turn) -> Prompt:
    """What a turn puts to the customer; a whole draft with the day it would come, if confirmed."""
    if not turn.reviews or stage.catalogue.capacity is None:
        return turn.prompt
    terms = dated(stage, priced(stage.catalogue, stage.form.wanted(turn.dialog.answers)))
    promise = terms.promised
    by = Phrase("date-if-now", {"day": promise.by}) if promise else Phrase("date-by-officer")
    *draft, sure = turn.prompt.body
    return replace(turn.prompt, body=(*draft, by, sure))


def reserve(stage: Stage, order: Order, terms: Terms) -> None:
    """Take what was just promised of the calendar."""
    calendar = stage.desk.calendar(stage.catalogue, alone=True)
    if calendar is None or terms.promised is None:
        return
    plan = planned(calendar, stage.catalogue, terms, stage.today, terms.promised.pace)
    assert plan is not None, "what was promised has its days"
    stage.desk.reserve(order, plan.days)


def too_early(stage: Stage, quote: Quote) -> tuple[tuple[Value, ...], tuple[Choice, ...]]:
    """What is said to a wish that cannot be kept, and what can be had instead."""
    terms = quote.terms
    if terms.promised is None or not too_late(terms):
        return (), ()
    wish, by = terms.wanted.by, terms.promised.by
    assert isinstance(wish, date), "only a day can be too early"
    officer = Choice("/officer", Phrase("menu-officer"))
    said: list[Value] = [Phrase("date-too-early", {"wish": wish, "day": by})]
    choices: list[Choice] = []
    for other in _others(stage, quote):
        assert other.promised is not None, "only what can be promised is offered"
        pace = other.promised.pace.value
        said += (*promise_lines.days(other), *promise_lines.extras(other))
        said.append(Phrase("date-total", {"total": Money(other.total)}))
        choices.append(Choice(f"/pace={quote.id}.{pace}", Phrase(f"pace-{pace}")))
    return tuple(said), (*choices, officer)


def _others(stage: Stage, quote: Quote) -> Iterator[Terms]:
    """The quote at every other pace that is to be had."""
    now = quote.terms.promised
    if now is None or now.pace is not Pace.USUAL:
        return
    for pace in (Pace.SPLIT, Pace.RUSH):
        other = dated(stage, quote.terms, pace)
        if other.promised is not None and other.promised.pace is pace:
            yield other


def load(stage: Stage, order: Order) -> tuple[Value, ...]:
    """For officers who decide: how full the week is in which an order is to be there."""
    if order.promised is None or not order.is_undecided:
        return ()
    calendar = stage.desk.calendar(stage.catalogue)
    if calendar is None:
        return ()
    monday = order.promised - timedelta(days=order.promised.weekday())
    begun = max(monday, stage.today)
    used, limit = calendar.load(begun, 7 - (begun - monday).days)
    return (Phrase("card-load", {"used": used, "limit": limit}),)


def choose(scene: Scene, quote: Quote, pace: Pace) -> Terms | None:
    """The quote's terms at another pace; None where it is not to be had any more."""
    terms = dated(scene, quote.terms, pace)
    return terms if terms.promised is not None and terms.promised.pace is pace else None
