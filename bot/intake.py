"""The way in: what has arrived becomes one batch, and one transaction.

There is no timer. When the writer is free it takes all that has queued up meanwhile, so a lone
message waits for nobody and a crowd is committed in large batches. Only who is known to send too
much waits for more of their own (`bot/floods.py`).
"""

import asyncio
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from typing import Protocol, TypeAlias

import structlog
from sqlalchemy import Connection

from bot.clock import Clock
from bot.floods import Floods
from bot.metrics import Metrics
from handlers.gate import TOO_MANY
from handlers.scene import Shop
from storage import batch
from storage.codec import Arrival
from storage.database import Database, unavailable

LARGEST_BATCH = 200
"""Arrivals in one transaction."""

_Taken: TypeAlias = tuple[Sequence[Arrival], asyncio.Future[None]]

log = structlog.get_logger()


class Sender(Protocol):
    """Sends on one channel what is left in the outbox."""

    @property
    def name(self) -> str:
        """The channel's."""
        ...

    def wake(self) -> None:
        """There may be something to send."""
        ...

    def beside(self) -> AbstractAsyncContextManager[Callable[[Connection], None] | None]:
        """What leases in our transaction what is to be sent, where the sender can do so now; it
        is sent once the block has ended well.
        """
        ...


class Intake:
    """Takes arrivals in; when `take` returns, they are kept and answered, or kept as failed."""

    def __init__(
        self,
        database: Database,
        shop: Shop,
        clock: Clock,
        metrics: Metrics,
        senders: Collection[Sender] = (),
    ) -> None:
        """Whoever of `senders` does not lease its messages beside them is woken after them."""
        self._database = database
        self._shop = shop
        self._clock = clock
        self._metrics = metrics
        self._senders = senders
        self._waiting: deque[_Taken] = deque()
        self._floods = Floods(self._let_in)
        self._writing: asyncio.Task[None] | None = None

    async def take(self, arrivals: Sequence[Arrival]) -> None:
        """Take arrivals in, in order; returns when their transaction is on the disk.

        Only then may the channel be told that we have them. Raises what the database raises
        when it cannot be written to: they must come again then, and what was kept of them
        already is recognised.
        """
        if not arrivals:
            return
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if not self._floods.hold(arrivals, (arrivals, done)):
            self._let_in([(arrivals, done)])
        await done  # who is cancelled over it cancels nothing but this

    def _let_in(self, taken: Sequence[_Taken]) -> None:
        self._waiting.extend(taken)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())

    async def finish(self) -> None:
        """Wait until nothing is being written."""
        if self._writing is not None:
            await asyncio.wait({self._writing})

    async def _write_all(self) -> None:
        while self._waiting:
            taken = [self._waiting.popleft()]
            size = len(taken[0][0])
            while self._waiting and size + len(self._waiting[0][0]) <= LARGEST_BATCH:
                taken.append(self._waiting.popleft())
                size += len(taken[-1][0])
            await self._write([a for arrivals, _ in taken for a in arrivals], taken)

    async def _write(
        self,
        arrivals: list[Arrival],
        taken: list[_Taken],
    ) -> None:
        know: Collection[Sender] = ()
        try:
            know = await self._commit(arrivals)
        except Exception as error:
            for done in _undone(taken):
                done.set_exception(error)
        else:
            for done in _undone(taken):
                done.set_result(None)
        for sender in self._senders:
            if sender not in know:
                sender.wake()

    async def _commit(self, arrivals: list[Arrival]) -> Collection[Sender]:
        """One transaction; if a message spoils it, one for each, so that it costs only itself.

        A database that is locked, full or gone is no message's fault: nothing is kept as failed.
        Returns who knows already what there is to send.
        """
        came_by = {a.channel for a in arrivals}
        try:
            with self._metrics.batches.time():
                return await self._store(arrivals, [s for s in self._senders if s.name in came_by])
        except Exception as error:
            if unavailable(error):
                raise
            log.exception("batch_failed", arrivals=len(arrivals))
            for arrival in arrivals:
                await self._commit_alone(arrival)
            return ()

    async def _store(
        self, arrivals: list[Arrival], senders: Collection[Sender] = ()
    ) -> Collection[Sender]:
        now = self._clock()
        async with AsyncExitStack() as stack:
            beside = {s: await stack.enter_async_context(s.beside()) for s in senders}
            keeps = {sender: keep for sender, keep in beside.items() if keep is not None}

            def unit(connection: Connection) -> list[Arrival]:
                new = batch.take(connection, arrivals, self._shop, now)
                for keep in keeps.values():
                    keep(connection)
                return new

            new = await self._database.write(unit, name="take")
        self._metrics.arrived.inc(len(new))
        self._metrics.repeated.inc(len(arrivals) - len(new))
        excess = sum(a.problem == TOO_MANY for a in new)
        self._metrics.excess.inc(excess)
        self._metrics.aside.inc(sum(bool(a.problem) for a in new) - excess)
        if excess:
            self._floods.notice(new)
        return keeps.keys()

    async def _commit_alone(self, arrival: Arrival) -> None:
        try:
            await self._store([arrival])
        except Exception as error:
            if unavailable(error):
                raise
            log.exception("message_failed", channel=arrival.channel, ext_id=arrival.ext_id)
            await self._keep_failed(arrival, f"{type(error).__name__}: {error}")
            self._metrics.failed.inc()

    async def _keep_failed(self, arrival: Arrival, why: str) -> None:
        """Keep it and say so; where even that fails, keep it in silence."""
        now = self._clock()
        try:
            await self._database.write(
                lambda c: batch.take_failed(c, arrival, self._shop, now, why), name="apologise"
            )
        except Exception as error:
            if unavailable(error):
                raise
            log.exception("apology_failed", channel=arrival.channel, ext_id=arrival.ext_id)
            await self._database.write(
                lambda c: batch.keep_failed(c, arrival, now, why), name="keep-failed"
            )


def _undone(taken: Sequence[_Taken]) -> Iterator[asyncio.Future[None]]:
    return (done for _, done in taken if not done.done())
