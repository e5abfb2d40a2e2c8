"""A desk that echoes, on a real database and a real server: all the try-it page needs."""

import asyncio
import base64
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import uvicorn
from sqlalchemy import delete
from starlette.applications import Starlette

from bot.channels.local import Local
from bot.files import Files
from bot.intake import Intake
from bot.web.tryit import tryit_routes
from handlers.messages import STRONG, WEAK, Said, Spoken, SpokenChoice
from storage import screens, tables
from storage.codec import Arrival
from storage.database import Database
from storage.migrate import upgrade

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAE0lEQVR4nGOoElN7tNKaAYiBLAAkzAT5"
    "vfQugAAAAABJRU5ErkJggg=="
)
"""A picture of two by two."""

NOW = datetime(2025, 12, 1, 3, 0, tzinfo=UTC)


class EchoDesk:
    """Hears what the page says and says it back; tests put other messages on the screens."""

    def __init__(self, folder: Path) -> None:
        self.database = Database(f"sqlite+aiosqlite:///{folder / 'tryit.db'}")
        self.files = Files(folder / "files")
        self.local = Local(self.database, cast("Intake", self), self.files, lambda: NOW)
        self.heard: list[Said] = []

    async def take(self, arrivals: Sequence[Arrival]) -> None:
        """The intake's part: every message is answered at once."""
        for arrival in arrivals:
            assert isinstance(arrival.heard, Said)
            self.heard.append(arrival.heard)
            words = echo(arrival.heard)
            await self.says(arrival.heard.address.chat, f"Tercatat: {STRONG}{words}{WEAK}")

    async def forget(self) -> None:
        """Begin with empty screens, as on another database."""
        await self.database.write(lambda c: c.execute(delete(tables.screens)))
        self.heard.clear()

    async def says(
        self,
        chat: str,
        text: str,
        *choices: SpokenChoice,
        closed: bool = True,
        instead_of: int = 0,
        answers: int = 0,
    ) -> int:
        """Put a message of the desk on a screen, or change one that stands there."""
        spoken = Spoken(text, "id", choices, closed)
        drawing = screens.drawn(spoken, edited=bool(instead_of), answers=str(answers or ""))
        if instead_of:
            await self.database.write(lambda c: screens.change(c, instead_of, drawing))
            return instead_of
        return await self.database.write(lambda c: screens.show(c, chat, "", "", drawing, NOW))


def echo(said: Said) -> str:
    """What the desk noticed."""
    return said.press or said.text or said.attachments[0].name


def options(*labels: str, description: str = "") -> list[SpokenChoice]:
    """Choices with these labels; a press is "pick=" and the label."""
    return [SpokenChoice(f"pick={label}", label, description) for label in labels]


@asynccontextmanager
async def echo_desk(folder: Path) -> AsyncIterator[EchoDesk]:
    """A desk on a new database, closed at the end."""
    desk = EchoDesk(folder)
    await desk.database.write(upgrade)
    try:
        yield desk
    finally:
        await desk.database.close()


class _Quiet(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def served(desk: EchoDesk, port: int = 0) -> AsyncIterator[str]:
    """The address of a server that serves the desk's page; it stops as the program does."""
    stop = asyncio.Event()
    app = Starlette(routes=tryit_routes(desk.local, stop.is_set))
    config = uvicorn.Config(app, "127.0.0.1", port, log_config=None, lifespan="off")
    server = _Quiet(config)
    running = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        host, bound = server.servers[0].sockets[0].getsockname()
        yield f"http://{host}:{bound}"
    finally:
        stop.set()
        server.should_exit = True
        await running
