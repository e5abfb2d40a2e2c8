"""What a file is, by its first bytes. What it calls itself, and what follows them, is not asked."""

import re
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["png", "jpeg", "webp", "svg", "pdf"]

_SVG = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?"
    rb"(?:<!--.{0,4000}?-->\s*)*(?:<!DOCTYPE\s+svg\b|<(?:\w{1,20}:)?svg[\s>])",
    re.DOTALL,
)


def kind_of(content: bytes) -> Kind | None:
    """The kind of picture this is, None for everything we do not read.

    >>> kind_of(b"%PDF-1.7"), kind_of(b"<svg xmlns='x'/>"), kind_of(b"GIF89a")
    ('pdf', 'svg', None)
    """
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    if content.startswith(b"%PDF-"):
        return "pdf"
    return "svg" if _SVG.match(content[:10_000]) else None
