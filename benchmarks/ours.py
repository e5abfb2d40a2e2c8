"""The desk as `prokana run` puts it together, with nothing but the network left out."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.dialog import Chats, Player
from benchmarks.transport import bot
from bot.channels.telegram.channel import Telegram
from bot.channels.telegram.polling import Updates
from bot.desk import Desk, opened
from bot.outbox import Dispatcher
from bot.pacing import UNLIMITED
from bot.settings import Settings


def settings(folder: Path) -> Settings:
    """The settings of a desk that keeps everything in this folder, whatever `.env` says."""
    return Settings(
        _env_file=None,
        database_url=f"sqlite+aiosqlite:///{folder}/prokana.db",
        files_dir=folder / "files",
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """A desk, Telegram's way into it, and the way out, which sends nothing by itself."""

    desk: Desk
    incoming: Updates
    dispatcher: Dispatcher


@asynccontextmanager
async def standing(folder: Path, chats: Chats) -> AsyncIterator[Standing]:
    """A desk without a network."""
    async with opened(settings(folder)) as desk:
        without_network = await bot(chats)
        channel = Telegram(without_network, desk.intake.take, desk.files, desk.clock)
        dispatcher = _dispatcher(channel, desk)
        desk.dispatchers.append(dispatcher)
        incoming = Updates(channel, desk.intake.take, desk.clock, without_network.username)
        yield Standing(desk, incoming, dispatcher)


@asynccontextmanager
async def taking(folder: Path, chats: Chats) -> AsyncIterator[Player]:
    """A desk that takes raw updates in; what it has to say is sent by its dispatcher."""
    async with standing(folder, chats) as stands:
        running = asyncio.create_task(stands.dispatcher.run())

        async def deliver(raw: bytes) -> None:
            await stands.incoming.take([json.loads(raw)])

        async def settle() -> None:
            """Have it on the disk of every message that it was sent."""
            stands.dispatcher.stop()
            await running

        yield Player(deliver, settle)
        await settle()


def _dispatcher(channel: Telegram, desk: Desk) -> Dispatcher:
    """Sends as fast as it can: how fast Telegram allows is not what is measured."""
    voice, clock, metrics = desk.shop.voice, desk.clock, desk.metrics
    return Dispatcher(channel, desk.database, UNLIMITED, voice, clock, metrics, sole=True)
