"""Eight logos as hotels send them, drawn here: every brand in them is an example."""

import io
import math
import random
from collections.abc import Callable
from functools import cache

import pypdfium2
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from pypdfium2 import raw

NAVY, GOLD, RED, TEAL = (22, 38, 88), (190, 150, 62), (196, 30, 40), (14, 122, 124)
WHITE = (255, 255, 255)


def _bytes(picture: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def _written(draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: int,
             fill: tuple[int, ...], bold: int = 0) -> None:  # fmt: skip
    font = ImageFont.load_default(size)
    draw.text(at, text, fill, font, anchor="mm", stroke_width=bold, stroke_fill=fill)


def _emblem(size: tuple[int, int], ground: tuple[int, ...], main: tuple[int, ...],
            second: tuple[int, ...]) -> Image.Image:  # fmt: skip
    """A roof of Minang horns above two lines of letters."""
    big = Image.new("RGBA" if len(ground) == 4 else "RGB", (size[0] * 2, size[1] * 2), ground)
    draw, (w, h) = ImageDraw.Draw(big), big.size
    for n, fill in ((0, main), (1, second), (2, main)):
        inset, top = w * (0.24 + 0.07 * n), h * (0.12 + 0.12 * n)
        curve = [
            (inset + (w - 2 * inset) * t / 40, top + h * 0.16 * math.sin(math.pi * t / 40))
            for t in range(41)
        ]
        thick = h * 0.055
        draw.polygon(curve + [(x, y + thick) for x, y in reversed(curve)], fill)
    _written(draw, (w / 2, h * 0.68), "HOTEL CONTOH", w // 11, main, bold=w // 260)
    _written(draw, (w / 2, h * 0.86), "PADANG", w // 18, second, bold=w // 420)
    return big.resize(size, Image.Resampling.LANCZOS)


def flat() -> bytes:
    """Two colours on white, sharp."""
    return _bytes(_emblem((1600, 1200), WHITE, NAVY, GOLD), "PNG")


def gradient() -> bytes:
    """A shaded disc with letters, as drawing programs like to make them."""
    size = 1200
    shade = Image.linear_gradient("L").rotate(35, expand=False).resize((size, size))
    coloured = Image.merge("RGB", (
        shade.point([40 + v * 215 // 255 for v in range(256)]),
        shade.point([90 + v * 60 // 255 for v in range(256)]),
        shade.point([200 - v * 150 // 255 for v in range(256)]),
    ))  # fmt: skip
    mask = Image.new("L", (size, size))
    ImageDraw.Draw(mask).ellipse((80, 80, size - 80, size - 80), 255)
    picture = Image.composite(coloured, Image.new("RGB", (size, size), WHITE), mask)
    _written(ImageDraw.Draw(picture), (size / 2, size / 2), "CONTOH SPA", 140, WHITE, bold=3)
    return _bytes(picture, "PNG")


def sign() -> bytes:
    """A photograph of a signboard: aslant, lit from one side, not quite in focus, with grain."""
    chance = random.Random(6)
    board = _emblem((1500, 1000), (236, 226, 204), (120, 30, 34), (70, 60, 40))
    wall = Image.new("RGB", (2000, 1500), (128, 122, 112))
    draw = ImageDraw.Draw(wall)
    for row in range(0, 1500, 90):
        shift = 60 if row % 180 else 0
        for x in range(-120, 2000, 200):
            tone = chance.randrange(-22, 22)
            draw.rectangle((x + shift, row, x + shift + 192, row + 82),
                           (140 + tone, 104 + tone, 86 + tone))  # fmt: skip
    seen = board.transform((2000, 1500), Image.Transform.PERSPECTIVE,
                           (0.93, 0.10, -330.0, -0.06, 1.02, -250.0, 0.00012, 0.00008),
                           Image.Resampling.BICUBIC)  # fmt: skip
    mask = Image.new("L", board.size, 255).transform(
        (2000, 1500), Image.Transform.PERSPECTIVE,
        (0.93, 0.10, -330.0, -0.06, 1.02, -250.0, 0.00012, 0.00008))  # fmt: skip
    wall.paste(seen, mask=mask)
    lamp = Image.radial_gradient("L").resize((2600, 2200)).crop((0, 300, 2000, 1800))
    lit = Image.composite(Image.new("RGB", wall.size, (38, 34, 40)), wall,
                          lamp.point([v * 150 // 255 for v in range(256)]))  # fmt: skip
    lit = lit.filter(ImageFilter.GaussianBlur(2.4))
    noise = Image.frombytes("L", (1000, 750), chance.randbytes(750_000)).resize(wall.size)
    grained = Image.blend(lit, Image.merge("RGB", (noise,) * 3), 0.07)
    exif = Image.Exif()
    exif[271], exif[272] = "Contoh", "Telepon 1"
    exif.get_ifd(0x8825)[1] = "S"
    return _bytes(grained, "JPEG", quality=82, exif=exif)


def tiny() -> bytes:
    """What somebody copied from a web page."""
    return _bytes(_emblem((120, 90), WHITE, TEAL, GOLD), "JPEG", quality=70)


def white() -> bytes:
    """White on nothing, made for a dark wall."""
    return _bytes(_emblem((1400, 1050), (255, 255, 255, 0), (*WHITE, 255), (*WHITE, 255)), "PNG")


def wide() -> bytes:
    """One line of letters, very wide, with a hairline under it."""
    picture = Image.new("RGB", (2400, 340), WHITE)
    draw = ImageDraw.Draw(picture)
    _written(draw, (1200, 130), "GRAND CONTOH RESIDENCE & RESORT", 124, (30, 30, 32), bold=2)
    draw.line((60, 290, 2340, 290), (30, 30, 32), 5)
    return _bytes(picture, "WEBP", lossless=True)


def svg() -> bytes:
    """From a drawing program, with its doctype and its own notes."""
    waves = "".join(
        f'<path d="M40 {y} q40 -30 80 0 t80 0 t80 0 t80 0" fill="none" stroke="{colour}"'
        ' stroke-width="14" stroke-linecap="round"/>'
        for y, colour in ((210, "#0e7a7c"), (250, "#6eb2e6"), (290, "#162658"))
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!-- Generator: a drawing program -->\n'
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"'
        ' "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 330">'
        '<metadata>HOTEL CONTOH PANTAI</metadata><circle cx="200" cy="110" r="70" fill="#f0801a"/>'
        f"{waves}</svg>"
    ).encode()


def pdf() -> bytes:
    """One page with two colours, drawn by paths, much white around them."""
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(595, 842)
    for (x, y, w, h), colour in (
        ((150, 520, 300, 40), RED),
        ((150, 440, 300, 40), NAVY),
        ((150, 440, 40, 120), NAVY),
        ((410, 440, 40, 120), RED),
    ):
        path = raw.FPDFPageObj_CreateNewRect(x, y, w, h)
        raw.FPDFPageObj_SetFillColor(path, *colour, 255)
        raw.FPDFPath_SetDrawMode(path, raw.FPDF_FILLMODE_WINDING, 0)
        raw.FPDFPage_InsertObject(page, path)
    page.gen_content()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


LOGOS: dict[str, Callable[[], bytes]] = {
    "flat.png": flat,
    "gradient.png": gradient,
    "sign.jpg": sign,
    "tiny.jpg": tiny,
    "white.png": white,
    "wide.webp": wide,
    "logo.svg": svg,
    "logo.pdf": pdf,
}


@cache
def logo(name: str) -> bytes:
    """One of them, drawn once."""
    return LOGOS[name]()
