"""Several workers behind one address: a parent that starts them, keeps them running, and stops
them. It does nothing else, so there is nothing of it that can fail.
"""

import asyncio
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial

import structlog

from bot.joins import StartFailed, Undone
from bot.settings import Settings
from services.catalogue import CatalogueInvalid
from storage.database import is_sqlite

SLOWEST = 30.0
"""Seconds at most before a worker that dies again and again is started once more."""

BACKLOG = 2048
"""Connections that may wait until a worker takes them."""

log = structlog.get_logger()


@dataclass(frozen=True)
class Place:
    """Where a worker works: it serves on `listener`, calls `ready` once it does, and stops as soon
    as `parent` can be read from: then nobody is there any more.
    """

    listener: socket.socket
    parent: int
    ready: Callable[[str], None]


@dataclass
class _Seat:
    """The place of one worker, whoever has it: its process, and when it is to be filled again."""

    pid: int = 0
    due: float = 0.0
    deaths: int = 0
    lines: list[int] = field(default_factory=list)


def _say_ready(line: int, url: str) -> None:
    os.write(line, b".")


def listening(host: str, port: int) -> socket.socket:
    """A socket that all workers accept from. Raises `StartFailed` if the address is not free."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise StartFailed(f"cannot listen on {host}, port {port}: {error.strerror}") from None


class Workers:
    """So many processes, each of which does `work` until it is stopped."""

    def __init__(
        self,
        number: int,
        listener: socket.socket,
        work: Callable[[Place], int],
        ready: Callable[[], None],
    ) -> None:
        self._seats = [_Seat() for _ in range(number)]
        self._listener = listener
        self._work = work
        self._ready = ready
        self._alive, self._lifeline = os.pipe()
        self._ever_ready = False
        self._stopping = False

    def run(self) -> int:
        """Keep them running until SIGINT or SIGTERM; returns the exit code."""
        with self._woken_by_signals() as waker:
            code = self._keep(waker)
            self._stop()
        return code

    def _keep(self, waker: int) -> int:
        while not self._stopping:
            for seat in self._seats:
                if not seat.pid and seat.due <= time.monotonic():
                    self._fill(seat)
            self._wait(waker)
            for seat in self._seats:
                code = self._ended(seat)
                if code and not self._ever_ready:
                    return code  # none could start at all: it said why
        return 0

    def _fill(self, seat: _Seat) -> None:
        said, say = os.pipe()
        pid = os.fork()
        if not pid:
            self._be_worker(say)
        os.close(say)
        seat.pid, seat.lines = pid, [said]

    def _be_worker(self, say: int) -> None:
        """Never returns: what stands below it on the stack is the parent's."""
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_DFL)
            os.close(self._lifeline)
            code = self._work(Place(self._listener, self._alive, partial(_say_ready, say)))
        except BaseException:
            log.exception("worker_failed")
        finally:
            os._exit(code)

    def _wait(self, waker: int) -> None:
        """Wait for a signal, for a worker to be ready or to end, or for a seat to be due."""
        now = time.monotonic()
        dues = [seat.due - now for seat in self._seats if not seat.pid]
        lines = {line: seat for seat in self._seats for line in seat.lines}
        timeout = max(0.0, min(dues)) if dues else None
        for line in select.select([waker, *lines], [], [], timeout)[0]:
            if os.read(line, 512) == b"." and line != waker:
                self._took_place(lines[line])
            elif line != waker:
                self._hang_up(lines[line])

    def _took_place(self, seat: _Seat) -> None:
        seat.deaths = 0
        if not self._ever_ready:
            self._ever_ready = True
            self._ready()

    def _hang_up(self, seat: _Seat) -> None:
        for line in seat.lines:
            os.close(line)
        seat.lines = []

    def _ended(self, seat: _Seat, *, wait: bool = False) -> int:
        """The exit code of a worker that has ended, 0 where it runs or ended well."""
        if not seat.pid or (seat.lines and not wait):
            return 0
        pid, status = os.waitpid(seat.pid, 0)
        code = os.waitstatus_to_exitcode(status)
        self._hang_up(seat)
        seat.pid = 0
        pause = min(SLOWEST, 0.5 * 2**seat.deaths) if seat.deaths else 0.0
        seat.due, seat.deaths = time.monotonic() + pause, seat.deaths + 1
        if not self._stopping:
            log.warning("worker_ended", pid=pid, code=code, again_after=pause)
        return abs(code)

    def _stop(self) -> None:
        """Ask all to stop, and wait until they have."""
        self._stopping = True
        os.close(self._lifeline)
        self._listener.close()
        running = [seat for seat in self._seats if seat.pid]
        for seat in running:
            with suppress(ProcessLookupError):
                os.kill(seat.pid, signal.SIGTERM)
        for seat in running:
            self._ended(seat, wait=True)
        os.close(self._alive)

    @contextmanager
    def _woken_by_signals(self) -> Iterator[int]:
        """Have SIGINT and SIGTERM end the wait; what is to be read tells that one came."""

        def stop(number: int, frame: object) -> None:
            self._stopping = True

        waker, written = os.pipe()
        os.set_blocking(written, False)
        former = {n: signal.signal(n, stop) for n in (signal.SIGINT, signal.SIGTERM)}
        woken = signal.set_wakeup_fd(written)
        try:
            yield waker
        finally:
            signal.set_wakeup_fd(woken)
            for number, handler in former.items():
                signal.signal(number, handler)
            os.close(waker)
            os.close(written)


def run_several(settings: Settings, number: int, ready: Callable[[str], None]) -> int:
    """Run the desk in so many workers; returns the exit code. Raises `StartFailed` where only one
    can be.
    """
    if is_sqlite(settings.database_url):
        raise StartFailed(
            "SQLite takes one worker: its file has one writer at a time. --workers is for"
            " PostgreSQL; see docs/postgresql.md"
        )
    if not settings.public:
        raise StartFailed("the try-it page takes one worker; --workers is for a desk with channels")
    if not hasattr(os, "fork"):
        raise StartFailed("this system starts no second worker: run the desk once on each host")
    import bot.app  # noqa: F401, PLC0415 - once for all workers, which then start in no time

    listener = listening(settings.host, settings.port)
    host, port = listener.getsockname()[:2]
    url = f"http://{host}:{port}/"
    workers = Workers(number, listener, lambda place: _work(settings, place), lambda: ready(url))
    return workers.run()


def _work(settings: Settings, place: Place) -> int:
    """The whole life of one worker."""
    try:
        asyncio.run(_serve(settings, place))
    except (CatalogueInvalid, Undone) as error:
        for problem in error.problems:
            print(problem, file=sys.stderr, flush=True)  # noqa: T201 - as the command line does
        return 2
    return 0


async def _serve(settings: Settings, place: Place) -> None:
    from bot.app import serve, settle  # noqa: PLC0415 - see above

    stop, loop = asyncio.Event(), asyncio.get_running_loop()

    def ready(url: str) -> None:
        place.ready(url)
        settle()

    def orphaned() -> None:
        loop.remove_reader(place.parent)
        stop.set()

    loop.add_reader(place.parent, orphaned)
    await serve(settings, listener=place.listener, stop=stop, ready=ready)
