"""How much is done in one run of everything."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sizes:
    """The whole measurement, or one that only shows that all of it works."""

    repeats: int
    orders: int
    """Orders in a run of fifty chats; slower bots get a third of them."""
    alone: int
    """Orders in a run of one chat at a time."""
    requests: int
    """Webhook requests of a run; slower servers get a third of them."""
    messages: int
    """Messages of a run of sending."""
    few: int
    many: int
    """Orders in the two databases whose growth is measured."""
    lasting: int
    """Updates after which a desk's memory is looked at again."""
    killed_under_load: int
    killed_with_waiting: int
    """Trials of kill -9."""
    promoted: int
    """People a promotion goes to."""


FULL = Sizes(5, 150, 20, 1200, 400, 10_000, 1_000_000, 100_000, 20, 10, 3_000)
QUICK = Sizes(1, 9, 3, 100, 40, 200, 2_000, 1_000, 1, 1, 60)
