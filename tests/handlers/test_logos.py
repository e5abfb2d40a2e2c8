"""What may be done with a logo that was looked at: never out of its area, never what cannot be
printed.
"""

import json
from dataclasses import asdict, replace
from typing import Any

from handlers.messages import Address, Attachment, Inspected
from services.artwork import Ink, Measured, Refusal
from services.pricing import price
from storage import tables
from tests.handlers.office import PLAIN_ORDER, Chat, Office
from tests.services.examples import SLIPPERS

LOGO = Attachment("telegram", "ref-logo.png", "logo.png")
FLAT = Measured(
    background=(255, 255, 255), transparent=False, width_px=900, height_px=450, aspect=2.0,
    edge_px=1.0, inks=(Ink((200, 0, 0), 0.6), Ink((0, 0, 0), 0.4)), shaded=0.0, grain=0.0,
    stroke=0.02, camera=False, vector=False,
)  # fmt: skip
INVISIBLE = replace(FLAT, inks=(Ink((250, 248, 243), 1.0),))


def asked_for_logo(chat: Chat) -> None:
    """The order has come to where it asks for a logo."""
    chat.does(press="/order-new")
    printed = {**PLAIN_ORDER, "1.branding": "screen", "1.colours": "1"}
    for slot in ("1.sole", "1.size", "1.branding", "1.colours", "1.packing", "1.quantity"):
        chat.presses_in_draft(f"{slot}={printed[slot]}")


def sent(chat: Chat) -> None:
    """A logo is sent where the order asks for one."""
    asked_for_logo(chat)
    chat.sends("logo.png")


def looked(chat: Chat, seen: Measured | None, refused: Refusal | None = None) -> None:
    address = Address("telegram", chat.chat)
    now = chat.office.now
    chat.hears(Inspected(address, LOGO, now, logo="0" * 64, seen=seen, refused=refused))


def signed(office: Office) -> list[dict[str, Any]]:
    return [dict(row) for row in office.rows("proofs")]


def test_it_is_shown_with_what_was_found_and_signed_off_once_it_is_liked(chat: Chat) -> None:
    sent(chat)
    looked(chat, FLAT)
    chat.sees("2 warna, sedangkan yang dipilih 1 warna")
    chat.presses("Pakai ini")
    assert len(signed(chat.office)) == 1


def test_more_colours_are_chosen_at_the_price_that_was_told(chat: Chat) -> None:
    sent(chat)
    looked(chat, FLAT)
    one, two = (each_for(colours) for colours in ("1", "2"))
    assert two > one
    chat.sees(f"naik Rp {two - one} per pasang")
    chat.sees(f"seluruhnya Rp {(two - one) * 500:,};".replace(",", "."))
    again = chat.button("Lebih kecil").press
    chat.presses("Ubah ke 2 warna")
    chat.sees("Dikirim ke mana")
    chat.forges(again)
    assert "yang dipilih 1 warna" not in chat.news
    assert "Ubah ke" not in chat.news


def each_for(colours: str) -> int:
    chosen = {"sole": "5", "size": "all29", "branding": "screen", "packing": "carton"}
    variant = SLIPPERS.complete({**chosen, "colours": colours})
    return price(SLIPPERS, variant, 500).each


def test_it_is_moved_aside_and_back(chat: Chat) -> None:
    sent(chat)
    looked(chat, replace(FLAT, inks=FLAT.inks[:1]))
    chat.presses("Geser ke kiri")
    assert chat.button("Pakai ini").press.endswith(".80.-5.0")
    chat.presses("Geser ke kanan")
    assert chat.button("Pakai ini").press.endswith(".80.0.0")


def test_another_file_takes_the_place_of_the_first(chat: Chat) -> None:
    sent(chat)
    looked(chat, replace(FLAT, inks=FLAT.inks[:1]))
    chat.presses("Berkas lain")
    chat.sees("kirim berkas logo yang baru")
    chat.sends("baru.png")
    [asked] = [e for e in chat.office.rows("dialogs") if "baru.png" in json.dumps(e["answers"])]
    assert "ref-logo.png" not in json.dumps(asked["answers"])


def test_what_cannot_be_seen_once_printed_is_not_signed_off(chat: Chat) -> None:
    sent(chat)
    looked(chat, INVISIBLE)
    chat.sees("tidak akan terlihat")
    assert "Pakai ini" not in chat.news
    smaller = chat.button("Lebih kecil").press
    key, _, figures = smaller.partition(".show.")
    chat.forges(f"{key}.use.{figures}")
    assert signed(chat.office) == []


def test_a_made_up_place_is_signed_off_within_the_area(chat: Chat) -> None:
    sent(chat)
    looked(chat, FLAT)
    key, *_ = chat.button("Pakai ini").press.partition(".use.")
    chat.forges(f"{key}.use.80.900.-900")
    [row] = signed(chat.office)
    assert abs(row["right"]) < 40
    assert abs(row["down"]) < 25


def test_a_file_that_cannot_be_used_is_answered_and_the_order_goes_on(chat: Chat) -> None:
    sent(chat)
    looked(chat, None, Refusal.LOCKED)
    chat.sees("dikunci dengan kata sandi")
    chat.says("ambil sendiri")
    chat.sees("tanggal berapa")


def ordered(chat: Chat) -> None:
    rest = ("delivery=pickup", "wanted=asap", "hotel=Hotel Contoh Baru", "kind=hotel")
    chat.presses_in_draft(*rest, "person=Rina", "/confirm=order")


def asked_again(chat: Chat) -> None:
    """A first order with a logo signed off, and a second one that asks for a logo."""
    sent(chat)
    looked(chat, FLAT)
    chat.presses("Pakai ini")
    ordered(chat)
    chat.does(press="/order-new")
    printed = {**PLAIN_ORDER, "1.branding": "screen", "1.colours": "2"}
    for slot in ("1.sole", "1.size", "1.branding", "1.colours", "1.packing", "1.quantity"):
        chat.presses_in_draft(f"{slot}={printed[slot]}")


def test_the_logo_of_the_last_order_is_used_again(chat: Chat) -> None:
    asked_again(chat)
    chat.presses("Pakai logo terakhir")
    chat.sees("Dikirim ke mana", "Ini logo Bapak/Ibu pada produk kami, 64 × 32 mm")
    chat.presses("Pakai ini")
    first, second = signed(chat.office)
    assert first["dialog_id"] != second["dialog_id"]
    sent_for = [row["logo"] for row in chat.office.rows("artworks")]
    assert sent_for == ["0" * 64, "0" * 64]


def test_an_order_without_one_in_between_hides_none(chat: Chat) -> None:
    sent(chat)
    looked(chat, FLAT)
    chat.presses("Pakai ini")
    ordered(chat)
    chat.orders()
    chat.does(press="/order-new")
    printed = {**PLAIN_ORDER, "1.branding": "screen", "1.colours": "2"}
    for slot in ("1.sole", "1.size", "1.branding", "1.colours", "1.packing", "1.quantity"):
        chat.presses_in_draft(f"{slot}={printed[slot]}")
    chat.presses("Pakai logo terakhir")
    chat.sees("Ini logo Bapak/Ibu")


def test_it_is_used_by_words_too(chat: Chat) -> None:
    asked_again(chat)
    chat.says("pakai logo dari pesanan terakhir")
    chat.sees("Ini logo Bapak/Ibu")


def test_without_one_signed_off_there_is_none_to_use(chat: Chat) -> None:
    sent(chat)
    ordered(chat)
    chat.does(press="/order-new")
    printed = {**PLAIN_ORDER, "1.branding": "screen", "1.colours": "2"}
    for slot in ("1.sole", "1.size", "1.branding", "1.colours", "1.packing", "1.quantity"):
        chat.presses_in_draft(f"{slot}={printed[slot]}")
    assert "logo terakhir" not in chat.news
    chat.says("pakai logo terakhir")
    assert "Ini logo" not in chat.news


def films(office: Office) -> list[dict[str, Any]]:
    return [json.loads(r["data"]) for r in office.rows("papers") if r["template"] == "films"]


def test_production_gets_the_proof_and_a_film_for_each_colour(chat: Chat, staff: Chat) -> None:
    sent(chat)
    looked(chat, FLAT)
    chat.presses("Pakai ini")
    ordered(chat)
    staff.sees("Logo: disetujui pelanggan, 64 × 32 mm, 2 warna")
    staff.says("/cetak 001")
    staff.sees("contoh yang disetujui", "film per warna", "merah, 600 dpi", "hitam, 600 dpi")
    whole, *masks = sorted(films(chat.office), key=lambda one: -1 if one["mask"] is None else 0)
    assert (whole["size"], whole["inks"]) == ([64.0, 32.0], [[200, 0, 0], [0, 0, 0]])
    assert whole["pages"][1][2] == "hitam · 64 × 32 mm · 2/2"
    assert sorted(one["mask"] for one in masks) == [0, 1]
    assert "600 dpi" not in chat.office.said_to_customers()


def test_signed_off_after_the_order_the_card_says_so(chat: Chat, staff: Chat) -> None:
    sent(chat)
    ordered(chat)
    staff.sees("Logo: belum disetujui")
    staff.says("/cetak 001")
    staff.sees("belum disetujui pelanggan, jadi belum ada berkas cetaknya")
    assert films(chat.office) == []


def test_what_cannot_be_separated_has_no_films(chat: Chat, staff: Chat) -> None:
    sent(chat)
    looked(chat, replace(FLAT, shaded=0.19))
    chat.presses("Pakai ini")
    ordered(chat)
    chat.office.change(tables.artworks.update().values(seen={**asdict(FLAT), "shaded": 0.5}))
    staff.says("/cetak 001")
    staff.sees("tidak dapat dipisah")
    assert films(chat.office) == []


def test_strangers_get_no_print_files(office: Office, staff: Chat) -> None:
    stranger = Chat(office, "909", "Tamu", staff.chat)
    office.members[staff.chat, "909"] = True
    stranger.says("/cetak 001")
    assert office.rows("audit")[-1]["outcome"] == "not_officer"
