"""The picture a customer signs off: the logo on the product, and in words what will be printed."""

import unicodedata
from collections.abc import Sequence
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from bot.artwork import mockup
from bot.artwork.inks import reprinted
from bot.artwork.sheets import Sheet
from services.colours import Rgb

_MARGIN, _LINE = 40, 44
_PAPER, _INK, _QUIET = (250, 248, 244), (43, 38, 30), (110, 102, 90)
_FINE = 1000
"""Pixels of a logo that a proof takes: four for each it shows."""

_LARGEST_SHARE = 0.42
"""Of the width for the view from the side."""


def drawn(sheet: Sheet, cut: Image.Image, on: mockup.Layers) -> bytes:
    """The proof as a JPEG 1080 pixels wide: a photograph to every channel, below 400 KB."""
    cut.thumbnail((_FINE, _FINE))
    logo = reprinted(cut, sheet.inks) if sheet.inks else cut
    surfaces = mockup.drawing(sheet.template).surfaces
    picture = mockup.printed(on, surfaces, logo, sheet.size, sheet.moved)
    strip = captions(sheet, picture.width, on.side)
    whole = Image.new("RGB", (picture.width, picture.height + strip.height))
    whole.paste(picture, (0, 0))
    whole.paste(strip, (0, picture.height))
    out = BytesIO()
    whole.save(out, "JPEG", quality=88, subsampling=0, optimize=True)
    return out.getvalue()


def captions(sheet: Sheet, width: int, side: Image.Image | None) -> Image.Image:
    """What stands below the picture; beside it the product from the side, where there is one."""
    left = _MARGIN + (int(width * _LARGEST_SHARE) + _MARGIN if side else 0)
    lines = [line for text in sheet.lines for line in _wrapped(text, 30, width - left - _MARGIN)]
    high = max(190, 2 * _MARGIN + 56 + _LINE * len(lines) + (56 if sheet.inks else 0))
    strip = Image.new("RGB", (width, high), _PAPER)
    draw = ImageDraw.Draw(strip)
    draw.line((0, 0, width, 0), (214, 206, 192), 3)
    top = _MARGIN - 8
    (title,) = _wrapped(sheet.title, 38, width - left - _MARGIN)[:1] or [""]
    draw.text((left, top), title, _INK, _font(38), stroke_width=0.6)
    for line in lines:
        top += _LINE + (14 if line is lines[0] else 0)
        draw.text((left, top), line, _QUIET, _font(30))
    _swatches(draw, left, top + _LINE + 10, sheet.inks)
    if side:
        _beside(strip, draw, side, sheet.side)
    return strip


def _swatches(draw: ImageDraw.ImageDraw, left: int, top: int, inks: Sequence[Rgb]) -> None:
    for n, ink in enumerate(inks):
        at = left + n * 58
        draw.ellipse((at, top, at + 42, top + 42), ink, (150, 142, 130), 2)


def _beside(strip: Image.Image, draw: ImageDraw.ImageDraw, side: Image.Image, label: str) -> None:
    top = (strip.height - side.height) // 2 - 16
    strip.paste(side, (_MARGIN, top), side)
    draw.text((_MARGIN, top + side.height + 8), _sayable(label), _QUIET, _font(28))


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The letters that come with Pillow: no file, and the same on every machine."""
    return ImageFont.load_default(size)


_SAID = str.maketrans({"×": "x", "–": "-", "—": "-", "−": "-", "→": ">"})
"""What those letters lack."""


def _sayable(text: str) -> str:
    """A text in the letters we have: accents are left out, which names can bear."""
    parts = unicodedata.normalize("NFKD", text.translate(_SAID))
    return "".join(part for part in parts if not unicodedata.combining(part))


def _wrapped(text: str, size: int, width: int) -> list[str]:
    """A text in lines that are no wider than so many pixels."""
    lines: list[str] = []
    for word in _sayable(text).split():
        if lines and _font(size).getlength(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
