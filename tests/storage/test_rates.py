"""Dated rates: kept for good, read seldom, and old quotes priced from rows alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy
from sqlalchemy.exc import DBAPIError

from benchmarks.counting import counting
from handlers.order import OrderForm
from handlers.scene import units_of
from services.catalogue import parse
from services.quotes import Quote, priced
from services.rate_changes import RateChange
from storage import batch, catalogues, rates, tables
from storage.database import Database
from storage.desk import SqlDesk
from tests import desks
from tests.desks import NOON, SHOP
from tests.postgres.both import only_postgresql
from tests.services.examples import COFFEE, SLIPPERS

SOLE = "materials.eva_sole_5.price"
CHANGE = RateChange(SOLE, "32000", "nota toko", "measured", "Budi", NOON, NOON)


def recording(change: RateChange = CHANGE) -> Callable[[sqlalchemy.Connection], None]:
    return desks.at_desk(lambda at: at.record_rate(change), change.recorded_at)


async def sole(database: Database, now: datetime = NOON) -> object:
    unit = desks.at_desk(lambda at: at.catalogue.materials["eva_sole_5"].price, now)
    return await database.write(unit)


@pytest.mark.parametrize("change", ["UPDATE rates SET value = '1'", "DELETE FROM rates"])
async def test_what_held_once_cannot_be_rewritten(database: Database, change: str) -> None:
    await database.write(recording())
    with pytest.raises(DBAPIError, match="append-only"):
        await database.write(lambda c: c.execute(sqlalchemy.text(change)))
    assert await desks.rows(database, sqlalchemy.select(tables.rates.c.value)) == ["32000"]


async def test_a_change_holds_from_its_moment(database: Database) -> None:
    later = NOON + timedelta(days=2)
    await database.write(recording(replace(CHANGE, valid_from=later)))
    assert await sole(database) == 30000
    assert await sole(database, later - timedelta(seconds=1)) == 30000
    assert await sole(database, later) == 32000


async def test_the_rest_of_a_batch_is_priced_with_a_change(database: Database) -> None:
    def unit(at: SqlDesk) -> object:
        before = at.catalogue
        at.record_rate(CHANGE)
        return before.fingerprint, at.catalogue.materials["eva_sole_5"].price

    assert await database.write(desks.at_desk(unit)) == (SLIPPERS.fingerprint, 32000)


async def test_a_change_that_was_rolled_back_is_forgotten(database: Database) -> None:
    def unit(connection: sqlalchemy.Connection) -> None:
        recording()(connection)
        raise RuntimeError("lost")

    assert await sole(database) == 30000
    with pytest.raises(RuntimeError):
        await database.write(unit)
    assert await sole(database) == 30000


async def test_prices_cost_one_look_up_at_most(database: Database, kind: str) -> None:
    await database.write(recording())
    await sole(database)
    with counting() as counted:
        assert await sole(database) == 32000
    assert len(counted.statements) == {"sqlite": 0, "postgresql": 1}[kind]


async def test_a_batch_that_prices_nothing_asks_for_no_rates(database: Database) -> None:
    with counting() as counted:
        await database.write(lambda c: batch.take(c, [], SHOP, NOON))
    assert not [sql for sql in counted.statements if "rates" in sql]


async def test_a_command_beside_a_desk_is_noticed_within_a_minute(database: Database) -> None:
    await sole(database)
    other = Database(database.url.render_as_string(hide_password=False))
    try:
        await other.write(recording())
    finally:
        await other.close()
    assert await sole(database, NOON + rates.LOOKS_AGAIN) == 32000


@only_postgresql
async def test_another_worker_follows_at_once(database: Database) -> None:
    await sole(database)
    other = Database(database.url.render_as_string(hide_password=False))
    try:
        await other.write(recording())
        assert await sole(database) == 32000
        await database.write(recording(replace(CHANGE, value="33000")))
        assert await sole(other) == 33000
    finally:
        await other.close()


async def test_an_old_quote_is_priced_from_rows_alone(database: Database) -> None:
    def issue(dialog: str) -> Callable[[SqlDesk], Quote]:
        def unit(at: SqlDesk) -> Quote:
            desks.drafted(at, dialog)
            wanted = OrderForm(at.catalogue, units_of(at.catalogue), NOON.date()).wanted(
                desks.DRAFT
            )
            return at.issue(dialog, desks.met(at), priced(at.catalogue, wanted), 14)

        return unit

    def begin(connection: sqlalchemy.Connection) -> None:
        catalogues.keep_catalogue(connection, SLIPPERS.fingerprint, SLIPPERS.body, NOON)

    await database.write(begin)
    issued = []
    for day, value in enumerate(("30000", "32000", "41500")):
        now = NOON + timedelta(days=day)
        if day:
            await database.write(
                recording(replace(CHANGE, value=value, valid_from=now, recorded_at=now))
            )
        issued.append(await database.write(desks.at_desk(issue(f"d{day}"), now)))
    assert len({quote.terms.lines[0].each for quote in issued}) == 3
    for quote in issued:
        found = await database.read(lambda c, q=quote: catalogues.recomputed(c, q.number))  # type: ignore[misc]
        assert found == quote.terms
    assert await database.read(lambda c: catalogues.recomputed(c, "no such")) is None


async def test_another_base_keeps_the_figures_that_fit_it(database: Database) -> None:
    base = SLIPPERS.body.replace("price = 14000", "price = 15000")

    def load(connection: sqlalchemy.Connection) -> None:
        loaded = parse(base.encode())
        catalogues.keep_catalogue(connection, loaded.fingerprint, loaded.body, NOON)
        rates.record(connection, replace(CHANGE, place=rates.BASE, value=loaded.fingerprint))

    await database.write(recording())
    await database.write(load)
    now = await database.write(desks.at_desk(lambda at: at.catalogue))
    assert now.materials["eva_upper"].price == 15000
    assert now.materials["eva_sole_5"].price == 32000
    assert await database.read(lambda c: rates.at(c, COFFEE, NOON)) == now
    before = NOON - timedelta(days=1)
    assert await database.read(lambda c: rates.at(c, COFFEE, before)) is COFFEE
    assert (await database.read(lambda c: rates.base(c, COFFEE, NOON))).body == base
