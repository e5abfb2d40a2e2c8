"""Who gets a promotion next, and who must not: told by the rows, on both databases."""

from datetime import datetime, timedelta
from functools import partial
from typing import Literal

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from handlers.messages import Address, Receipt
from services.promotions import EVERY, PromotionState, RecipientState, Why
from storage import outbox, promoting, receipts, tables
from storage.database import Database
from storage.desk import SqlDesk
from storage.outbox import Mark
from tests import desks
from tests.desks import NOON, SHOP
from tests.promoting import approved, do, people, person, promoted, states, whys

NIGHT = NOON + timedelta(hours=8)
_C, _O, _P = tables.contacts, tables.outbox, tables.promotions


async def fed(
    database: Database, channel: str = "telegram", now: datetime = NOON, reach: int | None = None
) -> int:
    rules = promoting.Rules(reach)
    found = await database.write(lambda c: promoting.feed(c, channel, SHOP, now, rules))
    return found.claimed


async def of(database: Database) -> list[str]:
    return await desks.rows(database, select(_P.c.state).order_by(_P.c.id))


async def marked(database: Database, *to: str, error: str = "") -> None:
    """Lease what waits, and mark it so, in order."""
    leased = await database.write(lambda c: outbox.lease(c, "telegram", NOON, 99))
    marks = [
        Mark(p, one, sent_id=f"m{p.id}", error=error) for p, one in zip(leased, to, strict=True)
    ]
    await database.write(lambda c: outbox.mark(c, marks, NOON))


async def test_a_set_is_claimed_into_the_lane_for_promotions(database: Database) -> None:
    await promoted(database, person(1), person(2))
    assert await fed(database) == 2
    assert await states(database) == ["claimed", "claimed"]
    found = await desks.rows(database, select(_O.c.lane, _O.c.chat, _O.c.about).order_by(_O.c.id))
    assert found == [(1, "1", "promotion:1"), (1, "2", "promotion:1")]
    assert await of(database) == ["sending"]


async def test_nobody_is_claimed_twice(database: Database) -> None:
    await promoted(database, *(person(n) for n in range(1, 70)))
    assert [await fed(database) for _ in range(3)] == [promoting.A_SET, 0, 0]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"promotions": False}, Why.WITHDRAWN),
        ({"opted_out": True}, Why.WITHDRAWN),
        ({"reachable": False}, Why.UNREACHABLE),
    ],
)
async def test_who_wants_none_or_is_not_there_is_skipped_and_it_says_why(
    database: Database, row: dict[str, object], why: Why
) -> None:
    await promoted(database, person(1, **row), person(2))
    assert await fed(database) == 1
    assert await states(database) == ["skipped", "claimed"]
    assert await whys(database) == [why, ""]


async def test_nobody_is_claimed_in_quiet_hours(database: Database) -> None:
    await promoted(database, person(1))
    assert await fed(database, now=NIGHT) == 0
    assert await of(database) == ["approved"], "none begins"
    await do(database, update(_P).values(state=PromotionState.SENDING.value))
    assert await fed(database, now=NIGHT) == 0
    assert await states(database) == ["waiting"]


async def test_one_person_gets_one_on_one_of_their_channels(database: Database) -> None:
    phone = "+6281200000001"
    rows = (person(1, phone=phone), person(2, phone=phone), person(3))
    await promoted(database, *rows)
    assert await fed(database) == 2
    assert await whys(database) == ["", Why.TOO_OFTEN, ""]


@pytest.mark.parametrize(("later", "claimed"), [(EVERY - timedelta(hours=1), 0), (EVERY, 1)])
async def test_another_comes_a_week_after_the_first(
    database: Database, later: timedelta, claimed: int
) -> None:
    await promoted(database, person(1))
    await fed(database)
    await marked(database, "sent")
    contact = (await desks.rows(database, select(_C.c.id)))[0]
    await database.write(lambda c: approved(c, [contact], NOON + later))
    assert await fed(database, now=NOON + later) == claimed


async def test_a_channel_that_takes_so_many_people_a_day_gets_no_more(database: Database) -> None:
    await promoted(database, *(person(n, channel="whatsapp") for n in range(1, 6)))
    assert [await fed(database, "whatsapp", reach=3) for _ in range(2)] == [3, 0]
    assert await fed(database, "whatsapp", NOON + timedelta(hours=24), reach=3) == 2


@pytest.mark.parametrize(
    ("to", "state"),
    [
        ("sent", "sent"),
        ("uncertain", "uncertain"),
        ("dead", "failed"),
        ("unreachable", "failed"),
        ("ready", "claimed"),
    ],
)
async def test_a_recipient_follows_the_message(database: Database, to: str, state: str) -> None:
    await promoted(database, person(1))
    await fed(database)
    await marked(database, to, error="because")
    assert await states(database) == [state]
    assert await whys(database) == ["because" if state in {"uncertain", "failed"} else ""]


async def test_receipts_tell_how_far_it_came(database: Database) -> None:
    await promoted(database, person(1))
    await fed(database)
    await marked(database, "sent")
    row = (await desks.rows(database, select(_O.c.id)))[0]
    told: tuple[Literal["delivered", "read"], ...] = ("delivered", "read", "delivered")
    for state in told:
        news = Receipt(row, "telegram", f"m{row}", state, NOON)
        await database.write(partial(receipts.take, receipt=news, now=NOON))
    assert await states(database) == ["read"]


async def test_a_pause_takes_back_what_waits_and_resuming_goes_on(database: Database) -> None:
    key = await promoted(database, person(1), person(2))
    await fed(database)
    assert await database.write(lambda c: promoting.pause(c, key))
    assert await states(database) == ["waiting", "waiting"]
    assert await fed(database) == 0
    assert not await database.write(lambda c: promoting.pause(c, key))
    assert await database.write(lambda c: promoting.resume(c, key))
    assert await fed(database) == 2


async def test_what_is_stopped_is_skipped_for_good(database: Database) -> None:
    key = await promoted(database, *(person(n) for n in range(1, 53)))
    await fed(database)
    assert await database.write(lambda c: promoting.stop(c, key, desks.NOON))
    assert set(await states(database)) == {"skipped"}
    assert not await database.write(lambda c: promoting.resume(c, key))


async def test_it_is_done_once_everybody_has_had_it_or_not(database: Database) -> None:
    await promoted(database, person(1), person(2, reachable=False))
    await fed(database)
    await fed(database)
    assert await of(database) == ["sending"]
    await marked(database, "sent")
    await fed(database)
    assert await of(database) == ["done"]


async def test_progress_is_counted_in_one_query(database: Database) -> None:
    key = await promoted(database, person(1), person(2), person(3, reachable=False))
    await fed(database)
    await marked(database, "sent", "dead", error="63032")
    seen = desks.statements(database._readers)
    found = await database.read(lambda c: promoting.progress(c, key))
    assert len([sql for sql in seen if sql.startswith("SELECT")]) == 1
    assert found.states == {
        RecipientState.SENT: 1,
        RecipientState.FAILED: 1,
        RecipientState.SKIPPED: 1,
    }
    assert found.reasons[RecipientState.FAILED, "63032"] == 1
    assert found.all == 3


async def test_an_objection_is_found_at_the_very_send(database: Database) -> None:
    key = await promoted(database, person(1))
    await fed(database)
    row = (await desks.rows(database, select(_O.c.id)))[0]

    async def asked(*, hour: bool = True) -> Why | None:
        return await database.write(
            lambda c: promoting.objection(c, row, Address("telegram", "1"), hour=hour)
        )

    async def changed(**values: object) -> None:
        await do(database, update(_C).values(values))

    assert await asked() is None
    assert await asked(hour=False) is Why.QUIET
    await changed(promotions=False)
    assert await asked() is Why.WITHDRAWN
    await changed(promotions=True, reachable=False)
    assert await asked() is Why.UNREACHABLE
    await changed(reachable=True)
    for state, why in ((PromotionState.PAUSED, Why.PAUSED), (PromotionState.STOPPED, Why.STOPPED)):
        await do(database, update(_P).where(_P.c.id == key).values(state=state.value))
        assert await asked() is why


async def test_a_withdrawal_counts_on_all_channels_of_the_person(database: Database) -> None:
    phone = "+6281200000001"
    rows = (person(1, phone=phone), person(2, phone=phone, channel="whatsapp"), person(3))
    await database.write(lambda c: people(c, *rows))
    await promoted_on(database, "whatsapp")

    def takes_back(at: SqlDesk) -> None:
        desks.met(at, 1).promotions = False

    await database.write(desks.at_desk(takes_back))
    agreed = await desks.rows(database, select(_C.c.promotions).order_by(_C.c.ext_id))
    assert agreed == [False, False, True]
    assert await desks.rows(database, select(_O.c.state)) == ["cancelled"]
    assert await whys(database) == [Why.WITHDRAWN]


async def promoted_on(database: Database, channel: str) -> None:
    """A promotion to everybody on that channel, whose messages wait."""
    found = await desks.rows(database, select(_C.c.id).where(_C.c.channel == channel))
    await database.write(lambda c: approved(c, found))
    await fed(database, channel)


async def test_what_was_agreed_cannot_be_rewritten(database: Database) -> None:
    row = {
        "at": NOON, "granted": True, "wording": "?", "how": "button", "channel": "telegram",
        "message": "1", "language": "id",
    }  # fmt: skip
    await database.write(
        lambda c: c.execute(
            tables.consents.insert(), {**row, "contact_id": people(c, person(1))[0]}
        )
    )
    for change in ("UPDATE consents SET granted = false", "DELETE FROM consents"):
        with pytest.raises(DBAPIError, match="append-only"):
            await do(database, text(change))
