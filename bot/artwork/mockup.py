"""A logo on the product: our own drawings, in which a catalogue says what is printed where."""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from string import Template as Placeholders
from xml.etree.ElementTree import Element, fromstring, register_namespace, tostring

import resvg_py
from PIL import Image

_SVG = "http://www.w3.org/2000/svg"
_FINE = 2
"""Pixels of a logo for each of the picture's, while it is bent."""

_CELL = 16
"""Pixels of a piece that is bent as a whole."""

register_namespace("", _SVG)


@dataclass(frozen=True, slots=True)
class Surface:
    """Where a logo lies in a drawing: the centre, turned by degrees, so many pixels in a mm.

    Its sides sink by `curve` pixels and its far edge is narrower by the share `taper`.
    """

    x: float
    y: float
    degrees: float
    scale: float
    curve: float
    taper: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """One of our drawings, before anything is chosen. Of a `mirrored` one only the right half is
    drawn: that is half the time.
    """

    size: tuple[int, int]
    mirrored: bool
    surfaces: tuple[Surface, ...]
    values: Mapping[str, Mapping[str, Mapping[str, str]]]
    svg: str


@dataclass(frozen=True, slots=True)
class Layers:
    """A drawing of one variant: what lies below the logo, what lies above it, and its side view."""

    under: Image.Image
    over: Image.Image
    side: Image.Image | None


@cache
def drawing(name: str) -> Drawing:
    """The drawing of this name; a plain sheet for a name that has none."""
    folder = files("bot") / "artwork" / "templates"
    if not (folder / f"{name}.toml").is_file():
        name = "sheet"
    told = tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))
    return Drawing(
        tuple(told["size"]),
        told.get("mirrored", False),
        tuple(Surface(**surface) for surface in told["surfaces"]),
        told.get("values", {}),
        (folder / f"{name}.svg").read_text("utf-8"),
    )


@cache
def drawings() -> tuple[str, ...]:
    """The names of all drawings."""
    folder = files("bot") / "artwork" / "templates"
    return tuple(
        sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if ".toml" in f.name)
    )


def layers(of: Drawing, variant: Mapping[str, str], ground: str) -> Layers:
    """The drawing of a variant on a ground of this colour, `#rrggbb`."""
    root = of_variant(of, variant, ground)
    under = _layer(root, "floor", of, coarse=4).convert("RGB")
    things = _layer(root, "under", of)
    under.paste(things, (0, 0), things)
    return Layers(under, _layer(root, "over", of), _side(root, of))


def of_variant(of: Drawing, variant: Mapping[str, str], ground: str) -> Element:
    """The SVG of a variant: names replaced, and what belongs to others taken away."""
    chosen = {
        axis: variant[axis] if variant.get(axis) in values else next(iter(values))
        for axis, values in of.values.items()
    }
    names = {"ground": ground}
    for axis, value in chosen.items():
        names.update(of.values[axis][value])
    svg = Placeholders(of.svg).substitute(names)
    root = fromstring(svg)  # noqa: S314 # nosec B314 - a file of ours
    _choose(root, chosen)
    return root


def _choose(element: Element, chosen: Mapping[str, str]) -> None:
    """Take away what is drawn for other variants only."""
    for child in list(element):
        axis, _, values = child.attrib.pop("data-when", "").partition("=")
        if axis and chosen.get(axis) not in values.split(","):
            element.remove(child)
        else:
            _choose(child, chosen)


def _side(root: Element, of: Drawing) -> Image.Image | None:
    """The view from the side, without what is empty around it; None if there is none."""
    drawn = _rendered(root, "side", (0, *of.size))
    box = drawn.getbbox()
    return drawn.crop(box) if box else None


def _layer(root: Element, name: str, of: Drawing, *, coarse: int = 1) -> Image.Image:
    """One layer of the size of the drawing. What is soft throughout may be drawn coarsely."""
    width, height = of.size
    if not of.mirrored:
        return _rendered(root, name, (0, width, height), coarse)
    half = _rendered(root, name, (width // 2, width // 2, height), coarse)
    whole = Image.new("RGBA", of.size)
    whole.paste(half, (width // 2, 0))
    whole.paste(half.transpose(Image.Transpose.FLIP_LEFT_RIGHT), (0, 0))
    return whole


def _rendered(root: Element, name: str, box: tuple[int, int, int], coarse: int = 1) -> Image.Image:
    """The group of this name, from a left edge on, so wide and high."""
    left, width, height = box
    alone = Element(root.tag, {"viewBox": f"{left} 0 {width} {height}"})
    alone.extend(one for one in root if one.tag.endswith("defs") or one.get("id") == name)
    drawn = resvg_py.svg_to_bytes(
        svg_string=tostring(alone, encoding="unicode"),
        skip_system_fonts=True,
        width=width // coarse,
    )
    picture = Image.open(BytesIO(bytes(drawn)), formats=("PNG",)).convert("RGBA")
    return picture.resize((width, height), Image.Resampling.BICUBIC) if coarse > 1 else picture


def printed(
    on: Layers, surfaces: Sequence[Surface], logo: Image.Image, size: tuple[float, float],
    moved: tuple[float, float],
) -> Image.Image:  # fmt: skip
    """The drawing with a logo of this size on each of its surfaces, in mm; moved to the right and
    down by as many.
    """
    picture = on.under.copy()
    for surface in surfaces:
        bent, corner = _bent(logo, surface, size, moved)
        picture.paste(bent, corner, bent)
    picture.paste(on.over, (0, 0), on.over)
    return picture


def _bent(
    logo: Image.Image, surface: Surface, size: tuple[float, float], moved: tuple[float, float]
) -> tuple[Image.Image, tuple[int, int]]:
    """The logo as it lies on the surface, and where its upper left corner comes."""
    width, height = (max(2, round(side * surface.scale * _FINE)) for side in size)
    flat = logo.convert("RGBa").resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    reach = math.hypot(*size) / 2 + math.hypot(*moved) + 8
    half = math.ceil(reach * surface.scale / _CELL) * _CELL
    mesh = [
        ((left, top, left + _CELL * _FINE, top + _CELL * _FINE), _quad(left, top, half, surface,
                                                                       (width, height), moved))
        for top in range(0, 2 * half * _FINE, _CELL * _FINE)
        for left in range(0, 2 * half * _FINE, _CELL * _FINE)
    ]  # fmt: skip
    framed = Image.new("RGBa", (width + 4, height + 4))
    framed.paste(flat, (2, 2))
    side = 2 * half * _FINE
    bent = framed.transform((side, side), Image.Transform.MESH, mesh, Image.Resampling.BILINEAR)
    small = bent.reduce(_FINE).convert("RGBA")
    return small, (round(surface.x) - half, round(surface.y) - half)


def _quad(
    left: int, top: int, half: int, surface: Surface, size: tuple[int, int],
    moved: tuple[float, float],
) -> tuple[float, ...]:  # fmt: skip
    """Where the four corners of a piece of the picture lie on the flat logo."""
    step = _CELL * _FINE
    corners = ((left, top), (left, top + step), (left + step, top + step), (left + step, top))
    found: list[float] = []
    for x, y in corners:
        right, down = _flat(x / _FINE - half, y / _FINE - half, surface)
        scale = surface.scale * _FINE
        found.append((right - moved[0]) * scale + size[0] / 2 + 2)
        found.append((down - moved[1]) * scale + size[1] / 2 + 2)
    return tuple(found)


def _flat(x: float, y: float, surface: Surface) -> tuple[float, float]:
    """The millimetres from the centre, on the flat print area, of a pixel of the picture."""
    turned = math.radians(-surface.degrees)
    across = x * math.cos(turned) - y * math.sin(turned)
    along = x * math.sin(turned) + y * math.cos(turned)
    far = 35 * surface.scale
    down = (along - surface.curve * (across / far) ** 2) / surface.scale
    right = across / surface.scale / (1 + surface.taper * down / 40)
    return right, down
