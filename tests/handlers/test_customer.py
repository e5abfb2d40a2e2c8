"""What a customer hears outside the form."""

import pytest

from services.pricing import price, tiers
from tests.handlers.office import Chat, Office
from tests.services.examples import PLAIN, SLIPPERS, catalogue_of, raw


@pytest.mark.parametrize(
    ("hour", "words"), [(1, "Selamat pagi"), (5, "Selamat siang"), (9, "Selamat sore"),
                        (13, "Selamat malam"), (19, "Selamat malam"), (20, "Selamat pagi")]
)  # fmt: skip
def test_the_greeting_goes_by_the_workshops_clock(chat: Chat, hour: int, words: str) -> None:
    chat.office.now = chat.office.now.replace(hour=hour)
    chat.says("halo")
    chat.sees(words)


def test_a_salam_is_answered_as_one(chat: Chat) -> None:
    chat.says("Assalamualaikum pak")
    chat.sees("Waalaikumsalam")


def test_the_price_of_a_quantity_is_told_and_nothing_is_ordered(chat: Chat) -> None:
    chat.says("berapa harga 500 pasang eva 5mm tanpa logo tanpa plastik?")
    found = price(SLIPPERS, PLAIN | {"packing": "carton"}, 500)
    chat.sees(f"{found.total:,}".replace(",", "."))
    assert chat.office.rows("orders") == chat.office.rows("quotes") == []
    chat.presses("Pesan ini")
    chat.sees("Ukurannya berapa?")


def test_without_a_quantity_every_tier_is_told(chat: Chat) -> None:
    chat.says("/harga")
    usual = PLAIN | {"branding": "screen", "colours": "1", "packing": "opp"}
    for tier in tiers(SLIPPERS, usual):
        chat.sees(f"{tier.price:,}".replace(",", "."))


def test_below_the_smallest_run_the_minimum_and_the_tiers_are_told(chat: Chat) -> None:
    chat.says("berapa harga 20 pasang eva 5mm tanpa logo?")
    chat.sees("paling sedikit 100 pasang", "100–299 pasang")


def test_a_quantity_the_asked_for_logo_does_not_allow_is_told_so(chat: Chat) -> None:
    chat.says("/pesan")
    chat.presses_in_draft("1.quantity=150")
    chat.says("/harga logo 1 warna")
    chat.sees("paling sedikit 300 pasang", "mulai 3.000 pasang")


def test_prices_of_a_draft_that_a_release_has_changed(chat: Chat) -> None:
    chat.says("/pesan", "EVA 5 mm")
    tables = raw()
    sole = next(axis for axis in tables["axes"] if axis["key"] == "sole")
    sole["values"] = [value for value in sole["values"] if value["key"] != "5"]
    chat.office.catalogue = catalogue_of(tables)
    chat.says("/harga")
    chat.sees("EVA 3 mm")


def test_prices_in_the_middle_of_a_draft_are_those_of_the_draft(chat: Chat) -> None:
    chat.says("/pesan", "EVA 3 mm", "/harga")
    chat.sees("EVA 3 mm", "[Lanjutkan isian]")
    chat.presses("Lanjutkan isian")
    chat.sees("Ukurannya berapa?")


def test_the_status_of_somebody_new_is_that_there_is_nothing(chat: Chat) -> None:
    chat.says("/status")
    chat.sees("Belum ada pesanan")


def test_the_status_lists_orders_and_quotes_each_with_a_button(chat: Chat) -> None:
    for _ in range(6):
        chat.orders()
    chat.says("/status")
    chat.sees("006/SO", "menunggu keputusan", "[006/SO]", "[Menu]")
    chat.sees_no("001/SO")
    chat.presses("006/SO")
    chat.sees("Pesanan 006/SO")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("terima kasih", "Terima kasih kembali"),
        ("bisa pakai kemasan netral tanpa tulisan lapas?", "kemasan netral"),
        ("privasi", "3 × 24 jam"),
        ("stop kirim promo", "tidak mengirim promosi"),
        ("siapa yang membuat sandalnya?", "Lapas Kelas IIA Padang"),
        ("ongkir ke bukittinggi berapa?", "150.000"),
        ("tersedia apa saja?", "EVA 3 mm"),
    ],
)
def test_everyday_questions_have_an_answer(chat: Chat, words: str, told: str) -> None:
    chat.says(words)
    chat.sees(told)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("lemnya lepas pak, 20 pasang", "ketidaknyamanannya"),
        ("hapus data saya", "3 × 24 jam"),
        ("minta sampel dulu", "contoh"),
    ],
)
def test_a_matter_for_a_person_reaches_one_in_the_customers_words(
    chat: Chat, staff: Chat, words: str, told: str
) -> None:
    chat.says(words)
    chat.sees(told, "Petugas sudah kami panggil")
    assert words in staff.last.text


def test_the_language_is_asked_for_when_it_is_not_named(chat: Chat) -> None:
    chat.says("/bahasa")
    chat.sees("[Bahasa Indonesia]", "[English]")
    chat.presses("English")
    assert chat.contact["language"] == "en"


def test_who_we_are_comes_from_the_catalogue(coffee: Office) -> None:
    chat = coffee.customer()
    chat.forges("/about")
    chat.sees("Bengkel Kerja Contoh Solok", "Biji dari dataran tinggi Solok")


def test_a_second_order_knows_whom_it_is_for(chat: Chat) -> None:
    chat.orders("RS Contoh Sehat", "dr. Sari")
    chat.says("pesan 600 psg eva 3mm all size tanpa logo tanpa plastik, ambil sendiri, secepatnya")
    chat.sees("Ringkasan pesanan", "RS Contoh Sehat, atas nama dr. Sari")


def test_the_latest_order_can_be_asked_for_in_words(chat: Chat) -> None:
    chat.orders()
    chat.says("pesan lagi seperti yang kemarin")
    chat.sees("Untuk tanggal berapa")


def test_who_has_no_order_yet_starts_one_instead_of_repeating_it(chat: Chat) -> None:
    chat.says("pesan lagi seperti yang kemarin")
    chat.sees("Sol EVA setebal apa?")
