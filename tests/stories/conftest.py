"""Whatever is said in a story, none of it is logged."""

from tests.canary import nothing_planted_is_logged

__all__ = ["nothing_planted_is_logged"]
