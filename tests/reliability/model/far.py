"""The far ends, played: two messengers that fail in every way one can, and remember everything."""

import asyncio
import re
from collections import Counter, defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal, Protocol, TypeAlias

from bot.channels.delivery import (
    Delivered,
    Dropped,
    Held,
    Lost,
    MovedTo,
    NotNow,
    Refused,
    Sent,
    membership_answer,
)
from handlers.messages import AskMembership, Receipt, Spoken
from storage import codec
from storage.codec import Arrival
from storage.outbox import PROMOTION_LANE, QUESTION_LANE, Parcel
from tests.desks import HandClock
from tests.reliability.model.cast import GROUP, SUPERGROUP, TELEGRAM, WHATSAPP

WINDOW = timedelta(hours=24)
TOO_FAST = 40.0
"""Seconds a channel asks us to wait: more than a delivery waits for its turn, so none does."""

Fault: TypeAlias = Literal[
    "too fast", "no line", "lost, yet there", "lost", "broke", "5xx, yet there", "5xx", "400", "403"
]
FAULTS: tuple[Fault, ...] = (
    "too fast",
    "no line",
    "lost, yet there",
    "lost",
    "broke",
    "5xx, yet there",
    "5xx",
    "400",
    "403",
)
_THERE = {"lost, yet there", "5xx, yet there"}
_UNANSWERED = {"lost, yet there", "lost", "broke", "5xx, yet there", "5xx"}
_PRESSED_HERE = re.compile(
    r"!|/card=|/handback=|/accept=|/revise=|/cancel-yes=|/cancel-order=|/show=|/quote=|/officer"
    r"|/bargain=|/take=|/call=|/honour=|/lost=\d+(\.price)?$"
    r"|/done|/status|/resume"
    r"|\w+:(/confirm|/change|/edit=1\.(quantity|packing)|1\.(quantity|packing)=|/show|/cancel|/resume)"
)


class People(Protocol):
    """What the far ends know of people that the desk does not."""

    blocked: set[str]
    in_group: set[str]
    migrated: bool

    def may_write_to(self, chat: str) -> bool: ...

    def wants_promotions(self, chat: str) -> bool: ...

    def is_reachable(self, chat: str) -> bool: ...


@dataclass
class Hold:
    """A delivery that takes longer than it may: stopped before it is executed, or after."""

    executes: bool
    goes_on: asyncio.Event = field(default_factory=asyncio.Event)
    row: int = 0


@dataclass
class Far:
    """One messenger's servers, as our channel sees them."""

    name: str
    people: People
    take: Callable[[list[Arrival]], Awaitable[None]]
    clock: HandClock
    wrong: list[Exception]
    faults: deque[Fault] = field(default_factory=deque)
    hold: Hold | None = None
    on_hold: Callable[[], None] = lambda: None
    ids: int = 100
    told_moved: bool = False
    presses: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    relayed: list[tuple[str, str]] = field(default_factory=list)
    pressable: dict[str, str] = field(default_factory=dict)
    arrived: defaultdict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    edited: Counter[int] = field(default_factory=Counter)
    losses: Counter[int] = field(default_factory=Counter)
    stopped: Counter[int] = field(default_factory=Counter)
    refused: set[int] = field(default_factory=set)
    dropped: set[int] = field(default_factory=set)
    newest: dict[tuple[str, int], int] = field(default_factory=dict)

    @property
    def edits(self) -> bool:
        return self.name == TELEGRAM

    async def find(self, parcel: Parcel) -> Sent | None:
        """Only one of the two tells what it took."""
        if self.name != WHATSAPP or not self.arrived[parcel.id]:
            return None
        return Sent(self.arrived[parcel.id][-1])

    async def deliver(self, parcel: Parcel) -> Delivered:
        try:
            self._is_wanted(parcel)
            return await self._deliver(parcel)
        except AssertionError as error:  # the dispatcher would take it for a lost answer
            self.wrong.append(error)
            raise

    async def _deliver(self, parcel: Parcel) -> Delivered:
        hold, self.hold = self.hold, None
        if hold is None:
            return await self._answer(parcel)
        hold.row = parcel.id
        self.stopped[parcel.id] += 1
        self.losses[parcel.id] += 1
        ended = await self._answer(parcel) if hold.executes else None
        self.on_hold()
        await hold.goes_on.wait()
        return ended or await self._answer(parcel)

    async def _answer(self, parcel: Parcel) -> Delivered:
        chat = parcel.to.chat
        if chat == GROUP and self.people.migrated:
            self.told_moved = True
            return MovedTo(SUPERGROUP)
        if isinstance(parcel.body, AskMembership):
            return await self._ask(parcel, parcel.body)
        assert isinstance(parcel.body, Spoken)
        if not await self._lets_in(parcel):
            if parcel.body.passing:
                self.dropped.add(parcel.id)
                return Dropped("not heard for a day")
            held = Receipt(parcel.id, self.name, "", "held", self.clock())
            key = f"held:{parcel.id}:{parcel.attempt}"
            await self.take([Arrival(self.name, key, codec.heard_json(held), held)])
            return Held("not heard for a day", held.at)
        if chat in self.people.blocked or not self._reaches(chat):
            return self._refused(parcel, unreachable=True)
        fault = self.faults.popleft() if self.faults else None
        return Sent(self._execute(parcel)) if fault is None else self._fails(parcel, fault)

    def _reaches(self, chat: str) -> bool:
        return self.name == TELEGRAM or self.people.is_reachable(chat)

    async def _lets_in(self, parcel: Parcel) -> bool:
        return self.name == TELEGRAM or self.people.may_write_to(parcel.to.chat)

    def _refused(self, parcel: Parcel, *, unreachable: bool) -> Refused:
        self.refused.add(parcel.id)
        return Refused("blocked" if unreachable else "cannot be read", unreachable=unreachable)

    def _fails(self, parcel: Parcel, fault: Fault) -> Delivered:
        if fault in _UNANSWERED:
            self.losses[parcel.id] += 1
        if fault in _THERE:
            self._execute(parcel)
        match fault:
            case "too fast":
                return NotNow(TOO_FAST, fault)
            case "no line":
                return NotNow(2.0, fault, whole=False)
            case "400" | "403":
                return self._refused(parcel, unreachable=fault == "403")
            case "broke":
                raise ConnectionError(fault)
            case "lost" | "lost, yet there" if self.name == TELEGRAM or not parcel.lost:
                return Lost(fault)
            case _:
                return NotNow(5.0, fault, whole=False, unsure=True)

    async def _ask(self, parcel: Parcel, asked: AskMembership) -> Delivered:
        fault = self.faults.popleft() if self.faults else None
        if fault in _THERE or fault is None:
            member = asked.person in self.people.in_group
            await self.take([membership_answer(parcel, asked, member, self.clock())])
        if fault is None or fault in {"400", "403"}:
            return Sent()
        return self._fails(parcel, "lost" if fault in _UNANSWERED else fault)

    def _execute(self, parcel: Parcel) -> str:
        """Show it in the chat: a new message, or a change of one that is there."""
        assert isinstance(parcel.body, Spoken)
        chat = parcel.to.chat
        if parcel.replaces and self.edits:
            key = parcel.replaces
            self.edited[parcel.id] += 1
        else:
            self._is_in_turn(parcel)
            self.ids += 1
            key = f"{self.name[0]}{self.ids}"
            self.arrived[parcel.id].append(key)
        for choice in parcel.body.choices:
            if choice.press.startswith("!"):
                self.pressable[choice.press[1:]] = chat
            if choice.press.startswith("/handback="):
                self.relayed.append((chat, key))
            if _PRESSED_HERE.match(choice.press):
                self.presses["group" if chat in {GROUP, SUPERGROUP} else chat].append(choice.press)
        return key

    def _is_wanted(self, parcel: Parcel) -> None:
        """When it is handed over: what is on its way nobody can take back."""
        if parcel.lane >= PROMOTION_LANE:
            chat = parcel.to.chat
            assert self.people.wants_promotions(chat), f"a promotion after {chat} wanted none"

    def _is_in_turn(self, parcel: Parcel) -> None:
        """The first time a message goes, none that came after it in its chat has gone."""
        if parcel.lane == QUESTION_LANE or self.arrived[parcel.id]:
            return
        chat = "group" if parcel.to.chat in {GROUP, SUPERGROUP} else parcel.to.chat
        newest = self.newest.get((chat, parcel.lane), 0)
        if not self.stopped[parcel.id]:
            assert parcel.id > newest, f"{parcel.id} went to {chat} after {newest}"
        self.newest[chat, parcel.lane] = max(newest, parcel.id)
