"""What fifty chats' updates cost, whatever the machine.

Run as a program, it prints what each message of the dialog cost, coming in and going out.
"""

import asyncio
import json
import sys
from pathlib import Path

from benchmarks import ours
from benchmarks.counting import Counted, counting
from benchmarks.dialog import STEPS, Chats
from benchmarks.runner import room

MANY = 50


async def counted(folder: Path) -> dict[str, float]:
    chats, figures = Chats(), dict[str, float]()
    async with ours.standing(folder, chats) as stands:
        for at, step in enumerate(STEPS):
            raws = [json.loads(chats.update(1000 + chat, step)) for chat in range(MANY)]
            with counting() as taken:
                await stands.incoming.take(raws)
            with counting() as sent:
                await stands.dispatcher.drain()
            figures |= _figures(f"{at} in", taken) | _figures(f"{at} out", sent)
    return figures


def _figures(name: str, one: Counted) -> dict[str, float]:
    return {
        f"{name} statements": len(one.statements),
        f"{name} hops": one.hops,
        f"{name} commits": one.commits,
    }


if __name__ == "__main__":
    with room() as place:
        found = asyncio.run(counted(place))
    sys.stdout.write(json.dumps(found))
