"""Amounts in words."""

import pytest

from services.terbilang import MOST, in_words

ID = {
    0: "nol",
    7: "tujuh",
    10: "sepuluh",
    11: "sebelas",
    12: "dua belas",
    20: "dua puluh",
    21: "dua puluh satu",
    100: "seratus",
    111: "seratus sebelas",
    200: "dua ratus",
    1_000: "seribu",
    1_100: "seribu seratus",
    2_000: "dua ribu",
    11_000: "sebelas ribu",
    100_000: "seratus ribu",
    101_000: "seratus satu ribu",
    1_000_000: "satu juta",
    1_001_000: "satu juta seribu",
    1_725_000: "satu juta tujuh ratus dua puluh lima ribu",
    3_500_050: "tiga juta lima ratus ribu lima puluh",
    1_000_000_000: "satu miliar",
    2_000_000_000_001: "dua triliun satu",
}
EN = {
    0: "zero",
    13: "thirteen",
    21: "twenty-one",
    40: "forty",
    100: "one hundred",
    101: "one hundred and one",
    1_000: "one thousand",
    1_725_000: "one million seven hundred and twenty-five thousand",
    999_999: "nine hundred and ninety-nine thousand nine hundred and ninety-nine",
}


@pytest.mark.parametrize(("amount", "words"), ID.items())
def test_indonesian(amount: int, words: str) -> None:
    assert in_words(amount, "id") == f"{words} rupiah"


@pytest.mark.parametrize(("amount", "words"), EN.items())
def test_english(amount: int, words: str) -> None:
    assert in_words(amount, "en") == f"{words} rupiah"


def test_a_language_without_words_gets_indonesian() -> None:
    assert in_words(1_000, "fr") == "seribu rupiah"


@pytest.mark.parametrize("amount", [-1, MOST])
def test_what_has_no_words_is_refused(amount: int) -> None:
    with pytest.raises(ValueError, match="no words"):
        in_words(amount, "id")


def test_every_amount_has_words_of_its_own() -> None:
    for language in ("id", "en"):
        assert len({in_words(n, language) for n in range(3_000)}) == 3_000
