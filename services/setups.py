"""Setups that stay in the workshop after an order: screens, plates, and what else is made once.

What is still there is not made again, so the next order of the same print costs no setup. The
officers' word for one is "layar", for most are screens.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.artwork import Placement
from services.catalogue import Catalogue, UnknownVariant
from services.quotes import WantedLine


class SetupRight(StrEnum):
    """What an officer may do about a setup that is kept."""

    PLACE = "place_setup"
    DISCARD = "discard_setup"


@dataclass(frozen=True, slots=True)
class Setup:
    """One that was made for an order, of a logo (the SHA-256 of its picture) in one print and size;
    `place` is where it lies, "" while nobody has said.
    """

    id: int
    contact_id: int
    order_id: int
    number: str
    hotel: str
    logo: str
    printing: str
    placement: Placement
    place: str
    made_at: datetime


def printing(catalogue: Catalogue, variant: Mapping[str, str]) -> str:
    """What of a variant decides which setup it needs: "branding=screen;colours=2"; "" where none.

    The same for the same print, whatever it is printed on.
    """
    try:
        values = catalogue.picked(variant)
    except UnknownVariant:
        return ""
    of_axes = zip(catalogue.asked(variant), values, strict=True)
    return ";".join(f"{axis.key}={value.key}" for axis, value in of_axes if value.setup)


def keeps_setup(catalogue: Catalogue, line: WantedLine, variant: Mapping[str, str]) -> bool:
    """Whether the setup that is kept for a line serves it as another variant, too."""
    return line.setup_kept and printing(catalogue, variant) == printing(catalogue, line.variant)
