"""Webhook servers to be measured; each tells its port when it is ready.

`ours` is the desk's own route on the desk's own server; `alone` is the same with a transaction
for every request, in the desk's own writer; `driver` is that as tutorials write it, through the
asynchronous driver; `ptb` is python-telegram-bot's server with no handler at all.
"""

import asyncio
import socket
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeAlias

import uvicorn
from sqlalchemy import event
from sqlalchemy.ext.asyncio import create_async_engine
from telegram.ext import ApplicationBuilder

from benchmarks.dialog import Chats
from benchmarks.ours import settings
from benchmarks.transport import TOKEN, NoNetwork, bot
from bot.channels.telegram.channel import Telegram
from bot.channels.telegram.polling import Updates
from bot.desk import Desk, opened
from bot.web.app import web_app
from bot.web.telegram import PATH, webhook
from storage import batch
from storage.codec import Arrival

SECRET = "contoh-rahasia"  # noqa: S105 - made up


Take: TypeAlias = Callable[[list[Arrival]], Awaitable[None]]


def ready(port: int) -> None:
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()


def one_by_one(desk: Desk) -> Take:
    """An intake that waits for nobody's company: a transaction a request."""

    async def take(arrivals: list[Arrival]) -> None:
        now = desk.clock()
        await desk.database.write(lambda c: batch.take(c, arrivals, desk.shop, now))

    return take


def by_driver(desk: Desk) -> Take:
    """A transaction a request over an asynchronous engine, one connection that writes."""
    engine = create_async_engine(desk.database.url, pool_size=1, max_overflow=0, pool_timeout=60)

    @event.listens_for(engine.sync_engine, "connect")
    def configure(connection: Any, record: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.close()

    async def take(arrivals: list[Arrival]) -> None:
        now = desk.clock()
        async with engine.begin() as connection:
            await connection.run_sync(lambda c: batch.take(c, arrivals, desk.shop, now))

    return take


def grouped(desk: Desk) -> Take:
    return desk.intake.take


async def ours(folder: Path, taking: Callable[[Desk], Take]) -> None:
    async with opened(settings(folder)) as desk:
        take = taking(desk)
        channel = Telegram(await bot(Chats()), take, desk.files, desk.clock)
        route = webhook(Updates(channel, take, desk.clock, "contoh_bot"), SECRET)
        app = web_app(desk.metrics, _well, [route])
        config = uvicorn.Config(app, port=0, log_config=None, access_log=False, lifespan="off")
        await _serve(uvicorn.Server(config))


async def _well() -> dict[str, bool]:
    return {}


async def _serve(server: uvicorn.Server) -> None:
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    ready(server.servers[0].sockets[0].getsockname()[1])
    await serving


async def ptb() -> None:
    """The library's own server; it hands updates to a dispatcher that has nobody to call."""
    builder = ApplicationBuilder().token(TOKEN)
    chats = Chats()
    builder = builder.request(NoNetwork(chats)).get_updates_request(NoNetwork(chats))
    async with builder.build() as application:
        await application.start()
        assert application.updater is not None
        port = _free_port()
        await application.updater.start_webhook(
            listen="127.0.0.1",
            port=port,
            url_path=PATH,
            secret_token=SECRET,
            webhook_url="https://contoh.example" + PATH,
        )
        ready(port)
        await asyncio.Event().wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    which = sys.argv[1]
    ways = {"ours": grouped, "alone": one_by_one, "driver": by_driver}
    asyncio.run(ptb() if which == "ptb" else ours(Path(sys.argv[2]), ways[which]))
