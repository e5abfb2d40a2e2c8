"""How far the desk may go down by itself when somebody bargains, as the officers set it."""

from decimal import Decimal
from itertools import pairwise
from typing import Annotated

from pydantic import Field, field_validator

from services.entries import Count, Entry, Figures, Flag, Key, Share

USUAL = "usual"
"""The band of every kind of customer that has none of its own."""


class Band(Entry):
    """At most the share `most` off today's price; after each offer that part of it in `rounds`.

    As many rounds as there are parts: with (0.5, 0.8, 1) half of it is given for the first new
    offer, and all of it for the third.
    """

    most: Share
    rounds: tuple[Share | Annotated[Decimal, Field(ge=1, le=1)], ...]

    @field_validator("rounds")
    @classmethod
    def _rise(cls, rounds: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
        if any(after <= before for before, after in pairwise(rounds)):
            raise ValueError("each round gives more than the one before it")
        return rounds


class Later(Entry):
    """The share off the price of an order that may come so many days later."""

    days: Count
    share: Share


class Negotiation(Figures):
    """`step` Rupiah: every price given is a multiple of it, rounded up.

    `alternatives_first` shows what costs less anyway above the first price given.
    """

    step: Count
    alternatives_first: Flag = True
    later: Later | None = None
    bands: dict[Key, Band] = Field(default_factory=dict)

    def band(self, kind: str) -> Band | None:
        """The band of a kind of customer; None where the desk gives nothing by itself."""
        return self.bands.get(kind, self.bands.get(USUAL))
