"""A browser for looking at the real program, of which nothing anybody says is logged."""

from tests.bot.web.conftest import browser
from tests.canary import nothing_planted_is_logged

__all__ = ["browser", "nothing_planted_is_logged"]
