"""The way out: how each delivery can end, and what becomes of its message."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from bot.channels.delivery import Dropped, Held, Lost, MovedTo, NotNow, Refused, Sent
from bot.outbox import GIVE_UP_AFTER
from handlers.messages import AskMembership
from storage import outbox, tables
from storage.database import Database
from tests import desks
from tests.bot.far_end import FarEnd, Make, counted, seconds_until_due, state
from tests.desks import STAFF, HandClock, post


async def test_a_delivered_message_is_marked_with_its_id(database: Database, make: Make) -> None:
    await post(database, "one")
    dispatcher = make()
    await dispatcher.drain()
    o = tables.outbox.c
    found = await desks.rows(database, select(o.state, o.sent_id, o.sent_at, o.attempt))
    assert found == [("sent", "1", desks.NOON, 1)]
    assert counted(dispatcher) == {"sent": 1}


async def test_each_chat_in_its_own_order(database: Database, make: Make, far: FarEnd) -> None:
    for i in range(30):
        await post(database, f"{i}", person=i % 3)
    await make().drain()
    for person in range(3):
        mine = [
            int(t) for t, p in zip(far.texts, far.handed, strict=True) if p.to.chat == f"{person}"
        ]
        assert mine == sorted(mine)
    assert await state(database) == ["sent"] * 30


async def test_what_was_not_executed_is_tried_again_later(
    database: Database, make: Make, far: FarEnd, clock: HandClock
) -> None:
    far.answers = [NotNow(20, "no connection", whole=False)]
    await post(database, "one")
    dispatcher = make()
    await dispatcher.drain()
    assert await state(database) == ["ready"]
    assert await seconds_until_due(database, clock) == [20]
    clock.turn(20)
    await dispatcher.drain()
    assert await state(database) == ["sent"]
    assert far.texts == ["one", "one"]
    assert counted(dispatcher) == {"sent": 1, "delayed": 1}


async def test_one_slow_chat_does_not_slow_the_others(
    database: Database, make: Make, far: FarEnd
) -> None:
    far.answers = [NotNow(20, "slow down", whole=False)]
    for person in (1, 2):
        await post(database, f"to {person}", person=person)
    await make().drain()
    assert await state(database) == ["ready", "sent"]


async def test_a_channel_that_asks_for_a_pause_gets_one(
    database: Database, make: Make, far: FarEnd, clock: HandClock
) -> None:
    far.answers = [NotNow(20, "flood")]
    dispatcher = make()
    await post(database, "one")
    await dispatcher.drain()
    for person in range(2, 60):
        await post(database, "others", person=person)
    clock.turn(5)
    await dispatcher.drain()
    assert far.texts == ["one"]
    assert await state(database) == ["ready"] * 59
    attempts = await desks.rows(database, select(tables.outbox.c.attempt))
    assert sum(attempts) == 1, "what waits for a pause is not tried, not even in the books"
    dispatcher._pacer._paused_until = 0
    clock.turn(20)
    await dispatcher.drain()
    assert await state(database) == ["sent"] * 59


async def test_a_message_that_is_never_executed_is_given_up_at_last(
    database: Database, make: Make, far: FarEnd, clock: HandClock
) -> None:
    await post(database, "one", attempt=GIVE_UP_AFTER - 2)
    await post(database, "two")
    far.answers = [NotNow(300, "trouble", whole=False)] * 2
    dispatcher = make()
    await dispatcher.drain()
    assert await state(database) == ["ready", "ready"]
    clock.turn(300)
    await dispatcher.drain()
    assert await state(database) == ["dead", "sent"]


def test_a_line_that_is_down_for_hours_costs_no_message() -> None:
    assert timedelta(hours=24).total_seconds() < GIVE_UP_AFTER * 300


async def test_a_lost_answer_is_followed_by_one_repetition_that_says_so(
    database: Database, make: Make, far: FarEnd, clock: HandClock
) -> None:
    far.answers = [Lost("timed out"), Lost("timed out")]
    await post(database, "Pesanan 001")
    await post(database, "next")
    dispatcher = make()
    await dispatcher.drain()
    assert await state(database) == ["ready", "ready"]
    assert await seconds_until_due(database, clock) == [3, 0]
    clock.turn(3)
    await dispatcher.drain()
    assert await state(database) == ["uncertain", "sent"]
    assert far.texts[0] == "Pesanan 001"
    repeated, _, words = far.texts[1].partition("\n\n")
    assert repeated and words == "Pesanan 001"
    assert far.texts[2:] == ["next"]
    assert counted(dispatcher) == {"sent": 1, "lost": 2}


async def test_a_lost_promotion_is_not_repeated(
    database: Database, make: Make, far: FarEnd
) -> None:
    far.answers = [Lost("timed out")]
    await post(database, "promo", lane=1)
    await make().drain()
    assert await state(database) == ["uncertain"]
    assert len(far.handed) == 1


async def test_a_lost_edit_is_repeated_as_it_was(
    database: Database, make: Make, far: FarEnd, clock: HandClock
) -> None:
    await post(database, "card", card="order:1")
    dispatcher = make()
    await dispatcher.drain()
    far.answers = [Lost("timed out")] * 3
    await post(database, "card, changed", card="order:1")
    for _ in range(4):
        await dispatcher.drain()
        clock.turn(20)
    assert far.texts == ["card", *["card, changed"] * 4]
    assert [p.replaces for p in far.handed] == ["", *["1"] * 4]
    assert await state(database) == ["sent", "sent"]


async def test_a_lost_question_is_asked_again_in_the_same_words(
    database: Database, make: Make, far: FarEnd, clock: HandClock
) -> None:
    far.answers = [Lost("timed out")]
    asked = AskMembership(STAFF, "9", desks.in_group("/setuju 1"))
    await post(database, "", body=asked, to=STAFF)
    dispatcher = make()
    await dispatcher.drain()
    clock.turn(3)
    await dispatcher.drain()
    assert [p.body for p in far.handed] == [asked, asked]


async def test_a_refused_message_is_dead_and_its_chat_goes_on(
    database: Database, make: Make, far: FarEnd
) -> None:
    far.answers = [Refused("message is too long")]
    await post(database, "one")
    await post(database, "two")
    await post(database, "promo", lane=1)
    dispatcher = make()
    await dispatcher.drain()
    assert await state(database) == ["dead", "sent", "sent"]
    assert counted(dispatcher) == {"sent": 2, "refused": 1}


async def test_who_blocked_us_gets_no_promotion(
    database: Database, make: Make, far: FarEnd
) -> None:
    await database.write(desks.at_desk(desks.met))
    far.answers = [Refused("blocked by the user", unreachable=True)]
    await post(database, "one")
    await post(database, "promo", lane=1)
    await make().drain()
    assert await state(database) == ["dead", "cancelled"]
    assert await desks.rows(database, select(tables.contacts.c.reachable)) == [False]


async def test_a_chat_that_moved_is_followed(database: Database, make: Make, far: FarEnd) -> None:
    await desks.link_staff(database)
    far.answers = [MovedTo("-1001")]
    for words in ("one", "two"):
        await post(database, words, to=STAFF)
    await make().drain()
    assert [(p.to.chat, t) for p, t in zip(far.handed, far.texts, strict=True)] == [
        ("-500", "one"),
        ("-1001", "one"),
        ("-1001", "two"),
    ]
    assert await desks.rows(database, select(tables.staff_chats.c.chat)) == ["-1001"]


async def test_a_chat_that_moves_on_and_on_is_followed_ever_more_slowly(
    database: Database, make: Make, far: FarEnd, clock: HandClock
) -> None:
    far.answers = [MovedTo("-1001"), MovedTo("-500"), MovedTo("-1001")]
    await post(database, "one", to=STAFF)
    dispatcher = make()
    await dispatcher.drain()
    assert len(far.handed) == 2
    assert await seconds_until_due(database, clock) == [1]
    clock.turn(1)
    await dispatcher.drain()
    assert await seconds_until_due(database, clock) == [2]


# ---- sought before it is sent again


async def test_only_what_may_be_there_is_sought(
    database: Database, make: Make, far: FarEnd
) -> None:
    far.answers = [NotNow(0, "no connection", whole=False)]
    await post(database, "one")
    await make().drain()
    assert (far.sought, far.texts) == (0, ["one", "one"])


async def test_what_is_found_is_not_sent_again(
    database: Database, make: Make, far: FarEnd, clock: HandClock
) -> None:
    far.answers, far.found = [Lost("timed out")], Sent("SM7")
    await post(database, "one")
    dispatcher = make()
    await dispatcher.drain()
    clock.turn(3)
    await dispatcher.drain()
    o = tables.outbox.c
    assert await desks.rows(database, select(o.state, o.sent_id)) == [("sent", "SM7")]
    assert (far.sought, far.texts) == (1, ["one"])


async def test_of_what_is_found_the_rest_follows(
    database: Database, make: Make, far: FarEnd, clock: HandClock
) -> None:
    far.answers, far.found = [Lost("timed out")], Sent("SM7", more=True)
    await post(database, "long")
    dispatcher = make()
    await dispatcher.drain()
    clock.turn(3)
    await dispatcher.drain()
    assert [(p.part, p.lost) for p in far.handed] == [(0, 0), (1, 0)]
    assert far.sought == 1
    assert await state(database) == ["sent"]


async def test_what_cannot_be_sought_is_put_off_as_it_was(
    database: Database, make: Make, far: FarEnd, clock: HandClock
) -> None:
    """Nothing was sent, so nothing was lost; sent unsought, it might be there twice."""
    far.answers = [Lost("timed out")]
    far.unsought = [RuntimeError("no line"), RuntimeError("no line")]
    await post(database, "one")
    dispatcher = make()
    await dispatcher.drain()
    for sought in (1, 2):
        clock.turn(3)
        await dispatcher.drain()
        assert (far.sought, len(far.handed)) == (sought, 1)
        o = tables.outbox.c
        assert await desks.rows(database, select(o.state, o.lost)) == [("ready", 1)]
        assert await seconds_until_due(database, clock) == [3]
    clock.turn(3)
    await dispatcher.drain()
    assert await state(database) == ["sent"]
    assert counted(dispatcher) == {"sent": 1, "lost": 1, "delayed": 2}


async def test_a_search_that_never_ends_is_given_up_and_nothing_sent(
    database: Database, make: Make, far: FarEnd
) -> None:
    far.seeks = asyncio.Event()
    await post(database, "one", lost=1)
    await make(lease=timedelta(seconds=0.1)).drain()
    assert far.handed == []
    o = tables.outbox.c
    assert await desks.rows(database, select(o.state, o.lost)) == [("ready", 1)]


async def test_what_may_be_there_is_never_called_dead(
    database: Database, make: Make, far: FarEnd
) -> None:
    far.unsought = [RuntimeError("no line")]
    await post(database, "one", lost=1, attempt=GIVE_UP_AFTER - 1)
    await make().drain()
    assert await state(database) == ["uncertain"]


# ---- in parts


async def test_the_parts_of_a_message_go_one_by_one(
    database: Database, make: Make, far: FarEnd
) -> None:
    far.answers = [Sent("SM1", more=True), Sent("SM2", more=True), Sent("SM3")]
    await post(database, "long")
    await post(database, "next")
    await make().drain()
    assert [(t, p.part) for t, p in zip(far.texts, far.handed, strict=True)] == [
        ("long", 0), ("long", 1), ("long", 2), ("next", 0)
    ]  # fmt: skip
    o = tables.outbox.c
    assert (await desks.rows(database, select(o.sent_id).order_by(o.id)))[0] == "SM3"


async def test_a_part_that_goes_again_is_cut_as_before(
    database: Database, make: Make, far: FarEnd, clock: HandClock
) -> None:
    """Words put before the message would move where its later parts begin."""
    far.answers = [Sent("SM1", more=True), Lost("timed out")]
    await post(database, "long")
    dispatcher = make()
    await dispatcher.drain()
    clock.turn(3)
    await dispatcher.drain()
    assert far.texts == ["long"] * 3
    assert [(p.part, p.lost) for p in far.handed] == [(0, 0), (1, 0), (1, 1)]


# ---- held, dropped, and quiet


async def test_what_is_dropped_holds_up_nothing_and_counts_as_not_asked(
    database: Database, make: Make, far: FarEnd
) -> None:
    await database.write(desks.at_desk(desks.met))
    await database.write(lambda c: c.execute(tables.contacts.update().values(asked_at=desks.NOON)))
    far.answers = [Dropped("not heard for a day")]
    await post(database, "one", body=replace(desks.spoken("one"), passing=True))
    await post(database, "two")
    await make().drain()
    o, c = tables.outbox.c, tables.contacts.c
    found = await desks.rows(database, select(o.state, o.error).order_by(o.id))
    assert found == [("cancelled", "not heard for a day"), ("sent", "")]
    assert await desks.rows(database, select(c.held, c.asked_at)) == [(False, None)]


async def test_what_is_held_goes_when_the_person_has_written(
    database: Database, make: Make, far: FarEnd
) -> None:
    await database.write(desks.at_desk(desks.met))
    far.answers = [Held("not heard for a day", desks.NOON, "SM5")]
    await post(database, "one")
    await post(database, "two")
    dispatcher = make()
    await dispatcher.drain()
    o = tables.outbox.c
    found = await desks.rows(database, select(o.state, o.sent_id, o.error).order_by(o.id))
    assert found == [("held", "SM5", "not heard for a day"), ("sent", "2", "")]
    await database.write(lambda c: outbox.release(c, desks.address(), desks.NOON))
    await dispatcher.drain()
    assert far.texts == ["one", "two", "one"]
    assert await state(database) == ["sent", "sent"]


async def test_a_quiet_edit_goes_as_an_edit_or_not_at_all(
    database: Database, make: Make, far: FarEnd
) -> None:
    await post(database, "unseen", card="order:1", quiet=True)
    await make().drain()
    assert (far.handed, await state(database)) == ([], ["sent"])
    await post(database, "card", card="order:1")
    await post(database, "card, read", card="order:1", quiet=True)
    await make().drain()
    assert [(t, p.replaces) for t, p in zip(far.texts, far.handed, strict=True)] == [
        ("card", ""),
        ("card, read", "1"),
    ]
