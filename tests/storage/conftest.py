"""A real database, for every test of the memory: first in a file, then in PostgreSQL."""

from tests.postgres.both import database, kind

__all__ = ["database", "kind"]
