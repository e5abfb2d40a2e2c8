"""What is asked of every database a real program leaves behind."""

from datetime import UTC, datetime
from pathlib import Path

from storage.database import Database
from storage.invariants import violations
from tests.desks import url


async def assert_kept(folder: Path, *, settled: bool = False) -> None:
    """Every promise holds in this folder's database; `settled` if all there was to do is done."""
    database, now = Database(url(folder)), datetime.now(UTC)
    try:
        broken = await database.read(lambda c: violations(c, now=now, settled=settled))
    finally:
        await database.close()
    assert broken == []
