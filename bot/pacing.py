"""How fast we send: our own token buckets, so that the channel never has to say "too many".

Each limit is a bucket that lets a few through at once and then fills evenly. A message takes
from every bucket that counts it: its chat's, its group's, and the whole bot's. Promotions take
what conversations leave of the whole: one at a time, evenly spaced, a little under the limit.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Rate:
    """So many a second on average, at most `burst` at once."""

    per_second: float
    burst: float


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a channel: `whole` of conversations, `second` of everything in any second, 0
    where nobody counts, and `promotions` how many of those a second: where nobody says, so many
    that no clock tells two apart.
    """

    whole: Rate
    chat: Rate
    group: Rate
    second: int = 0
    promotions: float = 1e15


TELEGRAM = Limits(
    whole=Rate(28, 2),
    chat=Rate(1, 2),
    group=Rate(16 / 60, 4),
    second=30,
    promotions=28.4,
)
"""Telegram's published limits are 30 a second over all, one a second in a chat with short
bursts, and 20 a minute in a group; a burst and the refill of that time together stay within."""

WHATSAPP = Limits(
    whole=Rate(70, 10),
    chat=Rate(1 / 6, 30),
    group=Rate(1 / 6, 30),
    second=80,
    promotions=72,
)
"""Twilio sends 80 a second for one number. Meta counts one message in six seconds to one person
and lets a conversation run ahead of that, by 45 messages, before it has to wait; a whole order
takes about 14 of ours. There are no groups."""

UNLIMITED = Limits(whole=Rate(1e6, 1e6), chat=Rate(1e6, 1e6), group=Rate(1e6, 1e6))
"""For screens of our own."""


SECOND = 1.01
"""Seconds in which a second's messages are counted: two may come closer together on their way."""

KEPT_FREE = 1
"""Messages of a second that promotions leave to whoever is answered next."""

SLOWEST = 0.5
"""Part of the promotions' pace that no overrun takes away; of what is more, each takes half."""

CREEP = 0.0005
"""Part of the pace that each promotion which goes gives back after that."""

CATCH_UP = 2
"""Promotions whose slots went by unused that may still follow one another without a gap."""

_HAIR = 1e-9
"""What adding up parts of a second may lose: who waited as long as told finds a place."""


@dataclass(slots=True)
class _Bucket:
    rate: Rate
    level: float
    at: float

    def wait(self, now: float) -> float:
        """Seconds until one more fits."""
        level = min(self.rate.burst, self.level + (now - self.at) * self.rate.per_second)
        self.level, self.at = level, now
        return 0.0 if level >= 1 - _HAIR else (1 - level) / self.rate.per_second

    def take(self) -> None:
        self.level -= 1


@dataclass
class Pacer:
    """Says how long a message has to wait for its turn; `clock` is monotonic seconds."""

    limits: Limits
    clock: Callable[[], float]
    _whole: _Bucket = field(init=False)
    _chats: dict[str, _Bucket] = field(default_factory=dict)
    _paused_until: float = 0.0
    _sent: deque[float] = field(default_factory=deque)
    _slot: float = 0.0
    _beginning: bool = False
    pace: float = field(init=False)
    """Promotions a second, as things stand."""

    def __post_init__(self) -> None:
        self._whole = self._bucket(self.limits.whole)
        self.pace = self.limits.promotions

    def _bucket(self, rate: Rate) -> _Bucket:
        return _Bucket(rate, rate.burst, self.clock())

    def take(self, chat: str, *, group: bool) -> float:
        """Take a place for one message and return 0, or the seconds to wait before asking again."""
        now = self.clock()
        if paused := self.paused():
            return paused
        mine = self._of_chat(chat, now, group=group)
        wait = max(self._whole.wait(now), mine.wait(now), self._room(now, self.limits.second))
        if wait == 0:
            self._whole.take()
            mine.take()
            self._count(now)
        return wait

    def take_promotion(self, chat: str) -> float:
        """The same for a promotion: in its slot, and only where the whole has room to spare. One
        at a time: the next asks once this has `begun`, or was given up.
        """
        now, self._beginning = self.clock(), False
        if paused := self.paused():
            return paused
        mine = self._of_chat(chat, now, group=False)
        room = self._room(now, self.limits.second - KEPT_FREE)
        wait = max(self._slot - now, mine.wait(now), room, 0.0)
        if wait > _HAIR:
            return wait
        gap = 1 / self.pace
        self._slot = max(self._slot + gap, now - (CATCH_UP - 1) * gap)
        self.pace = min(self.limits.promotions, self.pace + CREEP * self.limits.promotions)
        mine.take()
        self._beginning = True
        return 0.0

    def begun(self) -> None:
        """A promotion whose place was taken goes now: its second is counted from here, for its
        recipient's consent was looked at in between, and that takes a while where others write.
        """
        self._beginning = False
        self._count(self.clock())

    def overrun(self) -> None:
        """The channel said "too many": promotions go more slowly for a while."""
        least = SLOWEST * self.limits.promotions
        self.pace = least + (self.pace - least) / 2

    def _count(self, now: float) -> None:
        if self.limits.second:
            self._sent.append(now)

    def _room(self, now: float, most: int) -> float:
        """Seconds until fewer than `most` were sent within a second."""
        if not self.limits.second:
            return 0.0
        while self._sent and self._sent[0] <= now - SECOND:
            self._sent.popleft()
        over = len(self._sent) + self._beginning - most
        return 0.0 if over < 0 else max(self._sent[over] + SECOND - now, _HAIR)

    def _of_chat(self, chat: str, now: float, *, group: bool) -> _Bucket:
        mine = self._chats.get(chat)
        if mine is None:
            self._forget_full(now)
            mine = self._chats[chat] = self._bucket(
                self.limits.group if group else self.limits.chat
            )
        return mine

    def paused(self) -> float:
        """Seconds until anything may be sent; 0 if that is now."""
        left = self._paused_until - self.clock()
        return left if left > _HAIR else 0.0

    def pause(self, seconds: float) -> None:
        """Send nothing at all for so long: the channel asked for it."""
        self._paused_until = max(self._paused_until, self.clock() + seconds)

    def _forget_full(self, now: float) -> None:
        """Drop buckets that have filled up again; a new one is just as full."""
        if len(self._chats) > 1000:
            self._chats = {
                chat: b
                for chat, b in self._chats.items()
                if b.level + (now - b.at) * b.rate.per_second < b.rate.burst
            }
