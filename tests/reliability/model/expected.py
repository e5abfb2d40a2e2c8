"""What must be true of the desk, in plain Python: it follows every update the desk has taken in.

Nothing of the product is asked but what nobody else can know: what a button that it made up is
good for, the numbers it gives to drafts, and whether its calendar still has a day it promised;
and its price list, of which prices and floors are taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from handlers.messages import Address, Joined, Moved, Said
from storage.codec import Arrival
from tests.reliability.model.bargaining import Button, Draft, Order, Quote
from tests.reliability.model.cast import CUSTOMERS, EVERYBODY, GROUP, OFFICERS, SARI, TELEGRAM
from tests.reliability.model.sales import Sales

HOUR, MINUTE = timedelta(hours=1), timedelta(seconds=60)

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
OF_QUOTES = {"/accept", "/revise", "/bargain", "/take", "/call", "/honour", "/lost"}


@dataclass
class Expected(Sales):
    """The desk as it must be after everything it has taken."""

    group: str = GROUP
    taken: set[tuple[str, str]] = field(default_factory=set)
    kept: int = 0
    audit: list[tuple[str, str, str, str]] = field(default_factory=list)
    talks: dict[str, datetime] = field(default_factory=dict)
    opted_out: set[str] = field(default_factory=set)
    dismissed: set[str] = field(default_factory=set)
    members: dict[tuple[str, str], tuple[bool, datetime]] = field(default_factory=dict)
    spent: set[str] = field(default_factory=set)
    words: dict[str, list[str]] = field(default_factory=dict)
    heard_at: dict[str, datetime] = field(default_factory=dict)
    asked: int = 0

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
            self.opens(Draft(who, int(text.split()[1])))
        elif text == "/petugas":
            self.talks[who] = self.now + HOUR
        elif text == "stop":
            self.opted_out.add(who)
            self.talks.pop(who, None)
        elif text != "/menu" and self._talks(who):
            self._relayed(who, text)
        elif text.startswith("tawar "):
            self.bids(who, _price(text.removeprefix("tawar ")))
        elif text == "mulai lagi":
            self.opted_out.discard(who)

    def _relayed(self, who: str, text: str) -> None:
        self.talks[who] = self.now + HOUR
        if text != "mulai lagi":
            self.words[_word(text)] = self.staff_chats()

    def _talks(self, who: str) -> bool:
        return who in self.talks and self.now < self.talks[who]

    def staff_chats(self) -> list[str]:
        """Where officers are told things."""
        return [self.group] + ([] if SARI.id in self.dismissed else [SARI.id])

    def _pressed(self, who: str, press: str) -> None:
        if ":" in press:
            key, _, rest = press.partition(":")
            draft = next((d for d in self.drafts if d.key == key and d.owner == who), None)
            if draft is not None:
                self.pressed_in_draft(draft, rest)
            return
        verb, _, number = press.partition("=")
        if verb == "/officer":
            self.talks[who] = self.now + HOUR
        elif verb == "/done":
            self.talks.pop(who, None)
            self.shown(self.current.get(who))
        elif verb in OF_QUOTES:
            self.pressed_on_quote(who, verb, number)
        elif verb == "/cancel-yes":
            self.withdrawn(who, int(number))

    # ---- officers

    def _officer_said(self, said: Said) -> None:
        text = said.text
        if said.press.startswith("!"):
            self._button(said, said.press[1:])
        elif said.press:
            verb, _, number = said.press.partition("=")
            if verb == "/card":
                self._has_authority(said, "card", "", f"order:{number}")
            elif self._has_authority(said, "handback", "ask", ""):
                self._note(said, "handback", "done", "")
                self.talks.pop(self._customer(int(number)), None)
        elif text.startswith("/"):
            self._command(said)
        elif said.reply_to:
            self._replied(said)

    def _customer(self, contact: int) -> str:
        return list(EVERYBODY)[contact - 1]

    def _replied(self, said: Said) -> None:
        about = self.witness.about(said.address, said.reply_to)
        kind, number, version = (*about.split(":"), "", "")[:3]
        if kind == "contact" and self._has_authority(said, "answer", "ask", ""):
            self._note(said, "answer", "done", "")
            self._speaks(said, self._customer(int(number)), said.text)
        elif kind in {"quote", "counter"}:
            self._names_price(said, int(number), int(version), asked=kind == "counter")

    def _speaks(self, said: Said, customer: str, words: str) -> None:
        """An officer's words go to the customer, and to the officers who did not see them."""
        self.talks[customer] = self.now + HOUR
        others = [chat for chat in self.staff_chats() if chat != said.address.chat]
        self.words[_word(words)] = [customer, *others]

    def _command(self, said: Said) -> None:
        name, number, words = (*said.text[1:].split(" ", 2), "", "")[:3]
        action = COMMANDS.get(name)
        if action is None:
            return
        order = self.witness.order(number)
        matter = f"order:{order}" if order else ""
        if self._has_authority(said, action, action, matter) and order is not None:
            self._act(said, order, action, words)

    def _button(self, said: Said, value: str) -> None:
        button = self.witness.button(value)
        action = button.action if button else "button"
        matter = button.matter if button else ""
        if not self._has_authority(said, action, action if button else "", matter):
            return
        why = self._why_not(said, value, button)
        if why or button is None:
            self._note(said, action, why, matter)
            return
        self.spent.add(value)
        if button.of_quote:
            self._deals(said, button.number, button.action)
        else:
            self._act(said, button.number, button.action, button.reason)

    def _why_not(self, said: Said, value: str, button: Button | None) -> str:
        if button is None:
            return "unknown_button"
        if self.witness.shown_to_officers(value) != said.address:
            return "other_chat"
        matters: Sequence[Order | Quote] = self.quotes if button.of_quote else self.orders
        if value in self.spent or button.version != matters[button.number - 1].version:
            return "stale"
        return "expired" if self.now > button.expires else ""

    def _note(self, said: Said, action: str, outcome: str, matter: str) -> None:
        self.audit.append((said.sender, action, outcome, matter))

    def _has_authority(self, said: Said, action: str, may: str, matter: str) -> bool:
        """Whether they may act here and now; what they tried without is in the audit."""
        why = self._why_refused(said, may)
        if why == "ask":
            self.asked += 1
        elif why:
            self._note(said, action, why, matter)
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
        order, matter = self.orders[number - 1], f"order:{number}"
        before, after = LEADS[action]
        if order.state not in before.split():
            self._note(said, action, "stale", matter)
        elif action == "ask":
            if reason not in {"", "*"}:
                self._note(said, action, "done", matter)
                self._speaks(said, order.owner, reason)
        elif action in NEEDS_REASON and reason in {"", "*"}:
            pass  # the card asks for one
        else:
            order.state, order.version = after, order.version + 1
            self._note(said, action, "done", matter)

    # ---- officers about a price

    def _names_price(self, said: Said, number: int, version: int, *, asked: bool) -> None:
        """A price in reply to a card, where one may be named; else the words are the customer's."""
        quote, matter = self.quotes[number - 1], f"quote:{number}"
        likely = _price(said.text) >= quote.each // 4
        named = likely and "counter" in quote.deals(self.today())
        deal = "counter" if asked or named else "talk"
        if not self._has_authority(said, deal, deal, matter):
            return
        if deal == "counter" and version != quote.version:
            self._note(said, deal, "stale", matter)
        else:
            self._deals(said, number, deal, said.text)

    def _deals(self, said: Said, number: int, deal: str, words: str = "") -> None:
        quote, done = self.quotes[number - 1], "done"
        if deal == "talk":
            self._talks_of(said, quote, words)
        elif deal not in quote.deals(self.today()):
            done = "stale"
        elif deal == "counter":
            done = quote.is_countered(_price(words)) if words else ""
        elif deal == "refuse":
            quote.is_refused()
        else:
            done = self._gives_in(quote, quote.offer if deal == "agree" else quote.each)
        if done:
            self.seen[f"{deal}: {done}"] += 1
            self._note(said, deal, done, f"quote:{number}")

    def _talks_of(self, said: Said, quote: Quote, words: str) -> None:
        self.talks[quote.draft.owner] = self.now + HOUR
        quote.version += quote.state == "issued"
        if words:
            self._speaks(said, quote.draft.owner, words)

    def _gives_in(self, quote: Quote, each: int | None) -> str:
        """Their price, or the old one once more, is the next revision's."""
        assert each is not None, "an officer agrees to nothing"
        if each < quote.floor:
            return "below_floor"
        self.revised(quote, each)
        return "done"

    # ---- what is known of everybody

    def wants_promotions(self, person: str) -> bool:
        return person not in self.opted_out

    @property
    def of_customers(self) -> list[tuple[str, bool]]:
        return [(p.id, p.id in self.opted_out) for p in CUSTOMERS]

    def is_group(self, chat: Address) -> bool:
        return chat.channel == TELEGRAM and chat.chat == self.group


def _price(words: str) -> int:
    return int(words.partition(" ")[0])


def _word(words: str) -> str:
    """The one nobody has said before."""
    return words.rpartition(" ")[2]
