"""What somebody who sends too much sends waits a little for more of it: it is written down in few
batches then, between which everybody else is heard at once.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from handlers.gate import TOO_MANY
from handlers.messages import Said
from storage.codec import Arrival

T = TypeVar("T")

WAITS = 0.05
"""Seconds."""

AT_ONCE = 50
"""Of what has waited, so many are let in together: whoever comes meanwhile waits for no more."""

LASTS = 10.0
"""Seconds after the last of what was too much."""


class Floods(Generic[T]):
    """Who floods us at this moment, and what of theirs waits to be let in."""

    def __init__(self, let_in: Callable[[Sequence[T]], None]) -> None:
        self._let_in = let_in
        self._until: dict[tuple[str, str], float] = {}
        self._waiting: deque[T] = deque()

    def notice(self, new: Iterable[Arrival]) -> None:
        """Learn from what was just written down who sends too much."""
        until = asyncio.get_running_loop().time() + LASTS
        self._until |= {who: until for a in new if a.problem == TOO_MANY for who in _sender(a)}

    def hold(self, arrivals: Sequence[Arrival], item: T) -> bool:
        """Keep this back if all of it is a flood's; what one person sends keeps its order, for
        nobody is forgotten before all that waits is let in.
        """
        if not self._until or not all(self._until.keys() & _sender(a) for a in arrivals):
            return False
        if not self._waiting:
            asyncio.get_running_loop().call_later(WAITS, self._go)
        self._waiting.append(item)
        return True

    def _go(self) -> None:
        loop = asyncio.get_running_loop()
        self._let_in([self._waiting.popleft() for _ in range(min(AT_ONCE, len(self._waiting)))])
        if self._waiting:
            loop.call_later(WAITS, self._go)
        else:
            self._until = {who: at for who, at in self._until.items() if at > loop.time()}


def _sender(arrival: Arrival) -> set[tuple[str, str]]:
    said = arrival.heard
    return {(arrival.channel, said.sender)} if isinstance(said, Said) else set()
