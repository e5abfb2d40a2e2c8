"""What happened while nobody listened: Twilio keeps it, and says so when it is asked.

A webhook that finds nobody is not tried for long. So whatever arrived is listed from time to
time, and what the inbox lacks is taken in; what it has already is recognised by its id. What
became of the messages we sent is listed as well: one whose file nobody was there to hand out has
failed, and goes again.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection
from twilio.base.exceptions import TwilioException

from bot.channels.whatsapp import NAME, updates
from bot.channels.whatsapp.api import PREFIX, Message, Twilio
from bot.channels.whatsapp.codes import UNSENT, code_of
from bot.clock import Clock
from storage import cursors, lines
from storage.codec import Arrival
from storage.database import Database

EVERY = 300.0
"""Seconds between two looks."""

OVERLAP = timedelta(minutes=15)
"""How far before the last look the next one begins: a message may be listed late."""

UNDER_WAY = timedelta(seconds=5)
"""How old a message is before it is missed: its webhook, which tells more of it than the list
does, may be on its way."""

SINCE = f"{NAME}.since"
"""The cursor that stands where the desk began to listen."""

log = structlog.get_logger()


class CatchUp:
    """Looks for messages, and for what became of ours, that no webhook brought."""

    def __init__(
        self,
        twilio: Twilio,
        database: Database,
        take: Callable[[list[Arrival]], Awaitable[None]],
        clock: Clock,
        every: float = EVERY,
    ) -> None:
        self._twilio = twilio
        self._database = database
        self._take = take
        self._clock = clock
        self._every = every

    async def run(self) -> None:
        """Look at once, and again every few minutes; sooner where something was left, and after
        the first look: what fails while we start finds nobody yet.
        """
        looked = False
        while True:
            left = not looked
            try:
                left = await self.look() or left
                looked = True
            except UNSENT as error:
                log.warning("catch_up_failed", why=type(error).__name__)
            except Exception:
                log.exception("catch_up_failed")
            await asyncio.sleep(
                min(self._every, UNDER_WAY.total_seconds()) if left else self._every
            )

    async def look(self) -> bool:
        """Take in what is missing since the last look; tells whether it left what may yet come by
        itself.

        The first look of all only sets the mark: what came before the desk was there is not its.
        """
        began = self._clock()
        last, first = await self._database.read(
            lambda c: (cursors.at(c, NAME), cursors.at(c, SINCE))
        )
        first = first or last or began
        left = False
        if last:
            since = max(last - OVERLAP, first)
            left = await self._heard(since, began)
            left = await self._told(since, began) or left
        await self._database.write(lambda c: _keep(c, began, first), name="caught-up")
        return left

    async def _heard(self, since: datetime, began: datetime) -> bool:
        """Take in what was written; tells whether some of it was left to its webhook."""
        missing = await self._missing(since)
        due = [message for message in missing if message.created_at <= began - UNDER_WAY]
        if due:
            log.info("caught_up", messages=len(due))
            await self._take([await self._arrival(message) for message in due])
        return len(due) < len(missing)

    async def _told(self, since: datetime, began: datetime) -> bool:
        """Take in what became of what was sent; tells whether something may fail yet.

        Of a message that the outbox does not know nothing is taken in: it may be about to learn
        of it, or the message is not of the outbox.
        """
        listed = await self._twilio.sent(since)
        rows = await self._database.read(
            lambda c: lines.rows(c, NAME, [message.sid for message in listed])
        )
        ours = [message for message in listed if message.sid in rows]
        told = [updates.told_of(message, rows[message.sid], began) for message in ours]
        news = {arrival.ext_id: arrival for arrival in told if arrival is not None}
        known = await self._database.read(lambda c: lines.heard(c, NAME, news.keys()))
        if due := [arrival for key, arrival in news.items() if key not in known]:
            log.info("caught_up", fates=len(due))
            await self._take(due)
        return any(message.undecided for message in listed)

    async def _missing(self, since: datetime) -> list[Message]:
        listed = await self._twilio.received(since)
        ids = [message.sid for message in listed]
        known = await self._database.read(lambda c: lines.heard(c, NAME, ids))
        return [message for message in listed if message.sid not in known]

    async def _arrival(self, message: Message) -> Arrival:
        return updates.listed(
            sid=message.sid,
            sender=PREFIX + message.from_,
            body=message.body,
            media=await self._media(message) if message.num_media else [],
            at=message.created_at,
        )

    async def _media(self, message: Message) -> list[tuple[str, str]]:
        """Its files; none where the message is gone, so that it holds up no other."""
        try:
            found = await self._twilio.media_of(message.sid)
        except TwilioException as error:
            if code_of(error)[0] != 404:
                raise
            return []
        return [(one.sid, one.content_type) for one in found]


def _keep(connection: Connection, last: datetime, first: datetime) -> None:
    cursors.move(connection, NAME, last)
    cursors.move(connection, SINCE, first)
