"""Feeds the outbox with promotions whose time has come, a small set at a time."""

import asyncio
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection

from bot.clock import Clock
from bot.outbox import Dispatcher
from handlers.scene import Shop, Stage
from handlers.staff import promotion_card
from services.promotions import PromotionState
from storage import promotions
from storage.database import Database
from storage.desk import SqlDesk

FEED_EVERY = 0.25
"""Seconds between two looks while a promotion is on its way."""

LOOK_EVERY = 2.0
"""The same while none is."""

log = structlog.get_logger()


class Feeder:
    """Keeps a channel's lane for promotions filled; one process at a time does it."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        database: Database,
        shop: Shop,
        clock: Clock,
        reach: int | None = None,
        window: timedelta | None = None,
    ) -> None:
        """`reach` is how many people the channel lets us write to within 24 hours, `window` how
        long after their last word it lets us do so.
        """
        self._dispatcher = dispatcher
        self._database = database
        self._shop = shop
        self._clock = clock
        self._reach = reach
        self._window = window

    async def run(self) -> None:
        """Feed until cancelled."""
        while True:
            busy = False
            try:
                busy = await self.feed()
            except Exception:
                log.exception("promotions_not_fed", channel=self._dispatcher.name)
            await asyncio.sleep(FEED_EVERY if busy else LOOK_EVERY)

    async def feed(self) -> bool:
        """Put the next set into the outbox, if there is room; tells whether any is on its way."""
        now = self._clock()
        if not await self._database.read(lambda c: promotions.due(c, now)):
            return False
        shop, name = self._shop, self._dispatcher.name
        news = await self._database.write(
            lambda c: tend(c, name, shop, now, self._reach, self._window), name="feed"
        )
        if news:
            self._dispatcher.wake()
        return True


def tend(
    connection: Connection,
    channel: str,
    shop: Shop,
    now: datetime,
    reach: int | None = None,
    window: timedelta | None = None,
) -> bool:
    """Claim a channel's next set, and show officers how promotions go; tells whether there is news
    to send. While one goes its card tells no decision: that comes where it has ended.
    """
    claimed = promotions.feed(connection, channel, shop, now, reach, window)
    shown = promotions.to_show(connection, now)
    desk = SqlDesk(connection, shop, now)
    for key in shown:
        promotion = desk.promotion(key)
        assert promotion is not None, "what is shown is there"
        quiet = promotion.state is PromotionState.SENDING
        promotion_card.refresh(Stage(desk, shop), promotion, quiet=quiet)
    desk.flush()
    return bool(claimed or shown)
