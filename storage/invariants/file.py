"""The audit as it was written, and a sound file, or what can be asked of a server instead."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select

from storage import audit, tables
from storage.invariants.violation import SHOWN, Look, Violation, broken

_GUARDS = {
    "sqlite": {
        f"{table}_no_{change}"
        for table in ("audit", "quote_events", "day_changes")
        for change in ("update", "delete", "replace")
    },
    "postgresql": {
        "audit_append_only",
        "audit_no_truncate",
        "quote_events_append_only",
        "quote_events_no_truncate",
        "day_changes_append_only",
        "day_changes_no_truncate",
    },
}
_ON_GUARD = {
    "sqlite": "SELECT name FROM sqlite_master"
    " WHERE tbl_name IN ('audit', 'quote_events', 'day_changes')"
    " AND sql LIKE '%RAISE(ABORT%'",
    "postgresql": "SELECT tgname FROM pg_trigger"
    " WHERE tgrelid IN ('audit'::regclass, 'quote_events'::regclass, 'day_changes'::regclass)"
    " AND tgenabled IN ('O', 'A') AND NOT tgisinternal",
}
_IN_DOUBT = (
    "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid"
    " UNION ALL SELECT conname::text FROM pg_constraint WHERE NOT convalidated"
)


def audit_untouched(look: Look) -> Iterator[Violation]:
    """I11: what guards the audit and the steps of negotiations is in place, and every row of the
    audit is as it was written.

    Whoever can write the file can take the guards off, change a row, and tie all rows anew: that
    shows only if the newest link was kept elsewhere as well.
    """
    yield from broken("I11", "broken-audit-chain", _untied(look))
    database = look.connection.dialect.name
    there = set(look.connection.exec_driver_sql(_ON_GUARD[database]).scalars())
    yield from broken("I11", "broken-audit-guard", sorted(_GUARDS[database] - there))
    if database != "sqlite":
        return  # a transaction that was rolled back leaves a gap there
    key = tables.audit.c.id
    first, last, count = look.connection.execute(
        select(func.min(key), func.max(key), func.count())
    ).one()
    if count and (first, last) != (1, count):
        yield from broken("I11", "broken-audit-gap", [f"audit {first}…{last}: {count}"])


def _untied(look: Look) -> Iterator[str]:
    """The first row that does not fit the one before it, or the row that is missing at the end.

    Rows from before there was a chain have no link.
    """
    digest, rows = "", select(tables.audit).order_by(tables.audit.c.id)
    for row in look.each(rows):
        if not row.digest and not digest:
            continue
        digest = audit.link(digest, row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
        if digest != row.digest:
            yield f"{tables.audit.name} {row.id}"
            return
    if digest != audit.newest(look.connection):
        yield f"{tables.audit.name} …"


def sound(look: Look) -> Iterator[Violation]:
    """I12: the file is whole, and whatever a row refers to is there."""
    if look.connection.dialect.name != "sqlite":
        yield from broken(
            "I12", "broken-file", look.connection.exec_driver_sql(_IN_DOUBT).scalars()
        )
        yield from broken("I12", "broken-reference", _dangling(look))
        return
    found = [row[0] for row in _pragma(look, "integrity_check")]
    yield from broken("I12", "broken-file", found if found != ["ok"] else [])
    dangling = (f"{table} {key}" for table, key, *_ in _pragma(look, "foreign_key_check"))
    yield from broken("I12", "broken-reference", dangling)


def _dangling(look: Look) -> Iterator[str]:
    """What refers to nothing: whoever owns a server can switch its own look at that off."""
    for table in tables.metadata.sorted_tables:
        for reference in table.foreign_keys:
            from_, to = reference.parent, reference.column
            there = select(to).where(to == from_).exists()
            lost = select(table.primary_key.columns[0]).where(from_.is_not(None), ~there)
            yield from (f"{table.name} {key}" for (key,) in look.each(lost.limit(SHOWN)))


def _pragma(look: Look, name: str) -> Any:
    return look.connection.exec_driver_sql(f"PRAGMA {name}").all()
