"""A quotation asked for in chat arrives on the phone as a PDF that others can read."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pypdfium2
import zxingcpp

from tests.stories.whatsapp_world import WhatsAppWorld, whatsapp_world
from tests.stories.worlds import (
    TelegramWorld,
    TerminalWorld,
    World,
    telegram_world,
    terminal_world,
    until,
)

STEPS = (
    "/pesan",
    "[EVA 5 mm]",
    "[All size 29 cm]",
    "[Polos]",
    "[Karton saja]",
    "500",
    "[Ambil sendiri]",
    "[secepatnya]",
    "Hotel Contoh Baru",
    "Dewi",
    "[Minta penawaran]",
)


def read(pdf: bytes) -> str:
    [page] = pypdfium2.PdfDocument(pdf)
    return str(page.get_textpage().get_text_bounded())


def code(pdf: bytes) -> str:
    """The address behind its code."""
    [page] = pypdfium2.PdfDocument(pdf)
    [found] = zxingcpp.read_barcodes(page.render(scale=3).to_pil())
    return str(found.text)


async def asked_for(world: World) -> None:
    """Up to the quote."""
    for step in STEPS:
        world.mark()
        if step.startswith("["):
            await world.presses("", step.strip("[]"))
        else:
            await world.says("", step)
        assert await until(lambda: bool(world.news("")))


async def comes(found: Callable[[], list[bytes]]) -> bytes:
    assert await until(lambda: bool(found()))
    [pdf] = found()
    return pdf


async def test_on_telegram_as_a_document(tmp_path: Path) -> None:
    async with telegram_world(tmp_path) as world:
        assert isinstance(world, TelegramWorld)
        await asked_for(world)
        pdf = await comes(lambda: [m.document[1] for m in world.chat.messages if m.document])
        assert "Hotel Contoh Baru" in read(pdf)
        [name] = [m.document[0] for m in world.chat.messages if m.document]
        assert name.endswith(".pdf")
        door, _, word = code(pdf).partition("?start=")
        assert door.startswith("https://t.me/")
        world.mark()
        await world.says("", f"/start {word}")
        assert await until(lambda: "Penawaran 001/QUO" in world.news(""))


async def test_on_whatsapp_as_media(tmp_path: Path) -> None:
    async with whatsapp_world(tmp_path) as world:
        assert isinstance(world, WhatsAppWorld)
        await asked_for(world)
        pdf = await comes(lambda: [m.media for m in world.dewi.messages if m.media])
        assert "Hotel Contoh Baru" in read(pdf)
        [kind] = [m.media_type for m in world.dewi.messages if m.media]
        assert kind == "application/pdf"
        door, _, word = code(pdf).partition("?text=")
        assert door.startswith("https://wa.me/62")
        world.mark()
        await world.says("", unquote(word))
        assert await until(lambda: "Penawaran 001/QUO" in world.news(""))


async def test_in_our_own_messenger_as_a_file_that_is_here(tmp_path: Path) -> None:
    async with terminal_world(tmp_path) as world:
        assert isinstance(world, TerminalWorld)
        await asked_for(world)
        hotel = world._people[""]
        shown = await hotel.desk.local.since([hotel.chat], 0)
        [file] = [file for one in shown for file in one.drawing.files]
        path = hotel.desk.local.file(hotel.desk.local.kept(file))
        assert path is not None
        assert "Hotel Contoh Baru" in read(path.read_bytes())
