"""Quotes: numbered, frozen, valid for days on the workshop's clock, accepted once, private."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from services.pricing import price
from services.quotes import Terms
from tests.handlers.office import PLAIN_ORDER, Chat, Office
from tests.services.examples import PLAIN, SLIPPERS, catalogue_of, raw

CARTON = PLAIN | {"packing": "carton"}


def quoted(chat: Chat, **answers: str) -> dict[str, Any]:
    """A quote issued; its row."""
    chat.does(press="/order-new")
    given = {**PLAIN_ORDER, "hotel": "Hotel Contoh Baru", "person": "Rina", **answers}
    chat.presses_in_draft(*(f"{s}={v}" for s, v in given.items()), "/confirm=quote")
    return dict(chat.office.rows("quotes")[-1])


def test_a_quote_names_its_number_lines_and_last_day(chat: Chat) -> None:
    quoted(chat)
    assert SLIPPERS.quote_days == 14
    chat.sees("Penawaran 001/QUO/LAPAS-PDG/XI/2026", "500 pasang × Rp 3.250 = Rp 1.625.000")
    chat.sees("Berlaku sampai Rabu, 2 Desember 2026")
    assert chat.office.rows("orders") == []
    assert quoted(chat)["number"] == "002/QUO/LAPAS-PDG/XI/2026"


def test_a_quote_is_good_through_its_last_day_on_the_workshops_clock(chat: Chat) -> None:
    row = quoted(chat)
    last = datetime.combine(row["valid_until"], time(0), UTC)
    chat.office.now = last + timedelta(hours=16, minutes=59, seconds=59)
    chat.forges(f"/quote={row['id']}")
    chat.sees("[Setuju & pesan]")
    chat.office.later(seconds=1)
    chat.forges(f"/quote={row['id']}")
    chat.sees("jadi sudah lewat", "[Hitung ulang]")
    chat.sees_no("Setuju & pesan")
    chat.forges(f"/accept={row['id']}")
    chat.sees("jadi sudah lewat")
    assert chat.office.rows("orders") == []
    chat.says("/status")
    chat.sees("penawaran kedaluwarsa")


def test_a_quote_keeps_its_price_when_the_costs_change(chat: Chat) -> None:
    row = quoted(chat)
    dearer(chat.office)
    chat.forges(f"/accept={row['id']}")
    chat.sees("Rp 1.625.000", "sudah masuk")
    assert chat.office.rows("quotes")[-1]["terms"] == row["terms"]


def dearer(office: Office) -> None:
    """From now on the sole costs half as much again."""
    tables = raw()
    tables["materials"]["eva_sole_5"]["price"] = 45000
    office.catalogue = catalogue_of(tables)


def test_ordering_again_is_at_todays_price_and_asks_for_the_day(chat: Chat) -> None:
    chat.orders(po="4500012345")
    dearer(chat.office)
    chat.presses("Status pesanan", "Pesan lagi")
    chat.sees("Untuk tanggal berapa")
    chat.presses("secepatnya")
    now = price(chat.office.catalogue, CARTON, 500)
    assert now.each > price(SLIPPERS, CARTON, 500).each
    chat.sees(f"{now.total:,}".replace(",", "."))
    chat.sees_no("4500012345")
    chat.presses("Ya, pesan")
    chat.sees("002/SO")


def test_a_changed_quote_is_the_next_revision_and_the_former_is_superseded(chat: Chat) -> None:
    first = quoted(chat)
    chat.presses("Ubah", "Jumlah")
    chat.says("1000")
    chat.presses("Minta penawaran")
    chat.sees("001/QUO", "diganti", "Penawaran 001/QUO/LAPAS-PDG/XI/2026-R1")
    assert [(row["state"], row["revision"]) for row in chat.office.rows("quotes")] == [
        ("superseded", 0),
        ("issued", 1),
    ]
    assert chat.office.rows("quotes")[0]["terms"] == first["terms"]
    chat.forges(f"/accept={first['id']}")
    chat.sees("sudah diganti dengan yang lebih baru")
    assert chat.office.rows("orders") == []


def test_a_quote_stands_until_its_successor_is_issued(chat: Chat) -> None:
    first = quoted(chat)
    chat.presses("Ubah", "Jumlah")
    chat.forges(f"/accept={first['id']}")
    chat.sees("sudah masuk")


def test_accepting_twice_is_one_order(chat: Chat, staff: Chat) -> None:
    row = quoted(chat)
    press = chat.button("Setuju & pesan").press
    chat.hears(chat.heard(press=press), chat.heard(press=press))
    chat.forges(press)
    chat.sees("Pesanan 001/SO", "menunggu keputusan")
    assert len(chat.office.rows("orders")) == 1
    chat.forges(f"/quote={row['id']}")
    chat.sees("Pesanan 001/SO")
    assert len([s for s in staff.office.screen(staff.chat) if "HPP" in s.text]) == 1


@pytest.mark.parametrize("press", ["/confirm=order", "/confirm=quote", "1.quantity=9", "/edit=po"])
def test_an_old_button_of_a_confirmed_draft_shows_what_became_of_it(chat: Chat, press: str) -> None:
    quoted(chat)
    dialog = chat.office.rows("dialogs")[-1]["id"]
    chat.forges(f"{dialog}:{press}")
    assert ("sudah masuk" in chat.news) == (press == "/confirm=order")
    chat.sees("500 pasang")
    chat.forges(f"{dialog}:/confirm=order")
    chat.forges(f"{dialog}:/confirm=order")
    assert len(chat.office.rows("quotes")) == len(chat.office.rows("orders")) == 1


@pytest.mark.parametrize(
    "press",
    ["/quote=1", "/accept=1", "/revise=1", "/show=1", "/again=1", "/cancel-order=1",
     "/cancel-yes=1", "{dialog}:/show", "{dialog}:/confirm=order", "/show=²", "/show=-1",
     "/quote=99999999999999999999"],
)  # fmt: skip
def test_nothing_of_someone_elses_quote_or_order_is_shown(
    office: Office, chat: Chat, staff: Chat, press: str
) -> None:
    chat.orders("Hotel Rahasia Contoh", "Rina Rahasia")
    other = office.customer("666", "Lain")
    other.says("halo")
    before = [dict(row) for name in ("orders", "quotes", "dialogs") for row in office.rows(name)]
    other.forges(press.format(dialog=office.rows("dialogs")[-1]["id"]))
    other.sees_no("Rahasia", "001/", "3.250")
    other.sees("Apa yang bisa kami bantu?")
    after = [dict(row) for name in ("orders", "quotes", "dialogs") for row in office.rows(name)]
    assert after == before


def test_cancelling_needs_a_second_yes(chat: Chat, staff: Chat) -> None:
    chat.orders()
    chat.presses("Status pesanan", "Batalkan")
    chat.sees("Batalkan pesanan 001/SO", "[Ya, batalkan]", "[Tidak jadi]")
    assert chat.office.rows("orders")[-1]["state"] == "pending"
    chat.presses("Tidak jadi")
    chat.sees("menunggu keputusan")
    chat.presses("Batalkan", "Ya, batalkan")
    chat.sees("dibatalkan atas permintaan")
    assert chat.office.rows("orders")[-1]["state"] == "cancelled"
    assert "dibatalkan oleh pemesan, Rina" in staff.last.text or "Dewi" in staff.last.text
    assert "Dibatalkan pemesan" in staff.message("HPP").text
    chat.forges("/cancel-yes=1")
    chat.sees("dibatalkan")


def test_what_was_decided_the_customer_cannot_cancel(chat: Chat, staff: Chat) -> None:
    chat.orders()
    chat.presses("Status pesanan", "Batalkan")
    yes = chat.button("Ya, batalkan").press
    staff.presses("Setujui")
    chat.forges(yes)
    chat.sees("disetujui")
    chat.forges("/cancel-order=1")
    chat.sees("disetujui")
    chat.sees_no("[Batalkan]")
    assert chat.office.rows("orders")[-1]["state"] == "approved"


def test_a_decision_and_a_cancellation_at_once_leave_one_of_them(chat: Chat, staff: Chat) -> None:
    number = chat.orders()
    staff.says("/pesanan")
    office = staff.office
    staff.hears(chat.heard(press=f"/cancel-yes={number}"), staff.heard(text=f"/setuju {number}"))
    assert office.rows("orders")[-1]["state"] == "cancelled"
    staff.sees("Pesanan sudah berubah lebih dulu")


def test_a_release_that_forbids_what_was_quoted_asks_again(chat: Chat) -> None:
    row = quoted(chat)
    tables = raw()
    for axis in tables["axes"]:
        for value in axis["values"]:
            if (axis["key"], value["key"]) == ("sole", "5"):
                value["on"] = False
                value.pop("usual", None)
    chat.office.catalogue = catalogue_of(tables)
    chat.forges(f"/revise={row['id']}")
    chat.presses("Kembali ke isian")
    chat.sees("Sol EVA setebal apa?")


def test_a_yes_after_a_release_confirms_nothing_that_is_no_longer_sold(chat: Chat) -> None:
    chat.says("/pesan")
    given = {**PLAIN_ORDER, "1.quantity": "150", "hotel": "Hotel Contoh Baru", "person": "Rina"}
    chat.presses_in_draft(*(f"{s}={v}" for s, v in given.items()))
    assert "Ringkasan" in chat.last.text
    tables = raw()
    tables["product"]["minimum"] = 250
    chat.office.catalogue = catalogue_of(tables)
    chat.says("ya")
    chat.sees("Minimal 250")
    assert chat.office.rows("quotes") == []


def test_terms_are_stored_whole(chat: Chat) -> None:
    row = quoted(chat)
    terms = Terms.model_validate(row["terms"])
    assert (terms.total, terms.catalogue) == (1_625_000, SLIPPERS.fingerprint)


def test_what_is_no_longer_known_to_the_catalogue_can_still_be_shown(
    chat: Chat, staff: Chat
) -> None:
    """A release may take a value, an axis, and a town away under quotes, orders and cards."""
    quote = quoted(chat, delivery="bukittinggi", **{"1.sole": "4"})
    number = chat.orders(delivery="bukittinggi", **{"1.sole": "4"})
    tables = raw()
    tables["axes"] = [axis for axis in tables["axes"] if axis["key"] != "size"]
    sole = next(axis for axis in tables["axes"] if axis["key"] == "sole")
    sole["values"] = [value for value in sole["values"] if value["key"] != "4"]
    tables["delivery"] = [p for p in tables["delivery"] if p["key"] != "bukittinggi"]
    chat.office.catalogue = catalogue_of(tables)
    chat.forges(f"/quote={quote['id']}")
    chat.sees("500 pasang", "Berlaku sampai", "bukittinggi")
    staff.says(f"/setuju {number}")
    staff.sees("disetujui", "500 pasang")
    chat.forges(f"/again={number}")
    chat.sees("Sol EVA setebal apa?")
