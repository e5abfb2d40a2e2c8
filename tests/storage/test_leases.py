"""What only one process may do at a time, and whose turn it is."""

import asyncio
from datetime import timedelta

from storage import leases
from storage.database import Database
from storage.leases import Held
from tests.postgres.both import only_postgresql

pytestmark = only_postgresql

LONG, OVER = timedelta(seconds=60), timedelta(seconds=-1)


async def take(
    database: Database, holder: str, *names: str, lasts: timedelta = LONG
) -> dict[str, int]:
    held: Held = await database.write(lambda c: leases.take(c, names, holder, lasts))
    return dict(held.fences)


async def test_the_first_has_it_and_keeps_it(database: Database) -> None:
    assert await take(database, "one", "send", "poll") == {"send": 1, "poll": 1}
    assert await take(database, "two", "send", "poll") == {}
    assert await take(database, "one", "send", "poll") == {"send": 1, "poll": 1}


async def test_what_has_ended_is_another_s_and_counts_its_holders(database: Database) -> None:
    await take(database, "one", "send", lasts=OVER)
    assert await take(database, "two", "send") == {"send": 2}
    assert await take(database, "one", "send") == {}


async def test_who_comes_back_before_anybody_took_it_has_it_still(database: Database) -> None:
    await take(database, "one", "send", lasts=OVER)
    assert await take(database, "one", "send") == {"send": 1}


async def test_what_is_let_go_is_free_at_once(database: Database) -> None:
    await take(database, "one", "send", "poll")
    await database.write(lambda c: leases.release(c, "one"))
    assert await take(database, "two", "send") == {"send": 2}


async def test_of_twenty_at_once_one_has_it(database: Database) -> None:
    others = [Database(str(database.url)) for _ in range(5)]
    for lasts in (OVER, LONG):
        found = await asyncio.gather(
            *(take(others[i % 5], f"{i}", "send", lasts=lasts) for i in range(20))
        )
    assert sum(bool(one) for one in found) == 1
    for other in others:
        await other.close()
