"""Pictures and files on a disk of our own: what people send us, and what we send.

What a channel calls a file means nothing to another, and no channel keeps it for ever. So what
is to be shown elsewhere is got once from where it was sent, and is ours from then on.
"""

import asyncio
import hashlib
import json
import os
import re
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Literal, TypeAlias
from weakref import WeakValueDictionary

import structlog

from handlers.messages import Attachment

HERE = "local"
"""The channel of files that were first kept here."""

LARGEST = 16 * 1024 * 1024
"""Bytes of one file: what WhatsApp carries at most, and less than Telegram gives."""

PATIENCE = 30.0
"""Seconds until a file must be here: whoever shows it has to be done within a minute."""

AT_ONCE = 8
"""Files got side by side: each is held in memory until it is written."""

_OURS = re.compile(r"[0-9a-f]{32}(\.[a-z0-9]{1,5})?")
_KEPT = re.compile(r"([0-9a-f]{32}|[0-9a-f]{40})(\.[a-z0-9]{1,5})?")
_PICTURES = {".png", ".jpg", ".jpeg", ".webp", ".gif"}

log = structlog.get_logger()


class Gone(Exception):
    """The file can never be had: its channel has it no longer, or it is larger than `LARGEST`."""


Fetcher: TypeAlias = Callable[[str], Awaitable[bytes]]
"""Gets the content of what its channel calls by this ref, and reads no further than `LARGEST`.

Raises `Gone`; any other error means that it may be had later.
"""


class Files:
    """A folder of files under names nobody can guess. A name stands for a whole file, always."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._fetchers: dict[str, Fetcher] = {}
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._getting: set[asyncio.Task[Path | None]] = set()

    def register(self, channel: str, fetcher: Fetcher) -> None:
        """From now on this channel's files can be got."""
        self._fetchers[channel] = fetcher

    def keep(self, content: bytes, name: str) -> Attachment:
        """Keep a file that comes from no channel; it is safe on the disk when this returns."""
        ending = _ending(name)
        ref = secrets.token_hex(16) + ending
        self._write(ref, content)
        kind: Literal["photo", "file"] = "photo" if ending in _PICTURES else "file"
        return Attachment(HERE, ref, Path(name).name[:80], kind)

    def keep_as(self, attachment: Attachment, content: bytes) -> None:
        """Keep what was made here of something else, as the file of this attachment."""
        self._write(kept_as(attachment), _sized(content))

    def path(self, attachment: Attachment) -> Path | None:
        """Where a file is on our disk; None if it is not, or not yet."""
        return self.named(kept_as(attachment))

    def named(self, name: str) -> Path | None:
        """The file under a name of `kept_as`; None for anything else, whatever it holds."""
        if not _KEPT.fullmatch(name):
            return None
        path = self._folder / name
        return path if path.is_file() else None

    async def fetch(self, attachment: Attachment) -> Path | None:
        """Where a file is on our disk, got from its channel first if need be.

        None if it can never be had. What raises may work later. Whoever asks for a file that is
        on its way waits for it.
        """
        getting = asyncio.create_task(self._got(attachment))
        self._getting.add(getting)
        getting.add_done_callback(self._over)
        return await asyncio.shield(getting)  # who tries again later finds what was begun

    def _over(self, getting: "asyncio.Task[Path | None]") -> None:
        self._getting.discard(getting)
        if not getting.cancelled():
            getting.exception()  # told to whoever still waits; to nobody else

    async def _got(self, attachment: Attachment) -> Path | None:
        lock = self._locks.setdefault(kept_as(attachment), asyncio.Lock())
        async with asyncio.timeout(PATIENCE), lock:
            return self.path(attachment) or await self._get(attachment)

    async def _get(self, attachment: Attachment) -> Path | None:
        fetcher = self._fetchers.get(attachment.channel, _nowhere)
        try:
            async with self._turns:
                content = _sized(await fetcher(attachment.ref))
                await asyncio.to_thread(self._write, kept_as(attachment), content)
        except Gone as gone:
            log.warning("file_gone", channel=attachment.channel, why=str(gone))
            return None
        return self.path(attachment)

    def _write(self, name: str, content: bytes) -> None:
        """Write a file under another name first: there is never half a file under its own."""
        self._folder.mkdir(parents=True, exist_ok=True)
        half = self._folder / f".{secrets.token_hex(8)}.part"
        try:
            with half.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            half.replace(self._folder / name)
        finally:
            half.unlink(missing_ok=True)
        _sync(self._folder)


def kept_as(attachment: Attachment) -> str:
    """The name of its file, whether it is here or not: the same for the same file."""
    if attachment.channel == HERE and _OURS.fullmatch(attachment.ref):
        return attachment.ref
    whose = json.dumps([attachment.channel, attachment.ref]).encode()
    return hashlib.sha256(whose).hexdigest()[:40] + _ending(attachment.name)


def _ending(name: str) -> str:
    ending = Path(name).suffix.lower()
    return ending if re.fullmatch(r"\.[a-z0-9]{1,5}", ending) else ""


def _sync(folder: Path) -> None:
    """See to it that a new name in the folder survives a power failure."""
    with suppress(PermissionError):  # Windows opens no folder, and needs none synced
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sized(content: bytes) -> bytes:
    if not 0 < len(content) <= LARGEST:
        raise Gone(f"{len(content)} bytes")
    return content


async def _nowhere(ref: str) -> bytes:
    raise Gone("nobody gets files of this channel")
