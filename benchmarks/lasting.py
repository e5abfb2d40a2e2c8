"""The memory of a desk that takes updates for a long time.

Run as a program, it prints the resident MiB of the desk before the first update, after a tenth of
them and after all.
"""

import asyncio
import json
import sys
from pathlib import Path

from benchmarks import ours
from benchmarks.dialog import STEPS, Chats, play
from benchmarks.memory import resident
from benchmarks.runner import room

ROUNDS = 10
IN_FLIGHT = 50


async def lasted(folder: Path, updates: int) -> dict[str, float]:
    """Customers come, order and are gone; the far end forgets them, so what grows is the desk."""
    chats, orders = Chats(), max(updates // ROUNDS // len(STEPS), 1)
    async with ours.taking(folder, chats) as bot:
        figures = {"before": resident()}
        for at in range(ROUNDS):
            customers = range(1001 + at * orders, 1001 + (at + 1) * orders)
            await play(bot, chats, customers, IN_FLIGHT, last=False)
            figures["a tenth" if at == 0 else "all"] = resident()
    return figures


if __name__ == "__main__":
    with room() as place:
        found = asyncio.run(lasted(place, int(sys.argv[1])))
    sys.stdout.write(json.dumps(found))
