"""Values of every kind in words, in every language."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.speech import LANGUAGES, MissingText, Speech, clean
from handlers.messages import (
    STRONG,
    WEAK,
    Attachment,
    Choice,
    Joint,
    Money,
    Phrase,
    Prompt,
    SpokenChoice,
    Value,
)
from services.catalogue import Texts

SPEECH = Speech(ZoneInfo("Asia/Jakarta"))
EVENING = datetime(2026, 11, 18, 18, 5, tzinfo=UTC)
PAIRS = Texts({"id": "pasang", "en": "pairs"})


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (Money(1_775_000), "Rp 1.775.000", "Rp 1.775.000"),
        (Money(-500), "-Rp 500", "-Rp 500"),
        (0, "0", "0"),
        (1_250_000, "1.250.000", "1,250,000"),
        (-1500, "-1.500", "-1,500"),
        (date(2026, 11, 18), "Rabu, 18 November 2026", "Wednesday, 18 November 2026"),
        (date(2027, 8, 1), "Minggu, 1 Agustus 2027", "Sunday, 1 August 2027"),
        (EVENING, "19 November 2026 01.05", "19 November 2026 01.05"),
        (PAIRS, "pasang", "pairs"),
        (Joint((1000, PAIRS), by=" "), "1.000 pasang", "1,000 pairs"),
        (Joint((PAIRS, "EVA", Joint(("a", "b")))), "pasang, EVA, a, b", "pairs, EVA, a, b"),
        (Joint(()), "", ""),
        (Phrase("menu"), "Menu", "Menu"),
        (
            Phrase("quantity-of", {"quantity": 1500, "unit": PAIRS}),
            "1.500 pasang",
            "1,500 pairs",
        ),
        (
            Phrase("noted", {"what": Joint((Phrase("asap"), date(2026, 12, 5)))}),
            f"Tercatat: {STRONG}secepatnya, Sabtu, 5 Desember 2026{WEAK}.",
            f"Noted: {STRONG}as soon as possible, Saturday, 5 December 2026{WEAK}.",
        ),
        ("Hotel Contoh", "Hotel Contoh", "Hotel Contoh"),
        ("", "", ""),
    ],
)
def test_a_value_in_words(value: Value, indonesian: str, english: str) -> None:
    assert SPEECH.words(value, "id") == indonesian
    assert SPEECH.words(value, "en") == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_month_and_every_day_has_a_name(language: str) -> None:
    days = {SPEECH.words(date(2026, 6, day), language).split(",")[0] for day in range(1, 8)}
    months = {SPEECH.words(date(2026, month, 1), language).split()[2] for month in range(1, 13)}
    assert len(days) == 7
    assert len(months) == 12


def test_times_are_told_on_the_clock_of_the_workshop() -> None:
    jayapura = Speech(ZoneInfo("Asia/Jayapura"))
    assert SPEECH.words(EVENING, "id") == "19 November 2026 01.05"
    assert jayapura.words(EVENING, "id") == "19 November 2026 03.05"


def test_a_text_that_lacks_a_language_is_said_in_indonesian() -> None:
    only = Texts.model_construct({"id": "pasang"})
    assert SPEECH.words(only, "en") == "pasang"


@pytest.mark.parametrize("language", ["", "min", "EN", "id-ID"])
def test_an_unknown_language_is_spoken_as_the_first(language: str) -> None:
    spoken = SPEECH.speak(Prompt((Phrase("menu-what"), 1500, PAIRS)), language)
    assert spoken.language == "id"
    assert spoken.text == "Apa yang bisa kami bantu?\n\n1.500\n\npasang"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_nobody_wrote_is_a_mistake_of_ours(language: str) -> None:
    with pytest.raises(MissingText, match="no-such-text"):
        SPEECH.words(Phrase("no-such-text"), language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["order-title", "officer-says"])
def test_a_value_a_text_names_must_be_given(key: str, language: str) -> None:
    with pytest.raises(MissingText, match=key):
        SPEECH.words(Phrase(key, {"officer": "Rina", "number": "002"}), language)


def test_a_value_no_text_names_does_no_harm() -> None:
    assert SPEECH.words(Phrase("menu", {"who": "Rina"}), "id") == "Menu"


def test_a_prompt_keeps_what_is_not_words() -> None:
    picture = Attachment("local", "a.png", "logo.png")
    choice = Choice("1", Phrase("officer-says", {"officer": "R", "text": "a"}), 1500, "danger")
    spoken = SPEECH.speak(Prompt(("a", "", "b"), (choice,), False, picture), "en")
    assert spoken.text == "a\n\nb"
    assert (spoken.closed, spoken.picture) == (False, picture)
    assert spoken.choices == (SpokenChoice("1", "Officer R: a", "1,500", "danger"),)


def test_typed_words_stay_on_one_line() -> None:
    typed = "Hotel Contoh\r\nTotal: Rp 0\u2028lunas"
    assert SPEECH.words(typed, "id") == "Hotel Contoh Total: Rp 0 lunas"
    line = Phrase("total-line", {"total": Joint((typed, "b"), by="\n")})
    assert SPEECH.words(line, "id") == (f"Total: {STRONG}Hotel Contoh Total: Rp 0 lunas\nb{WEAK}")


def test_a_text_may_ask_for_the_lines_of_what_was_typed() -> None:
    said = Phrase("officer-says", {"officer": "Ri\nna", "text": "Baik.\n\n1. putih\r\n2. hitam"})
    assert SPEECH.words(said, "id") == (f"{STRONG}Petugas Ri na:{WEAK} Baik.\n\n1. putih\n2. hitam")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (f"{STRONG}Setujui{WEAK}", "Setujui"),
        ("\u202eiuj\u2066utes\u2069", "iujutes"),
        ("a\x00b\x1bc\x7fd\x9be", "abcde"),
        ("0\u200b0\u20602\ufeff", "002"),
        ("a\ud800b", "ab"),
        ("**tebal** { $total } <b>", "**tebal** { $total } <b>"),
        ("tab\tulasi, é, 酒店, 👍🏽", "tab\tulasi, é, 酒店, 👍🏽"),
    ],
)
def test_typed_words_lose_what_could_pass_for_markup(typed: str, kept: str) -> None:
    assert SPEECH.words(typed, "id") == kept


@given(st.text())
def test_cleaning_twice_is_cleaning_once(typed: str) -> None:
    assert SPEECH.words(SPEECH.words(typed, "id"), "id") == SPEECH.words(typed, "id")


@given(st.text())
def test_what_is_said_can_be_sent(typed: str) -> None:
    assert clean(typed).encode() is not None
