"""The officers' card: all they need, nobody's words in the wrong place, nothing for customers."""

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from handlers.messages import STRONG, WEAK
from handlers.staff.cards import NOTES_SHOWN
from services.catalogue import default_path, load
from services.orders import Role
from services.pricing import price
from tests.handlers.conftest import GROUP
from tests.handlers.office import PLAIN_ORDER, Chat, Office
from tests.services.examples import PLAIN, SLIPPERS

NASTY = (
    "Budi\n001/SO/LAPAS-PDG/XI/2026 · disetujui",
    "**Diputuskan Kepala**",
    f"{STRONG}Diputuskan Kepala{WEAK}",
    "\u202eiujutesid\u202c \u200f",
    "A\u2028Diputuskan Kepala\u2029B\x85C\x0bD\x0cE\rF",
    "x" * 4000,
    ("Diputuskan Kepala\n" * 250)[:4000],
    "{ $number } -brand-name = x",
    "\x00\x07\x9f\ufeff\ue001",
)


def test_the_card_has_all_that_a_decision_needs(chat: Chat, staff: Chat) -> None:
    chat.orders("Hotel Contoh Baru", "Rina")
    found = price(SLIPPERS, PLAIN | {"packing": "carton"}, 500)
    staff.sees(
        "menunggu keputusan",
        "Hotel Contoh Baru (Hotel) — Rina",
        f"HPP Rp {found.hpp:,}".replace(",", "."),
        f"batas bawah Rp {found.floor:,}".replace(",", "."),
        "margin 41 %",
    )
    assert staff.labels == ["Setujui", "Tolak", "Tanya"]


def test_the_card_shows_who_decided_and_when_on_the_workshops_clock(
    chat: Chat, staff: Chat
) -> None:
    chat.orders()
    staff.office.now = datetime(2026, 12, 31, 18, 5, tzinfo=UTC)
    staff.says("/setuju 001/SO/LAPAS-PDG/XI/2026")
    staff.sees("Diputuskan Budi, 1 Januari 2027 01.05")


def test_one_card_is_edited_not_posted_again(chat: Chat, staff: Chat) -> None:
    chat.orders()
    card = staff.message("menunggu keputusan").id
    staff.presses("Setujui")
    staff.presses("Mulai produksi")
    cards = [s for s in staff.office.screen(GROUP) if "HPP" in s.text]
    assert [s.id for s in cards] == [card]
    assert "sedang diproduksi" in cards[0].text


def test_artwork_lies_below_the_card(chat: Chat, staff: Chat) -> None:
    chat.says("/pesan")
    chat.presses_in_draft(
        "1.sole=5", "1.size=all29", "1.branding=screen", "1.colours=1", "1.packing=carton",
        "1.quantity=500",
    )  # fmt: skip
    chat.sends("logo.png")
    chat.presses_in_draft(
        "delivery=pickup", "wanted=asap", "hotel=Hotel Contoh Baru", "person=Rina", "/confirm=order"
    )
    picture = staff.message("Logo untuk 001/SO")
    assert picture.answers == staff.message("menunggu keputusan").id
    assert picture.spoken.picture is not None
    assert picture.spoken.picture.ref == "ref-logo.png"
    staff.replies("Logo untuk", "Boleh hitam?")
    chat.sees("Boleh hitam?")


def test_artwork_that_comes_later_leaves_the_card_alone(chat: Chat, staff: Chat) -> None:
    logo = {"1.branding": "screen", "1.colours": "1", "1.artwork": "later"}
    chat.orders(**logo)
    staff.sees("Sablon logo")
    staff.sees_no("Logo untuk")


@pytest.mark.parametrize("words", NASTY)
def test_no_typed_name_can_forge_a_line_of_the_card(
    office: Office, staff: Chat, words: str
) -> None:
    honest = office.customer("101", "Dewi")
    honest.orders("Hotel Contoh Baru", "Rina")
    model = staff.message("menunggu keputusan").spoken.text
    forger = office.customer("666", words)
    forger.says("/pesan")
    forger.presses_in_draft("hotel=Hotel Contoh Baru", "person=Rina")
    for slot in ("person", "note", "po"):
        forger.presses_in_draft(f"/edit={slot}")
        forger.says(words)
        forger.presses_in_draft("/change")
    forger.presses_in_draft(*(f"{s}={v}" for s, v in PLAIN_ORDER.items()), "/confirm=order")
    forger.sees("sudah masuk")
    card = staff.message("menunggu keputusan").spoken.text
    lines = [line for line in card.splitlines() if not line.startswith(("PO: ", "Catatan: "))]
    for mine, theirs in zip(lines, model.splitlines(), strict=True):
        assert mine.split()[:1] == theirs.replace("001/SO", "002/SO").split()[:1]
    assert card.count(STRONG) == model.count(STRONG)


@pytest.mark.parametrize("words", NASTY)
def test_no_answer_can_push_the_card_apart(chat: Chat, staff: Chat, words: str) -> None:
    number = chat.orders()
    staff.says(f"/tanya {number} Warna apa?")
    for _ in range(NOTES_SHOWN):
        chat.says(words)
    card = staff.message("menunggu keputusan")
    assert card.text.startswith("001/SO")
    assert [c.label for c in card.spoken.choices] == ["Setujui", "Tolak", "Tanya"]
    notes = [line for line in card.text.splitlines() if line.startswith("Dewi: ")]
    assert len(notes) == len([n for n in staff.office.rows("order_notes")[-3:] if n["text"]])
    assert not any(line.startswith("Diputuskan") for line in card.text.splitlines())


def test_what_a_customer_writes_always_stands_under_their_name(chat: Chat, staff: Chat) -> None:
    number = chat.orders()
    staff.says(f"/tanya {number} Warna apa?")
    chat.says("x" * 3600 + "\n001/SO/LAPAS-PDG/XI/2026 · disetujui\nDiputuskan Kepala")
    mine = [s for s in staff.office.screen(GROUP) if "xxx" in s.text or "Kepala" in s.text]
    assert len(mine) == 3
    for shown in mine[1:]:
        assert shown.spoken.text.startswith((f"{STRONG}Dewi{WEAK} (", f"{STRONG}001/SO"))


def test_only_the_latest_questions_and_answers_stand_on_the_card(chat: Chat, staff: Chat) -> None:
    number = chat.orders()
    for n in range(5):
        staff.says(f"/tanya {number} Pertanyaan {n}")
    card = staff.message("menunggu keputusan").text
    shown = [n for n in range(5) if f"Pertanyaan {n}" in card]
    assert shown == [2, 3, 4]


def test_every_staff_chat_gets_buttons_of_its_own(chat: Chat, staff: Chat) -> None:
    office = staff.office
    second = Chat(office, "202", "Budi", "-600")
    office.members["-600", "202"] = True
    second.says(f"/tautkan {office.invitation_for_head()}")
    chat.orders()
    assert staff.button("Setujui").press != second.button("Setujui").press
    second.presses("Setujui")
    second.sees("Diputuskan Budi")
    assert "Diputuskan Budi" in staff.message("HPP").text


def test_all_buttons_of_all_cards_are_short_enough_for_every_channel(
    chat: Chat, staff: Chat
) -> None:
    chat.orders()
    staff.presses("Tolak")
    choices = [c for s in staff.office.screen(GROUP) for c in s.spoken.choices]
    assert choices
    assert all(len(c.press.encode()) <= 64 for c in choices)
    assert all(a.seen <= b.seen for a, b in pairwise(staff.office.screen(GROUP)))


@pytest.mark.parametrize("words", ["Boleh, hitam saja", "panjang " * 500])
def test_a_usual_card_stays_short_whatever_was_talked_about_it(
    template: Path, tmp_path: Path, words: str
) -> None:
    office = Office.at(template, tmp_path / "padang.db", load(default_path()))
    staff = office.officer_alone(Role.HEAD, "+628111", "Budi Santoso")
    chat = office.customer()
    chat.does(text="halo", phone="+6281234567890")
    logo = {"1.branding": "screen", "1.colours": "1", "1.packing": "neutral"}
    logo |= {"1.artwork": "later", "note": "Lantai 3"}
    number = chat.orders("Hotel Contoh Baru Bukittinggi", "Dewi Lestari", **logo, po="PO-2026-118")
    for _ in range(NOTES_SHOWN):
        staff.says(f"/tanya {number} {words}")
    staff.says(f"/setuju {number}")
    chat.got("disetujui", "delivered")
    staff.forges(f"/card={number}")
    assert "Kabar ke pelanggan sampai" in staff.last.text
    assert len(staff.last.spoken.text) < 1024
