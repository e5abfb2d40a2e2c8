"""The try-it page as people see it: in a real browser, on a real server."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, Route, expect

from bot.channels.local import STAFF
from tests.bot.web.asking import TELEGRAM, WHATSAPP
from tests.bot.web.desk import PNG, EchoDesk, options, served
from tests.bot.web.look import View, opened

pytestmark = pytest.mark.asyncio(loop_scope="module")

EVIL = "<img src=x onerror=\"document.title='hacked'\">"
HERE = Path(__file__).parent


# ---- saying and hearing


async def test_what_is_typed_is_answered_without_reloading(view: View) -> None:
    await view.telegram.says("pesan 750 psg")
    await expect(view.telegram.bubbles).to_contain_text(["pesan 750 psg", "Tercatat: pesan 750"])
    await expect(view.telegram.bubbles.locator("strong")).to_have_text("pesan 750 psg")
    await expect(view.telegram.field).to_have_value("")
    await expect(view.whatsapp.bubbles).to_have_count(0)


async def test_what_another_process_writes_appears_by_itself(view: View, desk: EchoDesk) -> None:
    await desk.says(STAFF, "Pesanan 002")
    await expect(view.staff.bubbles).to_contain_text(["Pesanan 002"])


async def test_an_edited_message_changes_where_it_stands(view: View, desk: EchoDesk) -> None:
    first = await desk.says(STAFF, "Menunggu", *options("Setujui"))
    await desk.says(STAFF, "Yang lain")
    await expect(view.staff.bubbles).to_have_count(2)
    await view.staff.button("Setujui").focus()
    await desk.says(STAFF, "Disetujui", *options("Produksi"), instead_of=first)
    await expect(view.staff.bubbles).to_contain_text(["Disetujui", "Yang lain"])
    await expect(view.staff.button("Setujui")).to_have_count(0)
    await expect(view.staff.button("Produksi")).to_be_focused()


async def test_shift_enter_begins_a_line_and_enter_sends(view: View, desk: EchoDesk) -> None:
    await view.telegram.field.fill("satu")
    await view.telegram.field.press("Shift+Enter")
    await view.telegram.field.press_sequentially("dua")
    await view.telegram.field.press("Enter")
    await expect(view.telegram.mine).to_have_count(1)
    assert desk.heard[0].text == "satu\ndua"


async def test_an_example_is_put_into_the_writing_line(view: View) -> None:
    await view.telegram.root.locator(".example").first.click()
    await expect(view.telegram.field).to_have_value("pesan 750 psg eva 5mm logo 2 warna")
    await expect(view.telegram.field).to_be_focused()


# ---- choosing


async def test_a_button_on_telegram_is_pressed_and_leaves_a_small_mark(
    view: View, desk: EchoDesk
) -> None:
    await desk.says(TELEGRAM, "Yang mana?", *options("Putih", "Hitam", "Merah", "Biru"))
    await view.telegram.button("Hitam").click()
    await expect(view.telegram.root.locator(".press-mark")).to_have_text("Hitam")
    await expect(view.telegram.mine).to_have_count(0)
    assert desk.heard[0].press == "pick=Hitam"


async def test_buttons_work_from_the_keyboard(view: View, desk: EchoDesk) -> None:
    await desk.says(TELEGRAM, "Sudah benar?", *options("Ya"))
    await view.telegram.button("Ya").focus()
    await view.page.keyboard.press("Enter")
    await expect(view.telegram.root.locator(".press-mark")).to_have_text("Ya")


async def test_three_choices_on_whatsapp_are_buttons_and_a_press_is_said(
    view: View, desk: EchoDesk
) -> None:
    await desk.says(WHATSAPP, "Apa?", *options("Pesan", "Harga", "Bicara dengan petugas bengkel"))
    await view.whatsapp.button("Bicara dengan…").click()
    await expect(view.whatsapp.mine).to_contain_text("Bicara dengan petugas bengkel")


async def test_more_choices_on_whatsapp_open_a_list(view: View, desk: EchoDesk) -> None:
    await desk.says(WHATSAPP, "Sol?", *options("3 mm", "4 mm", "5 mm", "6 mm", description="EVA"))
    opener = view.whatsapp.button("Pilih")
    await opener.click()
    sheet = view.whatsapp.root.get_by_role("dialog")
    await expect(sheet.locator("li").first).to_have_text("3 mmEVA")
    await view.page.keyboard.press("Escape")
    await expect(sheet).to_be_hidden()
    await expect(opener).to_be_focused()
    await opener.click()
    await sheet.get_by_role("button", name="5 mm").click()
    await expect(view.whatsapp.mine).to_contain_text("5 mm")
    await expect(sheet).to_be_hidden()
    assert desk.heard[0].press == "pick=5 mm"


async def test_a_list_is_closed_beside_it(view: View, desk: EchoDesk) -> None:
    await desk.says(WHATSAPP, "Sol?", *options("3 mm", "4 mm", "5 mm", "6 mm"))
    await view.whatsapp.button("Pilih").click()
    await view.whatsapp.root.locator(".shade").click(position={"x": 40, "y": 40})
    await expect(view.whatsapp.root.get_by_role("dialog")).to_be_hidden()


async def test_many_choices_on_whatsapp_are_numbered(view: View, desk: EchoDesk) -> None:
    await desk.says(WHATSAPP, "Warna?", *options(*(f"Warna {n}" for n in range(1, 13))))
    await expect(view.whatsapp.bubbles).to_contain_text("12. Warna 12")
    await expect(view.whatsapp.bubbles.get_by_role("button")).to_have_count(0)


async def test_a_button_that_is_gone_says_so(view: View, desk: EchoDesk) -> None:
    await desk.says(TELEGRAM, "Apa?", *options("Pesan"))
    await view.telegram.button("Pesan").wait_for()
    await view.page.context.set_offline(True)
    await view.telegram.button("Pesan").click()
    await expect(view.telegram.trouble).to_contain_text("sambungan terputus")
    await view.page.context.set_offline(False)

    async def gone(route: Route) -> None:
        await route.fulfill(status=409, json={"error": "no-button", "sentence": "x"})

    await view.page.route("**/try/say", gone)
    await view.telegram.button("Pesan").click()
    await expect(view.telegram.trouble).to_have_text("Tombol itu sudah tidak ada di pesannya.")
    view.complaints.clear()


# ---- the officers' group


async def test_officers_are_named_and_reply_to_a_message(view: View, desk: EchoDesk) -> None:
    await desk.local.say(STAFF, "terminal", "Yusuf", text="selamat pagi")
    card = await desk.says(STAFF, "Pesanan 002")
    await expect(view.staff.root.locator(".who:visible")).to_have_text(["Yusuf", "PROKANA"])
    row = view.staff.root.locator(f"[data-id='{card}']")
    await row.hover()
    await row.get_by_role("button", name="Balas pesan ini: Pesanan 002").click()
    await expect(view.staff.root.locator(".answering")).to_contain_text("Pesanan 002")
    await view.staff.says("kapan selesai?")
    await expect(view.staff.mine).to_contain_text("PROKANAPesanan 002kapan selesai?")
    await expect(view.staff.root.locator(".answering")).to_be_hidden()
    assert (desk.heard[-1].reply_to, desk.heard[-1].sender) == (str(card), "page-officer")


async def test_a_reply_can_be_dropped(view: View, desk: EchoDesk) -> None:
    await desk.says(STAFF, "Pesanan 002")
    await view.staff.root.locator(".row .reply").focus()
    await view.page.keyboard.press("Enter")
    await expect(view.staff.field).to_be_focused()
    await view.page.keyboard.press("Escape")
    await expect(view.staff.root.locator(".answering")).to_be_hidden()
    await view.staff.says("halo")
    await expect(view.staff.mine).to_have_count(1)
    assert desk.heard[0].reply_to == ""


async def test_a_quotation_leads_to_what_it_quotes(view: View, desk: EchoDesk) -> None:
    card = await desk.says(STAFF, "Pesanan 002")
    for n in range(40):
        await desk.says(STAFF, f"pesan {n}")
    await desk.says(STAFF, "Logo untuk 002", answers=card)
    await view.staff.root.locator("button.answered").click()
    await expect(view.staff.root.locator(f"[data-id='{card}']")).to_be_in_viewport()


# ---- files


async def test_a_picture_is_attached_and_shown(view: View, desk: EchoDesk) -> None:
    await view.telegram.attaches("logo.png", PNG)
    await expect(view.telegram.root.locator(".attached")).to_contain_text("logo.png")
    await view.telegram.says("ini logonya")
    picture = view.telegram.mine.locator("img")
    await expect(picture).to_have_js_property("complete", value=True)
    assert await picture.evaluate("image => image.naturalWidth") == 2
    await expect(view.telegram.root.locator(".attached")).to_be_hidden()
    assert desk.heard[0].text == "ini logonya"


async def test_what_only_claims_to_be_a_picture_is_shown_as_a_file(view: View) -> None:
    await view.telegram.attaches("logo.png", b"no picture")
    await view.telegram.root.locator(".send").click()
    await expect(view.telegram.mine.locator("a.file")).to_have_text("logo.png")
    view.complaints.clear()


async def test_another_file_is_offered_for_download(view: View) -> None:
    await view.telegram.attaches("po.pdf", b"%PDF")
    await view.telegram.root.locator(".send").click()
    async with view.page.expect_download() as download:
        await view.telegram.mine.locator("a.file").click()
    assert (await download.value).suggested_filename == "po.pdf"


async def test_an_attachment_can_be_dropped(view: View) -> None:
    await view.telegram.attaches("po.pdf", b"%PDF")
    await view.telegram.button("Jangan lampirkan").click()
    await expect(view.telegram.root.locator(".attached")).to_be_hidden()


async def test_a_file_that_is_too_large_is_refused_before_it_is_sent(
    view: View, desk: EchoDesk
) -> None:
    await view.telegram.attaches("besar.pdf", bytes(10 * 1024 * 1024 + 1))
    await expect(view.telegram.trouble).to_contain_text("lebih besar dari 10 MB")
    await expect(view.telegram.root.locator(".attached")).to_be_hidden()
    assert not desk.heard


# ---- nothing is lost


async def test_reloading_loses_nothing(view: View, desk: EchoDesk) -> None:
    name = view.telegram.root.get_by_label("Anda:")
    await name.fill("Ibu Rina")
    await name.press("Enter")
    await view.telegram.says("halo")
    await expect(view.telegram.bubbles).to_have_count(2)
    await view.page.reload()
    await expect(view.telegram.bubbles).to_have_count(2)
    await expect(name).to_have_value("Ibu Rina")
    assert desk.heard[0].name == "Ibu Rina"


async def test_an_empty_name_is_the_one_it_was(view: View) -> None:
    name = view.whatsapp.root.get_by_label("Anda:")
    await name.fill("  ")
    await name.press("Enter")
    await expect(name).to_have_value("Tamu 2")


async def test_the_page_finds_its_desk_again(browser: Browser, desk: EchoDesk) -> None:
    async with served(desk) as url:
        port = int(url.rpartition(":")[2])
        context = await browser.new_context()
        view = View(await context.new_page())
        await view.page.goto(url)
        await view.telegram.says("sebelum")
        await expect(view.telegram.bubbles).to_have_count(2)
    await expect(view.offline).to_have_text("Sambungan terputus. Menyambung lagi…")
    await view.telegram.says("di tengah")
    await expect(view.telegram.trouble).to_contain_text("Belum terkirim")
    await expect(view.telegram.field).to_have_value("di tengah")
    await desk.says(TELEGRAM, "dari proses lain")
    async with served(desk, port):
        await expect(view.offline).to_be_hidden()
        await expect(view.telegram.bubbles).to_have_count(3)
        await view.telegram.field.press("Enter")
        await expect(view.telegram.bubbles).to_have_count(5)
        await expect(view.telegram.trouble).to_be_hidden()
        await context.close()
    assert [said.text for said in desk.heard] == ["sebelum", "di tengah"]


async def test_another_database_behind_the_page_starts_it_anew(
    browser: Browser, desk: EchoDesk, url: str
) -> None:
    for n in range(3):
        await desk.says(TELEGRAM, f"lama {n}")
    async with opened(browser, url) as view:
        await expect(view.telegram.bubbles).to_have_count(3)
        await desk.forget()
        await desk.says(WHATSAPP, "baru")
        await view.page.evaluate("dispatchEvent(new Event('online'))")
        await expect(view.whatsapp.bubbles).to_have_count(1)
        await expect(view.telegram.bubbles).to_have_count(0)


async def test_a_page_nobody_looks_at_catches_up_when_it_is_seen(
    browser: Browser, desk: EchoDesk, url: str
) -> None:
    async with opened(browser, url, clock=True) as view:
        await view.turns(hidden=True)
        await view.page.clock.fast_forward(31_000)
        await desk.says(TELEGRAM, "sementara itu")
        await view.page.wait_for_timeout(600)
        await expect(view.telegram.bubbles).to_have_count(0)
        await view.turns(hidden=False)
        await expect(view.telegram.bubbles).to_have_count(1)


async def test_what_arrived_though_its_answer_was_lost_is_not_left_to_be_sent_twice(
    view: View, desk: EchoDesk
) -> None:
    async def swallow(route: Route) -> None:
        await route.abort()
        await desk.local.say(TELEGRAM, TELEGRAM, "Tamu 1", text="sekali saja")

    await view.page.route("**/try/say", swallow)
    await view.telegram.says("sekali saja")
    await expect(view.telegram.mine).to_have_count(1)
    await expect(view.telegram.field).to_have_value("")
    await expect(view.telegram.trouble).to_be_hidden()
    view.complaints.clear()


# ---- safe, readable, at any width


async def test_what_people_type_is_never_markup(view: View, desk: EchoDesk) -> None:
    for chat in (TELEGRAM, WHATSAPP, STAFF):
        await desk.local.say(chat, "somebody", EVIL, text=EVIL)
        card = await desk.says(chat, EVIL, *options(EVIL, f"{EVIL}2", "c", "d", description=EVIL))
        await desk.says(chat, EVIL, answers=card)
    kept = desk.local.keep_file(b"%PDF", f"{EVIL}.pdf".replace("/", ""))
    await desk.local.say(STAFF, "somebody", EVIL, files=[kept])
    await expect(view.staff.root.locator(".who").first).to_have_text(EVIL)
    await expect(view.telegram.bubbles.first).to_contain_text(EVIL)
    await view.whatsapp.button("Pilih").click()
    await expect(view.whatsapp.root.locator(".list small").first).to_contain_text(EVIL)
    assert await view.page.title() == "PROKANA"


async def test_new_messages_do_not_tear_a_reader_away(view: View, desk: EchoDesk) -> None:
    for n in range(40):
        await desk.says(TELEGRAM, f"pesan {n}")
    await expect(view.telegram.bubbles).to_have_count(40)
    await expect(view.telegram.bubbles.last).to_be_in_viewport()
    await view.telegram.root.locator(".scroll").evaluate("node => { node.scrollTop = 0; }")
    await desk.says(TELEGRAM, "yang terbaru")
    pill = view.telegram.button("1 pesan baru")
    await expect(pill).to_be_visible()
    await expect(view.telegram.bubbles.first).to_be_in_viewport()
    await pill.click()
    await expect(view.telegram.bubbles.last).to_be_in_viewport()
    await expect(pill).to_be_hidden()


async def test_a_narrow_screen_shows_one_phone_and_marks_the_others(
    browser: Browser, desk: EchoDesk, url: str
) -> None:
    size = {"width": 390, "height": 844}
    async with opened(browser, url, viewport=size, has_touch=True, is_mobile=True) as view:
        await expect(view.telegram.field).to_be_in_viewport(ratio=1)
        await expect(view.staff.field).not_to_be_in_viewport()
        await desk.says(STAFF, "Pesanan 002", *options("Setujui", "Tolak", "Tanya"))
        tab = view.page.locator(".tabs button", has_text="Petugas")
        await expect(tab.locator(".dot")).to_contain_text("1")
        await tab.tap()
        await expect(view.staff.field).to_be_in_viewport(ratio=1)
        await expect(tab).to_have_attribute("aria-current", "true")
        await expect(tab.locator(".dot")).to_be_hidden()
        assert await view.page.evaluate("document.documentElement.scrollWidth") == 390
        assert view.complaints == []


async def test_the_captions_change_language_and_the_chat_does_not(
    view: View, desk: EchoDesk
) -> None:
    await desk.says(TELEGRAM, "Selamat pagi")
    await expect(view.telegram.bubbles).to_have_count(1)
    await view.page.locator("#language").click()
    await expect(view.telegram.root.locator("h2")).to_have_text("A hotel on Telegram")
    await expect(view.telegram.field).to_have_attribute("placeholder", "Write a message")
    await expect(view.telegram.bubbles).to_contain_text("Selamat pagi")
    await view.page.reload()
    await expect(view.telegram.root.locator("h2")).to_have_text("A hotel on Telegram")


async def test_the_advice_folds_away_and_stays_folded(view: View) -> None:
    how = view.page.locator("#how")
    await expect(how).to_have_attribute("aria-expanded", "true")
    await how.click()
    await expect(view.telegram.root.locator(".advice")).to_be_hidden()
    await view.page.reload()
    await expect(how).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
async def test_every_word_stands_out_from_what_is_behind_it(
    browser: Browser, desk: EchoDesk, url: str, scheme: str, width: int
) -> None:
    for chat in (TELEGRAM, WHATSAPP, STAFF):
        await desk.local.say(chat, chat.replace(STAFF, "page-officer"), "Saya", text="halo")
        await desk.local.say(chat, "x", "Orang lain", text="halo")
        asked = await desk.says(chat, "Satu", *options("a", "b", "c", "d"))
        await desk.says(chat, "Satu", *options("a", "b", "c", "d"), instead_of=asked)
        await desk.says(chat, "Dua", *options("a", "b"), answers=asked)
    size = {"width": width, "height": 800}
    async with opened(browser, url, viewport=size, color_scheme=scheme) as view:
        await expect(view.staff.bubbles).to_have_count(6)
        weak = await view.page.evaluate((HERE / "contrast.js").read_text("utf-8"))
        assert weak == []


async def test_all_that_can_be_pressed_has_a_name(view: View, desk: EchoDesk) -> None:
    await desk.says(STAFF, "Pesanan", *options("Setujui"))
    await expect(view.staff.bubbles).to_have_count(1)
    for control in await view.page.locator("button:visible, textarea, input:visible").all():
        snapshot = await control.aria_snapshot()
        assert re.match(r"""- '?(button|textbox) ".+\"""", snapshot), snapshot
