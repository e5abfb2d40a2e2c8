"""How long others wait while one person sends a thousand messages a second.

    python -m tests.security.flood [repeats]

One desk, in this process, on a database of its own; twenty people say something once in a while,
and each waits until it is committed and answered. With the flood and without it take turns, so
that both find the same machine; of all repeats the median is told, and the worst beside it.
"""

import asyncio
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median, quantiles

from bot.clock import wall
from bot.desk import Desk, opened
from handlers.messages import Address, Said
from storage.codec import Arrival
from tests.stories.worlds import TOKEN, settings_in

OTHERS, EACH, PAUSE = 20, 20, 0.1
A_SECOND = 1_000
ALLOWED = 1.2
"""How much longer the slowest hundredth may wait beside a flood."""

_keys = count()


@dataclass(frozen=True)
class Waited:
    """Milliseconds."""

    half: float
    hundredth: float


def says(person: str, text: str) -> Arrival:
    said = Said(Address("telegram", person), person, "Tamu", wall(), text, language="id")
    return Arrival("telegram", f"flood {next(_keys)}", "{}", said)


async def talks(desk: Desk, person: str, late: float, waited: list[float]) -> None:
    """One of the others: each message is quick enough to be heard, and timed until it is kept."""
    await asyncio.sleep(late)
    for _ in range(EACH):
        began = time.perf_counter()
        await desk.intake.take([says(person, "berapa harganya?")])
        waited.append((time.perf_counter() - began) * 1000)
        await asyncio.sleep(PAUSE * 6)


async def floods(desk: Desk) -> None:
    """A thousand messages a second, as one person's webhook calls would come, until cancelled."""
    began, sent = time.perf_counter(), 0
    under_way: set[asyncio.Task[None]] = set()
    while True:
        due = int((time.perf_counter() - began) * A_SECOND)
        for _ in range(due - sent):
            task = asyncio.create_task(desk.intake.take([says("666", "halo")]))
            under_way.add(task)
            task.add_done_callback(under_way.discard)
        sent = due
        await asyncio.sleep(0.01)


async def measured(folder: Path, *, flooded: bool) -> Waited:
    settings = settings_in(folder, telegram_token=TOKEN, messages_per_minute=60)
    waited: list[float] = []
    async with opened(settings) as desk:
        await desk.intake.take([says("1", "halo")])
        flood = asyncio.create_task(floods(desk)) if flooded else None
        chats = (
            talks(desk, str(300 + at), PAUSE * 6 * at / OTHERS, waited) for at in range(OTHERS)
        )
        await asyncio.gather(*chats)
        if flood is not None:
            flood.cancel()
            await asyncio.gather(flood, return_exceptions=True)
            await asyncio.sleep(0.5)
    return Waited(median(waited), quantiles(waited, n=100)[98])


def main(repeats: int) -> None:
    found: dict[bool, list[Waited]] = {False: [], True: []}
    for _ in range(repeats):
        for flooded, runs in found.items():
            with tempfile.TemporaryDirectory() as folder:
                runs.append(asyncio.run(measured(Path(folder), flooded=flooded)))
    for flooded, runs in found.items():
        half, hundredth = (median(getattr(w, of) for w in runs) for of in ("half", "hundredth"))
        worst = max(w.hundredth for w in runs)
        name = f"{A_SECOND} a second of one person" if flooded else "nobody else"
        print(f"{name:28} p50 {half:6.2f} ms   p99 {hundredth:6.2f} ms   worst p99 {worst:6.2f} ms")
    calm, wild = (median(w.hundredth for w in found[flooded]) for flooded in (False, True))
    print(f"p99 with the flood: {wild / calm:.2f} times; allowed: {ALLOWED}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
