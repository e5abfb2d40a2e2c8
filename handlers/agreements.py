"""What was agreed with a customer, in their chat: prices, payment, and the month's quantity."""

from collections.abc import Sequence

from handlers import dates, forms
from handlers.desk import Contact
from handlers.messages import Choice, Money, Phrase, Value
from handlers.scene import Scene, Stage
from services.agreements import (
    Agreement,
    AgreementKind,
    month_of,
    with_agreements,
)
from services.haggling import Party, QuoteEvent, What
from services.orders import Order
from services.quotes import Quote, Terms, priced


def held(stage: Stage, contact: Contact) -> Sequence[Agreement]:
    """The agreements that count today; nobody without one is looked up."""
    if not contact.agreed:
        return ()
    return [one for one in stage.desk.agreements_of(contact) if one.holds(stage.today)]


def applied(stage: Stage, contact: Contact, terms: Terms) -> Terms:
    """Today's terms at what was agreed with them."""
    mine = held(stage, contact)
    if not mine:
        return terms
    left = {one.id: left_of(stage, one) for one in mine}
    return with_agreements(terms, mine, left, stage.today)


def left_of(stage: Stage, one: Agreement) -> int:
    """What this month's quantity still has; 0 of other agreements."""
    if one.bargain.kind is not AgreementKind.BLANKET:
        return 0
    return max(one.bargain.units - stage.desk.drawn(one, month_of(stage.today)), 0)


def exceeded(scene: Scene, quote: Quote) -> bool:
    """Whether the month's quantity a quote draws from does not suffice any more."""
    one = _blanket(scene, quote)
    if one is None:
        return False
    return not one.holds(scene.today) or _units(quote, one) > left_of(scene, one)


def without(scene: Scene, quote: Quote) -> tuple[QuoteEvent, Terms, Phrase]:
    """The step that prices such a quote anew, its terms, and what is said."""
    event = QuoteEvent(Party.DESK, What.TOLD, rule="agreement")
    terms = applied(scene, scene.contact, priced(scene.catalogue, quote.terms.wanted))
    return event, terms, Phrase("agreement-exceeded")


def draw(scene: Scene, order: Order, quote: Quote) -> None:
    """Take what an order needs of the month's quantity, if it draws from one."""
    one = _blanket(scene, quote)
    if one is not None:
        scene.desk.draw(order, one, month_of(scene.today), _units(quote, one))


def _blanket(scene: Scene, quote: Quote) -> Agreement | None:
    agreed = quote.terms.agreed
    return scene.desk.agreement(agreed.blanket) if agreed and agreed.blanket else None


def _units(quote: Quote, one: Agreement) -> int:
    lines = quote.terms.lines
    return sum(line.quantity for line in lines if dict(line.variant) == one.bargain.variant)


# ---- shown


def rows(stage: Stage, mine: Sequence[Agreement]) -> tuple[Value, ...]:
    """Agreements in a line each."""
    return tuple(row(stage, one) for one in mine)


def row(stage: Stage, one: Agreement) -> Value:
    bargain = one.bargain
    values: dict[str, Value] = {"until": bargain.until, "unit": stage.form.unit}
    if bargain.term is not None:
        term = Phrase(f"payment-{bargain.term.value.lower()}")
        key = "agreement-credit" if bargain.limit else "agreement-term"
        return Phrase(key, {**values, "term": term, "limit": Money(bargain.limit)})
    values |= {
        "variant": stage.form.describe(bargain.variant, briefly=True),
        "each": Money(bargain.each),
        "units": bargain.units,
    }
    if bargain.kind is AgreementKind.BLANKET:
        return Phrase("agreement-monthly", {**values, "left": left_of(stage, one)})
    return Phrase("agreement-price", values)


def draws(stage: Stage, mine: Sequence[Agreement]) -> tuple[Choice, ...]:
    """One press for each quantity that is still to be taken this month."""
    return tuple(
        Choice(f"/draw={one.id}", Phrase("agreement-draw", {"left": left}))
        for one in mine
        if (left := left_of(stage, one))
    )


def take(scene: Scene, argument: str) -> None:
    """Open what is left of the month's quantity as a draft: where to and when is asked."""
    number = int(argument) if argument.isdecimal() and len(argument) < 12 else 0
    one = next((a for a in held(scene, scene.contact) if a.id == number), None)
    left = left_of(scene, one) if one else 0
    if one is None or not left:
        scene.say(Phrase("agreement-exceeded"))
        return
    contact = scene.contact
    known = {
        "hotel": contact.hotel,
        "kind": contact.kind,
        "listed": contact.listed,
        "person": contact.person,
    }
    line = {f"1.{axis}": value for axis, value in one.bargain.variant.items()}
    answers = {slot: value for slot, value in {**known, **line}.items() if value}
    dialog = forms.merged(scene.new_dialog(), {**answers, "1.quantity": left})
    turn = forms.ask(scene.form, dialog)
    scene.keep(turn)
    scene.say(dates.told(scene, turn))
