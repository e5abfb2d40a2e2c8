"""The same person and the same officer, on every way into the desk.

A world runs the real program on a real SQLite file; only the far end of the wire (Telegram's
server) is a double.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Protocol

from pydantic import SecretStr

from bot.app import serve
from bot.clock import wall
from bot.desk import Desk, opened
from bot.pacing import UNLIMITED, Limits
from bot.settings import Settings
from bot.terminal import Terminal
from services.orders import Role
from storage.database import Database
from storage.upkeep import invite
from tests.artwork.logos import LOGOS, logo
from tests.doubles.telegram import BotApi, Group, PrivateChat, Shown

TOKEN = "123456789:TEST-token-of-the-double-abcdefghijk"
PATIENCE = 45.0
"""Seconds a message may take to appear."""

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


def content_of(name: str) -> bytes:
    """A file of ours by its name; of any other name a picture of one pixel."""
    return logo(name) if name in LOGOS else PNG


class World(Protocol):
    """A way to be a customer ("") and an officer ("petugas") of the desk."""

    async def says(self, who: str, text: str) -> None: ...
    async def presses(self, who: str, label: str) -> None: ...
    async def sends(self, who: str, name: str) -> None: ...
    async def replies(self, who: str, to: str, text: str) -> None:
        """Answer the newest message that contains `to`."""
        ...

    async def restart(self) -> None: ...
    async def look(self) -> None:
        """Look at the screen, where nothing appears on it by itself."""
        ...

    def mark(self) -> None:
        """What comes from now on is new."""
        ...

    def news(self, who: str) -> str:
        """All that person sees that is new or changed, with labels in brackets."""
        ...


async def until(condition: Callable[[], bool], patience: float = PATIENCE) -> bool:
    """Wait for a condition; false if it does not come."""
    ends = asyncio.get_running_loop().time() + patience
    while not condition():
        if asyncio.get_running_loop().time() > ends:
            return False
        await asyncio.sleep(0.02)
    return True


def settings_in(folder: Path, **values: object) -> Settings:
    """Settings of a desk that lives in this folder, on any free port, and reads no `.env`. People
    may be as quick as a test is.
    """
    return Settings.model_validate(
        {
            "database_url": f"sqlite+aiosqlite:///{folder}/prokana.db",
            "files_dir": folder / "files",
            "port": 0,
            "messages_per_minute": 0,
            **values,
        }
    )


class TerminalWorld:
    """Both at terminals of one desk."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self._settings = settings
        self._folder = folder
        self._stack = AsyncExitStack()
        self._lines: dict[str, list[str]] = {"": [], "petugas": []}
        self._people: dict[str, Terminal] = {}

    async def open(self) -> None:
        desk: Desk = await self._stack.enter_async_context(opened(self._settings))
        self._people = {
            "": Terminal(desk, "Dewi", False, self._lines[""].append),
            "petugas": Terminal(desk, "Budi", True, self._lines["petugas"].append),
        }
        for person in self._people.values():
            await person.begin()

    async def close(self) -> None:
        await self._stack.aclose()

    async def says(self, who: str, text: str) -> None:
        await self._people[who].take(text)
        await self.look()

    async def look(self) -> None:
        for person in self._people.values():
            await person.look()

    async def presses(self, who: str, label: str) -> None:
        await self.says(who, label)

    async def sends(self, who: str, name: str) -> None:
        path = self._folder / name
        path.write_bytes(content_of(name))
        await self.says(who, f'@"{path}"')

    async def replies(self, who: str, to: str, text: str) -> None:
        lines = self._lines[who]
        at = max(i for i, line in enumerate(lines) if to in line)
        number = lines[at].partition("#")[2].split(":")[0].split()[0]
        await self.says(who, f"#{number} {text}")

    async def restart(self) -> None:
        await self.close()
        self._stack = AsyncExitStack()
        await self.open()

    def mark(self) -> None:
        for lines in self._lines.values():
            lines.append("\n--- mark")

    def news(self, who: str) -> str:
        lines = self._lines[who]
        at = max(i for i, line in enumerate(lines) if line == "\n--- mark")
        return re.sub(
            r"\[\d+\] (.*?)(?= — |$)", r"[\1]", "\n".join(lines[at + 1 :]), flags=re.MULTILINE
        )


@asynccontextmanager
async def terminal_world(folder: Path, **values: object) -> AsyncIterator[World]:
    world = TerminalWorld(settings_in(folder, **values), folder)
    await world.open()
    try:
        yield world
    finally:
        await world.close()


class Running:
    """The real program, served in this loop."""

    def __init__(self, settings: Settings, limits: Limits = UNLIMITED) -> None:
        self._settings = settings
        self._limits = limits
        self.url = ""

    async def start(self) -> None:
        ready = asyncio.get_running_loop().create_future()
        self._stop = asyncio.Event()
        self._task = asyncio.create_task(
            serve(self._settings, ready=ready.set_result, stop=self._stop, limits=self._limits)
        )
        done, _ = await asyncio.wait(
            [ready, self._task], timeout=15, return_when=asyncio.FIRST_COMPLETED
        )
        assert ready in done, "the desk did not start"
        self.url = ready.result()

    async def stop(self) -> None:
        self._stop.set()
        await asyncio.wait_for(self._task, 15)


class TelegramWorld:
    """Both on Telegram: a private chat, and a group linked with a one-time code."""

    def __init__(self, api: BotApi, running: Running) -> None:
        self.api = api
        self._running = running
        self.dewi = api.user(101, "Dewi", language_code="id")
        self.budi = api.user(202, "Budi", language_code="id")
        self.chat: PrivateChat = api.private(self.dewi)
        self.group: Group = api.group(-500, "Petugas", members=[self.budi])
        self._old: dict[str, set[str]] = {"": set(), "petugas": set()}

    async def says(self, who: str, text: str) -> None:
        if who:
            await self.group.says(self.budi, text)
        else:
            await self.chat.says(text)

    async def presses(self, who: str, label: str) -> None:
        if who:
            await self.group.presses(self.budi, label)
        else:
            await self.chat.presses(label)

    async def sends(self, who: str, name: str) -> None:
        assert not who
        await self.chat.sends_photo(content_of(name))

    async def replies(self, who: str, to: str, text: str) -> None:
        message = await self.group.wait_text(to, anywhere=True)
        await asyncio.sleep(0.1)  # nobody answers before we know under which id it was sent
        await self.group.replies(self.budi, message, text)

    async def restart(self) -> None:
        await self._running.stop()
        await self._running.start()

    def _drawn(self, who: str) -> list[str]:
        chat = self.group if who else self.chat
        return [_drawn(m) for m in chat.messages if m.from_bot]

    async def look(self) -> None:
        pass

    def mark(self) -> None:
        self._old = {who: set(self._drawn(who)) for who in ("", "petugas")}

    def news(self, who: str) -> str:
        return "\n\n".join(m for m in self._drawn(who) if m not in self._old[who])


def _drawn(shown: Shown) -> str:
    return f"{shown.id}: {shown.text}\n" + " ".join(f"[{label}]" for label in shown.labels)


def telegram_settings(folder: Path, api: BotApi, **values: object) -> Settings:
    return settings_in(
        folder,
        telegram_token=SecretStr(TOKEN),
        telegram_api_url=api.base_url,
        telegram_file_url=api.base_file_url,
        **values,
    )


@asynccontextmanager
async def telegram_world(folder: Path, **values: object) -> AsyncIterator[World]:
    async with BotApi(token=TOKEN) as api:
        settings = telegram_settings(folder, api, **values)
        running = Running(settings)
        await running.start()
        try:
            world = TelegramWorld(api, running)
            await seat_officer(world, settings)
            yield world
        finally:
            await running.stop()


async def seat_officer(world: TelegramWorld, settings: Settings) -> None:
    """Link the group and make Budi an officer, by codes, as an operator would."""
    await world.group.says(world.budi, f"/tautkan {await invitation(settings)}")
    await world.group.wait_text("tertaut", anywhere=True)
    private = world.api.private(world.budi)
    await private.starts(await invitation(settings))
    await private.wait_text("bergabung", anywhere=True)


async def invitation(settings: Settings) -> str:
    """A one-time code for the head of the desk."""
    database = Database(settings.database_url)
    try:
        return await database.write(lambda c: invite(c, Role.HEAD, wall()))
    finally:
        await database.close()
