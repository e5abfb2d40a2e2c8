"""The whole program put together: the only place where real things are chosen."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

import structlog
import uvicorn
from starlette.routing import BaseRoute
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot import clock as clocks
from bot.channels import telegram as telegram_channel
from bot.channels.local import NAME as LOCAL
from bot.channels.local import STAFF, Local
from bot.channels.telegram.api import connect
from bot.channels.telegram.channel import Telegram
from bot.channels.telegram.polling import Updates, poll
from bot.channels.telegram.profile import introduce
from bot.channels.telegram.updates import ALLOWED
from bot.clock import Clock
from bot.intake import Intake
from bot.metrics import Metrics
from bot.outbox import Dispatcher
from bot.pacing import TELEGRAM, UNLIMITED, Limits
from bot.settings import Settings
from bot.speech import Speech
from bot.web.app import web_app
from bot.web.telegram import PATH, webhook
from bot.web.tryit import tryit_routes
from handlers.messages import Address, Said
from handlers.scene import Shop
from services.catalogue import load
from storage import batch, upkeep
from storage.database import Database
from storage.migrate import upgrade

LOCAL_LEASE = timedelta(seconds=5)
"""A screen of our own answers at once; whoever holds a message longer has died."""

TIDY_EVERY = 3600.0
"""Seconds between two rounds of upkeep."""

log = structlog.get_logger()


@dataclass
class Desk:
    """One desk: its database, its way in, its ways out, and its own little messenger."""

    database: Database
    shop: Shop
    clock: Clock
    metrics: Metrics
    intake: Intake
    local: Local
    dispatchers: list[Dispatcher] = field(default_factory=list)

    def wake(self) -> None:
        """Something was answered: let every dispatcher look."""
        for dispatcher in self.dispatchers:
            dispatcher.wake()

    async def seat(self, person: str, name: str) -> None:
        """Seat whoever runs the program in the little messenger's staff chat."""
        now = self.clock()
        said = Said(Address(LOCAL, STAFF), person, name, now, private=False)
        await self.database.write(lambda c: batch.sit(c, said, self.shop, now))
        self.wake()


@asynccontextmanager
async def opened(settings: Settings, clock: Clock = clocks.wall) -> AsyncIterator[Desk]:
    """A desk on a database that is brought up to date; closed in good order at the end.

    Raises `CatalogueInvalid` if the catalogue has mistakes.
    """
    path = settings.catalogue_path
    catalogue = load(path)
    database = Database(settings.database_url)
    try:
        await database.write(upgrade)
        now, body = clock(), path.read_text("utf-8")
        await database.write(lambda c: upkeep.keep_catalogue(c, catalogue.fingerprint, body, now))
        speech = Speech(ZoneInfo(catalogue.workshop.timezone))
        shop = Shop(catalogue, speech, settings.staff_language)
        metrics = Metrics()
        intake = Intake(database, shop, clock, metrics)
        local = Local(database, intake, settings.files_dir, clock)
        desk = Desk(database, shop, clock, metrics, intake, local)
        intake.answered = desk.wake
        desk.dispatchers.append(
            Dispatcher(local, database, UNLIMITED, speech, clock, metrics, lease=LOCAL_LEASE)
        )
        yield desk
    finally:
        await database.close()


async def serve(
    settings: Settings,
    *,
    try_it: bool = False,
    ready: Callable[[str], None] = print,
    clock: Clock = clocks.wall,
    stop: asyncio.Event | None = None,
    limits: Limits = TELEGRAM,
) -> None:
    """Run the desk until it is told to stop, by a signal or by `stop`: batches are finished, the
    rest waits in the outbox.

    `ready` is called with the address it serves on. The try-it page is served only where no
    real channel is: it lets anybody who reaches it be anybody.
    """
    stop = stop or asyncio.Event()
    async with opened(settings, clock) as desk, AsyncExitStack() as stack:
        if settings.telegram_token is not None and not try_it:
            joined = await _join_telegram(settings, desk, stack, stop, limits)
        else:
            await desk.seat("page-officer", "Petugas")
            joined = Joined(routes=tryit_routes(desk.local, stop.is_set))
        await _run(settings, desk, joined, ready, stop)


class StartFailed(Exception):
    """The desk cannot start; `problems` say why, in words for whoever started it."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Joined:
    """What a channel adds to the program: routes, and work that goes on beside everything."""

    routes: Sequence[BaseRoute] = ()
    work: Sequence[Callable[[], Coroutine[None, None, None]]] = ()


async def _run(
    settings: Settings,
    desk: Desk,
    joined: Joined,
    ready: Callable[[str], None],
    stop: asyncio.Event,
) -> None:
    """Run everything side by side until `stop`, then end it in good order."""
    server = _server(settings, desk, joined.routes)
    async with asyncio.TaskGroup() as group:
        runners = [group.create_task(d.run()) for d in desk.dispatchers]
        web = group.create_task(server.serve())
        background = [group.create_task(_upkeep(desk))]
        background += [group.create_task(work()) for work in joined.work]
        await desk.local.hear_lost()
        with _stopping_on_signals(stop):
            await _until_started(server, web)
            ready(_address(server))
            await asyncio.wait(
                [asyncio.ensure_future(stop.wait()), web], return_when=asyncio.FIRST_COMPLETED
            )
        for task in background:
            task.cancel()
        server.should_exit = True
        await web
        for dispatcher in desk.dispatchers:
            dispatcher.stop()
        await asyncio.gather(*runners)


async def _join_telegram(
    settings: Settings, desk: Desk, stack: AsyncExitStack, stop: asyncio.Event, limits: Limits
) -> Joined:
    """Join the desk to its bot: by webhook where that is set, else by long polling.

    Raises `StartFailed` if Telegram refuses the token or cannot be reached.
    """
    assert settings.telegram_token is not None
    token = settings.telegram_token.get_secret_value()
    bot = connect(token, settings.telegram_api_url, settings.telegram_file_url)
    stack.push_async_callback(bot.shutdown)
    try:
        await bot.initialize()
        if settings.telegram_mode == "webhook":
            await _set_webhook(bot, settings)
        else:
            await bot.delete_webhook()
    except InvalidToken:
        raise StartFailed("PROKANA_TELEGRAM_TOKEN was refused by Telegram: prokana check") from None
    except TelegramError as error:
        raise StartFailed(f"Telegram cannot be used: {error.message}: prokana check") from None
    channel = Telegram(bot, desk.intake.take, desk.local.file, desk.clock)
    desk.dispatchers.append(
        Dispatcher(
            channel, desk.database, limits, desk.shop.voice, desk.clock, desk.metrics, sole=True
        )
    )
    incoming = Updates(channel, desk.intake.take, desk.clock, bot.username)
    present = partial(introduce, bot, desk.shop.voice, desk.shop.catalogue)
    if settings.telegram_mode == "webhook":
        return Joined([webhook(incoming, _secret(settings))], [present])
    return Joined(work=[present, partial(_poll, bot, incoming, stop)])


async def _set_webhook(bot: Bot, settings: Settings) -> None:
    url = settings.public_url.rstrip("/") + PATH
    await bot.set_webhook(url, secret_token=_secret(settings), allowed_updates=ALLOWED)


def _secret(settings: Settings) -> str:
    assert settings.telegram_webhook_secret is not None, "the settings see to it"
    return settings.telegram_webhook_secret.get_secret_value()


async def _poll(bot: Bot, incoming: Updates, stop: asyncio.Event) -> None:
    try:
        await poll(bot, incoming)
    except InvalidToken:
        log.exception("token_refused", advice="prokana check")
        stop.set()


async def _upkeep(desk: Desk) -> None:
    while True:
        await desk.database.write(
            partial(upkeep.tidy, channel=telegram_channel.NAME, now=desk.clock())
        )
        await asyncio.sleep(TIDY_EVERY)


class _Server(uvicorn.Server):
    """uvicorn without its own handling of signals: the desk stops as a whole."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _server(settings: Settings, desk: Desk, routes: Sequence[BaseRoute]) -> _Server:
    async def examined() -> dict[str, bool]:
        return {"database": await desk.database.alive()}

    config = uvicorn.Config(
        web_app(desk.metrics, examined, routes),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=3,
    )
    return _Server(config)


async def _until_started(server: uvicorn.Server, web: asyncio.Task[None]) -> None:
    while not server.started and not web.done():  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)


def _address(server: uvicorn.Server) -> str:
    """Where the server really listens: port 0 in the settings means any free one."""
    host, port = server.servers[0].sockets[0].getsockname()[:2]
    return f"http://{host}:{port}/"


@contextmanager
def _stopping_on_signals(stop: asyncio.Event) -> Iterator[None]:
    """Set `stop` at the first SIGINT or SIGTERM; where the loop cannot, by a plain handler."""
    loop = asyncio.get_running_loop()
    names = (signal.SIGINT, signal.SIGTERM)
    try:
        for name in names:
            loop.add_signal_handler(name, stop.set)
    except NotImplementedError:
        for name in names:
            signal.signal(name, lambda *_: loop.call_soon_threadsafe(stop.set))
    try:
        yield
    finally:
        with suppress(NotImplementedError):
            for name in names:
                loop.remove_signal_handler(name)
