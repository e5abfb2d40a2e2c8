"""No promotion goes to who wants none, from the commit on that says so."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from handlers.desk import Contact
from storage import outbox, tables
from storage.database import Database
from storage.outbox import PROMOTION_LANE, Mark
from tests import desks
from tests.desks import NOON


def _opts_out(contact: Contact) -> None:
    contact.opted_out = True


def _blocks(contact: Contact) -> None:
    contact.reachable = False


REFUSALS = pytest.mark.parametrize("refuses", [_opts_out, _blocks])
Refuses = Callable[[Contact], None]


async def _states(database: Database) -> list[str]:
    o = tables.outbox.c
    return await desks.rows(database, select(o.state).order_by(o.id))


async def _refused(database: Database, refuses: Refuses) -> None:
    await database.write(desks.at_desk(lambda at: refuses(desks.met(at))))


@REFUSALS
async def test_what_waits_is_taken_back_in_the_commit_that_says_so(
    database: Database, refuses: Refuses
) -> None:
    await desks.post(database, "promo", lane=PROMOTION_LANE)
    await desks.post(database, "news")
    await _refused(database, refuses)
    assert await _states(database) == ["cancelled", "ready"]


@REFUSALS
async def test_what_comes_later_is_taken_back_before_it_goes(
    database: Database, refuses: Refuses
) -> None:
    await _refused(database, refuses)
    await desks.post(database, "promo", lane=PROMOTION_LANE)
    leased = await database.write(lambda c: outbox.lease(c, "telegram", NOON, 9))
    assert leased == []
    assert await _states(database) == ["cancelled"]


@REFUSALS
async def test_what_is_under_way_is_not_tried_again(database: Database, refuses: Refuses) -> None:
    await desks.post(database, "promo", lane=PROMOTION_LANE)
    await desks.post(database, "promo", person=2, lane=PROMOTION_LANE)
    leased = await database.write(lambda c: outbox.lease(c, "telegram", NOON, 9))
    await _refused(database, refuses)
    put_off = [Mark(parcel, "ready", NOON) for parcel in leased]
    await database.write(lambda c: outbox.mark(c, put_off, NOON))
    assert await _states(database) == ["cancelled", "ready"]
