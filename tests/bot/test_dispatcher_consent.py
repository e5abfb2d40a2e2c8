"""No send of a promotion begins after the commit that takes its consent back."""

import asyncio
import os
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.channels.delivery import Delivered
from bot.outbox import PROMOTIONS_AHEAD, Dispatcher
from services.promotions import Why
from storage import batch, promoting, tables
from storage.database import Database
from storage.outbox import PROMOTION_LANE, Parcel
from tests import desks
from tests.bot.far_end import FarEnd, Make, running, until
from tests.desks import SHOP, HandClock
from tests.promoting import do, person, promoted, states, whys

_R = tables.recipients

OPEN = {"waiting", "claimed"}

RACES = int(os.environ.get("PROKANA_RACES", "100"))
"""Withdrawals while a promotion is being sent; 1,000 where a thorough look is wanted."""


@dataclass
class Timed(FarEnd):
    """Notes when each send of a promotion is called, in seconds that only grow."""

    began: dict[str, float] = field(default_factory=dict)
    twice: list[str] = field(default_factory=list)
    answered: dict[str, float] = field(default_factory=dict)

    async def deliver(self, parcel: Parcel) -> Delivered:
        to, now = parcel.to.chat, time.monotonic()
        if parcel.lane < PROMOTION_LANE:
            self.answered[to] = now
        elif to in self.began:
            self.twice.append(to)
        else:
            self.began[to] = now
        return await super().deliver(parcel)


@pytest.fixture
def far() -> Timed:
    return Timed()


async def fill(database: Database, clock: HandClock) -> int:
    fed = await database.write(lambda c: promoting.feed(c, "telegram", SHOP, clock()))
    return fed.claimed


def stamped(database: Database, monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """When the commit of each withdrawal was over, by who withdrew; noted in the thread that made
    it, before anybody else can write.
    """
    done: dict[str, float] = {}
    dialect: Any = database._writer.dialect
    commit: Callable[[Any], None] = dialect.do_commit

    def committed(connection: Any) -> None:
        commit(connection)
        if who := done.pop("next", None):
            done[str(int(who))] = time.monotonic()

    monkeypatch.setattr(dialect, "do_commit", committed)
    return done


async def withdraw(database: Database, number: int, done: dict[str, float]) -> None:
    """STOP, as it is heard."""

    def unit(connection: Any) -> None:
        said = desks.arrival(f"stop {number}", text="STOP", person=number)
        batch.take(connection, [said], SHOP, desks.NOON)
        done["next"] = number

    await database.write(unit)


async def busy() -> None:
    """What keeps the loop from turning at once to what a thread has done."""
    while True:
        time.sleep(random.uniform(0, 0.004))  # noqa: ASYNC251 - that is the point
        await asyncio.sleep(0.001)


def chased(
    dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch, chase: Callable[[int], Awaitable[None]]
) -> list[asyncio.Future[None]]:
    """Have everybody withdraw at about the moment their turn comes, a little before or after."""
    turn, first = dispatcher._pacer.take_promotion, set[str]()
    chases: list[asyncio.Future[None]] = []

    def taken(chat: str) -> float:
        if chat in first:
            return turn(chat)
        first.add(chat)
        chases.append(asyncio.ensure_future(chase(int(chat))))
        return random.choice([0.0005, 0.002]) if random.random() < 0.5 else turn(chat)

    monkeypatch.setattr(dispatcher._pacer, "take_promotion", taken)
    return chases


async def test_no_send_begins_after_the_withdrawals_commit(
    database: Database,
    make: Make,
    far: Timed,
    clock: HandClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In PostgreSQL it is another process that hears them withdraw."""
    await promoted(database, *(person(n) for n in range(1, RACES + 1)))
    hears = database if database.is_sqlite else Database(str(database.url))
    done = stamped(hears, monkeypatch)
    dispatcher = make()

    async def chase(number: int) -> None:
        await asyncio.sleep(random.choice([0, 0.001, 0.004, 0.008, 0.03]))
        await withdraw(hears, number, done)

    chases = chased(dispatcher, monkeypatch, chase)
    lags = asyncio.create_task(busy())
    async with running(dispatcher):
        while await fill(database, clock) or OPEN & set(await states(database)):
            dispatcher.wake()
            await asyncio.sleep(0.005)
        await asyncio.gather(*chases)
    lags.cancel()
    if hears is not database:
        await hears.close()
    assert len(done) == RACES
    late = [who for who, at in far.began.items() if at > done[who]]
    assert late == far.twice == []
    found = await states(database)
    assert found.count("sent") == len(far.began)
    assert found.count("sent") + found.count("skipped") == RACES
    assert min(found.count("sent"), found.count("skipped")) > RACES / 50, "nobody raced"


async def test_who_withdraws_between_the_lease_and_their_turn_gets_none(
    database: Database, make: Make, far: Timed, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await promoted(database, person(1), person(2))
    await fill(database, clock)
    dispatcher = make()
    turn = dispatcher._pacer.take_promotion
    waits = [0.05]
    monkeypatch.setattr(
        dispatcher._pacer, "take_promotion", lambda chat: waits.pop() if waits else turn(chat)
    )
    async with running(dispatcher):
        await until(lambda: not waits)
        await withdraw(database, 1, {})
        await until(lambda: "2" in far.began)
    assert list(far.began) == ["2"]
    assert await states(database) == ["skipped", "sent"]
    assert await whys(database) == [Why.WITHDRAWN, ""]


async def test_what_is_paused_before_its_turn_waits_on(
    database: Database, make: Make, far: Timed, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = await promoted(database, person(1))
    await fill(database, clock)
    dispatcher = make()
    waits = [0.05]
    turn = dispatcher._pacer.take_promotion
    monkeypatch.setattr(
        dispatcher._pacer, "take_promotion", lambda chat: waits.pop() if waits else turn(chat)
    )
    async with running(dispatcher):
        await until(lambda: not waits)
        await database.write(lambda c: promoting.pause(c, key))
        await until(lambda: not dispatcher._promotions)
    assert far.began == {}
    assert await states(database) == ["waiting"]
    await database.write(lambda c: promoting.resume(c, key))
    await fill(database, clock)
    await make().drain()
    assert await states(database) == ["sent"]


async def test_where_it_cannot_be_asked_nothing_goes_and_it_is_tried_again(
    database: Database, make: Make, far: Timed, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await promoted(database, person(1))
    await fill(database, clock)

    def fails(*_: object, **__: object) -> None:
        raise OSError("the disk is gone")

    with monkeypatch.context() as patch:
        patch.setattr("bot.outbox.objection", fails)
        await make().drain()
    assert far.began == {}
    clock.turn(5)
    await make().drain()
    assert list(far.began) == ["1"]


async def test_a_conversation_does_not_wait_for_promotions_that_are_ahead_of_it(
    database: Database, make: Make, far: Timed, clock: HandClock
) -> None:
    await promoted(database, *(person(n) for n in range(1, 40)))
    await fill(database, clock)
    dispatcher = make()
    dispatcher._pacer.pace = 5
    async with running(dispatcher):
        await until(lambda: len(far.began) >= 1)
        asked = time.monotonic()
        await desks.post(database, "answer", person=999)
        dispatcher.wake()
        await until(lambda: "999" in far.answered)
        assert far.answered["999"] - asked < 0.15
        await do(database, update(tables.promotions).values(state="stopped"))


async def test_a_sender_that_died_leaves_few_in_doubt_and_nobody_is_written_to_twice(
    database: Database, make: Make, far: Timed, clock: HandClock
) -> None:
    await promoted(database, *(person(n) for n in range(1, 30)))
    await fill(database, clock)
    far.holds = asyncio.Event()
    task = asyncio.create_task((first := make(sole=True)).run())
    await until(lambda: len(far.began) == 20)
    task.cancel()  # as if it were killed: nothing is written down
    await asyncio.gather(task, return_exceptions=True)
    for under_way in first._under_way:
        under_way.cancel()
    await asyncio.gather(*first._under_way, return_exceptions=True)
    doubted = set(far.began)
    assert doubted
    far.holds = None
    second = make(sole=True)
    async with running(second):
        await until(lambda: len(far.began) >= 23)
        while OPEN & set(await states(database)):
            await asyncio.sleep(0.01)
    told = await desks.rows(
        database,
        select(tables.contacts.c.ext_id)
        .join(_R, _R.c.contact_id == tables.contacts.c.id)
        .where(_R.c.state == "uncertain"),
    )
    assert doubted <= set(told)
    assert len(told) <= 20 + PROMOTIONS_AHEAD
    assert far.twice == []
    assert set(far.began) | set(told) == {str(n) for n in range(1, 30)}
