"""A picture or file that somebody sent, and that cannot be had: it is asked for once more."""

from dataclasses import replace

from handlers import dates, forms
from handlers.answers import picture
from handlers.desk import Contact
from handlers.messages import Attachment, Phrase, Prompt, Unfetched
from handlers.scene import Stage
from handlers.staff import cards
from services.orders import Order

ORDERS_SEARCHED = 5
"""Of their latest orders, how many are searched for the artwork."""


def take(stage: Stage, gone: Unfetched) -> None:
    """Ask who sent it to send it again; tell the officers where they were to see it."""
    contact = stage.desk.contact_at(gone.address)
    if contact is None:
        return
    _ask_again(stage, contact, gone.attachment)
    order = _order_with(stage, contact, gone.attachment)
    if order is not None or contact.talks_at(stage.desk.now):
        who = {"who": contact.known_as, "name": gone.attachment.name}
        stage.tell_staff(
            Prompt((Phrase("staff-file-unfetched", who),)),
            about=contact.subject,
            under=cards.card_of(order) if order else contact.talk_about,
        )


def _ask_again(stage: Stage, contact: Contact, gone: Attachment) -> None:
    sorry = Phrase("file-unfetched", {"name": gone.name})
    kept = stage.desk.dialog(contact.dialog_id)
    slots = kept.dialog.answers.items() if kept and kept.outcome == "going" else ()
    slot = next((s for s, value in slots if _is(picture(value), gone)), "")
    if kept is None or not slot:
        stage.tell(contact, sorry)
        return
    turn = forms.forget(stage.form, kept.dialog, slot, sorry)
    stage.desk.keep(replace(kept, dialog=turn.dialog))
    stage.tell(contact, dates.told(stage, turn))


def _is(kept: Attachment | None, gone: Attachment) -> bool:
    return kept is not None and (kept.channel, kept.ref) == (gone.channel, gone.ref)


def _order_with(stage: Stage, contact: Contact, gone: Attachment) -> Order | None:
    return next(
        (
            order
            for order in stage.desk.orders_of(contact, ORDERS_SEARCHED)
            for artwork in cards.pictures(cards.quote_of(stage, order))
            if _is(artwork, gone)
        ),
        None,
    )
