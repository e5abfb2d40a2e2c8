"""Brings a database to today's tables; running it again changes nothing."""

from importlib.resources import files

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def config() -> Config:
    """Alembic's settings, without a file of its own: the migrations travel with the package."""
    settings = Config()
    settings.set_main_option("script_location", str(files("storage") / "migrations"))
    return settings


def upgrade(connection: Connection) -> None:
    """Run every migration this database has not seen, inside the caller's transaction."""
    settings = config()
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")
