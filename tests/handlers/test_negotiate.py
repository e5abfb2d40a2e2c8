"""Bargaining in the chat, from the customer's side and the officers'."""

import pytest

from services.orders import Role
from storage import tables
from tests.handlers.conftest import GROUP
from tests.handlers.office import PLAIN_ORDER, Chat
from tests.handlers.test_quote import dearer, quoted


def states(chat: Chat) -> list[str]:
    return [row["state"] for row in chat.office.rows("quotes")]


def steps(chat: Chat) -> list[str]:
    return [row["what"] for row in chat.office.rows("quote_events")]


def newest(chat: Chat) -> int:
    each = chat.office.rows("quotes")[-1]["terms"]["lines"][0]["each"]
    assert isinstance(each, int)
    return each


# ---- the customer


def test_the_same_message_twice_at_once_gives_one_concession(chat: Chat) -> None:
    quoted(chat)
    chat.hears(chat.heard(text="3.075 bisa?"), chat.heard(text="3.075 bisa?"))
    assert steps(chat) == ["offered", "conceded", "offered", "told"]
    chat.sees("Rp 3.175", "Harga kami tetap")


def test_a_price_taken_twice_is_one_revision(chat: Chat) -> None:
    quoted(chat)
    chat.says("3.075 bisa?")
    press = chat.button("Ambil Rp 3.175").press
    chat.hears(chat.heard(press=press), chat.heard(press=press))
    assert states(chat) == ["superseded", "issued"]
    chat.presses("Setuju & pesan")
    assert (newest(chat), states(chat)) == (3175, ["superseded", "accepted"])
    assert chat.office.rows("orders")[-1]["quote_id"] == 2


def test_no_answer_names_cost_or_floor(chat: Chat, staff: Chat) -> None:
    quoted(chat)
    for words in (
        "bisa kurang?",
        "2.801 bisa?",
        "2.799 bisa?",
        "3.060 bisa?",
        "kalau 1000 berapa?",
    ):
        chat.says(words)
    said = chat.office.said_to_customers()
    for figure in ("2.301", "2.800", "HPP", "batas bawah"):
        assert figure not in said


def test_an_agreed_price_outlives_a_change_in_the_form(chat: Chat) -> None:
    quoted(chat)
    chat.says("3.075 bisa?")
    chat.presses("Ambil Rp 3.175", "Ubah", "Nomor PO")
    chat.says("4500012345")
    chat.presses("Minta penawaran")
    chat.sees("2026-R2", "Rp 3.175")


def test_a_price_is_for_the_line_that_is_named_and_asked_for_where_it_is_not(chat: Chat) -> None:
    chat.does(press="/order-new")
    one = [f"{slot}={value}" for slot, value in PLAIN_ORDER.items()]
    chat.presses_in_draft(*one, "hotel=Hotel Contoh Baru", "person=Rina", "/change", "/add")
    two = ["2.sole=3", "2.size=all29", "2.branding=none", "2.packing=carton", "2.quantity=500"]
    chat.presses_in_draft(*two, "/confirm=quote")
    chat.says("bisa 3.200?")
    chat.sees("Untuk baris yang mana", "[Baris 1: 500]")
    chat.presses("Baris 1")
    assert chat.office.rows("quote_events")[-1]["line"] == 1
    chat.says("baris 2 bisa 2.500?")
    assert chat.office.rows("quote_events")[-1]["line"] == 2


def test_while_another_form_is_open_clear_words_are_about_the_quote(chat: Chat) -> None:
    quoted(chat)
    chat.does(press="/order-new")
    chat.says("saya tawar 3.075")
    chat.sees("Rp 3.175", "[Lanjutkan")
    chat.says("bisa kurang?")
    chat.sees("begitu penawarannya terbit", "Harga per pasang")


def test_before_a_quote_the_tiers_are_told(chat: Chat) -> None:
    chat.says("bisa kurang?")
    chat.sees("begitu penawarannya terbit", "500–999")
    assert steps(chat) == []


def test_words_about_other_things_are_none_of_a_quotes(chat: Chat) -> None:
    quoted(chat)
    for words in (
        "pesan 700 pasang polos",
        "halo",
        "kirim ke mana saja?",
        "harga 500 pasang bordir?",
    ):
        chat.says(words)
        chat.does(press=f"{chat.contact['dialog_id']}:/cancel") if chat.contact[
            "dialog_id"
        ] else None
    assert steps(chat) == []


def test_a_quote_that_is_let_go_asks_why(chat: Chat) -> None:
    quoted(chat)
    chat.says("tidak jadi")
    chat.sees("Boleh tahu alasannya", "[Harga]", "[Tetap simpan]")
    chat.presses("Harga")
    assert (states(chat), steps(chat)) == (["lost"], ["asked", "lost"])
    chat.says("/status")
    chat.sees("penawaran tidak jadi")
    chat.presses("001/QUO")
    chat.sees("dicatat tidak jadi", "Alasan: Harga")


@pytest.mark.parametrize(
    "press",
    ["/bargain=1", "/take=1.1", "/other=1.1.tier.1000", "/call=1.1", "/lost=1.price", "/honour=1",
     "/line=1.1.e.3000", "/take=1", "/other=1.9.variant.sole"],
)  # fmt: skip
def test_nobody_bargains_over_anothers_quote(chat: Chat, press: str) -> None:
    quoted(chat)
    other = chat.office.customer("666", "Lain")
    other.says("halo")
    other.forges(press)
    other.sees("Apa yang bisa kami bantu?")
    assert (steps(chat), states(chat)) == ([], ["issued"])


# ---- the officers


def escalated(chat: Chat, offer: str = "2.900") -> None:
    quoted(chat)
    chat.says(f"saya tawar {offer}")
    chat.sees("kami teruskan ke petugas")


def test_the_card_shows_what_an_officer_needs(chat: Chat, staff: Chat) -> None:
    escalated(chat)
    staff.sees("001/QUO", "Hotel Contoh Baru", "Rp 2.900", "HPP Rp 2.301", "batas bawah Rp 2.800")
    staff.sees("26 %", "Pelanggan menawar Rp 2.900")
    staff.sees("[Terima]", "[Tawar balik]", "[Tolak]", "[Bicara]")


def test_what_is_accepted_the_customer_orders_with_one_press(chat: Chat, staff: Chat) -> None:
    escalated(chat)
    staff.presses("Terima")
    assert "ada revisi baru" in staff.message("HPP").text
    assert "Budi setuju Rp 2.900" in staff.message("HPP").text
    chat.presses("Setuju & pesan")
    assert (newest(chat), states(chat)) == (2900, ["superseded", "accepted"])
    assert "Dari penawaran 001/QUO/LAPAS-PDG/XI/2026-R1" in staff.message("001/SO").text


def test_nobody_agrees_to_a_price_under_the_floor(chat: Chat, staff: Chat) -> None:
    escalated(chat, "2.799")
    staff.presses("Terima")
    staff.sees("di bawah batas bawah hari ini")
    staff.replies("HPP", "2.799")
    staff.sees("di bawah batas bawah hari ini")
    assert states(chat) == ["issued"]
    assert [a["outcome"] for a in staff.office.rows("audit")][-2:] == ["below_floor"] * 2


def test_what_officers_agree_to_is_never_dearer_than_our_own_price(chat: Chat, staff: Chat) -> None:
    escalated(chat)
    chat.says("saya tawar 3.500")
    chat.sees("Harga kami untuk 001/QUO/LAPAS-PDG/XI/2026 sudah Rp 3.250")
    staff.presses("Terima")
    assert (newest(chat), states(chat)) == (2900, ["superseded", "issued"])


def test_a_price_named_in_reply_to_the_card_is_a_counter(chat: Chat, staff: Chat) -> None:
    escalated(chat)
    staff.replies("HPP", "3.000")
    assert "Petugas menawarkan Rp 3.000" in chat.last.text.replace("\ue000", "").replace(
        "\ue001", ""
    )
    chat.presses("Ambil Rp 3.000")
    assert newest(chat) == 3000


def test_of_two_officers_at_once_one_decides(chat: Chat, staff: Chat) -> None:
    other = staff.office.officer(Role.DESK, "303", "Siti", GROUP)
    escalated(chat)
    agree, refuse = staff.button("Terima").press, staff.button("Tolak").press
    staff.hears(staff.heard(press=agree), other.heard(press=refuse))
    assert states(chat) == ["superseded", "issued"]
    assert [a["outcome"] for a in staff.office.rows("audit")][-2:] == ["done", "stale"]


def test_the_workshop_decides_about_no_price(chat: Chat, staff: Chat) -> None:
    worker = staff.office.officer(Role.WORKSHOP, "404", "Anton", GROUP)
    escalated(chat)
    worker.presses("Terima")
    staff.sees("tidak berwenang")
    assert states(chat) == ["issued"]


def test_a_new_offer_makes_the_old_buttons_stale(chat: Chat, staff: Chat) -> None:
    escalated(chat)
    agree = staff.button("Terima").press
    chat.says("saya tawar 2.950")
    chat.sees("sedang dilihat petugas")
    staff.forges(agree)
    assert states(chat) == ["issued"]
    assert staff.office.rows("audit")[-1]["outcome"] == "stale"
    staff.presses("Terima")
    assert newest(chat) == 2950


def test_the_buttons_of_an_offer_stay_good_while_its_customer_asks_on(
    chat: Chat, staff: Chat
) -> None:
    escalated(chat)
    chat.presses("Lihat penawaran", "Nego harga")
    chat.sees("Silakan sebut harga")
    staff.presses("Terima")
    assert (newest(chat), states(chat)) == (2900, ["superseded", "issued"])


def test_an_officer_may_talk_first(chat: Chat, staff: Chat) -> None:
    escalated(chat)
    staff.presses("Bicara")
    assert "ingin membicarakan harga" in chat.last.text
    chat.says("mohon dibantu pak")
    assert "mohon dibantu pak" in staff.last.text
    staff.presses("Terima")
    assert newest(chat) == 2900


def test_a_withdrawn_quote_tells_why_and_is_ordered_no_more(chat: Chat, staff: Chat) -> None:
    press = f"/accept={quoted(chat)['id']}"
    staff.says("/tarik 1 bahan habis")
    staff.sees("001/QUO", "bahan habis")
    assert "sudah kami tarik" in chat.last.text
    assert "bahan habis" in chat.last.text
    chat.forges(press)
    chat.sees("sudah kami tarik")
    assert chat.office.rows("orders") == []


def test_an_expired_quote_is_honoured_at_its_old_price(chat: Chat, staff: Chat) -> None:
    row = quoted(chat)
    staff.office.later(days=15)
    chat.forges(f"/accept={row['id']}")
    chat.presses("Minta harga lama")
    staff.sees("Minta harga lama Rp 3.250")
    staff.presses("Pakai harga lama")
    chat.presses("Setuju & pesan")
    assert (newest(chat), states(chat)) == (3250, ["superseded", "accepted"])
    assert steps(chat) == ["escalated", "honoured", "accepted"]


def test_only_the_head_honours_a_price_under_todays_floor(chat: Chat, staff: Chat) -> None:
    row = quoted(chat)
    desk = staff.office.officer(Role.DESK, "303", "Siti", GROUP)
    dearer(staff.office)
    staff.office.later(days=15)
    chat.forges(f"/honour={row['id']}")
    desk.presses("Pakai harga lama")
    desk.sees("hanya kepala")
    assert states(chat) == ["issued"]
    staff.presses("Pakai harga lama")
    assert states(chat) == ["superseded", "issued"]
    assert staff.office.rows("audit")[-1]["reason"] == "under_todays_floor"


def test_officers_count_why_quotes_were_lost(chat: Chat, staff: Chat) -> None:
    quoted(chat)
    staff.says("/kalah 1 harga")
    quoted(chat)
    staff.says("/kalah 2 hotelnya direnovasi")
    staff.says("/kalah")
    staff.sees("Harga: 1", "Alasan lain: 1")
    assert {row["reason"] for row in chat.office.rows("quotes")} == {"price", "hotelnya direnovasi"}


def test_each_price_of_a_step_has_the_floor_of_its_moment(chat: Chat, staff: Chat) -> None:
    escalated(chat)
    staff.replies("HPP", "3.000")
    chat.presses("Ambil Rp 3.000")
    rows = chat.office.rows(tables.quote_events.name)
    given = [r for r in rows if r["what"] in ("conceded", "countered", "accepted")]
    assert len(given) == 2
    assert all(r["each"] >= r["floor"] > r["hpp"] for r in given)
