"""A customer and the officers talking through the desk.

While a talk is open, what the customer writes appears in the staff chat; an officer answers by
replying to it. Whom an answer goes to is read from the message replied to, never from who
wrote last, so it cannot reach the wrong customer.
"""

from datetime import timedelta

from handlers import notices
from handlers.desk import Contact
from handlers.messages import Attachment, Choice, Phrase, Prompt, Value
from handlers.scene import Scene
from handlers.staff import cards

LONGEST_WORDS = 3000
"""Characters of a customer's words in one message to the officers: every message of theirs
stands under their name, so none can pass for ours.
"""

TALK_LASTS = timedelta(hours=1)
"""How long after the last word a talk stays open by itself."""


def open_talk(scene: Scene, contact: Contact, about: str = "") -> None:
    """From now on the contact's words go to the officers, until handed back or an hour passes."""
    contact.talk_until = scene.desk.now + TALK_LASTS
    contact.talk_about = about


def call_officer(scene: Scene, words: str = "") -> None:
    """The customer asks for a person; where none is linked yet, that is said instead."""
    contact = scene.contact
    if not scene.desk.staff_chats():
        workshop = scene.catalogue.workshop
        where: dict[str, Value] = {"address": workshop.address, "hours": workshop.hours}
        scene.say(Phrase("officer-absent", where))
        return
    open_talk(scene, contact, contact.talk_about)
    done = Choice("/done", Phrase("talk-done"))
    scene.say(Prompt((Phrase("officer-called"),), (done,)))
    first, *rest = _pieces(words) or [""]
    key = "staff-called-with" if words else "staff-called"
    _to_staff(scene, Phrase(key, {**_who(contact), "text": first}))
    for piece in rest:
        _to_staff(scene, Phrase("staff-relayed", {**_who(contact), "text": piece}))


def relay(scene: Scene) -> None:
    """Pass what the customer wrote or sent on to the officers."""
    contact = scene.contact
    open_talk(scene, contact, contact.talk_about)
    text = scene.said.text
    order_id = _order_id(contact)
    order = scene.desk.order(order_id) if order_id else None
    if order is not None and text:
        scene.desk.note(order, contact.known_as, text)
        cards.refresh(scene, order, quiet=True)
    for piece in _pieces(text):
        _to_staff(scene, Phrase("staff-relayed", {**_who(contact), "text": piece}))
    for picture in scene.said.attachments:
        _to_staff(
            scene, Phrase("staff-relayed-file", {**_who(contact), "name": picture.name}), picture
        )


def _pieces(text: str) -> list[str]:
    return [text[at : at + LONGEST_WORDS] for at in range(0, len(text), LONGEST_WORDS)]


def _order_id(contact: Contact) -> int:
    kind, _, number = contact.talk_about.partition(":")
    return int(number) if kind == "order" else 0


def _to_staff(scene: Scene, words: Value, picture: Attachment | None = None) -> None:
    contact = scene.contact
    scene.tell_staff(
        Prompt(
            (words,),
            (Choice(f"/handback={contact.id}", Phrase("talk-handback")),),
            picture=picture,
        ),
        about=contact.subject,
        under=contact.talk_about,
    )


def _who(contact: Contact) -> dict[str, Value]:
    return {"who": contact.known_as, "hotel": contact.hotel or Phrase("no-hotel-yet")}


def end(scene: Scene) -> None:
    """The customer goes back to the desk; the officers see that."""
    contact = scene.contact
    if contact.talks_at(scene.desk.now):
        scene.tell_staff(
            Prompt((Phrase("staff-talk-ended", _who(contact)),)), about=contact.subject
        )
    _close(contact)


def hand_back(scene: Scene, contact: Contact) -> None:
    """An officer hands the customer back to the desk; where the talk is over, nobody is told."""
    if not contact.talks_at(scene.desk.now):
        return
    _close(contact)
    scene.tell(contact, Prompt((Phrase("talk-handed-back"),), (Choice("/menu", Phrase("menu")),)))


def _close(contact: Contact) -> None:
    contact.talk_until = None
    contact.talk_about = ""


def answer(scene: Scene, contact: Contact, officer: str) -> None:
    """An officer's reply, to the customer whose message it replies to."""
    open_talk(scene, contact, contact.talk_about)
    said = scene.said
    notice = notices.of_answer(scene.catalogue)
    if said.text:
        words = Phrase("officer-says", {"officer": officer, "text": said.text})
        scene.tell(contact, Prompt((words,), notice=notice), about=contact.talk_about)
        tell_colleagues(scene, contact, officer, said.text)
    for picture in said.attachments:
        words = Phrase("officer-sends", {"officer": officer, "name": picture.name})
        sent = Prompt((words,), picture=picture, notice=notice)
        scene.tell(contact, sent, about=contact.talk_about)
        tell_colleagues(scene, contact, officer, picture.name)


def tell_colleagues(scene: Scene, contact: Contact, officer: str, text: str) -> None:
    """What an officer said to a customer, to the officers who did not see it said."""
    others = [c for c in scene.staff_chats() if c.address != scene.said.address]
    for piece in _pieces(text):
        said: dict[str, Value] = {"officer": officer, "who": contact.known_as, "text": piece}
        scene.tell_staff(
            Prompt((Phrase("staff-answered", said),)),
            about=contact.subject,
            under=contact.talk_about,
            chats=others,
        )
