"""What only one process does at a time: who has it, for how long, and who is next."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from bot import duties
from bot.clock import Following
from bot.duties import ALONE, Duties
from storage.database import Database
from tests.desks import NOON, HandClock
from tests.postgres.both import only_postgresql, only_sqlite


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in (
        ("LASTS", 0.6),
        ("SPARE", 0.1),
        ("RENEW_EVERY", 0.1),
        ("LOOK_EVERY", 0.01),
    ):
        monkeypatch.setattr(duties, name, seconds)


class Process:
    """One of several, with something only one of them may do."""

    def __init__(self, url: str) -> None:
        self.duties = Duties(url, Following(HandClock()))
        self.duty = self.duties.duty("send")
        self.at_it = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        run, doing = self.duties.run(), self.duties.doing("send", self._work)
        self._tasks = [asyncio.create_task(run), asyncio.create_task(doing)]

    async def _work(self) -> None:
        self.at_it.set()
        try:
            await asyncio.sleep(60)
        finally:
            self.at_it.clear()

    async def dies(self) -> None:
        """It is stopped between two renewals, and tells nobody."""
        self._tasks[0].cancel()
        await asyncio.gather(self._tasks[0], return_exceptions=True)

    async def ends(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.duties.release()
        await self.duties.close()


@asynccontextmanager
async def process(database: Database) -> AsyncIterator[Process]:
    one = Process(str(database.url))
    try:
        yield one
    finally:
        await one.ends()


@only_sqlite
async def test_who_is_alone_has_every_duty(database: Database) -> None:
    async with process(database) as one:
        assert one.duty is ALONE and one.duty.held()
        one.start()
        await asyncio.wait_for(one.at_it.wait(), 5)


@only_postgresql
async def test_only_one_has_it_and_the_next_one_is_at_it_when_that_ends(
    database: Database,
) -> None:
    async with process(database) as one, process(database) as two:
        one.start()
        await asyncio.wait_for(one.at_it.wait(), 5)
        two.start()
        await asyncio.sleep(1)
        assert one.duty.held() and not two.at_it.is_set()
        await one.ends()
        await asyncio.wait_for(two.at_it.wait(), 5)


@only_postgresql
async def test_who_is_not_heard_of_any_more_has_stopped_before_another_begins(
    database: Database,
) -> None:
    async with process(database) as one, process(database) as two:
        one.start()
        await asyncio.wait_for(one.at_it.wait(), 5)
        two.start()
        await one.dies()
        async with asyncio.timeout(5):
            while not two.duty.held():
                await asyncio.sleep(0)
        assert not one.duty.held()
        await asyncio.wait_for(two.at_it.wait(), 5)
        assert not one.at_it.is_set()


@only_postgresql
async def test_a_database_that_does_not_answer_takes_the_duty_away_in_time(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with process(database) as one:
        one.start()
        await asyncio.wait_for(one.at_it.wait(), 5)

        async def silent(*_: object, **__: object) -> None:
            await asyncio.sleep(60)

        monkeypatch.setattr(Database, "write", silent)
        async with asyncio.timeout(5):
            while one.duty.held():
                await asyncio.sleep(0.01)
            while one.at_it.is_set():
                await asyncio.sleep(0.01)
        monkeypatch.undo()


@only_postgresql
async def test_a_renewal_that_fails_is_tried_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with process(database) as one:
        broken = asyncio.Event()

        async def fails(*_: object, **__: object) -> None:
            broken.set()
            raise OSError("no line")

        with monkeypatch.context() as patch:
            patch.setattr(Database, "write", fails)
            one.start()
            await asyncio.wait_for(broken.wait(), 5)
            assert not one.duty.held()
        await asyncio.wait_for(one.at_it.wait(), 5)


@only_sqlite
async def test_work_that_ends_is_not_begun_again(database: Database) -> None:
    async with process(database) as one:
        done: list[int] = []

        async def once() -> None:
            done.append(1)

        await asyncio.wait_for(one.duties.doing("present", once), 5)
        assert done == [1]


def test_a_clock_is_set_only_where_it_is_wrong() -> None:
    clock = Following(HandClock())
    clock.follow(NOON + timedelta(seconds=0.3))
    assert clock() == NOON
    clock.follow(NOON + timedelta(hours=1))
    assert clock() == NOON + timedelta(hours=1)
    clock.follow(NOON)
    assert clock() == NOON
