"""Time as the double sees it, and a bell to wait for."""

from __future__ import annotations

import asyncio
import time


class Clock:
    """The wall clock, which a test may push forward."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> float:
        """Seconds since 1970, plus whatever `advance` added."""
        return time.time() + self._ahead

    def unix(self) -> int:
        """`now`, as the whole seconds the Bot API writes in `date` fields."""
        return int(self.now())

    def advance(self, seconds: float = 0, *, hours: float = 0, days: float = 0) -> None:
        """Let time pass without waiting for it."""
        self._ahead += seconds + 3600 * hours + 86400 * days


class Bell:
    """Wakes all who wait for it, each time it rings."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def ring(self) -> None:
        """Wake everybody who waits now."""
        rung, self._event = self._event, asyncio.Event()
        rung.set()

    async def wait(self, seconds: float) -> bool:
        """Whether it rang within so many seconds."""
        try:
            async with asyncio.timeout(seconds):
                await self._event.wait()
        except TimeoutError:
            return False
        return True
