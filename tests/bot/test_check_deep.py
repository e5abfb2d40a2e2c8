"""`prokana check --deep`: what is said of the contents of a database."""

from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from bot.check import deep
from bot.check.database import absent
from bot.settings import Settings
from storage import outbox
from tests import desks
from tests.desks import HandClock
from tests.stories.worlds import settings_in


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path)


async def said(settings: Settings, clock: HandClock | None = None) -> list[str]:
    notes = deep.examined(settings, clock or HandClock())
    return [str(note.spoken(desks.SPEECH, "id")) async for note in notes]


async def changed(folder: Path, statement: str) -> None:
    async with desks.opened(folder) as database:
        await database.write(lambda c: c.execute(text(statement)))


async def test_of_a_sound_database_that_is_said(settings: Settings, tmp_path: Path) -> None:
    async with desks.opened(tmp_path):
        assert await said(settings) == ["✓ Isi: semua janji terpenuhi"]


async def test_every_violation_is_named_with_its_rows_and_what_to_do(
    settings: Settings, tmp_path: Path
) -> None:
    await changed(tmp_path, "INSERT INTO counters VALUES ('SO', 2026, 3), ('QUO', 2025, 1)")
    await changed(tmp_path, "DROP TRIGGER audit_no_update")
    numbers, guard = await said(settings)
    assert numbers.startswith(
        "✗ Isi: I2: nomor dokumen yang terlewat atau berlebih "
        "(counters QUO/2025, counters SO/2026)\n  → Salin dahulu"
    )
    assert "I11: penjaga catatan audit yang hilang (audit_no_update)" in guard


async def test_a_lease_that_was_left_behind_is_taken_up_at_the_next_start(
    settings: Settings, tmp_path: Path
) -> None:
    clock = HandClock()
    async with desks.opened(tmp_path) as database:
        await desks.post(database, "halo", state="leased", lease_until=clock.now)
    assert await said(settings, clock) == ["✓ Isi: semua janji terpenuhi"]
    clock.now += 2 * outbox.LEASE
    (lease,) = await said(settings, clock)
    assert "I10: kiriman yang terlalu lama dipegang (outbox 1)" in lease
    assert "Bila PROKANA tidak sedang berjalan, jalankan" in lease


async def test_nothing_is_said_of_a_database_that_is_not_there_and_none_is_made(
    settings: Settings,
) -> None:
    assert await said(settings) == []
    assert absent(make_url(settings.database_url))


async def test_nothing_is_said_of_tables_of_another_release(
    settings: Settings, tmp_path: Path
) -> None:
    await changed(tmp_path, "UPDATE alembic_version SET version_num = '0001'")
    assert await said(settings) == []


async def test_a_file_that_cannot_be_read_is_no_reason_to_end(
    settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "prokana.db").write_bytes(b"no database" * 500)
    (unreadable,) = await said(settings)
    assert unreadable.startswith("✗ Isi: tidak terbaca (DatabaseError: ")
