"""Files made to break whoever opens them, drawn up here: none is larger than it must be."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from PIL import Image

from services.artwork import Refusal
from tests.artwork.logos import flat, pdf, sign

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack("!I", len(body)) + name + body + struct.pack("!I", zlib.crc32(name + body))


def png(width: int, height: int, body: bytes, *more: bytes) -> bytes:
    header = struct.pack("!IIBBBBB", width, height, 8, 6, 0, 0, 0)
    parts = (chunk(b"IHDR", header), *more, chunk(b"IDAT", body), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def svg(inside: str, head: str = "", size: str = 'viewBox="0 0 100 100"') -> bytes:
    return f"{head}{_SVG} {size}>{inside}</svg>".encode()


def bomb() -> bytes:
    """50,000 by 50,000 pixels of nothing in a few hundred kilobytes."""
    packer = zlib.compressobj(9)
    row = bytes(1 + 4 * 50_000)
    body = b"".join(packer.compress(row) for _ in range(300)) + packer.flush()
    return png(50_000, 50_000, body)


def text_bomb() -> bytes:
    """A small picture whose comment unpacks to 200 MB."""
    packer = zlib.compressobj(9)
    note = b"".join(packer.compress(bytes(1 << 20)) for _ in range(200)) + packer.flush()
    real = zlib.compress(bytes(5) * 1)
    return png(1, 1, real, chunk(b"zTXt", b"note\0\0" + note))


def many_frames(form: str, frames: int) -> bytes:
    first, *rest = (Image.new("RGBA", (2, 2), (n % 255, n // 255, 9, 255)) for n in range(frames))
    out = io.BytesIO()
    if form == "WEBP":
        first.save(out, form, save_all=True, append_images=rest, lossless=True, method=0, quality=0)
    else:
        first.save(out, form, save_all=True, append_images=rest)
    return out.getvalue()


def png_and_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("hidden.html", "<script>alert(1)</script>" * 20)
    return flat() + out.getvalue()


def laughs() -> bytes:
    entities = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "lol">' for n in range(10)
    )
    return svg("<text>&l9;</text>", f"<!DOCTYPE svg [{entities}]>")


def nested_uses() -> bytes:
    """Each of twenty groups shows the one before it ten times."""
    shown = '<use href="#g{}"/>'
    groups = '<rect id="g0" width="9" height="9" fill="red"/>' + "".join(
        f'<g id="g{n}">{shown.format(n - 1) * 10}</g>' for n in range(1, 21)
    )
    return svg(f"<defs>{groups}</defs><use href='#g20'/>")


def filters() -> bytes:
    blurs = "".join('<feGaussianBlur stdDeviation="999"/><feTurbulence numOctaves="99"/>'
                    for _ in range(200))  # fmt: skip
    return svg(
        f'<filter id="f" x="-9999%" y="-9999%" width="99999%" height="99999%">{blurs}</filter>'
        '<rect width="99" height="99" filter="url(#f)" fill="red"/>'
    )


def pages(number: int, extra: str = "") -> bytes:
    """A PDF of so many pages, all empty but the first."""
    kids = " ".join(f"{n + 4} 0 R" for n in range(number))
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{extra}>>",
        f"<</Type/Pages/Count {number}/Kids[{kids}]>>",
        "<</Length 31>>stream\n1 0 0 rg 10 10 50 50 re f      \nendstream",
        *["<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 3 0 R>>"] * number,
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{n} 0 obj{body}endobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


def locked() -> bytes:
    """A PDF that says it is encrypted, with a password nobody was told."""
    secret = "<" + "41" * 32 + ">"
    made = pages(1).decode("latin-1")
    lock = f"/ID[{secret}{secret}]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O{secret}/U{secret}>>"
    return made.replace("/Root", lock + "/Root", 1).encode("latin-1")


HOSTILE: dict[str, tuple[Callable[[], bytes], Refusal | str | None]] = {
    "bomb.png": (bomb, Refusal.PIXELS),
    "comment_bomb.png": (text_bomb, None),
    "header_only.png": (lambda: png(60_000, 60_000, b""), Refusal.PIXELS),
    "truncated.png": (lambda: flat()[:4000], Refusal.BROKEN),
    "truncated.jpg": (lambda: sign()[:90_000], Refusal.BROKEN),
    "frames.png": (lambda: many_frames("PNG", 10_000), Refusal.ANIMATED),
    "frames.webp": (lambda: many_frames("WEBP", 2_000), Refusal.ANIMATED),
    "frames.gif": (lambda: many_frames("GIF", 50), Refusal.KIND),
    "script.gif": (lambda: b"GIF89a/*\0\1\0\1*/=1;alert(1)", Refusal.KIND),
    "zip_behind.png": (png_and_zip, "png"),
    "page_behind.jpg": (lambda: sign() + b"<html><script>alert(1)</script>", "jpeg"),
    "picture_behind.pdf": (lambda: pdf() + sign(), "pdf"),
    "pdf_behind.jpg": (lambda: sign() + pdf(), "jpeg"),
    "page.html": (lambda: b"<!DOCTYPE html><html><svg/></html>", Refusal.KIND),
    "nothing": (lambda: b"", Refusal.KIND),
    "too_large.png": (lambda: flat() + bytes(16 << 20), Refusal.LARGE),
    "script.svg": (
        lambda: svg('<script>alert(1)</script><rect onload="x()" width="9" height="9"/>'), "svg"),
    "outside.svg": (
        lambda: svg('<image href="http://127.0.0.1:9/x.png" width="9" height="9"/>'),
        Refusal.EMPTY),
    "entity.svg": (
        lambda: svg("<text>&x;</text>",
                    '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        Refusal.ENTITIES),
    "letters.svg": (lambda: svg('<text y="40">HOTEL CONTOH</text>'), Refusal.LETTERS),
    "laughs.svg": (laughs, Refusal.ENTITIES),
    "uses.svg": (nested_uses, None),
    "filters.svg": (filters, None),
    "deep.svg": (lambda: svg("<g>" * 5000 + "</g>" * 5000), Refusal.HEAVY),
    "huge.svg": (lambda: svg('<path d="M0 0h9v9"/>', size='width="1e9" height="1e9"'), None),
    "thin.svg": (lambda: svg('<path d="M0 0h9v9"/>', size='width="1e9" height="1"'), None),
    "bomb_inside.svg": (
        lambda: svg('<image width="9" height="9" href="data:image/svg+xml;base64,PHN2Zy8+"/>'),
        Refusal.EMPTY),
    "pages.pdf": (lambda: pages(10_000), "pdf"),
    "locked.pdf": (locked, Refusal.LOCKED),
    "script.pdf": (
        lambda: pages(1, "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"), "pdf"),
    "broken.pdf": (lambda: pdf()[:300], Refusal.BROKEN),
    "loop.pdf": (lambda: pages(1).replace(b"[4 0 R]", b"[2 0 R]"), Refusal.BROKEN),
}  # fmt: skip
"""What to make, and what becomes of it: a refusal, the kind that is read, None for either."""
