"""Kill it, look, start it again; from time to time let everything come to rest and look at all."""

import asyncio
import random
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.end_to_end.program import PATIENCE
from tests.reliability.kills.ledger import Ledger, Tally, promises
from tests.reliability.kills.stage import Stage, stage
from tests.reliability.zygote import Zygote

KILLS_A_ROUND = 50
"""Then another desk is opened: databases, and the lists of the doubles, stay small."""

REST_EVERY = 25
"""Kills between two rests; at the last one of each rest nothing is under way."""

EXAMINED_EVERY = 5
"""Kills between two examinations of a file as a kill left it."""


class Round:
    """One desk, and its kills."""

    def __init__(self, stage: Stage, chance: random.Random) -> None:
        self.tally = Tally()
        self._stage = stage
        self._chance = chance
        self._ledger = Ledger(stage)

    async def run(self, kills: int) -> None:
        """Kill so often; the last time at rest."""
        self._stage.let_live()
        while self.tally.kills < kills:
            await self._killed_at_a_moment()
            if self.tally.kills % REST_EVERY == REST_EVERY - 1 or self.tally.kills == kills - 1:
                await self._rest()
        self._count()

    async def _killed_at_a_moment(self) -> None:
        starting = self._stage.moments.while_starting()
        if starting is None:
            await self._started()
            await self._stage.moments.come()
        else:
            await self._started(within=starting)
        await self._kill()
        self._broken(self._ledger.lost())
        if self.tally.kills % EXAMINED_EVERY == 0:
            self._examine_a_copy()

    async def _started(self, within: float | None = None) -> None:
        s = self._stage
        if not s.program.runs:
            await s.launch()
            if within is not None:
                await asyncio.sleep(within)
                return
            await s.serving()

    async def _kill(self) -> None:
        await self._stage.program.kill()
        self.tally.kills += 1

    def _examine_a_copy(self) -> None:
        """As it was left: SQLite takes up what its journal holds when it is opened."""
        with TemporaryDirectory() as aside:
            for path in self._stage.folder.glob("prokana.db*"):
                if not path.name.endswith("-shm"):
                    shutil.copy(path, aside)
            self._broken(promises(Path(aside, "prokana.db"), settled=False))

    async def _rest(self) -> None:
        """Everybody waits until there is nothing left to do; then all must be right."""
        s = self._stage
        await s.hush()
        await self._started()
        await s.sent()
        try:
            await self._nothing_left()
            await s.sent()
        except TimeoutError:
            self._broken([f"stuck: {self._ledger.waits()} messages, {self._ledger.unheard()}"])
        await self._kill()
        self._broken(self._ledger.settled())
        self._broken(line for line in s.program.log.splitlines() if '"level": "error"' in line)
        s.let_live()

    async def _nothing_left(self) -> None:
        """Wait as long as things get done, however slowly on a busy machine.

        Raises `TimeoutError` where nothing of it is done for as long as our patience lasts.
        """
        ledger, updates = self._ledger, self._stage.api.updates
        async with asyncio.timeout(PATIENCE) as patience:
            before = 0
            while left := (
                len(updates.waiting())
                + ledger.waits()
                + len(ledger.unheard())
                + len(ledger.failed_files())
            ):
                if left < before:
                    patience.reschedule(asyncio.get_running_loop().time() + PATIENCE)
                before = left
                await asyncio.sleep(0.03)

    def _broken(self, found: Iterable[str]) -> None:
        kill = f"kill {self.tally.kills}"
        self.tally.broken += [f"{kill}: {what}" for what in found]

    def _count(self) -> None:
        tally, ledger = self.tally, self._ledger
        tally.failed = len({what.partition(":")[0] for what in tally.broken})
        tally.orders = ledger.orders()
        tally.acknowledged = len(ledger.acknowledged())
        tally.sends, tally.repeated = ledger.sends()


async def one_round(folder: Path, zygote: Zygote, seed: int, kills: int, *, webhook: bool) -> Tally:
    """One desk from its beginning, killed so often."""
    chance = random.Random(seed)
    async with stage(folder, zygote, chance, webhook=webhook) as one:
        playing = Round(one, chance)
        await playing.run(kills)
    return playing.tally


async def rounds(
    folder: Path, zygote: Zygote, seed: int, kills: int, tell: Callable[[Tally], None]
) -> Tally:
    """As many desks as it takes, by polling and by webhook in turn; `tell` is told after each."""
    total = Tally()
    for number, begins in enumerate(range(0, kills, KILLS_A_ROUND)):
        here = folder / f"round-{number}"
        here.mkdir()
        many = min(KILLS_A_ROUND, kills - begins)
        webhook = bool((seed + number) % 2)
        tally = await one_round(here, zygote, seed * 1000 + number, many, webhook=webhook)
        total += tally
        tell(total)
        if not tally.failed:
            shutil.rmtree(here)
    return total
