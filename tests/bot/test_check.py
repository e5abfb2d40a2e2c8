"""`prokana check`: what it finds on this machine, and that it leaves all as it was."""

import errno
import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, insert

from bot import check
from bot.check import Finding, database, disk, prices
from bot.check.findings import Note
from bot.desk import opened
from bot.settings import Settings
from bot.speech import Speech
from services.catalogue import CatalogueInvalid, default_path, load, parse
from services.orders import Role
from storage import tables
from storage.database import Database
from storage.migrate import config, upgrade
from tests.postgres.cluster import cluster, needed

NOW = datetime(2026, 11, 18, 3, 31, tzinfo=UTC)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A desk that was never started, with folders of its own."""
    monkeypatch.setattr(disk, "MEASURED", 0.0)
    return desk_in(tmp_path)


def desk_in(folder: Path, **values: Any) -> Settings:
    return Settings(
        _env_file=None,
        database_url=f"sqlite+aiosqlite:///{folder}/var/desk.db",
        files_dir=folder / "var" / "files",
        **values,
    )


async def started(settings: Settings, *units: Callable[[Connection], None]) -> None:
    """What a start of the desk leaves behind, and what happened since."""
    memory = Database(settings.database_url)
    for unit in (upgrade, *units):
        await memory.write(unit)
    await memory.close()


def officer(*roles: str, active: bool = True) -> Callable[[Connection], None]:
    """Somebody on Telegram with these roles."""

    def appoint(connection: Connection) -> None:
        blank = ("source", "hotel", "kind", "listed", "person", "dialog_id", "talk_about")
        contact = {
            **dict.fromkeys(blank, ""),
            **dict.fromkeys(("offered_closed", "reachable", "greeted"), True),
            "id": 1,
            "channel": "telegram",
            "ext_id": "7",
            "name": "Rina",
            "language": "id",
            "offered": [],
            "created_at": NOW,
        }
        connection.execute(insert(tables.contacts), contact)
        row = {"contact_id": 1, "roles": list(roles), "active": active, "appointed_at": NOW}
        connection.execute(insert(tables.officers), row)

    return appoint


def staff_chat(connection: Connection) -> None:
    row = {"channel": "telegram", "chat": "-100", "linked_at": NOW}
    connection.execute(insert(tables.staff_chats), row)


async def examine(settings: Settings) -> list[Finding]:
    return await check.examine(settings, lambda: NOW)


def about(findings: Sequence[Finding], what: str) -> list[tuple[str, str]]:
    return [(f.level, f.found) for f in findings if f.what == what]


def key(note: Note) -> tuple[str, str]:
    return note.level, note.found.key


def spoken(note: Note) -> Finding:
    return note.spoken(Speech(ZoneInfo("Asia/Jakarta")), "en")


# ---- as a whole


async def test_a_new_desk_lacks_nothing_but_its_database(here: Settings, tmp_path: Path) -> None:
    findings = await examine(here)
    assert {f.level for f in findings} <= {"ok", "warn"}
    assert about(findings, "Pengaturan") == [
        ("ok", "belum ada saluran; hanya terminal dan halaman coba")
    ]
    assert about(findings, "Basis data") == [
        ("warn", f"berkas {tmp_path}/var/desk.db belum ada"),
    ]
    assert not (tmp_path / "var").exists()


async def test_after_a_start_all_of_it_is_there(here: Settings) -> None:
    await started(here)
    findings = await examine(here)
    assert about(findings, "Basis data") == [("ok", "tabelnya dari rilis ini")]
    assert about(findings, "SQLite")[1:] == [
        ("ok", "jurnal WAL, synchronous 2"),
        ("ok", "isinya utuh"),
    ]


async def test_it_is_written_in_the_staffs_language(tmp_path: Path, here: Settings) -> None:
    findings = await examine(desk_in(tmp_path, staff_language="en"))
    assert about(findings, "Clock") == [("ok", "18 November 2026 10.31")]


async def test_whatever_is_not_well_comes_with_advice(here: Settings) -> None:
    findings = await examine(here)
    assert all(bool(f.advice) == (f.level != "ok") for f in findings)


def test_a_finding_reads_as_one_line_and_its_advice_as_another() -> None:
    assert str(Finding("ok", "Clock", "fine")) == "✓ Clock: fine"
    assert str(Finding("warn", "Disk", "slow", "Buy one.")) == "! Disk: slow\n  → Buy one."
    assert str(Finding("fail", "Disk", "gone", "Buy one.")) == "✗ Disk: gone\n  → Buy one."


# ---- database


@pytest.mark.parametrize(
    ("version", "level"),
    [
        ((3, 40, 1), "warn"),
        ((3, 44, 5), "warn"),
        ((3, 44, 6), "ok"),
        ((3, 45, 0), "warn"),
        ((3, 50, 6), "warn"),
        ((3, 50, 7), "ok"),
        ((3, 51, 0), "warn"),
        ((3, 51, 2), "warn"),
        ((3, 51, 3), "ok"),
        ((3, 52, 0), "ok"),
    ],
)
def test_versions_of_sqlite_that_can_lose_a_wal_are_known(
    version: tuple[int, ...], level: str
) -> None:
    assert database.version(version).level == level


async def test_a_database_without_tables_is_told_from_a_missing_one(here: Settings) -> None:
    memory = Database(here.database_url)
    await memory.read(lambda connection: connection.exec_driver_sql("SELECT 1"))
    await memory.close()
    assert about(await examine(here), "Basis data") == [("warn", "belum ada tabelnya")]


async def test_tables_of_another_release_are_noticed(here: Settings) -> None:
    def newer(connection: Connection) -> None:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    await started(here, newer)
    assert about(await examine(here), "Basis data") == [
        ("fail", "tabelnya dari rilis yang lebih baru")
    ]


def test_tables_of_an_older_release_are_brought_up_to_date_at_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    script = ScriptDirectory.from_config(config())
    revisions = script.get_heads()
    monkeypatch.setattr(ScriptDirectory, "get_heads", lambda _: ["later"])
    assert key(database.of_this_release(revisions)) == ("warn", "check-database-older")


async def test_a_file_that_is_no_database_is_unreachable(here: Settings, tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "desk.db").write_bytes(b"not a database, " * 100)
    ((level, found),) = about(await examine(here), "Basis data")
    assert level == "fail"
    assert "file is not a database" in found


async def test_a_server_that_refuses_is_unreachable_and_its_password_stays_ours(
    here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(url: str) -> database.Seen:
        raise ConnectionRefusedError(errno.ECONNREFUSED, f"cannot reach {url}\nsecond line")

    monkeypatch.setattr(database, "_looked", refuse)
    url = "postgresql+asyncpg://desk:geheim99@127.0.0.1/prokana"
    settings = here.model_copy(update={"database_url": url})
    ((level, found),) = about(await examine(settings), "Basis data")
    assert level == "fail"
    assert "ConnectionRefusedError" in found
    assert "geheim99" not in found
    assert "second line" not in found


def seen(**values: Any) -> database.Seen:
    given = {"revisions": ("1",), "staff": frozenset(), "officers": frozenset(), **values}
    return database.Seen(**given)


@pytest.mark.parametrize(("journal", "synchronous"), [("delete", 2), ("wal", 1)])
def test_less_than_full_durability_fails(journal: str, synchronous: int) -> None:
    note = database.durable(seen(journal=journal, synchronous=synchronous))
    assert note.level == "fail"


def test_damage_is_told_as_sqlite_tells_it() -> None:
    note = database.whole("row 7 missing from index ix_orders")
    assert note.level == "fail"
    assert "row 7 missing" in spoken(note).found


async def test_damage_is_found(here: Settings, tmp_path: Path) -> None:
    await started(here, staff_chat)
    with sqlite3.connect(tmp_path / "var" / "desk.db") as raw:
        raw.execute("PRAGMA writable_schema=ON")
        raw.execute(
            "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master"
            " WHERE name = 'orders') WHERE name = 'quotes'"
        )
    raw.close()
    damaged = [found for level, found in about(await examine(here), "SQLite") if level == "fail"]
    assert len(damaged) == 1
    assert damaged[0].startswith("isinya rusak: ")


async def test_another_database_than_sqlite_has_no_findings_about_sqlite(
    here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = ScriptDirectory.from_config(config())

    async def look(url: str) -> database.Seen:
        return seen(revisions=tuple(script.get_heads()))

    monkeypatch.setattr(database, "_looked", look)
    settings = here.model_copy(update={"database_url": "postgresql+asyncpg://127.0.0.1/prokana"})
    notes = [key(note) async for note in database.examined(settings)]
    assert notes == [("ok", "check-database-fine")]


@pytest.mark.parametrize(
    ("name", "value", "level"),
    [
        ("synchronous_commit", "on", "ok"),
        ("synchronous_commit", "remote_apply", "ok"),
        ("synchronous_commit", "local", "fail"),
        ("synchronous_commit", "off", "fail"),
        ("fsync", "off", "fail"),
        ("full_page_writes", "off", "fail"),
    ],
)
def test_a_server_that_may_forget_what_it_acknowledged_fails(
    name: str, value: str, level: str
) -> None:
    safe = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
    note = database.kept(safe | {name: value})
    assert note.level == level
    assert f"{name} {value}" in spoken(note).found


async def test_a_server_is_asked_what_it_keeps(here: Settings) -> None:
    needed()
    url = cluster().take()
    settings = here.model_copy(update={"database_url": url})
    try:
        found = about(await examine(settings), "PostgreSQL")
    finally:
        cluster().give_back(url)
    assert found == [("ok", "fsync on, full_page_writes on, synchronous_commit on")]


# ---- officers


def test_without_a_staff_chat_orders_reach_nobody() -> None:
    assert key(database.staffed(("telegram",), seen())) == ("fail", "check-staff-no-chat")


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        ((staff_chat,), False),
        ((staff_chat, officer(Role.WORKSHOP)), False),
        ((staff_chat, officer(Role.HEAD, active=False)), False),
        ((staff_chat, officer(Role.WORKSHOP, Role.DESK)), True),
        ((staff_chat, officer(Role.HEAD)), True),
    ],
    ids=["nobody", "workshop", "dismissed", "desk", "head"],
)
async def test_somebody_active_has_to_be_allowed_to_approve(
    here: Settings, units: tuple[Callable[[Connection], None], ...], expected: bool
) -> None:
    await started(here, *units)
    found = await database._looked(here.database_url)
    note = database.staffed(("telegram",), found)
    assert key(note) == (("ok", "check-staff-fine") if expected else ("fail", "check-staff-nobody"))


# ---- catalogue


def test_every_variant_on_offer_has_a_price() -> None:
    catalogue = load(default_path())
    note = prices.priced(catalogue)
    assert key(note) == ("ok", "check-catalogue-fine")
    chosen = list(prices.variants(catalogue, {}))
    assert note.found.values["count"] == len(chosen)
    assert len({tuple(sorted(variant.items())) for variant in chosen}) == len(chosen)
    assert all(catalogue.picked(variant) for variant in chosen)


def test_figures_that_are_missing_are_all_named() -> None:
    catalogue = load(default_path())
    unknown = {
        name: material.model_copy(update={"price": None})
        for name, material in catalogue.materials.items()
    }
    note = prices.priced(catalogue.model_copy(update={"materials": unknown}))
    assert key(note) == ("fail", "check-catalogue-unpriced")
    named = spoken(note).found
    used = {line.material for value in catalogue.picked(first(catalogue)) for line in value.bill}
    assert used
    assert all(f"materials.{name}.price" in named for name in used)


def first(catalogue: Any) -> Any:
    return next(prices.variants(catalogue, {}))


def test_a_catalogue_too_large_to_price_in_whole_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prices, "MOST", 2)
    assert key(prices.priced(load(default_path()))) == ("warn", "check-catalogue-many")


async def test_every_mistake_of_a_catalogue_is_shown(here: Settings, tmp_path: Path) -> None:
    file = tmp_path / "catalogue.toml"
    file.write_text("quote_days = 0\n", "utf-8")
    with pytest.raises(CatalogueInvalid) as caught:
        parse(file.read_bytes())
    findings = await examine(here.model_copy(update={"catalogue": file}))
    ((level, found),) = about(findings, "Katalog")
    assert level == "fail"
    assert found.count("\n") == len(caught.value.problems) > 2
    assert "\nquote_days: " in found


async def test_a_deep_look_reads_every_row_and_says_so(here: Settings) -> None:
    async with opened(here):
        pass
    shallow = await check.examine(here)
    deep = await check.examine(here, deeply=True)
    assert [f.found for f in deep[len(shallow) :]] == ["semua janji terpenuhi"]
