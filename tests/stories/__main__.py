"""`python -m tests.stories [--on whatsapp] STORY …`: a story as its people see it, from end to end.

The real program runs against our double of the channel; what is printed is what stands in the
chats. Without a name every story is told.
"""

import argparse
import asyncio
import tempfile
from functools import partial
from pathlib import Path

import structlog

from services.catalogue import default_path
from tests.stories.reading import all_stories, catalogue_of, read
from tests.stories.test_stories import WORLDS, act, anything, seen
from tests.stories.worlds import World, until

QUIET = 0.6
"""Seconds in which nothing new came: then all has been said."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.stories", description=__doc__)
    parser.add_argument("stories", nargs="*", metavar="STORY")
    parser.add_argument("--on", choices=sorted(WORLDS), default="telegram")
    given = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    for name in given.stories or all_stories():
        story = name.removesuffix(".story") + ".story"
        print(f"==== {story} on {given.on}\n")
        asyncio.run(told(story, given.on))


async def told(story: str, way: str) -> None:
    """Go through a story, and print what everybody did and saw."""
    chosen = catalogue_of(story)
    settings = {"catalogue": default_path().with_name(chosen)} if chosen else {}
    with tempfile.TemporaryDirectory() as folder:
        async with WORLDS[way](Path(folder), **settings) as world:
            lines = read(story)
            for at, line in enumerate(lines):
                if line.mark == "<":
                    continue
                print(f"{line.who or 'pelanggan'} > {line.what}")
                world.mark()
                await act(world, line)
                await until(partial(anything, world), 2)
                for expected in lines[at + 1 :]:
                    if expected.mark != "<":
                        break
                    await seen(world, expected)
                await _quiet(world)
                for who in ("", "petugas"):
                    if news := world.news(who).strip():
                        print("\n".join(f"    {row}" for row in _named(who, news)))
                print()


async def _quiet(world: World) -> None:
    before = ""
    while (now := world.news("") + world.news("petugas")) != before:
        before = now
        await asyncio.sleep(QUIET)


def _named(who: str, news: str) -> list[str]:
    return [f"{who or 'pelanggan'} <", *(f"  {row}" for row in news.splitlines())]


if __name__ == "__main__":
    main()
