"""One message being handled: who said it, what the shop sells, and what we say to it.

A `Stage` is that without a message: some of what happens is nobody's words.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cached_property, lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

from handlers import notices
from handlers.desk import Contact, Desk, Kept, StaffChat
from handlers.forms import Dialog, Turn
from handlers.limits import Limit
from handlers.messages import (
    STRONG,
    WEAK,
    Address,
    Outgoing,
    Phrase,
    Prompt,
    Said,
    Spoken,
    Value,
    parts,
)
from handlers.order import OrderForm
from handlers.readers.quantity import Units
from services.catalogue import Catalogue
from services.promotions import Fees, may_go


class Voice(Protocol):
    """Turns prompts into finished words."""

    @property
    def languages(self) -> Sequence[str]: ...

    def speak(self, prompt: Prompt, language: str) -> Spoken:
        """The prompt in that language; an unknown language is spoken as the first."""
        ...


@dataclass(frozen=True)
class Shop:
    """What stays the same from message to message: how we speak, how much one person may say, and
    the catalogue we began with. What is sold now is the `Stage`'s to say.

    `doors` are addresses that open a chat with us, by channel, with "{}" where a word of ours goes
    that is heard when somebody comes in through it; a channel writes its own there when it is up,
    and into `fees` what it takes for a promotion, if anything.
    """

    catalogue: Catalogue
    voice: Voice
    staff_language: str = "id"
    limits: tuple[Limit, ...] = ()
    doors: dict[str, str] = field(default_factory=dict)
    fees: dict[str, Fees] = field(default_factory=dict)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The workshop's time zone."""
        return ZoneInfo(self.catalogue.workshop.timezone)

    def promotes_at(self, now: datetime) -> bool:
        """Whether promotions may go at this moment."""
        return may_go(now.astimezone(self.zone))

    @cached_property
    def form(self) -> Callable[[Catalogue, date], OrderForm]:
        """The order form of a catalogue and a day."""
        return lru_cache(4)(lambda sold, today: OrderForm(sold, units_of(sold), today))


def units_of(catalogue: Catalogue) -> Units:
    """How people count what a catalogue sells."""
    product = catalogue.product
    return Units(words=product.unit.words, capacity=product.capacity_per_month)


@dataclass
class Stage:
    """The desk behind every message: what it remembers, what it sells, how it speaks."""

    desk: Desk
    shop: Shop

    @property
    def local(self) -> datetime:
        """Now, on the workshop's clock."""
        return self.desk.now.astimezone(self.shop.zone)

    @property
    def today(self) -> date:
        """The workshop's day."""
        return self.local.date()

    @property
    def catalogue(self) -> Catalogue:
        """What the workshop sells, at the figures in force now."""
        return self.desk.catalogue

    @property
    def form(self) -> OrderForm:
        return self.shop.form(self.catalogue, self.today)

    @property
    def units(self) -> Units:
        return self.form.units

    def speak(self, prompt: Prompt, language: str) -> Spoken:
        return self.shop.voice.speak(prompt, language)

    def written(self, value: Value, language: str = "") -> str:
        """A value as it stands on a paper: in words, nothing marked; the officers' language where
        none is named.
        """
        spoken = self.speak(Prompt((value,)), language or self.shop.staff_language).text
        return spoken.replace(STRONG, "").replace(WEAK, "")

    def tell(
        self,
        contact: Contact,
        *body: Value | Prompt,
        about: str = "",
        enclosed: Sequence[Prompt] = (),
    ) -> None:
        """Send something to a contact at once, in their language, and after it what is enclosed."""
        said = Said(contact.address, contact.address.chat, contact.name, self.desk.now)
        scene = Scene(self.desk, self.shop, said, contact, about=about)
        scene.say(*body)
        scene.enclosed.extend(enclosed)
        scene.close()

    def tell_staff(
        self,
        prompt: Prompt,
        *,
        card: str = "",
        about: str = "",
        under: str = "",
        chats: Sequence[StaffChat] | None = None,
        quiet: bool = False,
    ) -> None:
        """Send something to the officers; without a linked chat there is nobody to tell yet."""
        knocking = replace(prompt, notice=notices.of_staff(self.catalogue))
        spoken = self.speak(knocking, self.shop.staff_language)
        for chat in self.staff_chats() if chats is None else chats:
            *longer, last = parts(spoken)
            for part in longer:
                self.desk.send(Outgoing(chat.address, part, "", about, under, quiet))
            self.desk.send(Outgoing(chat.address, last, card, about, under, quiet))

    def staff_chats(self) -> list[StaffChat]:
        """The linked chats, without those of officers who were dismissed: theirs are private."""
        return [c for c in self.desk.staff_chats() if not self._is_dismissed(c)]

    def _is_dismissed(self, chat: StaffChat) -> bool:
        officer = self.desk.officer(chat.address)
        return officer is not None and not officer.active


@dataclass
class Scene(Stage):
    """One message of one contact, and the answers to it so far.

    What is said to the contact becomes one message when the scene closes: chats limit how
    many we may send, and two bubbles for one thought read worse than one.
    """

    said: Said
    contact: Contact
    replies: list[Prompt] = field(default_factory=list)
    about: str = ""
    enclosed: list[Prompt] = field(default_factory=list)

    def say(self, *body: Value | Prompt) -> None:
        """Say paragraphs, or a whole prompt, to the contact."""
        for part in body:
            self.replies.append(part if isinstance(part, Prompt) else Prompt((part,)))

    def enclose(self, prompt: Prompt) -> None:
        """Send something after the answer, in a message of its own that offers nothing: words do
        not wait for what has to be drawn.
        """
        self.enclosed.append(prompt)

    def close(self) -> None:
        """Send what was said, as one message; its last choices are the ones offered."""
        if self.replies:
            self._answer()
        for prompt in self.enclosed:
            for part in parts(self.speak(prompt, self.language)):
                self.desk.send(Outgoing(self.said.address, part, about=self.about))
        self.enclosed.clear()

    def _answer(self) -> None:
        last = self.replies[-1]
        picture = next((p.picture for p in self.replies if p.picture), None)
        body = tuple(part for prompt in self.replies for part in prompt.body)
        spoken = self.speak(replace(last, body=body, picture=picture), self.language)
        for part in parts(spoken):
            self.desk.send(Outgoing(self.said.address, part, about=self.about))
        if self.said.private:
            self.contact.offered = [(c.press, c.label) for c in spoken.choices]
            self.contact.offered_closed = spoken.closed
        self.replies.clear()

    @property
    def language(self) -> str:
        """What we answer in: the contact's language, or the officers' in a group."""
        return self.contact.language if self.said.private else self.shop.staff_language

    def keep(self, turn: Turn, replaces: int | None = None) -> None:
        """Store where a dialog has got to, and make it the contact's current one."""
        self.desk.keep(Kept(turn.dialog, self.contact.id, turn.outcome, replaces))
        self.contact.dialog_id = turn.dialog.id if turn.outcome == "going" else ""

    def new_dialog(self) -> Dialog:
        return Dialog(self.desk.new_id(), self.form.name)

    @property
    def sender(self) -> Address:
        """The person who spoke, as their own private chat would be addressed."""
        return Address(self.said.address.channel, self.said.sender)


def greeting(at: datetime, text: str = "") -> Phrase:
    """The greeting of the local hour: pagi till 11, siang till 15, sore till 18.30, malam.

    A salam is answered as one.
    """
    if "salam" in text.casefold()[:40]:
        return Phrase("salam")
    hours = ((time(11), "morning"), (time(15), "day"), (time(18, 30), "afternoon"))
    part = next((part for until, part in hours if time(3) <= at.time() < until), "evening")
    return Phrase(f"good-{part}")
