"""A fault of every kind at every named point of the program."""

import asyncio
import random
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.reliability.points.trials import Cell, cells, tried
from tests.reliability.result import Result
from tests.reliability.zygote import Zygote

ROUNDS = 20
"""How often each cell is tried at full scale."""


def crash(seed: int, scale: float) -> Result:
    """All cells again and again, in another order each time."""
    began, every = time.monotonic(), _shuffled(seed, scale)
    with TemporaryDirectory() as folder, Zygote() as zygote:
        outcome = asyncio.run(tried(Path(folder), zygote, every))
    for failure in outcome.failures:
        print(failure)
    seconds = time.monotonic() - began
    return Result("points", len(every), "faults", len(outcome.failures), seed, seconds)


def _shuffled(seed: int, scale: float) -> list[Cell]:
    chance, found = random.Random(seed), list[Cell]()
    for _ in range(max(1, round(ROUNDS * scale))):
        found += chance.sample(cells(), len(cells()))
    return found
