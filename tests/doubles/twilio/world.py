"""Everything Twilio knows of one account."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.doubles.telegram.clock import Bell, Clock
from tests.doubles.twilio.contents import Contents
from tests.doubles.twilio.errors import ApiError, not_found
from tests.doubles.twilio.faults import Faults, Params
from tests.doubles.twilio.limits import Limits
from tests.doubles.twilio.messages import Media, Message
from tests.doubles.twilio.webhooks import Delivery, Webhooks

if TYPE_CHECKING:
    from tests.doubles.twilio.phones import Phone

PREFIX = "whatsapp:"


@dataclass(frozen=True)
class Refusal:
    """A call that was refused with 4xx."""

    operation: str
    params: Params
    error: ApiError


@dataclass
class Statuses:
    """Which status callbacks come, and in what disorder."""

    steps: tuple[str, ...] = ("sent", "delivered")
    backwards: bool = False
    twice: bool = False
    early: bool = False
    none: bool = False
    failing: str = "undelivered"


class World:
    """The state behind the server; it survives an outage."""

    def __init__(self, account: str, auth_token: str, number: str, *, seed: int) -> None:
        self.chance = random.Random(seed)
        self.account = account
        self.number = number
        self.clock = Clock()
        self.bell = Bell()
        self.limits = Limits()
        self.faults = Faults()
        self.statuses = Statuses()
        self.contents = Contents(account, self.clock, self.chance)
        self.webhooks = Webhooks(auth_token, self.chance)
        self.inbound_url = ""
        self.messages: list[Message] = []
        self.refused: list[Refusal] = []
        self.lost: list[Message] = []
        self.odd_answers: list[Delivery] = []
        self.phones: list[Phone] = []
        self.stored: dict[str, Media] = {}
        self.storage_url = ""
        self._running: set[asyncio.Task[Any]] = set()

    def sid(self, prefix: str) -> str:
        """A new sid."""
        return f"{prefix}{self.chance.randbytes(16).hex()}"

    def message(self, sid: str) -> Message:
        """A message that is there."""
        for message in reversed(self.messages):
            if message.sid == sid:
                return message
        raise not_found(f"/2010-04-01/Accounts/{self.account}/Messages/{sid}.json")

    def phone(self, to: str) -> Phone | None:
        """Whose address this is, if anybody's."""
        address = to.removeprefix(PREFIX)
        return next((p for p in self.phones if address in {p.number, p.bsuid}), None)

    def background(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Let something happen beside what goes on."""
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def settled(self) -> None:
        """Wait until nothing is under way; what went wrong in the background is raised here."""
        while self._running:
            await asyncio.gather(*self._running)

    async def abandon(self) -> None:
        """Let nothing go on."""
        running = list(self._running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
