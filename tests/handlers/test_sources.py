"""Ways in: links, typed codes, codes passed on, and what officers see of them."""

import json
from io import BytesIO
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from bot.papers.drawing import draw
from services.orders import Role
from tests.handlers.office import LETTERS, PLAIN_ORDER, Chat, Office

DOORS = {"telegram": "https://t.me/contoh_bot?start={}", "whatsapp": "https://wa.me/62?text=%23{}"}


@pytest.fixture
def fair(staff: Chat) -> Chat:
    """The head, who has made a source called umkm26."""
    staff.office.doors = DOORS
    staff.says("/sumber pameran Pameran UMKM kode=UMKM26")
    return staff


def comes(chat: Chat, code: str) -> None:
    chat.does(text="/start", source=code)


def orders(chat: Chat) -> None:
    chat.does(press="/order-new")
    given = {**PLAIN_ORDER, "hotel": "Hotel Contoh Baru", "person": "Rina"}
    chat.presses_in_draft(*(f"{s}={v}" for s, v in given.items()), "/confirm=order")


def touches(office: Office) -> list[tuple[int, str]]:
    return [(row["contact_id"], row["how"]) for row in office.rows("touches")]


def test_a_source_is_made_with_its_links(fair: Chat) -> None:
    fair.sees("https://t.me/contoh_bot?start=umkm26")
    fair.sees("https://wa.me/62?text=%23umkm26")
    [row] = fair.office.rows("sources")
    assert (row["kind"], row["code"], row["label"]) == ("fair", "umkm26", "Pameran UMKM")
    assert fair.office.rows("audit")[-1]["reason"] == "umkm26"


def test_a_code_is_nobody_elses(fair: Chat) -> None:
    fair.says("/sumber kreator Orang lain kode=umkm26")
    fair.sees("sudah dipakai")
    assert len(fair.office.rows("sources")) == 1


@pytest.mark.parametrize("words", ["pameran", "pameran Satu kode=a b!", "pameran —"])
def test_a_source_without_a_name_or_with_a_bad_code_is_not_made(staff: Chat, words: str) -> None:
    staff.says(f"/sumber {words}")
    assert staff.office.rows("sources") == []


def test_who_comes_through_a_link_or_types_its_code_is_noted(fair: Chat, chat: Chat) -> None:
    comes(chat, "UMKM26")
    chat.says("kode: umkm26")
    chat.sees("kode umkm26 kami catat")
    me = next(r["id"] for r in fair.office.rows("contacts") if r["ext_id"] == chat.chat)
    assert touches(fair.office) == [(me, "link"), (me, "word")]


def test_strange_codes_are_no_touch_and_no_answer_of_ours(fair: Chat, chat: Chat) -> None:
    comes(chat, "lainnya")
    chat.says("kode pos")
    assert touches(fair.office) == []


def test_nobody_comes_through_a_stopped_source(fair: Chat, chat: Chat) -> None:
    fair.presses("Hentikan")
    fair.sees("dihentikan oleh")
    comes(chat, "umkm26")
    assert touches(fair.office) == []


def test_the_sheet_can_be_scanned(fair: Chat) -> None:
    fair.presses("Lembar QR")
    [row] = fair.office.rows("papers")
    drawn = draw(row["template"], row["data"], "png")
    with Image.open(BytesIO(drawn)) as picture:
        read = {code.text for code in zxingcpp.read_barcodes(picture)}
    assert read == {door.format("umkm26") for door in DOORS.values()}


def test_a_customer_has_one_code_to_pass_on(office: Office, chat: Chat) -> None:
    office.doors = DOORS
    chat.says("/ajak", "/ajak")
    [row] = office.rows("sources")
    assert row["kind"] == "referral"
    chat.sees(f"start={row['code']}")


def test_the_report_counts_what_a_fair_brought(fair: Chat, chat: Chat) -> None:
    comes(chat, "umkm26")
    orders(chat)
    fair.says("/laporan promo")
    fair.sees("Pameran UMKM (pameran): 1 orang · 1 penawaran · 1 pesanan Rp 1.625.000")
    data = brought(fair.office)
    assert data["rows"][0]["counts"] == [1, 1, 1, 0]
    for command in ("/setuju 001", "/produksi 001", "/siap 001", "/kirim 001", "/terima 001"):
        fair.says(command)
    fair.says("/laporan promo")
    fair.sees("sampai 1 · dibayar Rp 0")
    fair.says("/bayar 001 1 juta", "/laporan promo")
    fair.sees("sampai 1 · dibayar Rp 1.000.000")


def test_a_cancelled_order_is_taken_back(fair: Chat, chat: Chat) -> None:
    comes(chat, "umkm26")
    orders(chat)
    fair.says("/tolak 001 bahan habis", "/laporan promo")
    fair.sees("0 pesanan Rp 0")
    fair.sees("batal 1")


def test_ones_own_code_brings_nothing(fair: Chat, chat: Chat) -> None:
    chat.says("/ajak")
    comes(chat, fair.office.rows("sources")[-1]["code"])
    orders(chat)
    fair.says("/laporan promo")
    fair.sees("0 pesanan Rp 0")
    fair.sees("tidak dihitung 1")


def test_orders_of_another_month_stay_there(fair: Chat, chat: Chat) -> None:
    comes(chat, "umkm26")
    orders(chat)
    fair.office.later(days=20)
    fair.says("/laporan promo")
    fair.sees("Belum ada yang datang")
    fair.says("/laporan promo lalu")
    fair.sees("1 pesanan Rp 1.625.000")


def test_the_workshop_and_strangers_may_not(office: Office, staff: Chat) -> None:
    worker = office.officer(Role.WORKSHOP, "303", "Edi", staff.chat)
    worker.says("/sumber kreator Nama", "/laporan promo")
    assert office.rows("sources") == []
    assert [r["outcome"] for r in office.rows("audit")][-2:] == ["not_your_role"] * 2


def test_an_officer_alone_makes_one_too(office: Office) -> None:
    officer = office.officer_alone(Role.DESK, "404", "Sari")
    officer.says("/sumber karton Kardus November")
    officer.sees("kardus-november")
    assert officer.channel == LETTERS


def brought(office: Office) -> dict[str, Any]:
    found = [r for r in office.rows("papers") if r["template"] == "brought"]
    drawn = json.loads(found[-1]["data"])
    assert draw("brought", found[-1]["data"], "png").startswith(b"\x89PNG")
    return dict(drawn)
