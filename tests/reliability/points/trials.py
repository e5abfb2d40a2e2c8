"""Cells shared out among a few worlds that live side by side: most of a trial is waiting."""

import asyncio
import traceback
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.reliability.points import faults, stories
from tests.reliability.points.table import Cell
from tests.reliability.points.world import World, world
from tests.reliability.zygote import Zygote

WORLDS: Mapping[str, int] = {"polling": 4, "webhook": 1, "asking": 1}
"""How many live side by side, by the settings of their program."""


LIFE = 12
"""Trials in one world: all it has said is looked at after each."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What went wrong in which cells, and which points were passed at all."""

    failures: Sequence[str]
    reached: frozenset[tuple[str, str]]


async def tried(folder: Path, zygote: Zygote, every: Sequence[Cell]) -> Outcome:
    """Try these cells. A world in which one failed is left, and another opened."""
    failures: list[str] = []
    reached: set[tuple[str, str]] = set()

    async def live(mode: str, number: int, waiting: deque[Cell]) -> None:
        opened = 0
        while waiting:
            opened += 1
            place = folder / f"{mode}-{number}-{opened}"
            async with world(place, zygote, mode) as one:
                await _live(one, waiting, failures)
            lines = (place / faults.REACHED).read_text().splitlines()
            reached.update((p, s) for p, _, s in (line.partition("\t") for line in lines))

    waiting = {mode: deque(c for c in every if c.mode == mode) for mode in WORLDS}
    worlds = (live(m, n, waiting[m]) for m, many in WORLDS.items() for n in range(many))
    await asyncio.gather(*worlds)
    return Outcome(failures, frozenset(reached))


async def _live(one: World, waiting: deque[Cell], failures: list[str]) -> None:
    for _ in range(LIFE):
        if not waiting:
            return
        cell = waiting.popleft()
        try:
            await one.serves()
            newest = one.newest()
            await getattr(stories, cell.story)(one, cell)
            await one.settled(cell, newest)
        except Exception:  # whatever it is, it is told
            failures.append(f"{cell} in {one.folder}\n{traceback.format_exc(limit=-3)}")
            return
