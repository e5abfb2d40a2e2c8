"""A promise that does not hold, and how it is looked for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import CTE, Column, Connection, Select, String, cast, func, literal, select

from storage import tables

SHOWN = 20
"""Rows named of one violation: they tell what is wrong, and there may be a million."""


@dataclass(frozen=True, slots=True)
class Violation:
    """`name` is the promise's, "I1" to "I12"; `what` is the key of the text that says how it is
    broken; `rows` names the first rows that break it, by table and id.
    """

    name: str
    what: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a database, at one moment; `settled` if nothing may be under way any more."""

    connection: Connection
    now: datetime
    settled: bool

    def find(self, name: str, what: str, rows: Select[Any]) -> Iterator[Violation]:
        """The violation, if the query finds any rows; it selects what `those` does."""
        found = self.connection.execute(rows.limit(SHOWN)).all()
        yield from broken(name, what, (f"{table} {key}" for table, key in found))

    def each(self, statement: Select[Any]) -> Iterable[Any]:
        """The rows of a query, without all of them being in memory at once."""
        return self.connection.execute(statement, execution_options={"yield_per": 1000})


def those(key: Column[Any]) -> Select[Any]:
    """Rows by the name of their table and their key."""
    return select(literal(key.table.name), key)


def broken(name: str, what: str, rows: Iterable[str]) -> Iterator[Violation]:
    """The violation, if there are any rows."""
    shown = tuple(islice(rows, SHOWN))
    if shown:
        yield Violation(name, what, shown)


def heard() -> CTE:
    """When each chat was last heard, under the id its person is known by.

    An inbox row keeps the id it was written under. The newest row is the last: a clock may have
    been set back since.
    """
    i, a = tables.inbox, tables.aliases
    # Cast, for SQLite finds text by an index of its own only if it is sure that it is text.
    chat = cast(func.coalesce(a.c.ext_id, i.c.chat), String)
    newest = (
        select(i.c.channel, chat.label("chat"), func.max(i.c.id).label("row"))
        .outerjoin(a, (a.c.channel == i.c.channel) & (a.c.alias == i.c.chat))
        .where(i.c.state == "done", i.c.chat != "")
        .group_by(i.c.channel, chat)
        .subquery()
    )
    row = tables.inbox.alias("newest_row")
    return (
        select(newest.c.channel, newest.c.chat, row.c.received_at.label("at"), newest.c.row)
        .join(row, row.c.id == newest.c.row)
        .cte("heard")
    )
