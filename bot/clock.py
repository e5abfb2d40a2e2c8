"""The clock, as a port: tests turn it by hand."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

Clock: TypeAlias = Callable[[], datetime]
"""Tells the aware moment it is."""


def wall() -> datetime:
    """The real one."""
    return datetime.now(UTC)


LOCAL = ZoneInfo("UTC")
"""The zone of what names no time of day."""
