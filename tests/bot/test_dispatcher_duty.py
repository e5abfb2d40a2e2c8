"""A dispatcher that is one of several: it sends while that is its duty, and no longer."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from storage import tables
from storage.database import Database
from tests import desks
from tests.bot.far_end import FarEnd, Make, running, state, until
from tests.desks import post


class Turn:
    """A duty a test gives and takes."""

    def __init__(self, *, held: bool) -> None:
        self.has_it = held

    def held(self) -> bool:
        return self.has_it


async def test_whose_duty_it_is_not_sends_nothing(
    database: Database, make: Make, far: FarEnd
) -> None:
    await post(database, "one")
    turn = Turn(held=False)
    async with running(make(duty=turn)):
        await asyncio.sleep(0.2)
        assert far.handed == []
        turn.has_it = True
        await until(lambda: len(far.handed) == 1)


async def test_who_lost_it_finishes_what_is_under_way_and_begins_nothing(
    database: Database, make: Make, far: FarEnd
) -> None:
    far.holds = asyncio.Event()
    await post(database, "one")
    await post(database, "two")
    turn = Turn(held=True)
    async with running(make(duty=turn)):
        await until(lambda: far.under_way == 1)
        turn.has_it = False
        far.holds.set()
        async with asyncio.timeout(5):
            while await state(database) != ["sent", "ready"]:
                await asyncio.sleep(0.01)
        await asyncio.sleep(0.2)
        assert len(far.handed) == 1


async def test_who_takes_it_on_takes_up_what_was_left_behind(
    database: Database, make: Make, far: FarEnd, clock: desks.HandClock
) -> None:
    later = desks.NOON.replace(hour=23)
    await post(database, "one", state="leased", attempt=1, lease_until=later)
    turn = Turn(held=False)
    async with running(make(duty=turn, sole=True)):
        await asyncio.sleep(0.1)
        assert await state(database) == ["leased"]
        turn.has_it = True
        await until(lambda: len(far.handed) == 1)


async def test_leases_nobody_was_told_of_are_given_back(
    database: Database, make: Make, far: FarEnd, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line broke over the commit: it was done, and the answer never came."""
    await post(database, "one")
    write = database._write
    broken: list[object] = []

    def breaking(unit: Callable[..., Any], name: str) -> Any:
        result = write(unit, name)
        if name == "books" and not broken:
            broken.append(result)
            raise OperationalError("commit", {}, Exception("connection lost"))
        return result

    monkeypatch.setattr(database, "_write", breaking)
    async with running(make(sole=True)):
        async with asyncio.timeout(5):
            while await state(database) != ["sent"]:
                await asyncio.sleep(0.01)
    assert len(far.handed) == 1
    assert await desks.rows(database, select(tables.outbox.c.lost)) == [0]
