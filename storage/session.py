"""What every part of the desk's memory stands on: one connection, one moment, one shop."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any

from sqlalchemy import Connection, Executable, Insert, RowMapping, Table
from sqlalchemy.dialects import postgresql, sqlite

from handlers.scene import Shop
from services.catalogue import Catalogue
from services.rate_changes import RateChange
from storage import rates

_DIALECTS: Mapping[str, Any] = {"postgresql": postgresql, "sqlite": sqlite}

Row = Mapping[str, Any]
"""A row on its way into a table; its types are the table's business."""


@dataclass
class Session:
    """One transaction, at one moment."""

    connection: Connection
    shop: Shop
    now: datetime
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def one(self, statement: Executable, values: Row | None = None) -> RowMapping | None:
        """The first row, or None."""
        return self.connection.execute(statement, values or {}).mappings().first()

    def all(self, statement: Executable, values: Row | None = None) -> Sequence[RowMapping]:
        return self.connection.execute(statement, values or {}).mappings().all()

    def later(self, table: str, row: Row) -> None:
        """Remember a row that nobody reads before the batch ends; it is written then, in a set."""
        self.rows.setdefault(table, []).append(row)

    def new_id(self) -> str:
        """A short id nobody can guess: 50 bits, ten letters of a press's 64 bytes."""
        return secrets.token_hex(5)

    @cached_property
    def catalogue(self) -> Catalogue:
        """What the workshop sells, at the figures in force now."""
        return rates.catalogue(self.connection, self.shop.catalogue, self.now)

    def rate_changes(self) -> Sequence[RateChange]:
        return rates.of_figures(rates.changes(self.connection))

    def newest_rate(self) -> int:
        return rates.alone(self.connection)

    def record_rate(self, change: RateChange) -> None:
        rates.record(self.connection, change)
        self.__dict__.pop("catalogue", None)  # the rest of the batch is priced with it

    @cached_property
    def today(self) -> date:
        """The workshop's day."""
        return self.now.astimezone(self.shop.zone).date()

    @property
    def year(self) -> int:
        """The workshop's year, which document numbers are counted in."""
        return self.today.year


def storable(text: str, longest: int = 0) -> str:
    """A text as every database takes it: no NUL and no half of a character; cut if it is long."""
    whole = text.replace("\0", "").encode("utf-8", "replace").decode()
    return whole[:longest] if longest else whole


def insert_new(connection: Connection, table: Table, *returning: str) -> Insert:
    """An INSERT that passes over what is already there; both databases say it alike."""
    return _insert_new(connection.dialect.name, table, returning)


@cache
def _insert_new(dialect: str, table: Table, returning: tuple[str, ...]) -> Insert:
    made: Insert = _DIALECTS[dialect].insert(table).on_conflict_do_nothing()
    return made.returning(*(table.c[name] for name in returning)) if returning else made


def put(connection: Connection, table: Any, row: Row) -> None:
    """Write a row in place of whatever has its key."""
    statement = _DIALECTS[connection.dialect.name].insert(table).values(**row)
    rest = {c.name: statement.excluded[c.name] for c in table.c if not c.primary_key}
    connection.execute(statement.on_conflict_do_update(index_elements=table.primary_key, set_=rest))
