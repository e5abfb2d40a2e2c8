import pytest

from handlers.readers.specs import Found, find_phone, find_po, find_star, find_values
from tests.handlers.readers.table import VOCABULARY


def find(text: str) -> Found:
    return find_values(text, VOCABULARY)


def test_the_longest_words_win() -> None:
    assert find("logo bordir").values == {"branding": "embroidery"}
    assert find("kemasan polos").values == {"pack": "plain"}


@pytest.mark.parametrize("text", ["5mm", "5 mm", "0,5 cm", "0.5cm", "5 milimeter", "eva 5", "5-mm"])
def test_a_thickness_may_be_written_in_many_ways(text: str) -> None:
    assert find(text).values == {"thickness_mm": "5"}


@pytest.mark.parametrize("text", ["2 warna", "dua warna", "2 colours", "two-colour", "duo warno"])
def test_colours_may_be_counted_in_three_languages(text: str) -> None:
    assert find(text).values == {"colors": "2"}


@pytest.mark.parametrize(
    "text",
    ["tanpa logo", "gak pakai logo", "tidak usah pakai logo", "ndak pakai logo", "no logo",
     "without logo", "jangan pakai logo", "tdk ada logo"],
)  # fmt: skip
def test_every_way_to_refuse_is_the_one_the_catalogue_lists(text: str) -> None:
    assert find(text).values == {"branding": "none"}


@pytest.mark.parametrize("text", ["bukan handuk", "jangan handuk", "handuknya gak usah"])
def test_a_refused_value_is_not_chosen(text: str) -> None:
    assert find(text) == Found({}, frozenset(), frozenset({"upper"}))


def test_a_value_may_replace_another() -> None:
    assert find("ganti handuk jadi waffle").values == {"upper": "waffle"}
    assert find("handuk atau waffle").conflicting == {"upper"}


def test_a_general_word_yields_to_a_special_one() -> None:
    vocabulary = {"branding": {"screen": ["logo"], "embroidery": ["bordir", "logo bordir"]}}
    assert find_values("logonya bordir", vocabulary).values == {"branding": "embroidery"}
    assert find_values("logo hotel", vocabulary).values == {"branding": "screen"}


def test_a_slip_of_the_finger_is_forgiven_in_long_words_only() -> None:
    assert find("spunbonf").values == {"upper": "spunbond"}
    assert not find("oppo").values


def test_figures_that_named_a_value_are_pointed_out() -> None:
    text = "500 psg eva 5mm"
    ((start, end),) = find(text).spans
    assert text[start:end] == "5mm"


def test_a_lone_number_may_be_a_value_but_never_in_a_sentence() -> None:
    sizes = {"size": {"27": ["27"]}}
    assert find_values("27", sizes).values == {"size": "27"}
    assert not find_values("pesan 27", sizes).values


@pytest.mark.parametrize(
    ("text", "po"),
    [
        ("no PO 4500012345", "4500012345"),
        ("PO: HTL/2026/11", "HTL/2026/11"),
        ("PO#A-1029 ya", "A-1029"),
        ("nomor p.o. 881", "881"),
        ("PO4500012345", "4500012345"),
        ("mau PO 500 pasang", None),
        ("PO 500", None),
        ("PO tanggal 5", None),
        ("PO 5/12/2026", None),
        ("depo 4500012345", None),
        ("no PO: 500 psg", None),
    ],
)
def test_a_purchase_order_is_told_from_a_quantity(text: str, po: str | None) -> None:
    assert find_po(text) == po


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("hp saya 0812-3456-7890", "+6281234567890"),
        ("+62 812 3456 7890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),
        ("(0751) 7051234", "+627517051234"),
        ("pesan 1.500 pasang", None),
    ],
)
def test_a_telephone_number_has_one_form(text: str, phone: str | None) -> None:
    assert find_phone(text) == phone


@pytest.mark.parametrize(
    ("text", "star"),
    [
        ("hotel bintang empat", 4),
        ("a 4-star hotel", 4),
        ("★★★★★", 5),
        ("3*", 3),
        ("bintang 9", None),
        ("hotel", None),
    ],
)
def test_stars_are_counted(text: str, star: int | None) -> None:
    assert find_star(text) == star
