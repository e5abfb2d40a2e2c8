"""The feeder of promotions: what it writes, and when it leaves the database alone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select, update

from bot.promoting import Feeder
from storage import tables
from storage.database import Database
from tests import desks
from tests.bot.far_end import Make
from tests.desks import NOON, SHOP, HandClock
from tests.promoting import do, person, promoted, states

_O, _P, _R = tables.outbox, tables.promotions, tables.recipients
NIGHT = NOON + timedelta(hours=10)


@pytest.fixture
def writes(database: Database, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of what is written from now on."""
    names: list[str] = []
    write = database.write

    async def noted(unit: Callable[[Connection], Any], *, name: str = "") -> Any:
        names.append(name)
        return await write(unit, name=name)

    monkeypatch.setattr(database, "write", noted)
    return names


@pytest.fixture
def feeder(database: Database, make: Make, clock: HandClock) -> Feeder:
    return Feeder(make(), database, SHOP, clock)


async def state(database: Database) -> list[str]:
    return await desks.rows(database, select(_P.c.state))


async def cards(database: Database) -> int:
    return len(await desks.rows(database, select(_O.c.id).where(_O.c.chat == desks.STAFF.chat)))


async def test_where_none_is_on_its_way_nothing_is_written(
    feeder: Feeder, writes: list[str]
) -> None:
    assert not await feeder.feed()
    assert writes == []


async def test_by_night_none_begins_and_one_that_was_on_its_way_waits_for_the_morning(
    database: Database, feeder: Feeder, clock: HandClock, writes: list[str]
) -> None:
    await promoted(database, person(1))
    clock.now = NIGHT
    assert not await feeder.feed()
    assert await state(database) == ["approved"]
    await do(database, update(_P).values(state="sending", begun_at=clock.now))
    assert not await feeder.feed()
    assert "feed" not in writes
    assert await states(database) == ["waiting"]
    clock.now = NIGHT + timedelta(hours=14)
    assert await feeder.feed()
    assert await states(database) == ["claimed"]


async def test_one_that_has_nobody_left_ends_by_night_too(
    database: Database, feeder: Feeder, clock: HandClock
) -> None:
    await promoted(database, person(1))
    assert await feeder.feed()
    await do(database, update(_R).values(state="sent"))
    await do(database, update(_O).values(state="sent"))
    clock.now = NIGHT
    await feeder.feed()
    assert await state(database) == ["done"]


async def test_the_card_is_edited_only_where_something_is_new(
    database: Database, feeder: Feeder, clock: HandClock
) -> None:
    await desks.link_staff(database)
    await promoted(database, person(1), person(2))
    await feeder.feed()
    told = await cards(database)
    for _ in range(3):
        clock.turn(10)
        await feeder.feed()
    assert await cards(database) == told
    await do(database, update(_R).where(_R.c.contact_id == 1).values(state="sent"))
    clock.turn(10)
    await feeder.feed()
    assert await cards(database) == told + 1
