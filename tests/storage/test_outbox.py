"""The outbox: in order within a chat, fenced, and sent twice only where nothing else is left."""

import json
import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, bindparam, insert, select, text

from handlers.messages import Address, AskMembership
from storage import outbox, tables
from storage.database import Database
from storage.outbox import Mark, Parcel
from tests import desks
from tests.desks import NOON, STAFF, post
from tests.postgres.both import only_sqlite

LATE = NOON + outbox.LEASE + timedelta(seconds=1)
ASKED = AskMembership(STAFF, "9", desks.in_group("/setuju 1"))


async def lease(database: Database, now: datetime = NOON, most: int = 10) -> list[Parcel]:
    return await database.write(lambda c: outbox.lease(c, "telegram", now, most))


async def mark(database: Database, *marks: Mark, now: datetime = NOON) -> None:
    await database.write(lambda c: outbox.mark(c, marks, now))


async def recover(database: Database, now: datetime = LATE, *, everything: bool = False) -> int:
    return await database.write(lambda c: outbox.recover(c, "telegram", now, everything=everything))


async def waiting(database: Database, now: datetime = NOON) -> bool:
    return await database.read(lambda c: outbox.waiting(c, "telegram", now))


def texts(parcels: list[Parcel]) -> list[str]:
    return [str(getattr(p.body, "text", "asked")) for p in parcels]


async def states(database: Database) -> list[str]:
    o = tables.outbox.c
    return await desks.rows(database, select(o.state).order_by(o.id))


async def deliver(database: Database, sent_id: str = "") -> list[str]:
    """Lease all heads and mark them sent."""
    parcels = await lease(database)
    await mark(database, *(Mark(p, "sent", sent_id=sent_id) for p in parcels))
    return texts(parcels)


# ---- whose turn it is


async def test_a_chat_gives_one_message_at_a_time_in_order(database: Database) -> None:
    for words in ("one", "two", "three"):
        await post(database, words)
    assert await deliver(database) == ["one"]
    assert texts(await lease(database)) == ["two"]
    assert await lease(database) == []
    assert not await waiting(database)
    assert await states(database) == ["sent", "leased", "ready"]


async def test_chats_do_not_wait_for_each_other(database: Database) -> None:
    await post(database, "held", person=1)
    await lease(database)
    await post(database, "behind", person=1)
    await post(database, "free", person=2)
    assert texts(await lease(database)) == ["free"]


async def test_behind_a_message_that_backs_off_its_chat_waits(database: Database) -> None:
    await post(database, "first", due_at=NOON + timedelta(seconds=10))
    await post(database, "second")
    await post(database, "other", person=2)
    assert await deliver(database) == ["other"]
    assert not await waiting(database)
    assert texts(await lease(database, NOON + timedelta(seconds=10))) == ["first"]


async def test_nobody_waits_for_what_did_not_arrive_until_it_is_tried_again(
    database: Database,
) -> None:
    again = NOON + timedelta(minutes=4)
    await post(database, "a file", failures=2, due_at=again)
    await post(database, "words after it")
    assert texts(await lease(database)) == ["words after it"]
    assert await lease(database) == []


async def test_once_it_is_due_again_it_is_first(database: Database) -> None:
    again = NOON + timedelta(minutes=4)
    await post(database, "a file", failures=1, due_at=again)
    await post(database, "words after it")
    assert texts(await lease(database, again)) == ["a file"]


async def test_a_promotion_gives_way_to_a_conversation(database: Database) -> None:
    await post(database, "promo", lane=outbox.PROMOTION_LANE)
    await post(database, "answer")
    assert [await deliver(database) for _ in range(3)] == [["answer"], ["promo"], []]


async def test_a_promotion_under_way_is_not_overtaken(database: Database) -> None:
    await post(database, "promo", lane=outbox.PROMOTION_LANE)
    (promo,) = await lease(database)
    await post(database, "answer")
    assert await lease(database) == []
    await mark(database, Mark(promo, "sent"))
    assert await deliver(database) == ["answer"]


async def test_a_promotion_that_backs_off_holds_no_conversation_up(database: Database) -> None:
    await post(database, "promo", lane=outbox.PROMOTION_LANE, due_at=LATE)
    await post(database, "answer")
    assert await deliver(database) == ["answer"]


async def test_conversations_go_before_promotions_of_other_chats(database: Database) -> None:
    for person in range(1, 6):
        await post(database, "promo", person=person, lane=outbox.PROMOTION_LANE)
    await post(database, "answer", person=9)
    assert texts(await lease(database, most=1)) == ["answer"]
    assert texts(await lease(database, most=3)) == ["promo"] * 3


async def test_another_channels_messages_are_left_alone(database: Database) -> None:
    await post(database, "there", to=Address("whatsapp", "1"))
    assert await lease(database) == []
    assert not await waiting(database)


# ---- the fence


async def test_only_the_last_to_lease_a_message_may_mark_it(database: Database) -> None:
    await post(database, "one")
    (slow,) = await lease(database)
    assert await recover(database) == 1
    (again,) = await lease(database, LATE)
    await mark(database, Mark(slow, "dead", error="too late"))
    assert await states(database) == ["leased"]
    await mark(database, Mark(again, "sent", sent_id="5"), now=LATE)
    await mark(database, Mark(again, "dead"), Mark(slow, "ready"))
    o = tables.outbox.c
    found = await desks.rows(database, select(o.state, o.attempt, o.lost, o.sent_id, o.sent_at))
    assert found == [("sent", 2, 1, "5", LATE)]


async def test_marking_nothing_is_nothing(database: Database) -> None:
    await mark(database)


async def test_a_message_to_try_again_waits_until_it_is_due(database: Database) -> None:
    await post(database, "one")
    (parcel,) = await lease(database)
    await mark(database, Mark(parcel, "ready", due_at=LATE, error="x" * 600))
    assert not await waiting(database)
    (again,) = await lease(database, LATE)
    assert (again.attempt, again.lost, again.due_at) == (2, 0, LATE)
    assert len((await desks.rows(database, select(tables.outbox.c.error)))[0]) == 500


# ---- senders that died


async def test_a_running_lease_is_left_alone(database: Database) -> None:
    await post(database, "one")
    await lease(database)
    assert await recover(database, NOON) == 0
    assert await recover(database, NOON + outbox.LEASE) == 0
    assert not await waiting(database, NOON + outbox.LEASE)
    assert await waiting(database, LATE)


async def test_who_is_alone_takes_every_lease_up(database: Database) -> None:
    await post(database, "one")
    await lease(database)
    assert await recover(database, NOON, everything=True) == 1
    (again,) = await lease(database)
    assert again.lost == 1


async def times_sent(database: Database) -> int:
    """How often a message goes out if every sender dies over it."""
    now, sends = NOON, 0
    while sends < 20 and await lease(database, now):
        sends += 1
        now += outbox.LEASE + timedelta(seconds=1)
        await recover(database, now)
    return sends


async def test_whoever_dies_over_a_conversation_it_is_sent_once_more(database: Database) -> None:
    """For all we know, none of them had come to send it."""
    await post(database, "answer")
    assert await times_sent(database) == 1 + outbox.REPEATS
    assert await states(database) == ["uncertain"]


async def test_a_promotion_is_never_sent_twice(database: Database) -> None:
    await post(database, "promo", lane=outbox.PROMOTION_LANE)
    assert await times_sent(database) == 1
    assert await states(database) == ["uncertain"]


async def test_a_question_is_asked_again_until_it_holds_its_chat_up(database: Database) -> None:
    await post(database, "", body=ASKED, to=STAFF)
    assert await times_sent(database) == 1 + outbox.REPEATS


@pytest.mark.parametrize("lane", [0, 1])
async def test_an_edit_is_repeated_though_its_sender_died(database: Database, lane: int) -> None:
    await post(database, "card", card="order:1")
    await deliver(database, sent_id="5")
    await post(database, "card, changed", card="order:1", lane=lane)
    assert await times_sent(database) == 1 + outbox.REPEATS


def test_a_lost_answer_counts() -> None:
    parcel = Parcel(1, STAFF, 0, 1, 0, desks.spoken(), NOON)
    assert outbox.lost(parcel, "gone") == Mark(parcel, "ready", error="gone", lost=True)
    twice = replace(parcel, lost=1)
    assert outbox.lost(twice, "gone").state == "uncertain"
    assert outbox.lost(replace(twice, replaces="5"), "gone").state == "ready"


# ---- people who are gone


async def test_who_blocked_us_gets_no_promotion_but_keeps_their_answers(
    database: Database,
) -> None:
    await database.write(desks.at_desk(desks.met))
    await post(database, "answer")
    await post(database, "promo", lane=outbox.PROMOTION_LANE)
    await post(database, "next")
    await post(database, "theirs", person=2, lane=outbox.PROMOTION_LANE)
    blocked, theirs = await lease(database)
    await mark(database, Mark(blocked, "unreachable", error="blocked"))
    assert await states(database) == ["dead", "cancelled", "ready", "leased"]
    assert await desks.rows(database, select(tables.contacts.c.reachable)) == [False]
    await mark(database, Mark(theirs, "sent"))


# ---- cards


async def test_a_later_message_of_a_card_edits_the_newest(database: Database) -> None:
    await post(database, "card", card="order:1", to=STAFF)
    await deliver(database, sent_id="5")
    await post(database, "other", card="order:2", to=STAFF)
    await deliver(database, sent_id="6")
    await post(database, "elsewhere", card="order:1", to=desks.address())
    await post(database, "card, changed", card="order:1", to=STAFF)
    parcels = await lease(database)
    assert [(p.body, p.replaces) for p in parcels] == [
        (desks.spoken("elsewhere"), ""),
        (desks.spoken("card, changed"), "5"),
    ]
    await mark(database, *(Mark(p, "sent", sent_id="7") for p in parcels))
    await post(database, "card, once more", card="order:1", to=STAFF)
    (again,) = await lease(database)
    assert again.replaces == "7"


async def test_a_card_that_was_never_sent_is_not_edited(database: Database) -> None:
    await post(database, "card", card="order:1", state="dead", sent_id="")
    await post(database, "card, changed", card="order:1")
    (parcel,) = await lease(database)
    assert (parcel.replaces, parcel.answers) == ("", "")


async def test_a_message_under_a_card_answers_it(database: Database) -> None:
    await post(database, "card", card="order:1")
    await deliver(database, sent_id="5")
    await post(database, "from the customer", under="order:1")
    (parcel,) = await lease(database)
    assert (parcel.replaces, parcel.answers) == ("", "5")


async def test_a_question_follows_its_chat(database: Database) -> None:
    """Asked about where the officers were, it would be answered "moved" for ever."""
    await post(database, "", body=ASKED, to=STAFF)
    (parcel,) = await lease(database)
    assert parcel.body == ASKED
    await mark(database, Mark(parcel, "ready", moved="-1001"))
    (again,) = await lease(database)
    new = Address("telegram", "-1001")
    assert again.to == new
    assert again.body == AskMembership(new, "9", replace(ASKED.said, address=new))


async def test_an_id_given_in_the_old_chat_names_nothing_in_the_new(database: Database) -> None:
    await post(database, "one", to=STAFF, card="order:1")
    (parcel,) = await lease(database)
    await database.write(desks.at_desk(lambda at: at.moved(STAFF, Address("telegram", "-1001"))))
    await mark(database, Mark(parcel, "sent", sent_id="5"))
    o = tables.outbox.c
    assert await desks.rows(database, select(o.chat, o.state, o.sent_id)) == [("-1001", "sent", "")]


# ---- what a look costs


def plan(connection: Connection, statement: object) -> list[str]:
    compiled = statement.compile(dialect=connection.dialect)  # type: ignore[attr-defined]
    values = {"of": "telegram", "now": "2026", "most": 24, "chat": "1", "message": "5", "upto": 9}
    values |= {"channel": "telegram", **{k: v for k, v in compiled.params.items() if v is not None}}
    rows = connection.exec_driver_sql(
        f"EXPLAIN QUERY PLAN {compiled}", tuple(values[name] for name in compiled.positiontup)
    )
    return [str(row[3]) for row in rows if "USING" in row[3] or "SCAN" in row[3]]


@only_sqlite
async def test_a_look_never_goes_through_what_was_sent(database: Database) -> None:
    o = tables.outbox
    expired = select(o.c.id).where(
        o.c.channel == bindparam("of"), outbox._LEASED, o.c.lease_until < bindparam("now")
    )

    def plans(connection: Connection) -> list[list[str]]:
        return [plan(connection, statement) for statement in (outbox._HEADS, expired)]

    heads, leased = await database.read(plans)
    assert heads == [
        "SEARCH outbox USING INDEX ix_outbox_turn (channel=? AND lane<?)",
        "SEARCH ahead USING INDEX ix_outbox_waiting (channel=? AND chat=? AND lane>?)",
    ]
    assert [step.split("(")[0] for step in leased] == [
        "SEARCH outbox USING INDEX ix_outbox_leased "
    ]


@only_sqlite
async def test_a_reply_finds_its_message_by_index(database: Database) -> None:
    seen = desks.statements(database._writer)
    await database.write(desks.at_desk(lambda at: at.about(STAFF, "5")))

    def explain(connection: Connection) -> list[str]:
        found = connection.exec_driver_sql(
            f"EXPLAIN QUERY PLAN {seen[-1]}", ("telegram", "-500", "5")
        )
        return [str(row[3]) for row in found]

    assert (
        "ix_outbox_sent (channel=? AND sent_id=? AND chat=?)" in (await database.read(explain))[0]
    )


@only_sqlite
async def test_a_look_costs_the_same_after_a_year(database: Database) -> None:
    """Counted in SQLite's own steps, not in time."""

    async def steps() -> int:
        counted = 0

        def count() -> int:
            nonlocal counted
            counted += 1
            return 0

        def look(connection: Connection) -> None:
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            driver.set_progress_handler(count, 10)
            outbox.waiting(connection, "telegram", NOON)
            outbox.lease(connection, "telegram", NOON, 24)
            driver.set_progress_handler(None, 0)
            connection.rollback()

        await database.write(look)
        return counted

    def year(connection: Connection) -> None:
        body = {"message": json.loads('{"text": "x", "language": "id"}')}
        row = {"channel": "telegram", "body": body, "state": "sent", "due_at": NOON}
        many = [{**row, "chat": str(i % 20), "sent_id": str(i)} for i in range(4000)]
        connection.execute(insert(tables.outbox), many)

    for person in range(20):
        await post(database, "new", person=person)
    young = await steps()
    await database.write(year)
    assert await steps() <= young * 1.1
    await database.write(lambda c: c.execute(text("ANALYZE")))
    assert await steps() <= young * 1.1
