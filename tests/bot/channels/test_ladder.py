"""The ladder from buttons down to plain text, as a narrow channel goes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.ladder import (
    Buttons,
    Limits,
    Numbered,
    Plain,
    Rows,
    Rung,
    distinct,
    rung,
    shortened,
)
from handlers.messages import Spoken, SpokenChoice

LIMITS = Limits()

labels = st.lists(st.text(max_size=60), max_size=14)


def choices(*names: str, description: str = "") -> tuple[SpokenChoice, ...]:
    return tuple(SpokenChoice(f"press-{at}", name, description) for at, name in enumerate(names))


def offered(
    *names: str, closed: bool = True, text: str = "Yang mana?", description: str = ""
) -> Rung:
    spoken = Spoken(text, "id", choices(*names, description=description), closed)
    return rung(spoken, LIMITS, "Pilih")


def test_three_choices_are_buttons_with_their_presses() -> None:
    assert offered("Ya", "Tidak", "Ubah") == Buttons(choices("Ya", "Tidak", "Ubah"))


def test_a_fourth_choice_makes_it_a_list_behind_one_button() -> None:
    assert offered("1 mm", "2 mm", "3 mm", "4 mm") == Rows(
        "Pilih", choices("1 mm", "2 mm", "3 mm", "4 mm")
    )


def test_more_than_ten_closed_choices_are_numbered_in_full() -> None:
    got = offered(*(f"Warna {n}" for n in range(1, 12)), description="ada")
    assert isinstance(got, Numbered)
    lines = got.text.splitlines()
    assert (lines[0], lines[10]) == ("1. Warna 1 (ada)", "11. Warna 11 (ada)")


def test_numbered_choices_without_a_description_are_the_bare_label() -> None:
    got = offered(*("x" * 30 for _ in range(11)))
    assert got == Numbered("\n".join(f"{n}. {'x' * 30}" for n in range(1, 12)))


def test_suggestions_beyond_the_limit_are_left_out_never_numbered() -> None:
    got = offered(*(str(n) for n in range(100, 112)), closed=False)
    assert isinstance(got, Rows)
    assert [c.label for c in got.choices] == [str(n) for n in range(100, 110)]


def test_no_choices_are_plain_text() -> None:
    assert offered() == Plain()


def test_a_text_too_long_for_buttons_keeps_its_choices_as_numbers() -> None:
    assert offered("Ya", "Tidak", text="a" * 1025) == Numbered("1. Ya\n2. Tidak")


def test_a_long_text_without_choices_stays_plain() -> None:
    assert offered(text="a" * 1025) == Plain()


@pytest.mark.parametrize("text", ["a" * 1025, "a\n" * 40, "\U0001f44d" * 513])
def test_a_long_text_keeps_its_suggestions(text: str) -> None:
    assert offered("100", "500", closed=False, text=text) == Buttons(choices("100", "500"))


def test_a_text_too_long_for_its_numbers_keeps_its_buttons() -> None:
    assert offered("Ya", "Tidak", text="a" * 1590) == Buttons(choices("Ya", "Tidak"))


def test_a_long_text_of_many_lines_keeps_its_choices_as_numbers() -> None:
    assert offered("Ya", "Tidak", text="a\n" * 40) == Numbered("1. Ya\n2. Tidak")
    assert isinstance(offered("Ya", "Tidak", text="a\n" * 39), Buttons)


@pytest.mark.parametrize("press", ["!9f3c", "/card=7", "/handback=3"])
def test_what_officers_press_is_never_numbered(press: str) -> None:
    card = (SpokenChoice(press, "Setujui"), *choices(*"abcdefghij"))
    few = rung(Spoken("a" * 1025, "id", card[:2]), LIMITS, "Pilih")
    many = rung(Spoken("?", "id", card), LIMITS, "Pilih")
    assert few == Buttons(card[:2])
    assert isinstance(many, Rows)
    assert many.choices == card[:10]


def test_a_few_choices_are_one_tap_each_and_what_describes_them_stands_above() -> None:
    got = offered("Ambil", "Kirim", description="gratis")
    assert got == Buttons(choices("Ambil", "Kirim"), "• Ambil — gratis\n• Kirim — gratis")


def test_descriptions_that_have_no_room_above_make_a_list_even_of_few() -> None:
    got = offered("Ambil", "Kirim", text="a" * 1010, description="gratis")
    assert got == Rows("Pilih", choices("Ambil", "Kirim", description="gratis"))


def test_a_shortened_title_stands_in_full_below_it() -> None:
    whole = "Karton daur ulang dengan lapisan kain"
    got = offered(whole, "b", "c", "d")
    assert isinstance(got, Rows)
    assert (got.choices[0].label, got.choices[0].description) == ("Karton daur ulang…", whole)
    assert got.choices[1].description == ""


def test_a_shortened_title_and_its_description_share_the_place_below() -> None:
    got = offered("Karton daur ulang berlapis", "b", "c", "d", description="Rp 500")
    assert isinstance(got, Rows)
    assert got.choices[0].description == "Karton daur ulang berlapis — Rp 500"


def test_a_description_of_its_own_is_kept_and_shortened() -> None:
    got = offered("a", "b", "c", "d", description="sangat " * 20)
    assert isinstance(got, Rows)
    assert got.choices[0].description == ("sangat " * 10).strip() + "…"


def test_the_opener_fits_its_button() -> None:
    spoken = Spoken("?", "id", choices("a", "b", "c", "d"))
    got = rung(spoken, LIMITS, "Lihat semua pilihan yang ada")
    assert isinstance(got, Rows)
    assert got.opener == "Lihat semua pilihan…"


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("Pesan", 20, "Pesan"),
        ("Bicara dengan petugas", 20, "Bicara dengan…"),
        ("Bicara dengan petugas", 21, "Bicara dengan petugas"),
        ("Logo 2 warna, dikirim nanti", 14, "Logo 2 warna…"),
        ("Kemasan   netral\ntanpa tulisan", 20, "Kemasan netral…"),
        ("Ketidaksempurnaannya", 10, "Ketidakse…"),
        ("A ketidaksempurnaannya", 12, "A ketidakse…"),
        ("abcde\u0301fgh", 6, "abcd…"),
        ("abc\U0001f469\u200d\U0001f33ed", 6, "abc…"),
    ],
)
def test_labels_are_cut_between_words_where_they_can_be(text: str, limit: int, short: str) -> None:
    assert shortened(text, limit) == short


def test_labels_that_differ_at_the_end_keep_their_end() -> None:
    got = distinct(["Sandal EVA putih tebal 5 mm", "Sandal EVA putih tebal 6 mm"], 20)
    assert got == ["Sandal…tebal 5 mm", "Sandal…tebal 6 mm"]


def test_an_end_without_words_is_kept_as_it_is() -> None:
    assert distinct(["a" * 20 + "1", "a" * 20 + "2"], 9) == ["aa…aaaaa1", "aa…aaaaa2"]


def test_an_end_does_not_begin_in_the_middle_of_a_character() -> None:
    got = distinct(["aaaaaaaaaae\u0301b1", "aaaaaaaaaae\u0301b2"], 5)
    assert got == ["a…b1", "a…b2"]


def test_one_that_fits_already_is_left_alone_when_others_collide() -> None:
    assert distinct(["Logo dua…", "Logo dua warna"], 9) == ["Logo dua…", "Lo…warna"]


def test_labels_that_are_the_same_are_counted() -> None:
    assert distinct(["Ulang", "Ulang", "Ulang 2"], 20) == ["Ulang", "Ulang 3", "Ulang 2"]


def test_a_label_of_nothing_can_still_be_pressed() -> None:
    assert distinct(["", " "], 20) == ["…", "… 2"]


@given(labels, st.integers(min_value=6, max_value=24))
def test_no_two_labels_read_the_same_or_are_too_long(names: list[str], limit: int) -> None:
    got = distinct(names, limit)
    assert len(set(got)) == len(names)
    assert all(0 < len(label) <= limit for label in got)


@given(labels, st.booleans(), st.text(max_size=40))
def test_every_press_survives_whatever_rung_it_is(
    names: list[str], closed: bool, text: str
) -> None:
    got = offered(*names, closed=closed, text=text)
    if isinstance(got, Buttons | Rows):
        assert [c.press for c in got.choices] == [f"press-{n}" for n in range(len(got.choices))]
        assert len(got.choices) == min(len(names), LIMITS.rows)
    elif isinstance(got, Numbered):
        assert len(got.text.split("\n")) == len(names) > LIMITS.rows
    else:
        assert not names
