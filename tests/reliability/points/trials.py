"""Cells shared out among a few worlds that live side by side: most of a trial is waiting."""

import asyncio
import traceback
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.reliability.points import faults, table
from tests.reliability.points.faults import Fault
from tests.reliability.points.world import World, world
from tests.reliability.zygote import Zygote

WORLDS = 6


@dataclass(frozen=True, slots=True)
class Cell:
    """A fault, and the story in which it strikes: a method of the world."""

    story: str
    fault: Fault


def cells() -> list[Cell]:
    """All there are, once each."""
    return [
        *(Cell("on_telegram", fault) for fault in table.telegram_cells()),
        *(Cell("on_whatsapp", fault) for fault in table.whatsapp_cells()),
    ]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What went wrong in which cells, and which points were passed at all."""

    failures: Sequence[str]
    reached: frozenset[tuple[str, str]]


async def tried(folder: Path, zygote: Zygote, every: Sequence[Cell]) -> Outcome:
    """Try these cells. A world in which one failed is left, and another opened."""
    waiting, failures = deque(enumerate(every)), list[str]()
    reached: set[tuple[str, str]] = set()

    async def live(number: int) -> None:
        opened = 0
        while waiting:
            opened += 1
            place = folder / f"{number}-{opened}"
            async with world(place, zygote) as one:
                await _live(one, waiting, failures)
            lines = (place / faults.REACHED).read_text().splitlines()
            reached.update((p, s) for p, _, s in (line.partition("\t") for line in lines))

    await asyncio.gather(*(live(number) for number in range(WORLDS)))
    return Outcome(failures, frozenset(reached))


async def _live(one: World, waiting: deque[tuple[int, Cell]], failures: list[str]) -> None:
    while waiting:
        _, cell = waiting.popleft()
        try:
            await getattr(one, cell.story)(cell.fault)
        except Exception:  # whatever it is, it is told
            failures.append(f"{cell}\n{traceback.format_exc(limit=-2)}")
            return
