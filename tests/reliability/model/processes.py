"""The desk's processes in its world: they do one thing at a time, and stop where they are told."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError

from bot.outbox import Dispatcher
from storage.database import Database
from tests.reliability.model.far import Hold

T = TypeVar("T")


class Died(BaseException):
    """The program is gone in the middle of a transaction."""


class Inline(Database):
    """The database without its threads: what happens, happens in one order, the same every time.

    `after` sees every commit, and `busy` counts those that do not come about.
    """

    after: Callable[[str, Any], None]
    busy: int

    def __init__(self, url: str) -> None:
        super().__init__(url)

        @event.listens_for(self._writer, "connect")
        def hurry(connection: Any, record: object) -> None:
            connection.execute("PRAGMA synchronous=OFF")  # no power fails here

    async def write(self, unit: Callable[[Connection], T], *, name: str = "") -> T:
        if self.busy and name in {"take", "books"}:
            self.busy -= 1
            raise OperationalError(name, None, sqlite3.OperationalError("database is locked"))
        result = self._write(unit, name)
        self.after(name, result)
        return result

    async def read(self, unit: Callable[[Connection], T]) -> T:
        with self._writer.begin() as connection:
            return unit(connection)

    @asynccontextmanager
    async def hold(self, unit: Callable[[Connection], T]) -> AsyncIterator[T]:
        """What was found; here nobody can write before the block has begun what it begins."""
        yield await self.read(unit)

    async def close(self) -> None:
        self._writer.dispose()


@lru_cache(1)
def inline(url: str) -> Inline:
    """One for all processes and worlds of a folder: it remembers the statements it has compiled,
    and, once closed, nothing of the file.
    """
    return Inline(url)


class Sender(Dispatcher):
    """A dispatcher that says when nothing more will happen until a delivery goes on."""

    stuck: asyncio.Event
    holding: int = 0
    waits: bool = False

    async def _woken(self, *, wait: bool) -> None:
        self.waits = True
        self.look()
        await super()._woken(wait=wait)
        self.waits = False

    def look(self) -> None:
        if self.waits and self.holding and len(self._under_way) == self.holding:
            self.stuck.set()


@dataclass
class Stopped:
    """A process that stands still in the middle of a delivery."""

    sender: Sender
    draining: asyncio.Task[None]
    hold: Hold
