"""The migrations and the description of the tables must not drift apart."""

import json
import subprocess
import sys
from collections.abc import AsyncIterator
from operator import methodcaller
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, select, text
from sqlalchemy.exc import DBAPIError

from handlers.desk import Attempt, Contact
from storage import outbox, tables
from storage.database import Database
from storage.desk import SqlDesk
from storage.migrate import config, newest, upgrade
from tests import desks
from tests.postgres.both import only_sqlite


def indexes(connection: Connection) -> dict[str, str]:
    """Every index with what it says, its conditions among it."""
    made = text("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    return {name: " ".join(sql.split()) for name, sql in connection.execute(made)}


async def test_an_empty_file_becomes_the_described_tables(database: Database) -> None:
    def differences(connection: Connection) -> object:
        return compare_metadata(MigrationContext.configure(connection), tables.metadata)

    assert await database.write(differences) == []


@only_sqlite
async def test_every_index_covers_the_rows_it_is_described_to(
    database: Database, tmp_path: Path
) -> None:
    described = create_engine(f"sqlite:///{tmp_path}/described.db")
    with described.begin() as connection:
        tables.metadata.create_all(connection)
        wanted = indexes(connection)
    described.dispose()
    assert await database.read(indexes) == wanted


def test_the_newest_migration_is_known_without_asking_alembic() -> None:
    assert ScriptDirectory.from_config(config()).get_current_head() == newest()


def test_a_desk_that_is_up_to_date_starts_without_alembic(tmp_path: Path) -> None:
    start = (
        "import asyncio, sys;"
        "from storage.database import Database;"
        "from storage.migrate import upgrade;"
        f"asyncio.run(Database('sqlite+aiosqlite:///{tmp_path}/desk.db').write(upgrade));"
        "print('alembic' in sys.modules)"
    )
    command_line = [sys.executable, "-c", start]
    starts = [subprocess.check_output(command_line, text=True) for _ in range(2)]  # noqa: S603
    assert starts == ["True\n", "False\n"]


@only_sqlite
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
        "REPLACE INTO audit SELECT id, at, channel, chat, 'x', 2, action, 3, 'x', '', 0 FROM audit",
    ],
)
async def test_the_audit_cannot_be_rewritten(database: Database, change: str) -> None:
    attempt = Attempt(desks.STAFF, "9", "approve", "not_officer")
    for _ in range(2):
        await database.write(desks.at_desk(lambda at: at.audit(attempt)))
    with pytest.raises(DBAPIError, match=r"append-only|REPLACE"):
        await database.write(lambda c: c.execute(text(change)))
    found = await desks.rows(database, tables.audit.select())
    assert [(row[0], row[4], row[8]) for row in found] == [
        (1, "9", "not_officer"),
        (2, "9", "not_officer"),
    ]


# ---- a desk that was at work before WhatsApp came


STATES = ["sent", "ready", "leased", "uncertain", "dead", "cancelled"]


def first_tables(connection: Connection) -> None:
    settings = config()
    settings.attributes["connection"] = connection
    command.upgrade(settings, "0001")


def at_work(connection: Connection) -> None:
    """Two customers, one of whom blocked us, and a message in every state for each."""
    for person, reachable in ((1, True), (2, False)):
        at = {"chat": str(person), "at": "2026-11-18 05:00:00.000000"}
        connection.execute(
            text(
                "INSERT INTO contacts (channel, ext_id, name, language, source, hotel, kind,"
                " listed, person, dialog_id, offered, offered_closed, talk_about, reachable,"
                " greeted, created_at) VALUES ('telegram', :chat, 'Dewi', 'id', 'kartu', 'Hotel',"
                """ 'hotel', '', 'Bu Dewi', '', '[["/order", "Pesan"]]', 1, '', :reachable, 1,"""
                " :at)"
            ),
            {**at, "reachable": reachable},
        )
        for state in STATES:
            connection.execute(
                text(
                    "INSERT INTO outbox (channel, chat, body, card, about, state, attempt, lost,"
                    " due_at, lease_until, sent_id) VALUES ('telegram', :chat, :body, :card,"
                    " 'order:1', :state, 1, 0, :at, :at, :sent_id)"
                ),
                {
                    **at,
                    "body": json.dumps({"message": {"text": state, "language": "id"}}),
                    "card": "order:1" if state == "sent" else "",
                    "state": state,
                    "sent_id": "5" if state == "sent" else "",
                },
            )


@pytest.fixture
async def grown(tmp_path: Path) -> AsyncIterator[Database]:
    """A database that began with the first tables."""
    database = Database(desks.url(tmp_path / "grown"))
    await database.write(first_tables)
    await database.write(at_work)
    await database.write(upgrade)
    yield database
    await database.close()


@only_sqlite
async def test_a_grown_database_is_described_like_a_new_one(
    grown: Database, database: Database
) -> None:
    def differences(connection: Connection) -> object:
        return compare_metadata(MigrationContext.configure(connection), tables.metadata)

    assert await grown.write(differences) == []
    assert await grown.read(indexes) == await database.read(indexes)


async def test_who_was_known_before_is_known_still(grown: Database) -> None:
    for person, reachable in ((1, True), (2, False)):
        address = desks.address(person)
        contact = await grown.write(desks.at_desk(methodcaller("contact_at", address)))
        assert contact == Contact(
            person, address, "Dewi", "id", "kartu", "Hotel", "hotel", person="Bu Dewi",
            offered=[("/order", "Pesan")], reachable=reachable, greeted=True,
        )  # fmt: skip


async def test_what_waited_before_still_goes_and_nothing_else_does(grown: Database) -> None:
    def send(connection: Connection) -> list[outbox.Parcel]:
        went = []
        outbox.recover(connection, "telegram", desks.NOON, everything=True)
        while parcels := outbox.lease(connection, "telegram", desks.NOON, 9):
            went += parcels
            outbox.mark(connection, [outbox.Mark(p, "sent") for p in parcels], desks.NOON)
        return went

    sent = await grown.write(send)
    found = [(p.to.chat, p.body, p.lost, p.part, p.quiet) for p in sent]
    assert found == [
        (chat, desks.spoken(state), lost, 0, False)
        for state, lost in (("ready", 0), ("leased", 1))
        for chat in ("1", "2")
    ]
    o = tables.outbox.c
    assert await desks.rows(grown, select(o.state).where(o.chat == "1").order_by(o.id)) == [
        *("sent", "sent", "sent", "uncertain", "dead", "cancelled")
    ]


async def test_what_was_sent_before_can_be_answered_and_edited(grown: Database) -> None:
    def look(at: SqlDesk) -> str:
        at.send(desks.outgoing("changed", desks.address(), card="order:1"))
        at.flush()
        at.connection.execute(
            tables.outbox.update().where(tables.outbox.c.id <= 12).values(state="sent")
        )
        (parcel,) = outbox.lease(at.connection, "telegram", desks.NOON, 9)
        assert parcel.replaces == "5"
        return at.about(desks.address(), "5")

    assert await grown.write(desks.at_desk(look)) == "order:1"
