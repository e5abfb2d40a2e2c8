"""A desk's ways in and out, on a real database: first in a file, then in PostgreSQL."""

from collections.abc import Iterator
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.metrics import Metrics
from bot.outbox import Dispatcher
from bot.pacing import UNLIMITED, Limits
from storage.database import Database
from tests import desks
from tests.bot.far_end import FarEnd, Make
from tests.desks import HandClock
from tests.postgres.both import database, kind

__all__ = ["database", "kind"]


@pytest.fixture
def logged() -> Iterator[list[Any]]:
    """What is logged, instead of being drawn with every local variable."""
    with capture_logs() as entries:
        yield entries


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def far() -> FarEnd:
    return FarEnd()


@pytest.fixture
def make(database: Database, clock: HandClock, far: FarEnd, logged: list[Any]) -> Make:
    def made(limits: Limits = UNLIMITED, **more: Any) -> Dispatcher:
        return Dispatcher(far, database, limits, desks.SPEECH, clock, Metrics(), **more)

    return made
