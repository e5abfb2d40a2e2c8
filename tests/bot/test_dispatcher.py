"""The dispatcher at work: woken, stopped, held up, and after a death."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot import outbox as sending
from bot.outbox import IN_FLIGHT
from bot.pacing import Limits, Rate
from handlers.messages import Address, AskMembership
from storage import outbox, tables
from storage.database import Database
from tests import desks
from tests.bot.far_end import FarEnd, Make, running, seconds_until_due, state, until
from tests.desks import STAFF, HandClock, post


async def test_a_channel_that_raises_does_not_stop_the_dispatcher(
    database: Database, make: Make, far: FarEnd, clock: HandClock
) -> None:
    far.answers = [RuntimeError("a bug of ours")]
    await post(database, "one", person=1)
    await post(database, "two", person=2)
    async with running(make()):
        await until(lambda: len(far.handed) == 2)
        async with asyncio.timeout(5):
            while "leased" in await state(database):
                await asyncio.sleep(0.01)
        assert await state(database) == ["ready", "sent"]
        by_id = select(tables.outbox.c.error).order_by(tables.outbox.c.id)
        assert await desks.rows(database, by_id) == ["RuntimeError: a bug of ours", ""]


async def test_a_delivery_ends_before_its_lease_does(
    database: Database, make: Make, far: FarEnd
) -> None:
    far.holds = asyncio.Event()
    await post(database, "promo", lane=outbox.PROMOTION_LANE)
    async with asyncio.timeout(5):
        await make(lease=timedelta(seconds=0.05)).drain()
    assert await state(database) == ["uncertain"]
    assert await desks.rows(database, select(tables.outbox.c.error)) == ["TimeoutError: "]


async def test_a_wake_up_delivers_at_once(
    database: Database, make: Make, far: FarEnd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "LOOK_EVERY", 60.0)
    dispatcher = make()
    async with running(dispatcher):
        await asyncio.sleep(0.01)
        await post(database, "one")
        await asyncio.sleep(0.01)
        assert far.handed == []
        dispatcher.wake()
        await until(lambda: far.texts == ["one"])


async def test_what_another_process_wrote_is_found(
    database: Database, make: Make, far: FarEnd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "LOOK_EVERY", 0.005)
    async with running(make()):
        await asyncio.sleep(0.01)
        await post(database, "one")
        await until(lambda: far.texts == ["one"])


async def test_so_many_are_under_way_and_no_more(
    database: Database, make: Make, far: FarEnd
) -> None:
    far.holds = asyncio.Event()
    for person in range(IN_FLIGHT * 2):
        await post(database, "one", person=person)
    dispatcher = make()
    async with running(dispatcher):
        await until(lambda: far.under_way == IN_FLIGHT)
        for _ in range(3):
            dispatcher.wake()
            await asyncio.sleep(0.005)
        assert (await state(database)).count("leased") == IN_FLIGHT
        assert dispatcher._metrics.in_flight.labels("telegram")._value.get() == IN_FLIGHT
        far.holds.set()
        await until(lambda: len(far.handed) == IN_FLIGHT * 2)
    assert far.most == IN_FLIGHT
    assert await state(database) == ["sent"] * IN_FLIGHT * 2


async def test_stopping_finishes_what_is_under_way_and_leaves_the_rest(
    database: Database, make: Make, far: FarEnd
) -> None:
    far.holds = asyncio.Event()
    for words in ("one", "two"):
        await post(database, words)
    dispatcher = make()
    task = asyncio.create_task(dispatcher.run())
    await until(lambda: far.under_way == 1)
    dispatcher.stop()
    await asyncio.sleep(0.01)
    assert not task.done()
    far.holds.set()
    await asyncio.wait_for(task, 5)
    assert await state(database) == ["sent", "ready"]


SLOW = Limits(whole=Rate(100, 100), chat=Rate(1 / 5, 1), group=Rate(1 / 100, 1))


async def test_stopping_does_not_wait_for_a_turn(
    database: Database, make: Make, far: FarEnd
) -> None:
    for words in ("one", "two"):
        await post(database, words)
    dispatcher = make(SLOW)
    async with running(dispatcher):
        await until(lambda: dispatcher._under_way != set() and far.texts == ["one"])
        await asyncio.sleep(0.02)
        began = asyncio.get_running_loop().time()
    assert asyncio.get_running_loop().time() - began < 1
    assert await state(database) == ["sent", "ready"]


async def test_a_message_that_has_to_wait_long_gives_its_place_back(
    database: Database, make: Make, far: FarEnd, clock: HandClock
) -> None:
    for words in ("one", "two"):
        await post(database, words, to=STAFF)
    await make(SLOW).drain()
    assert far.texts == ["one"]
    assert await state(database) == ["sent", "ready"]
    assert (await seconds_until_due(database, clock))[1] == pytest.approx(100, abs=1)


async def test_a_message_that_has_to_wait_shortly_keeps_its_place(
    database: Database, make: Make, far: FarEnd
) -> None:
    quick = Limits(whole=Rate(1000, 10), chat=Rate(100, 1), group=Rate(1, 1))
    for words in ("one", "two"):
        await post(database, words)
    await make(quick).drain()
    assert far.texts == ["one", "two"]
    assert await desks.rows(database, select(tables.outbox.c.attempt)) == [1, 1]


async def test_a_question_does_not_wait_for_the_chats_turn(
    database: Database, make: Make, far: FarEnd
) -> None:
    await post(database, "one", to=STAFF)
    await post(database, "", body=AskMembership(STAFF, "9", desks.in_group()), to=STAFF)
    await make(SLOW).drain()
    assert await state(database) == ["sent", "sent"]


# ---- after a death


async def left_behind(database: Database) -> None:
    await post(database, "one")
    await database.write(lambda c: outbox.lease(c, "telegram", desks.NOON, 1))


async def test_who_sends_alone_takes_up_at_once_what_was_left_behind(
    database: Database, make: Make, far: FarEnd
) -> None:
    await left_behind(database)
    async with running(make(sole=True)):
        await until(lambda: len(far.handed) == 1)
    assert far.texts[0].endswith("\n\none")


async def test_who_is_not_alone_waits_until_the_lease_has_run_out(
    database: Database, make: Make, far: FarEnd, clock: HandClock
) -> None:
    await left_behind(database)
    dispatcher = make()
    await dispatcher.drain()
    assert far.handed == []
    clock.turn(outbox.LEASE.total_seconds() + 1)
    async with asyncio.timeout(5):
        await dispatcher.drain()
    assert far.texts[0].endswith("\n\none")


async def test_what_is_in_hand_is_not_taken_up_however_late_it_is(
    database: Database,
    make: Make,
    far: FarEnd,
    clock: HandClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A clock that was set, a machine that slept: taken up, the message would go out twice."""
    monkeypatch.setattr(sending, "LOOK_EVERY", 0.005)
    far.holds = asyncio.Event()
    await post(database, "one", person=1)
    async with running(make()):
        await until(lambda: far.under_way == 1)
        clock.turn(outbox.LEASE.total_seconds() + 1)
        await post(database, "two", person=2)
        await until(lambda: far.under_way == 2)
        far.holds.set()
        async with asyncio.timeout(5):
            while await state(database) != ["sent", "sent"]:
                await asyncio.sleep(0.005)
    assert far.texts == ["one", "two"]


async def test_how_a_delivery_ended_is_not_forgotten_though_the_books_fail(
    database: Database,
    make: Make,
    far: FarEnd,
    logged: list[Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Forgotten, the message would be taken for lost and sent twice."""
    monkeypatch.setattr(sending, "AFTER_A_FAULT", 0.005)
    plain, fails = outbox.mark, 2

    def mark(connection: Any, marks: Any, now: Any) -> None:
        nonlocal fails
        if marks and fails:
            fails -= 1
            raise OperationalError("UPDATE", {}, Exception("database is locked"))
        plain(connection, marks, now)

    monkeypatch.setattr(outbox, "mark", mark)
    await post(database, "one")
    async with running(make()):
        await until(lambda: not fails and len(far.handed) == 1)
    assert await state(database) == ["sent"]
    assert len(far.handed) == 1
    assert [entry["event"] for entry in logged] == ["dispatch_failed"] * 2


async def test_another_channels_messages_are_left_alone(
    database: Database, make: Make, far: FarEnd
) -> None:
    await post(database, "there", to=Address("whatsapp", "1"))
    await make().drain()
    assert far.handed == []
