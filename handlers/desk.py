"""What the conversations need from the memory of the desk, and the people it knows.

`storage` keeps this promise inside one transaction per batch: everything asked here already
sees what earlier messages of the same batch did.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from handlers.forms import Dialog, Outcome
from handlers.messages import Address, AskMembership, Outgoing, Said
from services.orders import Action, Order, OrderState, Role
from services.quotes import Quote, QuoteState, Terms


@dataclass(slots=True)
class Contact:
    """A person on one channel, and where the conversation with them stands.

    Changing a field is all it takes to have it stored. `offered` is what the last prompt let
    them press, as (press, label), so that a typed label finds it, or a typed number where the
    choice was closed. While `talk_until`
    lies ahead, what they write goes to the officers, under `talk_about`.
    """

    id: int
    address: Address
    name: str
    language: str
    source: str = ""
    hotel: str = ""
    kind: str = ""
    listed: str = ""
    person: str = ""
    dialog_id: str = ""
    offered: list[tuple[str, str]] = field(default_factory=list)
    offered_closed: bool = True
    talk_until: datetime | None = None
    talk_about: str = ""
    reachable: bool = True
    greeted: bool = False

    def talks_at(self, now: datetime) -> bool:
        """Whether their words go to the officers at this moment."""
        return self.talk_until is not None and now < self.talk_until

    @property
    def subject(self) -> str:
        return f"contact:{self.id}"

    @property
    def called(self) -> str:
        """The name we call them by: their own word before their profile's."""
        return self.person or self.name


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored dialog: whose it is, what became of it, and the quote it would replace."""

    dialog: Dialog
    contact_id: int
    outcome: Outcome
    replaces: int | None = None


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody invited to decide. An officer who was dismissed is not active."""

    id: int
    name: str
    roles: frozenset[Role]
    active: bool


@dataclass(frozen=True, slots=True)
class StaffChat:
    """A linked chat of officers."""

    id: int
    address: Address


@dataclass(frozen=True, slots=True)
class Token:
    """The right to take one action on one version of one order from one chat, once."""

    value: str
    action: Action
    reason: str
    order_id: int
    version: int
    chat: Address
    expires_at: datetime
    used: bool


@dataclass(frozen=True, slots=True)
class OrderNote:
    """What was asked about an order, or answered."""

    who: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt to act as staff, for the audit: who, what, on which order, and how it ended.

    `outcome` is "done" or the reason it was refused ("not_officer", "stale", …).
    """

    address: Address
    person: str
    action: str
    outcome: str
    order_id: int | None = None
    officer_id: int | None = None
    reason: str = ""


class Desk(Protocol):
    """The memory of the desk, as one message sees it."""

    @property
    def now(self) -> datetime: ...

    # what goes out
    def send(self, message: Outgoing) -> None: ...
    def ask_membership(self, question: AskMembership) -> None: ...

    # dialogs
    def new_id(self) -> str: ...
    def dialog(self, dialog_id: str) -> Kept | None: ...
    def keep(self, kept: Kept) -> None: ...

    # people
    def meet(self, said: Said, language: str) -> Contact: ...
    def contact(self, contact_id: int) -> Contact | None: ...
    def contact_at(self, address: Address) -> Contact | None: ...
    def moved(self, old: Address, new: Address) -> None: ...

    # quotes and orders
    def issue(self, dialog_id: str, contact: Contact, terms: Terms, days: int) -> Quote: ...
    def quote(self, quote_id: int) -> Quote | None: ...
    def quote_of_dialog(self, dialog_id: str) -> Quote | None: ...
    def mark_quote(self, quote: Quote, state: QuoteState) -> None: ...
    def place(self, quote: Quote) -> tuple[Order, bool]: ...
    def order(self, order_id: int) -> Order | None: ...
    def order_of_quote(self, quote_id: int) -> Order | None: ...
    def order_numbered(self, text: str) -> Order | None: ...
    def orders_of(self, contact: Contact, limit: int) -> Sequence[Order]: ...
    def quotes_of(self, contact: Contact, limit: int) -> Sequence[Quote]: ...
    def undecided(self) -> Sequence[Order]: ...
    def move(self, order: Order, to: OrderState, by: str, reason: str) -> Order | None: ...
    def note(self, order: Order, who: str, text: str) -> None: ...
    def notes(self, order: Order) -> Sequence[OrderNote]: ...

    # staff
    def staff_chats(self) -> Sequence[StaffChat]: ...
    def link_staff_chat(self, address: Address) -> StaffChat: ...
    def officer(self, address: Address) -> Officer | None: ...
    def appoint(self, contact: Contact, role: Role) -> Officer: ...
    def use_invitation(self, code: str, said: Said) -> Role | None: ...
    def member_since(self, chat: Address, person: str) -> tuple[bool, datetime] | None: ...
    def set_member(self, chat: Address, person: str, member: bool) -> None: ...
    def new_token(self, action: Action, order: Order, chat: Address, reason: str = "") -> str: ...
    def token(self, value: str) -> Token | None: ...
    def spend(self, token: Token) -> bool: ...
    def about(self, address: Address, message: str) -> str: ...
    def audit(self, attempt: Attempt) -> None: ...
