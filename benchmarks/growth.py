"""What an update costs a desk that has sold a lot.

Run as a program, it prints the median milliseconds of an update, of a customer's own orders and of
the orders that wait, each until it is committed.
"""

import asyncio
import json
import random
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from itertools import count, cycle
from pathlib import Path
from typing import TypeAlias

from benchmarks import ours
from benchmarks.dialog import Chats, Step
from benchmarks.grown import ORDERS_EACH, customer
from benchmarks.ours import Standing
from bot.channels.local import NAME as LOCAL
from bot.channels.local import STAFF
from handlers.messages import Address, Said
from storage.codec import Arrival

TIMES = 100
WARMING_UP = 10
CUSTOMERS = 200
"""Customers who ask, from among all: as many in a small desk as in a large one."""

OFFICER = "officer"

Asked: TypeAlias = Callable[[], Awaitable[None]]


async def measured(folder: Path, orders: int) -> dict[str, float]:
    """Ask again and again; what is to be said is said in between, and not measured."""
    async with ours.standing(folder, Chats()) as stands:
        await stands.desk.seat(OFFICER, "Petugas")
        ask = asked(stands, max(orders // ORDERS_EACH, 1))
        took: dict[str, list[float]] = {name: [] for name in ask}
        for at in range(TIMES + WARMING_UP):
            for name, one in ask.items():
                began = time.perf_counter()
                await one()
                if at >= WARMING_UP:
                    took[name].append((time.perf_counter() - began) * 1e3)
                for dispatcher in stands.desk.dispatchers:
                    await dispatcher.drain()
    return {name: statistics.median(times) for name, times in took.items()}


def asked(stands: Standing, customers: int) -> dict[str, Asked]:
    """What is asked, each time by the next of some customers, or by the officer."""
    chats, keys = Chats(), count(time.time_ns())
    some = random.Random(7).sample(range(customers), min(CUSTOMERS, customers))  # noqa: S311 - seeded, to have it again
    turns = cycle(customer(at) for at in some)

    async def said(text: str) -> None:
        update = json.loads(chats.update(next(turns), Step(text=text, then="")))
        await stands.incoming.take([{**update, "update_id": next(keys)}])

    async def by_officer() -> None:
        said = Said(Address(LOCAL, STAFF), OFFICER, "Petugas", stands.desk.clock(), "/pesanan",
                    private=False)  # fmt: skip
        await stands.desk.intake.take([Arrival(LOCAL, str(next(keys)), "{}", said)])

    return {
        "update": lambda: said("/pesan"),
        "mine": lambda: said("/status"),
        "waiting": by_officer,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(measured(Path(sys.argv[1]), int(sys.argv[2])))))
