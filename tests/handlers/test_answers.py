"""Questions of every kind: what they read, what a press makes, what still stands tomorrow."""

from datetime import date

import pytest
from pydantic import JsonValue

from handlers import answers as reading
from handlers.forms import Answer, Misread
from handlers.messages import Attachment, Choice, Phrase, Prompt
from handlers.readers.quantity import PAIRS, QuantityDelta, Unclear

TODAY = date(2026, 11, 18)
LOGO = Attachment("telegram", "r1", "logo.png")
NUMBER = reading.quantity("1.quantity", PAIRS, "pairs", 100, lambda: Prompt(()))
DAY = reading.wanted_date("wanted", TODAY)


def why(misread: pytest.ExceptionInfo[Misread]) -> str:
    return misread.value.hint.key


@pytest.mark.parametrize(
    ("text", "number"), [("500", 500), ("seribu lima ratus", 1500), ("25 kodi", 500)]
)
def test_a_quantity_is_read_in_words_and_figures(text: str, number: int) -> None:
    assert NUMBER.read(Answer(text)) == number


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("banyak", "quantity-vague"),
        ("qwertz", "quantity-no-number"),
        ("50", "below-minimum"),
        ("tambah 200 lagi", "quantity-no-base"),
        ("antara 500 dan 700", "quantity-range"),
        ("500 s/d 1rb psg", "quantity-range"),
        ("100rb psg", "quantity-too-many"),
        ("2,5 pasang", "quantity-not-whole"),
        ("0 psg", "quantity-not-positive"),
        ("1 dus", "quantity-box-size"),
    ],
)
def test_a_quantity_that_cannot_be_taken_says_why(text: str, key: str) -> None:
    with pytest.raises(Misread) as misread:
        NUMBER.read(Answer(text))
    assert why(misread) == key


def test_a_change_counts_from_what_there_was() -> None:
    heard = QuantityDelta(200)
    assert reading.quantity_of(heard, "q", unit="pairs", minimum=100, had=500) == 700
    assert reading.quantity_of(None, "q", unit="pairs", minimum=100, had=500) is None


def test_too_many_without_a_number_cannot_be_offered() -> None:
    with pytest.raises(Misread) as misread:
        reading.quantity_of(Unclear("vague"), "q", unit="pairs", minimum=100, had=None)
    assert misread.value.offer == ()


@pytest.mark.parametrize("value", ["", "x", "-1", "1.5", "²", "1" * 10])
def test_a_pressed_quantity_is_a_plain_number(value: str) -> None:
    with pytest.raises(Misread):
        NUMBER.press(value)


def test_a_stored_quantity_stands_as_long_as_the_minimum_does() -> None:
    assert NUMBER.accepts(100)
    stale: tuple[JsonValue, ...] = (99, "500", None, [500])
    assert not any(map(NUMBER.accepts, stale))
    assert NUMBER.show(500) == Phrase("quantity-of", {"quantity": 500, "unit": "pairs"})


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("5 desember", "2026-12-05"),
        ("besok", "2026-11-19"),
        ("secepatnya", reading.SOON),
        ("tidak buru-buru", reading.ANYTIME),
    ],
)
def test_a_day_is_read(text: str, stored: str) -> None:
    assert DAY.read(Answer(text)) == stored
    assert DAY.accepts(stored)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("kemarin", "date-past"),
        ("31 november", "date-impossible"),
        ("minggu depan", "date-range"),
        ("sebelum lebaran", "date-holiday"),
        ("qwertz", "date-unread"),
    ],
)
def test_a_day_that_cannot_be_taken_says_why(text: str, key: str) -> None:
    with pytest.raises(Misread) as misread:
        DAY.read(Answer(text))
    assert why(misread) == key


def test_a_week_offers_its_ends_none_of_them_past() -> None:
    with pytest.raises(Misread) as misread:
        DAY.read(Answer("minggu ini"))
    days = [choice.label for choice in misread.value.offer]
    assert days and all(isinstance(day, date) and day >= TODAY for day in days)
    assert all(DAY.press(c.press.partition("=")[2]) for c in misread.value.offer)


@pytest.mark.parametrize("value", ["2026-11-17", "x", "", "2026-13-01"])
def test_a_pressed_day_is_a_day_to_come(value: str) -> None:
    with pytest.raises(Misread):
        DAY.press(value)
    assert not DAY.accepts(value)


def test_a_day_is_shown_as_one() -> None:
    assert DAY.press("2026-11-18") == "2026-11-18"
    assert DAY.press(reading.ANYTIME) == reading.ANYTIME
    assert DAY.show("2026-11-18") == Phrase("wanted-by", {"day": TODAY})
    assert DAY.show(reading.SOON) == Phrase("asap")


def test_artwork_is_a_file_now_or_later() -> None:
    question = reading.artwork("1.artwork", ())
    stored = question.read(Answer("", (LOGO,)))
    assert question.accepts(stored) and question.accepts("later")
    assert not question.accepts("x") and not question.accepts({"ref": "r1"})
    assert reading.picture(stored) == LOGO
    assert reading.picture("later") is None
    assert question.show(stored) == "logo.png"
    assert question.show("later") == Phrase("artwork-later")
    assert question.press("later") == "later"
    with pytest.raises(Misread):
        question.read(Answer("logo kami"))
    with pytest.raises(Misread):
        question.press("x")


def test_words_are_kept_on_one_line_and_within_bounds() -> None:
    question = reading.words("hotel", longest=20)
    assert question.read(Answer(" Hotel\n Contoh ")) == "Hotel Contoh"
    for text, key in (("", "say-something"), (" \n", "say-something"), ("x" * 21, "too-long")):
        with pytest.raises(Misread) as misread:
            question.read(Answer(text))
        assert why(misread) == key
    with pytest.raises(Misread):
        question.press("")
    assert not question.accepts("") and not question.accepts(5)


def test_words_that_may_be_none_have_a_button_for_it() -> None:
    question = reading.words("po", longest=20, optional=True, none="no-po")
    assert question.ask().choices == (Choice("", Phrase("no-po")),)
    assert question.press("") == ""
    assert question.accepts("")
    assert question.show("") == Phrase("no-po")


def test_a_closed_choice_takes_nothing_else() -> None:
    question = reading.one_of("kind", "which?", [("a", "A"), ("b", "B")])
    assert question.press("a") == "a"
    assert question.show("b") == "B"
    assert question.accepts("a") and not question.accepts("c")
    with pytest.raises(Misread):
        question.read(Answer("a"))
    with pytest.raises(Misread):
        question.press("c")


def test_a_choice_by_words_takes_the_catalogues_words() -> None:
    choices = (Choice("w", "White"), Choice("b", "Black"))
    words = {"colour": {"w": ("putih",), "b": ("hitam",)}}
    question = reading.chosen_by_words("1.colour", "colour", ("which?",), choices, words)
    assert question.read(Answer("yang putih saja")) == "w"
    assert question.press("b") == "b"
    assert question.show("b") == "Black"
    assert question.accepts("w") and not question.accepts("x")
    with pytest.raises(Misread):
        question.read(Answer("ungu"))
