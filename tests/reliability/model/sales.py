"""What customers do about drafts, quotes and orders, and what must come of it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from handlers.messages import Address
from tests.desks import HandClock
from tests.reliability.model.bargaining import Button, Draft, Order, Quote

PADANG = ZoneInfo("Asia/Jakarta")
QUOTE_DAYS = 14
LOOKED_AT = 5
"""A bid is about the newest of so many quotes that was not settled."""


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
class Sales:
    """The drafts, quotes and orders of a desk, as they must be."""

    clock: HandClock
    witness: Witness
    drafts: list[Draft] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    current: dict[str, Draft | None] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)

    @property
    def now(self) -> datetime:
        return self.clock()

    def today(self) -> date:
        return self.now.astimezone(PADANG).date()

    # ---- drafts

    def opens(self, draft: Draft) -> None:
        self.drafts.append(draft)
        self.current[draft.owner] = draft

    def shown(self, draft: Draft | None) -> None:
        """A draft that is shown is the one in hand."""
        if draft is not None:
            self.current[draft.owner] = draft

    def pressed_in_draft(self, draft: Draft, press: str) -> None:
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
            draft.packing = value if verb == "1.packing" else draft.packing
            draft.revisiting = "" if draft.revisiting == verb else draft.revisiting

    def _submitted(self, draft: Draft, how: str) -> None:
        draft.outcome, self.current[draft.owner] = "submitted", None
        former = self.quotes[draft.replaces - 1] if draft.replaces else None
        if former is not None and former.state != "issued":
            former = None
        each, floor = draft.price()
        if former is not None and draft.grows_from(former.draft) and former.each >= floor:
            each = min(each, former.each)
        self._issue(draft, each, floor, former)
        if how == "order":
            self._accepted(len(self.quotes))

    # ---- quotes

    def _issue(self, draft: Draft, each: int, floor: int, former: Quote | None) -> None:
        quote = Quote(draft, self.today() + timedelta(days=QUOTE_DAYS), each, floor)
        if former is not None:
            former.ends("superseded")
            quote.revision, quote.bids = former.revision + 1, former.bids
        self.quotes.append(quote)

    def revised(self, quote: Quote, each: int) -> None:
        """A price that both have said makes the next revision."""
        was, number = quote.draft, 1 + self.quotes.index(quote)
        draft = Draft(was.owner, was.quantity, was.packing, number, outcome="submitted")
        self.drafts.append(draft)
        self._issue(draft, each, quote.floor, quote)

    def pressed_on_quote(self, who: str, verb: str, argument: str) -> None:
        number, _, rest = argument.partition(".")
        quote = self.quotes[int(number) - 1]
        if quote.draft.owner != who:
            return
        if verb == "/accept":
            self._accepted(int(number))
        elif verb == "/revise":
            replaces = int(number) if quote.state == "issued" else None
            self.opens(Draft(who, quote.draft.quantity, quote.draft.packing, replaces))
        elif quote.state == "issued":
            self._bargained(quote, verb, rest)

    def _bargained(self, quote: Quote, verb: str, rest: str) -> None:
        """What is asked of a quote by its buttons; one that has expired may only be honoured."""
        stands = quote.stands(self.today())
        if verb == "/lost" and rest:
            self.seen["lost"] += 1
            quote.ends("lost")
        elif verb == ("/call" if stands else "/honour"):
            quote.escalates()
        elif verb == "/bargain" and stands:
            quote.version += 2
        elif verb == "/take" and stands and quote.given is not None:
            self.seen["taken"] += 1
            self.revised(quote, quote.given)

    def bids(self, who: str, bid: int) -> None:
        """They name a price."""
        quote = self.newest(who)
        if quote is not None and quote.stands(self.today()):
            answered = quote.asks(bid)
            self.seen[answered] += 1
            if answered == "agreed":
                self.revised(quote, quote.told)

    def newest(self, who: str) -> Quote | None:
        """The quote that a bid is about, perhaps one that has expired."""
        mine = [quote for quote in self.quotes if quote.draft.owner == who][-LOOKED_AT:]
        return next((quote for quote in reversed(mine) if quote.state == "issued"), None)

    def _accepted(self, number: int) -> None:
        quote = self.quotes[number - 1]
        if not quote.stands(self.today()):
            return
        if self.witness.dated_anew(number):
            self.revised(quote, quote.each)
        else:
            quote.ends("accepted")
            self.seen["ordered"] += bool(quote.revision)
            self.orders.append(Order(number, quote.draft.owner, quote.draft.quantity, quote.each))

    # ---- orders

    def withdrawn(self, who: str, number: int) -> None:
        order = self.orders[number - 1]
        if order.owner == who and order.state == "pending":
            order.state, order.version = "cancelled", order.version + 1
