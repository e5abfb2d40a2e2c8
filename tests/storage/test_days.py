"""The calendar as it is remembered: never promised twice, given back, and not rewritten."""

import asyncio
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from handlers.order import OrderForm
from handlers.scene import units_of
from services.calendar import Reserved
from services.orders import OrderState, Role
from services.promises import of_stock, promised
from services.quotes import Quote, QuoteState, WantedLine, priced
from storage import batch, tables
from storage.database import Database
from storage.desk import SqlDesk
from tests import desks
from tests.services.examples import PLAIN, SLIPPERS, catalogue_of, raw

FRIDAY, SATURDAY = date(2026, 11, 20), date(2026, 11, 21)


def offered(at: SqlDesk, person: int) -> Quote:
    """A quote of 500 pairs with the day that can be promised now."""
    desks.drafted(at, f"d{person}", person)
    terms = priced(SLIPPERS, OrderForm(SLIPPERS, units_of(SLIPPERS), at.today).wanted(desks.DRAFT))
    calendar = at.calendar(SLIPPERS)
    assert calendar is not None
    found = promised(calendar, SLIPPERS, terms, at.today)
    dated = terms.model_copy(update={"promised": found})
    return at.issue(f"d{person}", desks.met(at, person), dated, 14)


async def accept(database: Database, quote: int, person: int) -> None:
    press = desks.arrival(f"{quote}", text="", press=f"/accept={quote}", person=person)
    await database.write(lambda c: batch.take(c, [press], desks.SHOP, desks.NOON))


async def taken(database: Database) -> dict[date, int]:
    r = tables.reservations.c
    sums: dict[date, int] = {}
    for day, units in await desks.rows(database, select(r.day, r.units)):
        sums[day] = sums.get(day, 0) + units
    return sums


async def test_the_last_free_day_is_promised_once_by_two_processes(database: Database) -> None:
    people = range(1, 7)
    await database.write(desks.at_desk(lambda at: [offered(at, p) for p in people]))
    other = Database(str(database.url))
    orders = 0
    for _ in people:
        q = tables.quotes.c
        waits = select(q.id, q.contact_id).where(q.state == QuoteState.ISSUED.value)
        standing = await desks.rows(database, waits)
        await asyncio.gather(*(accept((database, other)[p % 2], quote, p) for quote, p in standing))
        orders, before = await desks.count(database, tables.orders), orders
        assert orders == before + 1, "only the first finds its day free; the rest are asked again"
    await other.close()
    used = await taken(database)
    assert sum(used.values()) == 6 * 500
    assert max(used.values()) == 400


async def test_a_rejected_or_cancelled_order_gives_its_days_back(database: Database) -> None:
    def work(at: SqlDesk) -> None:
        for person, end in ((1, OrderState.REJECTED), (2, OrderState.CANCELLED)):
            order, _ = desks.placed(at, offered(at, person))
            at.reserve(order, [(FRIDAY, 400)])
            assert at.reserved() == [Reserved(order.id, FRIDAY, 400)]
            assert at.move(order, end, "Budi", "") is not None
            calendar = at.calendar(SLIPPERS)
            assert calendar is not None and calendar.limit(FRIDAY) == 400
            assert not calendar.used.get(FRIDAY)

    await database.write(desks.at_desk(work))
    assert await taken(database) == {}


@pytest.mark.parametrize(
    ("counted", "left"),
    [(date(2026, 11, 18), 500), (date(2026, 11, 19), 0), (None, 0)],
)
async def test_orders_take_of_stock_since_it_was_counted_and_give_it_back(
    database: Database, counted: date | None, left: int
) -> None:
    """Counted in pairs: the order of 500 is placed on the 18th."""
    tables_ = raw()
    tables_["capacity"] |= {"stock": {"glue": 4000}}
    if counted:
        tables_["capacity"]["counted"] = counted
    stocked = catalogue_of(tables_)
    of_one = of_stock(stocked, [WantedLine(variant=PLAIN, quantity=1)])["glue"]

    def spent(at: SqlDesk) -> Mapping[str, Decimal]:
        calendar = at.calendar(stocked)
        assert calendar is not None
        return {name: much / of_one for name, much in calendar.spent.items()}

    def work(at: SqlDesk) -> None:
        assert not any(spent(at).values())
        order, _ = desks.placed(at, offered(at, 1))
        at.reserve(order, [(FRIDAY, 400)])
        assert spent(at).get("glue", 0) == left
        calendar = at.calendar(stocked)
        assert calendar is not None and calendar.used[FRIDAY] == calendar.limit(FRIDAY)
        assert at.move(order, OrderState.CANCELLED, "Budi", "") is not None
        assert not any(spent(at).values())

    await database.write(desks.at_desk(work))


async def test_days_that_were_set_are_kept_and_never_rewritten(database: Database) -> None:
    def shut(at: SqlDesk) -> None:
        assert at.calendar(SLIPPERS, alone=True) is not None
        officer = at.appoint(desks.met(at), Role.HEAD)
        at.set_days([FRIDAY, SATURDAY], 0, "razia", officer)
        at.set_days([SATURDAY], None, "", officer)

    await database.write(desks.at_desk(shut))

    def look(connection: Connection) -> list[int]:
        calendar = desks.desk(connection).calendar(SLIPPERS)
        assert calendar is not None
        return [calendar.limit(day) for day in (FRIDAY, SATURDAY)]

    assert await database.read(look) == [0, 400]

    def rewrite(connection: Connection, sql: str) -> None:
        connection.exec_driver_sql(sql)

    for change in ("UPDATE day_changes SET units = 9", "DELETE FROM day_changes"):
        with pytest.raises(DBAPIError, match="append-only"):
            await database.write(partial(rewrite, sql=change))
    assert await desks.count(database, tables.day_changes) == 3
