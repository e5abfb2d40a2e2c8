"""What a customer hears outside the forms: greeting, menu, prices, status, and plain answers."""

from collections.abc import Callable
from datetime import date

from pydantic import JsonValue

from handlers import (
    agreements,
    dates,
    forms,
    lead_time,
    logos,
    permission,
    quotation,
    quote,
    talk,
)
from handlers.answers import stored
from handlers.desk import Contact
from handlers.forms import Turn
from handlers.messages import Choice, Joint, Money, Phrase, Prompt, Value
from handlers.readers.intents import Intent, starts_again
from handlers.scene import Scene, greeting
from handlers.words import plain
from services.pricing import BelowMinimum, price
from services.quotes import QuoteState

ORDERS_SHOWN = 5
"""How many of their latest orders and quotes a customer sees at once."""

ANSWERED = frozenset(
    {
        Intent.THANKS,
        Intent.PAYMENT_METHOD,
        Intent.PRIVACY_INFO,
        Intent.ETHICS_FAQ,
        Intent.DISCREET_PACKAGING,
        Intent.MINIMUM_ORDER,
        Intent.OPT_IN,
        Intent.OPT_OUT,
        Intent.QUALITY,
        Intent.TAX,
    }
)
"""Asked for, and answered by a text of ours."""

FORWARDED = frozenset(
    {
        Intent.HUMAN,
        Intent.COMPLAINT,
        Intent.PAYMENT_PROOF,
        Intent.PAYMENT_TERMS,
        Intent.DATA_ERASURE,
        Intent.DOCUMENTS,
        Intent.SAMPLE,
    }
)
"""Matters for a person: passed on in the customer's own words."""


def greet(scene: Scene) -> None:
    """The first words to a person: who this is, what is kept and why, how to reach a human."""
    if scene.contact.greeted:
        return
    scene.contact.greeted = True
    workshop = scene.catalogue.workshop
    values: dict[str, Value] = {
        "hello": greeting(scene.local, scene.said.text),
        "whom": whom(scene.contact),
        "workshop": workshop.name,
        "product": scene.catalogue.product.name,
    }
    scene.say(Phrase("welcome", values), Phrase("privacy-note"))


def whom(contact: Contact) -> Phrase:
    """How somebody is addressed, who may not have said their name yet."""
    name = contact.called
    return Phrase("to-person", {"name": name}) if name else Phrase("to-nobody")


def menu(scene: Scene, *above: Value) -> None:
    """Everything one can do here, with an unfinished draft first."""
    choices = [
        Choice("/order", Phrase("menu-order"), style="primary"),
        Choice("/prices", Phrase("menu-prices")),
        Choice("/status", Phrase("menu-status")),
        Choice("/officer", Phrase("menu-officer")),
        Choice("/about", Phrase("menu-about")),
        other_language(scene),
    ]
    if scene.contact.dialog_id:
        choices.insert(0, Choice("/resume", Phrase("menu-resume"), style="primary"))
    scene.say(Prompt((*above, Phrase("menu-what")), tuple(choices)))


def other_language(scene: Scene) -> Choice:
    languages = scene.shop.voice.languages
    at = languages.index(scene.contact.language) if scene.contact.language in languages else 0
    other = languages[(at + 1) % len(languages)]
    return Choice(f"/language={other}", Phrase(f"language-{other}"))


def set_language(scene: Scene, language: str) -> None:
    if language in scene.shop.voice.languages:
        scene.contact.language = language
        scene.say(Phrase("language-set"))
    else:
        every = scene.shop.voice.languages
        choices = tuple(Choice(f"/language={one}", Phrase(f"language-{one}")) for one in every)
        scene.say(Prompt((Phrase("language-which"),), choices))


def about(scene: Scene) -> None:
    """Who makes this: the workshop's own facts, from its catalogue."""
    workshop = scene.catalogue.workshop
    facts: tuple[Value, ...] = tuple(workshop.story)
    place = Phrase("about-place", {"address": workshop.address, "hours": workshop.hours})
    scene.say(
        Prompt(
            (Phrase("about-title", {"workshop": workshop.name}), Joint(facts, by="\n"), place),
            (Choice("/order", Phrase("menu-order")), Choice("/prices", Phrase("menu-prices"))),
        )
    )


def catalogue(scene: Scene) -> None:
    """What can be chosen: every axis with its values."""
    shop = scene.catalogue
    rows: tuple[Value, ...] = tuple(
        Phrase(
            "catalogue-axis",
            {"axis": axis.label, "values": Joint(tuple(v.label for v in axis.offered))},
        )
        for axis in shop.axes
    )
    title = Phrase("catalogue-title", {"product": shop.product.name})
    scene.say(
        Prompt(
            (title, Joint(rows, by="\n")),
            (
                Choice("/order", Phrase("menu-order"), style="primary"),
                Choice("/prices", Phrase("menu-prices")),
            ),
        )
    )


def prices(scene: Scene, text: str = "") -> None:
    """Prices for what the sentence and the open draft say; elsewhere for the usual value.

    With a quantity the whole sum, otherwise every tier. Nothing is started: the button does.
    """
    form = scene.form
    kept = scene.desk.dialog(scene.contact.dialog_id)
    draft = forms.restore(form, kept.dialog).answers if kept else {}
    gist = form.overhear(text, draft) if text else forms.Gist()
    line = form.line_in_hand(draft)
    asked = {**draft, **gist.answers}
    chosen = form.chosen(asked, line)
    variant = usual(scene, chosen)
    body: list[Value] = [doubt.hint for doubt in gist.doubts]
    body.append(price_of(scene, variant, asked.get(f"{line}.quantity")))
    if variant != chosen:
        body.append(Phrase("price-usual"))
    order = Choice("/order", Phrase("menu-order"), style="primary")
    if kept:
        order = Choice("/resume", Phrase("menu-resume"), style="primary")
    elif gist.answers:
        order = Choice("/resume", Phrase("order-this"), style="primary")
        scene.keep(forms.ask(form, forms.merged(scene.new_dialog(), gist.answers)))
    scene.say(Prompt(tuple(body), (order, Choice("/officer", Phrase("menu-officer")))))


def bargain_later(scene: Scene, text: str) -> None:
    """Before there is a quote: what each quantity costs; a price is agreed on a quote."""
    prices(scene, text)
    scene.replies[-1] = scene.replies[-1].under(Phrase("answer-negotiate"))


def price_of(scene: Scene, variant: dict[str, str], quantity: JsonValue) -> Value:
    """The sum for a quantity; every tier where there is none, or one too small."""
    form = scene.form
    if not isinstance(quantity, int):
        return form.tier_table(variant)
    try:
        found = price(scene.catalogue, variant, quantity)
    except BelowMinimum as below:
        few = Phrase("below-minimum", {"minimum": below.minimum, "unit": form.unit})
        return Joint((few, form.tier_table(variant)), by="\n")
    values: dict[str, Value] = {
        "variant": form.describe(variant, briefly=True),
        "unit": form.unit,
        "quantity": quantity,
        "each": Money(found.each),
        "total": Money(found.total),
    }
    said = Phrase("price-of", values)
    return Joint((said, Phrase("before-ppn")), by="\n") if scene.catalogue.charges_ppn else said


def usual(scene: Scene, chosen: dict[str, str]) -> dict[str, str]:
    """The variant with every open axis at its usual value: the catalogue's default."""
    shop = scene.catalogue
    while True:
        lacking = [axis for axis in shop.asked(chosen) if axis.key not in chosen]
        if not lacking:
            return chosen
        chosen = {**chosen, lacking[0].key: lacking[0].usual.key}


def status(scene: Scene) -> None:
    """Their orders and open quotes, newest first, each with a button to look closer."""
    orders = scene.desk.orders_of(scene.contact, ORDERS_SHOWN)
    quotes = [
        q
        for q in scene.desk.quotes_of(scene.contact, ORDERS_SHOWN)
        if q.state not in (QuoteState.ACCEPTED, QuoteState.SUPERSEDED)
    ]
    agreed = agreements.held(scene, scene.contact)
    if not orders and not quotes and not agreed:
        menu(scene, Phrase("status-nothing"))
        return
    rows: list[Value] = []
    choices: list[Choice] = []
    for order in orders:
        offered = scene.desk.quote(order.quote_id)
        assert offered is not None
        rows.append(_row(order.number, quote.state_of(order), offered.terms.total, order.promised))
        choices.append(Choice(f"/show={order.id}", order.number.rsplit("/", 3)[0]))
    for one in quotes:
        state = Phrase(f"quote-state-{one.standing(scene.today).value}")
        by = one.terms.promised.by if one.terms.promised else None
        rows.append(_row(one.number, state, one.terms.total, by))
        choices.append(Choice(f"/quote={one.id}", one.short))
    title = Phrase("status-title")
    back = Choice("/menu", Phrase("menu"))
    listed = (Joint((title, *rows), by="\n"),) if rows else ()
    mine = (Phrase("agreement-yours"), *agreements.rows(scene, agreed)) if agreed else ()
    body = (*listed, *((Joint(mine, by="\n"),) if mine else ()))
    draws = agreements.draws(scene, agreed)
    scene.say(Prompt(body, (*draws, *choices[: 9 - len(draws)], back)))


def _row(number: str, state: Value, total: int, by: date | None) -> Value:
    values: dict[str, Value] = {"number": number, "state": state, "total": Money(total)}
    return Phrase("status-row-dated", {**values, "day": by}) if by else Phrase("status-row", values)


def start_order(scene: Scene, text: str = "") -> None:
    """Open a new draft: with what is known of the customer, and what the sentence says."""
    form = scene.form
    contact = scene.contact
    known = {
        "hotel": contact.hotel,
        "kind": contact.kind,
        "listed": contact.listed,
        "person": contact.person,
    }
    answers = {slot: value for slot, value in known.items() if value}
    dialog = forms.merged(scene.new_dialog(), answers)
    turn: Turn = forms.ask(form, dialog)
    if text:
        gist = form.overhear(text, answers)
        if scene.said.attachments:
            dialog = forms.merged(dialog, {"1.artwork": stored(scene.said.attachments[0])})
        turn = forms.learned(form, dialog, gist.answers, gist.doubts)
    scene.keep(turn)
    logos.inspect(scene, turn.dialog)
    scene.say(dates.told(scene, logos.with_last(scene, turn)))


def reorder(scene: Scene) -> None:
    """The latest order once more; somebody without one starts a new one."""
    latest = scene.desk.orders_of(scene.contact, 1)
    if latest:
        quote.again(scene, latest[0])
    else:
        start_order(scene)


def shipping(scene: Scene) -> None:
    """Where we deliver, and what it costs."""
    rows: tuple[Value, ...] = tuple(
        Phrase("shipping-row", {"place": place.label, "fee": scene.form.fee(place.fee)})
        for place in scene.catalogue.delivery
    )
    order = Choice("/order", Phrase("menu-order"), style="primary")
    scene.say(Prompt((Joint((Phrase("shipping-title"), *rows), by="\n"),), (order,)))


def inform(scene: Scene, intent: Intent) -> None:
    """One of our ready answers."""
    shop = scene.catalogue
    values: dict[str, Value] = {
        "workshop": shop.workshop.name,
        "minimum": shop.product.minimum,
        "unit": scene.form.unit,
    }
    if intent is Intent.OPT_OUT:
        talk.end(scene)
        permission.withdraw(scene, "words")
        return
    if intent is Intent.OPT_IN:
        scene.contact.opted_out = False
    scene.say(Phrase(f"answer-{intent.value.replace('_', '-')}", values))
    if intent is Intent.OPT_IN and not scene.contact.promotions:
        permission.ask(scene)


STOPS = frozenset({"stop", "berhenti", "unsubscribe"})
"""Words that mean the same wherever they are said, even to an officer."""


def consents(scene: Scene, text: str) -> bool:
    """Take a STOP in the middle of a talk, and a START from somebody who had said STOP."""
    contact = scene.contact
    talking = contact.talks_at(scene.desk.now)
    if talking and plain(text) in STOPS:
        inform(scene, Intent.OPT_OUT)
    elif not talking and contact.opted_out and starts_again(text):
        inform(scene, Intent.OPT_IN)
    else:
        return False
    return True


def forward(scene: Scene, intent: Intent) -> None:
    """Pass a matter for a person on, and say that it was."""
    if intent is not Intent.HUMAN:
        scene.say(Phrase(f"answer-{intent.value.replace('_', '-')}"))
    talk.call_officer(scene, scene.said.text)


_PAPERS = frozenset({Intent.DOCUMENTS, Intent.QUOTATION})


def respond(scene: Scene, intent: Intent | None, text: str) -> None:
    """Answer what somebody wants; what we cannot tell gets the menu."""
    if intent is None:
        menu(scene, Phrase("not-understood"))
    elif intent in _PAPERS and quotation.wants(text) and quotation.again(scene):
        return
    elif intent in ANSWERED:
        inform(scene, intent)
    elif intent in FORWARDED:
        forward(scene, intent)
    elif intent in BY_INTENT:
        BY_INTENT[intent](scene, text)
    else:
        menu(scene)


BY_INTENT: dict[Intent, Callable[[Scene, str], None]] = {
    Intent.PRICE: prices,
    Intent.NEGOTIATE: bargain_later,
    Intent.LEAD_TIME: lambda scene, text: lead_time.answer(scene, text, usual),
    Intent.CATALOG: lambda scene, _: catalogue(scene),
    Intent.ORDER_STATUS: lambda scene, _: status(scene),
    Intent.CANCEL: lambda scene, _: status(scene),
    Intent.REORDER: lambda scene, _: reorder(scene),
    Intent.SHIPPING: lambda scene, _: shipping(scene),
    Intent.LOCATION: lambda scene, _: about(scene),
    Intent.STORY: lambda scene, _: about(scene),
    Intent.QUOTATION: start_order,
    Intent.LANGUAGE_EN: lambda scene, _: set_language(scene, "en"),
    Intent.LANGUAGE_ID: lambda scene, _: set_language(scene, "id"),
}
"""What an intent leads to, where it is neither answered by a text nor a matter for a person."""
