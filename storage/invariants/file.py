"""What SQLite itself keeps: the audit as it was written, and a sound file.

Of another database its server sees to that.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select

from storage import tables
from storage.invariants.violation import Look, Violation, broken

_GUARDS = {"audit_no_update", "audit_no_delete", "audit_no_replace"}


def audit_untouched(look: Look) -> Iterator[Violation]:
    """I11: what guards the audit is in place, and none of its rows is missing.

    Whoever can write the file can take the guards off, change a row, and put them back: that
    leaves no trace here. A hash in every row, of itself and of the row before it, would show it,
    and would show missing last rows if the newest hash were kept elsewhere as well (sent to a
    staff chat once a day, say).
    """
    if look.connection.dialect.name != "sqlite":
        return
    sql = "SELECT name FROM sqlite_master WHERE tbl_name = 'audit' AND sql LIKE '%RAISE(ABORT%'"
    there = set(look.connection.exec_driver_sql(sql).scalars())
    yield from broken("I11", "broken-audit-guard", sorted(_GUARDS - there))
    key = tables.audit.c.id
    first, last, count = look.connection.execute(
        select(func.min(key), func.max(key), func.count())
    ).one()
    if count and (first, last) != (1, count):
        yield from broken("I11", "broken-audit-gap", [f"audit {first}…{last}: {count}"])


def sound(look: Look) -> Iterator[Violation]:
    """I12: the file is whole, and whatever a row refers to is there."""
    if look.connection.dialect.name != "sqlite":
        return
    found = [row[0] for row in _pragma(look, "integrity_check")]
    yield from broken("I12", "broken-file", found if found != ["ok"] else [])
    dangling = (f"{table} {key}" for table, key, *_ in _pragma(look, "foreign_key_check"))
    yield from broken("I12", "broken-reference", dangling)


def _pragma(look: Look, name: str) -> Any:
    return look.connection.exec_driver_sql(f"PRAGMA {name}").all()
