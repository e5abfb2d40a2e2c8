"""Vouchers: made by officers, taken off once, and never under the floor."""

import pytest

from tests.handlers.office import PLAIN_ORDER, Chat, Office

FORM = {**PLAIN_ORDER, "hotel": "Hotel Contoh Baru", "person": "Rina"}


@pytest.fixture
def voucher(staff: Chat) -> Chat:
    """The head, who gives 5 % with the code lima until the end of November."""
    staff.says("/sumber kreator Kreator Contoh kode=lima potongan=5% sampai=30/11/2026")
    return staff


def quotes(chat: Chat, how: str = "quote", **answers: str) -> None:
    chat.does(press="/order-new")
    given = {**FORM, **answers}
    chat.presses_in_draft(*(f"{s}={v}" for s, v in given.items()), f"/confirm={how}")


def prices(office: Office) -> list[int]:
    return [row["terms"]["lines"][0]["each"] for row in office.rows("quotes")]


def test_what_it_gives_is_said_and_taken_off(voucher: Chat, chat: Chat) -> None:
    voucher.sees("Memberi potongan 5 % sampai Senin, 30 November 2026")
    chat.says("kode lima")
    chat.sees("potongan 5 % untuk satu pesanan")
    quotes(chat)
    chat.sees("Kode lima: sudah dipotong 5 %")
    assert prices(voucher.office) == [3100]  # 3.250 - 5 % = 3.087,50, up to the next 25


def test_it_is_good_for_one_order(voucher: Chat, chat: Chat) -> None:
    chat.says("kode lima")
    quotes(chat, "order")
    quotes(chat, "order")
    assert prices(voucher.office) == [3100, 3250]


def test_two_quotes_with_it_become_one_order_with_and_one_without(
    voucher: Chat, chat: Chat
) -> None:
    chat.says("kode lima")
    quotes(chat)
    quotes(chat)
    chat.does(press="/accept=1")
    chat.does(press="/accept=2")
    chat.sees("Kode lima sudah dipakai")
    assert prices(voucher.office) == [3100, 3100, 3250]
    assert len(voucher.office.rows("orders")) == 1
    chat.presses("Setuju & pesan")
    assert len(voucher.office.rows("orders")) == 2


def test_a_cancelled_order_gives_it_back(voucher: Chat, chat: Chat) -> None:
    chat.says("kode lima")
    quotes(chat, "order")
    voucher.says("/tolak 001 bahan habis")
    quotes(chat)
    assert prices(voucher.office) == [3100, 3100]


def test_a_changed_quote_is_not_reduced_twice(voucher: Chat, chat: Chat) -> None:
    chat.says("kode lima")
    quotes(chat)
    chat.presses("Ubah")
    chat.presses_in_draft("/confirm=quote")
    assert prices(voucher.office) == [3100, 3100]


def test_after_its_day_or_end_it_gives_nothing(voucher: Chat, chat: Chat) -> None:
    chat.says("kode lima")
    voucher.office.later(days=20)
    quotes(chat)
    assert prices(voucher.office) == [3250]


def test_no_price_that_owes_to_it_outlives_it(voucher: Chat, chat: Chat) -> None:
    chat.says("kode lima")
    quotes(chat)
    voucher.presses("Hentikan")
    chat.presses("Ubah")
    chat.presses_in_draft("/confirm=quote")
    assert prices(voucher.office) == [3100, 3250]


@pytest.mark.parametrize("off", ["potongan=90% sampai=30/11/2026", "potongan=5%", "sampai=besok"])
def test_a_voucher_without_a_day_or_too_much_of_it_is_not_made(staff: Chat, off: str) -> None:
    staff.says(f"/sumber kreator Nama kode=lima {off}")
    staff.sees("paling banyak 30 %")
    assert staff.office.rows("sources") == []
