"""Sources as they are remembered: one code once, touches never rewritten, and counted in time."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from services.sources import Findings, SourceKind
from storage import tables
from storage.database import Database
from storage.desk import SqlDesk
from tests import desks

DAY = timedelta(days=1)


def made(at: SqlDesk, code: str) -> None:
    assert at.new_source(SourceKind.FAIR, code, code, "Budi") is not None


def came(at: SqlDesk, code: str, person: int = 1) -> None:
    source = at.source(code)
    assert source is not None
    at.touch(desks.met(at, person), source, "link")


def brought(connection: Connection, since: datetime, until: datetime) -> Findings:
    return desks.desk(connection).brought(since, until)[1]


async def test_a_code_is_given_once_by_two_processes(database: Database) -> None:
    other = Database(str(database.url))
    for one in (database, other):
        make = desks.at_desk(lambda at: at.new_source(SourceKind.FAIR, "umkm", "x", "Budi"))
        found = await one.write(make)
        assert (found is not None) is (one is database)
    await other.close()
    assert await desks.count(database, tables.sources) == 1


async def test_touches_cannot_be_rewritten(database: Database) -> None:
    def visit(at: SqlDesk) -> None:
        made(at, "umkm")
        came(at, "umkm")

    await database.write(desks.at_desk(visit))

    def rewrite(connection: Connection, sql: str) -> None:
        connection.exec_driver_sql(sql)

    for change in ("UPDATE touches SET how = 'word'", "DELETE FROM touches"):
        with pytest.raises(DBAPIError, match="append-only"):
            await database.write(partial(rewrite, sql=change))
    assert await desks.count(database, tables.touches) == 1


async def test_an_order_counts_for_who_led_to_it_last_whichever_process_looks(
    database: Database,
) -> None:
    """Its quote too; who came afterwards or before the window led to nothing."""

    def visit(at: SqlDesk, code: str, person: int) -> None:
        if at.source(code) is None:
            made(at, code)
        came(at, code, person)

    def buy(at: SqlDesk) -> None:
        desks.ordered(at, "d1", 1)
        desks.quoted(at, "d2", 2)

    visits = (("fair", 1, 3), ("carton", 1, 1), ("fair", 2, 200), ("carton", 2, -1))
    for code, person, ago in visits:
        when = desks.NOON - DAY * ago
        await database.write(desks.at_desk(partial(visit, code=code, person=person), now=when))
    await database.write(desks.at_desk(buy))
    month = (desks.NOON - 10 * DAY, desks.NOON + 10 * DAY)
    found = await database.read(partial(brought, since=month[0], until=month[1]))
    fair, carton = (found.by_source[key] for key in sorted(found.by_source))
    assert (carton.orders, carton.quotes, carton.people) == (1, 1, 2)
    assert (fair.orders, fair.first_orders, fair.quotes, fair.people) == (0, 1, 0, 1)
    nothing = await database.read(partial(brought, since=month[1], until=month[1] + DAY))
    assert {r.orders + r.quotes for r in nothing.by_source.values()} == {0}
