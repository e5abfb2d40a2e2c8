"""Whose turn is it? Every message of every channel comes through here."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from handlers import (
    agreements,
    customer,
    draft,
    forms,
    logos,
    negotiate,
    notices,
    permission,
    promotions,
    quotation,
    quote,
    receipts,
    sources,
    talk,
    unfetched,
)
from handlers.commands import command, named
from handlers.desk import Contact, Desk
from handlers.messages import (
    Choice,
    Heard,
    Inspected,
    Joined,
    Moved,
    Phrase,
    Prompt,
    Reach,
    Receipt,
    Said,
    Unfetched,
)
from handlers.readers.consent import Consent, read_answer, read_consent
from handlers.readers.intents import Intent, read_intent
from handlers.readers.language import language_of
from handlers.scene import Scene, Shop, Stage
from handlers.staff import private
from handlers.staff import router as staff
from handlers.words import asks, plain, sayable
from services.orders import Order
from services.quotes import Quote

LONGEST_TEXT = 4000
"""Characters of one message we read; the channels themselves allow hardly more."""

MENTIONED = frozenset(
    {
        Intent.CATALOG,
        Intent.DISCREET_PACKAGING,
        Intent.LEAD_TIME,
        Intent.LOCATION,
        Intent.MINIMUM_ORDER,
        Intent.QUALITY,
        Intent.SHIPPING,
        Intent.STORY,
    }
)
"""What an order may mention in passing: "500 psg netral kirim ke padang" is an order."""

_CODE = re.compile(r"\b[A-Z2-7]{4}(-[A-Z2-7]{4}){3}\b")


def attend(heard: Heard, desk: Desk, shop: Shop) -> None:
    """Take one thing that happened, and do all that follows from it."""
    match heard:
        case Said():
            heard = replace(heard, text=sayable(heard.text), name=sayable(heard.name))
            contact = desk.meet(heard, first_language(heard, shop.voice.languages))
            hear(Scene(desk, shop, heard, contact))
        case Reach():
            known = desk.contact_at(heard.address)
            if known is not None:
                known.reachable = heard.open
        case Moved():
            desk.moved(heard.old, heard.new)
        case Joined():
            _joined(heard, desk)
        case Receipt() | Inspected() | Unfetched():
            _learn(heard, Stage(desk, shop))


def _learn(news: Receipt | Inspected | Unfetched, stage: Stage) -> None:
    """News of what we sent, or had somebody do."""
    match news:
        case Receipt():
            receipts.take(stage, news)
        case Inspected():
            logos.take(stage, news)
        case Unfetched():
            unfetched.take(stage, news)


def _joined(heard: Joined, desk: Desk) -> None:
    if heard.member:
        # No proof, for this news may be old by now: they are asked about when they decide.
        desk.forget_member(heard.address, heard.person)
    else:
        desk.set_member(heard.address, heard.person, member=False)


def first_language(said: Said, languages: Sequence[str]) -> str:
    """The language to greet somebody in: the one they write, else their client's, else the first.

    An English telephone in Padang is no sign of an English speaker, so words decide first. An
    officer's code is no words, even where its letters happen to spell one.
    """
    written = language_of(_CODE.sub("", said.text))
    if written in languages:
        return written
    return said.language if said.language in languages else languages[0]


def hear(scene: Scene) -> None:
    """Take one message and answer it."""
    if scene.said.private:
        hear_in_private(scene)
    else:
        staff.hear(scene)
    scene.close()


def hear_in_private(scene: Scene) -> None:
    """Let go what waited for this person's word; then take it, as an officer's or a customer's."""
    contact = scene.contact
    contact.reachable = True
    waited = contact.held
    if waited:
        scene.desk.release(contact)
    if scene.said.press == notices.OPEN:
        if not waited:
            open_notice(scene)
    elif not private.hear(scene):
        hear_customer(scene)


def open_notice(scene: Scene) -> None:
    """What a notice was about, where nothing was held back: how things stand."""
    if private.is_seated(scene):
        staff.list_orders(scene)
    else:
        customer.status(scene)


def hear_customer(scene: Scene) -> None:
    said, contact = scene.said, scene.contact
    text = said.text.strip()[:LONGEST_TEXT]
    talking = contact.talks_at(scene.desk.now)
    pressed = said.press or ("" if talking else typed_choice(contact, text))
    does, rest = command(text)
    does = does or ("" if talking else named(text))
    code = (rest if does in {"start", "link"} else text).upper()
    if _CODE.fullmatch(code):
        staff.join(scene, code)
        return
    sources.arrive(scene)
    customer.greet(scene)
    came_by = quotation.DOOR.fullmatch(rest if does == "start" else "" if text else said.source)
    if came_by:
        enter(scene, int(came_by[1]))
    elif pressed:
        press(scene, pressed)
    elif does:
        obey(scene, does, rest)
    elif not (sources.typed(scene, text) or customer.consents(scene, text)):
        if talking:
            talk.relay(scene)
            if said.attachments:
                logos.for_order(scene, asked=True)
        else:
            listen(scene, text)


def enter(scene: Scene, quote_id: int) -> None:
    """Show the quote whose code somebody scanned, if it is theirs."""
    scene.contact.source = scene.contact.source.removeprefix(f"q_{quote_id}")
    offered = scene.desk.quote(quote_id)
    if offered is not None and offered.contact_id == scene.contact.id:
        quote.show(scene, offered)
    else:
        order = Choice("/order", Phrase("menu-order"), style="primary")
        scene.say(Prompt((Phrase("quotation-of-another"),), (order,)))


def typed_choice(contact: Contact, text: str) -> str:
    """The press a typed label or number stands for among what was offered last; "" if none.

    Beside suggestions a number is the answer itself: it is read, and said back.
    """
    if not text or len(text) > 60 or (not contact.offered_closed and _digits(text)):
        return ""
    if contact.offered_closed and text.isdecimal() and 1 <= int(text) <= len(contact.offered):
        return contact.offered[int(text) - 1][0]
    if decided := _decided(contact, text):
        return decided
    alike = [
        press
        for press, label in contact.offered
        if plain(label) == plain(text)
        or (len(text) > 5 and not _digits(text) and fuzz.ratio(plain(label), plain(text)) >= 92)
    ]
    return alike[0] if len(alike) == 1 else ""


DECISIONS = ("/accept=", "/cancel-yes=")
"""Presses that a plain yes stands for, where they were the first thing offered."""


def _decided(contact: Contact, text: str) -> str:
    """The press a plain yes or no stands for, where the last prompt asked for one; else "".

    A yes that names a quantity ("ok 500 dulu") wants something else than was offered.
    """
    offered = [press for press, _ in contact.offered]
    if not offered or not offered[0].startswith(DECISIONS):
        return ""
    answered = read_answer(text)
    if answered is None or answered.quantity is not None:
        return ""
    if answered.consent is Consent.YES:
        return offered[0]
    return offered[1] if answered.consent is Consent.NO and len(offered) > 1 else ""


def _digits(text: str) -> bool:
    return any(c.isdigit() for c in text)


def press(scene: Scene, pressed: str) -> None:
    """A button: a verb of the desk ("/status", "/accept=3"), or a press on a dialog's prompt."""
    dialog_id, colon, rest = pressed.partition(":")
    if colon and not pressed.startswith("/"):
        draft.press(scene, dialog_id, rest)
        return
    verb, _, argument = pressed.removeprefix("/").partition("=")
    obey(scene, verb, argument)


def obey(scene: Scene, verb: str, argument: str) -> None:
    """A verb of the desk, pressed or typed as a command; one we do not know opens the menu."""
    number = int(argument) if argument.isdecimal() and len(argument) < 12 else 0
    if verb in VERBS:
        VERBS[verb](scene, argument)
    elif verb in OF_QUOTES:
        offered = scene.desk.quote(number)
        if offered is not None and offered.contact_id == scene.contact.id:
            OF_QUOTES[verb](scene, offered)
            return
        customer.menu(scene)
    elif verb in OF_OFFERS:
        first, _, rest = argument.partition(".")
        offered = scene.desk.quote(int(first)) if first.isdecimal() and len(first) < 12 else None
        if offered is not None and offered.contact_id == scene.contact.id:
            OF_OFFERS[verb](scene, offered, rest)
            return
        customer.menu(scene)
    elif verb in OF_ORDERS:
        order = scene.desk.order(number)
        if order is not None and order.contact_id == scene.contact.id:
            OF_ORDERS[verb](scene, order)
            return
        customer.menu(scene)
    else:
        customer.menu(scene)


def _order(scene: Scene, argument: str) -> None:
    """Start an order; an unfinished one is offered first, for it would be out of sight else."""
    if not scene.contact.dialog_id or argument:
        customer.start_order(scene, argument)
        return
    resume = Choice("/resume", Phrase("menu-resume"), style="primary")
    new = Choice("/order-new", Phrase("menu-order-new"))
    scene.say(Prompt((Phrase("draft-open"),), (resume, new)))


def _language(scene: Scene, argument: str) -> None:
    customer.set_language(scene, argument)
    if argument:
        draft.resume(scene)


def _done(scene: Scene, argument: str) -> None:
    talk.end(scene)
    scene.say(Phrase("talk-over"))
    draft.resume(scene)


def listen(scene: Scene, text: str) -> None:
    """Free words: to the form that is open, else to what they ask for."""
    kept = scene.desk.dialog(scene.contact.dialog_id)
    if kept is not None and kept.outcome == "going":
        if not negotiate.interrupts(scene, text):
            draft.listen(scene, kept, text)
    elif scene.said.attachments:
        take_file(scene, text)
    else:
        intend(scene, text)


def take_file(scene: Scene, text: str) -> None:
    """A file out of any talk: the logo an order lacks, else a matter for an officer."""
    if _names_no_quantity(scene, text) and logos.take_for_order(scene, text):
        return
    if text:
        intend(scene, text)
    else:
        talk.call_officer(scene)
        talk.relay(scene)


def _names_no_quantity(scene: Scene, text: str) -> bool:
    """Whether words below a file order nothing: "ini logonya" does not."""
    answers = scene.form.overhear(text, {}).answers if text else {}
    return not any(slot.endswith(".quantity") for slot in answers)


def intend(scene: Scene, text: str) -> None:
    """What a message outside any form is about; an order in one sentence opens the form."""
    intent = read_intent(text)
    if negotiate.hear(scene, text, intent):
        return
    gist = scene.form.overhear(text, {}) if text else forms.Gist()
    if intent is None and not gist.answers and read_consent(text) in (Consent.YES, Consent.THUMB):
        customer.status(scene)
        return
    if intent in MENTIONED and len(gist.answers) > 1 and not asks(text):
        intent = Intent.ORDER
    if intent is None or intent is Intent.ORDER:
        if gist.answers or gist.doubts:
            customer.start_order(scene, text)
        elif intent is Intent.ORDER:
            customer.start_order(scene)
        elif text:
            customer.menu(scene, Phrase("not-understood"))
        else:
            customer.menu(scene)
        return
    customer.respond(scene, intent, text)


VERBS: dict[str, Callable[[Scene, str], None]] = {
    "order": _order,
    "order-new": customer.start_order,
    "prices": customer.prices,
    "status": lambda scene, _: customer.status(scene),
    "about": lambda scene, _: customer.about(scene),
    "officer": talk.call_officer,
    "done": _done,
    "language": _language,
    "privacy": lambda scene, _: customer.inform(scene, Intent.PRIVACY_INFO),
    "draw": agreements.take,
    "invite": lambda scene, _: sources.invite(scene),
    "logo": logos.press,
    "promo": promotions.press,
    "promo-yes": permission.grant,
    "promo-no": lambda scene, _: permission.decline(scene),
    "resume": lambda scene, _: draft.resume(scene),
}
"""What anybody may ask for, by button or command; the text is what stood behind it."""

OF_QUOTES: dict[str, Callable[[Scene, Quote], None]] = {
    "accept": quote.accept,
    "revise": quote.revise,
    "quote": quote.show,
    "honour": negotiate.ask_honour,
}
"""What one may do with a quote of one's own; others' are as good as unknown."""

OF_OFFERS: dict[str, Callable[[Scene, Quote, str], None]] = {
    "bargain": negotiate.bargain,
    "line": negotiate.ask_of_line,
    "take": negotiate.take,
    "other": negotiate.take_other,
    "call": negotiate.call_officer,
    "lost": negotiate.lose,
    "pace": quote.change_pace,
}
"""The same with more behind its number, after a dot: a line, a quantity, a reason, a pace."""

OF_ORDERS: dict[str, Callable[[Scene, Order], None]] = {
    "show": quote.show_order,
    "again": quote.again,
    "cancel-order": quote.ask_cancel,
    "cancel-yes": quote.cancel,
}
"""The same with an order."""
