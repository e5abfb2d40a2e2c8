"""A logo is sent in the middle of an order: seen on the product, made smaller, signed off."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.artwork.logos import logo
from tests.doubles.telegram import PrivateChat
from tests.stories.worlds import TelegramWorld, telegram_world

ASKED = "500 pasang eva 5 mm all size sablon logo 1 warna plastik opp"

LONG = 20.0
"""Seconds a picture may take on a busy machine: the first one starts a process."""


@asynccontextmanager
async def asked_for_a_logo(folder: Path) -> AsyncIterator[PrivateChat]:
    async with telegram_world(folder) as world:
        assert isinstance(world, TelegramWorld)
        await world.chat.says(ASKED)
        await world.chat.wait_text("gambar logo")
        yield world.chat


async def test_a_logo_is_shown_made_smaller_and_signed_off(tmp_path: Path) -> None:
    async with asked_for_a_logo(tmp_path) as chat:
        await chat.sends_document(logo("flat.png"), "flat.png")
        shown = await chat.wait_text("Ini logo", LONG)
        assert "47,6 × 40 mm" in shown.text
        assert shown.photo
        await chat.presses("Lebih kecil")
        smaller = await chat.wait_text(" × 35 mm", LONG)
        assert smaller.photo != shown.photo
        await chat.presses("Pakai ini")
        await chat.wait_text("akan dicetak seperti ini")
        await chat.presses("Lanjutkan")
        await chat.wait_text("Dikirim ke mana")


async def test_a_broken_file_is_answered_in_a_sentence_and_the_order_goes_on(
    tmp_path: Path,
) -> None:
    async with asked_for_a_logo(tmp_path) as chat:
        await chat.sends_document(logo("flat.png")[:3000], "flat.png")
        await chat.wait_text("belum dapat kami pakai", LONG)
        await chat.wait_text("Dikirim ke mana")
