"""What a server's owner can do to it shows, too."""

from collections.abc import Iterable

import pytest
from sqlalchemy import Connection, text

from storage.database import Database
from storage.invariants import violations
from tests import desks
from tests.postgres.both import only_postgresql

pytestmark = only_postgresql

UNSEEN = "SET LOCAL session_replication_role = replica"
"""Whoever owns the server can have it look away."""


async def found(database: Database) -> list[tuple[str, tuple[str, ...]]]:
    seen = await database.read(lambda c: violations(c, now=desks.NOON, settled=False))
    return [(one.what, one.rows) for one in seen]


async def changed(database: Database, statements: Iterable[str]) -> None:
    def unit(connection: Connection) -> None:
        for statement in statements:
            connection.execute(text(statement))

    await database.write(unit)


@pytest.mark.parametrize(
    ("statements", "guard"),
    [
        (["DROP TRIGGER audit_append_only ON audit"], "audit_append_only"),
        (["ALTER TABLE audit DISABLE TRIGGER audit_no_truncate"], "audit_no_truncate"),
    ],
)
async def test_a_guard_taken_off_the_audit(
    database: Database, statements: list[str], guard: str
) -> None:
    assert await found(database) == []
    own = Database(str(database.url))
    await changed(own, statements)
    try:
        assert ("broken-audit-guard", (guard,)) in await found(database)
    finally:
        await changed(own, MENDED)
        await own.close()


MENDED = (
    """CREATE OR REPLACE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()""",
    "ALTER TABLE audit ENABLE TRIGGER audit_no_truncate",
)


async def test_a_row_that_refers_to_nothing(database: Database) -> None:
    await database.write(desks.at_desk(desks.ordered))
    await changed(database, [UNSEEN, "DELETE FROM quotes"])
    assert ("broken-reference", ("orders 1",)) in await found(database)


async def test_the_audit_cannot_be_emptied(database: Database) -> None:
    with pytest.raises(Exception, match="append-only"):
        await changed(database, ["TRUNCATE audit"])
