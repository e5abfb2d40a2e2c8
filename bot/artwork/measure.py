"""What a picture of a logo is like, in numbers, and the logo without what surrounds it."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from PIL import Image, ImageChops, ImageFilter, ImageStat

from bot.artwork.decode import encoded
from services.artwork import Ink, Measured
from services.colours import Rgb, difference

EVEN = 26
"""Steps of 255 that a plain background may stray: JPEG does by 20, paper in a scan by less."""

SOFT = (18, 70)
"""Distance from the background at which ink begins, and at which it is ink alone."""

BORDER = 0.92
"""Share of the outermost pixels that must look alike for a background to be plain."""

SAME_INK = 17.0
"""Difference below which two colours are one ink, printed."""

SMUDGED = 30.0
"""The same where there is little but edges: thin strokes, or a picture of a hundred pixels."""

SPECK = 0.006
"""Share of the surface below which a colour is dirt or the edge between two others."""

_AT_LEAST_250 = [255 * (a >= 250) for a in range(256)]

_SMALL = 360
"""Pixels of the longer side at which colours are counted."""

_STROKES = 1000
"""Pixels of the logo's width at which its strokes are measured."""


def measured(png: bytes, read: Mapping[str, Any]) -> tuple[bytes, dict[str, Any]]:
    """The logo alone as a PNG, and `services.artwork.Measured` of it as JSON has it."""
    picture = Image.open(io.BytesIO(png), formats=("PNG",)).convert("RGBA")
    background = None if read["had_alpha"] else plain_background(picture)
    cut = without(picture, background) if background else picture
    box = _covered(cut).getbbox()
    if box is None:
        return encoded(cut), _told(read, picture, background)
    cut = cut.crop(box)
    told = _told(
        read,
        picture,
        background,
        cut=cut,
        edge=edge_px(cut),
        inks=inks_of(cut, background),
        shaded=shaded(cut),
        grain=grain(cut),
        stroke=stroke(cut),
    )
    same = background is None and cut.size == picture.size
    return png if same else encoded(cut), told


def _told(
    read: Mapping[str, Any],
    picture: Image.Image,
    background: Rgb | None,
    *,
    cut: Image.Image | None = None,
    edge: float = 0.0,
    inks: tuple[Ink, ...] = (),
    shaded: float = 0.0,
    grain: float = 0.0,
    stroke: float = 0.0,
) -> dict[str, Any]:
    of_file = (read["width"] or 0) / picture.width
    width, height = cut.size if cut else (0, 0)
    return asdict(
        Measured(
            background=background,
            transparent=read["had_alpha"],
            width_px=round(width * of_file, 1),
            height_px=round(height * of_file, 1),
            aspect=round(width / height, 3) if height else 1.0,
            edge_px=round(edge * of_file, 2),
            inks=inks,
            shaded=round(shaded, 3),
            grain=round(grain, 2),
            stroke=stroke,
            camera=read["camera"],
            vector=read["width"] is None,
            lettered=read["lettered"],
            pages=read["pages"],
        )
    )


# ---------------------------------------------------------------- background


def plain_background(picture: Image.Image) -> Rgb | None:
    """The colour all around a picture, if it is one colour."""
    rim = _rim(picture.convert("RGB"))
    stat = ImageStat.Stat(rim)
    colour = _rgb(stat.median)
    alike = _distance(rim, colour).histogram()
    return colour if sum(alike[:EVEN]) / sum(alike) >= BORDER else None


def _rim(picture: Image.Image) -> Image.Image:
    """The outermost pixels, one row above another."""
    width, height = picture.size
    deep = max(1, min(width, height) // 100)
    rows = picture.crop((0, 0, width, deep)), picture.crop((0, height - deep, width, height))
    columns = picture.crop((0, 0, deep, height)), picture.crop((width - deep, 0, width, height))
    sides = [*rows, *(column.transpose(Image.Transpose.ROTATE_90) for column in columns)]
    rim = Image.new("RGB", (2 * width + 2 * height, deep))
    left = 0
    for side in sides:
        rim.paste(side, (left, 0))
        left += side.width
    return rim


def without(picture: Image.Image, background: Rgb) -> Image.Image:
    """The picture with this colour made transparent everywhere, edges soft.

    What an edge mixed with the background gets the colour of the ink beside it instead.
    """
    rgb = picture.convert("RGB")
    first, full = SOFT
    alpha = _distance(rgb, background).point(
        [min(255, max(0, (d - first) * 255 // (full - first))) for d in range(256)]
    )
    solid = alpha.point([255 * (a == 255) for a in range(256)])
    sure = rgb.copy()
    sure.putalpha(solid)
    spread = sure.convert("RGBa").filter(ImageFilter.BoxBlur(3)).convert("RGBA").convert("RGB")
    known = spread_mask(solid)
    rgb.paste(spread, mask=ImageChops.subtract(known, solid))
    rgb.putalpha(alpha)
    return rgb


def spread_mask(solid: Image.Image) -> Image.Image:
    """Where a blur of 3 pixels has brought colour from what is solid."""
    return solid.filter(ImageFilter.BoxBlur(3)).point([255 * (a > 8) for a in range(256)])


def _distance(rgb: Image.Image, colour: Rgb) -> Image.Image:
    """How far each pixel is from a colour, in the channel that differs most."""
    return _greatest(ImageChops.difference(rgb, Image.new("RGB", rgb.size, colour)))


def _greatest(rgb: Image.Image) -> Image.Image:
    red, green, blue = rgb.split()
    return ImageChops.lighter(red, ImageChops.lighter(green, blue))


def _covered(picture: Image.Image) -> Image.Image:
    """Where there is ink; specks alone are none."""
    mask = picture.getchannel("A").point([255 * (a >= 128) for a in range(256)])
    if min(mask.size) <= 64:
        return mask
    return mask.filter(ImageFilter.BoxBlur(1)).point([255 * (a >= 128) for a in range(256)])


# ---------------------------------------------------------------- colours


def _even(picture: Image.Image) -> Image.Image:
    """Where a picture is all ink and changes little around: not at an edge."""
    rgb = picture.convert("RGB")
    even = _greatest(_change(rgb, 1)).point([255 * (c < 36) for c in range(256)])
    inside = picture.getchannel("A").filter(ImageFilter.MinFilter(3))
    return ImageChops.darker(even, inside.point(_AT_LEAST_250))


def inks_of(cut: Image.Image, background: Rgb | None) -> tuple[Ink, ...]:
    """The colours a logo is printed in, the one that covers most first."""
    small = cut.copy()
    small.thumbnail((_SMALL, _SMALL), Image.Resampling.BOX)
    counted = _counted(small, _even(small))
    if sum(number for number, _ in counted) >= 0.02 * small.width * small.height:
        return merged(counted)
    opaque = small.getchannel("A").point([255 * (a >= 200) for a in range(256)])
    return _unmixed(merged(_counted(small, opaque), SMUDGED), background or (255, 255, 255))


def _unmixed(inks: tuple[Ink, ...], background: Rgb) -> tuple[Ink, ...]:
    """Without what edges make of two inks, or of one and the background.

    Only for strokes so thin, or files so small, that there is little but edges.
    """
    kept: list[Ink] = []
    for ink in inks:
        ends = [background, *(one.colour for one in kept)]
        if not any(_between(ink.colour, a, b) for n, a in enumerate(ends) for b in ends[n + 1 :]):
            kept.append(ink)
    whole = sum(ink.share for ink in kept)
    return tuple(Ink(ink.colour, round(ink.share / whole, 4)) for ink in kept)


def _between(colour: Rgb, one: Rgb, other: Rgb) -> bool:
    """Whether mixing two colours makes nearly this one."""
    way = [b - a for a, b in zip(one, other, strict=True)]
    length = sum(step * step for step in way)
    if not length:
        return False
    part = sum((c - a) * step for c, a, step in zip(colour, one, way, strict=True)) / length
    mixed = _rgb([a + step * min(1.0, max(0.0, part)) for a, step in zip(one, way, strict=True)])
    return difference(mixed, colour) < SAME_INK


def _counted(picture: Image.Image, where: Image.Image) -> list[tuple[int, Rgb]]:
    rgb = picture.convert("RGB")
    few = rgb.quantize(64, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    palette = few.getpalette() or []
    counts = few.histogram(where)
    return [
        (number, _rgb(palette[3 * n : 3 * n + 3]))
        for n, number in enumerate(counts[: len(palette) // 3])
        if number
    ]


def merged(colours: Sequence[tuple[int, Rgb]], near: float = SAME_INK) -> tuple[Ink, ...]:
    """The inks of so many pixels of each colour: near ones are one, and specks none."""
    total = sum(number for number, _ in colours)
    inks: list[tuple[int, Rgb]] = []
    for number, colour in sorted(colours, reverse=True):
        for at, (before, kept) in enumerate(inks):
            if difference(colour, kept) < near:
                inks[at] = (before + number, kept)
                break
        else:
            inks.append((number, colour))
    kept_inks = sorted((ink for ink in inks if ink[0] / total >= SPECK), reverse=True)
    return tuple(Ink(colour, round(number / total, 4)) for number, colour in kept_inks)


def shaded(cut: Image.Image) -> float:
    """The share of the ink whose colour changes slowly, as in a gradient or under a lamp."""
    small = cut.copy()
    small.thumbnail((240, 240), Image.Resampling.BOX)
    rgb = small.convert("RGB").filter(ImageFilter.BoxBlur(1))
    most = _greatest(_change(rgb, 2))
    inside = small.getchannel("A").point(_AT_LEAST_250)
    for _ in range(3):
        inside = inside.filter(ImageFilter.MinFilter(3))
    counts = most.histogram(inside)
    total = sum(counts)
    return sum(counts[3:24]) / total if total > 0.03 * small.width * small.height else 0.0


def grain(cut: Image.Image) -> float:
    """The noise of even areas, at the file's own pixels."""
    part = _middle(cut, 320)
    rgb = part.convert("L")
    noise = ImageChops.difference(rgb, rgb.filter(ImageFilter.MedianFilter(3)))
    where = _even(part)
    return ImageStat.Stat(noise, where).mean[0] if where.getbbox() else 0.0


# ---------------------------------------------------------------- edges and strokes


def edge_px(cut: Image.Image) -> float:
    """How many pixels a strong edge takes from one side to the other, as a mean.

    An edge that jumps within two pixels is as sharp as one can be drawn.
    """
    part = _middle(cut, 360)
    grey = Image.new("RGBA", part.size, (255, 255, 255, 255))
    grey.alpha_composite(_dark_on_white(part))
    light = grey.convert("L")
    near = _change(light, 1)
    far = _change(light, 5)
    strong = far.point([255 * (c >= 80) for c in range(256)])
    if not strong.getbbox():
        return 0.0
    steepest = near
    for _ in range(4):
        steepest = steepest.filter(ImageFilter.MaxFilter(3))
    ratio = ImageStat.Stat(steepest, strong).mean[0] / ImageStat.Stat(far, strong).mean[0]
    return min(12.0, 2.0 / max(ratio, 0.1))


def _dark_on_white(part: Image.Image) -> Image.Image:
    """A light logo as a dark one, so that it has edges on white."""
    inside = part.getchannel("A").point(_AT_LEAST_250)
    bright = inside.getbbox() and ImageStat.Stat(part.convert("L"), inside).mean[0] > 170
    if not bright:
        return part
    dark = ImageChops.invert(part.convert("RGB"))
    dark.putalpha(part.getchannel("A"))
    return dark


def _change(picture: Image.Image, reach: int) -> Image.Image:
    """How much a picture changes within so many pixels."""
    most = least = picture
    for _ in range(reach):
        most, least = most.filter(ImageFilter.MaxFilter(3)), least.filter(ImageFilter.MinFilter(3))
    return ImageChops.subtract(most, least)


def stroke(cut: Image.Image) -> float:
    """The width, as a share of the logo's, below which a noticeable part of its strokes is.

    0.0 if none is narrower than a seventieth.
    """
    scale = _STROKES / cut.width
    size = (_STROKES, max(1, round(cut.height * scale)))
    mask = cut.getchannel("A").resize(size, Image.Resampling.BILINEAR)
    mask = mask.point([255 * (a >= 128) for a in range(256)])
    framed = Image.new("L", (size[0] + 16, size[1] + 16))
    framed.paste(mask, (8, 8))
    ink = framed.histogram()[255]
    for radius in range(1, 8):
        left = _opened(framed, radius).histogram()[255]
        if ink and 1 - left / ink > 0.03 + 0.01 * radius:
            return (2 * radius + 1) / _STROKES
    return 0.0


def _opened(mask: Image.Image, radius: int) -> Image.Image:
    """A mask without what is narrower than twice the radius: worn off, and grown back.

    A mean over a square is full only inside, and above nothing wherever it touches: that is
    many times quicker than asking for the least and the most.
    """
    worn = mask.filter(ImageFilter.BoxBlur(radius)).point([255 * (a == 255) for a in range(256)])
    return worn.filter(ImageFilter.BoxBlur(radius)).point([255 * (a > 0) for a in range(256)])


def _middle(picture: Image.Image, longest: int) -> Image.Image:
    """The middle of a picture, cut out and not made smaller."""
    width, height = min(picture.width, longest), min(picture.height, longest)
    left, top = (picture.width - width) // 2, (picture.height - height) // 2
    return picture.crop((left, top, left + width, top + height))


def _rgb(parts: Sequence[float]) -> Rgb:
    red, green, blue = (round(part) for part in parts)
    return red, green, blue
