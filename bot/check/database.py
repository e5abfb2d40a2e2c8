"""The database: reachable, sound, of this release, and as durable as we promise."""

import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, func, make_url, select

from bot.channels.whatsapp import NAME as WHATSAPP
from bot.check.findings import Note, fail, ok, warn
from bot.logs import Redaction, known_secrets
from bot.settings import Settings
from handlers.messages import Phrase, Value
from services.orders import Action, Role, allowed
from storage import tables
from storage.database import Database
from storage.migrate import config

_DATABASE, _SQLITE, _STAFF = Phrase("check-database"), Phrase("check-sqlite"), Phrase("check-staff")
_POSTGRESQL = Phrase("check-postgresql")

_FULL = 2
"""How SQLite writes `synchronous=FULL`."""

_KEEPS = {
    "fsync": {"on"},
    "full_page_writes": {"on"},
    "synchronous_commit": {"on", "remote_apply"},
}
"""What PostgreSQL must be set to, so that what it has acknowledged outlives a power cut."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look at a database shows. `server` are settings of PostgreSQL, as they hold for our
    own connections; what follows is SQLite's own.
    """

    revisions: tuple[str, ...]
    staff: frozenset[str]
    officers: frozenset[str]
    server: Mapping[str, str] = field(default_factory=dict)
    journal: str = ""
    synchronous: int = 0
    sound: str = ""


async def examined(settings: Settings) -> AsyncIterator[Note]:
    """Look, and judge; a file that is not there yet is not made."""
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite":
        yield version(sqlite3.sqlite_version_info)
        if absent(url):
            found = Phrase("check-database-absent", {"file": url.database or ""})
            yield warn(_DATABASE, found, Phrase("check-database-start-advice"))
            return
    try:
        seen = await _looked(settings.database_url)
    except Exception as error:
        why = Redaction(known_secrets(settings)).text(f"{type(error).__name__}: {error}")
        found = Phrase("check-database-unreachable", {"why": why.partition("\n")[0]})
        yield fail(_DATABASE, found, Phrase("check-database-unreachable-advice"))
        return
    yield of_this_release(seen.revisions)
    if seen.server:
        yield kept(seen.server)
    if seen.journal:
        yield durable(seen)
        yield whole(seen.sound)
    if seen.revisions and settings.public:
        yield staffed(settings.channels_configured, seen)


def absent(url: URL) -> bool:
    """Whether it is to be a file that is not there yet."""
    return url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file()


def version(found: Sequence[int]) -> Note:
    """SQLite from 3.7.0 on can lose a WAL that two writers reset, until it was mended."""
    number = ".".join(map(str, found[:3]))
    mended = (
        tuple(found) >= (3, 51, 3)
        or (3, 50, 7) <= tuple(found) < (3, 51)
        or (3, 44, 6) <= tuple(found) < (3, 45)
    )
    said = Phrase("check-sqlite-version", {"version": number})
    return ok(_SQLITE, said) if mended else warn(_SQLITE, said, Phrase("check-sqlite-advice"))


async def _looked(url: str) -> Seen:
    database = Database(url)
    try:
        return await database.read(_look)
    finally:
        await database.close()


def _look(connection: Connection) -> Seen:
    revisions = MigrationContext.configure(connection).get_current_heads()
    staff = _staff_channels(connection) if revisions else frozenset()
    officers = _deciding_channels(connection) if revisions else frozenset()
    if connection.dialect.name != "sqlite":
        return Seen(revisions, staff, officers, {name: _set(connection, name) for name in _KEEPS})
    return Seen(
        revisions,
        staff,
        officers,
        journal=str(_pragma(connection, "journal_mode")),
        synchronous=int(_pragma(connection, "synchronous")),
        sound=str(_pragma(connection, "quick_check(1)")),
    )


def _set(connection: Connection, name: str) -> str:
    """What a setting of the server is."""
    return str(connection.execute(select(func.current_setting(name))).scalar_one())


def _pragma(connection: Connection, name: str) -> Any:
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


def _staff_channels(connection: Connection) -> frozenset[str]:
    return frozenset(connection.execute(select(tables.staff_chats.c.channel)).scalars())


def _deciding_channels(connection: Connection) -> frozenset[str]:
    """The channels on which somebody may approve an order."""
    o, c = tables.officers, tables.contacts
    people = connection.execute(
        select(c.c.channel, o.c.roles).join_from(o, c).where(o.c.active)
    ).all()
    return frozenset(
        channel for channel, roles in people if allowed(Action.APPROVE, frozenset(map(Role, roles)))
    )


def of_this_release(revisions: Sequence[str]) -> Note:
    """Whether the tables are those of this release, older, newer, or not there."""
    script = ScriptDirectory.from_config(config())
    if not revisions:
        found, advice = Phrase("check-database-empty"), Phrase("check-database-start-advice")
        return warn(_DATABASE, found, advice)
    if set(revisions) == set(script.get_heads()):
        return ok(_DATABASE, Phrase("check-database-fine"))
    if set(revisions) <= {step.revision for step in script.walk_revisions()}:
        found, advice = Phrase("check-database-older"), Phrase("check-database-older-advice")
        return warn(_DATABASE, found, advice)
    found, advice = Phrase("check-database-newer"), Phrase("check-database-newer-advice")
    return fail(_DATABASE, found, advice)


def durable(seen: Seen) -> Note:
    found = Phrase(
        "check-sqlite-durability",
        {"journal": seen.journal.upper(), "synchronous": seen.synchronous},
    )
    if (seen.journal, seen.synchronous) == ("wal", _FULL):
        return ok(_SQLITE, found)
    return fail(_SQLITE, found, Phrase("check-sqlite-durability-advice"))


def kept(server: Mapping[str, str]) -> Note:
    """Whether the server keeps what it has acknowledged."""
    said = Phrase(
        "check-postgresql-durability",
        {"settings": ", ".join(f"{name} {value}" for name, value in server.items())},
    )
    if all(server[name] in fine for name, fine in _KEEPS.items()):
        return ok(_POSTGRESQL, said)
    return fail(_POSTGRESQL, said, Phrase("check-postgresql-durability-advice"))


def whole(sound: str) -> Note:
    if sound == "ok":
        return ok(_SQLITE, Phrase("check-sqlite-whole"))
    found = Phrase("check-sqlite-broken", {"what": sound})
    return fail(_SQLITE, found, Phrase("check-sqlite-broken-advice"))


def staffed(channels: Sequence[str], seen: Seen) -> Note:
    """Whether orders reach officers who may decide about them, on whichever channel those are.

    WhatsApp has no groups: there each officer's own chat is their room.
    """
    linked = [channel for channel in channels if channel in seen.staff]
    where: dict[str, Value] = {"channel": ", ".join(linked or channels)}
    alone = channels == (WHATSAPP,)
    if not linked and not alone:
        found, advice = Phrase("check-staff-no-chat", where), Phrase("check-staff-no-chat-advice")
        return fail(_STAFF, found, advice)
    if not linked or not seen.officers.intersection(channels):
        advice = Phrase("check-staff-whatsapp-advice" if alone else "check-staff-nobody-advice")
        return fail(_STAFF, Phrase("check-staff-nobody", where), advice)
    return ok(_STAFF, Phrase("check-staff-fine", where))
