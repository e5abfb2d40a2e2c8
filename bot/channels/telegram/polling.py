"""Long polling: a batch is confirmed to Telegram only after it is on our disk."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from pydantic import JsonValue
from telegram import Bot
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram import updates
from bot.channels.telegram.api import ask
from bot.channels.telegram.channel import Telegram, seconds
from bot.clock import Clock
from storage.codec import Arrival

POLL_SECONDS = 50
"""How long Telegram may hold a poll open; it allows no more."""

log = structlog.get_logger()


class Updates:
    """Turns raw updates into arrivals, and takes them in."""

    def __init__(
        self,
        channel: Telegram,
        take: Callable[[list[Arrival]], Awaitable[None]],
        clock: Clock,
        username: str,
    ) -> None:
        self._channel = channel
        self._take = take
        self._clock = clock
        self._username = username
        self._answering: set[asyncio.Task[None]] = set()

    async def take(self, raws: Sequence[JsonValue]) -> None:
        """Take updates in; presses are answered at once, before anything is read or written."""
        for raw in raws:
            if key := updates.callback_id(raw):
                task = asyncio.create_task(self._channel.answer_press(key))
                self._answering.add(task)
                task.add_done_callback(self._answering.discard)
        now = self._clock()
        read = [a for raw in raws for a in updates.arrivals(raw, now, self._username)]
        await self._take(read)


async def poll(bot: Bot, incoming: Updates, poll_seconds: int = POLL_SECONDS) -> None:
    """Ask for updates until cancelled. A token that is not valid ends it: `InvalidToken`.

    The offset is set behind the last update of a batch once that batch is committed; what a
    crash leaves unconfirmed comes again and is recognised.
    """
    offset = 0
    trouble = 0
    while True:
        try:
            raws = await _fetch(bot, offset, poll_seconds)
            await incoming.take(raws)
        except InvalidToken:
            raise
        except RetryAfter as error:
            await asyncio.sleep(seconds(error))
        except Exception as error:
            trouble = min(trouble + 1, 6)
            reason = error.message if isinstance(error, TelegramError) else repr(error)
            log.warning("poll_failed", reason=reason)
            await asyncio.sleep(0.5 * 2**trouble)
        else:
            trouble = 0
            seen = [key for key in map(updates.update_id, raws) if key is not None]
            offset = max(seen, default=offset - 1) + 1


async def _fetch(bot: Bot, offset: int, poll_seconds: int) -> list[Any]:
    payload = {
        "offset": offset,
        "timeout": poll_seconds,
        "allowed_updates": list(updates.ALLOWED),
    }
    found = await ask(bot, "getUpdates", payload, read_seconds=poll_seconds + 10)
    return list(found) if isinstance(found, list) else []
