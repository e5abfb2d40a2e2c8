"""Logos customers sent, and the proofs of them that they signed off."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.artwork import MOST_INKS, SHADED, Measured, Placement
from services.orders import PLANNERS, OrderState

OPEN_TO_LOGOS = frozenset({OrderState.PENDING, OrderState.APPROVED})
"""States of an order whose logo may still be another: from production on it is printed."""

RETURNED_FOR = ("blurred", "colours", "thin", "photo", "background")
"""Why an officer asks for a better file; they may also say it in words of their own."""

KEEPERS = PLANNERS
"""Who accepts logos, asks for better files, and replaces them."""


class LogoRight(StrEnum):
    """What an officer may do about the logo of an order."""

    ACCEPT = "accept_logo"
    RETURN = "return_logo"
    REPLACE = "replace_logo"


@dataclass(frozen=True, slots=True)
class Artwork:
    """A logo of a contact's as it was kept: `logo` is the SHA-256 of its picture.

    It was sent for a variant, of a draft.
    """

    key: str
    contact_id: int
    dialog_id: str
    name: str
    logo: str
    variant: Mapping[str, str]
    seen: Measured


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an officer said of a logo: that it is printed, or why a better file is needed."""

    accepted: bool
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Signed:
    """A proof its customer signed off: `proof` is the ref of its picture. It is the `version`th
    they signed off for its order; `verdict` is an officer's, where there is one.
    """

    artwork: Artwork
    placement: Placement
    proof: str
    at: datetime
    version: int = 1
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """The newest logo of an order, and what an officer said of it."""

    artwork: Artwork
    verdict: Verdict | None


def in_own_colours(seen: Measured) -> bool:
    """Whether a logo can only be shown as it is: no screens can be made of it."""
    return seen.photo or seen.shaded > SHADED or len(seen.inks) > MOST_INKS
