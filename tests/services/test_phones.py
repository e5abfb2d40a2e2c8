"""A telephone number is found however it is typed, and nothing else is taken for one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.phones import international


@pytest.mark.parametrize(
    "typed",
    [
        "081234567890",
        "0812-3456-7890",
        "0812 3456 7890",
        "(0812) 3456-7890",
        "0812.3456.7890",
        "0812–3456–7890",
        "0812\u00a03456\u20117890",
        "\u202a+62 812-3456-7890\u202c",
        "６２８１２３４５６７８９０",
        "6281234567890",
        "+62 812 3456 7890",
        "+6281234567890\n",
        "+62 (0)812 3456 7890",
        "+62 0812 3456 7890",
        "0062 812 3456 7890",
    ],
)
def test_however_it_is_typed_it_is_the_same_number(typed: str) -> None:
    assert international(typed) == "+6281234567890"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0751 31234", "+6275131234"),
        ("021-5551234", "+62215551234"),
        ("+1 (415) 867-5310", "+14158675310"),
        ("+65 6123 4567", "+6561234567"),
        ("00 49 30 1234567", "+49301234567"),
        ("+39 06 698 1234", "+39066981234"),
    ],
)
def test_land_lines_and_other_countries_have_their_own(typed: str, number: str) -> None:
    assert international(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "+",
        "()",
        "halo",
        "500",
        "500 pasang",
        "0812",
        "08123456789012",
        "62812",
        "62081",
        "+62 00812345678",
        "+0812345678",
        "000812345678",
        "+1234567",
        "+1234567890123456",
        "12345678",
        "1.250.000",
        "2026-11-18",
        "0812-3456-7890 ext 5",
        "0812-3456-7890/0813-3456-7890",
        "+62+81234567890",
        "62812٣٤٥٦٧٨٩",
        "ID.4566546130240823",
    ],
)
def test_what_is_no_number_is_none(typed: str) -> None:
    assert international(typed) == ""


def test_at_home_may_be_elsewhere() -> None:
    assert international("020 123 4567", "31") == "+31201234567"


@given(st.text() | st.text("+0123456789 -()."))
def test_whatever_is_typed_a_number_comes_out_well_formed_and_stays_as_it_is(typed: str) -> None:
    number = international(typed)
    assert re.fullmatch(r"(\+[1-9][0-9]{7,14})?", number)
    assert international(number) == number
