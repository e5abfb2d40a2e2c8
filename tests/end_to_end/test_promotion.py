"""A promotion through both channels, from a draft to its report, with all that goes wrong between:
somebody takes their consent back, somebody blocks us, a number is not on WhatsApp.
"""

from collections.abc import AsyncIterator
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from bot import promoting
from tests.doubles.telegram import PrivateChat, User
from tests.doubles.twilio import Phone
from tests.end_to_end import conversation
from tests.end_to_end.whatsapp_program import (
    CONFIRM,
    Both,
    both,
    customer,
    order_by_sentence,
)
from tests.stories.worlds import invitation

WRITTEN = """/promo Promo Desember
teks: Bapak/Ibu {name}, {offer} untuk {hotel}.
tawaran: EVA 5 mm mulai Rp 3.100
tombol: pesan, harga"""
YES = "Ya, boleh"
NOT_ON_WHATSAPP = 63024


@pytest.fixture
async def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Both]:
    monkeypatch.setattr(promoting, "LOOK_EVERY", 0.02)
    monkeypatch.setattr(promoting, "FEED_EVERY", 0.02)
    async with both(tmp_path) as desk:
        now = desk.desk.now().astimezone(UTC)
        ten = now.replace(hour=3, minute=0)  # in Padang
        desk.advance((ten + timedelta(days=ten < now) - now).total_seconds())
        yield desk


async def agreed_on_telegram(desk: Both, number: int) -> PrivateChat:
    """A customer who ordered, and agreed to promotions."""
    chat = conversation.customer(desk.api, number)
    await conversation.up_to_review(chat)
    await chat.presses(CONFIRM)
    await conversation.ordered(chat)
    await chat.presses(YES)
    await chat.wait_text("tulis STOP kapan saja")
    return chat


async def agreed_on_whatsapp(desk: Both, at: int) -> Phone:
    phone = customer(desk.twilio, at)
    await order_by_sentence(phone)
    await phone.wait_text("Bolehkah")
    await phone.presses(YES)
    await phone.wait_text("tulis STOP kapan saja")
    return phone


async def second_officer(desk: Both) -> User:
    sari = desk.api.user(203, "Sari", language_code="id")
    await desk.office.group.add(sari)
    private = desk.api.private(sari)
    await private.starts(await invitation(desk.desk.settings))
    await private.wait_text("bergabung")
    return sari


async def submitted(desk: Both, second: User) -> None:
    """Budi writes and submits a promotion for this afternoon, and a second officer approves it."""
    group, budi = desk.office.group, desk.office.budi
    await group.says(budi, f"{WRITTEN}\nkirim: hari ini 15.00")
    await desk.group_sees("Mencapai 5 orang")
    await group.presses(budi, "Ajukan")
    await desk.group_sees("menunggu petugas kedua")
    await group.presses(second, "Setujui kirim")
    await desk.group_sees("Disetujui Sari untuk 5 orang")


async def orders_after(chat: PrivateChat) -> None:
    await chat.presses("Lihat harga")
    await chat.says(conversation.SENTENCE)
    await chat.wait_text("Sudah benar?")
    await chat.presses(CONFIRM)
    assert "/SO/" in await conversation.ordered(chat)


async def test_from_a_draft_to_its_report_on_both_channels(desk: Both) -> None:
    group, budi = desk.office.group, desk.office.budi
    sari = await second_officer(desk)
    chats = [await agreed_on_telegram(desk, 101 + n) for n in range(3)]
    phones = [await agreed_on_whatsapp(desk, n) for n in range(2)]
    phones[1].unreachable = NOT_ON_WHATSAPP

    await submitted(desk, sari)
    await chats[1].block_bot()
    await chats[2].says("STOP")
    await chats[2].wait_text("Kami tidak mengirim promosi")
    desk.advance(hours=5)
    card = await desk.group_sees("selesai")

    assert "100 % · 5 dari 5" in card
    assert "dilewati: izin ditarik 1" in card
    assert "dilewati: tidak bisa dihubungi 1" in card
    words = "EVA 5 mm mulai Rp 3.100 untuk"
    assert words in (await chats[0].wait_text(words)).text
    assert words in (await phones[0].wait_text(words)).text
    assert not [m for m in chats[2].messages if words in m.text]

    await orders_after(chats[0])
    await desk.twilio.settled()
    await group.presses(budi, "Perbarui")
    card = await desk.group_sees("ditekan 1")
    assert "gagal: 63024" in card
    assert "Terkirim 2" in card
    await group.says(budi, "/laporan promo")
    assert "1 pesanan Rp 1.700.000" in await desk.group_sees("Promo Desember (promosi)")
