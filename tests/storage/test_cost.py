"""What updates cost, counted: statements, hops between threads, commits, and what is searched.

Times depend on the machine; these do not, and they are what the times come from.
"""

import re
from datetime import timedelta

from sqlalchemy import Connection, select

from benchmarks.counting import Counted, counting
from storage import batch, outbox, rates, tables
from storage.database import Database
from tests import desks
from tests.postgres.both import only_sqlite

BEGIN = "/pesan"
PRESSES = ("1.sole=5", "1.size=all29", "1.branding=none", "1.packing=carton", "1.quantity=500")
REST = ("delivery=pickup", "wanted=asap", "hotel=Hotel Contoh", "kind=hotel", "person=Dewi")
CONFIRM = "/confirm=order"

HOPS_A_BATCH = 1
"""To the writer's thread and back, however many updates. Each costs 25 to 45 µs, more than
everything SQLite does for an update.
"""

STATEMENTS_A_BATCH = 7
SALES_A_BATCH = 11
"""Counters taken, begun in a new year, and written back; the states of quotes; the staff chats;
the calendar, read in one statement and taken of in one.
"""
STATEMENTS_AN_ORDER = 2
"""Of an order's own: its quote is written, and itself."""

FIXED = {"staff_chats", "officers", "catalogues", "counters", "members", "rates"}
"""Tables that stay small however much is sold."""

_SCAN = re.compile(r"^SCAN ([a-z]\w*)(?: USING (?:COVERING )?INDEX (\w+))?")
_WAITING = {"ix_outbox_waiting", "ix_outbox_turn", "ix_outbox_leased"}
"""Indexes over what has not been sent yet: they do not grow either."""


async def take(database: Database, step: str, people: range) -> Counted:
    """One batch in which all these people do the same; what that cost."""
    c = tables.contacts.c
    drafts = dict(await desks.rows(database, select(c.ext_id, c.dialog_id)))
    arrivals = [
        desks.arrival(f"{step} {p}", text=BEGIN, person=p)
        if step == BEGIN
        else desks.arrival(f"{step} {p}", text="", press=f"{drafts[str(p)]}:{step}", person=p)
        for p in people
    ]
    with counting() as counted:
        await database.write(lambda c: batch.take(c, arrivals, desks.SHOP, desks.NOON))
    return counted


async def up_to_confirm(database: Database, people: range) -> list[Counted]:
    # As a desk does when it opens.
    await database.write(lambda c: rates.catalogue(c, desks.SHOP.catalogue, desks.NOON))
    return [await take(database, step, people) for step in (BEGIN, *PRESSES, *REST)]


@only_sqlite
async def test_fifty_updates_cost_one_hop_and_one_commit(database: Database) -> None:
    begun, *answered = await up_to_confirm(database, range(1, 51))
    assert [one.commits for one in (begun, *answered)] == [1] * (1 + len(answered))
    assert max(one.hops for one in (begun, *answered)) <= HOPS_A_BATCH
    assert max(len(one.statements) for one in (begun, *answered)) <= STATEMENTS_A_BATCH


async def test_the_statements_of_a_batch_do_not_grow_with_it(database: Database) -> None:
    few = await up_to_confirm(database, range(1, 4))
    many = await up_to_confirm(database, range(101, 151))
    assert [len(one.statements) for one in many] == [len(one.statements) for one in few]
    assert [one.hops for one in many] == [one.hops for one in few]


@only_sqlite
async def test_an_order_costs_no_more_statements_than_it_did(database: Database) -> None:
    people = range(1, 11)
    await up_to_confirm(database, people)
    confirmed = await take(database, CONFIRM, people)
    assert await desks.count(database, tables.orders) == len(people)
    assert confirmed.commits == 1
    batch_alone = STATEMENTS_A_BATCH + SALES_A_BATCH
    assert len(confirmed.statements) <= batch_alone + STATEMENTS_AN_ORDER * len(people)


@only_sqlite
async def test_no_growing_table_is_searched_from_end_to_end(database: Database) -> None:
    people = range(1, 3)
    counted = await up_to_confirm(database, people)
    counted.append(await take(database, CONFIRM, people))
    with counting() as sending:
        await database.write(send_all)
    statements = {sql for one in (*counted, sending) for sql in one.statements}
    assert {"SELECT", "INSERT", "UPDATE"} == {sql.split()[0] for sql in statements}
    for sql in statements:
        assert await scans(database, sql) == set(), sql


@only_sqlite
async def test_a_search_from_end_to_end_is_seen(database: Database) -> None:
    assert await scans(database, "SELECT id FROM orders WHERE reason = ?") == {"orders"}


def send_all(connection: Connection) -> None:
    """What a dispatcher does until nothing waits."""
    now = desks.NOON
    while outbox.waiting(connection, "telegram", now):
        outbox.recover(connection, "telegram", now)
        parcels = outbox.lease(connection, "telegram", now, 10)
        marks = [outbox.Mark(p, "sent", sent_id=f"m{p.id}") for p in parcels]
        outbox.mark(connection, marks, now + timedelta(seconds=1))


async def scans(database: Database, sql: str) -> set[str]:
    """The growing tables that a statement reads as a whole."""
    values = ("0",) * sql.count("?")

    def explained(connection: Connection) -> list[str]:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
        return [str(row[-1]) for row in plan]

    found = (_SCAN.match(line) for line in await database.read(explained))
    names = {"ahead": "outbox"}
    return {
        names.get(scan[1], scan[1])
        for scan in found
        if scan and scan[1] not in FIXED and scan[2] not in _WAITING
    }
