"""How fast the desk sends: counted, never refused, for Twilio only queues what comes too fast.

Sources: Twilio's FAQ (80 messages a second for each sender); Meta's pair rate (one message in six
seconds to one person, of which a burst may borrow up to 45).
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field


@dataclass
class Limits:
    """The rules, and how often each was overrun; `peak` is the most in any one second."""

    per_second: int = 80
    pair_interval: float = 6.0
    pair_burst: int = 45
    peak: int = 0
    overruns: Counter[str] = field(default_factory=Counter)
    sent_to: Counter[str] = field(default_factory=Counter)
    _moments: deque[float] = field(default_factory=deque)
    _debts: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def count(self, to: str, now: float) -> None:
        """One more message to somebody."""
        self.sent_to[to] += 1
        self._moments.append(now)
        while self._moments[0] <= now - 1:
            self._moments.popleft()
        self.peak = max(self.peak, len(self._moments))
        if len(self._moments) > self.per_second:
            self.overruns["sender"] += 1
        # A bucket told as a debt: each message costs one interval, `pair_burst` may be owed.
        self._debts[to] = max(self._debts[to], now) + self.pair_interval
        if self._debts[to] - now > self.pair_burst * self.pair_interval:
            self.overruns["pair"] += 1
