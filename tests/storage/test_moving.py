"""A desk that grew out of its file goes on where it was."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, select

from storage import moving, tables
from storage.database import Database
from storage.invariants import violations
from storage.moving import NotEmpty
from tests import desks
from tests.postgres.both import only_postgresql

pytestmark = only_postgresql


async def moved(old: Database, new: Database) -> int:
    engine = create_engine(f"sqlite:///{old.url.database}")

    def unit(connection: Connection) -> int:
        with engine.connect() as left:
            return moving.move(left, connection)

    try:
        return await new.write(unit)
    finally:
        engine.dispose()


async def test_everything_is_there_and_goes_on_being_counted(
    database: Database, tmp_path: Path
) -> None:
    async with desks.opened(tmp_path) as old:
        await old.write(desks.at_desk(desks.ordered))
        await desks.post(old, "one")
        assert await moved(old, database) > 0
        for table in (tables.contacts, tables.dialogs, tables.quotes, tables.orders, tables.outbox):
            rows = select(table).order_by(table.c.id)
            assert await desks.rows(database, rows) == await desks.rows(old, rows)
    again = await database.write(desks.at_desk(lambda at: desks.ordered(at, "d2", 2)))
    assert (again.id, again.number) == (2, "002/SO/LAPAS-PDG/XI/2026")
    assert await desks.post(database, "two") == 2
    broken = await database.read(lambda c: violations(c, now=desks.NOON, settled=False))
    assert {one.name for one in broken} <= {"I2", "I5"}  # made without a word of anybody


async def test_nothing_is_mixed_with_what_is_there(database: Database, tmp_path: Path) -> None:
    await database.write(desks.at_desk(desks.met))
    async with desks.opened(tmp_path) as old:
        with pytest.raises(NotEmpty):
            await moved(old, database)
