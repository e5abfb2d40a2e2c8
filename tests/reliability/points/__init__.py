"""A fault of every kind at every named point of the program."""

import asyncio
import random
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.reliability.points.table import Cell, cells
from tests.reliability.points.trials import tried
from tests.reliability.result import Result
from tests.reliability.zygote import Zygote

ROUNDS = 4
"""How often each cell is tried at full scale."""


def crash(seed: int, scale: float) -> Result:
    """All cells again and again, in another order each time."""
    began, every = time.monotonic(), _shuffled(seed, scale)
    with TemporaryDirectory() as folder, Zygote() as zygote:
        outcome = asyncio.run(tried(Path(folder), zygote, every))
    for failure in outcome.failures:
        print(failure)
    seconds = time.monotonic() - began
    return Result("points", len(every), "fault", len(outcome.failures), seed, seconds)


def _shuffled(seed: int, scale: float) -> list[Cell]:
    chance, every = random.Random(seed), cells()
    rounds = [cell for _ in range(ROUNDS) for cell in chance.sample(every, len(every))]
    return rounds[: max(1, round(len(rounds) * scale))]
