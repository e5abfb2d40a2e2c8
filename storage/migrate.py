"""Brings a database to today's tables; running it again changes nothing."""

from importlib.resources import files

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from storage.locks import lock


def config() -> Config:
    """Alembic's settings, without a file of its own: the migrations travel with the package."""
    settings = Config()
    settings.set_main_option("script_location", str(files("storage") / "migrations"))
    return settings


def upgrade(connection: Connection) -> None:
    """Run every migration this database has not seen, inside the caller's transaction; of several
    processes that start at once, one does and the others wait for it.
    """
    lock(connection, "whole", [("migrate", "")])
    settings = config()
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")
