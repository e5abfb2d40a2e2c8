"""A promotion to people on WhatsApp who did not write for a day: its words are approved first."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from bot import promoting
from bot.joins import whatsapp
from tests.doubles.telegram import User
from tests.doubles.twilio import Phone
from tests.doubles.twilio.contents import Content
from tests.end_to_end.test_promotion import agreed_on_whatsapp, second_officer
from tests.end_to_end.whatsapp_program import Both, both, rows, until

WRITTEN = """/promo Promo Desember
teks: Bapak/Ibu {name}, {offer} untuk {hotel}.
tawaran: EVA 5 mm mulai Rp 3.100
tombol: pesan, harga
kirim: segera"""
WORDS = "EVA 5 mm mulai Rp 3.100 untuk"
HELD_BACK = 63049


@pytest.fixture
async def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Both]:
    monkeypatch.setattr(promoting, "LOOK_EVERY", 0.02)
    monkeypatch.setattr(promoting, "FEED_EVERY", 0.02)
    monkeypatch.setattr(whatsapp, "BRING_EVERY", 0.1)
    async with both(tmp_path) as desk:
        now = desk.desk.now().astimezone(UTC)
        ten = now.replace(hour=3, minute=0)  # in Padang
        desk.advance((ten + timedelta(days=ten < now) - now).total_seconds())
        yield desk


async def silent(desk: Both, people: int) -> tuple[list[Phone], User]:
    """People who agreed, and were not heard for more than a day; and a second officer."""
    sari = await second_officer(desk)
    phones = [await agreed_on_whatsapp(desk, n) for n in range(people)]
    await desk.twilio.settled()
    desk.advance(hours=26)
    return phones, sari


async def approved(desk: Both, second: User) -> None:
    group, budi = desk.office.group, desk.office.budi
    await group.says(budi, WRITTEN)
    await desk.group_sees("lewat templat pemasaran")
    await group.presses(budi, "Ajukan")
    await desk.group_sees("menunggu petugas kedua")
    await group.presses(second, "Setujui kirim")
    assert await until(lambda: {("template",)} == set(asked(desk, "select why from recipients")))
    desk.advance(61)
    await desk.group_sees("WhatsApp belum menyetujui templatnya")


async def judged(desk: Both, verdict: str) -> None:
    """WhatsApp says this of the promotion's template, and the desk has learned it."""
    contents = desk.twilio.world.contents.items
    assert await until(lambda: any(map(_marketing, contents.values())))
    [made] = filter(_marketing, contents.values())
    if verdict == "approved":
        desk.twilio.approves(made.sid)
    else:
        desk.twilio.rejects(made.sid, "INVALID_FORMAT")
    said = "select approval from contents where key like '%promotion%'"
    assert await until(lambda: asked(desk, said) == [(verdict,)])
    desk.advance(120)


def asked(desk: Both, query: str) -> Sequence[tuple[object, ...]]:
    return rows(desk.desk.settings.files_dir.parent, query)


def _marketing(content: Content) -> bool:
    return content.approval is not None and content.approval.category == "MARKETING"


async def test_it_waits_for_its_template_and_what_was_held_back_goes_again_a_day_later(
    desk: Both,
) -> None:
    phones, sari = await silent(desk, 2)
    phones[1].unreachable = HELD_BACK
    await approved(desk, sari)
    assert not [m for phone in phones for m in phone.messages if WORDS in m.text]

    await judged(desk, "approved")
    shown = await phones[0].wait_text(WORDS)
    assert shown.template
    assert shown.labels == ["Pesan", "Lihat harga", "Berhenti promo"]
    await desk.twilio.settled()
    assert await until(lambda: ("capped",) in asked(desk, "select why from recipients"))
    desk.advance(7)
    card = await desk.group_sees("menunggu: ditahan WhatsApp (63049) 1")
    assert "Terkirim 1" in card

    await phones[0].presses("Lihat harga", on=shown)
    await phones[0].wait_text("Rp")
    phones[1].unreachable = 0
    desk.advance(hours=25)
    assert (await phones[1].wait_text(WORDS)).template
    assert "Terkirim 2" in await desk.group_sees("selesai")
    assert len([m for m in phones[0].messages if WORDS in m.text]) == 1


async def test_a_template_whatsapp_refuses_reaches_nobody_and_the_card_says_so(desk: Both) -> None:
    phones, sari = await silent(desk, 1)
    await approved(desk, sari)
    await judged(desk, "rejected")
    card = await desk.group_sees("selesai")
    assert "dilewati: WhatsApp menolak templatnya 1" in card
    assert not [m for m in phones[0].messages if WORDS in m.text]
