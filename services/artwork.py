"""What can be printed of a logo, and how large: rules on numbers somebody measured in a picture.

Lengths are millimetres on the product unless a name
ends in `px`. Nothing here sees a picture; `bot.artwork` reads, measures and draws them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal, TypeAlias

from services.colours import Rgb, colour_name, contrast

DPI = 300
"""Dots in an inch that a screen resolves; less is seen as steps, more is not seen."""

POOREST_DPI = 150
"""Below half of that even a viewer at arm's length sees the dots."""

NARROWEST = 0.3
"""Millimetres of the narrowest line that stays open in a 77-thread screen, printed on foam."""

SOFTEST = 0.4
"""Millimetres in which an edge may go from ink to none; wider looks unsharp on a slipper."""

VANISHES, WEAK = 1.3, 2.0
"""Contrast (WCAG's ratio) with the upper below which a logo cannot be seen, or hardly."""

MOST_INKS = 8
"""More colours than this are a photograph or shading, never separate inks."""

SHADED = 0.20
"""Share of the ink that changes slowly: above it, colours run into each other."""

NOISY = 2.0
"""Mean grain of even areas, in steps of 255: cameras have more, drawings and JPEGs less."""

WIDE = 5.0
"""How many times wider than high a word mark is that the width alone limits."""

SMALLEST, LARGEST, USUAL = 40, 100, 80
"""Scale of a logo in per cent of what fills the print area."""

STEP = 10
"""Per cent that one press of smaller or larger changes."""


class Refusal(StrEnum):
    """Why a file was not taken. Each is a sentence `artwork-refused-…`."""

    LARGE = "large"
    """More bytes than `bot.artwork.limits.BYTES`."""
    KIND = "kind"
    """Neither PNG, JPEG, WEBP, SVG nor PDF, by its content."""
    BROKEN = "broken"
    PIXELS = "pixels"
    ANIMATED = "animated"
    LOCKED = "locked"
    """A PDF that asks for a password."""
    ENTITIES = "entities"
    """An SVG that defines entities: nothing that draws logos needs to."""
    HEAVY = "heavy"
    """It took more time or memory than a file may."""
    EMPTY = "empty"
    """There is nothing on it."""
    LETTERS = "letters"
    """An SVG of nothing but text: it holds no letters to draw it with, and we open no font."""
    AWAY = "away"
    """This system cannot read pictures safely; an officer has to look at it."""


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was read: an RGBA PNG made anew, which holds its pixels and nothing else.

    `width` and `height` are those of the file; None if it is vector and has none. `camera` means
    that a camera signed it, `pages` how many it has, `lettered` that an SVG holds text as
    letters, which are not drawn.
    """

    png: bytes
    kind: Literal["png", "jpeg", "webp", "svg", "pdf"]
    width: int | None
    height: int | None
    had_alpha: bool
    camera: bool = False
    pages: int = 1
    lettered: bool = False

    @property
    def vector(self) -> bool:
        return self.width is None


@dataclass(frozen=True, slots=True)
class Ink:
    """A colour to print, and its share of the printed surface."""

    colour: Rgb
    share: float

    @property
    def name(self) -> str:
        """The key of its name: `artwork-colour-…`."""
        return colour_name(self.colour)


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found in a picture.

    `background` is the plain colour that was taken away, None if none was; `transparent` that it
    had none to begin with. `width_px` and `height_px` are the logo without its margins, in pixels
    of the file; 0 where it is vector. `edge_px` is how many pixels an edge takes. `inks` are
    ordered by their share. `shaded` is the share of ink that changes slowly, `grain` the noise of
    even areas. Strokes narrower than `stroke` times the logo's width are a noticeable part of it.
    """

    background: Rgb | None
    transparent: bool
    width_px: float
    height_px: float
    aspect: float
    edge_px: float
    inks: tuple[Ink, ...]
    shaded: float
    grain: float
    stroke: float
    camera: bool
    vector: bool
    lettered: bool = False
    pages: int = 1

    @property
    def photo(self) -> bool:
        """A photograph (of a sign, say) rather than a drawing."""
        if self.vector or self.transparent:
            return False
        signs = (
            self.background is None,
            self.grain > NOISY,
            self.shaded > SHADED or len(self.inks) > MOST_INKS,
            self.camera,
        )
        return sum(signs) >= 3 or (signs[0] and self.camera)


Found: TypeAlias = Literal[
    "background",
    "blurred",
    "busy",
    "colours-fewer",
    "colours-more",
    "empty",
    "gradient",
    "invisible",
    "letters",
    "pages",
    "pale",
    "photo",
    "small",
    "thin",
    "vector",
    "wide",
]
"""What can be found; each is a sentence `artwork-found-…`."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to be told of a logo, with the values its sentence names.

    What `blocks` cannot be printed as it is; `advice` can, but better; a `note` is for knowing.
    Millimetres are rounded to what a ruler shows.
    """

    key: Found
    weight: Literal["blocks", "advice", "note"]
    values: tuple[tuple[str, int | float | str], ...] = ()


@dataclass(frozen=True, slots=True)
class PrintArea:
    """Where a logo may be printed, in millimetres."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Placement:
    """How large a logo is printed, in per cent of what fits, and how far it is moved, in mm.

    >>> Placement().larger().scale, Placement(scale=40).smaller().scale
    (90, 40)
    """

    scale: int = USUAL
    right: int = 0
    down: int = 0

    def larger(self) -> "Placement":
        return replace(self, scale=min(LARGEST, self.scale + STEP))

    def smaller(self) -> "Placement":
        return replace(self, scale=max(SMALLEST, self.scale - STEP))

    def moved(self, right: int, down: int) -> "Placement":
        return replace(self, right=self.right + right, down=self.down + down)

    def within(self, aspect: float, area: PrintArea) -> "Placement":
        """The same, moved back as far as it left the area."""
        width, height = fitted(aspect, area, self.scale)
        across, along = int(area.width - width) // 2, int(area.height - height) // 2
        return replace(
            self,
            right=max(-across, min(across, self.right)),
            down=max(-along, min(along, self.down)),
        )


def fitted(aspect: float, area: PrintArea, scale: int = LARGEST) -> tuple[float, float]:
    """Width and height in millimetres of a logo so many times as wide as high.

    >>> fitted(2.0, PrintArea(70, 40)), fitted(1.0, PrintArea(70, 40), 50)
    ((70.0, 35.0), (20.0, 20.0))
    """
    width = min(area.width, area.height * aspect) * scale / 100
    return round(width, 1), round(width / aspect, 1)


def findings(
    seen: Measured, area: PrintArea, *, upper: Rgb, ordered: int | None, scale: int = USUAL
) -> tuple[Finding, ...]:
    """What is to be told of this logo on an upper of this colour, the gravest first.

    `ordered` is how many colours the order has, None where that is not chosen yet.
    """
    if not seen.inks:
        return (Finding("empty", "blocks"),)
    if seen.photo:
        return (Finding("photo", "blocks"), *_size(seen, area, scale))
    found = [
        *_size(seen, area, scale),
        *_sharpness(seen, area, scale),
        *_surface(seen),
        *_colours(seen, ordered),
        *_contrast(seen, upper),
        *_strokes(seen, area, scale),
    ]
    order = ("blocks", "advice", "note")
    return tuple(sorted(found, key=lambda one: order.index(one.weight)))


def sharp_width(seen: Measured) -> float:
    """Millimetres up to which the file is sharp; 0 for a vector file, which always is."""
    return round(seen.width_px / DPI * 25.4, 1)


def _size(seen: Measured, area: PrintArea, scale: int) -> Iterator[Finding]:
    width, height = fitted(seen.aspect, area, scale)
    size = (("width", width), ("height", height))
    if seen.vector:
        yield Finding("vector", "note", size)
        return
    dpi = round(seen.width_px / width * 25.4)
    if dpi < DPI:
        values = (*size, ("dpi", dpi), ("sharp", sharp_width(seen)))
        yield Finding("small", "blocks" if dpi < POOREST_DPI else "advice", values)


def _sharpness(seen: Measured, area: PrintArea, scale: int) -> Iterator[Finding]:
    if seen.vector:
        return
    width, _ = fitted(seen.aspect, area, scale)
    edge = seen.edge_px * width / seen.width_px
    if seen.edge_px > 3 and edge > SOFTEST:
        yield Finding("blurred", "advice")


def _surface(seen: Measured) -> Iterator[Finding]:
    if seen.background:
        name = colour_name(seen.background)
        yield Finding("background", "note", (("colour", name),))
    elif not seen.transparent:
        yield Finding("busy", "blocks")
    if seen.lettered:
        yield Finding("letters", "blocks")
    if seen.pages > 1:
        yield Finding("pages", "note", (("pages", seen.pages),))
    if seen.aspect > WIDE:
        yield Finding("wide", "note", (("times", round(seen.aspect, 1)),))


def _colours(seen: Measured, ordered: int | None) -> Iterator[Finding]:
    number = len(seen.inks)
    if seen.shaded > SHADED or number > MOST_INKS:
        yield Finding("gradient", "blocks")
    elif ordered is not None and number > ordered:
        yield Finding("colours-more", "advice", (("number", number), ("ordered", ordered)))
    elif ordered is not None and number < ordered:
        yield Finding("colours-fewer", "note", (("number", number), ("ordered", ordered)))


def _contrast(seen: Measured, upper: Rgb) -> Iterator[Finding]:
    """How well what is printed stands off: the best colour that covers a tenth of it counts."""
    of_weight = [ink for ink in seen.inks if ink.share >= 0.1] or list(seen.inks)
    ratio = max(contrast(ink.colour, upper) for ink in of_weight)
    if ratio < WEAK:
        values = (("colour", of_weight[0].name), ("upper", colour_name(upper)))
        yield Finding("invisible" if ratio < VANISHES else "pale", "blocks", values)


def _strokes(seen: Measured, area: PrintArea, scale: int) -> Iterator[Finding]:
    width, _ = fitted(seen.aspect, area, scale)
    stroke = seen.stroke * width
    if 0 < stroke < NARROWEST:
        values = (("narrowest", NARROWEST),)
        yield Finding("thin", "advice", values)


def names(inks: Sequence[Ink]) -> tuple[str, ...]:
    """The names of these inks, in their order; what bears the same name is said once."""
    return tuple(dict.fromkeys(ink.name for ink in inks))
