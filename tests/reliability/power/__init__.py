"""Power cuts and kills, at every write of a recording of what a desk asks of its disk."""

import multiprocessing
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.reliability.power.recording import recorded
from tests.reliability.power.trial import Findings, Trial
from tests.reliability.result import Result

IMAGES = 500_000
PER_RECORDING = 20_000
UNITS = 150
MEMORY = Path("/dev/shm")
"""Where images are cheapest to write; any other folder does."""


def trial(seed: int, images: int, units: int = UNITS, synchronous: str = "FULL") -> Findings:
    """Record a desk at work, and try about so many of the images a crash could leave."""
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as name:
        folder = Path(name)
        desk = folder / "desk"
        desk.mkdir()
        return Trial(recorded(desk, seed, units, synchronous), folder, seed).run(images)


def crash(seed: int, scale: float) -> Result:
    """Half a million images, times `scale`, from recordings of twenty thousand each."""
    began, wanted = time.monotonic(), max(1, round(IMAGES * scale))
    recordings = -(-wanted // PER_RECORDING)
    each = partial(trial, images=-(-wanted // recordings))
    total = Findings()
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        for number, found in enumerate(pool.map(each, range(seed, seed + recordings)), 1):
            total.images += found.images
            total.wrong += found.wrong
            total.first = total.first or found.first
            print(f"power: {number}/{recordings} recordings, {total.tried:,} images", flush=True)
    seconds = time.monotonic() - began
    return Result("power", total.tried, "image", total.violations, seed, seconds, _note(total))


def _note(total: Findings) -> str:
    kinds = ", ".join(f"{n:,} {kind}" for kind, n in sorted(Counter(total.images).items()))
    return f"{kinds}; first: {total.first}" if total.first else kinds
