"""What came in for an order: noted, shown on its card, told to its customer, taken back."""

import pytest

from services.orders import Role
from tests.handlers.conftest import GROUP
from tests.handlers.office import Chat, Office


@pytest.fixture
def approved(chat: Chat, staff: Chat) -> Chat:
    """A customer whose order of Rp 1.625.000 was approved."""
    chat.orders()
    staff.says("/setuju 001")
    return chat


def noted(office: Office) -> list[int]:
    return [row["amount"] for row in office.rows("payments")]


def test_a_part_and_the_rest_are_noted_and_told(approved: Chat, staff: Chat) -> None:
    staff.says("/bayar 001 600.000")
    staff.sees("Pembayaran Rp 600.000", "Sisa Rp 1.025.000")
    approved.sees("Pembayaran Rp 600.000 untuk pesanan 001/SO", "Terima kasih")
    assert "Dibayar Rp 600.000, sisa Rp 1.025.000" in staff.message("HPP").text
    staff.says("/bayar 001")
    approved.sees("lunas")
    assert "Lunas: Rp 1.625.000" in staff.message("HPP").text
    assert noted(staff.office) == [600_000, 1_025_000]
    audit = [(r["action"], r["outcome"], r["reason"]) for r in staff.office.rows("audit")]
    assert audit[-1] == ("note_payment", "done", "1025000")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("999 kali", "tidak terbaca"),
        ("2.000.000", "hanya Rp 1.625.000"),
        ("0", "hanya Rp 1.625.000"),
    ],
)
def test_what_cannot_be_is_not_noted(approved: Chat, staff: Chat, words: str, said: str) -> None:
    staff.says(f"/bayar 001 {words}")
    staff.sees(said)
    assert noted(staff.office) == []


def test_the_last_one_is_taken_back_and_the_customer_hears_nothing(
    approved: Chat, staff: Chat
) -> None:
    staff.says("/bayar 001 100.000", "/bayar 001 50.000")
    before = len(staff.office.screen(approved.chat))
    for rest in ("1.525.000", "1.625.000"):
        staff.says("/bayar 001 batal")
        staff.sees(f"dibatalkan. Sisa Rp {rest}")
    staff.says("/bayar 001 batal")
    staff.sees("Belum ada pembayaran")
    assert noted(staff.office) == [100_000, 50_000, -50_000, -100_000]
    assert len(staff.office.screen(approved.chat)) == before
    assert "Dibayar" not in staff.message("HPP").text


def test_nobody_pays_for_what_is_not_accepted(chat: Chat, staff: Chat) -> None:
    chat.orders()
    staff.says("/bayar 001")
    staff.sees("menunggu keputusan, jadi pembayaran")
    staff.says("/tolak 001 bahan habis", "/bayar 001", "/bayar", "/bayar 999")
    staff.sees("tidak ditemukan")
    assert noted(staff.office) == []


def test_the_workshop_notes_none(approved: Chat, office: Office) -> None:
    tono = office.officer(Role.WORKSHOP, "209", "Tono", GROUP)
    tono.says("/bayar 001")
    assert noted(office) == []
    assert office.rows("audit")[-1]["outcome"] == "not_your_role"
