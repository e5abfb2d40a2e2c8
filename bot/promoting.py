"""Feeds the outbox with promotions whose time has come, a small set at a time."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

import structlog
from sqlalchemy import Connection

from bot.clock import Clock
from bot.outbox import Dispatcher
from handlers.scene import Shop, Stage
from handlers.staff import promotion_card
from services.promotions import Progress, PromotionState
from storage.database import Database
from storage.desk import SqlDesk
from storage.promoting import FREE, Fed, Rules, due, feed, to_show

FEED_EVERY = 0.25
"""Seconds between two looks while a promotion is on its way."""

LOOK_EVERY = 2.0
"""The same while none is."""

log = structlog.get_logger()


Shown: TypeAlias = Mapping[int, Progress]
"""How promotions stood when officers were last told, by promotion."""


class Tended(NamedTuple):
    """What was fed; whether officers are told anything new, and how it stands as told."""

    fed: Fed
    news: bool
    shown: Shown


class Feeder:
    """Keeps a channel's lane for promotions filled; one process at a time does it."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        database: Database,
        shop: Shop,
        clock: Clock,
        rules: Rules = FREE,
    ) -> None:
        self._dispatcher = dispatcher
        self._database = database
        self._shop = shop
        self._clock = clock
        self._rules = rules
        self._shown: Shown = {}

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
        """Put the next set into the outbox, if there is room; tells whether more may go soon. By
        night nothing is written but the end of one that has nobody left.
        """
        now, shop = self._clock(), self._shop
        hours = shop.promotes_at(now)
        if not await self._database.read(lambda c: due(c, now, hours=hours)):
            return False
        name, rules, shown = self._dispatcher.name, self._rules, self._shown
        tended = await self._database.write(
            lambda c: tend(c, name, shop, now, rules, shown), name="feed"
        )
        self._shown = tended.shown
        if tended.fed.claimed or tended.news:
            self._dispatcher.wake()
        return bool(tended.fed.claimed or tended.fed.waited)


def tend(
    connection: Connection,
    channel: str,
    shop: Shop,
    now: datetime,
    rules: Rules = FREE,
    shown: Shown = MappingProxyType({}),
) -> Tended:
    """Claim a channel's next set, and show officers how promotions go, where that is not what was
    `shown` before. While one goes its card tells no decision: that comes where it has ended.
    """
    fed = feed(connection, channel, shop, now, rules)
    desk, told = SqlDesk(connection, shop, now), dict(shown)
    for key in to_show(connection, now):
        promotion = desk.promotion(key)
        assert promotion is not None, "what is to be shown is there"
        going = promotion.state is PromotionState.SENDING
        stands = desk.progress(promotion)
        if not going or stands != shown.get(key):
            promotion_card.refresh(Stage(desk, shop), promotion, quiet=going)
            told[key] = stands
    desk.flush()
    return Tended(fed, told != shown, told)
