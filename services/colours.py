"""Colours as (red, green, blue), 0 to 255: their names, and how they stand off from each other."""

import math
from typing import TypeAlias

Rgb: TypeAlias = tuple[int, int, int]

COLOURS: dict[str, Rgb] = {
    "black": (20, 20, 20),
    "charcoal": (70, 72, 76),
    "grey": (128, 128, 128),
    "silver": (192, 194, 198),
    "white": (255, 255, 255),
    "cream": (240, 228, 200),
    "beige": (214, 186, 148),
    "brown": (120, 72, 36),
    "maroon": (122, 22, 34),
    "red": (214, 30, 38),
    "pink": (242, 150, 178),
    "magenta": (208, 24, 122),
    "orange": (240, 128, 26),
    "gold": (190, 150, 62),
    "yellow": (252, 216, 30),
    "lime": (150, 204, 52),
    "olive": (118, 118, 40),
    "green": (30, 146, 66),
    "forest": (18, 78, 48),
    "teal": (14, 122, 124),
    "turquoise": (64, 200, 200),
    "sky": (110, 178, 230),
    "blue": (28, 92, 196),
    "navy": (22, 38, 88),
    "purple": (110, 48, 146),
}


def colour_name(colour: Rgb) -> str:
    """The nearest colour people have a name for.

    >>> colour_name((12, 40, 90)), colour_name((250, 250, 248)), colour_name((200, 160, 70))
    ('navy', 'white', 'gold')
    """
    return min(COLOURS, key=lambda name: difference(colour, COLOURS[name]))


def rgb(written: str) -> Rgb:
    """A colour as a catalogue writes it.

    >>> rgb("#f8f6f1")
    (248, 246, 241)
    """
    red, green, blue = bytes.fromhex(written.removeprefix("#"))
    return red, green, blue


def contrast(one: Rgb, other: Rgb) -> float:
    """WCAG 2's contrast ratio, 1 to 21.

    >>> round(contrast((0, 0, 0), (255, 255, 255)), 1), contrast((9, 9, 9), (9, 9, 9))
    (21.0, 1.0)
    """
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def difference(one: Rgb, other: Rgb) -> float:
    """How different two colours look (CIE 1976): 2 is just seen, 20 is another colour."""
    return math.dist(_lab(one), _lab(other))


def _linear(colour: Rgb) -> tuple[float, float, float]:
    red, green, blue = (
        c / 12.92 if (c := part / 255) <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for part in colour
    )
    return red, green, blue


def _luminance(colour: Rgb) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _lab(colour: Rgb) -> tuple[float, float, float]:
    red, green, blue = _linear(colour)
    x, y, z = (
        c ** (1 / 3) if c > 0.008856 else 7.787 * c + 16 / 116
        for c in (
            (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
            0.2126 * red + 0.7152 * green + 0.0722 * blue,
            (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
        )
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)
