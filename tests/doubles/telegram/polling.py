"""getUpdates: long polling, one poller at a time.

Source: the public source of the Bot API server (50 s at most, the brakes on a hurried poller,
who is told 409) and the Bot API description (offset, limit, timeout, allowed_updates).
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

from tests.doubles.telegram.clock import Bell
from tests.doubles.telegram.errors import Json, conflict
from tests.doubles.telegram.params import Params
from tests.doubles.telegram.updates import Update, Updates

LONGEST_POLL = 50
MAX_ANSWER = 1 << 22
OTHER_POLLER = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
BY_WEBHOOK = "terminated by setWebhook request"
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class Polling:
    """The one long poll that may be open, and the rules for asking again."""

    def __init__(self, updates: Updates, has_webhook: Callable[[], bool]) -> None:
        self.conflict_delay = 3.0
        self._updates = updates
        self._has_webhook = has_webhook
        self._news = Bell()
        self._open: asyncio.Future[str] | None = None
        self._last_offset: int | None = None
        self._last_asked = 0.0
        self._next_conflict = 0.0
        updates.on_new.append(self._news.ring)

    async def get_updates(self, params: Params) -> list[Json]:
        """Bot API: getUpdates."""
        if self._has_webhook():
            await self._refuse(WEBHOOK_ACTIVE)
        offset = params.whole("offset", 0, low=-(2**31), high=2**31 - 1)
        limit = params.whole("limit", 100, low=1, high=100)
        timeout = params.whole("timeout", 0, low=0, high=LONGEST_POLL)
        self._updates.allow(params.json("allowed_updates"))
        limit, timeout = self._brake(offset, limit, timeout)
        found = self._updates.take(offset, limit)
        if timeout and not found:
            found = await self._wait(max(offset, 0), limit, timeout)
        return _fitting(found)

    def terminate(self, reason: str) -> None:
        """Answer the open long poll with 409."""
        if self._open and not self._open.done():
            self._open.set_result(reason)
        self._open = None

    def _brake(self, offset: int, limit: int, timeout: int) -> tuple[int, int]:
        now = asyncio.get_running_loop().time()
        same, since = offset == self._last_offset, now - self._last_asked
        self._last_offset, self._last_asked = offset, now
        if same and timeout < 3 and since < 3:
            timeout = 3
        return (1 if same and since < 0.5 else limit), timeout

    async def _wait(self, offset: int, limit: int, timeout: int) -> list[Update]:
        self.terminate(OTHER_POLLER)
        loop = asyncio.get_running_loop()
        mine: asyncio.Future[str] = loop.create_future()
        self._open = mine
        deadline = loop.time() + timeout
        mine.add_done_callback(lambda _: self._news.ring())
        try:
            while not mine.done() and loop.time() < deadline:
                await self._news.wait(deadline - loop.time())
                if not mine.done() and (found := self._updates.take(offset, limit)):
                    return found
        finally:
            if self._open is mine:
                self._open = None
        if mine.done():
            await self._refuse(mine.result())
        return []

    async def _refuse(self, reason: str) -> None:
        now = asyncio.get_running_loop().time()
        if now < self._next_conflict:
            await asyncio.sleep(self.conflict_delay)
        else:
            self._next_conflict = now + self.conflict_delay
        raise conflict(reason)


def _fitting(found: list[Update]) -> list[Json]:
    room, answer = MAX_ANSWER, list[Json]()
    for update in found:
        body = update.as_json()
        room -= 50 + len(json.dumps(body))
        if room <= 0 and answer:
            break
        answer.append(body)
    return answer
