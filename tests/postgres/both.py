"""Every test of the memory, on every database there is."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from tests import desks
from tests.postgres.cluster import cluster, needed

only_sqlite = pytest.mark.parametrize("kind", ["sqlite"])
"""For a test that is about SQLite itself, or about what both do in the same words."""

only_postgresql = pytest.mark.parametrize("kind", ["postgresql"])


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """Which database it is."""
    return str(request.param)


@pytest.fixture
async def database(kind: str, tmp_path: Path) -> AsyncIterator[Database]:
    """A database that is up to date, and that no other test sees."""
    if kind == "sqlite":
        async with desks.opened(tmp_path) as database:
            yield database
        return
    needed()
    url = cluster().take()
    database = Database(url)
    try:
        yield database
    finally:
        await database.close()
        cluster().give_back(url)
