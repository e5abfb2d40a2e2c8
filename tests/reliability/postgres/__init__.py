"""The real program in several workers on PostgreSQL, while workers, connections and the server
itself are killed.
"""

import asyncio
import random
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.postgres.cluster import cluster
from tests.reliability.postgres.loop import Blows, Tally, one_round
from tests.reliability.result import Result
from tests.reliability.zygote import Zygote

WORKERS = (1, 4, 16)

ROUNDS = 6
BLOWS = 60
"""At full size: rounds, and blows in each."""


def crash(seed: int, scale: float) -> Result:
    """Rounds with few and with many workers; one process, so that nothing else is in its way."""
    began, chance = time.monotonic(), random.Random(seed)
    total = Tally()
    with Zygote() as zygote:
        for number in range(max(1, round(ROUNDS * scale))):
            workers = WORKERS[number % len(WORKERS)]
            blows = Blows.of(BLOWS if scale >= 1 else 20, chance)
            with TemporaryDirectory(prefix="postgres-") as folder:
                playing = one_round(Path(folder), zygote, chance, workers, blows)
                total += asyncio.run(playing)
            print(f"postgres, {workers} workers: {total}", flush=True)
    note = (
        f"{total.orders:,} orders, {total.sends:,} messages, {total.repeated:,} marked as perhaps "
        f"repeated, {total.taken_over} duties taken over, PostgreSQL {cluster().version}"
    )
    seconds = time.monotonic() - began
    return Result("postgres", total.blows, "blow", len(total.broken), seed, seconds, note)
