"""Logos customers sent, and the proofs of them that they signed off."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.artwork import Measured


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
