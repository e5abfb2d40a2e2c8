"""Whose turn is it? Every message of every channel comes through here."""

import re
from collections.abc import Callable, Sequence

from rapidfuzz import fuzz

from handlers import customer, forms, quote, talk
from handlers.commands import command
from handlers.desk import Contact, Desk, Kept
from handlers.forms import Answer, Turn
from handlers.messages import Choice, Heard, Joined, Moved, Phrase, Prompt, Reach, Said
from handlers.readers.consent import Consent, read_consent
from handlers.readers.intents import Intent, read_intent
from handlers.readers.language import language_of
from handlers.scene import Scene, Shop
from handlers.staff import router as staff
from services.orders import Order
from services.quotes import Quote

LONGEST_TEXT = 4000
"""Characters of one message we read; the channels themselves allow hardly more."""

_CODE = re.compile(r"^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$")

NAVIGATION = {
    "back": frozenset({"kembali", "back", "balik", "mundur"}),
    "change": frozenset({"ubah", "ganti", "edit", "change"}),
}
"""Single words that move about in a form, whatever it asks."""

INTERRUPTING = (
    customer.ANSWERED
    | customer.FORWARDED
    | {
        Intent.ORDER_STATUS,
        Intent.PRICE,
        Intent.CATALOG,
        Intent.HELP,
        Intent.MENU,
        Intent.LANGUAGE_EN,
        Intent.LANGUAGE_ID,
    }
)
"""What may be asked in the middle of a form; the form waits and asks again below the answer."""


def attend(heard: Heard, desk: Desk, shop: Shop) -> None:
    """Take one thing that happened, and do all that follows from it."""
    match heard:
        case Said():
            contact = desk.meet(heard, first_language(heard, shop.voice.languages))
            hear(Scene(desk, shop, heard, contact))
        case Reach():
            known = desk.contact_at(heard.address)
            if known is not None:
                known.reachable = heard.open
        case Moved():
            desk.moved(heard.old, heard.new)
        case Joined():
            desk.set_member(heard.address, heard.person, heard.member)


def first_language(said: Said, languages: Sequence[str]) -> str:
    """The language to greet somebody in: the one they write, else their client's, else the first.

    An English telephone in Padang is no sign of an English speaker, so words decide first.
    """
    written = language_of(said.text)
    if written in languages:
        return written
    return said.language if said.language in languages else languages[0]


def hear(scene: Scene) -> None:
    """Take one message and answer it."""
    if scene.said.private:
        hear_customer(scene)
    else:
        staff.hear(scene)
    scene.close()


def hear_customer(scene: Scene) -> None:
    said, contact = scene.said, scene.contact
    contact.reachable = True
    text = said.text.strip()[:LONGEST_TEXT]
    pressed = said.press or (
        "" if contact.talks_at(scene.desk.now) else typed_choice(contact, text)
    )
    does, rest = command(text)
    if does == "start" and _CODE.match(rest) and staff.join(scene, rest):
        return
    if _CODE.match(text.upper()) and staff.join(scene, text.upper()):
        return
    customer.greet(scene)
    if pressed:
        press(scene, pressed)
    elif does:
        obey(scene, does, rest)
    elif contact.talks_at(scene.desk.now):
        talk.relay(scene)
    else:
        listen(scene, text)


def typed_choice(contact: Contact, text: str) -> str:
    """The press a typed label or number stands for among what was offered last; "" if none.

    Beside suggestions a number is the answer itself: it is read, and said back.
    """
    if not text or len(text) > 60 or (not contact.offered_closed and _digits(text)):
        return ""
    if contact.offered_closed and text.isdigit() and 1 <= int(text) <= len(contact.offered):
        return contact.offered[int(text) - 1][0]
    alike = [
        press
        for press, label in contact.offered
        if _plain(label) == _plain(text)
        or (len(text) > 5 and not _digits(text) and fuzz.ratio(_plain(label), _plain(text)) >= 92)
    ]
    return alike[0] if len(alike) == 1 else ""


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w ]", " ", text.casefold()).split())


def _digits(text: str) -> bool:
    return any(c.isdigit() for c in text)


def press(scene: Scene, pressed: str) -> None:
    """A button: a verb of the desk ("/status", "/accept=3"), or a press on a dialog's prompt."""
    dialog_id, colon, rest = pressed.partition(":")
    if colon and not pressed.startswith("/"):
        press_dialog(scene, dialog_id, rest)
        return
    verb, _, argument = pressed.removeprefix("/").partition("=")
    obey(scene, verb, argument)


def press_dialog(scene: Scene, dialog_id: str, pressed: str) -> None:
    """Whatever button of whatever age: it changes a living draft, or tells what became of it."""
    kept = scene.desk.dialog(dialog_id)
    if kept is None or kept.contact_id != scene.contact.id:
        customer.menu(scene, Phrase("unknown-button"))
    elif kept.outcome == "submitted":
        issued = scene.desk.quote_of_dialog(dialog_id)
        assert issued is not None
        if pressed == "/confirm=order":
            quote.accept(scene, issued)
        else:
            quote.show(scene, issued)
    elif kept.outcome == "cancelled" and pressed != "/resume":
        scene.say(_revivable(kept))
    else:
        _turned(scene, kept, forms.press(scene.form, kept.dialog, pressed))


def _revivable(kept: Kept) -> Prompt:
    resume = Choice(f"{kept.dialog.id}:/resume", Phrase("menu-resume"))
    return Prompt(
        (Phrase("order-cancelled"),), (resume, Choice("/order", Phrase("menu-order-new")))
    )


def _turned(scene: Scene, kept: Kept, turn: Turn) -> None:
    """Store what a turn led to, and say it."""
    if turn.outcome == "submitted":
        quote.submit(scene, turn, kept)
        return
    scene.keep(turn, kept.replaces)
    if turn.outcome == "cancelled":
        scene.say(_revivable(kept))
    else:
        scene.say(turn.prompt)


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
    elif verb in OF_ORDERS:
        order = scene.desk.order(number)
        if order is not None and order.contact_id == scene.contact.id:
            OF_ORDERS[verb](scene, order)
            return
        customer.menu(scene)
    else:
        customer.menu(scene)


def _language(scene: Scene, argument: str) -> None:
    customer.set_language(scene, argument)
    if argument:
        resume(scene)


def _done(scene: Scene, argument: str) -> None:
    talk.end(scene)
    scene.say(Phrase("talk-over"))
    resume(scene)


def resume(scene: Scene) -> None:
    """Go on where the draft was left; without one, the menu."""
    kept = scene.desk.dialog(scene.contact.dialog_id)
    if kept is None or kept.outcome != "going":
        customer.menu(scene)
        return
    _turned(scene, kept, forms.press(scene.form, kept.dialog, "/show"))


def listen(scene: Scene, text: str) -> None:
    """Free words: to the form that is open, else to what they ask for."""
    kept = scene.desk.dialog(scene.contact.dialog_id)
    if kept is not None and kept.outcome == "going":
        listen_in_form(scene, kept, text)
    elif scene.said.attachments and not text:
        talk.call_officer(scene)
        talk.relay(scene)
    else:
        intend(scene, text)


def listen_in_form(scene: Scene, kept: Kept, text: str) -> None:
    """Words while a form is open: moving about, cancelling, a question in between, or answers."""
    consent = read_consent(text)
    for verb, words in NAVIGATION.items():
        if _plain(text) in words:
            _turned(scene, kept, forms.press(scene.form, kept.dialog, f"/{verb}"))
            return
    if consent is Consent.CANCEL:
        _turned(scene, kept, forms.press(scene.form, kept.dialog, "/cancel"))
        return
    question = forms.current(scene.form, kept.dialog)
    intent = read_intent(text)
    free = question is not None and question.free
    if intent in INTERRUPTING and (free or question is None):
        _interrupted(scene, kept, intent, text)
        return
    answer = Answer(text, scene.said.attachments)
    turn = forms.hear(scene.form, kept.dialog, answer, agreed=agreement(consent))
    if not turn.heard and intent is not None and intent in INTERRUPTING:
        _interrupted(scene, kept, intent, text)
    elif not turn.heard:
        scene.keep(turn, kept.replaces)
        scene.say(Phrase("not-understood"), turn.prompt)
    else:
        _turned(scene, kept, turn)


def agreement(consent: Consent | None) -> bool | None:
    """A plain yes or no; None for everything else, a lone thumb among it: it confirms nothing."""
    return {Consent.YES: True, Consent.NO: False}.get(consent) if consent else None


def _interrupted(scene: Scene, kept: Kept, intent: Intent, text: str) -> None:
    """Answer what was asked in between, then put the question again; a talk comes first."""
    respond(scene, intent, text)
    if not scene.contact.talks_at(scene.desk.now) and scene.contact.dialog_id == kept.dialog.id:
        scene.say(forms.press(scene.form, kept.dialog, "/show").prompt)


def intend(scene: Scene, text: str) -> None:
    """What a message outside any form is about; an order in one sentence opens the form."""
    intent = read_intent(text)
    if intent is None or intent is Intent.ORDER:
        gist = scene.form.overhear(text, {}) if text else forms.Gist()
        if gist.answers or gist.doubts:
            customer.start_order(scene, text)
        elif intent is Intent.ORDER:
            customer.start_order(scene)
        elif text:
            customer.menu(scene, Phrase("not-understood"))
        else:
            customer.menu(scene)
        return
    respond(scene, intent, text)


def respond(scene: Scene, intent: Intent, text: str) -> None:
    """Answer an intent."""
    if intent in customer.ANSWERED:
        customer.inform(scene, intent)
    elif intent in customer.FORWARDED:
        customer.forward(scene, intent)
    elif intent in BY_INTENT:
        BY_INTENT[intent](scene, text)
    else:
        customer.menu(scene)


VERBS: dict[str, Callable[[Scene, str], None]] = {
    "order": customer.start_order,
    "prices": customer.prices,
    "status": lambda scene, _: customer.status(scene),
    "about": lambda scene, _: customer.about(scene),
    "officer": talk.call_officer,
    "done": _done,
    "language": _language,
    "privacy": lambda scene, _: customer.inform(scene, Intent.PRIVACY_INFO),
    "resume": lambda scene, _: resume(scene),
}
"""What anybody may ask for, by button or command; the text is what stood behind it."""

OF_QUOTES: dict[str, Callable[[Scene, Quote], None]] = {
    "accept": quote.accept,
    "revise": quote.revise,
    "quote": quote.show,
}
"""What one may do with a quote of one's own; others' are as good as unknown."""

OF_ORDERS: dict[str, Callable[[Scene, Order], None]] = {
    "show": quote.show_order,
    "again": quote.again,
    "cancel-order": quote.ask_cancel,
    "cancel-yes": quote.cancel,
}
"""The same with an order."""

BY_INTENT: dict[Intent, Callable[[Scene, str], None]] = {
    Intent.PRICE: customer.prices,
    Intent.CATALOG: lambda scene, _: customer.catalogue(scene),
    Intent.ORDER_STATUS: lambda scene, _: customer.status(scene),
    Intent.QUOTATION: customer.start_order,
    Intent.LANGUAGE_EN: lambda scene, _: customer.set_language(scene, "en"),
    Intent.LANGUAGE_ID: lambda scene, _: customer.set_language(scene, "id"),
}
"""What an intent leads to, where it is neither answered by a text nor a matter for a person."""
