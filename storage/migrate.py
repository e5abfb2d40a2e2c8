"""Brings a database to today's tables; running it again changes nothing."""

from importlib.resources import files
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from storage.locks import lock

if TYPE_CHECKING:
    from alembic.config import Config


def config() -> "Config":
    """Alembic's settings, without a file of its own: the migrations travel with the package."""
    from alembic.config import Config  # noqa: PLC0415

    settings = Config()
    settings.set_main_option("script_location", str(files("storage") / "migrations"))
    return settings


def upgrade(connection: Connection) -> None:
    """Run every migration this database has not seen, inside the caller's transaction; of several
    processes that start at once, one does and the others wait for it.
    """
    lock(connection, "whole", [("migrate", "")])
    if _version(connection) == newest():
        return  # without alembic, which would stay in memory for nothing
    from alembic import command  # noqa: PLC0415

    settings = config()
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")


def newest() -> str:
    """The last migration there is, by the name of its file."""
    names = (path.name for path in (files("storage") / "migrations" / "versions").iterdir())
    return max(name.partition("_")[0] for name in names if name[0].isdigit())


def _version(connection: Connection) -> str | None:
    """The last migration this database has seen."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
