"""What a database holds, and what of it an attempt has changed."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from storage import tables

Key: TypeAlias = tuple[Any, ...]
Row: TypeAlias = dict[str, Any]
Dump: TypeAlias = dict[str, dict[Key, Row]]
"""Every row of every table, by its primary key, as it lies in the file."""


@dataclass(frozen=True)
class Change:
    """A row that came, went, or is another now."""

    table: str
    before: Row | None
    after: Row | None

    @property
    def columns(self) -> set[str]:
        """What is another in it; all of them in a row that is new or gone."""
        old, new = self.before or {}, self.after or {}
        return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def dump(path: Path) -> Dump:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        return {
            name: {
                tuple(row[column.name] for column in table.primary_key): dict(row)
                for row in connection.execute(f'SELECT * FROM "{name}"')  # noqa: S608 - our names
            }
            for name, table in tables.metadata.tables.items()
        }


def changes(before: Dump, after: Dump) -> list[Change]:
    """Every row in which two dumps differ, but for what came in and what goes out; the link of
    the audit's newest row is told by that row.
    """
    return [
        Change(name, before[name].get(key), after[name].get(key))
        for name in sorted(before.keys() - {"inbox", "outbox", "chains"})
        for key in sorted(before[name].keys() | after[name].keys(), key=str)
        if before[name].get(key) != after[name].get(key)
    ]
