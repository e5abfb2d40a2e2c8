"""A real SQLite file for a desk in tests, set up like the program's own but for its fsyncs."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

from storage import tables


def empty_database(path: Path) -> None:
    """All tables, in a file that tests copy."""
    engine = engine_on(path)
    tables.metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(tables.chains.insert(), {"name": "audit", "digest": ""})
    engine.dispose()


def engine_on(path: Path) -> Engine:
    engine = create_engine(f"sqlite+pysqlite:///{path}")

    @event.listens_for(engine, "connect")
    def configure(connection: Any, record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=OFF")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
