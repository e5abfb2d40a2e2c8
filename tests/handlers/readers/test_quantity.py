import pytest

from handlers.readers.quantity import (
    PAIRS,
    Quantity,
    QuantityDelta,
    QuantityRange,
    Unclear,
    Units,
    read_quantity,
)


def test_a_rough_number_is_marked_as_such() -> None:
    assert read_quantity("kurang lebih 800 psg") == Quantity(800, approximate=True)
    assert read_quantity("500an psg") == Quantity(500, approximate=True)
    assert read_quantity("800 psg") == Quantity(800)


def test_a_number_that_replaces_another_is_marked_as_such() -> None:
    assert read_quantity("jadi 2000 ya, bukan 1000") == Quantity(2000, corrected=True)
    assert read_quantity("2000 pasang") == Quantity(2000)


@pytest.mark.parametrize(
    ("text", "unclear"),
    [
        ("3 dus", Unclear("box_size", 3)),
        ("120 kamar", Unclear("rooms", 120)),
        ("1,5 dus", Unclear("box_size")),
        ("2 psg per kamar", Unclear("rooms")),
        ("2,5 pasang", Unclear("not_whole")),
        ("-50 psg", Unclear("not_positive", -50)),
        ("100rb psg", Unclear("too_many", 100_000)),
        ("minimal 500 psg", Unclear("vague", 500)),
        ("500 psg dan 300 psg", Unclear("several")),
        ("gak jadi 1000", Unclear("no_number")),
        ("antara 500 sampai 500 psg", Unclear("several")),
        ("tambah 10 psg dan tambah 20 psg", Unclear("several")),
        ("tambah 2,5 psg", Unclear("not_whole")),
        ("jadi 500 psg, jadi 600 psg", Unclear("several")),
        ("500 psg, 3 dus isi 200", Unclear("several")),
        ("3 dus isi 200 psg, 2 dus, isi 100 psg, isi 50 psg", Unclear("several")),
        ("120 kamar 2 psg", Unclear("rooms", 120)),
        ("masing-masing 2,5 lusin", Unclear("several", 30)),
    ],
)
def test_what_cannot_be_used_says_why(text: str, unclear: Unclear) -> None:
    assert read_quantity(text) == unclear


@pytest.mark.parametrize("text", ["500", "lima ratus aja", "mau tanya 2 hal", "yang 5 saja"])
def test_a_lone_number_needs_a_question_or_an_order(text: str) -> None:
    assert read_quantity(text) is None


def test_a_lone_number_answers_how_many() -> None:
    assert read_quantity("500", bare=True) == Quantity(500)
    assert read_quantity("500-700", bare=True) == QuantityRange(500, 700)


def test_boxes_of_different_sizes_add_up() -> None:
    assert read_quantity("3 dus isi 200 dan 2 dus isi 100") == Quantity(800)


def test_rooms_of_different_kinds_add_up() -> None:
    assert read_quantity("50 kamar dan 70 kamar, 2 psg per kamar") == Quantity(240)


def test_nights_multiply_where_they_are_said_to() -> None:
    assert read_quantity("100 kamar x 2 psg x 5 hari") == Quantity(1000)


def test_a_list_is_not_a_row_of_negative_numbers() -> None:
    assert read_quantity("-300 psg putih\n-300 psg hitam") == Quantity(300)


def test_a_total_settles_the_parts() -> None:
    assert read_quantity("200 psg putih, 300 psg hitam, total 500 psg") == Quantity(500)


def test_a_change_is_not_a_new_total() -> None:
    assert read_quantity("tambah 200 psg lagi") == QuantityDelta(200)
    assert read_quantity("tambah jadi 1200 psg") == Quantity(1200, corrected=True)


def test_the_capacity_is_the_products_own() -> None:
    assert read_quantity("500 psg", Units(PAIRS.words, capacity=400)) == Unclear("too_many", 500)


def test_a_product_without_words_is_counted_in_pieces() -> None:
    assert read_quantity("20 pcs", Units(words=())) == Quantity(20)


def test_a_word_of_the_product_is_not_taken_for_a_box() -> None:
    packs = Units(words=("pack",))
    assert read_quantity("5 pack", packs) == Quantity(5)
    assert read_quantity("5 pack") == Unclear("box_size", 5)


@pytest.mark.parametrize("text", ["500 padang", "3 pisang", "5 pasar"])
def test_a_word_that_only_looks_like_the_unit_is_not_it(text: str) -> None:
    assert read_quantity(text) is None
