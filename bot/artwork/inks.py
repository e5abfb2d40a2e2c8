"""A logo taken apart into the colours it is printed in, one screen each."""

from collections.abc import Sequence

from PIL import Image, ImageFilter

from services.artwork import Rgb


def separated(cut: Image.Image, colours: Sequence[Rgb]) -> list[Image.Image]:
    """Where each colour is printed, as masks of the logo's size: 255 ink, 0 none.

    Every covered pixel belongs to the colour nearest to it, and what edges mix to its neighbours.
    """
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in colours for part in colour])
    nearest = cut.convert("RGB").quantize(palette=palette, dither=Image.Dither.NONE)
    numbers = Image.frombytes("L", nearest.size, nearest.tobytes())
    if len(colours) > 1:
        numbers = numbers.filter(ImageFilter.ModeFilter(5))
    covered = cut.getchannel("A").point([255 * (a >= 128) for a in range(256)])
    nothing = Image.new("L", cut.size)
    return [
        Image.composite(numbers.point([255 * (v == n) for v in range(256)]), nothing, covered)
        for n in range(len(colours))
    ]


def reprinted(cut: Image.Image, colours: Sequence[Rgb]) -> Image.Image:
    """The logo as these colours alone print it."""
    picture = Image.new("RGBA", cut.size)
    for mask, colour in zip(separated(cut, colours), colours, strict=True):
        picture.paste((*colour, 255), mask=mask)
    return picture
