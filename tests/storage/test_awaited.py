"""The same database through the asynchronous driver, in the event loop."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, insert, select, text
from sqlalchemy.exc import OperationalError

from storage import batch, tables
from storage.database import Database
from tests import desks


@pytest.fixture
async def awaited(tmp_path: Path) -> AsyncIterator[Database]:
    desks.prepare(tmp_path)
    database = Database(desks.url(tmp_path), threads=False)
    yield database
    await database.close()


def put(key: str) -> Callable[[Connection], object]:
    row = {"fingerprint": key, "body": "", "loaded_at": desks.NOON}
    return lambda c: c.execute(insert(tables.catalogues), row)


async def kept(database: Database) -> int:
    return await database.read(
        lambda c: c.execute(select(func.count()).select_from(tables.catalogues)).scalar_one()
    )


def pragma(name: str) -> Callable[[Connection], object]:
    return lambda c: c.execute(text(f"PRAGMA {name}")).scalar_one()


async def test_it_is_as_durable_and_as_strict(awaited: Database) -> None:
    for way in (awaited.write, awaited.read):
        assert await way(pragma("journal_mode")) == "wal"
        assert await way(pragma("synchronous")) == 2  # FULL
        assert await way(pragma("foreign_keys")) == 1
    with pytest.raises(OperationalError, match="readonly"):
        await awaited.read(put("by a reader"))


async def test_no_thread_of_ours_does_its_work(awaited: Database) -> None:
    here = threading.current_thread()
    assert await awaited.write(lambda _: threading.current_thread()) is here
    assert await awaited.read(lambda _: threading.current_thread()) is here


async def test_twenty_writers_wait_for_each_other(awaited: Database) -> None:
    await asyncio.gather(*(awaited.write(put(str(at))) for at in range(20)))
    assert await kept(awaited) == 20


async def test_a_cancelled_caller_does_not_cancel_the_transaction(awaited: Database) -> None:
    for turns in range(20):
        writing = asyncio.create_task(awaited.write(put(str(turns))))
        for _ in range(turns):
            await asyncio.sleep(0)
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
    await awaited.write(put("last"))
    assert await kept(awaited) >= 20


async def test_a_batch_is_the_same(awaited: Database) -> None:
    arrivals = [desks.arrival(at, person=at) for at in (1, 2, 1)]
    new = await awaited.write(lambda c: batch.take(c, arrivals, desks.SHOP, desks.NOON))
    assert len(new) == 2
    assert await desks.count(awaited, tables.outbox) == 2
