"""What is asked of a drawing, and what comes of it: values that need no picture library."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.colours import Rgb


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a proof shows, as `studio.proof` hands it over. Lengths are millimetres."""

    template: str
    variant: Mapping[str, str]
    ground: str
    size: tuple[float, float]
    moved: tuple[float, float]
    inks: tuple[Rgb, ...]
    title: str
    lines: tuple[str, ...]
    side: str

    @classmethod
    def told(cls, values: Mapping[str, Any]) -> "Sheet":
        """The sheet in the values of a message."""
        lists = {name: tuple(values[name]) for name in ("size", "moved", "lines")}
        inks = tuple((red, green, blue) for red, green, blue in values["inks"])
        return cls(**{**values, **lists, "inks": inks})


@dataclass(frozen=True, slots=True)
class Films:
    """A PDF with a page for each colour, and for each a PNG of one bit, at 600 dpi."""

    pdf: bytes
    masks: tuple[bytes, ...]
