"""What must be true of the desk, in plain Python: it follows every update the desk has taken in.

Nothing of the product is asked but what nobody else can know: what a button that it made up is
good for, the numbers it gives to drafts, and whether its calendar still has a day it promised.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from handlers.messages import Address, Joined, Moved, Said
from storage.codec import Arrival
from tests.desks import HandClock
from tests.reliability.model.cast import CUSTOMERS, EVERYBODY, GROUP, OFFICERS, SARI, TELEGRAM

HOUR, MINUTE = timedelta(hours=1), timedelta(seconds=60)
PADANG = ZoneInfo("Asia/Jakarta")
QUOTE_DAYS = 14

LEADS = {
    "approve": ("pending", "approved"),
    "reject": ("pending", "rejected"),
    "produce": ("approved", "production"),
    "finish": ("production", "ready"),
    "send": ("ready", "sent"),
    "deliver": ("sent", "delivered"),
    "cancel": ("approved production ready", "cancelled"),
    "ask": ("pending approved production ready sent", ""),
}
COMMANDS = {"setuju": "approve", "tolak": "reject", "tanya": "ask", "produksi": "produce"}
WORKSHOP_MAY = {"produce", "finish", "send", "deliver"}
NEEDS_REASON = {"reject", "cancel"}


@dataclass
class Draft:
    """`revisiting` is what is asked again; `key` is the desk's own name for it, once known."""

    owner: str
    quantity: int
    replaces: int | None = None
    revisiting: str = ""
    outcome: str = "going"
    key: str = ""


@dataclass
class Quote:
    draft: Draft
    quantity: int
    until: date
    state: str = "issued"


@dataclass
class Order:
    quote: int
    owner: str
    state: str = "pending"
    version: int = 1


@dataclass(frozen=True)
class Button:
    """What a button on a card is good for."""

    action: str
    reason: str
    order: int
    version: int
    expires: datetime


class Witness(Protocol):
    """What only the desk and the world outside can tell."""

    def button(self, value: str) -> Button | None: ...

    def about(self, chat: Address, message: str) -> str: ...

    def order(self, number: str) -> int | None: ...

    def shown_to_officers(self, value: str) -> Address | None: ...

    def may_still_seem_a_member(self, person: str) -> bool: ...

    def dated_anew(self, quote: int) -> bool:
        """Whether its day was taken by another order when it was accepted."""
        ...


@dataclass
class Expected:
    """The desk as it must be after everything it has taken."""

    clock: HandClock
    witness: Witness
    group: str = GROUP
    taken: set[tuple[str, str]] = field(default_factory=set)
    kept: int = 0
    drafts: list[Draft] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    audit: list[tuple[str, str, str, int | None]] = field(default_factory=list)
    current: dict[str, Draft | None] = field(default_factory=dict)
    talks: dict[str, datetime] = field(default_factory=dict)
    opted_out: set[str] = field(default_factory=set)
    dismissed: set[str] = field(default_factory=set)
    members: dict[tuple[str, str], tuple[bool, datetime]] = field(default_factory=dict)
    spent: set[str] = field(default_factory=set)
    words: dict[str, list[str]] = field(default_factory=dict)
    heard_at: dict[str, datetime] = field(default_factory=dict)
    asked: int = 0

    @property
    def now(self) -> datetime:
        return self.clock()

    # ---- what is taken in

    def hear(self, arrival: Arrival) -> None:
        """One more update has been taken; never the same one twice."""
        key = (arrival.channel, arrival.ext_id)
        assert key not in self.taken, f"{key} was taken twice"
        self.taken.add(key)
        self.kept += 1
        match arrival.heard:
            case Said():
                self._said(arrival.heard)
            case Moved():
                self.moved(arrival.heard.old.chat, arrival.heard.new.chat)
            case Joined():
                self._joined(arrival.heard)
            case _:
                pass

    def _joined(self, news: Joined) -> None:
        here = (news.address.chat, news.person)
        if news.member:
            self.members.pop(here, None)
        else:
            self.members[here] = (False, self.now)

    def moved(self, old: str, new: str) -> None:
        """The group is called otherwise from now on."""
        self.group = new if self.group == old else self.group
        for chat, person in [here for here in self.members if here[0] == old]:
            seen = self.members.pop((chat, person))
            self.members.setdefault((new, person), seen)

    def _said(self, said: Said) -> None:
        if not said.private or said.sender == SARI.id:
            self._officer_said(said)
        else:
            self._customer_said(said)
        if said.private:
            before = self.heard_at.get(said.sender, said.at)
            self.heard_at[said.sender] = max(before, said.at)

    # ---- customers

    def _customer_said(self, said: Said) -> None:
        who, text = said.sender, said.text
        if said.press:
            self._pressed(who, said.press)
        elif text.startswith("/pesan "):
            self._opens(Draft(who, int(text.split()[1])))
        elif text == "/petugas":
            self.talks[who] = self.now + HOUR
        elif text == "stop":
            self.opted_out.add(who)
            self.talks.pop(who, None)
        elif text != "/menu" and self._talks(who):
            self.talks[who] = self.now + HOUR
            if text != "mulai lagi":
                self.words[text] = self.staff_chats()
        elif text == "mulai lagi":
            self.opted_out.discard(who)

    def _talks(self, who: str) -> bool:
        return who in self.talks and self.now < self.talks[who]

    def staff_chats(self) -> list[str]:
        """Where officers are told things."""
        return [self.group] + ([] if SARI.id in self.dismissed else [SARI.id])

    def _opens(self, draft: Draft) -> None:
        self.drafts.append(draft)
        self.current[draft.owner] = draft

    def _pressed(self, who: str, press: str) -> None:
        if ":" in press:
            key, _, rest = press.partition(":")
            draft = next((d for d in self.drafts if d.key == key and d.owner == who), None)
            if draft is not None:
                self._drafts(draft, rest)
            return
        verb, _, number = press.partition("=")
        if verb == "/officer":
            self.talks[who] = self.now + HOUR
        elif verb == "/done":
            self.talks.pop(who, None)
            self._shown(self.current.get(who))
        elif verb in {"/accept", "/revise"}:
            self._quoted(who, verb, int(number))
        elif verb == "/cancel-yes":
            self._withdrawn(who, int(number))

    def _shown(self, draft: Draft | None) -> None:
        """A draft that is shown is the one in hand."""
        if draft is not None:
            self.current[draft.owner] = draft

    def _drafts(self, draft: Draft, press: str) -> None:
        if draft.outcome == "submitted":
            if press == "/confirm=order":
                self._accepted(1 + next(i for i, q in enumerate(self.quotes) if q.draft is draft))
        elif draft.outcome == "going" or press == "/resume":
            draft.outcome = "going"
            self.current[draft.owner] = draft
            self._changes(draft, press)

    def _changes(self, draft: Draft, press: str) -> None:
        verb, _, value = press.partition("=")
        if verb == "/cancel":
            draft.outcome, self.current[draft.owner] = "cancelled", None
        elif verb == "/confirm" and not draft.revisiting:
            self._submitted(draft, value)
        elif verb in {"/confirm", "/change"}:
            draft.revisiting = ""
        elif verb == "/edit":
            draft.revisiting = value
        elif not verb.startswith("/"):
            draft.quantity = int(value) if verb == "1.quantity" else draft.quantity
            draft.revisiting = "" if draft.revisiting == verb else draft.revisiting

    def _submitted(self, draft: Draft, how: str) -> None:
        draft.outcome, self.current[draft.owner] = "submitted", None
        self.quotes.append(Quote(draft, draft.quantity, self._today() + timedelta(days=QUOTE_DAYS)))
        former = self.quotes[draft.replaces - 1] if draft.replaces else None
        if former is not None and former.state == "issued":
            former.state = "superseded"
        if how == "order":
            self._accepted(len(self.quotes))

    def _today(self) -> date:
        return self.now.astimezone(PADANG).date()

    def _quoted(self, who: str, verb: str, number: int) -> None:
        quote = self.quotes[number - 1] if 0 < number <= len(self.quotes) else None
        if quote is None or quote.draft.owner != who:
            return
        if verb == "/accept":
            self._accepted(number)
        else:
            replaces = number if quote.state == "issued" else None
            self._opens(Draft(who, quote.quantity, replaces))

    def _accepted(self, number: int) -> None:
        quote = self.quotes[number - 1]
        if quote.state != "issued" or self._today() > quote.until:
            return
        if self.witness.dated_anew(number):
            quote.state = "superseded"
            draft = Draft(quote.draft.owner, quote.quantity, number, outcome="submitted")
            self.drafts.append(draft)
            until = self._today() + timedelta(days=QUOTE_DAYS)
            self.quotes.append(Quote(draft, quote.quantity, until))
        else:
            quote.state = "accepted"
            self.orders.append(Order(number, quote.draft.owner))

    def _withdrawn(self, who: str, number: int) -> None:
        order = self.orders[number - 1]
        if order.owner == who and order.state == "pending":
            order.state, order.version = "cancelled", order.version + 1

    # ---- officers

    def _officer_said(self, said: Said) -> None:
        text = said.text
        if said.press.startswith("!"):
            self._button(said, said.press[1:])
        elif said.press:
            verb, _, number = said.press.partition("=")
            if verb == "/card":
                self._has_authority(said, "card", "", int(number))
            elif self._has_authority(said, "handback", "ask", None):
                self._note(said, "handback", "done", None)
                self.talks.pop(self._customer(int(number)), None)
        elif text.startswith("/"):
            self._command(said)
        elif said.reply_to:
            self._replied(said)

    def _customer(self, contact: int) -> str:
        return list(EVERYBODY)[contact - 1]

    def _replied(self, said: Said) -> None:
        kind, _, number = self.witness.about(said.address, said.reply_to).partition(":")
        if kind == "contact" and self._has_authority(said, "answer", "ask", None):
            self._note(said, "answer", "done", None)
            self._speaks(said, self._customer(int(number)), said.text)

    def _speaks(self, said: Said, customer: str, words: str) -> None:
        """An officer's words go to the customer, and to the officers who did not see them."""
        self.talks[customer] = self.now + HOUR
        others = [chat for chat in self.staff_chats() if chat != said.address.chat]
        self.words[words] = [customer, *others]

    def _command(self, said: Said) -> None:
        name, number, words = (*said.text[1:].split(" ", 2), "", "")[:3]
        action = COMMANDS.get(name)
        if action is None:
            return
        order = self.witness.order(number)
        if self._has_authority(said, action, action, order) and order is not None:
            self._act(said, order, action, words)

    def _button(self, said: Said, value: str) -> None:
        button = self.witness.button(value)
        action = button.action if button else "button"
        order = button.order if button else None
        if not self._has_authority(said, action, action if button else "", order):
            return
        why = self._why_not(said, value, button)
        if why or button is None:
            self._note(said, action, why, order)
            return
        self.spent.add(value)
        self._act(said, button.order, button.action, button.reason)

    def _why_not(self, said: Said, value: str, button: Button | None) -> str:
        if button is None:
            return "unknown_button"
        if self.witness.shown_to_officers(value) != said.address:
            return "other_chat"
        if value in self.spent or button.version != self.orders[button.order - 1].version:
            return "stale"
        return "expired" if self.now > button.expires else ""

    def _note(self, said: Said, action: str, outcome: str, order: int | None) -> None:
        self.audit.append((said.sender, action, outcome, order))

    def _has_authority(self, said: Said, action: str, may: str, order: int | None) -> bool:
        """Whether they may act here and now; what they tried without is in the audit."""
        why = self._why_refused(said, may)
        if why == "ask":
            self.asked += 1
        elif why:
            self._note(said, action, why, order)
        return not why

    def _why_refused(self, said: Said, may: str) -> str:
        person = EVERYBODY[said.sender]
        if said.address.chat not in {self.group, SARI.id}:
            return "not_staff_chat"
        if person not in OFFICERS or person.id in self.dismissed:
            return "not_officer"
        if may and person.role == "workshop" and may not in WORKSHOP_MAY:
            return "not_your_role"
        member = True if said.private else self._is_member(said)
        if member is None:
            return "ask"
        return "" if member else "not_member"

    def _is_member(self, said: Said) -> bool | None:
        here = (said.address.chat, said.sender)
        if said.member is not None:
            self.members[here] = (said.member, self.now)
        known = self.members.get(here)
        if known is None or self.now - known[1] > MINUTE:
            return None
        if known[0]:
            assert self.witness.may_still_seem_a_member(said.sender), "they had left the group"
        return known[0]

    def _act(self, said: Said, number: int, action: str, reason: str) -> None:
        order = self.orders[number - 1]
        before, after = LEADS[action]
        if order.state not in before.split():
            self._note(said, action, "stale", number)
        elif action == "ask":
            if reason not in {"", "*"}:
                self._note(said, action, "done", number)
                self._speaks(said, order.owner, reason)
        elif action in NEEDS_REASON and reason in {"", "*"}:
            pass  # the card asks for one
        else:
            order.state, order.version = after, order.version + 1
            self._note(said, action, "done", number)

    # ---- what is known of everybody

    def wants_promotions(self, person: str) -> bool:
        return person not in self.opted_out

    @property
    def of_customers(self) -> list[tuple[str, bool]]:
        return [(p.id, p.id in self.opted_out) for p in CUSTOMERS]

    def is_group(self, chat: Address) -> bool:
        return chat.channel == TELEGRAM and chat.chat == self.group
