"""Rupiah in figures and in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.money import number, rupiah, spell_out


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (3400, "Rp 3.400"),
        (10_000_000, "Rp 10.000.000"),
        (0, "Rp 0"),
        (999, "Rp 999"),
        (-500, "-Rp 500"),
    ],
)
def test_amounts_are_printed_as_the_trade_expects(amount: int, written: str) -> None:
    assert rupiah(amount) == written


@given(st.integers())
def test_a_printed_number_reads_back_as_itself(n: int) -> None:
    assert int(number(n).replace(".", "")) == n


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "nol rupiah"),
        (100, "seratus rupiah"),
        (21_500, "dua puluh satu ribu lima ratus rupiah"),
        (101_000, "seratus satu ribu rupiah"),
        (1_000_001, "satu juta satu rupiah"),
        (1_725_000, "satu juta tujuh ratus dua puluh lima ribu rupiah"),
        (1_000_000_000, "satu miliar rupiah"),
        (11, "sebelas rupiah"),
        (12, "dua belas rupiah"),
        (20, "dua puluh rupiah"),
        (199, "seratus sembilan puluh sembilan rupiah"),
        (1000, "seribu rupiah"),
        (1999, "seribu sembilan ratus sembilan puluh sembilan rupiah"),
        (2000, "dua ribu rupiah"),
        (1_001_000, "satu juta seribu rupiah"),
        (100_000_000, "seratus juta rupiah"),
        (2_000_000_000_000, "dua triliun rupiah"),
        (-500, "minus lima ratus rupiah"),
    ],
)
def test_amounts_are_spelt_as_on_receipts(amount: int, words: str) -> None:
    assert spell_out(amount) == words


def test_an_amount_beyond_all_sales_is_a_bug() -> None:
    with pytest.raises(ValueError, match="no words"):
        spell_out(10**15)


_DIGITS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
_SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}


def read_back(words: str) -> int:
    """The amount these words say, read left to right as a person would."""
    total = group = digit = 0
    spaced = words.replace("seribu", "satu ribu").replace("seratus", "satu ratus")
    spaced = spaced.replace("sepuluh", "satu puluh").replace("sebelas", "satu belas")
    for word in spaced.removesuffix(" rupiah").split():
        match word:
            case "belas":
                group, digit = group + 10 + digit, 0
            case "puluh":
                group, digit = group + digit * 10, 0
            case "ratus":
                group, digit = group + digit * 100, 0
            case _ if word in _SCALES:
                total, group, digit = total + (group + digit) * _SCALES[word], 0, 0
            case _:
                digit = _DIGITS.index(word)
    return total + group + digit


@given(st.integers(0, 10**15 - 1))
def test_spelt_amounts_read_back_as_themselves(amount: int) -> None:
    assert read_back(spell_out(amount)) == amount
