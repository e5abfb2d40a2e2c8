"""Who sends more than one person may is not handled: it is kept, and they are asked to wait.

What one person did lately is kept with the contact, so that it holds over a restart, and for
whichever process hears them next. Officers in a staff chat may send as much as they like.
"""

from dataclasses import dataclass, field
from functools import cached_property

from handlers.desk import Contact, Desk
from handlers.limits import ASKED, Kind, noted
from handlers.messages import Address, Heard, Outgoing, Phrase, Prompt, Said
from handlers.readers.consent import Consent, read_answer
from handlers.router import LONGEST_TEXT, typed_choice
from handlers.scene import Shop

TOO_MANY = "more than one person may send"
"""Why it was not handled."""


@dataclass
class Gate:
    """What of one batch is handled: it is asked in order, for each message counts for the next."""

    desk: Desk
    shop: Shop
    _officers: dict[Address, bool] = field(default_factory=dict)

    def admits(self, heard: Heard) -> bool:
        """Whether this is to be handled. What comes back with an answer of ours was let in once."""
        limits = self.shop.limits
        if not limits or not isinstance(heard, Said) or heard.member is not None:
            return True
        contact = self.desk.contact_at(Address(heard.address.channel, heard.sender))
        if contact is None:
            return True
        at, kinds = int(heard.at.timestamp()), _kinds(heard, contact)
        reached = any(o.kind in kinds and o.is_reached(contact.recent, at) for o in limits)
        if not reached:
            contact.recent = noted(contact.recent, kinds, at, limits)
        elif not self._is_at_work(heard):
            self._ask_to_wait(heard, contact, at)
            return False
        return True

    def _ask_to_wait(self, said: Said, contact: Contact, at: int) -> None:
        """Not a scene of its own: what was offered before stays offered."""
        if not said.private or ASKED.is_reached(contact.recent, at):
            return
        contact.recent = noted(contact.recent, ["asked"], at, [ASKED])
        spoken = self.shop.voice.speak(Prompt((Phrase("slow-down"),)), contact.language)
        self.desk.send(Outgoing(said.address, spoken))

    def _is_at_work(self, said: Said) -> bool:
        """Whether an officer says it in a staff chat; asked once for each of a batch."""
        if said.address not in self._staff_chats or not said.named:
            return False
        who = Address(said.address.channel, said.sender)
        if who not in self._officers:
            officer = self.desk.officer(who)
            self._officers[who] = officer is not None and officer.active
        return self._officers[who]

    @cached_property
    def _staff_chats(self) -> frozenset[Address]:
        return frozenset(chat.address for chat in self.desk.staff_chats())


def _kinds(said: Said, contact: Contact) -> list[Kind]:
    kinds: list[Kind] = ["message"]
    if said.attachments:
        kinds.append("file")
    if said.press.startswith("/logo="):
        kinds.append("proof")
    if _orders(said.press) or _agrees(said, contact):
        kinds.append("order")
    return kinds


def _agrees(said: Said, contact: Contact) -> bool:
    """Whether words say yes to an order that was offered: its label, its number, or a plain yes."""
    if said.press or not any(_orders(press) for press, _ in contact.offered):
        return False
    text = said.text.strip()[:LONGEST_TEXT]
    answered = read_answer(text)
    plainly = answered is not None and answered.consent is Consent.YES
    return plainly or _orders(typed_choice(contact, text))


def _orders(press: str) -> bool:
    """Whether a press makes an order of a draft or of a quote."""
    return press.startswith("/accept=") or press.endswith(":/confirm=order")
