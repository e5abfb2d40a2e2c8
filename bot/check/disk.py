"""The disk: how fast it syncs, whether it is honest about that, and how much is left on it."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from time import perf_counter

from sqlalchemy import make_url

from bot.check.findings import Note, fail, ok, warn
from bot.settings import Settings
from handlers.messages import Phrase

SLOWEST = 100
"""Syncs a second below which customers wait: every batch of messages is one."""

FASTEST = 50_000
"""Above this nothing was written: no disk is that fast, but a cache that forgets is."""

MEASURED = 0.3
"""Seconds of measuring."""

MIB = 1024 * 1024
LOW, OUT = 1024 * MIB, 100 * MIB

_SPEED, _SPACE = Phrase("check-disk"), Phrase("check-space")


async def examined(settings: Settings) -> AsyncIterator[Note]:
    """The folder of the database, if it is a file of ours, and the folder of the files."""
    url = make_url(settings.database_url)
    folders = [settings.files_dir]
    if url.get_backend_name() == "sqlite":
        folders.insert(0, Path(url.database or "").parent)
    homes = list(dict.fromkeys(map(existing, folders)))
    for home in homes:
        try:
            rate = await asyncio.to_thread(sync_rate, home)
        except OSError as error:
            found = Phrase("check-disk-closed", {"folder": str(home), "why": error.strerror or ""})
            yield fail(_SPEED, found, Phrase("check-disk-closed-advice"))
        else:
            yield fast_enough(home, rate)
        yield room(home, shutil.disk_usage(home).free)


def existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there already."""
    folder = folder.absolute()
    return next(home for home in (folder, *folder.parents) if home.is_dir())


def sync_rate(folder: Path, seconds: float = MEASURED) -> int:
    """How many writes of 4 KiB a second this folder's disk says it has kept."""
    block, count = os.urandom(4096), 0
    with tempfile.TemporaryFile(dir=folder, buffering=0) as file:
        start = perf_counter()
        while (passed := perf_counter() - start) < seconds or not count:
            file.seek(0)
            file.write(block)
            os.fsync(file.fileno())
            count += 1
    return round(count / max(passed, 1e-6))


def fast_enough(folder: Path, rate: int) -> Note:
    found = Phrase("check-disk-rate", {"rate": rate, "folder": str(folder)})
    if rate < SLOWEST:
        return warn(_SPEED, found, Phrase("check-disk-slow-advice"))
    if rate > FASTEST:
        return warn(_SPEED, found, Phrase("check-disk-dishonest-advice"))
    return ok(_SPEED, found)


def room(folder: Path, free: int) -> Note:
    found = Phrase("check-space-left", {"free": free // MIB, "folder": str(folder)})
    advice = Phrase("check-space-advice")
    if free < OUT:
        return fail(_SPACE, found, advice)
    return warn(_SPACE, found, advice) if free < LOW else ok(_SPACE, found)
