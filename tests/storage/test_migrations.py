"""The migrations and the description of the tables must not drift apart."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError

from handlers.desk import Attempt
from storage import tables
from storage.database import Database
from storage.migrate import upgrade
from tests import desks


def indexes(connection: Connection) -> dict[str, str]:
    """Every index with what it says, its conditions among it."""
    made = text("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    return {name: " ".join(sql.split()) for name, sql in connection.execute(made)}


async def test_an_empty_file_becomes_the_described_tables(database: Database) -> None:
    def differences(connection: Connection) -> object:
        return compare_metadata(MigrationContext.configure(connection), tables.metadata)

    assert await database.write(differences) == []


async def test_every_index_covers_the_rows_it_is_described_to(
    database: Database, tmp_path: Path
) -> None:
    described = create_engine(f"sqlite:///{tmp_path}/described.db")
    with described.begin() as connection:
        tables.metadata.create_all(connection)
        wanted = indexes(connection)
    described.dispose()
    assert await database.read(indexes) == wanted


async def test_migrating_again_changes_nothing(database: Database) -> None:
    def schema(connection: Connection) -> list[object]:
        return list(connection.execute(text("SELECT type, name, sql FROM sqlite_master")))

    await database.write(desks.at_desk(desks.ordered))
    before = await database.read(schema)
    await database.write(upgrade)
    assert await database.read(schema) == before
    assert await desks.count(database, tables.orders) == 1


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET outcome = 'done'",
        "DELETE FROM audit",
        "REPLACE INTO audit SELECT id, at, channel, chat, 'x', 2, action, 3, 'done', '' FROM audit",
    ],
)
async def test_the_audit_cannot_be_rewritten(database: Database, change: str) -> None:
    attempt = Attempt(desks.STAFF, "9", "approve", "not_officer")
    for _ in range(2):
        await database.write(desks.at_desk(lambda at: at.audit(attempt)))
    with pytest.raises(DBAPIError, match="append-only"):
        await database.write(lambda c: c.execute(text(change)))
    found = await desks.rows(database, tables.audit.select())
    assert [(row[0], row[4], row[8]) for row in found] == [
        (1, "9", "not_officer"),
        (2, "9", "not_officer"),
    ]
