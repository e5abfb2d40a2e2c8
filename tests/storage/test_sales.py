"""Quotes and orders: numbered once, never twice for one draft."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

import pytest
import sqlalchemy
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, IntegrityError

from services.haggling import Party, QuoteEvent, What
from services.money import Rupiah
from services.orders import Order, OrderState
from services.quotes import Quote, QuoteState
from storage import tables
from storage.database import Database
from storage.desk import SqlDesk
from tests import desks


async def test_quotes_and_orders_are_numbered_each_for_itself(database: Database) -> None:
    def sell(at: SqlDesk) -> list[str]:
        first, second = desks.quoted(at, "d1"), desks.quoted(at, "d2")
        return [first.number, second.number, desks.placed(at, second)[0].number]

    assert await database.write(desks.at_desk(sell)) == [
        "001/QUO/LAPAS-PDG/XI/2026",
        "002/QUO/LAPAS-PDG/XI/2026",
        "001/SO/LAPAS-PDG/XI/2026",
    ]


async def test_the_new_year_begins_at_midnight_in_padang(database: Database) -> None:
    last_minute = datetime(2026, 12, 31, 16, 59, tzinfo=UTC)
    midnight = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
    numbers = [
        (await database.write(desks.at_desk(partial(desks.ordered, dialog_id=dialog), now))).number
        for dialog, now in (("d1", last_minute), ("d2", midnight), ("d3", midnight))
    ]
    assert numbers == [
        "001/SO/LAPAS-PDG/XII/2026",
        "001/SO/LAPAS-PDG/I/2027",
        "002/SO/LAPAS-PDG/I/2027",
    ]
    quote = await database.read(lambda c: desks.desk(c).quote(2))
    assert quote is not None and quote.valid_until == date(2027, 1, 15)


async def test_a_number_is_never_given_twice_though_a_transaction_fails(database: Database) -> None:
    def fails(at: SqlDesk) -> None:
        desks.ordered(at, "d2")
        raise RuntimeError("the lights went out")

    given = [(await database.write(desks.at_desk(desks.ordered))).number]
    with pytest.raises(RuntimeError):
        await database.write(desks.at_desk(fails))
    for dialog in ("d3", "d4"):
        order = await database.write(desks.at_desk(partial(desks.ordered, dialog_id=dialog)))
        given.append(order.number)
    assert len(set(given)) == 3
    assert await desks.rows(database, select(tables.orders.c.number)) == given


async def test_one_dialog_gives_one_quote(database: Database) -> None:
    quote = await database.write(desks.at_desk(desks.quoted))
    found = await database.read(lambda c: desks.desk(c).quote_of_dialog("d1"))
    assert found == quote
    with pytest.raises(IntegrityError, match="dialog_id"):
        await database.write(
            desks.at_desk(lambda at: at.issue("d1", desks.met(at), quote.terms, 14))
        )


async def test_one_quote_gives_one_order(database: Database) -> None:
    def place(at: SqlDesk) -> None:
        quote = desks.quoted(at)
        order, fresh = desks.placed(at, quote)
        again, afresh = desks.placed(at, quote)
        assert (fresh, afresh) == (True, False)
        assert order == again == at.order_of_quote(quote.id) == at.order(order.id)
        now = at.quote(quote.id)
        assert now is not None and now.state is QuoteState.ACCEPTED

    await database.write(desks.at_desk(place))


async def test_a_quote_is_kept_as_it_was_offered(database: Database) -> None:
    quote = await database.write(desks.at_desk(desks.quoted))
    assert quote == await database.read(lambda c: desks.desk(c).quote(quote.id))
    q = tables.quotes.c
    assert await desks.rows(database, select(q.total)) == [quote.terms.total]
    assert quote.valid_until == date(2026, 12, 2)
    assert await database.read(lambda c: desks.desk(c).quote(99)) is None
    assert await database.read(lambda c: desks.desk(c).quote_of_dialog("d9")) is None


OFFERED = QuoteEvent(Party.CUSTOMER, What.OFFERED, line=1, quantity=500, each=Rupiah(3000))


async def test_a_step_is_written_only_where_the_quote_stands_as_it_was_read(
    database: Database,
) -> None:
    quote = await database.write(desks.at_desk(desks.quoted))

    async def step(to: QuoteState) -> Quote | None:
        return await database.write(desks.at_desk(lambda at: at.step(quote, OFFERED, to, "x")))

    first = await step(QuoteState.ISSUED)
    assert first is not None and first.version == quote.version + 1
    assert await step(QuoteState.WITHDRAWN) is None
    events = await database.read(lambda c: desks.desk(c).quote_events(quote))
    assert events == [replace(OFFERED, quote_id=quote.id)]


async def test_a_revision_has_its_number_and_supersedes_what_stood(database: Database) -> None:
    def revise(at: SqlDesk) -> list[tuple[str, QuoteState]]:
        first = desks.quoted(at)
        at.record(first, OFFERED)
        second = desks.quoted(at, "d2", revises=first)
        third = desks.quoted(at, "d3", revises=second)
        other = desks.quoted(at, "d4", revises=second)
        assert at.quote_numbered("1") == at.quote_numbered(third.number) == third
        assert at.quote_numbered("7") is None
        assert [e.what for e in at.quote_events(third)] == [What.OFFERED]
        return [
            (q.short, now.state) for q in (first, second, third, other) if (now := at.quote(q.id))
        ]

    assert await database.write(desks.at_desk(revise)) == [
        ("001/QUO", QuoteState.SUPERSEDED),
        ("001/QUO-R1", QuoteState.SUPERSEDED),
        ("001/QUO-R2", QuoteState.ISSUED),
        ("002/QUO", QuoteState.ISSUED),
    ]


async def test_what_was_withdrawn_makes_no_order(database: Database) -> None:
    def place(at: SqlDesk) -> None:
        quote = desks.quoted(at)
        assert at.step(quote, OFFERED, QuoteState.WITHDRAWN, "bahan habis") is not None
        assert at.place(quote) is None

    await database.write(desks.at_desk(place))
    assert await desks.count(database, tables.orders) == 0


@pytest.mark.parametrize("change", ["UPDATE quote_events SET line = 2", "DELETE FROM quote_events"])
async def test_the_steps_of_a_negotiation_cannot_be_rewritten(
    database: Database, change: str
) -> None:
    quote = await database.write(desks.at_desk(desks.quoted))
    await database.write(desks.at_desk(lambda at: at.record(quote, OFFERED)))
    with pytest.raises(DBAPIError, match="append-only"):
        await database.write(lambda c: c.execute(sqlalchemy.text(change)))
    assert await desks.count(database, tables.quote_events) == 1


async def test_an_order_moves_only_from_where_it_was_seen(database: Database) -> None:
    order = await database.write(desks.at_desk(desks.ordered))

    async def move(to: OrderState) -> Order | None:
        return await database.write(
            desks.at_desk(lambda at: at.move(order, to, "Budi", "capacity"))
        )

    moved = await move(OrderState.APPROVED)
    assert moved is not None
    assert (moved.state, moved.version, moved.decided_by) == (OrderState.APPROVED, 2, "Budi")
    assert await move(OrderState.REJECTED) is None
    assert await database.read(lambda c: desks.desk(c).order(order.id)) == moved


@pytest.mark.parametrize("changed", ["version", "state"])
async def test_version_and_state_must_both_be_as_expected(database: Database, changed: str) -> None:
    order = await database.write(desks.at_desk(desks.ordered))
    value: dict[str, object] = {"version": 7} if changed == "version" else {"state": "ready"}
    await database.write(lambda c: c.execute(tables.orders.update().values(**value)))
    moved = await database.write(
        desks.at_desk(lambda at: at.move(order, OrderState.APPROVED, "Budi", ""))
    )
    assert moved is None


async def test_an_order_is_found_by_what_people_call_it(database: Database) -> None:
    order = await database.write(desks.at_desk(desks.ordered))

    def look(at: SqlDesk) -> None:
        for text in ("1", "001", order.number, order.number.lower()):
            assert at.order_numbered(text) == order
        for text in ("", "2", "-1", "x", "123456789012", "001/SO"):
            assert at.order_numbered(text) is None

    await database.write(desks.at_desk(look))
    next_year = datetime(2027, 3, 1, tzinfo=UTC)
    assert await database.write(desks.at_desk(lambda at: at.order_numbered("1"), next_year)) is None


async def test_everybody_sees_their_own_orders_newest_first(database: Database) -> None:
    for i in range(1, 4):
        await database.write(desks.at_desk(partial(desks.ordered, dialog_id=f"d{i}")))
    await database.write(desks.at_desk(lambda at: desks.ordered(at, "d9", person=2)))

    def look(at: SqlDesk) -> None:
        mine = desks.met(at)
        assert [o.number[:3] for o in at.orders_of(mine, 2)] == ["003", "002"]
        assert [q.number[:3] for q in at.quotes_of(mine, 5)] == ["003", "002", "001"]
        assert [o.number[:3] for o in at.undecided()] == ["001", "002", "003", "004"]
        first = at.order(1)
        assert first is not None
        at.move(first, OrderState.REJECTED, "Budi", "date")
        assert [o.id for o in at.undecided()] == [2, 3, 4]

    await database.write(desks.at_desk(look))


async def test_what_was_said_about_an_order_stays_with_it(database: Database) -> None:
    order = await database.write(desks.at_desk(desks.ordered))

    def talk(at: SqlDesk) -> None:
        at.note(order, "Budi", "warna apa?")
        at.note(order, "Dewi", "putih")
        assert [(n.who, n.text, n.at) for n in at.notes(order)] == [
            ("Budi", "warna apa?", desks.NOON),
            ("Dewi", "putih", desks.NOON),
        ]

    await database.write(desks.at_desk(talk))
