"""Whatever is sent, the desk goes on: each file gets an answer, soon, and what is read is clean."""

import asyncio
import io
import os
import random
import signal
import time

import pytest
from PIL import Image

from bot.artwork import limits
from bot.artwork.studio import Studio
from services.artwork import Read, Refusal
from tests.artwork.hostile import HOSTILE, svg
from tests.artwork.logos import LOGOS, logo

MUTATED = int(os.environ.get("MUTATED", "300"))
"""Files that are damaged by chance; MUTATED=5000 for a night."""


in_one_loop = pytest.mark.asyncio(loop_scope="module")


@in_one_loop
@pytest.mark.parametrize("name", LOGOS)
async def test_every_kind_a_hotel_sends_is_read(studio: Studio, name: str) -> None:
    read = await studio.read(logo(name))
    assert isinstance(read, Read), read
    with Image.open(io.BytesIO(read.png)) as picture:
        assert (picture.format, picture.mode) == ("PNG", "RGBA")
        assert max(picture.size) <= limits.LONGEST


@in_one_loop
@pytest.mark.parametrize("name", HOSTILE)
async def test_no_file_harms_the_desk(studio: Studio, name: str) -> None:
    make, becomes = HOSTILE[name]
    content, began = make(), time.monotonic()
    answer = await studio.read(content)
    assert time.monotonic() - began < limits.SECONDS + 1
    if answer is Refusal.HEAVY and becomes is not Refusal.HEAVY:
        answer = await studio.read(content)  # the two seconds pass on a busy machine, too
    if becomes is not None:
        assert (answer.kind if isinstance(answer, Read) else answer) == becomes
    assert isinstance(await studio.read(logo("tiny.jpg")), Read), "it harmed the next one"


@in_one_loop
async def test_damaged_files_are_answered_too(studio: Studio) -> None:
    chance = random.Random(2026)
    names = ["tiny.jpg"] * 4 + ["wide.webp", "logo.pdf"] * 2 + ["logo.svg", "flat.png"]
    for _ in range(MUTATED):
        content = bytearray(logo(chance.choice(names)))
        for _ in range(chance.choice((1, 3, 20))):
            at = chance.randrange(len(content))
            match chance.randrange(4):
                case 0:
                    content[at] = chance.randrange(256)
                case 1:
                    del content[at : at + chance.randrange(40)]
                case 2:
                    content[at:at] = chance.randbytes(chance.randrange(20))
                case _:
                    content[at : at + 4] = b"\xff" * 4
            content = content or bytearray(b"x")
        assert isinstance(await studio.read(bytes(content)), Read | Refusal)


@in_one_loop
async def test_nothing_but_pixels_is_kept_of_a_photograph(studio: Studio) -> None:
    sent = logo("sign.jpg")
    with Image.open(io.BytesIO(sent)) as picture:
        assert picture.getexif().get_ifd(0x8825), "the place is in what was sent"
    read = await studio.read(sent)
    assert isinstance(read, Read)
    assert read.camera
    with Image.open(io.BytesIO(read.png)) as picture:
        assert not picture.getexif()
        assert not picture.info
    hidden = await studio.read(HOSTILE["zip_behind.png"][0]())
    assert isinstance(hidden, Read)
    assert b"PK" not in hidden.png[-2000:]


@in_one_loop
@pytest.mark.parametrize("how", ["{}", "file://{}"])
async def test_an_svg_shows_no_file_of_ours(studio: Studio, how: str, tmp_path: object) -> None:
    ours = f"{tmp_path}/ours.png"
    Image.new("RGB", (9, 9), "red").save(ours)
    inside = f'<image href="{how.format(ours)}" width="9" height="9"/><circle r="3"/>'
    read = await studio.read(svg(inside))
    assert isinstance(read, Read)
    with Image.open(io.BytesIO(read.png)) as picture:
        reddest = picture.getchannel("R").getextrema()[1]
    assert reddest == 0


@in_one_loop
@pytest.mark.parametrize("kind", ["svg", "pdf"])
async def test_a_small_drawing_on_a_large_page_is_drawn_large(studio: Studio, kind: str) -> None:
    small = '<circle cx="700" cy="300" r="20" fill="red"/>'
    page = svg(small, size='viewBox="0 0 1000 1000"') if kind == "svg" else logo("logo.pdf")
    read = await studio.read(page)
    assert isinstance(read, Read)
    cut, seen = await studio.measure(read)
    with Image.open(io.BytesIO(cut)) as picture:
        assert max(picture.size) > 0.85 * limits.VECTOR / (1 if kind == "pdf" else 2)
    assert seen.aspect == pytest.approx(1.0 if kind == "svg" else 2.5, abs=0.02)


@in_one_loop
async def test_a_process_that_is_killed_is_started_again() -> None:
    async with Studio() as studio:
        assert isinstance(await studio.read(logo("tiny.jpg")), Read)
        assert studio._process is not None
        studio._process.kill()
        studio._process.wait()
        assert isinstance(await studio.read(logo("tiny.jpg")), Read)


@in_one_loop
async def test_a_file_handed_to_a_process_that_ends_is_handed_to_the_next() -> None:
    async with Studio() as studio:
        assert isinstance(await studio.read(logo("tiny.jpg")), Read)
        assert studio._process is not None
        os.kill(studio._process.pid, signal.SIGSTOP)
        waiting = asyncio.create_task(studio.read(logo("tiny.jpg")))
        await asyncio.sleep(0.05)
        studio._process.kill()
        assert isinstance(await waiting, Read)


@in_one_loop
async def test_several_at_once_get_each_their_own(studio: Studio) -> None:
    names = ["tiny.jpg", "logo.svg", "logo.pdf", "wide.webp"]
    reads = await asyncio.gather(*(studio.read(logo(name)) for name in names))
    assert [r.kind for r in reads if isinstance(r, Read)] == ["jpeg", "svg", "pdf", "webp"]
