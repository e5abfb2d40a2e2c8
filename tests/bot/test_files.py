"""Files on our disk: whole or not there, got once, under names nobody can guess."""

import asyncio
import os
import signal
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot import files as bot_files
from bot.files import AT_ONCE, LARGEST, Files, Gone, kept_as
from handlers.messages import Attachment
from tests.bot.web.desk import PNG

KILLED = """
import os, signal, sys
from pathlib import Path
from bot.files import Files

os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
Files(Path(sys.argv[1])).keep(b"whole, but not named", "a.png")
"""

LOGO = Attachment("whatsapp", "MM1/ME1", "foto.png")


class Far:
    """A channel with files; it answers when `gate` is open, and fails as often as it is told."""

    def __init__(self, content: bytes = PNG) -> None:
        self.content = content
        self.asked: list[str] = []
        self.under_way = 0
        self.most = 0
        self.failures: list[Exception] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def fetch(self, ref: str) -> bytes:
        self.asked.append(ref)
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        try:
            await self.gate.wait()
        finally:
            self.under_way -= 1
        if self.failures:
            raise self.failures.pop()
        return self.content


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "made" / "when needed"


@pytest.fixture
def far() -> Far:
    return Far()


@pytest.fixture
def files(folder: Path, far: Far) -> Files:
    files = Files(folder)
    files.register("whatsapp", far.fetch)
    return files


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.glob("*")]


# ---- kept


@pytest.mark.parametrize(
    ("name", "shown", "ending", "kind"),
    [
        ("logo hotel.PNG", "logo hotel.PNG", ".png", "photo"),
        ("nota.pdf", "nota.pdf", ".pdf", "file"),
        ("../../etc/passwd", "passwd", "", "file"),
        ("a.tar.gz\n", "a.tar.gz\n", "", "file"),
        ("", "", "", "file"),
        ("x" * 99, "x" * 80, "", "file"),
    ],
)
def test_what_is_kept_is_found_whatever_it_was_called(
    files: Files, folder: Path, name: str, shown: str, ending: str, kind: str
) -> None:
    kept = files.keep(PNG, name)
    path = files.path(kept)
    assert path is not None and path.read_bytes() == PNG
    assert (kept.channel, kept.name, kept.kind, path.suffix) == ("local", shown, kind, ending)
    assert path.parent == folder


def test_the_same_file_kept_twice_is_two_files(files: Files) -> None:
    assert files.keep(PNG, "a.png").ref != files.keep(PNG, "a.png").ref


def test_what_is_kept_is_synced_before_it_has_its_name_and_its_name_after(
    files: Files, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[bool, list[str]]] = []
    sync = os.fsync

    def noted(handle: int) -> None:
        sync(handle)
        what = os.fstat(handle)
        whole = stat.S_ISDIR(what.st_mode) or what.st_size == len(PNG)
        synced.append((whole, [name for name in names(folder) if not name.endswith(".part")]))

    monkeypatch.setattr(os, "fsync", noted)
    kept = files.keep(PNG, "a.png")
    assert synced == [(True, []), (True, [kept.ref])]


def test_a_kill_before_the_file_has_its_name_leaves_nothing_to_be_seen(
    files: Files, folder: Path
) -> None:
    killed = subprocess.run(  # noqa: S603 - our own interpreter, our own words
        [sys.executable, "-c", KILLED, str(folder)], check=False, cwd=Path(__file__).parents[2]
    )
    assert killed.returncode == -signal.SIGKILL
    (left,) = names(folder)
    assert (folder / left).read_bytes() == b"whole, but not named"
    assert files.named(left) is None
    assert files.path(Attachment("local", left, "a.png")) is None


def test_a_disk_that_is_full_keeps_no_half_file(
    files: Files, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.keep(PNG, "a.png")
    assert names(folder) == []


@pytest.mark.parametrize(
    "ref", ["", ".", "..", "../secret", "/etc/passwd", "0" * 31, "0" * 32 + "/..", "0" * 32 + ".%2"]
)
def test_what_is_no_name_of_ours_is_no_file(files: Files, folder: Path, ref: str) -> None:
    folder.mkdir(parents=True)
    (folder.parent / "secret").write_bytes(PNG)
    assert files.path(Attachment("local", ref, "a.png")) is None
    assert files.named(ref) is None


async def test_what_came_from_a_channel_is_no_file_of_our_own_messenger(files: Files) -> None:
    path = await files.fetch(LOGO)
    assert path is not None
    assert files.path(Attachment("local", path.name, "foto.png")) is None


# ---- got


async def test_a_file_is_got_once_and_then_ours(files: Files, far: Far, folder: Path) -> None:
    assert files.path(LOGO) is None
    path = await files.fetch(LOGO)
    assert path is not None and path.read_bytes() == PNG
    assert (files.path(LOGO), path.suffix) == (path, ".png")
    assert await Files(folder).fetch(LOGO) == path  # after a restart, and nobody to ask
    assert far.asked == ["MM1/ME1"]


async def test_who_asks_for_a_file_on_its_way_waits_for_it(files: Files, far: Far) -> None:
    far.gate.clear()
    asking = [asyncio.create_task(files.fetch(LOGO)) for _ in range(20)]
    while not far.asked:
        await asyncio.sleep(0)
    far.gate.set()
    found = set(await asyncio.gather(*asking))
    assert (len(found), far.asked) == (1, ["MM1/ME1"])
    assert not files._locks


async def test_who_gives_up_waiting_costs_the_others_nothing(files: Files, far: Far) -> None:
    far.gate.clear()
    first, second = (asyncio.create_task(files.fetch(LOGO)) for _ in range(2))
    while not far.asked:
        await asyncio.sleep(0)
    first.cancel()
    far.gate.set()
    assert await second is not None
    assert first.cancelled()


async def test_the_same_words_on_two_channels_are_two_files(files: Files) -> None:
    other = Far(b"%PDF-1.7")
    files.register("telegram", other.fetch)
    theirs = await files.fetch(replace(LOGO, channel="telegram"))
    mine = await files.fetch(LOGO)
    assert mine is not None and theirs is not None
    assert (mine.read_bytes(), theirs.read_bytes()) == (PNG, b"%PDF-1.7")


@pytest.mark.parametrize("content", [b"", bytes(LARGEST + 1)], ids=["empty", "too large"])
async def test_nothing_and_too_much_are_never_had(
    files: Files, far: Far, folder: Path, content: bytes
) -> None:
    far.content = content
    assert await files.fetch(LOGO) is None
    assert names(folder) == []


async def test_sixteen_megabytes_are_had(files: Files, far: Far) -> None:
    far.content = bytes(LARGEST)
    path = await files.fetch(LOGO)
    assert path is not None and path.stat().st_size == LARGEST


async def test_what_is_gone_is_none_and_what_fails_is_the_callers_to_try_again(
    files: Files, far: Far
) -> None:
    trouble = ConnectionError("the line is down")
    far.failures = [Gone("404"), trouble]
    with pytest.raises(ConnectionError) as failed:
        await files.fetch(LOGO)
    assert failed.value is trouble
    assert await files.fetch(LOGO) is None
    assert await files.fetch(LOGO) is not None


@pytest.mark.parametrize(
    "attachment", [Attachment("telegram", "P1", "a.png"), Attachment("local", "0" * 32, "a.png")]
)
async def test_a_file_nobody_can_get_is_none(files: Files, attachment: Attachment) -> None:
    assert await files.fetch(attachment) is None


async def test_a_file_that_does_not_come_is_not_waited_for(
    files: Files, far: Far, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot_files, "PATIENCE", 0.01)
    far.gate.clear()
    with pytest.raises(TimeoutError):
        await files.fetch(LOGO)
    assert far.under_way == 0


async def test_only_so_many_files_are_in_memory_at_once(files: Files, far: Far) -> None:
    far.gate.clear()
    many = [Attachment("whatsapp", f"MM1/ME{n}", "foto.png") for n in range(3 * AT_ONCE)]
    asking = [asyncio.create_task(files.fetch(one)) for one in many]
    while far.under_way < AT_ONCE:
        await asyncio.sleep(0)
    far.gate.set()
    assert None not in await asyncio.gather(*asking)
    assert far.most == AT_ONCE


def test_a_name_on_the_disk_tells_nothing_and_is_the_same_every_time() -> None:
    again = Attachment("whatsapp", "MM1/ME1", "another.png", "file")
    assert kept_as(LOGO) == kept_as(again)
    assert len({kept_as(LOGO), kept_as(Attachment("whatsapp", "MM1/ME2", "foto.png"))}) == 2
    assert "MM1" not in kept_as(LOGO)
