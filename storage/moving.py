"""Everything a desk remembers, from one database into another that has nothing in it yet."""

from sqlalchemy import BigInteger, Connection, func, insert, select, text

from storage import tables

AT_ONCE = 1000
"""Rows in one statement."""

_MADE_BY_MIGRATIONS = {tables.chains.name}
"""Tables that have rows from the beginning."""

_PASSING = {tables.leases.name}
"""Tables whose rows are of the moment."""


class NotEmpty(Exception):
    """The other database has rows of its own, which nothing may be mixed with."""


def move(old: Connection, new: Connection) -> int:
    """Copy every row in one transaction; both are up to date. Returns how many there were.

    Whoever moves has stopped the desk: what is written meanwhile stays behind.
    """
    every = [t for t in tables.metadata.sorted_tables if t.name not in _PASSING]
    for table in every:
        if table.name not in _MADE_BY_MIGRATIONS and new.execute(select(table).limit(1)).first():
            raise NotEmpty(table.name)
    count = 0
    for table in every:
        if table.name in _MADE_BY_MIGRATIONS:
            new.execute(table.delete())
        rows = old.execute(select(table).order_by(*table.primary_key.columns)).mappings()
        while some := rows.fetchmany(AT_ONCE):
            new.execute(insert(table), [dict(row) for row in some])
            count += len(some)
    if new.dialect.name == "postgresql":
        _count_on(new)
    return count


def _count_on(new: Connection) -> None:
    """Have each growing id go on behind the last that was copied."""
    for table in tables.metadata.sorted_tables:
        key = table.primary_key.columns.values()[0]
        if key.name == "id" and isinstance(key.type, BigInteger):
            last = new.execute(select(func.max(key))).scalar_one()
            if last is not None:
                new.execute(
                    text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"),
                    {"name": table.name, "last": last},
                )
