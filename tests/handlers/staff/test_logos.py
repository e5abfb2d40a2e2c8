"""An order's logo in the staff chat: accepted, returned for a better file, or cleaned."""

from dataclasses import replace

import pytest
from sqlalchemy import RowMapping

from handlers.messages import Address, Attachment, Inspected
from services.artwork import Measured, Refusal
from services.orders import Role
from tests.handlers.conftest import GROUP
from tests.handlers.office import Chat, Office
from tests.handlers.test_logos import FLAT, looked, sent

CLEANED = Attachment("telegram", "ref-rapi.png", "rapi.png")
ONE = replace(FLAT, inks=FLAT.inks[:1])


@pytest.fixture
def signed(chat: Chat, staff: Chat) -> Chat:
    """A customer who signed a logo off and ordered."""
    unsigned(chat)
    chat.presses("Pakai ini")
    chat.sees("akan dicetak")
    orders(chat)
    staff.sees("Logo: disetujui pelanggan")
    return chat


def unsigned(chat: Chat) -> None:
    sent(chat)
    looked(chat, ONE)


def orders(chat: Chat) -> None:
    rest = {"delivery": "pickup", "wanted": "asap", "hotel": "Hotel Contoh", "person": "Rina"}
    chat.presses_in_draft(*(f"{s}={v}" for s, v in rest.items()), "/confirm=order")
    assert chat.office.rows("orders")


def asked(office: Office) -> list[RowMapping]:
    """Files that are to be looked at for an order."""
    return [r for r in office.rows("outbox") if r["body"].get("inspect", {}).get("order")]


def inspected(chat: Chat, seen: Measured = ONE, refused: Refusal | None = None) -> None:
    """The newest file sent for an order has been looked at."""
    chat.office.later(seconds=2)
    errand = asked(chat.office)[-1]
    body = errand["body"]["inspect"]
    to, file = Address(errand["channel"], errand["chat"]), Attachment(**body["attachment"])
    news = Inspected(to, file, chat.office.now, logo="1" * 64, seen=seen, order=body["order"])
    if refused:
        news = replace(news, logo="", seen=None, refused=refused)
    chat.hears(news)


def verdicts(office: Office) -> list[tuple[bool, str]]:
    return [(row["accepted"], row["reason"]) for row in office.rows("verdicts")]


def audited(office: Office) -> list[tuple[str, str]]:
    return [(row["action"], row["outcome"]) for row in office.rows("audit")]


def test_a_logo_that_was_signed_off_is_accepted_once(signed: Chat, staff: Chat) -> None:
    staff.says("/logo 001")
    staff.sees("Contoh ke-1, disetujui pelanggan", "dirapikan")
    accept = staff.button("Terima").press
    staff.presses("Terima")
    staff.sees("diterima. Berkas cetak")
    assert "Diterima Budi" in staff.message("HPP").text
    staff.forges(accept)
    assert verdicts(staff.office) == [(True, "")]
    assert audited(staff.office)[-2:] == [("accept_logo", "done"), ("accept_logo", "stale")]
    staff.says("/cetak 001")
    staff.sees_no("belum diterima petugas")


def test_what_no_officer_has_accepted_is_printed_with_a_word(signed: Chat, staff: Chat) -> None:
    staff.says("/cetak 001")
    staff.sees("belum diterima petugas")


def test_a_better_file_is_asked_for_and_the_first_counts_no_more(signed: Chat, staff: Chat) -> None:
    staff.says("/logo 001")
    staff.presses("Minta berkas lain", "Terlalu banyak warna")
    signed.sees("kami perlu berkas lain: warnanya terlalu banyak")
    assert "Budi minta berkas lain" in staff.message("HPP").text
    staff.says("/cetak 001")
    staff.sees("belum disetujui pelanggan")
    signed.sends("bagus.png")
    signed.sees("sedang diperiksa")
    inspected(signed)
    signed.sees("Ini logo Bapak/Ibu")
    signed.sees_no("Lanjutkan")
    signed.presses("Pakai ini")
    staff.sees("disetujui pelanggan. Periksa: /logo")
    staff.says("/logo 001")
    staff.sees("Contoh ke-2")


def test_a_reason_is_typed_below_its_question_and_nowhere_else(signed: Chat, staff: Chat) -> None:
    staff.says("/logo 001")
    staff.replies("Contoh ke-1", "ok")
    staff.sees("Contoh ke-1")
    assert verdicts(staff.office) == []
    staff.presses("Minta berkas lain")
    staff.replies("Apa yang kurang", "tulisannya terpotong")
    signed.sees("kami perlu berkas lain: tulisannya terpotong")
    assert verdicts(staff.office) == [(False, "tulisannya terpotong")]
    staff.replies("Apa yang kurang", "dan sekali lagi")
    assert len(verdicts(staff.office)) == 1, "it was asked for already"


def test_what_an_officer_cleaned_goes_back_to_the_customer(signed: Chat, staff: Chat) -> None:
    staff.says("/logo 001")
    staff.replies("Contoh ke-1", "", attachments=(CLEANED,))
    staff.sees("sedang diperiksa")
    inspected(staff)
    signed.sees("Petugas kami merapikan logo", "Ini logo Bapak/Ibu")
    staff.sees("dikirim kepada pelanggan untuk disetujui")
    staff.says("/logo 001")
    staff.sees("belum disetujui pelanggan")
    signed.presses("Pakai ini")
    staff.says("/logo 001")
    staff.sees("Contoh ke-2, disetujui pelanggan")


def test_a_cleaned_file_that_cannot_be_used_is_told_to_the_officer_alone(
    signed: Chat, staff: Chat
) -> None:
    staff.says("/logo 001")
    staff.replies("Contoh ke-1", "", attachments=(CLEANED,))
    before = len(signed.office.screen(signed.chat))
    inspected(staff, refused=Refusal.BROKEN)
    staff.sees("rusak atau terpotong")
    assert len(signed.office.screen(signed.chat)) == before


def test_from_production_on_the_logo_stays_as_it_is(signed: Chat, staff: Chat) -> None:
    staff.says("/logo 001")
    better = staff.button("Minta berkas lain").press
    again = signed.message("Ini logo").spoken.choices
    staff.says("/setuju 001", "/produksi 001")
    staff.forges(better)
    assert verdicts(staff.office) == []
    staff.says("/logo 001")
    staff.sees_no("Minta berkas lain", "dirapikan")
    staff.replies("Contoh ke-1", "", attachments=(CLEANED,))
    staff.sees("sudah diproduksi")
    use = next(choice.press for choice in again if choice.label == "Pakai ini")
    signed.forges(use)
    signed.sees("sudah diproduksi")
    assert len(staff.office.rows("proofs")) == 1


def test_a_logo_that_comes_after_the_order_is_looked_at(chat: Chat, staff: Chat) -> None:
    unsigned(chat)
    orders(chat)
    chat.sends("menyusul.png", "ini logonya")
    chat.sees("sedang diperiksa")
    staff.sees("menyusul.png")
    inspected(chat, refused=Refusal.LOCKED)
    chat.sees("dikunci dengan kata sandi")
    chat.sends("menyusul.png")
    inspected(chat)
    chat.presses("Pakai ini")
    assert "Logo: disetujui pelanggan" in staff.message("HPP").text


def test_a_picture_after_the_logo_was_signed_off_is_no_logo(signed: Chat, staff: Chat) -> None:
    signed.sends("bukti-transfer.png")
    signed.sees("Petugas sudah kami panggil")
    assert asked(signed.office) == []


def test_an_order_is_named_and_only_desk_and_head_decide(
    signed: Chat, staff: Chat, office: Office
) -> None:
    staff.says("/logo", "/logo 999")
    staff.sees("tidak ditemukan")
    tono = office.officer(Role.WORKSHOP, "209", "Tono", GROUP)
    tono.says("/logo 001")
    tono.sees("Contoh ke-1")
    tono.presses("Minta berkas lain")
    assert verdicts(office) == []
    assert audited(office)[-1] == ("return_logo", "not_your_role")


def test_an_order_without_a_logo_says_so(chat: Chat, staff: Chat) -> None:
    chat.orders()
    staff.says("/logo 001")
    staff.sees("belum disetujui pelanggan")


def test_a_button_works_in_its_own_chat_alone(signed: Chat, staff: Chat, office: Office) -> None:
    staff.says("/logo 001")
    accept = staff.button("Terima").press
    elsewhere = office.officer(Role.HEAD, "210", "Rudi", "-600")
    elsewhere.says(f"/tautkan {office.invitation(Role.DESK)}")
    elsewhere.forges(accept)
    assert verdicts(office) == []
    assert audited(office)[-1] == ("accept_logo", "other_chat")


def test_no_better_file_is_asked_for_once_it_is_printed(signed: Chat, staff: Chat) -> None:
    staff.says("/logo 001")
    staff.presses("Minta berkas lain")
    staff.says("/setuju 001", "/produksi 001")
    staff.replies("Apa yang kurang", "terlambat")
    assert verdicts(staff.office) == []


def test_another_size_signed_off_later_is_accepted_anew(signed: Chat, staff: Chat) -> None:
    staff.says("/logo 001")
    staff.presses("Terima")
    staff.office.later(minutes=1)
    signed.presses("Lebih kecil", "Pakai ini")
    assert "Diterima" not in staff.message("HPP").text
    staff.says("/logo 001")
    staff.sees("Contoh ke-2", "Terima")
