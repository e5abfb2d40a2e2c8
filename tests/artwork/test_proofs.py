"""What a customer signs off, and what the printer gets."""

import io
from dataclasses import replace
from xml.etree.ElementTree import tostring

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw

from bot.artwork import mockup
from bot.artwork.inks import separated
from bot.artwork.studio import Proof, Studio
from services.artwork import Placement
from services.catalogue import Catalogue, default_path, load
from services.colours import Rgb
from tests.artwork.conftest import See

CATALOGUES = [load(path) for path in sorted(default_path().parent.glob("*.toml"))]
PADANG, SOLOK = CATALOGUES
INKS: tuple[Rgb, ...] = ((22, 38, 88), (190, 150, 62))

in_one_loop = pytest.mark.asyncio(loop_scope="module")


def wanted(catalogue: Catalogue, aspect: float, **variant: str) -> Proof:
    assert catalogue.mockup
    lines = ("Sablon 47,6 × 40 mm", "Biru tua dan emas")
    return Proof(
        catalogue.mockup, variant, aspect, Placement(), INKS, "Hotel Contoh", lines, "Sol 5 mm"
    )


def opened(jpeg: bytes) -> Image.Image:
    return Image.open(io.BytesIO(jpeg)).convert("RGB")


def changed(one: bytes, other: bytes) -> tuple[int, int, int, int] | None:
    """The box in which two pictures of a size differ by more than a JPEG does."""
    difference = ImageChops.difference(opened(one), opened(other)).convert("L")
    return difference.point([255 * (d > 60) for d in range(256)]).getbbox()


@in_one_loop
@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda one: one.product.key)
async def test_a_proof_fits_every_chat(
    studio: Studio, inside: Studio, see: See, catalogue: Catalogue
) -> None:
    cut, seen = await see("flat.png")
    made = await studio.proof(cut, wanted(catalogue, seen.aspect))
    assert opened(made).width == 1080
    assert len(made) < 400_000
    assert made == await inside.proof(cut, wanted(catalogue, seen.aspect))


@in_one_loop
async def test_both_feet_bear_the_logo_and_none_is_mirrored(inside: Studio, see: See) -> None:
    cut, seen = await see("flat.png")
    plain = Image.new("RGBA", (20, 20))
    out = io.BytesIO()
    plain.save(out, "PNG")
    want = wanted(PADANG, seen.aspect)
    bare = await inside.proof(out.getvalue(), want)
    box = changed(bare, await inside.proof(cut, want))
    assert box
    assert box[0] < 300
    assert box[2] > 780
    mirror = opened(await inside.proof(cut, want)).crop((0, 0, 1080, 1100))
    flipped = mirror.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    differs = ImageChops.difference(mirror, flipped).convert("L")
    assert differs.point([255 * (d > 90) for d in range(256)]).getbbox(), "letters read the same"


@in_one_loop
async def test_smaller_larger_and_moved_are_seen(inside: Studio, see: See) -> None:
    cut, seen = await see("logo.pdf")
    want = wanted(PADANG, seen.aspect)
    first = await inside.proof(cut, want)
    usual = Placement()
    for placement in (usual.smaller(), usual.larger(), usual.moved(5, 0), usual.moved(0, -5)):
        assert changed(first, await inside.proof(cut, replace(want, placement=placement)))


def test_an_edge_between_two_inks_is_not_printed_in_a_third() -> None:
    disc = Image.new("RGBA", (1200, 1200), (255, 255, 255, 255))
    ImageDraw.Draw(disc).ellipse((200, 200, 1000, 1000), (22, 38, 88, 255))
    soft = disc.resize((300, 300), Image.Resampling.LANCZOS)
    between: Rgb = (138, 146, 172)
    navy, white, third = separated(soft, ((22, 38, 88), (255, 255, 255), between))
    assert third.getbbox() is None
    assert navy.histogram()[255] + white.histogram()[255] == 300 * 300


def test_every_choice_of_the_catalogue_looks_its_own() -> None:
    drawing = mockup.drawing("slippers")
    for axis, values in drawing.values.items():
        assert set(values) == {value.key for value in PADANG.axis(axis).values}
    looks = {
        tostring(mockup.of_variant(drawing, {axis: value}, "#f8f6f1"))
        for axis, values in drawing.values.items()
        for value in values
    }
    usual = len(drawing.values)
    assert len(looks) == 1 + sum(len(values) for values in drawing.values.values()) - usual


def test_every_catalogue_names_a_drawing_there_is() -> None:
    for catalogue in CATALOGUES:
        assert catalogue.mockup
        assert catalogue.mockup.template in mockup.drawings()
    assert mockup.drawing("umbrella") == mockup.drawing("sheet")


@in_one_loop
async def test_films_are_at_size_and_always_the_same(inside: Studio, see: See) -> None:
    cut, _ = await see("flat.png")
    pages = [["023/SO/LAPAS-PDG/XI/2026", f"Hotel Contoh (Padang), {n} / 2"] for n in (1, 2)]
    made = await inside.films(cut, INKS, (47.6, 40.0), pages)
    assert made == await inside.films(cut, INKS, (47.6, 40.0), pages)
    document = pypdfium2.PdfDocument(made.pdf)
    assert len(document) == 2
    text = document[1].get_textpage().get_text_range()
    assert "023/SO/LAPAS-PDG/XI/2026" in text
    assert "Hotel Contoh (Padang), 2 / 2" in text
    masks = [Image.open(io.BytesIO(mask)) for mask in made.masks]
    assert [(mask.mode, mask.size) for mask in masks] == [("1", (1124, 945))] * 2
    both = ImageChops.lighter(*(mask.convert("L").point([255, *[0] * 255]) for mask in masks))
    once = [mask.histogram()[0] for mask in masks]
    assert both.histogram()[255] > 0.98 * sum(once), "no dot is printed twice"
