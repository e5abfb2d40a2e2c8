"""`prokana move`: out of the file and into PostgreSQL, or a plain word why not."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import main
from tests import desks
from tests.postgres.cluster import cluster, needed


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    needed()
    url = cluster().take()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PROKANA_DATABASE_URL", url)
    yield url
    cluster().give_back(url)


async def old_desk(folder: Path) -> None:
    async with desks.opened(folder) as old:
        await old.write(desks.at_desk(desks.ordered))


def moved(folder: Path) -> int:
    return main(["move", str(folder / "prokana.db")])


async def test_a_desk_is_moved_once(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await old_desk(tmp_path)
    assert await asyncio.to_thread(moved, tmp_path) == 0
    assert "baris disalin" in capsys.readouterr().out
    assert await asyncio.to_thread(moved, tmp_path) == 2
    assert "rows of its own" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert moved(tmp_path / "nowhere") == 2
    assert "there is no file" in capsys.readouterr().err


def test_nobody_moves_into_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PROKANA_DATABASE_URL", desks.url(tmp_path))
    assert moved(tmp_path) == 2
    assert "must name the PostgreSQL" in capsys.readouterr().err
