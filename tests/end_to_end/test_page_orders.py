"""Two hotels order on the try-it page of the real program, and an officer approves both.

With PROKANA_PICTURES set to a folder, the pictures of the README are left in it.
"""

import os
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, expect

from tests.bot.web.look import Side, View, opened
from tests.stories.worlds import Running, settings_in

pytestmark = pytest.mark.asyncio(loop_scope="module")

LOGO = Path(__file__).parent / "logo.png"


def newest(side: Side, label: str) -> Locator:
    return side.button(label).last


async def press(side: Side, *labels: str) -> None:
    """Press one button after the other, each as soon as it is there."""
    for label in labels:
        await newest(side, label).click()


async def choose(side: Side, *labels: str) -> None:
    """The same where more than three choices stand in a list."""
    for label in labels:
        shown = newest(side, label).or_(newest(side, "Pilih")).last
        await shown.click()
        sheet = side.root.get_by_role("dialog")
        if await sheet.is_visible():
            await sheet.get_by_role("button", name=label).first.click()


async def sees(side: Side, words: str) -> None:
    await expect(side.bubbles.filter(has_text=words).last).to_be_visible()


async def keep_picture(view: View, name: str) -> None:
    if folder := os.environ.get("PROKANA_PICTURES"):
        await view.page.wait_for_timeout(700)
        await view.page.screenshot(path=Path(folder) / name)


async def test_two_hotels_order_and_an_officer_approves_both(
    browser: Browser, tmp_path: Path
) -> None:
    running = Running(settings_in(tmp_path))
    await running.start()
    size = {"width": 1440, "height": 900}
    try:
        async with opened(browser, running.url, viewport=size) as view:
            await order_by_buttons(view.telegram)
            await sees(view.staff, "001/SO/LAPAS-PDG/")
            await order_by_one_sentence(view.whatsapp)
            await sees(view.staff, "002/SO/LAPAS-PDG/")
            await keep_picture(view, "try-it.png")
            first = view.staff.bubbles.filter(has_text="001/SO/LAPAS-PDG/").first
            await first.locator("xpath=ancestor::li").get_by_role("button", name="Setujui").click()
            await sees(view.telegram, "disetujui")
            await press(view.staff, "Setujui")
            await sees(view.whatsapp, "disetujui")
            await view.page.reload()
            await sees(view.whatsapp, "disetujui")
            await keep_picture(view, "approved.png")
            assert view.complaints == []
    finally:
        await running.stop()


async def order_by_buttons(side: Side) -> None:
    await side.says("halo")
    await press(side, "Pesan", "EVA 5 mm", "All size 29 cm", "Sablon logo", "1 warna")
    await press(side, "Plastik OPP per pasang")
    await sees(side, "500–999 pasang: Rp 3.550")
    await press(side, "500")
    await sees(side, "gambar logonya")
    await side.attaches("logo.png", LOGO.read_bytes())
    await side.field.press("Enter")
    await press(side, "Kota Padang", "secepatnya")
    await sees(side, "hotel atau instansi")
    await side.says("Hotel Contoh")
    await sees(side, "Atas nama")
    await side.says("Bu Rina")
    await press(side, "Ya, pesan")
    await sees(side, "001/SO/LAPAS-PDG/")


async def order_by_one_sentence(side: Side) -> None:
    await side.says("pesan 750 psg eva 5mm polos all size netral kirim ke padang secepatnya")
    await sees(side, "hotel atau instansi")
    await side.says("Wisma Contoh")
    await sees(side, "Atas nama")
    await side.says("Pak Andi")
    await sees(side, "750 pasang × Rp")
    await side.says("ya")
    await sees(side, "002/SO/LAPAS-PDG/")
