"""The whole program put together: the only place where real things are chosen."""

import asyncio
import gc
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager, suppress
from functools import partial

import structlog
import uvicorn
from starlette.routing import BaseRoute

from bot import clock as clocks
from bot.channels import telegram as telegram_channel
from bot.clock import Clock
from bot.desk import Desk, opened
from bot.joins import Joined, Work
from bot.pacing import Limits
from bot.settings import Settings
from bot.web.app import web_app
from storage import upkeep
from storage.database import unavailable

TIDY_EVERY = 3600.0
"""Seconds between two rounds of upkeep."""

log = structlog.get_logger()


def settle() -> None:
    """What a process made to start stays until it ends: no collection of garbage looks at it from
    now on. A full one would hold all answers up for 85 ms (160,000 objects, measured). For a
    process that serves one desk and nothing else.
    """
    gc.freeze()


async def serve(
    settings: Settings,
    *,
    try_it: bool = False,
    ready: Callable[[str], None] = print,
    clock: Clock = clocks.wall,
    stop: asyncio.Event | None = None,
    limits: Limits | None = None,
    listener: socket.socket | None = None,
) -> None:
    """Run the desk until it is told to stop, by a signal or by `stop`: batches are finished, the
    rest waits in the outbox.

    `ready` is called with the address it serves on. The try-it page is served only where no
    real channel is: it lets anybody who reaches it be anybody. `limits` replaces the channels'
    own; `listener` is where to serve instead of the address that is set.
    """
    stop = stop or asyncio.Event()
    async with opened(settings, clock) as desk, AsyncExitStack() as stack:
        if settings.public and not try_it:
            joined = await _join(settings, desk, stack, stop, limits)
        else:
            from bot.web.tryit import tryit_routes  # noqa: PLC0415 - a page few desks serve

            await desk.seat("page-officer", "Petugas")
            joined = [Joined(routes=tryit_routes(desk.local, stop.is_set))]
        await _run(settings, desk, joined, ready, stop, listener)


async def _join(
    settings: Settings,
    desk: Desk,
    stack: AsyncExitStack,
    stop: asyncio.Event,
    limits: Limits | None,
) -> list[Joined]:
    """Join the desk to every channel that has what it needs; what the others need stays out of
    memory.
    """
    from bot.http import Http  # noqa: PLC0415

    http = Http()
    stack.push_async_callback(http.close)
    joined = []
    if settings.telegram_token is not None:
        from bot.joins.telegram import join_telegram  # noqa: PLC0415

        joined.append(await join_telegram(settings, desk, http, stack, stop, limits))
    if settings.twilio_account_sid:
        from bot.joins.whatsapp import join_whatsapp  # noqa: PLC0415

        joined.append(join_whatsapp(settings, desk, http, limits))
    return joined


async def _run(
    settings: Settings,
    desk: Desk,
    joined: Sequence[Joined],
    ready: Callable[[str], None],
    stop: asyncio.Event,
    listener: socket.socket | None,
) -> None:
    """Run everything side by side until `stop`, then end it in good order."""
    server = _server(settings, desk, [route for one in joined for route in one.routes])
    async with asyncio.TaskGroup() as group:
        runners = [group.create_task(d.run()) for d in desk.dispatchers]
        web = group.create_task(server.serve(None if listener is None else [listener]))
        work: dict[str, Work] = {"upkeep": partial(_upkeep, desk)}
        for one in joined:
            work |= one.work
        background = [group.create_task(desk.duties.doing(k, w)) for k, w in work.items()]
        await asyncio.sleep(0)  # each has said by now what it seeks
        renewing = group.create_task(desk.duties.run())
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
        await desk.intake.finish()
        renewing.cancel()
        await desk.duties.release()


async def _upkeep(desk: Desk) -> None:
    while True:
        tidy = partial(upkeep.tidy, channel=telegram_channel.NAME, now=desk.clock())
        try:
            await desk.database.write(tidy, name="tidy")
        except Exception as error:  # there is time
            if unavailable(error):
                log.warning("not_tidied", why=type(error).__name__)
            else:
                log.exception("not_tidied")
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
