"""What one file may take, of anything. Beyond it the file is refused, never the desk slowed."""

from bot.files import LARGEST

BYTES = LARGEST
"""Of a file: no channel brings more."""

PIXELS = 40_000_000
"""Of a PNG or WEBP: four bytes each, decoded at once, have to stay below `MEMORY`."""

JPEG_PIXELS = 110_000_000
"""Of a JPEG, which is decoded at a half or an eighth of that: telephones take 108 megapixels."""

LONGEST = 2400
"""Pixels of the longer side that is kept: 600 dpi on 100 mm, more than any area we print."""

VECTOR = 1500
"""Pixels of the longer side at which a vector file is drawn: 470 dpi on 80 mm."""

SECONDS = 2.0
"""Of wall time and of processor time."""

MEMORY = 300 * 1024 * 1024
"""Bytes of address space, the interpreter's 45 MB included: what is resident is less."""

ELEMENTS, DEPTH = 50_000, 100
"""Of an SVG. Logos have hundreds; the drawing program's parser recurses."""
