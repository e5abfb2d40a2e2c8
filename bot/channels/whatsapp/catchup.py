"""What was written to us while nobody listened: Twilio keeps it, and says so when it is asked.

A webhook that finds nobody is not tried for long. So whatever arrived is listed from time to
time, and what the inbox lacks is taken in; what it has already is recognised by its id.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog

from bot.channels.whatsapp import NAME, updates
from bot.channels.whatsapp.api import Message, Twilio
from bot.channels.whatsapp.codes import UNSENT
from bot.clock import Clock
from storage import cursors, lines
from storage.codec import Arrival
from storage.database import Database

EVERY = 300.0
"""Seconds between two looks."""

OVERLAP = timedelta(minutes=15)
"""How far before the last look the next one begins: a message may be listed late."""

log = structlog.get_logger()


class CatchUp:
    """Looks for messages no webhook brought."""

    def __init__(
        self,
        twilio: Twilio,
        database: Database,
        take: Callable[[list[Arrival]], Awaitable[None]],
        clock: Clock,
    ) -> None:
        self._twilio = twilio
        self._database = database
        self._take = take
        self._clock = clock

    async def run(self) -> None:
        """Look at once, and again every few minutes."""
        while True:
            try:
                await self.look()
            except UNSENT as error:
                log.warning("catch_up_failed", why=type(error).__name__)
            except Exception:
                log.exception("catch_up_failed")
            await asyncio.sleep(EVERY)

    async def look(self) -> int:
        """Take in what is missing since the last look; returns how much that was.

        The first look of all only sets the mark: what came before the desk was there is not its.
        """
        began = self._clock()
        last = await self._database.read(lambda c: cursors.at(c, NAME))
        missing = await self._missing(last - OVERLAP) if last else []
        if missing:
            log.info("caught_up", messages=len(missing))
            await self._take([await self._arrival(message) for message in missing])
        await self._database.write(lambda c: cursors.move(c, NAME, began))
        return len(missing)

    async def _missing(self, since: datetime) -> list[Message]:
        listed = await self._twilio.received(since)
        ids = [message.sid for message in listed]
        known = await self._database.read(lambda c: lines.heard(c, NAME, ids))
        return [message for message in listed if message.sid not in known]

    async def _arrival(self, message: Message) -> Arrival:
        media = await self._twilio.media_of(message.sid) if message.num_media else []
        return updates.listed(
            sid=message.sid,
            sender=message.from_,
            body=message.body,
            media=[(one.sid, one.content_type) for one in media],
            at=message.created_at,
        )
