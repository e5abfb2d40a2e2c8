"""Logos customers sent, and the proofs of them that they signed off."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from services.artwork import MOST_INKS, SHADED, Measured, Placement


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
class Signed:
    """A proof its customer signed off: `proof` is the ref of its picture."""

    artwork: Artwork
    placement: Placement
    proof: str
    at: datetime


def in_own_colours(seen: Measured) -> bool:
    """Whether a logo can only be shown as it is: no screens can be made of it."""
    return seen.photo or seen.shaded > SHADED or len(seen.inks) > MOST_INKS
