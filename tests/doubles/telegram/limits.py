"""How fast a bot may send, and what happens to one that is faster.

Source: Telegram's FAQ for bots (about one message a second in a chat with short bursts tolerated,
20 a minute in a group, about 30 a second overall). The real limits are secret and change.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field

from tests.doubles.telegram.errors import ApiError, too_many_requests

COUNTED = frozenset({"sendMessage", "sendPhoto", "sendDocument"})


@dataclass
class Limits:
    """The rules and their counters; until `enforced`, an overrun is only counted.

    With `punish_seconds` an overrun stops the whole bot for that long, as Telegram does to a bot
    that goes on regardless.
    """

    enforced: bool = False
    per_second: int = 30
    burst: int = 3
    chat_interval: float = 1.0
    per_group_minute: int = 20
    punish_seconds: float = 0.0
    counted: frozenset[str] = COUNTED
    refused: Counter[str] = field(default_factory=Counter)
    overruns: Counter[str] = field(default_factory=Counter)
    _sent: deque[float] = field(default_factory=deque)
    _groups: dict[object, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _debts: dict[object, float] = field(default_factory=dict)
    _blocked_until: float = 0.0

    def check(self, method: str, chat: object, *, is_group: bool, now: float) -> ApiError | None:
        """The 429 this call deserves, if any; a call let through is counted as sent."""
        if self.enforced and now < self._blocked_until:
            return self._refuse("blocked", self._blocked_until - now)
        if method not in self.counted:
            return None
        rule, wait = self._overrun(chat, is_group=is_group, now=now)
        if rule:
            self.overruns[rule] += 1
            if self.enforced:
                self._blocked_until = now + self.punish_seconds
                return self._refuse(rule, max(wait, self.punish_seconds))
        self._count(chat, is_group=is_group, now=now)
        return None

    def _overrun(self, chat: object, *, is_group: bool, now: float) -> tuple[str, float]:
        group = self._groups[chat] if is_group else deque[float]()
        _drop_before(self._sent, now - 1)
        _drop_before(group, now - 60)
        if len(self._sent) >= self.per_second:
            return "overall", self._sent[0] + 1 - now
        if len(group) >= self.per_group_minute:
            return "group", group[0] + 60 - now
        # A bucket told as a debt: each message costs one interval, `burst` of them may be owed.
        owed = self._debts.get(chat, now) - now
        if owed > (self.burst - 1) * self.chat_interval:
            return "chat", owed - (self.burst - 1) * self.chat_interval
        return "", 0.0

    def _count(self, chat: object, *, is_group: bool, now: float) -> None:
        self._sent.append(now)
        if is_group:
            self._groups[chat].append(now)
        self._debts[chat] = max(self._debts.get(chat, now), now) + self.chat_interval

    def _refuse(self, rule: str, wait: float) -> ApiError:
        self.refused[rule] += 1
        return too_many_requests(max(1, math.ceil(wait)))


def _drop_before(moments: deque[float], start: float) -> None:
    while moments and moments[0] <= start:
        moments.popleft()
