"""A logo taken apart into the colours it is printed in, one screen each."""

from collections.abc import Sequence

from PIL import Image, ImageChops, ImageFilter

from services.colours import Rgb


def separated(cut: Image.Image, colours: Sequence[Rgb]) -> list[Image.Image]:
    """Where each colour is printed, as masks of the logo's size: 255 ink, 0 none.

    Every covered pixel belongs to the colour nearest to it, and what edges mix to its neighbours.
    """
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in colours for part in colour])
    nearest = cut.convert("RGB").quantize(palette=palette, dither=Image.Dither.NONE)
    numbers = Image.frombytes("L", nearest.size, nearest.tobytes())
    if len(colours) > 1:
        numbers = _voted(numbers, len(colours))
    covered = cut.getchannel("A").point([255 * (a >= 128) for a in range(256)])
    return [ImageChops.darker(_only(numbers, n), covered) for n in range(len(colours))]


def _voted(numbers: Image.Image, count: int) -> Image.Image:
    """Each pixel has the number that most of those around it have."""
    winner = Image.new("L", numbers.size)
    most = _only(numbers, 0).filter(ImageFilter.BoxBlur(2))
    for n in range(1, count):
        votes = _only(numbers, n).filter(ImageFilter.BoxBlur(2))
        ahead = ImageChops.subtract(votes, most).point([0, *[255] * 255])
        winner.paste(n, mask=ahead)
        most = ImageChops.lighter(most, votes)
    return winner


def _only(numbers: Image.Image, n: int) -> Image.Image:
    return numbers.point([255 * (v == n) for v in range(256)])


def reprinted(cut: Image.Image, colours: Sequence[Rgb]) -> Image.Image:
    """The logo as these colours alone print it."""
    picture = Image.new("RGBA", cut.size)
    for mask, colour in zip(separated(cut, colours), colours, strict=True):
        picture.paste((*colour, 255), mask=mask)
    return picture
