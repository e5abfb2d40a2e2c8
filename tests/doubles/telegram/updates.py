"""The queue of updates: ids, lifetimes, the filter, what an offset confirms.

Sources: the Bot API description of getUpdates and Update; the public source of the server for
what happens with an offset from the future and for the lifetimes.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.doubles.telegram.clock import Bell, Clock
from tests.doubles.telegram.errors import Json

DAY = 86_400
PRESS_LIFETIME = 150
WEEK = 7 * DAY
KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "message_reaction",
    "message_reaction_count",
    "chat_boost",
    "removed_chat_boost",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "purchased_paid_media",
)
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
BY_DEFAULT = frozenset(KINDS) - NOT_BY_DEFAULT


@dataclass(frozen=True, eq=False)
class Update:
    """One update in the queue, with the webhook queue it travels in."""

    id: int
    body: Json
    expires: float
    queue: object

    def as_json(self) -> Json:
        """The update as it is delivered."""
        return {"update_id": self.id, **self.body}


class Updates:
    """All updates nobody has confirmed yet."""

    def __init__(self, clock: Clock, chance: random.Random) -> None:
        self._clock = clock
        self._chance = chance
        self._pending: list[Update] = []
        self._last_push = clock.now()
        self.next_id = chance.randint(200_000_000, 900_000_000)
        self.allowed = BY_DEFAULT
        self._fewer = Bell()
        self.on_new: list[Callable[[], None]] = []

    def allow(self, kinds: Any) -> None:
        """Remember `allowed_updates`: absent or broken keeps the filter, empty resets it."""
        if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
            return
        self.allowed = frozenset(kind.lower() for kind in kinds) & frozenset(KINDS) or BY_DEFAULT

    def add(self, kind: str, body: Json, *, lifetime: float, queue: object) -> Update | None:
        """Queue an update unless the filter drops it; a dropped one is gone for good."""
        if kind not in self.allowed:
            return None
        return self.push({kind: body}, lifetime=lifetime, queue=queue)

    def push(self, body: Json, *, lifetime: float = DAY, queue: object = None) -> Update:
        """Queue anything at all, past the filter; a given `update_id` is kept."""
        now = self._clock.now()
        if now - self._last_push >= WEEK:
            # Bot API: after a week of silence the next id is random. Of all random numbers
            # the double takes a smaller one: that breaks whoever asks for "greater than last".
            self.next_id = self._chance.randint(2_000_001, self.next_id - 1_000)
        self._last_push = now
        body = dict(body)
        number = int(body.pop("update_id", self.next_id))
        update = Update(number, body, now + lifetime, queue or _queue_of(body))
        self.next_id = number + 1
        self._pending.append(update)
        for tell in self.on_new:
            tell()
        return update

    def waiting(self) -> list[Update]:
        """Unconfirmed updates which have not expired."""
        now = self._clock.now()
        self._pending = [update for update in self._pending if update.expires >= now]
        return list(self._pending)

    def take(self, offset: int, limit: int) -> list[Update]:
        """What getUpdates answers; everything before `offset` is confirmed, that is forgotten.

        A negative offset keeps only the last ones. An offset far beyond the end confirms nothing.
        """
        if offset < 0:
            self._pending = self.waiting()[offset:]
        elif 0 < offset <= self.next_id + 10:
            self._pending = [update for update in self._pending if update.id >= offset]
        self._fewer.ring()
        return self.waiting()[:limit]

    async def drained(self, timeout: float = 5.0) -> None:
        """Wait until the bot has confirmed everything; a failure if it does not."""
        deadline = asyncio.get_running_loop().time() + timeout
        while self.waiting():
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0 or not await self._fewer.wait(left):
                raise AssertionError(f"{len(self.waiting())} updates were not taken")

    def forget(self, update: Update) -> None:
        """A webhook took this one, or it will never be delivered."""
        self._pending = [other for other in self._pending if other is not update]
        self._fewer.ring()

    def clear(self) -> None:
        """Bot API: drop_pending_updates."""
        self._pending = []


def _queue_of(body: Json) -> object:
    for kind, content in body.items():
        if not isinstance(content, dict):
            continue
        if kind == "callback_query" and isinstance(content.get("from"), dict):
            return ("presses", content["from"].get("id"))
        if isinstance(content.get("chat"), dict):
            return content["chat"].get("id")
    return object()
