"""The clock, as a port: tests turn it by hand."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

Clock: TypeAlias = Callable[[], datetime]
"""Tells the aware moment it is."""


def wall() -> datetime:
    """The real one."""
    return datetime.now(UTC)


LOCAL = ZoneInfo("UTC")
"""The zone of what names no time of day."""


class Following:
    """A clock that is set by another one: all hosts of one database go by that database's."""

    tolerance = timedelta(seconds=0.5)
    """As long may the answer take on its way; a clock that is as right as that is left alone."""

    def __init__(self, own: Clock) -> None:
        self._own = own
        self._ahead = timedelta(0)

    def __call__(self) -> datetime:
        return self._own() + self._ahead

    def follow(self, at: datetime) -> None:
        """It is this moment now."""
        ahead = at - self._own()
        if abs(ahead - self._ahead) > self.tolerance:
            self._ahead = ahead
