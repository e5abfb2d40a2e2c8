"""Messages that go out in parts, and edits that go as edits or not at all."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from handlers.messages import Receipt
from storage import outbox, receipts, tables
from storage.database import Database
from storage.desk import SqlDesk
from storage.outbox import Mark, Parcel
from tests import desks
from tests.desks import NOON, STAFF, at_desk, post

LATE = NOON + outbox.LEASE + timedelta(seconds=1)
OUT = tables.outbox.c


async def lease(database: Database, now: datetime = NOON) -> Parcel:
    (parcel,) = await database.write(lambda c: outbox.lease(c, "telegram", now, 5))
    return parcel


async def mark(database: Database, mark: Mark, now: datetime = NOON) -> None:
    await database.write(lambda c: outbox.mark(c, [mark], now))


async def out(database: Database, sent_id: str, *, more: bool, now: datetime = NOON) -> Parcel:
    """One part goes out."""
    parcel = await lease(database, now)
    state = "ready" if more else "sent"
    await mark(database, Mark(parcel, state, now, sent_id=sent_id, more=more), now)
    return parcel


async def test_every_part_is_a_lease_of_its_own(database: Database) -> None:
    await post(database, "panjang")
    parts = [await out(database, f"SM{n}", more=n < 3) for n in (1, 2, 3)]
    assert [(p.part, p.attempt) for p in parts] == [(0, 1), (1, 2), (2, 3)]
    found = await desks.rows(database, select(OUT.state, OUT.sent_id, OUT.sent_at))
    assert found == [("sent", "SM3", NOON)], "the id is the last part's"


async def test_nothing_comes_between_the_parts(database: Database) -> None:
    await post(database, "panjang")
    await post(database, "berikut")
    await out(database, "SM1", more=True)
    await post(database, "promo", lane=outbox.PROMOTION_LANE)
    order = [await out(database, "x", more=False) for _ in range(3)]
    assert [getattr(p.body, "text", "") for p in order] == ["panjang", "berikut", "promo"]


async def test_after_a_crash_between_two_parts_only_the_rest_goes(database: Database) -> None:
    await post(database, "panjang")
    await out(database, "SM1", more=True)
    assert await database.write(lambda c: outbox.recover(c, "telegram", LATE, everything=True)) == 0
    again = await lease(database, LATE)
    assert (again.part, again.lost) == (1, 0)


async def test_after_a_crash_over_a_part_that_one_goes_again(database: Database) -> None:
    await post(database, "panjang")
    await out(database, "SM1", more=True)
    await lease(database)
    await database.write(lambda c: outbox.recover(c, "telegram", LATE))
    again = await lease(database, LATE)
    assert (again.part, again.lost) == (1, 1)


async def test_each_part_may_be_lost_once(database: Database) -> None:
    await post(database, "panjang")
    for number in (1, 2, 3):
        await mark(database, outbox.lost(await lease(database), "gone"))
        assert (await out(database, f"SM{number}", more=number < 3)).lost == 1
    assert await desks.rows(database, select(OUT.state, OUT.part)) == [("sent", 2)]


async def test_a_part_that_is_lost_twice_ends_the_message(database: Database) -> None:
    await post(database, "panjang")
    await out(database, "SM1", more=True)
    for _ in range(2):
        await mark(database, outbox.lost(await lease(database), "gone"))
    assert await desks.rows(database, select(OUT.state)) == ["uncertain"]


async def test_who_lost_the_lease_adds_no_part(database: Database) -> None:
    await post(database, "panjang")
    slow = await lease(database)
    await database.write(lambda c: outbox.recover(c, "telegram", LATE))
    await mark(database, Mark(slow, "ready", NOON, sent_id="SM1", more=True))
    assert await desks.rows(database, select(OUT.part)) == [0]


# ---- quiet edits


async def write(database: Database, *texts: str, quiet: bool = True, card: str = "order:1") -> None:
    def unit(at: SqlDesk) -> None:
        for text in texts:
            at.send(desks.outgoing(text, card=card, quiet=quiet))

    await database.write(at_desk(unit))


async def texts(database: Database) -> list[tuple[str, str]]:
    found = await desks.rows(database, select(OUT.body, OUT.state).order_by(OUT.id))
    return [(body["message"]["text"], state) for body, state in found]


async def test_a_quiet_edit_edits_its_card(database: Database) -> None:
    await post(database, "kartu", to=STAFF, card="order:1")
    await out(database, "7", more=False)
    await write(database, "kartu, dibaca")
    parcel = await lease(database)
    assert (parcel.quiet, parcel.replaces) == (True, "7")


@pytest.mark.parametrize("quiet", [True, False])
async def test_a_newer_edit_takes_a_quiet_one_back_that_waits(
    database: Database, quiet: bool
) -> None:
    await write(database, "terkirim")
    await write(database, "lain", card="order:2")
    await write(database, "sampai", quiet=quiet)
    assert await texts(database) == [
        ("terkirim", "cancelled"),
        ("lain", "ready"),
        ("sampai", "ready"),
    ]


async def test_of_several_in_a_batch_the_last_is_left(database: Database) -> None:
    await write(database, "terkirim", "sampai", "dibaca")
    assert await texts(database) == [("dibaca", "ready")]


async def test_a_quiet_edit_under_way_is_left_alone(database: Database) -> None:
    await write(database, "terkirim")
    await lease(database)
    await write(database, "sampai")
    assert await texts(database) == [("terkirim", "leased"), ("sampai", "ready")]


async def test_what_was_said_aloud_is_never_taken_back(database: Database) -> None:
    await write(database, "kartu", "kartu baru", quiet=False)
    await write(database, "terkirim")
    assert await texts(database) == [
        ("kartu", "ready"),
        ("kartu baru", "ready"),
        ("terkirim", "ready"),
    ]


async def test_edits_of_one_order_in_two_chats_are_two(database: Database) -> None:
    await write(database, "terkirim")

    def elsewhere(at: SqlDesk) -> None:
        at.send(desks.outgoing("sampai", desks.address(), card="order:1", quiet=True))

    await database.write(at_desk(elsewhere))
    assert [state for _, state in await texts(database)] == ["ready", "ready"]


# ---- what is known already is not found again


@pytest.mark.parametrize("ended", ["lost", "slow down"])
async def test_the_id_of_an_earlier_try_is_kept_until_there_is_a_newer(
    database: Database, ended: str
) -> None:
    """Forgotten, a copy that failed would be found among the channel's, and taken for the newer."""
    await post(database, "kabar", sent_id="SM1")
    parcel = await lease(database)
    how = outbox.lost(parcel, "gone") if ended == "lost" else Mark(parcel, "ready", NOON)
    await mark(database, how)
    assert await desks.rows(database, select(OUT.sent_id)) == ["SM1"]


async def test_what_failed_before_its_answer_was_lost_is_known_by_its_id(
    database: Database,
) -> None:
    await post(database, "kabar")
    parcel = await lease(database)
    news = Receipt(parcel.id, "telegram", "SM1", "failed", NOON, "closed")
    await database.write(lambda c: receipts.take(c, news, NOON))
    await mark(database, outbox.lost(parcel, "gone"))
    assert await desks.rows(database, select(OUT.state, OUT.sent_id)) == [("ready", "SM1")]


async def test_good_news_of_an_early_part_are_not_those_of_the_last_that_is_under_way(
    database: Database,
) -> None:
    await post(database, "panjang", part=2, attempt=2, sent_id="SM2")
    await lease(database)
    news = Receipt(1, "telegram", "SM1", "delivered", NOON)
    assert await database.write(lambda c: receipts.take(c, news, NOON)) is None
    assert await desks.rows(database, select(OUT.progress)) == [""]
