"""The way in: one batch of whatever has arrived, and a message that costs only itself."""

import asyncio
from contextlib import AbstractAsyncContextManager, nullcontext
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.intake import LARGEST_BATCH, Intake
from bot.metrics import Metrics
from handlers import router
from storage import batch, tables
from storage.codec import Arrival
from storage.database import Closed, Database
from tests import desks


@pytest.fixture
def intake(database: Database, logged: list[Any]) -> Intake:
    return Intake(database, desks.STUMBLING, desks.HandClock(), Metrics())


@pytest.fixture
def batches(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes of the batches that are taken."""
    sizes: list[int] = []
    plain = batch.take

    def take(connection: Any, arrivals: Any, *rest: Any) -> list[Arrival]:
        sizes.append(len(arrivals))
        return plain(connection, arrivals, *rest)

    monkeypatch.setattr(batch, "take", take)
    return sizes


def poisoned(key: object, person: int = 1) -> Arrival:
    """A message whose answer cannot be said: the name in the draft is poison."""
    return desks.arrival(key, person=person, text="", press=f"d{person}:person=poison")


async def states(database: Database) -> list[str]:
    i = tables.inbox.c
    return await desks.rows(database, select(i.state).order_by(i.id))


async def answers(database: Database, chat: object) -> list[str]:
    o = tables.outbox.c
    query = select(o.body).where(o.chat == str(chat)).order_by(o.id)
    return [body["message"]["text"] for body in await desks.rows(database, query)]


def counted(intake: Intake) -> dict[str, float]:
    m = intake._metrics
    names = ("arrived", "repeated", "failed", "aside")
    return {name: getattr(m, name)._value.get() for name in names}


async def test_when_it_returns_the_message_is_on_the_disk(
    database: Database, intake: Intake
) -> None:
    await intake.take([desks.arrival(1)])
    other = Database(str(database.url))
    assert await states(other) == ["done"]
    assert len(await answers(other, 1)) == 1
    await other.close()


async def test_nothing_to_take_is_nothing(database: Database, intake: Intake) -> None:
    await intake.take([])
    assert await states(database) == []


async def test_a_lone_message_waits_for_nobody_and_a_flood_is_one_batch(
    intake: Intake, batches: list[int]
) -> None:
    await asyncio.gather(*(intake.take([desks.arrival(i, person=i)]) for i in range(40)))
    assert batches == [40]
    first = asyncio.create_task(intake.take([desks.arrival(100)]))
    while len(batches) == 1:
        await asyncio.sleep(0)
    more = [asyncio.create_task(intake.take([desks.arrival(i)])) for i in (101, 102)]
    await asyncio.gather(first, *more)
    assert batches == [40, 1, 2]


async def test_a_batch_has_its_largest_size(intake: Intake, batches: list[int]) -> None:
    small = [Arrival("telegram", f"s{i}", "{}") for i in range(LARGEST_BATCH + 50)]
    large = [Arrival("telegram", f"l{i}", "{}") for i in range(LARGEST_BATCH + 10)]
    await asyncio.gather(*(intake.take([one]) for one in small), intake.take(large))
    assert batches == [LARGEST_BATCH, 50, LARGEST_BATCH + 10]


async def test_messages_keep_their_order_over_several_takes(
    database: Database, intake: Intake
) -> None:
    arrivals = [desks.arrival(i, text=f"/language={'en' if i % 2 else 'id'}") for i in range(9)]
    await asyncio.gather(*(intake.take([one]) for one in arrivals))
    i = tables.inbox.c
    assert await desks.rows(database, select(i.ext_id).order_by(i.id)) == [
        f"u:{n}" for n in range(9)
    ]
    assert await desks.rows(database, select(tables.contacts.c.language)) == ["id"]


class Asleep:
    """A sender that keeps no books beside anybody's."""

    name = "telegram"
    woken = 0

    def wake(self) -> None:
        self.woken += 1

    def beside(self) -> AbstractAsyncContextManager[None]:
        return nullcontext()


async def test_senders_are_told_that_there_is_something_to_send(database: Database) -> None:
    sender = Asleep()
    intake = Intake(database, desks.STUMBLING, desks.HandClock(), Metrics(), [sender])
    await intake.take([desks.arrival(1)])
    assert sender.woken == 1


async def test_a_poisoned_message_costs_only_itself(
    database: Database, intake: Intake, logged: list[Any]
) -> None:
    await desks.link_staff(database)
    await database.write(desks.at_desk(lambda at: desks.drafted(at, "d2", 2)))
    await intake.take(
        [
            desks.arrival(1, person=1),
            desks.arrival(2, person=2),
            poisoned(3, person=2),
            desks.arrival(4, person=3),
        ]
    )
    assert await states(database) == ["done", "done", "failed", "done"]
    errors = await desks.rows(database, select(tables.inbox.c.error).order_by(tables.inbox.c.id))
    assert errors[2] == "Unspeakable: it sticks in the throat"
    assert [len(await answers(database, person)) for person in (1, 2, 3)] == [1, 2, 1]
    assert "maaf" in (await answers(database, 2))[1]
    (notice,) = await answers(database, desks.STAFF.chat)
    assert "Dewi 2" in notice
    (draft,) = await desks.rows(database, select(tables.dialogs.c.answers))
    assert draft["hotel"] == "Hotel Contoh Baru"
    assert counted(intake) == {"arrived": 3, "repeated": 0, "failed": 1, "aside": 0}
    assert [entry["event"] for entry in logged] == ["batch_failed", "message_failed"]


async def test_a_failed_message_that_comes_again_is_not_tried_again(
    database: Database, intake: Intake
) -> None:
    await database.write(desks.at_desk(desks.drafted))
    for _ in range(2):
        await intake.take([poisoned(1)])
    assert await states(database) == ["failed"]
    assert len(await answers(database, 1)) == 1
    assert counted(intake) == {"arrived": 0, "repeated": 1, "failed": 1, "aside": 0}


async def test_a_handler_that_raises_is_told_of_with_the_senders_words(
    database: Database, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = router.attend

    def stumble(heard: Any, *rest: Any) -> None:
        if heard.text == "apa ini":
            raise KeyError("nothing like it")
        plain(heard, *rest)

    monkeypatch.setattr(batch, "attend", stumble)
    await desks.link_staff(database)
    await intake.take([desks.arrival(1), desks.arrival(2, text="apa ini")])
    assert await states(database) == ["done", "failed"]
    assert "apa ini" in (await answers(database, desks.STAFF.chat))[0]


async def test_where_even_the_apology_fails_the_message_is_kept(
    database: Database, intake: Intake
) -> None:
    """It must not come again for ever and hold up all that is behind it."""
    await desks.link_staff(database)
    nameless = desks.said("halo", name="poison")
    await intake.take([desks.arrival(1, nameless), desks.arrival(2, person=2)])
    assert await states(database) == ["failed", "done"]
    assert await answers(database, 1) == []
    assert counted(intake)["failed"] == 1


async def test_what_is_set_aside_is_counted_once(intake: Intake) -> None:
    strange = Arrival("telegram", "u:1", "{}", problem="unreadable")
    for _ in range(2):
        await intake.take([strange])
    assert counted(intake) == {"arrived": 1, "repeated": 1, "failed": 0, "aside": 1}


@pytest.mark.parametrize("fails", ["take", "take_failed"])
@pytest.mark.parametrize("at_call", [1, 2])
async def test_a_database_in_trouble_is_no_messages_fault(
    database: Database, intake: Intake, monkeypatch: pytest.MonkeyPatch, fails: str, at_call: int
) -> None:
    """Nothing is acknowledged then, and nothing marked as failed: it comes again."""
    await database.write(desks.at_desk(desks.drafted))
    plain, calls = getattr(batch, fails), 0

    def locked(*args: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == at_call or fails == "take_failed":
            raise OperationalError("INSERT", {}, Exception("database is locked"))
        return plain(*args)

    with monkeypatch.context() as patch:
        patch.setattr(batch, fails, locked)
        with pytest.raises(OperationalError):
            await intake.take([poisoned(1)])
    assert await states(database) == []
    await intake.take([poisoned(1)])
    assert await states(database) == ["failed"]


async def test_a_database_that_is_closed_already_is_no_messages_fault(
    tmp_path: Path, logged: list[Any]
) -> None:
    """What comes in the last moment of a stop comes again."""
    closed = Database(desks.url(tmp_path))
    await closed.close()
    intake = Intake(closed, desks.STUMBLING, desks.HandClock(), Metrics())
    with pytest.raises(Closed):
        await intake.take([desks.arrival(1)])
    assert not await closed.alive()
    assert logged == []


async def test_everybody_in_a_batch_that_could_not_be_written_is_told(
    intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: Any) -> Any:
        raise OperationalError("INSERT", {}, Exception("disk I/O error"))

    monkeypatch.setattr(batch, "take", gone)
    ended = await asyncio.gather(
        *(intake.take([desks.arrival(i)]) for i in range(3)), return_exceptions=True
    )
    assert [type(one) for one in ended] == [OperationalError] * 3


@pytest.mark.parametrize("broken", [False, True])
async def test_a_taker_that_is_cancelled_takes_nothing_back(
    database: Database, intake: Intake, monkeypatch: pytest.MonkeyPatch, broken: bool
) -> None:
    if broken:
        monkeypatch.setattr(batch, "_keep", None)
        monkeypatch.setattr(batch, "keep_failed", None)
    taking = asyncio.create_task(intake.take([desks.arrival(1)]))
    staying = asyncio.create_task(intake.take([desks.arrival(2)]))
    await asyncio.sleep(0)
    awaited = intake._waiting[0][1]
    taking.cancel()
    ended = await asyncio.gather(taking, staying, return_exceptions=True)
    assert isinstance(ended[0], asyncio.CancelledError)
    assert isinstance(ended[1], TypeError) is broken
    assert await states(database) == ([] if broken else ["done", "done"])
    assert awaited.cancelled(), "an end nobody waits for would be complained of for ever"
