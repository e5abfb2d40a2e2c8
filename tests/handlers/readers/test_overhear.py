from handlers.readers.dates import Day, DayRange
from handlers.readers.overhear import Heard, overhear
from handlers.readers.quantity import PAIRS, Quantity, Unclear, Units
from tests.handlers.readers.table import TODAY, VOCABULARY


def hear(text: str) -> Heard:
    return overhear(text, VOCABULARY, PAIRS, TODAY)


def test_one_sentence_says_everything() -> None:
    heard = hear("pesan 750 psg eva 5mm sablon 2 warna kirim tgl 5")
    assert heard.values == {"thickness_mm": "5", "branding": "screenprint", "colors": "2"}
    assert heard.quantity == Quantity(750)
    assert heard.wanted == Day(TODAY.replace(month=12, day=5))
    assert heard.po is None


def test_a_purchase_order_is_heard_as_it_was_written() -> None:
    heard = hear("500 psg yg 5 mili polos buat tgl 25, PO 4500012345")
    assert heard.values == {"thickness_mm": "5", "branding": "none"}
    assert (heard.quantity, heard.po) == (Quantity(500), "4500012345")
    assert heard.wanted == Day(TODAY.replace(day=25))


def test_english_is_heard_as_well() -> None:
    heard = hear("I need 1,500 pairs with a two-colour logo by 5 December")
    assert heard.values == {"colors": "2"}
    assert heard.quantity == Quantity(1500)
    assert heard.wanted == Day(TODAY.replace(month=12, day=5))


def test_the_thickness_is_not_counted_as_pairs() -> None:
    assert hear("eva 5 500 psg").quantity == Quantity(500)
    assert hear("eva 5 500 psg").values == {"thickness_mm": "5"}


def test_a_number_before_a_unit_is_a_quantity_even_behind_a_known_word() -> None:
    heard = hear("eva 5 kodi")
    assert heard.quantity == Quantity(100)
    assert not heard.values


def test_two_values_of_one_axis_are_told_apart_from_none() -> None:
    heard = hear("300 psg handuk atau waffle")
    assert heard.conflicting == {"upper"}
    assert "upper" not in heard.values


def test_what_is_unclear_stays_to_be_asked() -> None:
    heard = hear("3 dus eva 4mm minggu depan")
    assert heard.quantity == Unclear("box_size", 3)
    assert isinstance(heard.wanted, DayRange)


def test_small_talk_says_nothing() -> None:
    assert hear("selamat pagi pak") == Heard({}, frozenset(), None, None, None)


def test_another_product_has_its_own_words() -> None:
    coffee = Units(words=("bungkus", "pack", "pak kopi"), capacity=2000)
    beans = {"bean": {"arabica": ["kopi arabika", "arabika"], "robusta": ["robusta"]}}
    heard = overhear("pesan 40 bungkus arabika tgl 5, jangan robusta", beans, coffee, TODAY)
    assert heard.values == {"bean": "arabica"}
    assert heard.quantity == Quantity(40)
    assert overhear("20 pak kopi robusta", beans, coffee, TODAY).quantity == Quantity(20)
    assert overhear("3000 packs", beans, coffee, TODAY).quantity == Unclear("too_many", 3000)
