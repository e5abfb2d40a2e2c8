"""What is kept at a channel's operator, and how far something has been read."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from storage import contents, cursors
from storage.contents import Kept
from storage.database import Database
from tests.desks import NOON

SHAPE = Kept("id.buttons3.", "HX" + "1" * 32, "f" * 64)


async def test_what_was_kept_is_found_by_its_key(database: Database) -> None:
    await database.write(lambda c: contents.keep(c, SHAPE))
    assert await database.read(lambda c: contents.kept(c, "id.buttons3.")) == SHAPE
    assert await database.read(lambda c: contents.kept(c, "en.buttons3.")) is None


async def test_another_takes_the_place_of_what_had_its_key(database: Database) -> None:
    newer = Kept(SHAPE.key, "HX" + "2" * 32, "e" * 64, "rejected", "too vague", NOON)
    await database.write(lambda c: contents.keep(c, SHAPE))
    await database.write(lambda c: contents.keep(c, newer))
    assert await database.read(contents.every) == [newer]


async def test_everything_is_listed_in_the_order_of_its_keys(database: Database) -> None:
    for key in ("id.rows4.", "en.rows4."):
        await database.write(partial(contents.keep, content=Kept(key, SHAPE.sid, "")))
    assert [k.key for k in await database.read(contents.every)] == ["en.rows4.", "id.rows4."]


async def test_only_what_is_approved_may_begin_a_conversation(database: Database) -> None:
    yes, no = Kept("id.yes", SHAPE.sid, "", "approved"), Kept("id.no", SHAPE.sid, "", "pending")
    for one in (yes, no):
        await database.write(partial(contents.keep, content=one))
    found = [
        await database.read(partial(contents.approved, key=key))
        for key in ("id.yes", "id.no", "id.never")
    ]
    assert found == [yes, None, None]


async def test_what_is_forgotten_is_gone(database: Database) -> None:
    await database.write(lambda c: contents.keep(c, SHAPE))
    await database.write(lambda c: contents.forget(c, SHAPE))
    assert await database.read(contents.every) == []


async def test_what_was_learned_of_it_takes_its_place_under_another_key_too(
    database: Database,
) -> None:
    known = replace(SHAPE, approval="approved", checked_at=NOON)
    await database.write(lambda c: contents.keep(c, SHAPE))
    assert await database.write(lambda c: contents.renew(c, SHAPE, known))
    moved = replace(known, key="id.buttons4.")
    await database.write(lambda c: contents.keep(c, replace(SHAPE, key=moved.key)))
    assert await database.write(lambda c: contents.renew(c, known, moved))
    assert await database.read(contents.every) == [moved]


@pytest.mark.parametrize(
    "newer",
    [
        replace(SHAPE, sid="HX" + "2" * 32),
        replace(SHAPE, fingerprint="e" * 64),
        replace(SHAPE, approval="received"),
        replace(SHAPE, checked_at=NOON),
    ],
)
async def test_what_somebody_else_kept_meanwhile_stays(database: Database, newer: Kept) -> None:
    await database.write(lambda c: contents.keep(c, newer))
    late = replace(SHAPE, approval="unsubmitted")
    assert not await database.write(lambda c: contents.renew(c, SHAPE, late))
    await database.write(lambda c: contents.forget(c, SHAPE))
    assert await database.read(contents.every) == [newer]


async def test_what_somebody_else_forgot_meanwhile_stays_forgotten(database: Database) -> None:
    late = replace(SHAPE, approval="approved")
    assert not await database.write(lambda c: contents.renew(c, SHAPE, late))
    assert await database.read(contents.every) == []


async def test_a_cursor_stands_where_it_was_last_put(database: Database) -> None:
    assert await database.read(lambda c: cursors.at(c, "whatsapp")) is None
    for at in (NOON, NOON + timedelta(minutes=5)):
        await database.write(partial(cursors.move, name="whatsapp", at=at))
    await database.write(lambda c: cursors.move(c, "other", NOON))
    found = await database.read(lambda c: cursors.at(c, "whatsapp"))
    assert found == NOON + timedelta(minutes=5)
