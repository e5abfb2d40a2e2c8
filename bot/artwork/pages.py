"""Vector files as pixels: only the part of the page that holds something, as large as we keep.

A logo of a hand's width in the middle of an A4 page would be coarse if the page were drawn whole.
"""

import io
from collections.abc import Callable
from typing import TypeAlias

import pypdfium2
import resvg_py
from PIL import Image, ImageChops

from bot.artwork import limits
from bot.artwork.vector import Refused, cleaned, written
from services.artwork import Read, Refusal

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right and bottom, as shares of a page."""

WHOLE: Box = (0.0, 0.0, 1.0, 1.0)
_GLANCE = 400
"""Pixels at which we look where on the page there is something."""

_MARGIN = 0.01


def of_svg(content: bytes) -> tuple[Image.Image, Read]:
    """What an SVG draws. Raises `Refused`, or whatever its reader does."""
    root, lettered = cleaned(content)
    page = _numbers(root.get("viewBox", ""))
    if page:
        for name in ("width", "height", "preserveAspectRatio"):
            root.attrib.pop(name, None)

    def draw(box: Box, longest: int) -> Image.Image:
        if page:
            left, top, width, height = page
            wide, high = width * (box[2] - box[0]), height * (box[3] - box[1])
            part = (left + width * box[0], top + height * box[1], wide, high)
            root.set("viewBox", " ".join(f"{one:.6g}" for one in part))
        drawn = resvg_py.svg_to_bytes(
            svg_string=written(root), skip_system_fonts=True, width=longest, height=longest, dpi=96
        )
        return Image.open(io.BytesIO(bytes(drawn)), formats=("PNG",)).convert("RGBA")

    picture = _filled(draw) if page else draw(WHOLE, limits.VECTOR)
    clear = see_through(picture)
    return picture, Read(b"", "svg", None, None, clear, lettered=lettered)


def of_pdf(content: bytes) -> tuple[Image.Image, Read]:
    """What the first page of a PDF draws, without its forms and notes. Raises `Refused`."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower() or "security" in str(error).lower()
        raise Refused(Refusal.LOCKED if locked else Refusal.BROKEN) from error
    page = document[0]
    width, height = page.get_size()
    if min(width, height) < 1:
        raise Refused(Refusal.EMPTY)

    def draw(box: Box, longest: int) -> Image.Image:
        left, top, right, bottom = box
        bitmap = page.render(
            scale=longest / max(width * (right - left), height * (bottom - top)),
            crop=(width * left, height * (1 - bottom), width * (1 - right), height * top),
            fill_color=(255, 255, 255, 0),
            may_draw_forms=False,
            draw_annots=False,
        )
        picture: Image.Image = bitmap.to_pil().convert("RGBA")
        return picture

    picture = _filled(draw)
    return picture, Read(b"", "pdf", None, None, see_through(picture), pages=len(document))


def see_through(picture: Image.Image) -> bool:
    """Whether something behind it would show."""
    return any(picture.getchannel("A").histogram()[:250])


def _filled(draw: Callable[[Box, int], Image.Image]) -> Image.Image:
    """The part of a page that holds something."""
    return draw(_held(draw(WHOLE, _GLANCE)), limits.VECTOR)


def _held(page: Image.Image) -> Box:
    """Where a page differs from the colour, or the nothing, of its corner."""
    corner = page.getpixel((0, 0))
    differs = ImageChops.difference(page, Image.new("RGBA", page.size, corner))
    bands = [band.getbbox() for band in differs.split()]
    boxes = [box for box in bands if box]
    if not boxes:
        return WHOLE
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    return (
        max(0.0, left / page.width - _MARGIN),
        max(0.0, top / page.height - _MARGIN),
        min(1.0, right / page.width + _MARGIN),
        min(1.0, bottom / page.height + _MARGIN),
    )


def _numbers(view: str) -> tuple[float, float, float, float] | None:
    """The four numbers of a viewBox that shows something."""
    try:
        left, top, width, height = (float(one) for one in view.replace(",", " ").split())
    except ValueError:
        return None
    return (left, top, width, height) if width > 0 and height > 0 else None
