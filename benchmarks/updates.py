"""Durable updates a second: a raw update in, its transaction committed, its answer ready to send.

Run as a program, it plays one bot in a process of its own and prints what that took.
"""

import asyncio
import json
import statistics
import sys
from importlib import import_module
from pathlib import Path

from benchmarks.dialog import Chats, Run, play
from benchmarks.memory import peak
from benchmarks.runner import room

BOTS = {
    "ours": ("benchmarks.ours", "taking"),
    "ptb-sql": ("benchmarks.peers.ptb", "with_sql"),
    "ptb-pickle": ("benchmarks.peers.ptb", "with_pickle"),
    "ptb-nothing": ("benchmarks.peers.ptb", "keeping_nothing"),
    "aiogram-sql": ("benchmarks.peers.aiogram_sql", "with_sql"),
}
WARMING_UP = range(101, 106)
"""Customers whose orders are not counted: what is compiled or cached at first use is then there."""


async def _played(bot: str, folder: Path, customers: range, in_flight: int) -> Run:
    module, name = BOTS[bot]
    made, chats = getattr(import_module(module), name), Chats()
    async with made(folder, chats) as player:
        await play(player, chats, WARMING_UP, 5, last=False)
        return await play(player, chats, customers, in_flight)


def run(bot: str, customers: int, in_flight: int) -> Run:
    who = range(1001, 1001 + customers)
    with room() as folder:
        if bot == "limit":  # imported late, so that a peer's memory holds nothing of ours
            played: Run = import_module("benchmarks.limit").run(folder, who, in_flight)
            return played
        return asyncio.run(_played(bot, folder, who, in_flight))


def figures(run: Run) -> dict[str, float]:
    """A run in figures; times in milliseconds, processor time in microseconds an update."""
    ordered = sorted(run.waits)
    return {
        "per_second": run.updates / run.seconds,
        "cpu_us": run.cpu / run.updates * 1e6,
        "p50": statistics.median(ordered) * 1e3,
        "p99": ordered[int(len(ordered) * 0.99)] * 1e3,
        "mib": peak(),
    }


if __name__ == "__main__":
    played = run(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
    sys.stdout.write(json.dumps(figures(played)))
