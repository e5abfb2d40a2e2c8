"""/harga: officers see what a variant costs; customers see the price list, as ever."""

import json
from decimal import Decimal

import pytest

from bot.papers.drawing import draw
from handlers.staff.costs import Look
from services.orders import Role
from tests.handlers.conftest import GROUP
from tests.handlers.office import Chat, Office
from tests.services.examples import SLIPPERS, WORKED

COSTS = ("HPP", "batas bawah", "margin")


def test_the_head_sees_what_the_worked_example_costs(office: Office, staff: Chat) -> None:
    staff.says("/harga eva 5mm logo 1 warna 1000")
    staff.sees(
        "EVA 5 mm · All size 29 cm · Sablon logo · 1 warna · Plastik OPP per pasang · 1.000 pasang",
        "HPP Rp 2.485 · batas bawah Rp 3.000 · harga Rp 3.500 (margin 40,8 %)",
        "Rp 1.154 · 46,4 % · Sol EVA 5 mm (≈)",
        "1.000–2.999: Rp 3.500 (40,8 %; Rp 3.000)",
        "5.000 ke atas: Rp 3.450",
        "Pasar Rp 2.500–Rp 3.800: Spon per pasang",
    )
    assert office.rows("audit")[-1]["action"] == "rates"


def test_another_quantity_and_another_variant_are_a_press_away(staff: Chat) -> None:
    staff.says("/harga")
    staff.presses("Jumlah lain", "5.000")
    staff.sees("5.000 pasang", "HPP Rp 2.445")
    staff.presses("Varian lain", "Tebal sol", "EVA 3 mm")
    staff.sees("EVA 3 mm", "5.000 pasang", "Sol EVA 3 mm")
    staff.presses("Sumber angka")
    staff.sees("Sol EVA 3 mm: Lembar 100×200 cm", "(tanggal tidak tercatat)")
    staff.presses("Rincian biaya")
    staff.sees("Harga menurut jumlah")
    staff.presses("Ubah angka")
    staff.sees("Angka mana yang diubah?")


def test_what_is_not_on_offer_is_told_with_the_figures_it_lacks(staff: Chat) -> None:
    staff.says("/harga handuk 1000")
    staff.sees("Handuk", "belum diisi: materials.terry.price")


def test_below_the_smallest_run_the_cost_is_shown_and_no_price(staff: Chat) -> None:
    staff.says("/harga eva 5mm logo 1 warna 200")
    staff.sees("HPP Rp 2.685", "tidak dijual: minimum 300")


def test_a_button_of_another_catalogue_says_so(staff: Chat) -> None:
    for press in ("/cost=zzzzzzzz-1000-", "/cost=0-1000-", "/cost=02000100-0-", "/cost="):
        staff.forges(press)
        staff.sees("Katalognya sudah berubah")


def test_presses_fit_every_channel_and_are_read_back() -> None:
    look = Look(dict(WORKED), 10_000, "s")
    press = look.press(SLIPPERS)
    assert len(press) < 30
    assert Look.read(SLIPPERS, press.removeprefix("/cost=")) == look


@pytest.mark.parametrize("role", [Role.HEAD, Role.DESK])
def test_head_and_desk_see_costs(office: Office, staff: Chat, role: Role) -> None:
    officer = office.officer(role, "303", "Sari", GROUP)
    officer.says("/harga")
    officer.sees(*COSTS)


def test_the_workshop_sees_no_costs_and_the_attempt_is_kept(office: Office, staff: Chat) -> None:
    officer = office.officer(Role.WORKSHOP, "303", "Sari", GROUP)
    officer.says("/harga")
    officer.sees("tidak berwenang")
    officer.sees_no(*COSTS)
    assert office.rows("audit")[-1]["outcome"] == "not_your_role"


def test_a_stranger_in_the_group_sees_nothing(office: Office, staff: Chat) -> None:
    office.members[GROUP, "404"] = True
    stranger = Chat(office, "404", "Tamu", GROUP)
    stranger.says("/harga")
    stranger.sees("bukan petugas terdaftar")
    stranger.sees_no(*COSTS)


def test_customers_get_the_price_list_and_never_a_cost(office: Office, chat: Chat) -> None:
    for words in ("/harga", "/harga eva 5mm logo 1 warna 1000", "harga"):
        chat.says(words)
        chat.sees_no(*COSTS)
    chat.forges(Look(dict(WORKED), 1000).press(SLIPPERS))
    assert not any(word in office.said_to_customers() for word in COSTS)
    assert office.rows("audit")[-1]["outcome"] == "not_staff_chat"


def test_an_officer_in_a_chat_of_their_own_sees_costs_by_command_alone(office: Office) -> None:
    alone = office.officer_alone(Role.HEAD, "505", "Budi")
    alone.says("/harga eva 5mm logo 1 warna 1000")
    alone.sees("HPP Rp 2.485")
    alone.presses("Jumlah lain", "500")
    alone.sees("HPP Rp 2.535")
    alone.says("harga")
    alone.sees_no(*COSTS)


def test_the_costs_come_as_a_picture_for_who_would_rather_look(staff: Chat) -> None:
    staff.says("/harga 1000")
    staff.presses("Sebagai gambar")
    [row] = staff.office.rows("papers")
    drawn = json.loads(row["data"])
    assert drawn["sums"][0][0] == "HPP"
    assert drawn["rows"][0]["part"] == 1
    assert sum(Decimal(line["share"].replace(",", ".")) for line in drawn["rows"]) == pytest.approx(
        100, abs=1
    )
    assert draw("cost", row["data"], "png").startswith(b"\x89PNG")
    staff.presses("Rincian biaya")
    staff.sees("HPP")


def test_a_quantity_too_small_to_be_sold_has_a_picture_without_a_price(staff: Chat) -> None:
    staff.says("/harga 50")
    staff.presses("Sebagai gambar")
    drawn = json.loads(staff.office.rows("papers")[0]["data"])
    assert [label for label, _ in drawn["sums"]] == ["HPP", "batas bawah"]
