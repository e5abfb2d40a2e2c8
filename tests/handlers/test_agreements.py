"""Agreements with one customer: prices, payment, and a quantity for every month."""

import pytest

from services.orders import Role
from tests.handlers.conftest import GROUP
from tests.handlers.office import PLAIN_ORDER, Chat, Office

FORM = {**PLAIN_ORDER, "hotel": "Hotel Contoh Baru", "person": "Rina"}


def quotes(chat: Chat, how: str = "quote", **answers: str) -> None:
    chat.does(press="/order-new")
    chat.presses_in_draft(*(f"{s}={v}" for s, v in {**FORM, **answers}.items()), f"/confirm={how}")


def prices(office: Office) -> list[int]:
    return [row["terms"]["lines"][0]["each"] for row in office.rows("quotes")]


@pytest.fixture
def known(office: Office, chat: Chat, staff: Chat) -> Chat:
    """The head; the customer's quote is 001."""
    quotes(chat)
    return staff


def agreed(staff: Chat, words: str) -> None:
    staff.says(f"/sepakat 001 {words}")
    staff.presses("Simpan")


def test_a_price_is_shown_with_its_cost_and_then_quoted(known: Chat, chat: Chat) -> None:
    known.says("/sepakat 001 harga 3.100 mulai 400 sampai 31/12/2026")
    known.sees("HPP Rp 2.301, batas bawah Rp 2.800", "margin pada harga ini 35 %")
    assert known.office.rows("agreements") == []
    known.presses("Simpan")
    chat.sees("Kesepakatan baru", "Rp 3.100 per pasang mulai 400")
    assert "HPP" not in known.office.said_to_customers()
    quotes(chat)
    chat.sees("Harga kesepakatan, s.d. Kamis, 31 Desember 2026")
    quotes(chat, **{"1.quantity": "300"})
    assert prices(known.office) == [3250, 3100, 3400]


def test_under_the_floor_there_is_nothing_to_save(known: Chat, office: Office) -> None:
    known.says("/sepakat 001 harga 2.700 sampai 31/12/2026")
    known.sees("di bawah batas bawah, tidak dapat disimpan")
    assert [r for r in office.rows("tokens") if r["action"] == "agreement_new"] == []


def test_after_its_last_day_the_price_is_todays(known: Chat, chat: Chat) -> None:
    agreed(known, "harga 3.100 sampai 30/11/2026")
    known.office.later(days=13)
    quotes(chat)
    assert prices(known.office)[-1] == 3250


def test_ended_it_counts_no_more_and_its_button_neither(known: Chat, chat: Chat) -> None:
    agreed(known, "harga 3.100 sampai 31/12/2026")
    known.says("/sepakat 001")
    button = known.button("Akhiri 1").press
    known.presses("Akhiri 1")
    known.sees("Diakhiri Budi")
    known.forges(button)
    quotes(chat)
    assert prices(known.office)[-1] == 3250
    outcomes = [r["outcome"] for r in known.office.rows("audit") if "agreement" in r["action"]]
    assert outcomes[-2:] == ["done", "stale"]


def test_a_price_costs_have_passed_is_raised_to_the_floor_and_officers_see_it(
    known: Chat, chat: Chat
) -> None:
    agreed(known, "harga 2.850 sampai 31/12/2026")
    known.says("/ubah eva_sole_5 40.000 nota toko")
    known.presses("Simpan")
    quotes(chat, "order")
    [line] = known.office.rows("quotes")[-1]["terms"]["lines"]
    assert line["each"] == line["floor"] > 2850
    known.sees("dinaikkan ke batas bawah")
    assert "batas bawah" not in known.office.said_to_customers()


def test_credit_takes_a_second_head_and_shows_on_the_card(
    known: Chat, chat: Chat, office: Office
) -> None:
    known.says("/sepakat 001 bayar TOP30 sampai 31/12/2026")
    known.sees("butuh batas")
    agreed(known, "bayar TOP30 limit 2 juta sampai 31/12/2026")
    known.sees("petugas lain (kepala) menyetujui")
    known.presses("Setujui 1")
    known.sees("tidak boleh menyetujuinya sendiri")
    quotes(chat)
    assert office.rows("quotes")[-1]["terms"]["agreed"] is None
    other = office.officer(Role.HEAD, "204", "Yanti", GROUP)
    other.says("/sepakat 001")
    other.presses("Setujui 1")
    chat.sees("Dibayar 30 hari setelah tukar faktur")
    quotes(chat, "order")
    known.sees("Kredit: terbuka Rp 1.625.000 dari batas Rp 2.000.000")
    quotes(chat, "order")
    known.sees("Di atas batas kredit")


def test_the_desk_may_not_approve_credit(known: Chat, office: Office) -> None:
    agreed(known, "bayar TOP14 limit 1 juta sampai 31/12/2026")
    desk = office.officer(Role.DESK, "205", "Sari", GROUP)
    desk.presses("Setujui 1")
    assert office.rows("audit")[-1]["outcome"] == "not_your_role"
    assert office.rows("agreements")[0]["state"] == "waiting"


def test_a_months_quantity_is_drawn_down_and_never_twice(known: Chat, chat: Chat) -> None:
    agreed(known, "bulanan 800 harga 3.000 sampai 30/6/2027")
    chat.says("status")
    chat.sees("Kesepakatan Bapak/Ibu", "sisa bulan ini 800")
    quotes(chat)
    quotes(chat)
    chat.does(press="/accept=2")
    chat.does(press="/accept=3")
    chat.sees("Kuota bulan ini tidak cukup lagi")
    assert prices(known.office) == [3250, 3000, 3000, 3250]
    assert [(str(r["month"]), r["units"]) for r in known.office.rows("draws")] == [
        ("2026-11-01", 500)
    ]
    chat.says("status")
    chat.sees("sisa bulan ini 300")
    chat.presses("Ambil 300")
    chat.sees("Dikirim ke mana?")
    chat.presses_in_draft("delivery=pickup", "wanted=asap", "/confirm=order")
    assert prices(known.office)[-1] == 3000
    chat.says("status")
    chat.sees("sisa bulan ini 0")


def test_a_cancelled_order_gives_its_units_back_and_a_month_begins_anew(
    known: Chat, chat: Chat
) -> None:
    agreed(known, "bulanan 800 harga 3.000 sampai 30/6/2027")
    quotes(chat, "order")
    known.says("/tolak 001 bahan habis")
    chat.says("status")
    chat.sees("sisa bulan ini 800")
    quotes(chat, "order")
    known.office.later(days=20)
    chat.says("status")
    chat.sees("sisa bulan ini 800")


@pytest.mark.parametrize(
    "words",
    [
        "harga sampai 31/12/2026",
        "harga 3.100",
        "harga 3.100 sampai 1/1/2026",
        "bayar BON sampai 31/12/2026",
        "bulanan 0 harga 3.000 sampai 31/12/2026",
    ],
)
def test_what_cannot_be_read_is_explained(known: Chat, words: str) -> None:
    known.says(f"/sepakat 001 {words}")
    known.sees("Tidak terbaca", "/sepakat 012 harga 3.100")


def test_nobody_is_agreed_with_by_an_unknown_number_or_a_worker(
    known: Chat, office: Office
) -> None:
    known.says("/sepakat 999 harga 3.100 sampai 31/12/2026")
    known.sees("“999” tidak ditemukan")
    worker = office.officer(Role.WORKSHOP, "303", "Edi", GROUP)
    worker.says("/sepakat 001 harga 3.100 sampai 31/12/2026")
    assert office.rows("audit")[-1]["outcome"] == "not_your_role"
    assert office.rows("agreements") == []


def test_a_limit_that_waits_is_no_limit_yet(known: Chat, chat: Chat, office: Office) -> None:
    agreed(known, "bayar TOP30 limit 2 juta sampai 31/12/2026")
    other = office.officer(Role.HEAD, "204", "Yanti", GROUP)
    other.says("/sepakat 001")
    other.presses("Setujui 1")
    agreed(known, "bayar TOP30 limit 50 juta sampai 31/12/2026")
    quotes(chat, "order")
    known.sees("dari batas Rp 2.000.000")


def test_more_than_the_month_in_two_lines_is_priced_as_usual_and_can_be_ordered(
    known: Chat, chat: Chat, office: Office
) -> None:
    agreed(known, "bulanan 800 harga 3.000 sampai 30/6/2027")
    chat.does(press="/order-new")
    one = [f"{slot}={value}" for slot, value in FORM.items()]
    two = [f"2{slot[1:]}={value}" for slot, value in FORM.items() if slot.startswith("1.")]
    chat.presses_in_draft(*one, "/change", "/add", *two, "/confirm=quote")
    chat.does(press=f"/accept={office.rows('quotes')[-1]['id']}")
    assert len(office.rows("orders")) == 1
    assert office.rows("draws") == []


def test_how_it_is_paid_stands_on_the_paper(known: Chat, chat: Chat) -> None:
    agreed(known, "bayar COD sampai 31/12/2026")
    quotes(chat)
    papers = [row["data"] for row in known.office.rows("papers") if row["template"] == "quotation"]
    assert ["Dibayar saat diterima" in data for data in papers] == [False, True]
