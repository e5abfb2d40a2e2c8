"""The database: one writer, a few readers, and durability that is not negotiable.

SQLite is opened with WAL and `synchronous=FULL` (NORMAL loses acknowledged orders in a power
cut), and every writing transaction begins IMMEDIATE: a deferred one fails with "database is
locked" when two read before either writes.
"""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, event, make_url, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import PoolResetState

T = TypeVar("T")

BUSY_SECONDS = 10
"""How long a writer waits for another process's transaction before it gives up."""


class Database:
    """Runs units of work: plain synchronous functions over one connection."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self._turn = asyncio.Lock()
        if self.is_sqlite and self.url.database:
            Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
        self._writer = self._engine(pool_size=1, writes=True)
        self._readers = self._engine(pool_size=2, writes=False)

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    def _engine(self, *, pool_size: int, writes: bool) -> AsyncEngine:
        engine = create_async_engine(
            self.url,
            pool_size=pool_size,
            max_overflow=0,
            pool_reset_on_return=None if self.is_sqlite else "rollback",
            hide_parameters=True,  # an error is logged and kept: without what people wrote
        )
        if self.is_sqlite:
            _keep_sqlite_safe(engine.sync_engine, writes=writes)
        return engine

    async def write(self, unit: Callable[[Connection], T]) -> T:
        """Run a unit in one transaction of its own; when this returns, it is on the disk.

        A cancelled caller does not cancel the transaction: it is finished either way.
        """
        return await asyncio.shield(asyncio.ensure_future(self._write(unit)))

    async def _write(self, unit: Callable[[Connection], T]) -> T:
        async with self._turn, self._writer.begin() as connection:
            return await connection.run_sync(unit)

    async def read(self, unit: Callable[[Connection], T]) -> T:
        """Run a unit that only reads."""
        async with self._readers.connect() as connection:
            return await connection.run_sync(unit)

    async def alive(self) -> bool:
        """Whether the database answers."""
        try:
            await self.read(lambda connection: connection.execute(select(1)).scalar_one())
        except SQLAlchemyError:
            return False
        return True

    async def close(self) -> None:
        async with self._turn:
            await self._writer.dispose()
            await self._readers.dispose()


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

    @event.listens_for(engine, "reset")
    def reset(connection: Any, record: object, state: PoolResetState) -> None:
        # Asking first whether there is anything to roll back saves a hop between threads.
        if state.asyncio_safe and connection.driver_connection.in_transaction:
            connection.rollback()

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
