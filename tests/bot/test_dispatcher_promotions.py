"""A promotion goes at most once, whatever its channel says."""

import pytest

from bot.channels.delivery import Held, Lost, NotNow
from services.promotions import Why
from storage import promoting
from storage.database import Database
from storage.outbox import PROMOTION_LANE
from tests import desks
from tests.bot.far_end import Answer, FarEnd, Make, state
from tests.desks import NOON, SHOP, HandClock
from tests.promoting import person, promoted, states, whys


@pytest.mark.parametrize("answer", [Lost("gone"), NotNow(1, "502", whole=False, unsure=True)])
async def test_one_that_may_be_there_already_is_not_sent_again(
    database: Database, make: Make, far: FarEnd, clock: HandClock, answer: Answer
) -> None:
    await desks.post(database, "promo", lane=PROMOTION_LANE)
    far.answers = [answer]
    await make().drain()
    clock.turn(60)
    await make().drain()
    assert len(far.handed) == 1
    assert await state(database) == ["uncertain"]


async def test_one_for_a_closed_window_waits_for_no_next_word(
    database: Database, make: Make, far: FarEnd, clock: HandClock
) -> None:
    await promoted(database, person(1))
    await database.write(lambda c: promoting.feed(c, "telegram", SHOP, clock()))
    far.answers = [Held("63016", NOON)]
    await make().drain()
    assert await states(database) == ["skipped"]
    assert await whys(database) == [Why.NO_WINDOW]
    await desks.post(database, "an answer")
    await make().drain()
    assert far.texts[-1] == "an answer", "nothing waits in front of it"
