"""What the conversations need from the memory of the desk, and the people it knows.

`storage` keeps this promise inside one transaction per batch: everything asked here already
sees what earlier messages of the same batch did.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol, TypeAlias

from pydantic import JsonValue

from handlers.forms import Dialog, Outcome
from handlers.limits import Recent
from handlers.messages import Address, Attachment, Errand, Outgoing, Receipt, Said
from services.agreements import Agreement, AgreementState, AgreeRight, Bargain
from services.artwork import Placement
from services.calendar import Calendar, Reserved
from services.catalogue import Catalogue
from services.haggling import Deal, QuoteEvent
from services.logos import Artwork, LogoRight, Sent, Signed, Verdict
from services.money import Rupiah
from services.orders import Action, Order, OrderState, Role, Shift
from services.partners import Partner
from services.payments import Account
from services.promotions import Progress, Promotion, PromotionRight, Reach
from services.quotes import Quote, QuoteState, Terms
from services.rate_changes import RateChange, RateRight
from services.setups import Setup
from services.sources import Findings, Source, SourceKind
from services.vouchers import Offer


@dataclass(slots=True)
class Contact:
    """A person on one channel, and where the conversation with them stands.

    Changing a field is all it takes to have it stored. `offered` is what the last prompt let
    them press, as (press, label), so that a typed label finds it, or a typed number where the
    choice was closed. While `talk_until` lies ahead, what they write goes to the officers,
    under `talk_about`. `wire` is the id they last wrote under, at `heard_at`; `held` says that
    messages wait for their next word. Who has `opted_out` hears from us about their own orders
    only. `recent` is what they did lately, as far as it is limited; it is never changed, only
    replaced. `agreed` says that something was agreed with them: there are agreements to look up.
    `promotions` is true only by an act of their own, and `asked_at` when we last asked for it.
    `partner_id` is set where we knew of them before they wrote.
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
    phone: str = ""
    wire: str = ""
    heard_at: datetime | None = None
    held: bool = False
    opted_out: bool = False
    recent: Recent = field(default_factory=dict)
    agreed: bool = False
    promotions: bool = False
    asked_at: datetime | None = None
    partner_id: int | None = None

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

    @property
    def known_as(self) -> str:
        """What officers know them by: of a missed message WhatsApp tells no name."""
        return self.called or self.phone or self.address.chat


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


TokenRight: TypeAlias = Action | Deal | Shift | RateRight | AgreeRight | PromotionRight | LogoRight
"""What a button that works once may do."""


@dataclass(frozen=True, slots=True)
class Token:
    """The right to take one action on one version of an order or a quote from one chat, once.

    That to change a figure names its dialog as the `reason`, and the newest change as the version.
    """

    value: str
    action: TokenRight
    reason: str
    order_id: int | None
    version: int
    chat: Address
    expires_at: datetime
    used: bool
    quote_id: int | None = None


@dataclass(frozen=True, slots=True)
class OrderNote:
    """What was asked about an order, or answered."""

    who: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a message of ours: whom it went to, what it was about, how far it got.

    `progress` is "" while nothing is known but that it was handed over; `waits` while it is
    still with us.
    """

    to: Address
    about: str
    progress: str
    at: datetime
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt to act as staff, for the audit: who, what, on which order or quote, how it
    ended.

    `outcome` is "done" or the reason it was refused ("not_officer", "stale", …).
    """

    address: Address
    person: str
    action: str
    outcome: str
    order_id: int | None = None
    officer_id: int | None = None
    reason: str = ""
    quote_id: int | None = None


class Desk(Protocol):
    """The memory of the desk, as one message sees it: all of it in one transaction.

    Lists come newest first unless said otherwise. What is not there is None.
    """

    @property
    def now(self) -> datetime:
        """The aware moment of this batch."""
        ...

    @property
    def catalogue(self) -> Catalogue:
        """What the workshop sells, at the figures in force at that moment."""
        ...

    def catalogue_of(self, terms: Terms) -> Catalogue:
        """What was sold when these terms were made; today's where that cannot be told any more."""
        ...

    # ---- figures officers change

    def rate_changes(self) -> Sequence[RateChange]:
        """Every change of a figure there ever was, oldest first."""
        ...

    def newest_rate(self) -> int:
        """The id of the newest change; nobody else records one until the batch ends."""
        ...

    def record_rate(self, change: RateChange) -> None:
        """Write down that a figure changes; nothing is ever taken back."""
        ...

    # ---- what goes out

    def send(self, message: Outgoing) -> None:
        """Put a message into the outbox; within one chat they leave in this order."""
        ...

    def errand(self, errand: Errand) -> None:
        """Send the channel on an errand, outside the transaction; its result comes in as a
        message.
        """
        ...

    def paper(self, template: str, data: Mapping[str, JsonValue], name: str) -> Attachment:
        """Something drawn, to be sent: by its template, from the data it shows, in words already.

        `name` is what it is called where it is shown; one that ends in ".pdf" is sent as a file,
        ".png" or ".jpg" as a picture. It is drawn outside the transaction, when a channel first
        needs it.
        """
        ...

    def receipt(self, receipt: Receipt) -> Delivery | None:
        """Write down what became of a message; None where that is no news (an older state, an
        unknown message). What may still be sent again is put back into the outbox.
        """
        ...

    def release(self, contact: Contact) -> None:
        """Let go what waited for the contact's next word."""
        ...

    def delivery(self, to: Address, about: str) -> Delivery | None:
        """How the newest message about that, to that chat, has fared."""
        ...

    # ---- dialogs

    def new_id(self) -> str:
        """An id for a dialog that nobody can guess."""
        ...

    def dialog(self, dialog_id: str) -> Kept | None: ...

    def keep(self, kept: Kept) -> None: ...

    # ---- people

    def meet(self, said: Said, language: str) -> Contact:
        """The contact who spoke; a new one is made, speaking that language."""
        ...

    def contact(self, contact_id: int) -> Contact | None: ...

    def contact_at(self, address: Address) -> Contact | None: ...

    def selves(self, contact: Contact) -> Sequence[Contact]:
        """The same person on other channels, known by their telephone number."""
        ...

    def partner(self, contact: Contact) -> Partner | None:
        """Whom we knew them as before they wrote."""
        ...

    def moved(self, old: Address, new: Address) -> None:
        """A chat goes on under another id, with all that is bound to it."""
        ...

    # ---- quotes and orders

    def issue(
        self,
        dialog_id: str,
        contact: Contact,
        terms: Terms,
        days: int,
        revises: Quote | None = None,
    ) -> Quote:
        """Issue the dialog's quote, valid for so many days; it gets its number here.

        It is the next revision of the quote it revises, unless that has been settled meanwhile.
        """
        ...

    def quote(self, quote_id: int) -> Quote | None: ...

    def quote_of_dialog(self, dialog_id: str) -> Quote | None: ...

    def quotes_of(self, contact: Contact, limit: int) -> Sequence[Quote]: ...

    def quote_numbered(self, text: str) -> Quote | None:
        """The newest revision of a quote's number, or of its sequence in this year ("012")."""
        ...

    def step(self, quote: Quote, event: QuoteEvent, to: QuoteState, reason: str) -> Quote | None:
        """Write down a step about a quote and what it makes of it; None if somebody was first:
        then nothing is written.
        """
        ...

    def record(self, quote: Quote, event: QuoteEvent) -> None:
        """Write down a step that changes nothing about the quote."""
        ...

    def quote_events(self, quote: Quote) -> Sequence[QuoteEvent]:
        """All steps about a number, in every revision of it, oldest first."""
        ...

    def lost_by_reason(self) -> Mapping[str, int]:
        """How many quotes were lost, by reason."""
        ...

    def place(self, quote: Quote) -> tuple[Order, bool] | None:
        """The quote's order, and whether it was made just now: there is never a second.

        None where the quote stands no more.
        """
        ...

    def order(self, order_id: int) -> Order | None: ...

    def order_of_quote(self, quote_id: int) -> Order | None: ...

    def order_numbered(self, text: str) -> Order | None:
        """An order by its whole number, or by its sequence in this year ("002")."""
        ...

    def orders_of(self, contact: Contact, limit: int) -> Sequence[Order]: ...

    def undecided(self) -> Sequence[Order]:
        """All orders that wait for an officer, oldest first."""
        ...

    def move(self, order: Order, to: OrderState, by: str, reason: str) -> Order | None:
        """Move an order on if it still stands as it was read; None if somebody was first."""
        ...

    def note(self, order: Order, who: str, text: str) -> None:
        """Keep what was asked about an order, or answered."""
        ...

    def notes(self, order: Order) -> Sequence[OrderNote]:
        """What was asked and answered, oldest first."""
        ...

    # ---- the calendar

    def calendar(self, catalogue: Catalogue, *, alone: bool = False) -> Calendar | None:
        """The calendar as it stands; `alone` nobody else takes of it until this batch ends.

        None where the catalogue keeps none.
        """
        ...

    def reserve(self, order: Order, days: Iterable[tuple[date, int]]) -> None:
        """Take days of the calendar for an order; rejecting or cancelling it gives them back."""
        ...

    def reserved(self) -> Sequence[Reserved]:
        """What orders take of today and the days to come, by day; of orders that are made and not
        sent, promised for today or later, also the days they took before.
        """
        ...

    def rebook(self, order: Order, days: Iterable[tuple[date, int]], by: date) -> None:
        """Give an order other days from today on, and promise it for this day."""
        ...

    def set_days(self, days: Sequence[date], units: int | None, why: str, by: Officer) -> None:
        """Write down what an officer set days to; None is what their weekday makes."""
        ...

    # ---- agreements

    def agreements_of(self, contact: Contact) -> Sequence[Agreement]:
        """What is agreed with a contact, and what waits for a second officer; oldest first."""
        ...

    def agreement(self, agreement_id: int) -> Agreement | None: ...

    def agree(self, contact: Contact, bargain: Bargain, by: Officer) -> Agreement:
        """Write a bargain down; one that needs a second officer waits for them."""
        ...

    def settle_agreement(
        self, agreement: Agreement, to: AgreementState, by: Officer
    ) -> Agreement | None:
        """Approve or end one that stands as it was read; None if somebody was first."""
        ...

    def drawn(self, agreement: Agreement, month: date) -> int:
        """Units that orders took of that month's quantity."""
        ...

    def draw(self, order: Order, agreement: Agreement, month: date, units: int) -> None:
        """Take units of a month's quantity for an order."""
        ...

    def open_amount(self, contact: Contact) -> Rupiah:
        """What their orders come to that are neither delivered nor called off."""
        ...

    # ---- logos

    def keep_artwork(self, artwork: Artwork) -> None:
        """Remember a logo that was sent."""
        ...

    def artwork(self, key: str) -> Artwork | None: ...

    def signed(self, quote: Quote) -> Signed | None:
        """The newest proof signed off for a quote's number, in whichever revision; None where an
        officer asked for a better file since.
        """
        ...

    def sent_logo(self, quote: Quote) -> Sent | None:
        """The newest logo that was sent for a quote's number, signed off or not."""
        ...

    def draft_of(self, quote: Quote) -> str:
        """The dialog a quote's number came from."""
        ...

    def judge(self, order: Order, artwork: Artwork, verdict: Verdict, by: Officer) -> None:
        """Write down what an officer said of a logo; the newest counts."""
        ...

    def sign(self, artwork: Artwork, placement: Placement, proof: Attachment, by: Contact) -> None:
        """Freeze a proof as the one to print for its draft; a later one counts instead."""
        ...

    # ---- payments

    def account(self, order: Order, quote: Quote) -> Account:
        """What an order costs, and what came in for it."""
        ...

    def note_payment(self, order: Order, amount: Rupiah, by: Officer) -> None:
        """Write down that so much came in; below 0 takes it back."""
        ...

    # ---- setups

    def keep_setup(self, order: Order, signed: Signed, printing: str) -> None:
        """Remember that the setup of an order's logo was made, and lies there."""
        ...

    def kept_setup(
        self, contact_id: int, logo: str, printing: str, scale: int | None = None
    ) -> Setup | None:
        """The newest of a customer's that is still there for a logo (its SHA-256) in a print, of
        this size (`Placement.scale`) or, without one, of any.
        """
        ...

    def kept_setups(self, most: int) -> Sequence[Setup]:
        """All that are still there, newest first."""
        ...

    def setup_of(self, order: Order) -> Setup | None:
        """The one that was made for an order, there or not."""
        ...

    def place_setup(self, setup: Setup, place: str) -> None:
        """Say where it lies; one that was said to be gone is there again."""
        ...

    def discard_setup(self, setup: Setup) -> None:
        """Say that it is gone."""
        ...

    # ---- sources

    def source(self, code: str) -> Source | None:
        """The source of a code, as `services.sources.well_formed` writes it."""
        ...

    def sources(self, most: int) -> Sequence[Source]:
        """The newest sources, stopped ones included."""
        ...

    def source_of(self, owner: Contact) -> Source | None:
        """The code this contact passes on to others."""
        ...

    def new_source(
        self,
        kind: SourceKind,
        code: str,
        label: str,
        by: str,
        owner: Contact | None = None,
        promotion: int | None = None,
        offer: Offer | None = None,
    ) -> Source | None:
        """Make a source; None where its code is taken."""
        ...

    def stop_source(self, source: Source) -> None:
        """Nobody comes in through it any more; what it brought still counts."""
        ...

    def touch(self, contact: Contact, source: Source, how: str) -> None:
        """Write down that somebody came in through a source: by "link" or by "word"."""
        ...

    def newest_touch(self, contact: Contact) -> Source | None:
        """What they came through last."""
        ...

    def brought(self, since: datetime, until: datetime) -> tuple[Sequence[Source], Findings]:
        """All sources, and what they brought of the orders placed from then until before then."""
        ...

    # ---- promotions

    def promotion(self, promotion_id: int) -> Promotion | None: ...

    def promotions(self, most: int) -> Sequence[Promotion]:
        """The newest promotions, newest first."""
        ...

    def write_promotion(self, written: Promotion, by: str, officer: Officer | None) -> Promotion:
        """Keep a new draft; `officer` is None where it was written at a terminal."""
        ...

    def revise_promotion(self, promotion: Promotion) -> Promotion | None:
        """Keep a draft as it is now; None if somebody was first."""
        ...

    def submit_promotion(self, promotion: Promotion, by: Officer) -> Promotion | None:
        """Have a draft wait for a second officer; None if somebody was first."""
        ...

    def approve_promotion(
        self, promotion: Promotion, by: Officer, channels: Collection[str]
    ) -> Promotion | None:
        """Let it go at its time, to those on these channels who agreed and are meant, frozen as
        they are now; None if somebody was first.
        """
        ...

    def refuse_promotion(self, promotion: Promotion) -> Promotion | None:
        """Make what waits a draft again; None if somebody was first."""
        ...

    def drop_promotion(self, promotion: Promotion) -> Promotion | None:
        """End one that was never approved; None if somebody was first."""
        ...

    def pause_promotion(self, promotion: Promotion) -> bool:
        """Send no more of it for now; false where it was not being sent."""
        ...

    def resume_promotion(self, promotion: Promotion) -> bool:
        """Go on with one that was paused; false where it was not."""
        ...

    def stop_promotion(self, promotion: Promotion) -> bool:
        """Send no more of an approved one for good; false where it had ended."""
        ...

    def reach(self, promotion: Promotion, channels: Collection[str]) -> Reach:
        """Whom it would go to on these channels, if it were approved now."""
        ...

    def progress(self, promotion: Promotion) -> Progress:
        """How it has fared so far."""
        ...

    def withdrew_over(self, promotion: Promotion) -> int:
        """How many of its recipients took their consent back since it began."""
        ...

    def record_consent(
        self, contact: Contact, said: Said, wording: str, how: str, language: str
    ) -> None:
        """Write down what they answered about promotions, as it stands with the contact now, and
        the words they answered; none of it is ever changed.
        """
        ...

    def clicked(self, promotion: int, contact: Contact) -> bool:
        """Write down that they pressed something in a promotion, the first time; false where
        it was not sent to them.
        """
        ...

    # ---- staff

    def staff_chats(self) -> Sequence[StaffChat]: ...

    def link_staff_chat(self, address: Address) -> StaffChat: ...

    def officer(self, address: Address) -> Officer | None:
        """The officer whose private chat this is, dismissed ones included."""
        ...

    def appoint(self, contact: Contact, role: Role) -> Officer:
        """Give a contact a role, besides those they have."""
        ...

    def use_invitation(self, code: str, said: Said) -> Role | None:
        """The role a one-time code was made for, using it up."""
        ...

    def member_since(self, chat: Address, person: str) -> tuple[bool, datetime] | None:
        """What was last known of a membership, and when."""
        ...

    def set_member(self, chat: Address, person: str, member: bool) -> None: ...

    def forget_member(self, chat: Address, person: str) -> None:
        """Know nothing of a membership any more, so that it is asked."""
        ...

    def new_token(
        self,
        action: TokenRight,
        matter: Order | Quote | int,
        chat: Address,
        reason: str = "",
    ) -> str:
        """A one-shot right of 128 bits to act on this version of an order or a quote from this
        chat; of what has no versions, a number says what is meant.
        """
        ...

    def token(self, value: str) -> Token | None: ...

    def spend(self, token: Token) -> bool:
        """Use a token up; false if somebody else just did."""
        ...

    def about(self, address: Address, message: str) -> str:
        """What one of our messages was about, by the channel's id of it; "" if unknown."""
        ...

    def audit(self, attempt: Attempt) -> None:
        """Add a line to the audit; none is ever changed."""
        ...
