"""Who sends too much waits for more of their own; nobody else waits for them."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot import floods
from bot.intake import Intake
from bot.metrics import Metrics
from handlers.limits import of_a_person
from storage import batch, tables
from storage.codec import Arrival
from storage.database import Database
from tests import desks
from tests.desks import HandClock
from tests.postgres.both import only_sqlite

FLOODER, OTHER = 6, 7


@pytest.fixture
def batches(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Who is in each batch, in order."""
    seen: list[list[str]] = []
    take = batch.take

    def noted(connection: object, arrivals: Sequence[Arrival], *rest: object) -> list[Arrival]:
        seen.append([a.heard.sender for a in arrivals])  # type: ignore[union-attr]
        return take(connection, arrivals, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(batch, "take", noted)
    return seen


@pytest.fixture
async def flooded(
    database: Database, monkeypatch: pytest.MonkeyPatch, batches: list[list[str]]
) -> AsyncIterator[Intake]:
    """An intake that has just learned that somebody sends too much."""
    monkeypatch.setattr(floods, "WAITS", 0.2)
    shop = replace(desks.SHOP, limits=of_a_person(60))
    intake = Intake(database, shop, HandClock(), Metrics())
    await intake.take([desks.arrival(f"first {at}", person=FLOODER) for at in range(30)])
    batches.clear()
    yield intake
    await intake.finish()


pytestmark = only_sqlite


async def test_others_are_heard_while_a_flood_waits(
    flooded: Intake, batches: list[list[str]]
) -> None:
    flood = [
        asyncio.create_task(flooded.take([desks.arrival(f"more {at}", person=FLOODER)]))
        for at in range(floods.AT_ONCE + 5)
    ]
    await asyncio.sleep(0)
    await flooded.take([desks.arrival("other", person=OTHER)])
    assert batches == [[str(OTHER)]]
    await asyncio.gather(*flood)
    assert [len(one) for one in batches] == [1, floods.AT_ONCE, 5]


async def test_what_waited_is_kept_in_its_order(flooded: Intake, database: Database) -> None:
    keys = [f"more {at}" for at in range(floods.AT_ONCE + 5)]
    await asyncio.gather(
        *(flooded.take([desks.arrival(key, person=FLOODER)]) for key in keys),
        flooded.take([desks.arrival("other", person=OTHER)]),
    )
    i = tables.inbox.c
    found = await desks.rows(database, select(i.ext_id).order_by(i.id))
    assert [key for key in found if "more" in key] == [f"u:{key}" for key in keys]


async def test_who_stops_is_one_of_the_others_again(
    flooded: Intake, batches: list[list[str]]
) -> None:
    held = flooded._floods
    held._until = dict.fromkeys(held._until, 0.0)
    await flooded.take([desks.arrival("much later", person=OTHER)])
    assert held._until
    flooder = desks.arrival("again", person=FLOODER, at=desks.NOON.replace(hour=9))
    await flooded.take([flooder])
    assert not held._until
    await asyncio.gather(
        flooded.take([replace(flooder, ext_id="a")]),
        flooded.take([desks.arrival("b", person=OTHER)]),
    )
    assert batches[-1] == [str(FLOODER), str(OTHER)]
