"""Promotions outside the hours a channel takes our own words: its template, or its patience."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from handlers.messages import Receipt
from services.promotions import CAPPED_TRIES, PATIENCE, PromotionState, Why
from storage import contents, outbox, promoting, receipts, tables
from storage.contents import Kept
from storage.database import Database
from storage.outbox import Mark
from tests import desks
from tests.desks import NOON, SHOP
from tests.promoting import do, person, promoted, states, whys

_O, _P, _R = tables.outbox, tables.promotions, tables.recipients
DAY = timedelta(days=1)
RULES = promoting.Rules(window=DAY)
LATELY = NOON - timedelta(hours=2)


def guest(number: int, heard_at: datetime | None = None, **more: Any) -> dict[str, Any]:
    return person(number, channel="whatsapp", heard_at=heard_at, **more)


async def fed(database: Database, now: datetime = NOON) -> int:
    found = await database.write(lambda c: promoting.feed(c, "whatsapp", SHOP, now, RULES))
    return found.claimed


async def judged(database: Database, approval: str, language: str = "id") -> None:
    kept = Kept(f"{language}.promotion-1", "HX1", "print", approval)
    await database.write(lambda c: contents.keep(c, kept))


async def of(database: Database) -> str:
    found: list[str] = await desks.rows(database, select(_P.c.state))
    return found[0]


async def sent(database: Database, now: datetime) -> int:
    """Send what waits; its row."""
    [parcel] = await database.write(lambda c: outbox.lease(c, "whatsapp", now, 50))
    await database.write(lambda c: outbox.mark(c, [Mark(parcel, "sent", sent_id="m")], now))
    return parcel.id


async def told(database: Database, row: int, state: Any, now: datetime, fault: Any = "") -> None:
    news = Receipt(row, "whatsapp", "m", state, now, fault, "63049" if fault else "")
    await database.write(lambda c: receipts.take(c, news, now))


async def test_who_wrote_lately_needs_no_template(database: Database) -> None:
    await promoted(database, guest(1, LATELY), guest(2), guest(3, NOON - DAY))
    assert await fed(database) == 1
    assert await states(database) == ["claimed", "waiting", "waiting"]
    assert await whys(database) == ["", Why.TEMPLATE, Why.TEMPLATE]


@pytest.mark.parametrize("said", ["", "unsubmitted", "received", "pending"])
async def test_a_template_nobody_has_judged_is_waited_for_in_peace(
    database: Database, said: str
) -> None:
    await promoted(database, guest(1))
    await judged(database, said)
    assert await fed(database) == 0
    assert await fed(database, NOON + promoting.ASKS_AGAIN / 2) == 0
    await judged(database, "approved")
    soon = NOON + promoting.ASKS_AGAIN
    assert await fed(database, soon) == 1


@pytest.mark.parametrize("said", ["rejected", "paused", "disabled"])
async def test_whose_template_is_refused_gets_none_and_it_says_why(
    database: Database, said: str
) -> None:
    await promoted(database, guest(1), guest(2))
    await judged(database, said)
    assert await fed(database) == 0
    assert (await states(database), await whys(database)) == (
        ["skipped", "skipped"], [Why.NO_TEMPLATE, Why.NO_TEMPLATE],
    )  # fmt: skip


async def test_a_promotion_gives_up_after_a_while(database: Database) -> None:
    await promoted(database, guest(1))
    assert await fed(database) == 0
    assert await fed(database, NOON + PATIENCE) == 0
    assert await states(database) == ["waiting"]
    assert await fed(database, NOON + PATIENCE + timedelta(hours=1)) == 0
    assert await whys(database) == [Why.TOO_LATE]


async def test_what_was_held_back_goes_again_later_and_each_time_later_still(
    database: Database,
) -> None:
    await promoted(database, guest(1))
    await judged(database, "approved")
    now = NOON
    for tries in range(1, CAPPED_TRIES + 1):
        assert await fed(database, now) == 1
        row = await sent(database, now)
        await fed(database, now)
        assert await of(database) == "done"
        await told(database, row, "failed", now, "capped")
        await told(database, row, "failed", now, "capped")
        assert await fed(database, now + timedelta(hours=1)) == 0
        if tries < CAPPED_TRIES:
            assert (await states(database), await of(database)) == (["waiting"], "sending")
            now += timedelta(days=2 ** (tries - 1))
    assert (await states(database), await whys(database)) == (["failed"], [Why.CAPPED])
    await fed(database, now)
    assert await of(database) == "done"


async def test_told_before_the_send_is_written_down_it_counts_too(database: Database) -> None:
    await promoted(database, guest(1, LATELY))
    await fed(database)
    [parcel] = await database.write(lambda c: outbox.lease(c, "whatsapp", NOON, 50))
    await told(database, parcel.id, "failed", NOON, "capped")
    await database.write(lambda c: outbox.mark(c, [Mark(parcel, "sent", sent_id="m")], NOON))
    assert (await states(database), await whys(database)) == (["waiting"], [Why.CAPPED])
    [later] = await desks.rows(database, select(_R.c.not_before))
    assert later == NOON + DAY


async def test_what_was_stopped_is_not_taken_up_again(database: Database) -> None:
    await promoted(database, guest(1, LATELY))
    await fed(database)
    row = await sent(database, NOON)
    await do(database, update(_P).values(state=PromotionState.STOPPED.value))
    await told(database, row, "failed", NOON, "capped")
    assert (await states(database), await of(database)) == (["failed"], "stopped")


async def test_which_templates_there_should_be(database: Database) -> None:
    await promoted(database, guest(1, LATELY), guest(2), person(3, heard_at=None))
    english = {"language": "en", "name": "Guest", "hotel": ""}
    await do(database, update(_R).where(_R.c.contact_id == 2).values(values=english))

    async def wanted(now: datetime = NOON) -> list[tuple[int, str]]:
        found = await database.read(lambda c: promoting.to_approve(c, "whatsapp", now))
        return [(key, language) for key, language, _ in found]

    assert await wanted() == [(1, "en"), (1, "id")]
    await do(database, update(_R).values(state="sent"))
    assert await wanted() == []
    await do(database, update(_P).values(state="done", ended_at=NOON))
    assert await wanted() == [(1, "en"), (1, "id")], "somebody may be held back yet"
    assert await wanted(NOON + 2 * PATIENCE) == []
