"""What the printer gets: one black film for each colour, at size, and the same as pictures.

The PDF is written here, by hand: a few lines and masks, to the same bytes for the same order,
with lengths that are exactly what was agreed.
"""

import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO

from PIL import Image

from bot.artwork.inks import separated
from bot.artwork.sheets import Films
from services.colours import Rgb

DPI = 600
"""Dots in an inch of a film: twice what a screen resolves, so that edges stay smooth."""

_POINT = 72 / 25.4
_PAGE = (210.0, 297.0)
_OFF = 9.0
"""Millimetres from the logo to the middle of a registration mark."""


def films(
    cut: Image.Image, colours: Sequence[Rgb], size: tuple[float, float],
    pages: Sequence[Sequence[str]],
) -> Films:  # fmt: skip
    """The films of a logo of this size in mm. `pages` are the lines that stand on each of them:
    order, customer, colour.
    """
    dots = (max(1, round(size[0] / 25.4 * DPI)), max(1, round(size[1] / 25.4 * DPI)))
    masks = [
        mask.resize(dots, Image.Resampling.BICUBIC).point(
            [255 * (v >= 128) for v in range(256)], "1"
        )
        for mask in separated(cut, colours)
    ]
    return Films(_pdf(masks, size, pages), tuple(map(_png, masks)))


def _png(mask: Image.Image) -> bytes:
    """Black is ink, as on the film."""
    out = BytesIO()
    inverse = mask.point([255, *([0] * 255)])
    inverse.save(out, "PNG", dpi=(DPI, DPI), compress_level=9)
    return out.getvalue()


def _pdf(
    masks: Sequence[Image.Image], size: tuple[float, float], pages: Sequence[Sequence[str]]
) -> bytes:
    first = 4
    numbers = [first + 3 * n for n in range(len(masks))]
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(masks), kids),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    width, height = (round(side * _POINT, 2) for side in _PAGE)
    for number, mask, lines in zip(numbers, masks, pages, strict=True):
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %s %s]/Contents %d 0 R/Resources"
            b"<</Font<</F 3 0 R>>/XObject<</I %d 0 R>>>>>>"
            % (_number(width), _number(height), number + 1, number + 2),
            _stream(b"", "\n".join(_content(size, lines)).encode("cp1252", "replace")),
            _stream(
                b"/Type/XObject/Subtype/Image/ImageMask true/BitsPerComponent 1/Decode[1 0]"
                b"/Width %d/Height %d" % mask.size,
                mask.tobytes(),
            ),
        ]
    return _file(objects)


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\n" % (len(objects) + 1)
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def _stream(head: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    return b"<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (head, len(packed), packed)


def _content(size: tuple[float, float], lines: Sequence[str]) -> Iterator[str]:
    """The page in PDF's words: the mask in the middle, four marks around it, the lines below."""
    width, height = size
    left, bottom = (_PAGE[0] - width) / 2, (_PAGE[1] - height) / 2 + 20
    yield "0 g 0 G 0.5 w"
    yield f"q {_at(width, 0, 0, height, left, bottom)} cm /I Do Q"
    for x, y in (
        (left - _OFF, bottom + height / 2),
        (left + width + _OFF, bottom + height / 2),
        (left + width / 2, bottom - _OFF),
        (left + width / 2, bottom + height + _OFF),
    ):
        yield from _mark(x, y)
    top = bottom - 2 * _OFF - 8
    for n, line in enumerate(lines):
        escaped = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        size_pt = 12 if n == 0 else 10
        yield f"BT /F {size_pt} Tf {_at(20, top - 6 * n)} Td ({escaped}) Tj ET"
    yield f"{_at(20, 15)} m {_at(120, 15)} l S"
    yield f"{_at(20, 13)} m {_at(20, 17)} l S {_at(120, 13)} m {_at(120, 17)} l S"
    yield f"BT /F 8 Tf {_at(123, 14)} Td (100 mm) Tj ET"


def _mark(x: float, y: float) -> Iterator[str]:
    """A cross in a ring: where the films are laid on each other."""
    yield f"{_at(x - 4, y)} m {_at(x + 4, y)} l S {_at(x, y - 4)} m {_at(x, y + 4)} l S"
    round_, bow = 2.2, 2.2 * 0.5523
    yield f"{_at(x + round_, y)} m"
    yield f"{_at(x + round_, y + bow, x + bow, y + round_, x, y + round_)} c"
    yield f"{_at(x - bow, y + round_, x - round_, y + bow, x - round_, y)} c"
    yield f"{_at(x - round_, y - bow, x - bow, y - round_, x, y - round_)} c"
    yield f"{_at(x + bow, y - round_, x + round_, y - bow, x + round_, y)} c S"


def _at(*millimetres: float) -> str:
    """Millimetres in the points of PDF."""
    return " ".join(_number(one * _POINT).decode() for one in millimetres)


def _number(points: float) -> bytes:
    return f"{points:.3f}".rstrip("0").rstrip(".").encode()
