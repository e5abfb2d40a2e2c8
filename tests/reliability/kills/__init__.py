"""The real program, killed again and again under load by people on both channels."""

import asyncio
import multiprocessing
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import mkdtemp

from tests.reliability.kills.ledger import Tally
from tests.reliability.kills.loop import rounds
from tests.reliability.result import Result
from tests.reliability.zygote import Zygote

FULL = 5000
"""Kills at full size."""

SIDE_BY_SIDE = 2


def crash(seed: int, scale: float) -> Result:
    """Kill it so often, in two processes side by side."""
    began = time.monotonic()
    each = max(5, round(FULL * scale / SIDE_BY_SIDE))
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(SIDE_BY_SIDE, spawning) as pool:
        seeds = [seed + at for at in range(SIDE_BY_SIDE)]
        total = Tally()
        for tally in pool.map(killed, seeds, [each] * SIDE_BY_SIDE):
            total += tally
    note = (
        f"{total.orders:,} orders, {total.acknowledged:,} updates acknowledged, "
        f"{total.sends:,} messages, {total.repeated:,} of them marked as perhaps repeated"
    )
    seconds = time.monotonic() - began
    return Result("kills", total.kills, "kill", total.failed, seed, seconds, note)


def killed(seed: int, kills: int) -> Tally:
    """As many desks as it takes; those that broke a promise are left to be looked at."""
    folder = Path(mkdtemp(prefix=f"kills-{seed}-"))

    def tell(tally: Tally) -> None:
        wrong = f", {tally.failed} WRONG: {folder}" if tally.failed else ""
        print(f"kills, seed {seed}: {tally.kills:,} of {kills:,}{wrong}", flush=True)
        for what in tally.broken[:20]:
            print(f"  {what}", file=sys.stderr, flush=True)
        tally.broken.clear()

    with Zygote() as zygote:
        total = asyncio.run(rounds(folder, zygote, seed, kills, tell))
    if not total.failed:
        folder.rmdir()
    return total
