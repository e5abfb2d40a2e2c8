"""A desk to talk to in tests: a real SQLite file, a clock turned by hand, screens to look at.

Everything said goes in through `batch.take` and comes out through the real outbox; what is
played is only the far end: chats that show what was delivered and know who is their member.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from shutil import copyfile
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, RowMapping, select

from bot.speech import Speech, plain
from handlers.messages import (
    Address,
    AskMembership,
    Attachment,
    Heard,
    Joined,
    Moved,
    Reach,
    Receipt,
    Said,
    Spoken,
    SpokenChoice,
)
from handlers.scene import Shop
from services.catalogue import Catalogue
from services.orders import Role
from services.promotions import Fees
from storage import batch, outbox, tables
from storage.codec import Arrival
from storage.upkeep import invite
from tests.handlers.database import engine_on
from tests.services.examples import SLIPPERS

T = TypeVar("T")

CHANNEL = "telegram"
LETTERS = "letters"
"""A channel without groups, where nothing can be edited, and where nobody who has been silent for
a day can be written to but in words agreed beforehand.
"""

DAY = timedelta(hours=24)
START = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)
"""Nine in the morning in Padang, a Wednesday."""

PLAIN_ORDER = {
    "1.sole": "5",
    "1.size": "all29",
    "1.branding": "none",
    "1.packing": "carton",
    "1.quantity": "500",
    "delivery": "pickup",
    "wanted": "asap",
}
"""All of an order but whom it is for."""


@dataclass
class Shown:
    """A message as it stands in a chat. `seen` is the number of the delivery that last drew it."""

    id: str
    spoken: Spoken
    answers: str
    seen: int
    knocks: bool = False
    """Whether it came in agreed words."""

    @property
    def text(self) -> str:
        labels = "".join(f" [{c.label}]" for c in self.spoken.choices)
        return f"{plain(self.spoken.text)}\n{labels}"


@dataclass
class Office:
    """The desk, and every chat it writes to."""

    engine: Engine
    catalogue: Catalogue = SLIPPERS
    now: datetime = START
    chats: dict[str, dict[str, Shown]] = field(default_factory=dict)
    members: dict[tuple[str, str], bool] = field(default_factory=dict)
    """What the channel says when asked; who is not named is no member."""
    asked: int = 0
    agreed: bool = True
    """Whether the words of the notices are agreed."""
    doors: dict[str, str] = field(default_factory=dict)
    fees: dict[str, Fees] = field(default_factory=dict)
    _taken: int = 0
    _delivered: int = 0

    @classmethod
    def at(cls, template: Path, path: Path, catalogue: Catalogue = SLIPPERS) -> "Office":
        copyfile(template, path)
        return cls(engine_on(path), catalogue)

    @property
    def shop(self) -> Shop:
        zone = ZoneInfo(self.catalogue.workshop.timezone)
        return Shop(self.catalogue, Speech(zone), doors=self.doors, fees=self.fees)

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(self.catalogue.workshop.timezone)).date()

    def later(self, **lasts: float) -> None:
        """Let time pass."""
        self.now += timedelta(**lasts)

    # ---- in

    def hears(self, *heard: Heard) -> None:
        """One batch of things that happened, and all that is then delivered."""
        self.takes(*heard)
        self.deliver()

    def takes(self, *heard: Heard) -> None:
        arrivals = []
        for one in heard:
            self._taken += 1
            arrivals.append(Arrival(_channel(one), str(self._taken), "{}", one))
        self.write(lambda c: batch.take(c, arrivals, self.shop, self.now))

    # ---- out

    def deliver(self) -> None:
        """Deliver what waits; a question about a member is answered by one more arrival."""
        while parcels := [p for channel in (CHANNEL, LETTERS) for p in self._leased(channel)]:
            for parcel in parcels:
                mark = self._handed(parcel)
                self.write(partial(outbox.mark, marks=[mark], now=self.now))
                if isinstance(parcel.body, AskMembership):
                    self._answer(parcel.body)

    def _leased(self, channel: str) -> list[outbox.Parcel]:
        return self.write(lambda c: outbox.lease(c, channel, self.now, 100))

    def _handed(self, parcel: outbox.Parcel) -> outbox.Mark:
        """How handing a message over ends."""
        body, edits = parcel.body, parcel.to.channel != LETTERS
        if not isinstance(body, Spoken) or (parcel.quiet and not (edits and parcel.replaces)):
            return outbox.Mark(parcel, "sent")
        if edits or not self._is_silent(parcel.to):
            return outbox.Mark(parcel, "sent", sent_id=self._show(parcel, edits=edits))
        if body.notice is None or not self.agreed:
            self.takes(Receipt(parcel.id, LETTERS, "", "held", self.now))
            return outbox.Mark(parcel, "held", since=self.now)
        key = self._show(parcel, edits=False, knocks=True)
        if body.notice.whole:
            return outbox.Mark(parcel, "sent", sent_id=key)
        return outbox.Mark(parcel, "held", since=self.now)

    def _is_silent(self, to: Address) -> bool:
        heard = next(r["heard_at"] for r in self.rows("contacts") if r["ext_id"] == to.chat)
        return heard is None or self.now - heard > DAY

    def _show(self, parcel: outbox.Parcel, *, edits: bool, knocks: bool = False) -> str:
        assert isinstance(parcel.body, Spoken)
        key = (edits and parcel.replaces) or f"m{parcel.id}{'k' * knocks}"
        self._delivered += 1
        shown = Shown(key, parcel.body, parcel.answers, self._delivered, knocks)
        self.chats.setdefault(parcel.to.chat, {})[key] = shown
        return key

    def _answer(self, question: AskMembership) -> None:
        self.asked += 1
        member = self.members.get((question.to.chat, question.person), False)
        self.takes(replace(question.said, member=member, at=self.now))

    def screen(self, chat: str) -> list[Shown]:
        """What stands in a chat, what was drawn last at the end."""
        return sorted(self.chats.get(chat, {}).values(), key=lambda shown: shown.seen)

    @property
    def delivered(self) -> int:
        return self._delivered

    # ---- what is kept

    def write(self, unit: Callable[[Connection], T]) -> T:
        with self.engine.begin() as connection:
            return unit(connection)

    def read(self, unit: Callable[[Connection], T]) -> T:
        with self.engine.connect() as connection:
            return unit(connection)

    def rows(self, name: str) -> list[RowMapping]:
        table = tables.metadata.tables[name]
        every = select(table).order_by(*table.primary_key)
        return self.read(lambda c: list(c.execute(every).mappings()))

    def change(self, statement: Any) -> None:
        """Change rows behind the desk's back."""
        self.write(lambda c: c.execute(statement))

    def said_to_customers(self) -> str:
        """Every word of every message that ever left for a chat of one person."""
        private = [row for row in self.rows("outbox") if not row["chat"].startswith("-")]
        return "\n".join(str(row["body"]) for row in private)

    def invitation(self, role: Role) -> str:
        return self.write(lambda c: invite(c, role, self.now))

    def invitation_for_head(self) -> str:
        return self.invitation(Role.HEAD)

    def customer(self, person: str = "101", name: str = "Dewi", channel: str = CHANNEL) -> "Chat":
        return Chat(self, person, name, person, channel=channel)

    def officer(self, role: Role, person: str, name: str, group: str) -> "Chat":
        """Somebody who joined by a code, and is a member of the group."""
        code = self.invitation(role)
        Chat(self, person, name, person).says(code)
        self.members[group, person] = True
        return Chat(self, person, name, group)

    def officer_alone(self, role: Role, person: str, name: str) -> "Chat":
        """Somebody who joined by a code where there are no groups."""
        chat = Chat(self, person, name, person, channel=LETTERS)
        chat.says(self.invitation(role))
        return chat


def _channel(heard: Heard) -> str:
    match heard:
        case Moved(new=address):
            return address.channel
        case Receipt(channel=channel):
            return channel
        case _:
            return heard.address.channel


@dataclass
class Chat:
    """One person in one chat: their own, or a group's."""

    office: Office
    person: str
    name: str
    chat: str
    named: bool = True
    channel: str = CHANNEL
    _mark: int = 0

    @property
    def private(self) -> bool:
        return not self.chat.startswith("-")

    @property
    def address(self) -> Address:
        return Address(self.channel, self.chat)

    def does(self, **what: Any) -> None:
        """Do one thing; what comes from now on is new."""
        self.hears(self.heard(**what))

    def hears(self, *heard: Heard) -> None:
        self._mark = self.office.delivered
        self.office.hears(*heard)

    def heard(self, **what: Any) -> Said:
        """What doing this would be, without doing it."""
        said = Said(
            self.address, self.person, self.name, self.office.now,
            private=self.private, named=self.named, groups=self.channel != LETTERS,
        )  # fmt: skip
        return replace(said, **what)

    def says(self, *texts: str) -> None:
        for text in texts:
            self.does(text=text)

    def presses(self, *labels: str) -> None:
        for label in labels:
            self.does(press=self.button(label).press)

    def forges(self, press: str) -> None:
        """Press something no button carries, or no longer."""
        self.does(press=press)

    def sends(self, name: str, text: str = "", **what: Any) -> None:
        self.does(attachments=(Attachment(self.channel, f"ref-{name}", name),), text=text, **what)

    def replies(self, to: str, text: str, **what: Any) -> None:
        """Answer the newest message that contains `to`."""
        self.does(reply_to=self.message(to).id, text=text, **what)

    def blocks(self) -> None:
        self.hears(Reach(self.address, False, self.office.now))

    def leaves(self, person: str) -> None:
        self.hears(Joined(self.address, person, False, self.office.now))

    def got(self, containing: str, state: Any, **more: Any) -> None:
        """Its channel tells what became of the newest message that contains this."""
        sent = self.row(containing)
        values = {"row": sent["id"], "channel": self.channel, "message": sent["sent_id"]}
        self.hears(Receipt(**values, state=state, at=self.office.now, **more))

    # ---- seeing

    def row(self, containing: str) -> RowMapping:
        """The newest message to this chat, as it lies in the outbox."""
        mine = [r for r in self.office.rows("outbox") if r["chat"] == self.chat]
        return [r for r in mine if containing in str(r["body"])][-1]

    def message(self, containing: str) -> Shown:
        found = [s for s in self.office.screen(self.chat) if containing in s.text]
        assert found, f"no message with {containing!r} among:\n{self._all()}"
        return found[-1]

    def button(self, label: str) -> SpokenChoice:
        """The newest button with this label; failing that, one whose label begins so."""
        offered = [c for s in self.office.screen(self.chat) for c in s.spoken.choices]
        exact = [c for c in offered if c.label == label]
        found = exact or [c for c in offered if c.label.startswith(label)]
        assert found, f"no button {label!r} in:\n{self._all()}"
        return found[-1]

    def _all(self) -> str:
        return "\n---\n".join(s.text for s in self.office.screen(self.chat))

    @property
    def news(self) -> str:
        """All that came since this person last did something."""
        new = [s.text for s in self.office.screen(self.chat) if s.seen > self._mark]
        return "\n---\n".join(new)

    def sees(self, *words: str) -> None:
        for one in words:
            assert one in self.news, f"no {one!r} in:\n{self.news}"

    def sees_no(self, *words: str) -> None:
        for one in words:
            assert one not in self.news, f"{one!r} in:\n{self.news}"

    @property
    def last(self) -> Shown:
        return self.office.screen(self.chat)[-1]

    @property
    def labels(self) -> list[str]:
        """What the newest message offers."""
        return [c.label for c in self.last.spoken.choices]

    # ---- whole ways

    def orders(self, hotel: str = "Hotel Contoh Baru", person: str = "Dewi", **more: str) -> int:
        """Place an order by presses alone; its id."""
        self.does(press="/order-new")
        answers = {**PLAIN_ORDER, "hotel": hotel, "person": person, **more}
        presses = [f"{slot}={value}" for slot, value in answers.items()]
        self.presses_in_draft(*presses, "/confirm=order")
        assert any(word in self.news for word in ("sudah masuk", "received")), self.news
        return int(self.office.rows("orders")[-1]["id"])

    def orders_rest(self, label: str) -> None:
        """Whatever an order lacks, with a press on `label` where the hotel is in doubt."""
        self.presses_in_draft(*(f"{slot}={value}" for slot, value in PLAIN_ORDER.items()))
        self.presses(label)
        self.presses_in_draft("person=Rina", "/confirm=order")

    def presses_in_draft(self, *presses: str) -> None:
        """Press what this person's draft understands, all in one batch."""
        self.hears(*(self.heard(press=f"{self.contact['dialog_id']}:{p}") for p in presses))

    @property
    def answers(self) -> dict[str, Any]:
        """What stands in this person's open draft."""
        (draft,) = (r for r in self.office.rows("dialogs") if r["id"] == self.contact["dialog_id"])
        return dict(draft["answers"])

    @property
    def contact(self) -> RowMapping:
        rows = self.office.rows("contacts")
        return next(row for row in rows if row["ext_id"] == self.person)
