"""One writer, a few readers, and what a crash or a crowd must not break."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, StatementError

from bot.intake import Intake
from bot.metrics import Metrics
from storage import tables
from storage.database import Database
from storage.migrate import upgrade
from tests import desks
from tests.postgres.both import only_sqlite


def pragma(name: str) -> Callable[[Connection], object]:
    return lambda c: c.execute(text(f"PRAGMA {name}")).scalar_one()


def put(key: str) -> Callable[[Connection], object]:
    """A unit that writes one row."""
    row = {"fingerprint": key, "body": "", "loaded_at": desks.NOON}
    return lambda c: c.execute(insert(tables.catalogues), row)


async def kept(database: Database) -> set[str]:
    return set(await desks.rows(database, select(tables.catalogues.c.fingerprint)))


@only_sqlite
async def test_what_is_acknowledged_is_synced_to_disk(database: Database) -> None:
    for way in (database.write, database.read):
        assert await way(pragma("journal_mode")) == "wal"
        assert await way(pragma("synchronous")) == 2  # FULL
        assert await way(pragma("foreign_keys")) == 1
        assert await way(pragma("busy_timeout")) == 10_000


async def test_a_row_cannot_point_to_nothing(database: Database) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        await database.write(
            lambda c: c.execute(
                insert(tables.officers),
                {"contact_id": 1, "roles": [], "active": True, "appointed_at": desks.NOON},
            )
        )


async def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError, match=r"readonly|read-only"):
        await database.read(put("by a reader"))
    assert await kept(database) == set()


async def test_a_unit_that_raises_leaves_nothing(database: Database) -> None:
    def half(connection: Connection) -> None:
        put("half")(connection)
        raise ValueError("no further")

    with pytest.raises(ValueError, match="no further"):
        await database.write(half)
    await database.write(put("whole"))
    assert await kept(database) == {"whole"}


async def test_an_error_does_not_tell_what_people_wrote(database: Database) -> None:
    await database.write(put("a secret of Dewi's"))
    with pytest.raises(IntegrityError) as caught:
        await database.write(put("a secret of Dewi's"))
    assert "Dewi" not in str(caught.value)


@only_sqlite
async def test_a_writer_holds_the_lock_before_it_reads(database: Database) -> None:
    """Deferred, the second of two that read first and write then fails at once."""
    other = Database(str(database.url))
    reading, go = threading.Event(), threading.Event()

    def first(connection: Connection) -> None:
        connection.execute(select(func.count()).select_from(tables.catalogues))
        reading.set()
        assert go.wait(5)
        put("first")(connection)

    def second(connection: Connection) -> set[str]:
        found = set(connection.execute(select(tables.catalogues.c.fingerprint)).scalars())
        put("second")(connection)
        return found

    one = asyncio.create_task(database.write(first))
    await asyncio.to_thread(reading.wait)
    two = asyncio.create_task(other.write(second))
    await asyncio.sleep(0.02)
    waited = not two.done()
    go.set()
    await one
    assert waited
    assert await two == {"first"}
    await other.close()


async def test_a_cancelled_caller_does_not_cancel_the_transaction(database: Database) -> None:
    begun, go = threading.Event(), threading.Event()

    def slow(connection: Connection) -> None:
        put("begun")(connection)
        begun.set()
        assert go.wait(5)

    caller = asyncio.create_task(database.write(slow))
    await asyncio.to_thread(begun.wait)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    go.set()
    await database.write(put("next"))
    assert await kept(database) == {"begun", "next"}


async def test_callers_cancelled_at_any_point_leave_no_transaction_behind(
    database: Database,
) -> None:
    for turns in range(40):
        writing = asyncio.create_task(database.write(put(f"{turns}")))
        reading = asyncio.create_task(database.read(pragma("data_version")))
        for _ in range(turns % 20):
            await asyncio.sleep(0)
        writing.cancel()
        reading.cancel()
        await asyncio.gather(writing, reading, return_exceptions=True)
    other = Database(str(database.url))
    await asyncio.wait_for(other.write(put("another process")), 5)
    await other.close()
    assert "another process" in await kept(database)


async def test_twenty_taps_on_confirm_make_one_order(database: Database) -> None:
    await database.write(desks.at_desk(desks.drafted))
    other = Database(str(database.url))
    processes = [
        Intake(each, desks.SHOP, desks.HandClock(), Metrics()) for each in (database, other)
    ]
    taps = [
        processes[i % 2].take([desks.arrival(i, text="", press="d1:/confirm=order")])
        for i in range(20)
    ]
    assert await asyncio.gather(*taps) == [None] * 20
    await other.close()
    assert await desks.count(database, tables.quotes) == 1
    assert await desks.rows(database, select(tables.orders.c.number)) == [
        "001/SO/LAPAS-PDG/XI/2026"
    ]
    assert await desks.rows(database, select(tables.inbox.c.state)) == ["done"] * 20
    question = 1  # in a message of its own, whether they want promotions
    assert await desks.count(database, tables.outbox) == 20 + question


async def test_twenty_placings_of_one_quote_from_two_processes_make_one_order(
    database: Database,
) -> None:
    quote = await database.write(desks.at_desk(desks.quoted))
    other = Database(str(database.url))
    placed = await asyncio.gather(
        *(
            (database, other)[i % 2].write(desks.at_desk(lambda at: desks.placed(at, quote)))
            for i in range(20)
        )
    )
    await other.close()
    assert sum(fresh for _, fresh in placed) == 1
    assert {order.id for order, _ in placed} == {1}


async def test_two_processes_can_make_one_file_between_them(tmp_path: Path) -> None:
    for attempt in range(5):
        both = [Database(desks.url(tmp_path / str(attempt))) for _ in range(2)]
        await asyncio.gather(*(one.write(upgrade) for one in both))
        await asyncio.gather(*(one.write(put(str(i))) for i, one in enumerate(both)))
        assert await kept(both[0]) == {"0", "1"}
        for one in both:
            await one.close()


@only_sqlite
async def test_it_tells_whether_it_answers(database: Database, tmp_path: Path) -> None:
    assert await database.alive()
    folder = tmp_path / "no database.db"
    folder.mkdir()
    broken = Database(f"sqlite+aiosqlite:///{folder}")
    assert not await broken.alive()
    await broken.close()


async def test_the_folder_is_made_where_there_is_none(tmp_path: Path) -> None:
    database = Database(desks.url(tmp_path / "a" / "b"))
    assert await database.alive()
    await database.close()
    assert (tmp_path / "a" / "b" / "prokana.db").exists()


async def test_closing_waits_for_the_writer_and_leaves_one_file(tmp_path: Path) -> None:
    database = Database(desks.url(tmp_path))
    await database.write(upgrade)
    writing = asyncio.create_task(database.write(put("last")))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await database.close()
    await writing
    assert len(list(tmp_path.glob("*"))) == 1  # noqa: ASYNC240


async def test_a_naive_time_is_refused(database: Database) -> None:
    row = {"fingerprint": "x", "body": "", "loaded_at": desks.NOON.replace(tzinfo=None)}
    with pytest.raises(StatementError, match="naive"):
        await database.write(lambda c: c.execute(insert(tables.catalogues), row))


@only_sqlite
async def test_a_connection_given_back_in_the_middle_is_rolled_back(database: Database) -> None:
    def leave_open() -> None:
        with database._writer.connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.execute("BEGIN IMMEDIATE")

    await asyncio.get_running_loop().run_in_executor(database._writing, leave_open)
    await database.write(put("next"))
    assert await kept(database) == {"next"}


async def test_a_file_another_program_keeps_locked_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.database.BUSY_SECONDS", 0)
    holder = sqlite3.connect(tmp_path / "prokana.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    database = Database(desks.url(tmp_path))
    with pytest.raises((OperationalError, sqlite3.OperationalError), match="locked"):
        await database.write(put("never"))
    holder.close()
    await database.close()
