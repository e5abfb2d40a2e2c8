"""What is found in eight logos as hotels send them."""

import io

import pytest
from PIL import Image

from services.artwork import PrintArea, findings, names
from tests.artwork.conftest import See

AREA = PrintArea(80, 50)
WHITE, BLACK = (248, 246, 241), (42, 42, 46)

in_one_loop = pytest.mark.asyncio(loop_scope="module")

FOUND = {
    "flat.png": {"background"},
    "gradient.png": {"gradient", "background"},
    "sign.jpg": {"photo"},
    "tiny.jpg": {"small", "background"},
    "white.png": {"invisible", "colours-fewer"},
    "wide.webp": {"thin", "background", "wide", "colours-fewer"},
    "logo.svg": {"vector", "colours-more"},
    "logo.pdf": {"vector"},
}
"""For two ordered colours, on white."""


@in_one_loop
@pytest.mark.parametrize("name", FOUND)
async def test_a_logo_is_told_what_it_lacks(see: See, name: str) -> None:
    _, seen = await see(name)
    found = findings(seen, AREA, upper=WHITE, ordered=2)
    assert {finding.key for finding in found} == FOUND[name], found


@in_one_loop
@pytest.mark.parametrize(
    ("name", "inks"),
    [
        ("flat.png", ("navy", "gold")),
        ("tiny.jpg", ("teal", "beige")),  # gold, so far as a hundred pixels show it
        ("white.png", ("white",)),
        ("wide.webp", ("black",)),
        ("logo.svg", ("orange", "navy", "teal", "sky")),
        ("logo.pdf", ("red", "navy")),
    ],
)
async def test_inks_are_counted_as_a_printer_would(
    see: See, name: str, inks: tuple[str, ...]
) -> None:
    _, seen = await see(name)
    assert set(names(seen.inks)) == set(inks)


@in_one_loop
async def test_white_is_printed_on_black(see: See) -> None:
    _, seen = await see("white.png")
    assert findings(seen, AREA, upper=BLACK, ordered=1) == ()


@in_one_loop
async def test_a_plain_background_goes_and_edges_keep_the_ink(see: See) -> None:
    cut, seen = await see("flat.png")
    assert seen.background == (255, 255, 255)
    with Image.open(io.BytesIO(cut)) as picture:
        assert picture.getpixel((5, picture.height // 2)) == (255, 255, 255, 0)
        half = [
            pixel[:3]
            for _, pixel in picture.getcolors(1 << 20) or ()
            if isinstance(pixel, tuple) and 90 < pixel[3] < 160
        ]
    assert half
    assert max(min(colour) for colour in half) < 130, "no edge is half white"


@in_one_loop
async def test_a_larger_print_needs_a_larger_file(see: See) -> None:
    _, seen = await see("flat.png")
    assert "small" not in {f.key for f in findings(seen, AREA, upper=WHITE, ordered=2)}
    banner = findings(seen, PrintArea(800, 500), upper=WHITE, ordered=2)
    (small,) = [finding for finding in banner if finding.key == "small"]
    assert small.weight == "blocks"
    assert dict(small.values)["sharp"] == pytest.approx(1103 / 300 * 25.4, abs=0.1)
