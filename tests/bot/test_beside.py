"""An answer that is leased in the transaction that writes it, and so sent after one commit."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot import outbox as sending
from bot.intake import Intake
from bot.metrics import Metrics
from bot.outbox import Dispatcher
from storage import outbox, tables
from storage.database import Database
from tests import desks
from tests.bot.far_end import FarEnd, Make, running, state, until
from tests.bot.test_dispatcher_duty import Turn
from tests.desks import HandClock, post
from tests.postgres.both import only_postgresql, only_sqlite


@pytest.fixture(autouse=True)
def commits(database: Database, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the commits; a look at the outbox comes only where somebody is woken."""
    names: list[str] = []
    plain = database.write

    async def write(unit: Callable[..., Any], *, name: str = "") -> Any:
        result = await plain(unit, name=name)
        names.append(name)
        return result

    monkeypatch.setattr(database, "write", write)
    monkeypatch.setattr(sending, "LOOK_EVERY", 60.0)
    return names


def intake(database: Database, clock: HandClock, *senders: Dispatcher) -> Intake:
    return Intake(database, desks.STUMBLING, clock, Metrics(), senders)


async def at_work(*dispatchers: Dispatcher) -> None:
    for dispatcher in dispatchers:
        dispatcher.wake()
    await until(
        lambda: all(d._at_work and not d._look and not d._pen.locked() for d in dispatchers)
    )


@only_sqlite
async def test_an_answer_goes_after_one_commit_and_is_marked_beside_the_next(
    database: Database, make: Make, far: FarEnd, clock: HandClock,
    commits: list[str], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(sending, "COMPANY", 0.5)
    dispatcher = make()
    way_in = intake(database, clock, dispatcher)
    async with running(dispatcher):
        await at_work(dispatcher)
        for key in range(3):
            await way_in.take([desks.arrival(key)])
            await until(lambda: len(far.handed) == key + 1 and not far.under_way)  # noqa: B023 - at once
        assert commits == ["take"] * 3
        assert await state(database) == ["sent", "sent", "leased"]
    assert await state(database) == ["sent"] * 3


@only_sqlite
async def test_what_waits_in_the_chat_goes_first(
    database: Database, make: Make, far: FarEnd, clock: HandClock
) -> None:
    far.holds = asyncio.Event()
    dispatcher = make()
    async with running(dispatcher):
        await at_work(dispatcher)
        await post(database, "older")
        await post(database, "not due", due_at=desks.NOON + timedelta(days=1), person=2)
        await intake(database, clock, dispatcher).take(
            [desks.arrival(1), desks.arrival(2, person=2)]
        )
        await until(lambda: far.under_way == 1)
        assert far.texts == ["older"]
        assert await state(database) == ["leased", "ready", "ready", "ready"]
        far.holds.set()
        await until(lambda: len(far.handed) == 2)
        assert far.handed[1].to.chat == "1"


@only_sqlite
async def test_nothing_goes_twice_and_all_in_order_however_it_comes(
    database: Database, make: Make, far: FarEnd, clock: HandClock
) -> None:
    dispatcher = make()
    way_in = intake(database, clock, dispatcher)
    arrivals = [desks.arrival(n, person=n % 40) for n in range(120)]
    async with running(dispatcher):
        await asyncio.gather(*(way_in.take([one]) for one in arrivals[:60]))
        await asyncio.gather(*(way_in.take([one]) for one in arrivals[60:]))
        written = await desks.count(database, tables.outbox)
        await until(lambda: len(far.handed) >= written)
    assert set(await state(database)) == {"sent"}
    assert len({p.id for p in far.handed}) == len(far.handed) == written
    for chat in {p.to.chat for p in far.handed}:
        ids = [p.id for p in far.handed if p.to.chat == chat]
        assert ids == sorted(ids)


@only_sqlite
@pytest.mark.parametrize("why", ["no duty", "stopped", "not running", "another channel"])
async def test_who_cannot_send_leases_nothing(
    database: Database, make: Make, far: FarEnd, clock: HandClock, why: str
) -> None:
    turn = Turn(held=True)
    far.name = "whatsapp" if why == "another channel" else far.name
    dispatcher = make(duty=turn)
    if why == "not running":
        await intake(database, clock, dispatcher).take([desks.arrival(1)])
        assert await state(database) == ["ready"]
        return
    async with running(dispatcher):
        await at_work(dispatcher)
        turn.has_it = why != "no duty"
        if why == "stopped":
            dispatcher.stop()
        await intake(database, clock, dispatcher).take([desks.arrival(1)])
        assert await state(database) == ["ready"]
    assert far.handed == []


@only_sqlite
async def test_a_commit_nobody_was_told_of_is_given_back(
    database: Database, make: Make, far: FarEnd, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    dispatcher, plain = make(sole=True), database.write

    async def gone(unit: Callable[..., Any], *, name: str = "") -> Any:
        await plain(unit, name=name)
        monkeypatch.setattr(database, "write", plain)
        raise OperationalError("COMMIT", None, Exception("the disk is gone"))

    async with running(dispatcher):
        await at_work(dispatcher)
        monkeypatch.setattr(database, "write", gone)
        with pytest.raises(OperationalError):
            await intake(database, clock, dispatcher).take([desks.arrival(1)])
        await until(lambda: len(far.handed) == 1)
        assert not far.handed[0].lost
    assert await state(database) == ["sent"]


@only_sqlite
async def test_a_death_before_the_handover_costs_no_answer(
    database: Database, make: Make, far: FarEnd, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    dies = make(sole=True)
    monkeypatch.setattr(dies, "_hand_over", lambda _: None)
    task = asyncio.create_task(dies.run())
    await at_work(dies)
    await intake(database, clock, dies).take([desks.arrival(1)])
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert (await state(database), far.handed) == (["leased"], [])
    comes_next = make(sole=True)
    async with running(comes_next):
        await at_work(comes_next)
        await until(lambda: len(far.handed) == 1)
    assert await state(database) == ["sent"]


@only_sqlite
async def test_books_that_cannot_be_kept_cost_no_message(
    database: Database, make: Make, far: FarEnd, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, failures = outbox.lease, [RuntimeError("a bug of ours")]

    def lease(*values: Any, **named: Any) -> Any:
        if failures:
            raise failures.pop()
        return plain(*values, **named)

    dispatcher = make()
    async with running(dispatcher):
        await at_work(dispatcher)
        monkeypatch.setattr(outbox, "lease", lease)
        await intake(database, clock, dispatcher).take([desks.arrival(1), desks.arrival(2)])
        await until(lambda: len(far.handed) == 2)
    assert await desks.rows(database, select(tables.inbox.c.state)) == ["done", "done"]


@only_sqlite
async def test_who_is_stopped_meanwhile_sends_what_was_leased(
    database: Database, make: Make, far: FarEnd, clock: HandClock
) -> None:
    dispatcher = make()
    async with running(dispatcher):
        await at_work(dispatcher)
        taking = asyncio.create_task(intake(database, clock, dispatcher).take([desks.arrival(1)]))
        await until(dispatcher._pen.locked)
        dispatcher.stop()
        await taking
    assert (len(far.handed), await state(database)) == (1, ["sent"])


@only_postgresql
async def test_where_several_write_the_sender_looks_for_itself(
    database: Database, make: Make, far: FarEnd, clock: HandClock, commits: list[str]
) -> None:
    far.holds = asyncio.Event()
    dispatcher = make()
    async with running(dispatcher):
        await at_work(dispatcher)
        await intake(database, clock, dispatcher).take([desks.arrival(1)])
        await until(lambda: len(far.handed) == 1)
        assert commits == ["take", "books"]
        far.holds.set()
