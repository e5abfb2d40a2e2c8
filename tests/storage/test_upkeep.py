"""What is kept beside the conversations, and what has had its time."""

import re
from datetime import timedelta

from sqlalchemy import select

from services.orders import Action
from storage import batch, catalogues, tables, upkeep
from storage.database import Database
from tests import desks
from tests.desks import NOON

LATER = NOON + upkeep.ID_COMES_BACK_AFTER + timedelta(seconds=1)


async def take(database: Database, key: str, now: object = NOON) -> int:
    taken = await database.write(
        lambda c: batch.take(c, [desks.arrival(key)], desks.SHOP, now)  # type: ignore[arg-type]
    )
    return len(taken)


async def test_a_code_is_easy_to_type_and_hard_to_guess(database: Database) -> None:
    codes = {await desks.invitation(database) for _ in range(20)}
    assert len(codes) == 20
    assert all(re.fullmatch(r"[A-Z2-7]{4}(-[A-Z2-7]{4}){3}", code) for code in codes)


async def test_a_catalogue_is_kept_once(database: Database) -> None:
    for body in ("first", "second"):
        await database.write(lambda c, b=body: catalogues.keep_catalogue(c, "print", b, NOON))  # type: ignore[misc]
    assert await desks.rows(database, select(tables.catalogues.c.body)) == ["first"]


async def test_an_update_id_may_come_back_when_telegram_has_forgotten_it(
    database: Database,
) -> None:
    assert await take(database, "1") == 1
    await database.write(lambda c: upkeep.tidy(c, "telegram", NOON))
    assert await take(database, "1") == 0
    for _ in range(2):
        await database.write(lambda c: upkeep.tidy(c, "telegram", LATER))
    assert await take(database, "1", LATER) == 1
    assert await desks.rows(
        database, select(tables.inbox.c.ext_id).order_by(tables.inbox.c.id)
    ) == ["u:1@1", "u:1"]


async def test_another_channels_ids_stay_taken(database: Database) -> None:
    assert await take(database, "1") == 1
    await database.write(lambda c: upkeep.tidy(c, "whatsapp", LATER))
    assert await take(database, "1", LATER) == 0


async def test_dead_buttons_are_dropped(database: Database) -> None:
    order = await database.write(desks.at_desk(desks.ordered))
    for now in (NOON, LATER):
        await database.write(
            desks.at_desk(lambda at: at.new_token(Action.APPROVE, order, desks.STAFF), now)
        )
    await database.write(lambda c: upkeep.tidy(c, "telegram", NOON + timedelta(days=30, seconds=1)))
    assert await desks.rows(database, select(tables.tokens.c.expires_at)) == [
        LATER + timedelta(days=30)
    ]
