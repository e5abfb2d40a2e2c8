"""A customer orders, by presses and by words; the same conversation sells coffee."""

import pytest

from services.pricing import price, tiers
from tests.handlers.office import PLAIN_ORDER, Chat, Office
from tests.services.examples import COFFEE, PLAIN, SLIPPERS

CARTON = PLAIN | {"packing": "carton"}


def rupiah(amount: int) -> str:
    return f"Rp {amount:,}".replace(",", ".")


def up_to_the_review(chat: Chat, **answers: str) -> None:
    chat.says("/pesan")
    given = {**PLAIN_ORDER, "hotel": "Hotel Contoh Baru", "person": "Rina", **answers}
    chat.presses_in_draft(*(f"{slot}={value}" for slot, value in given.items()))
    assert "Ringkasan pesanan" in chat.last.text


def test_one_sentence_leaves_only_what_is_missing(chat: Chat) -> None:
    chat.says("pesan 750 psg eva 5mm logo 2 warna kirim tgl 28")
    chat.sees("EVA 5 mm", "2 warna", "750 pasang", "28 November 2026", "Ukurannya berapa?")
    chat.says("all size", "netral")
    chat.sees("Netral, tanpa tanda asal", "Mohon kirim gambar logonya")
    chat.sends("logo.png")
    chat.sees("logo.png", "Dikirim ke mana?")
    chat.says("padang")
    chat.sees("Kota Padang", "Untuk hotel")


def test_the_prices_are_shown_before_the_quantity_is_asked(chat: Chat) -> None:
    chat.says("/pesan")
    chat.presses("EVA 5 mm", "All size 29 cm", "Polos", "Karton saja")
    chat.sees("Harga per pasang", "Berapa pasang? Minimal 100.")
    for tier in tiers(SLIPPERS, CARTON):
        chat.sees(rupiah(tier.price))


@pytest.mark.parametrize("words", ["500 pasang", "500 pasang ya", "500 pasang secepatnya"])
def test_the_word_of_the_unit_is_no_place_that_sounds_like_it(chat: Chat, words: str) -> None:
    chat.says("/pesan")
    chat.presses("EVA 5 mm", "All size 29 cm", "Polos", "Karton saja")
    chat.says(words)
    chat.sees("Dikirim ke mana?")
    assert "Tercatat: Kota Padang" not in chat.last.text
    assert "Kota Padang" not in chat.last.text.partition("Dikirim")[0]


def test_the_review_reckons_as_the_price_list_does(chat: Chat) -> None:
    up_to_the_review(chat)
    chat.presses("Ubah", "Tambah baris")
    chat.presses("EVA 3 mm", "M 27 cm", "Polos", "Karton saja")
    chat.says("300")
    chat.sees("Tercatat: 300 pasang")
    first = price(SLIPPERS, CARTON, 500)
    second = price(SLIPPERS, CARTON | {"sole": "3", "size": "m27"}, 300)
    chat.sees(
        f"500 pasang × {rupiah(first.each)} = {rupiah(first.total)}",
        f"300 pasang × {rupiah(second.each)} = {rupiah(second.total)}",
        f"Total: {rupiah(first.total + second.total)}",
    )


def test_a_line_can_be_taken_out_and_its_buttons_find_nothing(chat: Chat) -> None:
    up_to_the_review(chat)
    chat.presses("Ubah", "Tambah baris", "EVA 3 mm")
    old = chat.button("M 27 cm").press
    chat.says("ubah")
    chat.presses("Hapus baris 2")
    chat.sees("Ringkasan pesanan", "1. Terbuka, EVA 5 mm")
    before = chat.answers
    chat.forges(old)
    assert chat.answers == before
    chat.says("ubah")
    chat.presses("Tambah baris")
    assert not any(s.startswith("2.") for s in chat.answers)


def test_a_number_of_a_removed_line_is_never_given_again(chat: Chat) -> None:
    up_to_the_review(chat)
    chat.presses("Ubah", "Tambah baris", "EVA 3 mm", "M 27 cm", "Polos", "Karton saja", "300")
    chat.presses("Ya, pesan", "Status pesanan", "Pesan lagi")
    chat.presses_in_draft("/remove=2", "/add")
    lines = chat.answers["_lines"]
    assert lines == ["1", "3"]


def test_neutral_packing_is_chosen_by_word_or_button_and_stands_in_the_review(chat: Chat) -> None:
    up_to_the_review(chat)
    chat.says("ubah")
    chat.presses("Kemasan", "Netral, tanpa tanda asal")
    chat.sees("Ringkasan pesanan", "Netral, tanpa tanda asal")


@pytest.mark.parametrize("words", ["50 pasang", "50", "selusin"])
def test_fifty_pairs_are_refused_and_asked_again(chat: Chat, words: str) -> None:
    chat.says("/pesan")
    chat.presses("EVA 5 mm", "All size 29 cm", "Polos", "Karton saja")
    chat.says(words)
    chat.sees("Untuk pilihan ini paling sedikit 100 pasang", "Berapa pasang?")


def test_a_change_that_raises_the_minimum_asks_for_the_quantity_again(chat: Chat) -> None:
    logo = {"1.branding": "screen", "1.colours": "1", "1.artwork": "later"}
    up_to_the_review(chat, **logo)
    chat.presses_in_draft("1.branding=none", "1.quantity=150", "1.branding=screen")
    assert "Minimal 300" in chat.last.text
    chat.says("300")
    chat.sees("Ringkasan pesanan")


def test_two_values_in_one_sentence_are_not_guessed_between(chat: Chat) -> None:
    chat.says("pesan 500 psg eva 3mm atau eva 5mm, all size")
    chat.sees("Tebal sol: ada dua pilihan dalam satu kalimat", "Sol EVA setebal apa?")
    chat.sees_no("Tercatat: EVA")


def test_what_is_not_made_is_said_not_to_be_available(chat: Chat) -> None:
    chat.says("pesan 500 psg bahan handuk")
    chat.sees("Handuk belum tersedia di bengkel kami", "500 pasang")


def test_a_range_is_asked_about_and_a_press_settles_it(chat: Chat) -> None:
    chat.says("pesan eva 5mm antara 500 dan 700 pasang")
    chat.sees("EVA 5 mm", "[500]", "[700]")
    chat.presses("700")
    answers = chat.answers
    assert (answers["1.quantity"], answers["1.sole"]) == (700, "5")


def test_a_quantity_beyond_a_month_is_asked_about_and_an_absurd_one_breaks_nothing(
    chat: Chat, staff: Chat
) -> None:
    up_to_the_review(chat)
    for words in ("100rb psg", "999999999999999999999999 pasang"):
        chat.says("ubah")
        chat.presses("Jumlah")
        chat.says(words)
        chat.sees_no("Ringkasan pesanan")
        if "Benar," in chat.news:
            chat.presses("Benar,")
        chat.presses_in_draft("/confirm=quote", "/change")
    chat.sees_no("gangguan")


def test_a_press_of_fifty_figures_is_no_quantity(chat: Chat) -> None:
    up_to_the_review(chat)
    chat.presses_in_draft("1.quantity=" + "9" * 50, "/confirm=quote")
    chat.sees("Penawaran 001/QUO", "500 pasang")
    chat.presses("Ubah")
    chat.presses_in_draft("1.quantity=999999999", "/confirm=order")
    chat.sees("999.999.999 pasang", "sudah masuk")


def test_the_list_of_changes_tells_lines_apart(chat: Chat) -> None:
    up_to_the_review(chat)
    chat.presses("Ubah", "Tambah baris", "EVA 3 mm", "M 27 cm", "Polos", "Karton saja", "300")
    chat.presses("Ubah", "Jumlah (2)")
    chat.says("400")
    chat.sees("500 pasang", "400 pasang")


def test_lines_are_counted_as_people_count_them(chat: Chat) -> None:
    up_to_the_review(chat)
    chat.presses("Ubah", "Tambah baris")
    chat.presses_in_draft("/remove=1", "/add")
    chat.sees("Baris 1")
    chat.presses("EVA 3 mm", "M 27 cm", "Polos", "Karton saja", "300")
    chat.sees("Baris 2")


def test_a_hotel_of_the_list_is_found_though_misspelt(chat: Chat, staff: Chat) -> None:
    chat.says("/pesan")
    chat.says("santika primier")
    chat.presses_in_draft("hotel=santika premier")
    chat.orders_rest("Hotel Santika Premiere Padang")
    staff.sees("Hotel Santika Premiere Padang (Hotel)")


def test_a_hotel_may_be_none_of_those_found(chat: Chat, staff: Chat) -> None:
    chat.says("/pesan")
    chat.presses_in_draft("hotel=Santika Dua")
    chat.orders_rest("Bukan, yang lain")
    staff.sees("Santika Dua (Hotel)")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("RS Contoh Sehat", "Rumah sakit"),
        ("Wisma Contoh", "Wisma/guest house"),
        ("CV Contoh Jaya", "Reseller"),
        ("Hotel Contoh Baru", "Hotel"),
    ],
)
def test_a_name_tells_what_kind_of_customer_it_is(
    chat: Chat, staff: Chat, name: str, kind: str
) -> None:
    chat.orders(name, "Rina")
    staff.sees(f"{name} ({kind})")


def test_a_name_that_tells_nothing_is_asked_about(chat: Chat, staff: Chat) -> None:
    chat.says("/pesan")
    chat.presses_in_draft("hotel=Qwxzy")
    chat.orders_rest("Reseller")
    staff.sees("Qwxzy (Reseller)")


def test_a_hotel_named_after_the_town_is_no_delivery(chat: Chat) -> None:
    chat.says("/pesan")
    chat.presses_in_draft(*(f"{s}={v}" for s, v in [*PLAIN_PRESSES, ("delivery", "bukittinggi")]))
    chat.says("Losmen Kota Padang Contoh")
    assert chat.answers["delivery"] == "bukittinggi"


PLAIN_PRESSES = [
    ("1.sole", "5"), ("1.size", "all29"), ("1.branding", "none"), ("1.packing", "carton"),
    ("1.quantity", "500"), ("wanted", "asap"),
]  # fmt: skip


def test_a_correction_while_the_hotel_is_asked_is_no_hotel(chat: Chat) -> None:
    chat.says("/pesan")
    chat.presses_in_draft(*(f"{s}={v}" for s, v in [*PLAIN_PRESSES, ("delivery", "pickup")]))
    chat.says("jadi 2000 ya, bukan 500")
    chat.sees("2.000 pasang", "Untuk hotel")
    chat.says("ya")
    chat.sees("Untuk hotel")
    assert "hotel" not in chat.answers


def test_a_po_and_a_note_are_for_those_who_have_them(chat: Chat, staff: Chat) -> None:
    up_to_the_review(chat)
    chat.sees_no("PO:", "Catatan:")
    chat.presses("Ubah", "Nomor PO")
    chat.says("4500012345")
    chat.presses("Ubah", "Catatan")
    chat.says("Tolong 20 pasang cadangan, bukan eva 3mm")
    chat.sees("PO: 4500012345", "Catatan: Tolong 20 pasang cadangan, bukan eva 3mm", "EVA 5 mm")
    chat.presses("Ubah", "Catatan")
    chat.says("tidak")
    chat.sees_no("Catatan:")
    chat.presses("Ya, pesan")
    staff.sees("PO: 4500012345")


def test_only_a_plain_yes_confirms(chat: Chat) -> None:
    up_to_the_review(chat)
    for words in ("👍", "ok tapi harganya bisa kurang?", "jadi berapa?", "nanti dulu"):
        chat.says(words)
        assert chat.office.rows("orders") == [], words
        if "/done" in [c.press for c in chat.last.spoken.choices]:
            chat.presses("Selesai bicara")
    chat.says("ya")
    chat.sees("sudah masuk")


def test_a_plain_no_opens_the_list_of_changes(chat: Chat) -> None:
    up_to_the_review(chat)
    chat.says("tidak")
    chat.sees("Bagian mana yang ingin diubah?", "[Jumlah]")


def test_a_yes_that_names_another_number_changes_it_first(chat: Chat) -> None:
    up_to_the_review(chat)
    chat.says("ok 600 dulu")
    chat.sees("Tercatat: 600 pasang", "Ringkasan pesanan")
    assert chat.office.rows("orders") == []


# ---- the catalogue is the product


def test_coffee_is_ordered_by_presses_alone(coffee: Office) -> None:
    chat = coffee.customer()
    chat.says("/pesan")
    for label in ("Arabika", "250 g", "Sangrai sedang", "Digiling", "Halus", "Kantong polos"):
        chat.presses(label)
    chat.sees("Harga per bungkus", "Berapa bungkus?")
    chat.says("100 bungkus")
    chat.presses("Ambil sendiri", "secepatnya")
    chat.says("Hotel Contoh Baru", "Rina")
    variant = {
        "bean": "arabica", "weight": "g250", "roast": "medium", "form": "ground",
        "grind": "fine", "bag": "plain",
    }  # fmt: skip
    found = price(COFFEE, variant, 100)
    chat.sees(f"100 bungkus × {rupiah(found.each)} = {rupiah(found.total)}")
    chat.presses("Ya, pesan")
    chat.sees("001/SO/CONTOH-SLK/")


def test_coffee_is_ordered_in_one_sentence(coffee: Office) -> None:
    chat = coffee.customer()
    chat.says("pesan 50 bungkus robusta 250 g gelap utuh kantong polos, ambil sendiri, secepatnya")
    chat.sees("Robusta", "Sangrai gelap", "Biji utuh", "Kantong polos", "50 bungkus")
    chat.sees("Untuk hotel")


def test_the_language_can_change_in_the_middle(chat: Chat) -> None:
    up_to_the_review(chat)
    chat.says("/language en")
    chat.sees("Yes, order")
    chat.presses("Yes, order")
    chat.sees("We have received")


def test_another_hotel_is_not_of_the_old_ones_kind(chat: Chat) -> None:
    chat.orders(hotel="RS Contoh Sehat", person="Sari")
    chat.says("pesan 500 psg eva 5mm polos all size karton saja, ambil sendiri, secepatnya")
    chat.presses("Ubah", "Hotel")
    chat.says("Losmen Melati Contoh")
    assert "kind" not in chat.answers or chat.answers["kind"] != "hospital"
