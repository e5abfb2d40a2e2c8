"""How far something that is read bit by bit has been read."""

from datetime import datetime

from sqlalchemy import Connection, select

from storage import tables
from storage.session import put

_C = tables.cursors


def at(connection: Connection, name: str) -> datetime | None:
    """How far that is; None before the first time."""
    return connection.execute(select(_C.c.at).where(_C.c.name == name)).scalar_one_or_none()


def move(connection: Connection, name: str, at: datetime) -> None:
    """It has been read up to here."""
    put(connection, _C, {"name": name, "at": at})
