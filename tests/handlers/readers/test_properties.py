"""What holds for every number and every text, not only for those in a table."""

import time
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.readers.consent import read_answer, read_consent
from handlers.readers.dates import Day, read_date
from handlers.readers.intents import read_intent
from handlers.readers.money import read_rupiah
from handlers.readers.overhear import overhear
from handlers.readers.quantity import PAIRS, Quantity, read_quantity
from handlers.readers.specs import find_phone, find_po, find_star, find_values
from handlers.readers.text import LONGEST, clean, fold, tokenize
from handlers.readers.urgency import read_urgency
from tests.handlers.readers.spelling import INDONESIAN, MINANG, english
from tests.handlers.readers.table import TODAY, VOCABULARY

AMOUNTS = st.integers(min_value=1, max_value=20_000)

WRITTEN: tuple[Callable[[int], str], ...] = (
    str,
    lambda n: f"{n:,}",
    lambda n: f"{n:,}".replace(",", "."),
    INDONESIAN.spell,
    MINANG.spell,
    english,
    lambda n: english(n, with_and=True),
    lambda n: INDONESIAN.spell(n).replace(" ", ""),
    lambda n: INDONESIAN.spell(n).upper(),
    lambda n: f"{n} ({INDONESIAN.spell(n)})",
)
READERS: tuple[Callable[[str], object], ...] = (
    read_quantity,
    lambda text: read_quantity(text, bare=True),
    read_rupiah,
    lambda text: read_date(text, TODAY),
    read_consent,
    read_answer,
    read_intent,
    read_urgency,
    find_po,
    find_phone,
    find_star,
    lambda text: find_values(text, VOCABULARY),
    lambda text: overhear(text, VOCABULARY, PAIRS, TODAY),
)
DECOYS = (
    "eva 5 mm",
    "tebal 0,5 cm",
    "5 mili",
    "hotel bintang 4",
    "3-star hotel",
    "wa 0812-3456-7890",
    "hp +62 812 3456 7890",
    "telp 0751-7051234",
    "no PO 4500012345",
    "PO: HTL/2026/11",
    "no invoice 2231",
    "ukuran 40",
    "size 38-42",
    "logo 2 warna",
    "sablon dua warna",
    "two-colour logo",
    "kirim tgl 5",
    "5/12/2026",
    "5 desember 2026",
    "by December 5th",
    "2 minggu lagi",
    "10 hari kerja",
    "jam 10.00",
    "pukul 14:30",
    "harga Rp 3.400",
    "Rp3.400/psg",
    "@3.500",
    "3400 rupiah",
    "DP 50%",
    "lantai 3",
    "kamar 205",
    "jl. Sudirman no 12",
)


@given(AMOUNTS, st.sampled_from(WRITTEN))
def test_a_number_written_out_is_read_back(number: int, write: Callable[[int], str]) -> None:
    assert read_quantity(f"{write(number)} pasang") == Quantity(number)


@given(AMOUNTS, st.sampled_from(WRITTEN))
def test_money_written_out_is_read_back(number: int, write: Callable[[int], str]) -> None:
    assert read_rupiah(f"{write(number)} rupiah") == number


@given(st.integers(min_value=1, max_value=200))
def test_thousands_may_be_shortened(hundreds: int) -> None:
    figures = f"{hundreds / 10:.1f}"
    for said in (f"{figures}rb", f"{figures.replace('.', ',')} ribu", f"{figures}k"):
        assert read_quantity(f"{said} psg") == Quantity(hundreds * 100)


@given(st.integers(1, 19), st.integers(1, 999))
def test_what_is_left_over_the_thousands_follows_them(thousands: int, rest: int) -> None:
    assert read_quantity(f"{thousands}rb{rest:03} psg") == Quantity(thousands * 1000 + rest)


@given(AMOUNTS, st.sampled_from(DECOYS), st.sampled_from(DECOYS))
def test_no_other_number_changes_how_many(number: int, one: str, other: str) -> None:
    for said in (
        f"pesan {number} pasang sandal, {one}, {other}",
        f"{one}, pesan {number} psg, {other}",
        f"{one}; {other}; order {number} pairs please",
    ):
        assert read_quantity(said) == Quantity(number)


@pytest.mark.parametrize("decoy", DECOYS)
def test_no_other_number_is_how_many(decoy: str) -> None:
    assert read_quantity(decoy) is None


@given(AMOUNTS, st.dates(min_value=TODAY, max_value=date(2099, 12, 31)))
def test_a_day_and_a_quantity_share_no_number(number: int, day: date) -> None:
    said = f"pesan {number} pasang kirim {day.day}/{day.month}/{day.year}"
    assert read_quantity(said) == Quantity(number)
    assert read_date(said, TODAY) == Day(day)


@given(st.dates(min_value=TODAY, max_value=date(2099, 12, 31)))
def test_a_full_date_is_read_back_however_it_is_written(day: date) -> None:
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y"):
        assert read_date(day.strftime(form), TODAY) == Day(day)


@given(st.sampled_from("sip oke gas siap mantap cocok setuju lanjut".split()), st.integers(1, 9))
def test_a_yes_may_be_drawn_out(word: str, times: int) -> None:
    assert read_consent(word + word[-1] * times) == "yes"


@given(st.text(max_size=200), st.sampled_from(READERS))
def test_no_text_makes_a_reader_fail(text: str, read: Callable[[str], object]) -> None:
    read(text)


WORDS = (
    "500 1.500 2rb500 -50 0 psg pasang lusin kodi gros dus kamar per @ isi x Rp juta ribu setengah "
    "se- dua ratus belas tambah kurangi jadi bukan gak tidak sampai - antara dan tgl / des minggu "
    "depan lagi hari sebelum lebaran H PO no 0812 ya ok batal tf sudah berapa ? 👍 % an half a"
).split()


@given(st.lists(st.sampled_from(WORDS), max_size=12), st.sampled_from(READERS))
def test_no_order_of_known_words_makes_a_reader_fail(
    words: list[str], read: Callable[[str], object]
) -> None:
    read(" ".join(words))
    read("".join(words))


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert len(clean(text)) <= LONGEST


@given(st.text(alphabet="aiueonysk", max_size=20))
def test_folding_twice_is_folding_once(word: str) -> None:
    assert fold(fold(word)) == fold(word)


@given(st.text(max_size=100))
def test_tokens_stand_where_they_say(text: str) -> None:
    cleaned = clean(text)
    for token in tokenize(cleaned):
        assert cleaned[token.start : token.end].lower().startswith(token.text)


HOSTILE = (
    "1." * 50_000,
    "0812-" * 20_000,
    "satu" * 25_000,
    "se" * 50_000,
    "dua ratus " * 10_000,
    "1 - " * 25_000,
    "tgl 1 sampai " * 8_000,
    "po no. : - " * 9_000,
    "a@" * 50_000,
    "x" * 100_000,
    "👍" * 100_000,
    "½" * 100_000,
    "﷽" * 100_000,
    "tidak " * 16_000,
    "jadi 1 bukan 2 " * 6_000,
    "3 dus isi 2 psg " * 6_000,
    "( 5 ) " * 16_000,
)


@pytest.mark.no_cover  # tracing would be timed, too
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_a_hundred_kilobytes_of_malice_are_read_in_no_time(text: str) -> None:
    for read in READERS:
        begun = time.thread_time()
        read(text)
        assert time.thread_time() - begun < 1
