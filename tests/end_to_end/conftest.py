"""A browser for looking at the real program."""

from tests.bot.web.conftest import browser

__all__ = ["browser"]
