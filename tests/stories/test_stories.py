"""Every written conversation, over every way into the desk."""

from functools import partial
from pathlib import Path

import pytest

from bot.web import tryit
from services.catalogue import default_path
from tests.promises import assert_kept
from tests.stories.page_world import page_world
from tests.stories.reading import Line, all_stories, catalogue_of, read
from tests.stories.whatsapp_world import whatsapp_world
from tests.stories.worlds import PATIENCE, World, telegram_world, terminal_world, until

WORLDS = {
    "terminal": terminal_world,
    "telegram": telegram_world,
    "page-telegram": page_world("telegram"),
    "page-whatsapp": page_world("whatsapp"),
    "whatsapp": whatsapp_world,
}


@pytest.mark.parametrize("world_name", WORLDS)
@pytest.mark.parametrize("story", all_stories())
async def test_story(
    story: str, world_name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tryit, "LOOK_EVERY", 0.01)
    chosen = catalogue_of(story)
    settings = {"catalogue": default_path().with_name(chosen)} if chosen else {}
    async with WORLDS[world_name](tmp_path, **settings) as world:
        last = ""
        for line in read(story):
            if line.mark == "<":
                found = await seen(world, line)
                news = world.news(line.who)
                assert found, f"{story}:{line.number}: no {line.what!r} after {last!r} in:\n{news}"
            else:
                last = line.what
                world.mark()
                await act(world, line)
                await until(partial(anything, world), 2)
    await assert_kept(tmp_path)


async def seen(world: World, line: Line) -> bool:
    """Whether somebody comes to see what a line says."""
    looks = 0
    while not await until(partial(sees, world, line), 0.25):
        looks += 1
        if looks * 0.25 > PATIENCE:
            return False
        await world.look()
    return True


def sees(world: World, line: Line) -> bool:
    return line.what in world.news(line.who)


def anything(world: World) -> bool:
    """Whether anybody has seen anything new: a person waits for an answer before going on."""
    return bool(world.news("") or world.news("petugas"))


async def act(world: World, line: Line) -> None:
    """Do what a line of a story says."""
    if line.mark == "=":
        await world.restart()
    elif line.pressed:
        await world.presses(line.who, line.pressed)
    elif line.picture:
        await world.sends(line.who, line.picture)
    elif line.answered:
        await world.replies(line.who, line.answered, line.words)
    else:
        await world.says(line.who, line.what)
