"""`prokana check` looks at the machine: its disk and its clock."""

import errno
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.check import disk, times
from bot.check.findings import Note
from bot.settings import Settings

NOW = datetime(2026, 11, 18, 3, 31, tzinfo=UTC)
GIB = 1024 * disk.MIB


@pytest.fixture
def here(tmp_path: Path) -> Settings:
    return Settings(
        _env_file=None,
        database_url=f"sqlite+aiosqlite:///{tmp_path}/var/desk.db",
        files_dir=tmp_path / "var" / "files",
    )


def key(note: Note) -> tuple[str, str]:
    return note.level, note.found.key


# ---- disk


@pytest.mark.parametrize(
    ("rate", "level"),
    [(99, "warn"), (100, "ok"), (50_000, "ok"), (50_001, "warn")],
)
def test_a_disk_is_warned_of_when_it_is_slow_or_too_fast_to_be_true(rate: int, level: str) -> None:
    assert disk.fast_enough(Path("/x"), rate).level == level


def test_slow_and_dishonest_disks_need_different_advice(tmp_path: Path) -> None:
    assert disk.fast_enough(tmp_path, 1).advice != disk.fast_enough(tmp_path, 10**6).advice


@pytest.mark.parametrize(
    ("free", "level"),
    [(GIB, "ok"), (GIB - 1, "warn"), (100 * disk.MIB, "warn"), (100 * disk.MIB - 1, "fail")],
)
def test_room_on_the_disk_is_told_before_it_ends(free: int, level: str) -> None:
    assert disk.room(Path("/x"), free).level == level


def test_the_sync_rate_is_measured_and_leaves_nothing(tmp_path: Path) -> None:
    assert disk.sync_rate(tmp_path, 0.02) > 0
    assert list(tmp_path.iterdir()) == []


async def test_a_folder_that_cannot_be_written_fails(
    here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(folder: Path) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(disk, "sync_rate", closed)
    notes = [note async for note in disk.examined(here)]
    assert key(notes[0]) == ("fail", "check-disk-closed")
    assert notes[0].found.values["why"] == "Permission denied"


async def test_without_a_file_of_ours_only_the_folder_of_files_is_measured(
    here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []

    def measure(folder: Path) -> int:
        asked.append(folder)
        return 500

    monkeypatch.setattr(disk, "sync_rate", measure)
    elsewhere = here.model_copy(update={"database_url": "postgresql+asyncpg://x/y"})
    assert len([note async for note in disk.examined(elsewhere)]) == 2
    assert asked == [disk.existing(here.files_dir)]


# ---- clock


@pytest.mark.parametrize(("year", "level"), [(1970, "fail"), (2025, "fail"), (2026, "ok")])
def test_a_clock_that_woke_up_long_ago_is_noticed(year: int, level: str) -> None:
    assert times.alone(NOW.replace(year=year)).level == level


def test_missing_time_zones_are_noticed() -> None:
    assert key(times.alone(NOW, "Asia/Atlantis")) == ("fail", "check-clock-zones")


@pytest.mark.parametrize(
    ("seconds", "level"), [(-60, "ok"), (60, "ok"), (61, "fail"), (-61, "fail")]
)
def test_a_minute_from_telegrams_clock_is_allowed(seconds: int, level: str) -> None:
    note = times.beside(NOW, NOW + timedelta(seconds=seconds), "Telegram")
    assert (note.level, note.found.values["seconds"]) == (level, abs(seconds))
