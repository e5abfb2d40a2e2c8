"""The bare limit: stdlib sqlite3 doing only our statements, in the same batches.

What a run of the desk sends to the database is recorded with its values, and done again on the
same database by the shortest loop there is: no dialog, no words, no event loop, no thread.
"""

import asyncio
import pickle
import shutil
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

from benchmarks import ours
from benchmarks.dialog import STEPS, Chats, Run, play

TAPE = "statements.pickle"
BEFORE = "before.db"


@dataclass(frozen=True, slots=True)
class Sent:
    """One statement with its values; `many` if it is done once for each of them."""

    writer: bool
    sql: str
    values: Any
    many: bool


class Tape:
    """What is sent to the database from now on."""

    def __init__(self) -> None:
        self.sent: list[Sent] = []
        self._writers: set[int] = set()
        event.listen(Engine, "before_cursor_execute", self._execute)
        event.listen(Engine, "commit", self._commit)
        event.listen(Engine, "rollback", self._rollback)

    def _execute(
        self, connection: Connection, _c: Any, sql: str, values: Any, _x: Any, _many: bool
    ) -> None:
        if sql == "BEGIN IMMEDIATE":
            self._writers.add(id(connection))
        # SQLAlchemy says "many" of an INSERT of many rows in one statement, too.
        many = bool(values) and isinstance(values[0], tuple | list)
        self.sent.append(Sent(id(connection) in self._writers, sql, values, many))

    def _commit(self, connection: Connection) -> None:
        self._end(connection, "COMMIT")

    def _rollback(self, connection: Connection) -> None:
        self._end(connection, "ROLLBACK")

    def _end(self, connection: Connection, sql: str) -> None:
        writer = id(connection) in self._writers
        self._writers.discard(id(connection))
        self.sent.append(Sent(writer, sql, (), many=False))


async def record(folder: Path, customers: Sequence[int], in_flight: int) -> None:
    """Run the desk once, and keep what it sent and the database it began with."""
    chats = Chats()
    async with ours.taking(folder, chats) as bot:
        with sqlite3.connect(folder / "prokana.db") as before:
            before.execute("VACUUM INTO ?", (str(folder / BEFORE),))
        tape = Tape()
        await play(bot, chats, customers, in_flight)
        recorded = list(tape.sent)
    (folder / TAPE).write_bytes(pickle.dumps(recorded))


def replay(folder: Path, customers: int) -> Run:
    """Do what was recorded on a copy of the database it began with."""
    tape: list[Sent] = pickle.loads((folder / TAPE).read_bytes())  # noqa: S301 - our own
    shutil.copyfile(folder / BEFORE, folder / "limit.db")
    writer, reader = (_connected(folder / "limit.db") for _ in range(2))
    began, cpu = time.perf_counter(), time.process_time()
    for sent in tape:
        connection = writer if sent.writer else reader
        if sent.many:
            connection.executemany(sent.sql, sent.values)
        else:
            connection.execute(sent.sql, sent.values).fetchall()
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    return Run(customers * len(STEPS), seconds, cpu, (seconds,))


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def run(folder: Path, customers: Sequence[int], in_flight: int) -> Run:
    asyncio.run(record(folder, customers, in_flight))
    return replay(folder, len(customers))
