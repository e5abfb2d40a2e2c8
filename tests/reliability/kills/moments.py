"""When to kill: at any moment, or just after something that matters has begun."""

import asyncio
import random
from collections import Counter
from typing import Any

from tests.doubles.telegram import BotApi
from tests.doubles.telegram.clock import Bell
from tests.doubles.twilio import Twilio

LATEST = 0.4
"""Seconds after the load began at which it is killed, whatever has happened by then."""

_A_WHILE, _LONGEST = 4, 2.0
"""How many kills in a row may leave it no time for anything, and seconds it may take to something:
a message over which its senders died a dozen times is given up.
"""

_BY_NAME = {
    "arriving": 8,
    "confirming": 1,
    "deciding": 1,
    "fetching": 2,
    "sending": 8,
    "sending by Twilio": 3,
}
"""Moments, and up to how many of them go by before the last."""

_STARTING, _WHENEVER = 0.1, 0.3
"""How many kills come while it starts, and how many at no named moment."""


class Moments:
    """Listens to what happens, and waits for the moment to kill."""

    def __init__(self, chance: random.Random, *, polling: bool) -> None:
        self._names = [name for name in _BY_NAME if polling or name != "fetching"]
        self._chance = chance
        self._come = 0
        self._told: Counter[str] = Counter()
        self._bell = Bell()

    def tell(self, name: str) -> None:
        """This has just begun."""
        self._told[name] += 1
        self._bell.ring()

    def listen(self, api: BotApi, twilio: Twilio) -> None:
        """Learn of the moments in which the desk asks for something, or is posted something."""
        api.calls = _Heard(self, {"getUpdates": "fetching", "sendMessage": "sending"})
        twilio.calls = twilio._front.calls = _Heard(self, {"send": "sending by Twilio"})
        api.updates.on_new.append(lambda: self.tell("arriving"))

    def while_starting(self) -> float | None:
        """Seconds after the fork at which it is killed; None if it may start."""
        c = self._chance
        return c.uniform(0.0, 0.25) if c.random() < _STARTING else None

    async def come(self) -> None:
        """Wait for the next moment, from when the load has begun."""
        self._come += 1
        if self._come % _A_WHILE == 0:
            await self._happened({"sending": 1, "sending by Twilio": 1}, within=_LONGEST)
        c = self._chance
        if c.random() < _WHENEVER:
            await asyncio.sleep(c.uniform(0.005, LATEST))
            return
        name = c.choice(self._names)
        if await self._happened({name: c.randint(1, _BY_NAME[name])}, within=LATEST):
            await asyncio.sleep(c.uniform(0.0, 0.05))

    async def _happened(self, times: dict[str, int], *, within: float) -> bool:
        """Wait until all of it has happened so often; tells whether it did in time."""
        self._told.clear()
        ends = asyncio.get_running_loop().time() + within
        while any(self._told[name] < count for name, count in times.items()):
            left = ends - asyncio.get_running_loop().time()
            if left <= 0 or not await self._bell.wait(left):
                return False
        return True


class _Heard(list[Any]):
    """A list of calls that tells of each."""

    def __init__(self, moments: Moments, names: dict[str, str]) -> None:
        super().__init__()
        self._moments = moments
        self._names = names

    def append(self, call: Any) -> None:
        super().append(call)
        name = getattr(call, "method", "") or getattr(call, "operation", "")
        if name in self._names:
            self._moments.tell(self._names[name])
