"""Two programs on one database that take something in at the same moment."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from multiprocessing import get_context

from handlers.messages import Said
from storage import batch
from storage.codec import Arrival
from storage.database import Database
from tests import desks

EVERY = 0.03
"""Seconds between two races."""


@dataclass(frozen=True, slots=True)
class Lane:
    """What one of the programs takes in, one at each start; `now` is what its clock says."""

    url: str
    heard: Sequence[Said]
    name: str
    now: datetime


@contextmanager
def racers() -> Iterator[ProcessPoolExecutor]:
    """Two processes that have nothing in common."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        yield pool


def race(pool: ProcessPoolExecutor, *lanes: Lane) -> None:
    """Let each run in a process of its own, side by side; raises what any of them raises."""
    list(pool.map(_ready, lanes))
    begins = time.time() + 0.3
    list(pool.map(partial(_run, begins=begins), lanes))


def _ready(_: Lane) -> None:
    time.sleep(0.05)  # so that each process gets one of them


def _run(lane: Lane, begins: float) -> None:
    asyncio.run(_taken(lane, begins))


async def _taken(lane: Lane, begins: float) -> None:
    database = Database(lane.url)
    try:
        await database.read(lambda _: None)
        for at, said in enumerate(lane.heard):
            arrival = Arrival(said.address.channel, f"{lane.name}{at}", "{}", said)
            while time.time() < begins + at * EVERY:
                pass
            await database.write(
                partial(batch.take, arrivals=[arrival], shop=desks.SHOP, now=lane.now),
                name="take",
            )
    finally:
        await database.close()
