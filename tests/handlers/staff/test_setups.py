"""Setups that stay: found again for the next order, placed on their shelf, and gone one day."""

import pytest

from handlers.order import KEPT
from services.orders import Role
from tests.handlers.conftest import GROUP
from tests.handlers.office import Chat, Office
from tests.handlers.staff.test_logos import ONE, inspected, orders
from tests.handlers.test_logos import asked_for_logo, looked, sent

MADE = ("/setuju 001", "/produksi 001", "/siap 001")


@pytest.fixture
def made(chat: Chat, staff: Chat) -> Chat:
    """A customer whose first logo was printed."""
    sent(chat)
    looked(chat, ONE)
    chat.presses("Pakai ini")
    orders(chat)
    staff.says(*MADE)
    assert [row["printing"] for row in chat.office.rows("setups")] == ["branding=screen;colours=1"]
    return chat


def each(chat: Chat) -> int:
    """What one pair of the newest order costs."""
    return int(chat.office.rows("quotes")[-1]["terms"]["lines"][0]["each"])


def test_the_same_file_again_costs_no_setup(made: Chat, staff: Chat) -> None:
    first = each(made)
    sent(made)
    looked(made, ONE)
    made.sees("Layar untuk logo ini masih kami simpan")
    made.presses("Pakai ini")
    orders(made)
    assert each(made) < first
    staff.says("/layar 001 rak 3", "/tanya 002 warna?")
    assert "Layar: rak 3, dari 001/SO" in staff.message("HPP").text
    terms = made.office.rows("quotes")[-1]["terms"]
    assert (terms["lines"][0]["setup_kept"], terms["wanted"]["lines"][0]["setup_kept"]) == (
        True, True,
    )  # fmt: skip


def test_another_size_or_more_colours_need_another(made: Chat) -> None:
    sent(made)
    looked(made, ONE)
    made.presses("Lebih kecil", "Pakai ini")
    made.sees("memerlukan layar baru")
    assert made.answers[KEPT] == []
    made.presses("Lebih besar", "Pakai ini")
    made.sees("masih kami simpan")
    assert len(made.answers[KEPT]) == 1
    made.presses_in_draft("1.colours=2")
    orders(made)
    assert not made.office.rows("quotes")[-1]["terms"]["lines"][0]["setup_kept"]


def test_ordering_again_shows_the_proof_and_knows_of_the_setup(made: Chat) -> None:
    first = each(made)
    made.does(press="/again=1")
    made.sees("Ini logo Bapak/Ibu")
    assert len(made.answers[KEPT]) == 1
    made.presses_in_draft("wanted=asap", "/confirm=order")
    assert each(made) < first


def test_what_is_gone_or_too_old_is_charged_for(made: Chat, staff: Chat, office: Office) -> None:
    staff.says("/layar 001 buang")
    sent(made)
    looked(made, ONE)
    made.sees_no("masih kami simpan")
    staff.says("/layar 001 rak 3")
    staff.sees("rak 3")
    looked(made, ONE)
    made.sees("masih kami simpan")
    office.later(days=366)
    looked(made, ONE)
    made.sees_no("masih kami simpan")


def test_somebody_elses_screen_is_not_theirs(made: Chat, office: Office) -> None:
    other = office.customer("777", "Lain")
    sent(other)
    looked(other, ONE)
    other.sees("Ini logo")
    other.sees_no("masih kami simpan")


def test_a_price_that_was_quoted_stands_when_the_screen_is_gone(made: Chat, staff: Chat) -> None:
    sent(made)
    looked(made, ONE)
    made.presses("Pakai ini")
    orders(made)
    quoted = each(made)
    staff.says("/layar 001 buang", "/tanya 002 warna?")
    assert "Layar untuk logo dan ukuran ini tidak ada" in staff.message("HPP").text
    assert each(made) == quoted


def test_they_are_listed_with_their_place_and_every_officer_may_say_it(
    made: Chat, staff: Chat, office: Office
) -> None:
    tono = office.officer(Role.WORKSHOP, "209", "Tono", GROUP)
    tono.says("/layar")
    tono.sees("001/SO", "Hotel Contoh", "tempat belum dicatat")
    tono.says("/layar 001 rak 3 kiri")
    tono.says("/layar 001")
    tono.sees("rak 3 kiri")
    tono.says("/layar 009 rak 1")
    tono.sees("Tidak ada layar dari pesanan")
    assert [(r["action"], r["reason"]) for r in office.rows("audit")[-1:]] == [
        ("place_setup", "rak 3 kiri")
    ]
    staff.says("/layar 001 hilang", "/layar")
    staff.sees("Belum ada layar")


def test_an_order_without_a_signed_logo_leaves_none(chat: Chat, staff: Chat) -> None:
    sent(chat)
    looked(chat, ONE)
    orders(chat)
    staff.says(*MADE)
    assert chat.office.rows("setups") == []


def test_the_same_screen_is_kept_once(made: Chat, staff: Chat) -> None:
    sent(made)
    looked(made, ONE)
    made.presses("Pakai ini")
    orders(made)
    staff.says(*(step.replace("001", "002") for step in MADE))
    assert len(made.office.rows("setups")) == 1


def smaller(chat: Chat) -> None:
    """The same logo is ordered in a size that has no screen."""
    sent(chat)
    looked(chat, ONE)
    chat.presses("Lebih kecil", "Pakai ini")
    orders(chat)


def test_a_logo_carried_over_in_another_size_needs_another(made: Chat) -> None:
    smaller(made)
    anew = each(made)
    asked_for_logo(made)
    made.presses("Pakai logo terakhir")
    made.sees("Ini logo")
    made.sees_no("tanpa biaya setup")
    orders(made)
    assert each(made) == anew
    made.does(press="/again=3")
    made.presses_in_draft("wanted=asap", "/confirm=order")
    assert len(made.office.rows("orders")) == 4
    assert each(made) == anew


def test_an_older_proof_does_not_bring_a_screen_of_other_colours(made: Chat) -> None:
    sent(made)
    looked(made, ONE)
    use = made.button("Pakai ini").press
    made.presses_in_draft("1.colours=2")
    made.does(press=use)
    made.sees_no("masih kami simpan")
    orders(made)
    assert not made.office.rows("quotes")[-1]["terms"]["lines"][0]["setup_kept"]


def test_each_size_has_its_own_screen(made: Chat, staff: Chat) -> None:
    smaller(made)
    anew = each(made)
    staff.says(*(step.replace("001", "002") for step in MADE))
    assert [row["scale"] for row in made.office.rows("setups")] == [80, 70]
    sent(made)
    looked(made, ONE)
    made.presses("Lebih besar", "Pakai ini")
    made.sees_no("memerlukan layar baru")
    orders(made)
    assert each(made) < anew
    staff.says("/layar 001 rak 3", "/layar 002 rak 4", "/tanya 003 warna?")
    assert "Layar: rak 3, dari 001/SO" in staff.message("003/SO").text
    staff.says(*(step.replace("001", "003") for step in MADE))
    assert len(made.office.rows("setups")) == 2, "both are there"


def test_a_file_that_comes_after_the_order_is_not_said_to_have_a_screen(
    made: Chat, staff: Chat
) -> None:
    sent(made)
    looked(made, ONE)
    orders(made)
    made.sends("lain.png")
    inspected(made)
    made.presses("Pakai ini")
    staff.says("/tanya 002 warna?")
    assert "perlu dibuat, walau tidak ditagih" in staff.message("002/SO").text


def test_the_size_of_what_was_priced_with_a_kept_screen_stays(made: Chat) -> None:
    sent(made)
    looked(made, ONE)
    made.presses("Pakai ini")
    orders(made)
    made.presses("Lebih kecil", "Pakai ini")
    made.sees("dihitung dengan layar yang sudah ada")
    assert [row["scale"] for row in made.office.rows("proofs")] == [80, 80]
