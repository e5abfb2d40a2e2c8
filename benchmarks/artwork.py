"""What a logo takes: seconds, processor and memory of the process that opens it, file by file.

Run as a program, with `logos` or `hostile`; prints the figures of each file, and of the whole way
from a file to the proof for the logos.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Mapping

from bot.artwork.jobs import JOBS
from bot.artwork.studio import Proof, Studio
from bot.artwork.wire import Message
from bot.artwork.zygote import confine
from services.artwork import SHADED, Placement, Read
from services.catalogue import default_path, load
from tests.artwork.hostile import HOSTILE
from tests.artwork.logos import LOGOS, logo

VARIANT = {"toe": "open", "sole": "5", "upper": "eva", "colour": "white"}


def read(content: bytes) -> tuple[float, float, float]:
    """Read a file as the desk does; wall and processor seconds, and MiB at its peak."""
    began = time.perf_counter()
    child = os.fork()
    if not child:
        confine(JOBS["read"])
        JOBS["read"].do(Message({}, (content,)))
        os._exit(0)
    _, _, used = os.wait4(child, 0)
    seconds = time.perf_counter() - began
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


async def proved(contents: Mapping[str, bytes]) -> dict[str, float]:
    """Seconds from each file to its proof, on a drawing that is at hand."""
    mockup = load(default_path()).mockup
    assert mockup
    found = {}
    async with Studio() as studio:
        for name, content in {"": logo("tiny.jpg"), **contents}.items():
            began = time.perf_counter()
            taken = await studio.read(content)
            assert isinstance(taken, Read)
            cut, seen = await studio.measure(taken)
            inks = tuple(ink.colour for ink in seen.inks) if seen.shaded < SHADED else ()
            await studio.proof(
                cut, Proof(mockup, VARIANT, seen.aspect, Placement(), inks, name, ("Contoh",))
            )
            found[name] = time.perf_counter() - began
    return found


def main(which: str) -> None:
    logos = which == "logos"
    contents = {name: logo(name) for name in LOGOS} if logos else _hostile()
    took = {name: read(content) for name, content in contents.items()}
    ways = asyncio.run(proved(contents)) if logos else {}
    figures: dict[str, float] = {}
    for name, (seconds, cpu, mib) in took.items():
        figures |= {f"{name} s": seconds, f"{name} cpu": cpu, f"{name} mib": mib}
    figures |= {f"{name} proof": seconds for name, seconds in ways.items() if name}
    sys.stdout.write(json.dumps(figures))


def _hostile() -> dict[str, bytes]:
    return {name: make() for name, (make, _) in HOSTILE.items()}


if __name__ == "__main__":
    main(sys.argv[1])
