"""A promotion goes at most once, whatever its channel says."""

import pytest

from bot.channels.delivery import Lost, NotNow
from storage.database import Database
from storage.outbox import PROMOTION_LANE
from tests import desks
from tests.bot.far_end import Answer, FarEnd, Make, state
from tests.desks import HandClock


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
