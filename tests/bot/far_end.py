"""A channel whose far end is played, and what to ask of a dispatcher and its outbox."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

from sqlalchemy import select

from bot.channels.delivery import Delivered, NotNow, Sent
from bot.outbox import Dispatcher
from storage import tables
from storage.database import Database
from storage.outbox import Parcel
from tests import desks
from tests.desks import HandClock

Answer: TypeAlias = Delivered | Exception


@dataclass
class FarEnd:
    """A channel that answers as it is told, and remembers what it was handed."""

    answers: list[Answer] = field(default_factory=list)
    name: str = "telegram"
    edits: bool = True
    handed: list[Parcel] = field(default_factory=list)
    holds: asyncio.Event | None = None
    under_way: int = 0
    most: int = 0
    found: Sent | NotNow | None = None
    unsought: list[Exception] = field(default_factory=list)
    seeks: asyncio.Event | None = None
    sought: int = 0

    async def find(self, parcel: Parcel) -> Sent | NotNow | None:
        self.sought += 1
        if self.seeks is not None:
            await self.seeks.wait()
        if self.unsought:
            raise self.unsought.pop(0)
        return self.found

    async def deliver(self, parcel: Parcel) -> Delivered:
        self.handed.append(parcel)
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        try:
            if self.holds is not None:
                await self.holds.wait()
            else:
                await asyncio.sleep(0)
        finally:
            self.under_way -= 1
        answer = self.answers.pop(0) if self.answers else Sent(str(len(self.handed)))
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def texts(self) -> list[str]:
        return [str(getattr(p.body, "text", "asked")) for p in self.handed]


Make: TypeAlias = Callable[..., Dispatcher]


@asynccontextmanager
async def running(dispatcher: Dispatcher) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(dispatcher.run())
    try:
        yield task
    finally:
        dispatcher.stop()
        await asyncio.wait_for(task, 5)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0.001)


async def state(database: Database) -> list[str]:
    o = tables.outbox.c
    return await desks.rows(database, select(o.state).order_by(o.id))


async def seconds_until_due(database: Database, clock: HandClock) -> list[float]:
    o = tables.outbox.c
    due = await desks.rows(database, select(o.due_at).order_by(o.id))
    return [(at - clock()).total_seconds() for at in due]


def counted(dispatcher: Dispatcher) -> dict[str, float]:
    m = dispatcher._metrics
    names = ("sent", "delayed", "lost", "refused")
    return {n: v for n in names if (v := getattr(m, n).labels("telegram")._value.get())}
