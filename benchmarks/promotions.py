"""One promotion to many people, under Telegram's limits, while others go on talking.

The Bot API is the tests' double with its limits enforced; with `punish`, so many seconds of silence
follow an overrun, as Telegram does to a bot that goes on regardless. For one sender's figures:
`python -m benchmarks.promotions ours 10000 0`.
"""

import asyncio
import gc
import json
import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from benchmarks.memory import resident
from benchmarks.program import environment
from benchmarks.runner import room
from bot.clock import wall
from storage.database import Database
from tests import desks
from tests.doubles.telegram import BotApi, PrivateChat
from tests.end_to_end.test_promotion_killed import at_noon
from tests.promoting import WORDS, approved, people, person
from tests.stories.worlds import TOKEN

A_SECOND = 30
"""Messages Telegram takes in a second."""

TALKERS, EVERY = 20, 1.5
"""People who talk meanwhile, and the seconds between two of their questions."""

BEFORE = 60
"""Questions asked before the promotion begins: what a reply takes without it. Whoever asks for the
first time is greeted, and does not count.
"""

QUIET = 8.0
"""Seconds without a promotion after which no more will come."""

LONGEST = 120
"""Seconds an answer is waited for."""

ASKED, FIRST = "jam buka?", 10_001


class Run:
    """One promotion of one sender, as it arrives."""

    def __init__(self, api: BotApi, many: int) -> None:
        self._talkers = [self._person(api, 101 + n) for n in range(TALKERS)]
        self.people = [self._person(api, FIRST + n) for n in range(many)]
        self._without = list(self.people)
        self.replies: list[float] = []
        self.waiting: set[asyncio.Task[None]] = set()

    def _person(self, api: BotApi, number: int) -> PrivateChat:
        chat = api.private(api.user(number, f"Tamu {number}", language_code="id"))
        chat.started = True
        return chat

    def arrived(self) -> int:
        """How many have it. Who has it is not looked at again: the loop that looks is the one that
        notes when messages come, and whatever holds that up brings them closer together.
        """
        self._without = [c for c in self._without if not any(WORDS in m.text for m in c.messages)]
        return len(self.people) - len(self._without)

    async def ask(self, at: int) -> None:
        """One question; how long its answer took, in milliseconds."""
        chat = self._talkers[at % TALKERS]
        began = time.perf_counter()
        await chat.says(ASKED)
        await chat.wait_for(lambda m: m.from_bot, LONGEST)
        self.replies.append((time.perf_counter() - began) * 1000)

    async def talk(self) -> None:
        """Ask on and on, whether or not the last question was answered."""
        for at in range(10**6):
            task = asyncio.create_task(self.ask(at))
            self.waiting.add(task)
            task.add_done_callback(self.waiting.discard)
            await asyncio.sleep(EVERY)


@asynccontextmanager
async def sender(name: str, folder: Path, api: BotApi, many: int) -> AsyncIterator[int]:
    """A sender in a process of its own, ready to answer; its process."""
    command = ["-m", "benchmarks.peers.promoting", name, api.base_url, str(many)]
    settings = {}
    if name == "ours":
        command = ["-m", "bot", "run"]
        settings = {
            "telegram_token": TOKEN,
            "telegram_api_url": api.base_url,
            "telegram_file_url": api.base_file_url,
            "messages_per_minute": "0",
            "catalogue": str(at_noon(folder)),
        }
    process = await asyncio.create_subprocess_exec(
        sys.executable, *command, env=environment(folder, **settings),
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdout is not None
    await process.stdout.readline()
    try:
        yield process.pid
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.communicate()


async def begin(name: str, folder: Path, process: int, many: int) -> None:
    """Have the promotion go, from now on."""
    if name != "ours":
        os.kill(process, signal.SIGUSR1)
        return
    database = Database(f"sqlite+aiosqlite:///{folder}/prokana.db")
    rows = [person(FIRST + n) for n in range(many)]
    await database.write(lambda c: approved(c, people(c, *rows), wall()))
    await database.close()


async def measured(name: str, many: int, punish: float) -> dict[str, float]:
    with room() as folder:
        desks.prepare(folder)
        async with BotApi(token=TOKEN) as api:
            run = Run(api, many)
            async with sender(name, folder, api, many) as process:
                for at in range(BEFORE):
                    await run.ask(at)
                usual = run.replies[TALKERS:]
                run.replies.clear()
                gc.collect()
                gc.disable()  # a collection here takes a tenth of a second: messages come at once
                api.limits.enforced, api.limits.punish_seconds = True, punish
                rested = resident(process)
                await begin(name, folder, process, many)
                talking = asyncio.create_task(run.talk())
                span = await _all_of_it(run)
                talking.cancel()
                grown = resident(process) - rested
                await asyncio.gather(*run.waiting, return_exceptions=True)
                gc.enable()
            got = run.arrived()
            refused = sum(api.limits.refused.values())
    return {
        "sent": got,
        "lost": many - got,
        "twice": _twice(run),
        "part": 100 * span.promotions / span.seconds / A_SECOND,
        "whole": 100 * (span.promotions + span.answers) / span.seconds / A_SECOND,
        "refused": refused,
        "usual_p50": statistics.median(usual),
        "reply_p50": statistics.median(run.replies),
        "reply_max": max(run.replies),
        "later": max(run.replies) - statistics.median(usual),
        "mib": grown,
    }


class Span(NamedTuple):
    """Seconds from the first promotions to the last, those that came after the first, and the
    answers given meanwhile.
    """

    seconds: float
    promotions: int
    answers: int


async def _all_of_it(run: Run) -> Span:
    """Wait until no more promotions come."""
    began = last = 0.0
    first, known, answered = 0, 0, 0
    quiet = time.perf_counter()
    while known < len(run.people) and time.perf_counter() - quiet < 60:
        await asyncio.sleep(0.25)
        now = time.perf_counter()
        if (count := run.arrived()) > known:
            first, began = (first, began) if began else (count, now)
            known, last, quiet, answered = count, now, now, len(run.replies)
        elif known and now - quiet > QUIET:
            break
    return Span(max(last - began, 0.001), known - first, answered)


def _twice(run: Run) -> int:
    return sum(sum(WORDS in m.text for m in chat.messages) > 1 for chat in run.people)


if __name__ == "__main__":
    found = asyncio.run(measured(sys.argv[1], int(sys.argv[2]), float(sys.argv[3])))
    sys.stdout.write(json.dumps(found) + "\n")
