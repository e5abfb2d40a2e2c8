"""A fault at a named point, struck in the program itself.

`install` is called in a child before it becomes the program. It wraps the seams the program has
anyway: the one way to commit, the one way to ask the outside world, the application that answers
webhooks. Which fault is due stands in a file of the program's folder, so that one program serves
many trials, and a fault outlives the program it kills.
"""

import asyncio
import json
import os
import signal
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.exc import OperationalError

import bot.app
from bot import outbox
from bot.channels.whatsapp import catchup
from bot.http import AnswerLost, Http, NeverSent
from bot.joins import telegram, whatsapp
from bot.pacing import UNLIMITED
from storage.database import Database

LEASE = timedelta(seconds=4)
HANG = 9.0
"""Seconds: more than twice the lease."""

ARMED = Path("armed")
REACHED = Path("reached")
STRUCK = Path("struck")


class Planted(Exception):
    """The fault that is an exception."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens, at which stage of which point, and how often."""

    point: str
    stage: str
    kind: str
    times: int = 1


def arm(folder: Path, faults: Sequence[Fault]) -> None:
    """From now on these are due, each where it belongs."""
    (folder / STRUCK).unlink(missing_ok=True)
    _replace(folder / ARMED, [asdict(fault) for fault in faults])


def _replace(path: Path, faults: list[dict[str, Any]]) -> None:
    half = path.with_suffix(".half")
    half.write_text(json.dumps(faults))
    half.rename(path)


_seen: set[tuple[str, str]] = set()
"""What this process has passed."""


def _due(point: str, stage: str) -> str:
    """The kind of the fault that is due here; counts it."""
    if (point, stage) not in _seen:
        _seen.add((point, stage))
        with REACHED.open("a") as reached:
            reached.write(f"{point}\t{stage}\n")
    try:
        armed = json.loads(ARMED.read_text())
    except FileNotFoundError:
        return ""
    due = next((f for f in armed if (f["point"], f["stage"]) == (point, stage)), None)
    if due is None or not due["times"]:
        return ""
    due["times"] -= 1
    _replace(ARMED, armed)
    with STRUCK.open("a") as struck:
        struck.write(".")
    if due["kind"] == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    return str(due["kind"])


def _error(kind: str, *, gone: bool) -> Exception:
    match kind:
        case "full":
            said = sqlite3.OperationalError("database or disk is full")
            return OperationalError("COMMIT", {}, said)
        case "busy":
            return OperationalError("BEGIN", {}, sqlite3.OperationalError("database is locked"))
        case "reset":
            return AnswerLost("connection reset") if gone else NeverSent("connection reset")
        case _:
            return Planted(kind)


def _cancel_all() -> None:
    for task in asyncio.all_tasks():
        task.cancel()


def _strike_thread(loop: asyncio.AbstractEventLoop, point: str, stage: str) -> None:
    kind = _due(point, stage)
    if kind == "hang":
        time.sleep(HANG)
    elif kind == "cancel":
        loop.call_soon_threadsafe(_cancel_all)
        time.sleep(0.05)
    elif kind:
        raise _error(kind, gone=False)


async def _strike(point: str, stage: str, *, gone: bool = False) -> None:
    kind = _due(point, stage)
    if kind == "hang":
        await asyncio.sleep(HANG)
    elif kind == "cancel":
        _cancel_all()
        await asyncio.sleep(0)
    elif kind:
        raise _error(kind, gone=gone)


def request_name(method: str, url: str) -> str:
    """Telegram's method, or what is asked of Twilio, without ids."""
    path = urlsplit(url).path
    if "/file/bot" in path:
        return "telegram download"
    if "/bot" in path:
        return f"telegram {path.rpartition('/')[2]}"
    parts = [p.removesuffix(".json") for p in path.split("/") if p and not any(map(str.isdigit, p))]
    return f"twilio {method} {parts[-1] if parts else '/'}"


def answer_name(path: str) -> str:
    """The route, without what is of one request."""
    return "answer /files" if path.startswith("/files/") else f"answer {path}"


def install(ask_every: float) -> None:
    """Wrap the seams, and shorten what a trial would wait for."""
    whatsapp.ASK_EVERY = ask_every
    _hurry()
    _wrap_commits()
    _wrap_requests()
    _wrap_answers()


def _hurry() -> None:
    telegram.TELEGRAM = UNLIMITED  # type: ignore[attr-defined]
    whatsapp.WHATSAPP = UNLIMITED  # type: ignore[attr-defined]
    outbox.AFTER_A_LOSS = 0.2
    outbox.AFTER_A_FAULT = 0.1
    outbox.LOOK_EVERY = 0.25
    catchup.CatchUp.__init__.__defaults__ = (2.0,)
    catchup.UNDER_WAY = timedelta(seconds=0.3)
    defaults = outbox.Dispatcher.__init__.__kwdefaults__
    assert defaults is not None
    defaults["lease"] = LEASE


def _wrap_commits() -> None:
    write = Database.write

    async def wrapped(self: Database, unit: Callable[..., Any], *, name: str = "") -> Any:
        loop = asyncio.get_running_loop()

        def watched(connection: Any) -> Any:
            result = unit(connection)
            _strike_thread(loop, name, "inside")
            return result

        await _strike(name, "before")
        result = await write(self, watched, name=name)
        await _strike(name, "after")
        return result

    Database.write = wrapped  # type: ignore[method-assign]


def _wrap_requests() -> None:
    exchange = Http._exchange

    @asynccontextmanager
    async def wrapped(
        self: Http, method: str, url: str, seconds: float, **content: Any
    ) -> AsyncIterator[Any]:
        name = request_name(method, url)
        await _strike(name, "before")
        async with exchange(self, method, url, seconds, **content) as answer:
            await _strike(name, "between", gone=True)
            yield answer
        await _strike(name, "after", gone=True)

    Http._exchange = wrapped  # type: ignore[method-assign]


def _wrap_answers() -> None:
    make = vars(bot.app)["web_app"]

    def wrapped(*arguments: Any) -> Any:
        inner = make(*arguments)

        async def application(scope: Any, receive: Any, send: Any) -> None:
            name = answer_name(scope["path"])

            async def answered(message: Any) -> None:
                ends = message["type"] == "http.response.body" and not message.get("more_body")
                starts = message["type"] == "http.response.start"
                if starts:
                    await _strike(name, "before")
                await send(message)
                if ends:
                    await _strike(name, "after")

            await inner(scope, receive, answered)

        return application

    vars(bot.app)["web_app"] = wrapped
