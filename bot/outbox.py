"""The way out: one dispatcher a channel takes what waits and hands it over, in order per chat.

It is the one place where anything is tried again. A cycle marks what has been delivered and
leases what comes next in the same transaction, so keeping the books costs one commit for many
messages. Where what arrives on a channel is written down in this process anyway, its books are kept
in that same transaction: then an answer can go as soon as it is on the disk.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple, TypeAlias

import structlog
from sqlalchemy import Connection

from bot.channels.delivery import (
    Channel,
    Delivered,
    Dropped,
    Held,
    Lost,
    MovedTo,
    NotNow,
    Refused,
    Sent,
)
from bot.clock import Clock
from bot.duties import ALONE, Duty, gained
from bot.metrics import Metrics
from bot.pacing import Limits, Pacer
from handlers.messages import Phrase, Prompt, Spoken
from handlers.scene import Voice
from services.promotions import Why
from storage import outbox
from storage.database import Database
from storage.outbox import Mark, Parcel
from storage.promoting import objection

IN_FLIGHT = 24
"""Deliveries under way at once."""

LOOK_EVERY = 0.5
"""Seconds between looks for messages that another process wrote, or that have fallen due."""

LOOK_OFTEN = 0.1
"""The same where other processes answer people, too: they do not wake us."""

COMPANY = 0.002
"""Seconds that what has been delivered waits to be written down beside what arrives: who has just
been asked something may answer at once.
"""

PROMOTIONS_AHEAD = 4
"""Promotions leased before their turn: what a sender that dies leaves in doubt."""

PROMOTIONS_IN_FLIGHT = 32
"""Promotions leased or under way, beside what conversations have."""

AFTER_A_LOSS = 3.0
"""Seconds before a message whose answer was lost is sent once more; the line may be down."""

AFTER_A_FAULT = 1.0
"""Seconds before another look when the books could not be kept."""

GIVE_UP_AFTER = 300
"""Attempts before a message that is never executed is left as dead: about a day without a line,
as channels back off to five minutes."""

Keep: TypeAlias = Callable[[Connection], None]
"""Keeps a dispatcher's books in a transaction."""

log = structlog.get_logger()


class _Room(NamedTuple):
    """How much more may be leased."""

    talk: int
    promotions: int


def _always(_: datetime) -> bool:
    return True


class Dispatcher:
    """Delivers the outbox of one channel."""

    def __init__(
        self,
        channel: Channel,
        database: Database,
        limits: Limits,
        voice: Voice,
        clock: Clock,
        metrics: Metrics,
        *,
        lease: timedelta = outbox.LEASE,
        duty: Duty = ALONE,
        sole: bool = False,
        hours: Callable[[datetime], bool] = _always,
    ) -> None:
        """`sole` promises that nobody sends on this channel without its `duty`: then whatever is
        found leased when it is taken on was left behind by one that died. Promotions go only in
        their `hours`.
        """
        self._hours = hours
        self._promotions: set[int] = set()
        """Promotions in hand."""
        self._ahead: set[int] = set()
        """Those of them whose turn has not come."""
        self._queue = asyncio.Lock()
        """Held by the promotion whose turn comes next."""
        self._lease = lease
        self._duty = duty
        self._sole = sole
        self._channel = channel
        self._database = database
        self._voice = voice
        self._clock = clock
        self._metrics = metrics
        self._pacer = Pacer(limits, time.monotonic)
        self._wake = asyncio.Event()
        self._under_way: set[asyncio.Task[Mark]] = set()
        self._in_hand: set[int] = set()
        self._unsure = False
        """Whether leases may have been written that we were not told of."""
        self._ended: list[Mark] = []
        self._stopped = asyncio.Event()
        self._pen = asyncio.Lock()
        """Held by whoever keeps the books."""
        self._at_work = False
        self._look = True
        """Whether there may be something to send."""
        self._recovers_at = 0.0

    @property
    def name(self) -> str:
        """The channel's."""
        return self._channel.name

    def wake(self) -> None:
        """There may be something to send."""
        self._look = True
        self._wake.set()

    def stop(self) -> None:
        """Finish what is under way and end; the rest stays in the outbox."""
        self._stopped.set()
        self._wake.set()

    async def run(self) -> None:
        """Deliver until stopped, whenever that is our duty."""
        while not self._stopped.is_set():
            await gained(self._duty, self._stopped)
            if self._sole and not await self._kept(self._take_up):
                continue
            self._at_work = True
            while self._duty.held() and not self._stopped.is_set():
                await self._kept(self._cycle)
            self._at_work = False
            while not await self._kept(self._end) and not self._stopped.is_set():
                pass
        await self._end()

    async def _kept(self, step: Callable[[], Awaitable[object]]) -> bool:
        """Do one step; where the books cannot be kept, wait a little. Tells whether they were."""
        try:
            await step()
        except Exception:
            log.exception("dispatch_failed", channel=self._channel.name)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopped.wait(), AFTER_A_FAULT)
            return False
        return True

    async def _take_up(self) -> None:
        """Take up all that was left behind: who sent before us sends no more."""
        name, now = self._channel.name, self._clock()
        await self._database.write(
            lambda c: outbox.recover(c, name, now, everything=True), name="take-up"
        )

    async def _end(self) -> None:
        """Finish what is under way, and write down how it ended."""
        async with self._pen:
            self._have_ended(await asyncio.gather(*self._under_way))
            self._under_way.clear()
            if self._ended:
                await self._books(_Room(0, 0))

    async def drain(self) -> None:
        """Deliver until nothing is left that could go now."""
        while await self._cycle(wait=False) or self._under_way:
            pass

    async def _cycle(self, *, wait: bool = True) -> bool:
        """Wait for something to do, and do it; true if anything was marked or leased."""
        await self._woken(wait=wait)
        if self._pen.locked():
            return False  # whoever keeps the books wakes us
        async with self._pen:
            self._collect()
            looks, self._look = self._look or not wait, False
            room = self._room()
            due = self._ended or self._unsure
            if not due and not (looks and any(room) and await self._anything(room)):
                return False
            await self._books(room)
        return True

    async def _woken(self, *, wait: bool) -> None:
        """Wait for deliveries to end, for a wake-up, or for the next look."""
        if wait or self._under_way:
            often = LOOK_EVERY if self._database.is_sqlite else LOOK_OFTEN
            try:
                async with asyncio.timeout(often if wait else None):
                    await self._wake.wait()
            except TimeoutError:
                self._look = True
            if wait and self._database.is_sqlite and not self._look and not self._stopped.is_set():
                await asyncio.sleep(COMPANY)
        self._wake.clear()

    def _room(self) -> _Room:
        """How many more may be under way."""
        mine = len(self._promotions)
        talk = IN_FLIGHT - (len(self._under_way) - mine)
        if self._pacer.paused() or talk <= 0:
            return _Room(0, 0)
        ahead = min(PROMOTIONS_AHEAD - len(self._ahead), PROMOTIONS_IN_FLIGHT - mine)
        return _Room(talk, max(0, ahead))

    def _collect(self) -> None:
        done = {task for task in self._under_way if task.done()}
        self._under_way -= done
        self._have_ended(task.result() for task in done)

    def _have_ended(self, marks: Iterable[Mark]) -> None:
        for mark in marks:
            self._ended.append(mark)
            self._in_hand.discard(mark.parcel.id)
            self._promotions.discard(mark.parcel.id)

    async def _anything(self, room: _Room) -> bool:
        name, now, in_hand = self._channel.name, self._clock(), frozenset(self._in_hand)
        return await self._database.read(
            lambda c: outbox.waiting(c, name, now, in_hand, promotions=room.promotions > 0)
        )

    async def _books(self, room: _Room) -> None:
        async with self._entered(room, recover=not self._ended) as keep:
            await self._database.write(keep, name="books")

    @asynccontextmanager
    async def beside(self) -> AsyncIterator[Keep | None]:
        """Keep the books beside what somebody else writes; its transaction ends in the block.

        None where it cannot be so now: then wake us afterwards. It is only with SQLite: elsewhere
        whoever takes messages in is seldom who sends, and would hold locks of both.
        """
        able = self._at_work and not self._stopped.is_set() and self._duty.held()
        if not (able and self._database.is_sqlite) or self._pen.locked() or self._unsure:
            yield None
            return
        async with self._pen:
            self._collect()
            try:
                async with self._entered(self._room()) as keep:
                    yield keep
            finally:
                self._wake.set()

    @asynccontextmanager
    async def _entered(self, room: _Room, *, recover: bool = False) -> AsyncIterator[Keep]:
        """Mark what ended, take up what was left behind now and then, or where `recover` says so,
        and lease what comes next: it is handed over once the block has ended well.

        How a delivery ended is forgotten only once it is written down.
        """
        name, now, marks = self._channel.name, self._clock(), tuple(self._ended)
        unsure = self._unsure and self._sole and self._duty.held()
        in_hand = frozenset(self._in_hand)
        recovers = recover or time.monotonic() >= self._recovers_at
        leased: list[Parcel] = []

        def keep(connection: Connection) -> None:
            outbox.mark(connection, marks, now)
            if unsure:
                outbox.give_back(connection, name, in_hand, now)
            if recovers:
                outbox.recover(connection, name, now, in_hand)
            if any(room):
                leased[:] = outbox.lease(
                    connection, name, now, room.talk, self._lease, promotions=room.promotions
                )

        self._unsure = True
        yield keep
        self._unsure = False
        if recovers:
            self._recovers_at = time.monotonic() + LOOK_EVERY
        del self._ended[: len(marks)]
        self._hand_over(leased)
        if sum(parcel.lane < outbox.PROMOTION_LANE for parcel in leased) == room.talk:
            self.wake()

    def _hand_over(self, leased: Sequence[Parcel]) -> None:
        for parcel in leased:
            task = asyncio.create_task(self._deliver(parcel))
            task.add_done_callback(lambda _: self._wake.set())
            self._under_way.add(task)
            self._in_hand.add(parcel.id)
            if parcel.lane >= outbox.PROMOTION_LANE:
                self._promotions.add(parcel.id)
                self._ahead.add(parcel.id)
        self._metrics.in_flight.labels(self._channel.name).set(len(self._under_way))

    async def _deliver(self, parcel: Parcel) -> Mark:
        """One delivery: wait for its turn, hand it over, and say how it ended.

        It ends before its lease does: whoever took the message up then would send it twice.
        """
        began, lasts = time.monotonic(), self._lease.total_seconds()
        if parcel.lane >= outbox.PROMOTION_LANE:
            return await self._promote(parcel, began, lasts)
        if parcel.quiet and not (parcel.replaces and self._channel.edits):
            return self._mark(parcel, Sent())  # there is nothing to edit
        if isinstance(parcel.body, Spoken):
            put_off = await self._turn(parcel, began + lasts / 4)
            if put_off is not None:
                return put_off
        again = self._again(parcel)
        try:
            found = await self._found(parcel, lasts * 0.45) if parcel.lost else None
            if found is None and not self._duty.held():
                return Mark(parcel, "ready")  # another sends now, and this has not gone out
            async with asyncio.timeout(began + lasts * 0.9 - time.monotonic()):
                ended = found or await self._channel.deliver(again)
        except Exception as error:
            log.exception("delivery_failed", channel=self._channel.name, parcel=parcel.id)
            ended = Lost(f"{type(error).__name__}: {error}")
        mark = self._mark(parcel, ended)
        repeated = again is not parcel and (ended is not found or parcel.lost > outbox.RESENDS)
        return replace(mark, body=again.body) if mark.more and repeated else mark

    async def _promote(self, parcel: Parcel, began: float, lasts: float) -> Mark:
        """One promotion: it waits behind the others, and for nothing any more once it is begun."""
        try:
            async with self._queue:
                begun: Mark | asyncio.Task[Delivered] | None
                begun = await self._turn(parcel, began + lasts / 4)
                if begun is None:
                    begun = await self._begun(parcel, began + lasts * 0.9)
        finally:
            self._ahead.discard(parcel.id)
            if len(self._ahead) <= PROMOTIONS_AHEAD // 2:
                self.wake()
        return begun if isinstance(begun, Mark) else self._mark(parcel, await begun)

    async def _begun(self, parcel: Parcel, latest: float) -> Mark | asyncio.Task[Delivered]:
        """Ask once more whether it may go, and begin the send before anybody can write otherwise;
        or say why it does not go.
        """
        if not self._duty.held():
            return Mark(parcel, "ready")
        sending: asyncio.Task[Delivered] | None = None
        hour = self._hours(self._clock())
        why: Why | None = None
        try:
            async with self._database.hold(
                lambda c: objection(c, parcel.id, parcel.to, hour=hour)
            ) as why:
                if why is None:
                    self._pacer.begun()
                    sending = asyncio.create_task(self._handed(parcel, latest))
                    await asyncio.sleep(0)  # the call is made by now
        except Exception:
            log.exception("promotion_not_checked", channel=self._channel.name, parcel=parcel.id)
            if sending is None:
                return Mark(parcel, "ready", self._clock() + timedelta(seconds=AFTER_A_FAULT))
        if sending is not None:
            return sending
        return Mark(parcel, "cancelled", error=why.value if why else "")

    async def _handed(self, parcel: Parcel, latest: float) -> Delivered:
        """What became of it; where that cannot be told, it may have gone out."""
        try:
            async with asyncio.timeout(latest - time.monotonic()):
                return await self._channel.deliver(parcel)
        except Exception as error:
            log.exception("delivery_failed", channel=self._channel.name, parcel=parcel.id)
            return Lost(f"{type(error).__name__}: {error}")

    async def _found(self, parcel: Parcel, within: float) -> Sent | NotNow | None:
        """Seek a message whose answer was lost; until that is known, it does not go again."""
        try:
            async with asyncio.timeout(within):
                return await self._channel.find(parcel)
        except Exception as error:
            log.exception("search_failed", channel=self._channel.name, parcel=parcel.id)
            why = f"not known whether it went: {type(error).__name__}: {error}"
            return NotNow(AFTER_A_LOSS, why, whole=False)

    async def _turn(self, parcel: Parcel, latest: float) -> Mark | None:
        """Wait until the message may go; where that takes too long, it is put off instead."""
        while wait := self._place(parcel):
            if self._stopped.is_set() or time.monotonic() + wait > latest:
                return Mark(parcel, "ready", self._clock() + timedelta(seconds=wait))
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopped.wait(), wait)
        return None

    def _place(self, parcel: Parcel) -> float:
        """Take a place for it, or say how long to wait for one."""
        chat = parcel.to.chat
        if parcel.lane >= outbox.PROMOTION_LANE:
            return self._pacer.take_promotion(chat)
        return self._pacer.take(chat, group=chat.startswith("-"))

    def _again(self, parcel: Parcel) -> Parcel:
        """A message that may have arrived already says so, at its beginning."""
        begun = bool(parcel.replaces or parcel.part)
        if not parcel.lost or not isinstance(parcel.body, Spoken) or begun:
            return parcel
        language = parcel.body.language
        repeated = self._voice.speak(Prompt((Phrase("maybe-repeated"),)), language).text
        if parcel.body.text.startswith(repeated):
            return parcel  # the whole of it goes again after a part of it had said so
        return replace(parcel, body=replace(parcel.body, text=f"{repeated}\n\n{parcel.body.text}"))

    def _mark(self, parcel: Parcel, ended: Delivered) -> Mark:
        name, m = self._channel.name, self._metrics
        match ended:
            case Sent(key, more):
                m.sent.labels(name).inc()
                state = "ready" if more else "sent"
                return Mark(parcel, state, self._clock(), sent_id=key, more=more)
            case Held() if parcel.lane >= outbox.PROMOTION_LANE:
                return Mark(parcel, "cancelled", error=Why.NO_WINDOW)
            case Held() | Dropped():
                return self._shut(parcel, ended)
            case NotNow():
                m.delayed.labels(name).inc()
                return self._put_off(parcel, ended)
            case Lost(why):
                m.lost.labels(name).inc()
                log.warning("answer_lost", channel=name, parcel=parcel.id, why=why)
                again = self._clock() + timedelta(seconds=AFTER_A_LOSS * (parcel.lost + 1))
                return replace(outbox.lost(parcel, why), due_at=again)
            case Refused(why, unreachable):
                m.refused.labels(name).inc()
                log.warning("refused", channel=name, parcel=parcel.id, why=why)
                return Mark(parcel, "unreachable" if unreachable else "dead", error=why)
            case MovedTo(chat):
                later = self._clock() + timedelta(seconds=parcel.attempt - 1)
                return Mark(parcel, "ready", later, moved=chat)

    def _shut(self, parcel: Parcel, ended: Held | Dropped) -> Mark:
        if isinstance(ended, Held):
            return Mark(parcel, "held", sent_id=ended.id, error=ended.why, since=ended.since)
        log.info("dropped", channel=self._channel.name, parcel=parcel.id, why=ended.why)
        return Mark(parcel, "cancelled", error=ended.why)

    def _put_off(self, parcel: Parcel, ended: NotNow) -> Mark:
        if ended.whole:
            self._pacer.pause(ended.seconds)
            self._pacer.overrun()
        if parcel.attempt >= GIVE_UP_AFTER:
            return Mark(parcel, "uncertain" if parcel.lost else "dead", error=ended.why)
        if ended.unsure and parcel.lane >= outbox.PROMOTION_LANE:
            return outbox.lost(parcel, ended.why)
        again = self._clock() + timedelta(seconds=ended.seconds)
        return Mark(parcel, "ready", again, error=ended.why, lost=ended.unsure)
