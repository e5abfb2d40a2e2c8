"""The database: one writer, a few readers, and durability that is not negotiable.

SQLite is opened with WAL and `synchronous=FULL` (NORMAL loses acknowledged orders in a power
cut), and every writing transaction begins IMMEDIATE: a deferred one fails with "database is
locked" when two read before either writes.
"""

import asyncio
import random
import sqlite3
import threading
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, select
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.util import greenlet_spawn

from storage import postgresql

T = TypeVar("T")

READERS = 2
"""Units that read at once."""

HELD_AT_MOST = 10.0
"""Seconds a transaction is held open for what must not be overtaken; it takes a moment."""

BUSY_SECONDS = 10
"""How long a writer waits for another process's transaction before it gives up."""


class Closed(Exception):
    """The database has been closed: nothing is read or written any more."""


class Database:
    """Runs units of work: plain synchronous functions over one connection.

    Units that write run one after another in a thread of their own, each from end to end: a hop
    to that thread and back costs 25 to 45 µs, and through an asynchronous driver every statement
    costs several. Units that only read run in threads of theirs, beside the writer. Without
    `threads` the same units run in the event loop, through the asynchronous driver.
    """

    def __init__(self, url: str, *, threads: bool = True) -> None:
        self.url = make_url(url)
        if self.is_sqlite and self.url.database:
            Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
        self._writing = ThreadPoolExecutor(1, "writer") if threads else None
        self._reading = ThreadPoolExecutor(READERS, "reader") if threads else None
        self._writer = self._engine(1, writes=True)
        self._readers = self._engine(READERS, writes=False)
        if self.is_sqlite:
            _keep_sqlite_safe(self._writer, writes=True)
            _keep_sqlite_safe(self._readers, writes=False)
        else:
            postgresql.keep_quiet(self._writer)
            postgresql.keep_quiet(self._readers)

    @property
    def is_sqlite(self) -> bool:
        return is_sqlite(self.url)

    def _engine(self, pool_size: int, *, writes: bool) -> Engine:
        options = self._options(pool_size, writes=writes)
        if self._writing is None:
            from sqlalchemy.ext.asyncio import create_async_engine  # noqa: PLC0415 - 7 MiB

            return create_async_engine(self.url, **options).sync_engine
        blocking = self.url.set(drivername="sqlite") if self.is_sqlite else self.url
        return create_engine(blocking, **options)

    def _options(self, pool_size: int, *, writes: bool) -> dict[str, Any]:
        return {
            **({} if self.is_sqlite else postgresql.options(self.url, writes=writes)),
            "pool_size": pool_size,
            "max_overflow": 0,
            "hide_parameters": True,  # an error is logged and kept: without what people wrote
        }

    async def write(self, unit: Callable[[Connection], T], *, name: str = "") -> T:
        """Run a unit in one transaction of its own; when this returns, it is on the disk.

        A cancelled caller does not cancel the transaction: it is finished either way. `name` says
        in measurements and in tests which of the program's commits this is.
        """
        return await asyncio.shield(_run_in(self._writing, self._write, unit, name))

    def _write(self, unit: Callable[[Connection], T], name: str) -> T:
        """A unit that another process's had to make way for, or whose connection turned out to be
        dead, is run again: nothing of it has happened. Of a connection that is lost over the
        commit nobody knows, so that is raised.
        """
        tries = 0
        while True:
            committing = False
            try:
                with self._writer.begin() as connection:
                    result = unit(connection)
                    committing = True
            except DBAPIError as error:
                tries += 1
                dead = error.connection_invalidated and not committing
                if tries == postgresql.TRIES or not (dead or postgresql.sent_back(error)):
                    raise
                time.sleep(random.uniform(0, 0.05))  # noqa: S311 - no secret
            else:
                return result

    async def read(self, unit: Callable[[Connection], T]) -> T:
        """Run a unit that only reads."""
        return await _run_in(self._reading, self._read, unit)

    def _read(self, unit: Callable[[Connection], T]) -> T:
        try:
            with self._readers.connect() as connection:
                return unit(connection)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
        with self._readers.connect() as connection:  # the pool has dropped what was dead
            return unit(connection)

    @asynccontextmanager
    async def hold(self, unit: Callable[[Connection], T]) -> AsyncIterator[T]:
        """Run a unit that writes nothing, and let nobody write what it has looked at before the
        block ends: in SQLite nobody writes anything. So the block is to be short.
        """
        if self._writing is None:
            async with self._held_here(unit) as found:
                yield found
            return
        begun: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        ended = threading.Event()
        holding = _run_in(self._writing, partial(self._held, unit, begun, ended))
        try:
            yield await asyncio.shield(begun)
        finally:
            ended.set()
            await asyncio.shield(holding)

    def _held(
        self, unit: Callable[[Connection], T], begun: asyncio.Future[T], ended: threading.Event
    ) -> None:
        """Wait, in the writer's thread, until whoever asked has done what nobody may come before.

        An error is theirs to hear; of nothing that is only read is there anything to do again.
        """
        tell = begun.get_loop().call_soon_threadsafe
        try:
            with self._writer.begin() as connection:
                found = unit(connection)
                tell(_tell, begun, found)
                ended.wait(HELD_AT_MOST)
        except Exception as error:
            tell(_tell_of, begun, error)

    @asynccontextmanager
    async def _held_here(self, unit: Callable[[Connection], T]) -> AsyncIterator[T]:
        connection = await greenlet_spawn(self._writer.connect)
        try:
            yield await greenlet_spawn(unit, connection)
        finally:
            await greenlet_spawn(connection.close)

    async def alive(self) -> bool:
        """Whether the database answers."""
        try:
            await self.read(lambda connection: connection.execute(select(1)).scalar_one())
        except (SQLAlchemyError, Closed):
            return False
        return True

    async def close(self) -> None:
        """Finish what is being written or read, and let go of the file."""
        for threads, engine in ((self._writing, self._writer), (self._reading, self._readers)):
            if threads is None:
                await _run_in(None, engine.dispose)
            else:
                await asyncio.to_thread(threads.shutdown)
                await asyncio.to_thread(engine.dispose)


def _tell(begun: asyncio.Future[T], found: T) -> None:
    """Hand over what was found, unless nobody waits for it any more."""
    if not begun.done():
        begun.set_result(found)


def _tell_of(begun: asyncio.Future[T], error: Exception) -> None:
    if not begun.done():
        begun.set_exception(error)


def _run_in(
    threads: ThreadPoolExecutor | None, work: Callable[..., T], *values: object
) -> asyncio.Future[T]:
    """What becomes of work in one of these threads; without, in the event loop, where whatever
    waits for the driver lets others go on.
    """
    if threads is None:
        return asyncio.ensure_future(greenlet_spawn(work, *values))
    try:
        return asyncio.get_running_loop().run_in_executor(threads, work, *values)
    except RuntimeError:  # what a pool that was shut down raises
        raise Closed from None


def is_sqlite(url: URL | str) -> bool:
    """Whether a database is a file, which one process has to itself."""
    return make_url(url).get_backend_name() == "sqlite"


def unavailable(error: Exception) -> bool:
    """Whether the database was locked, full, gone or closed: that is no fault of what was to be
    written.
    """
    if isinstance(error, DBAPIError):
        return isinstance(error, OperationalError) or error.connection_invalidated
    return isinstance(error, NoConnectionFree | Closed)


def _keep_sqlite_safe(engine: Engine, *, writes: bool) -> None:
    @event.listens_for(engine, "connect")
    def configure(connection: Any, record: object) -> None:  # the driver's own connection
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
        _turn_wal_on(cursor)
        for pragma in (
            "synchronous=FULL",
            "foreign_keys=ON",
            *(() if writes else ("query_only=ON",)),
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _turn_wal_on(cursor: Any) -> None:
    """Set the journal mode; it is kept in the file, and SQLite does not wait for its turn there."""
    gives_up = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > gives_up:
                raise
            time.sleep(0.002)
        else:
            return
