"""The draft in a chat: presses and words while a form is open."""

from dataclasses import replace

from handlers import customer, dates, forms, logos, quote, setups, talk
from handlers.desk import Kept
from handlers.forms import Answer, Question, Turn
from handlers.messages import Choice, Phrase, Prompt
from handlers.readers.consent import Answer as YesOrNo
from handlers.readers.consent import Consent, read_answer
from handlers.readers.intents import Intent, read_intent
from handlers.scene import Scene
from handlers.words import asks, plain

NAVIGATION = {
    "back": frozenset({"kembali", "back", "balik", "mundur"}),
    "change": frozenset({"ubah", "ganti", "edit", "change"}),
}
"""Single words that move about in a form, whatever it asks."""

INTERRUPTING = frozenset(Intent) - {Intent.ORDER, Intent.QUOTATION, Intent.GREETING, Intent.CANCEL}
"""What may be asked in the middle of a form; the form waits and asks again below the answer."""

PLAIN_REQUESTS = frozenset(
    {
        Intent.HUMAN,
        Intent.ORDER_STATUS,
        Intent.MENU,
        Intent.HELP,
        Intent.LANGUAGE_EN,
        Intent.LANGUAGE_ID,
        Intent.DATA_ERASURE,
        Intent.PRIVACY_INFO,
    }
)
"""Requests even where any words would do; the rest must be asked as a question there, for a
hotel may well be called "Contoh" or "Harga"."""

NEED_A_QUESTION = frozenset({Intent.SAMPLE, Intent.DOCUMENTS, Intent.PAYMENT_TERMS})
"""Words of these stand in names and remarks, too: in a form they must be put as a question."""


LOGO_BEFORE = frozenset({"terakhir", "kemarin", "sebelumnya", "lama", "last", "previous"})
"""Words that mean the logo of the order before, where one is asked for."""


def press(scene: Scene, dialog_id: str, pressed: str) -> None:
    """Whatever button of whatever age: it changes a living draft, or tells what became of it."""
    kept = scene.desk.dialog(dialog_id)
    if kept is None or kept.contact_id != scene.contact.id:
        customer.menu(scene, Phrase("unknown-button"))
    elif kept.outcome == "submitted":
        issued = scene.desk.quote_of_dialog(dialog_id)
        assert issued is not None
        if pressed == "/confirm=order":
            quote.order(scene, issued)
        else:
            quote.show(scene, issued)
    elif kept.outcome == "cancelled" and pressed != "/resume":
        scene.say(_revivable(kept))
    elif pressed == logos.LAST:
        reuse_logo(scene, kept)
    else:
        turned(scene, kept, forms.press(scene.form, kept.dialog, pressed))


def reuse_logo(scene: Scene, kept: Kept) -> None:
    """The logo of the last order answers the question for one, and is shown at once."""
    question = forms.current(scene.form, kept.dialog)
    found = logos.last(scene, scene.contact)
    if question is None or not logos.asked(question) or found is None:
        turned(scene, kept, forms.press(scene.form, kept.dialog, "/show"))
        return
    signed, file = found
    known = {**kept.dialog.answers, question.slot: file}
    answers = setups.carried(scene, scene.contact, signed, known)
    dialog = replace(kept.dialog, answers=answers)
    turn = forms.learned(scene.form, dialog, {question.slot: file}, ())
    turned(scene, kept, turn)
    logos.show_again(scene, signed, turn.dialog, question.slot)


def _revivable(kept: Kept) -> Prompt:
    resume = Choice(f"{kept.dialog.id}:/resume", Phrase("menu-resume"))
    return Prompt(
        (Phrase("order-cancelled"),), (resume, Choice("/order", Phrase("menu-order-new")))
    )


def turned(scene: Scene, kept: Kept, turn: Turn) -> None:
    """Store what a turn led to, and say it."""
    if turn.outcome == "submitted":
        quote.submit(scene, turn, kept)
        return
    scene.keep(turn, kept.replaces)
    logos.inspect(scene, turn.dialog)
    turn = logos.with_last(scene, turn)
    if turn.outcome == "cancelled":
        scene.say(_revivable(kept))
    else:
        scene.say(dates.told(scene, turn))


def resume(scene: Scene) -> None:
    """Go on where the draft was left; without one, the menu."""
    kept = scene.desk.dialog(scene.contact.dialog_id)
    if kept is None or kept.outcome != "going":
        customer.menu(scene)
        return
    turned(scene, kept, forms.press(scene.form, kept.dialog, "/show"))


def listen(scene: Scene, kept: Kept, text: str) -> None:
    """Words while a form is open: moving about, a question in between, a decision, or answers."""
    kept = replace(kept, dialog=forms.restore(scene.form, kept.dialog))
    answered = read_answer(text, scene.units)
    question = forms.current(scene.form, kept.dialog)
    intent = intended(text)
    if intent is Intent.OPT_OUT:
        interrupted(scene, kept, intent, text)
    elif names_last_logo(scene, question, text):
        reuse_logo(scene, kept)
    elif pressed := press_meant(text, answered, question):
        turned(scene, kept, forms.press(scene.form, kept.dialog, pressed))
    elif defers(answered) and (question is None or question.free):
        put_off(scene)
    elif interrupts(intent, text, question):
        interrupted(scene, kept, intent, text)
    elif answered is not None and (question is None or corrects(question, answered)):
        decide(scene, kept, answered)
    else:
        answer(scene, kept, text, intent, put_off_if_unheard=defers(answered))


def names_last_logo(scene: Scene, question: Question | None, text: str) -> bool:
    """Whether words to the question for a logo mean that of the last order, and there is one."""
    said = set(plain(text).split())
    meant = logos.asked(question) and "logo" in said and not LOGO_BEFORE.isdisjoint(said)
    return meant and not scene.said.attachments and logos.last(scene, scene.contact) is not None


def press_meant(text: str, answered: YesOrNo | None, question: Question | None) -> str:
    """The press that words stand for, wherever one is in a form; "" if they are none.

    A bare yes or no is no name: it declines what may be left out, and else the question stands.
    """
    if answered is not None and answered.consent is Consent.CANCEL:
        return "/cancel"
    moving = (f"/{verb}" for verb, words in NAVIGATION.items() if plain(text) in words)
    if question is not None and question.free and answered is not None and nods(answered):
        declined = question.optional and answered.consent is Consent.NO
        return f"{question.slot}=" if declined else "/show"
    return next(moving, "")


def defers(answered: YesOrNo | None) -> bool:
    return answered is not None and answered.consent is Consent.DEFER


def intended(text: str) -> Intent | None:
    """What words are about, where a form is open."""
    intent = read_intent(text)
    return None if intent in NEED_A_QUESTION and not asks(text) else intent


def answer(
    scene: Scene, kept: Kept, text: str, intent: Intent | None, *, put_off_if_unheard: bool
) -> None:
    """Words as answers; what means nothing to the form may still mean something to us."""
    turn = forms.hear(scene.form, kept.dialog, Answer(text, scene.said.attachments))
    if turn.heard:
        turned(scene, kept, turn)
    elif put_off_if_unheard:
        put_off(scene)
    elif scene.said.attachments and not text:
        talk.call_officer(scene)
        talk.relay(scene)
    elif intent in INTERRUPTING:
        interrupted(scene, kept, intent, text)
    else:
        scene.keep(turn, kept.replaces)
        if forms.current(scene.form, turn.dialog) is None:
            scene.say(Phrase("not-understood"))
        scene.say(dates.told(scene, turn))


def interrupts(intent: Intent | None, text: str, question: Question | None) -> bool:
    """Whether words are put to us rather than to the question."""
    if question is None:
        return intent in INTERRUPTING
    return question.free and (intent in PLAIN_REQUESTS or (intent in INTERRUPTING and asks(text)))


def corrects(question: Question, answered: YesOrNo) -> bool:
    """Whether words to a question that takes any are about the quantity: no hotel is called
    "jadi 2000 ya". A note may well be.
    """
    return question.free and not question.optional and answered.quantity is not None


def nods(answered: YesOrNo) -> bool:
    """Whether somebody only says yes or no: that names no hotel, and declines a note."""
    return answered.consent in (Consent.YES, Consent.NO, Consent.THUMB)


def put_off(scene: Scene) -> None:
    """They will come back to it; the draft waits."""
    later = Choice("/resume", Phrase("menu-resume"))
    scene.say(Prompt((Phrase("draft-kept"),), (later, Choice("/menu", Phrase("menu")))))


def decide(scene: Scene, kept: Kept, answered: YesOrNo) -> None:
    """What is said to a review. Only a plain yes confirms: a thumb does not, and neither does a
    yes that names another number.
    """
    form, dialog = scene.form, kept.dialog
    if answered.quantity is not None:
        gist = form.correct(answered.quantity, dialog.answers)
        turned(scene, kept, forms.learned(form, dialog, gist.answers, gist.doubts))
    elif answered.consent is Consent.YES:
        yes = form.review(dialog.answers).choices[0].press
        turned(scene, kept, forms.press(form, dialog, yes))
    elif answered.consent in (Consent.NO, Consent.CORRECT):
        turned(scene, kept, forms.press(form, dialog, "/change"))
    elif answered.consent is Consent.THUMB:
        scene.say(Phrase("say-yes"))
        turned(scene, kept, forms.press(form, dialog, "/show"))
    else:
        turned(scene, kept, forms.press(form, dialog, "/show"))


def interrupted(scene: Scene, kept: Kept, intent: Intent | None, text: str) -> None:
    """Answer what was asked in between, then put the question again; a talk comes first."""
    customer.respond(scene, intent, text)
    if not scene.contact.talks_at(scene.desk.now) and scene.contact.dialog_id == kept.dialog.id:
        scene.say(dates.told(scene, forms.press(scene.form, kept.dialog, "/show")))
