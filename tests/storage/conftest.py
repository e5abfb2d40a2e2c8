"""A real database in a file, for every test of the memory."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from tests import desks


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with desks.opened(tmp_path) as database:
        yield database
