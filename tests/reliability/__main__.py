"""`make crash`: every part of the proof at full size, and a table of what was found.

SEED, SCALE and ONLY in the environment choose other chances, a part of the size, one part.
"""

import multiprocessing
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from tests.reliability.parts import ALONE, SIDE_BY_SIDE, crash
from tests.reliability.result import Result
from tests.reliability.table import machine, table

SEED = 20261123


def main() -> int:
    """Run what is asked for; returns 1 if anything failed."""
    only = os.environ.get("ONLY", "")
    seed, scale = int(os.environ.get("SEED") or SEED), float(os.environ.get("SCALE") or 1)
    if only and only not in (*ALONE, *SIDE_BY_SIDE):
        print(f"no such part: {only}; there are {', '.join((*ALONE, *SIDE_BY_SIDE))}")
        return 2
    began = time.monotonic()
    results = list(_results(only, seed, scale))
    print("\n".join(["", *table(results, machine()), ""]))
    print(f"{time.monotonic() - began:,.0f} seconds in all, scale {scale:g}")
    return int(any(result.failures for result in results))


def _results(only: str, seed: int, scale: float) -> Iterator[Result]:
    for part in ALONE:
        if only in {"", part}:
            yield crash(part, seed, scale)
    parts = [part for part in SIDE_BY_SIDE if only in {"", part}]
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(crash, parts, [seed] * len(parts), [scale] * len(parts))


if __name__ == "__main__":
    sys.exit(main())
