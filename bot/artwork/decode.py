"""Files from strangers made into pictures of ours. Runs only where it can harm nothing.

Whatever the file hides beside its pixels (a place, a second format, a script) ends here: what is
kept is drawn anew from them.
"""

import io
import warnings
from dataclasses import dataclass, replace

from PIL import (
    Image,
    ImageOps,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from bot.artwork import kinds, limits, pages
from bot.artwork.vector import Refused
from services.artwork import Read, Refusal

READY = (JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin)
"""What Pillow imports late for the formats we read (EXIF is kept as in a TIFF): a job can open no
file, not even one of ours.
"""

Image.preinit()

_MADE = 271
"""The EXIF tag in which a camera writes who made it."""

_FORMATS = {"png": "PNG", "jpeg": "JPEG", "webp": "WEBP"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A picture, and what its file said of it."""

    picture: Image.Image
    read: Read


def decode(content: bytes) -> Decoded:
    """The picture in a file, as RGBA no longer than `limits.LONGEST`. Raises `Refused`."""
    if len(content) > limits.BYTES:
        raise Refused(Refusal.LARGE)
    kind = kinds.kind_of(content)
    if kind is None:
        raise Refused(Refusal.KIND)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            decoded = _drawn(kind, content)
    except MemoryError:
        raise Refused(Refusal.HEAVY) from None
    except Refused:
        raise
    except Exception as error:
        raise Refused(Refusal.BROKEN) from error
    if decoded.picture.getbbox() is None:
        raise Refused(Refusal.LETTERS if decoded.read.lettered else Refusal.EMPTY)
    return replace(decoded, read=replace(decoded.read, png=encoded(decoded.picture)))


def _drawn(kind: kinds.Kind, content: bytes) -> Decoded:
    if kind == "svg":
        return Decoded(*pages.of_svg(content))
    return Decoded(*pages.of_pdf(content)) if kind == "pdf" else _pixels(kind, content)


def encoded(picture: Image.Image) -> bytes:
    """A PNG of the pixels alone; the same for the same, and quickly written."""
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _pixels(kind: kinds.Kind, content: bytes) -> Decoded:
    try:
        image = Image.open(io.BytesIO(content), formats=(_FORMATS[kind],))
    except (UnidentifiedImageError, Image.DecompressionBombError) as error:
        bomb = isinstance(error, Image.DecompressionBombError)
        raise Refused(Refusal.PIXELS if bomb else Refusal.BROKEN) from error
    width, height = image.size
    if width * height > (limits.JPEG_PIXELS if kind == "jpeg" else limits.PIXELS):
        raise Refused(Refusal.PIXELS)
    if kind != "jpeg" and getattr(image, "n_frames", 1) > 1:  # telephones put a small one behind
        raise Refused(Refusal.ANIMATED)
    camera = bool(image.getexif().get(_MADE))
    image.draft("RGB", (limits.LONGEST, limits.LONGEST))
    image.load()
    alpha = image.has_transparency_data
    picture = _upright(image).convert("RGBA")
    clear = alpha and pages.see_through(picture)
    if (picture.width > picture.height) != (width > height):
        width, height = height, width
    return Decoded(picture, Read(b"", kind, width, height, clear, camera))


def _upright(image: Image.Image) -> Image.Image:
    """No longer than is kept, of eight bits, and turned as its camera was held."""
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if max(image.size) > limits.LONGEST:
        if image.mode not in {"RGB", "RGBA", "L", "LA"}:
            image = image.convert("RGBA" if image.has_transparency_data else "RGB")
        image.thumbnail((limits.LONGEST, limits.LONGEST), Image.Resampling.BICUBIC)
    return ImageOps.exif_transpose(image)
