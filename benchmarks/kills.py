"""kill -9, and what is left of what people wrote.

Run as a program, it kills one contender so many times, under load or with updates waiting, and
prints what was lost, what was done twice, and how many stores could not be opened.

Each is forked from a process that has imported its libraries, for a start is mostly imports. No
library is imported here: those children import this module, too.
"""

import asyncio
import json
import multiprocessing
import random
import sys
import time
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.api import Api

WAITING = 200
"""Updates that wait when the bot starts."""

LOAD, PAUSE = 150, 0.01
"""Updates of a trial under load, and the seconds between two."""

FIRST = 2001
AT_ONCE = 5
"""Trials side by side: most of a trial is waiting."""

QUIET = 1.5
"""Seconds of silence after which nothing more will come of anything."""

LONGEST = 60.0
"""Seconds after which a trial is ended in any case."""


@dataclass
class Outcome:
    """What one kill did: how many updates were lost, how many done twice, how many people were told
    twice or not at all; whether the store was fit to be opened.
    """

    updates: int
    lost: int = 0
    doubled: int = 0
    untold: int = 0
    told_twice: int = 0
    unreadable: int = 0


class Trial:
    """One contender, one folder, one kill."""

    def __init__(self, name: str, folder: Path, chance: random.Random) -> None:
        from benchmarks.contenders import CONTENDERS  # noqa: PLC0415 - see above

        self._name = name
        self._contender = CONTENDERS[name]
        self._folder = folder
        self._chance = chance

    async def run(self, *, waiting: bool) -> Outcome:
        from benchmarks.api import Api  # noqa: PLC0415 - see above

        self._folder.mkdir()
        await self._contender.prepare(self._folder)
        async with Api() as api:
            await (self._with_waiting(api) if waiting else self._under_load(api))
            outcome = Outcome(WAITING if waiting else LOAD)
            try:
                await self._contender.effects(self._folder)
            except Exception:
                # It cannot start any more: whatever was confirmed is gone.
                return Outcome(outcome.updates, lost=api.confirmed, unreadable=1)
            again = self._start(api)
            try:
                await self._until_quiet(api, outcome.updates)
            finally:
                await _killed(again)
            return await self._judged(api, outcome)

    def _start(self, api: "Api") -> ForkServerProcess:
        from benchmarks.contenders import run  # noqa: PLC0415 - see above

        bot = multiprocessing.get_context("forkserver").Process(
            target=run, args=(self._name, api.url, str(self._folder))
        )
        bot.start()
        return bot

    async def _with_waiting(self, api: "Api") -> None:
        """Kill it within half a second of its taking what has waited."""
        for at in range(WAITING):
            api.arrive(FIRST + at)
        bot = self._start(api)
        try:
            async with asyncio.timeout(LONGEST):
                await api.taken.wait()
            await asyncio.sleep(self._chance.uniform(0, 0.5))
        finally:
            await _killed(bot)

    async def _under_load(self, api: "Api") -> None:
        """Kill it while updates come; they come on meanwhile."""
        api.arrive(FIRST)
        bot = self._start(api)
        try:
            async with asyncio.timeout(LONGEST):
                await api.taken.wait()
            dies_at = self._chance.randrange(LOAD // 5, LOAD - LOAD // 10)
            for at in range(1, LOAD):
                api.arrive(FIRST + at)
                await asyncio.sleep(PAUSE)
                if at == dies_at:
                    await _killed(bot)
        finally:
            await _killed(bot)

    async def _until_quiet(self, api: "Api", updates: int) -> None:
        """Until everybody has been told something, or nothing more is said."""
        gives_up = time.monotonic() + LONGEST
        api.spoke_at = gives_up
        while time.monotonic() < gives_up:
            await asyncio.sleep(0.05)
            if len(api.told) >= updates:
                return
            if api.confirmed >= updates and time.monotonic() - api.spoke_at > QUIET:
                return

    async def _judged(self, api: "Api", outcome: Outcome) -> Outcome:
        effects = await self._contender.effects(self._folder)
        for chat in range(FIRST, FIRST + outcome.updates):
            outcome.lost += effects[chat] == 0
            outcome.doubled += effects[chat] > 1
            outcome.untold += api.told[chat] == 0
            outcome.told_twice += api.told[chat] > 1
        return outcome


async def _killed(bot: ForkServerProcess) -> None:
    bot.kill()
    await asyncio.to_thread(bot.join)


async def trials(name: str, many: int, folder: Path, *, waiting: bool) -> dict[str, float]:
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(at: int) -> Outcome:
        async with turns:
            trial = Trial(name, folder / str(at), random.Random(f"{name} {waiting} {at}"))  # noqa: S311 - seeded, to have it again
            return await trial.run(waiting=waiting)

    found = await asyncio.gather(*(one(at) for at in range(many)))
    figures = ("updates", "lost", "doubled", "untold", "told_twice", "unreadable")
    sums = {name: float(sum(getattr(one, name) for one in found)) for name in figures}
    return {"trials": many, "with_loss": sum(one.lost > 0 for one in found), **sums}


def main() -> None:
    from benchmarks.contenders import CONTENDERS  # noqa: PLC0415 - see above
    from benchmarks.runner import room  # noqa: PLC0415

    name, many, scenario = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    preloaded = ["benchmarks.contenders", *CONTENDERS[name].libraries]
    multiprocessing.get_context("forkserver").set_forkserver_preload(preloaded)
    with room() as place:
        found = asyncio.run(trials(name, many, place, waiting=scenario == "waiting"))
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
