"""What only one process of a desk does at a time: sending on a channel, polling, catching up.

With SQLite there is only one process, and nothing is asked. With PostgreSQL each duty is a lease
in the database that its holder renews. A lease, not a lock of a database session: a session's
lock goes when its connection does, which the holder may learn late, and stays with a host that
has vanished until the network gives it up; a lease ends for everybody at the same moment, and
its holder knows that moment by its own watch, even if it cannot reach the database.
"""

import asyncio
import os
import secrets
import socket
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Protocol

import structlog

from bot.clock import Following
from storage import leases
from storage.database import Database, is_sqlite

LASTS = 6.0
"""Seconds a lease lasts when its holder is not heard of any more."""

RENEW_EVERY = 1.5
"""Seconds between two renewals, and between two looks whether somebody's lease has ended."""

SPARE = 1.0
"""Seconds before the end of a lease in which its holder does nothing any more: what it has begun
ends meanwhile, and two watches need not run alike."""

LOOK_EVERY = 0.1
"""Seconds between two looks whether a duty was gained or lost."""

log = structlog.get_logger()


class Duty(Protocol):
    """Something only one process does at a time."""

    def held(self) -> bool:
        """Whether it is ours, at this very moment."""
        ...


class _Always:
    def held(self) -> bool:
        return True


ALONE: Duty = _Always()
"""A duty where there is nobody else."""


class _Leased:
    def __init__(self) -> None:
        self.until = 0.0

    def held(self) -> bool:
        return time.monotonic() < self.until


class Duties:
    """The duties of this process, held as long as `run` does."""

    def __init__(self, url: str, clock: Following) -> None:
        """On a connection that has nothing else to do, so that no renewal waits for a batch."""
        self._database = None if is_sqlite(url) else Database(url)
        self._clock = clock
        self._leased: dict[str, _Leased] = {}
        self._holder = f"{socket.gethostname()[:32]}:{os.getpid()}:{secrets.token_hex(4)}"

    def duty(self, name: str) -> Duty:
        """The duty of this name, which is ours at times."""
        if self._database is None:
            return ALONE
        return self._leased.setdefault(name, _Leased())

    async def run(self) -> None:
        """Seek and renew leases until cancelled."""
        while self._database is not None and self._leased:
            began = time.monotonic()
            try:
                await self._renew(self._database)
            except Exception as error:
                log.warning("duties_not_renewed", why=type(error).__name__)
            await asyncio.sleep(max(0.0, began + RENEW_EVERY - time.monotonic()))

    async def _renew(self, database: Database) -> None:
        began, lasts = time.monotonic(), timedelta(seconds=LASTS)
        names = sorted(self._leased)
        held = await database.write(
            lambda c: leases.take(c, names, self._holder, lasts), name="hold"
        )
        self._clock.follow(held.at)
        for name, leased in self._leased.items():
            if name in held.fences:
                if not leased.held():
                    log.info("duty_taken", duty=name, fence=held.fences[name])
                leased.until = began + LASTS - SPARE
            else:
                leased.until = 0.0

    async def release(self) -> None:
        """Let go of everything, so that others need not wait for the end of the leases."""
        for leased in self._leased.values():
            leased.until = 0.0
        if self._database is not None and self._leased:
            with suppress(Exception):
                await self._database.write(
                    partial(leases.release, holder=self._holder), name="let-go"
                )

    async def close(self) -> None:
        if self._database is not None:
            await self._database.close()

    async def doing(self, name: str, work: Callable[[], Coroutine[None, None, None]]) -> None:
        """Do this work while it is our duty; where it ends by itself, that is all."""
        duty = self.duty(name)
        while True:
            await gained(duty)
            task = asyncio.create_task(work())
            try:
                while not task.done() and duty.held():
                    await asyncio.wait({task}, timeout=None if duty is ALONE else LOOK_EVERY)
                if task.done():
                    return task.result()
                log.info("duty_lost", duty=name)
            finally:
                await _ended(task)


async def gained(duty: Duty, stopped: asyncio.Event | None = None) -> None:
    """Wait until the duty is ours, or until `stopped`."""
    while not duty.held() and not (stopped and stopped.is_set()):  # noqa: ASYNC110 - by the watch
        await asyncio.sleep(LOOK_EVERY)


async def _ended(task: asyncio.Task[None]) -> None:
    if not task.done():
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
