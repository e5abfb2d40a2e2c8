"""Reading a catalogue: what it offers, what is asked, which words mean what."""

import hashlib
from pathlib import Path

import pytest

from services.catalogue import Catalogue, Texts, default_path, load
from services.entries import Figures
from tests.services.examples import (
    COFFEE,
    PLAIN,
    SLIPPERS,
    WORKED,
    catalogue_of,
    raw,
    rope_catalogue,
)

BOTH = pytest.mark.parametrize("catalogue", [SLIPPERS, COFFEE], ids=["slippers", "coffee"])


def on(axis: str) -> list[str]:
    return [value.key for value in SLIPPERS.axis(axis).offered]


# ---- texts


def test_a_text_is_given_in_the_language_asked_for() -> None:
    assert SLIPPERS.product.unit.plural.of("en") == "pairs"


def test_a_text_falls_back_to_indonesian() -> None:
    assert SLIPPERS.product.unit.plural.of("min") == "pasang"


def test_equal_texts_are_one_key() -> None:
    assert len({Texts({"id": "a", "en": "b"}), Texts({"en": "b", "id": "a"})}) == 1


# ---- what is shipped


def test_only_what_the_workshop_confirmed_is_offered() -> None:
    offered = {axis.key: on(axis.key) for axis in SLIPPERS.axes}
    assert offered == {
        "toe": ["open"],
        "sole": ["3", "4", "5"],
        "upper": ["eva"],
        "size": ["all29", "m27"],
        "colour": ["white"],
        "branding": ["none", "screen"],
        "colours": ["1", "2", "3"],
        "packing": ["opp", "carton", "neutral"],
    }


def test_the_usual_variant_is_the_worked_one() -> None:
    usual: dict[str, str] = {}
    while lacking := [a for a in SLIPPERS.asked(usual) if a.key not in usual]:
        usual[lacking[0].key] = lacking[0].usual.key
    assert usual == {**WORKED}


def test_without_a_mark_the_first_on_offer_is_usual() -> None:
    assert SLIPPERS.axis("size").usual.key == "all29"


def test_a_usual_value_that_is_off_is_passed_over() -> None:
    tables = raw()
    tables["axes"][1]["values"][2]["on"] = False
    assert catalogue_of(tables).axis("sole").usual.key == "3"


@BOTH
def test_a_buyer_who_wants_no_mark_of_origin_finds_a_packing(catalogue: Catalogue) -> None:
    assert any(value.neutral for axis in catalogue.axes for value in axis.offered)


def test_only_a_logo_needs_artwork() -> None:
    assert [v.key for v in SLIPPERS.axis("branding").offered if v.needs_artwork] == ["screen"]


def test_delivery_elsewhere_waits_for_the_officer() -> None:
    fees = {place.key: place.fee for place in SLIPPERS.delivery}
    assert fees == {"pickup": 0, "padang": 0, "bukittinggi": 150_000, "other": None}


@BOTH
def test_every_assumption_on_a_choice_that_costs_says_where_it_comes_from(
    catalogue: Catalogue,
) -> None:
    changed = [v for a in catalogue.axes for v in a.values if v.surcharge or v.minimum > 1]
    assert changed
    assert all(value.assumed and value.source for value in changed)


def test_everything_of_the_second_workshop_is_assumed() -> None:
    figures: list[Figures] = [
        *COFFEE.materials.values(),
        *COFFEE.machines.values(),
        *COFFEE.setup.values(),
        *COFFEE.tiers,
        *(COFFEE.electricity, COFFEE.depreciation, COFFEE.overhead),
        *(COFFEE.labour, COFFEE.reject, COFFEE.pricing),
    ]
    assert all(figure.assumed for figure in figures)
    assert all(value.assumed for axis in COFFEE.axes for value in axis.values)
    assert all(place.assumed for place in COFFEE.delivery)


def test_a_catalogue_is_known_by_its_bytes(tmp_path: Path) -> None:
    content = default_path().read_bytes()
    copy = tmp_path / "copy.toml"
    copy.write_bytes(content + b"\n")
    assert SLIPPERS.fingerprint == hashlib.sha256(content).hexdigest()
    assert load(copy).fingerprint != SLIPPERS.fingerprint


# ---- what is asked


def test_colours_are_asked_only_for_a_printed_logo() -> None:
    assert "colours" not in [axis.key for axis in SLIPPERS.asked({"branding": "none"})]
    assert "colours" in [axis.key for axis in SLIPPERS.asked({"branding": "screen"})]


def test_axes_are_asked_in_the_order_of_the_file() -> None:
    asked = [axis.key for axis in SLIPPERS.asked(WORKED)]
    assert asked == ["toe", "sole", "upper", "size", "colour", "branding", "colours", "packing"]


def test_what_hangs_on_an_axis_that_does_not_apply_is_not_asked() -> None:
    tables = raw()
    tables["axes"][7]["when"] = {"colours": ["2"]}
    stale = {**PLAIN, "colours": "2"}
    assert "packing" not in [axis.key for axis in catalogue_of(tables).asked(stale)]


def test_an_axis_without_a_choice_is_filled_in() -> None:
    assert SLIPPERS.complete({"sole": "4"}) == {
        "sole": "4",
        "toe": "open",
        "upper": "eva",
        "colour": "white",
    }


def test_filling_in_one_axis_can_bring_up_the_next() -> None:
    assert rope_catalogue().complete({"end": "tipped"}) == {"end": "tipped", "metal": "brass"}
    assert rope_catalogue().complete({"end": "cut"}) == {"end": "cut"}


def test_a_choice_no_longer_offered_gives_way_to_the_only_one() -> None:
    assert SLIPPERS.complete({"upper": "terry"})["upper"] == "eva"


def test_an_answer_given_early_is_kept() -> None:
    assert SLIPPERS.complete({"colours": "2"})["colours"] == "2"


@pytest.mark.parametrize(
    ("variant", "minimum"), [({}, 100), (PLAIN, 100), (WORKED, 300), ({"branding": "?"}, 100)]
)
def test_the_smallest_run_follows_from_what_is_chosen(
    variant: dict[str, str], minimum: int
) -> None:
    assert SLIPPERS.minimum(variant) == minimum


def test_an_axis_or_value_nobody_knows_is_a_bug() -> None:
    with pytest.raises(KeyError):
        SLIPPERS.axis("heel")
    with pytest.raises(KeyError):
        SLIPPERS.axis("sole").value("12")


def test_a_value_is_found_even_when_it_is_off() -> None:
    assert SLIPPERS.axis("sole").value("7").label.of("en") == "EVA 7 mm"


# ---- words


def meant(text: str, words: dict[str, dict[str, tuple[str, ...]]]) -> dict[str, str]:
    """What a sentence says, the longest words first: the way the vocabulary is made to be read."""
    known = [
        (w, axis, value) for axis in words for value in words[axis] for w in words[axis][value]
    ]
    found: dict[str, str] = {}
    rest = f" {text} "
    for word, axis, value in sorted(known, key=lambda entry: -len(entry[0])):
        if f" {word} " in rest:
            rest = rest.replace(f" {word} ", "  ")
            found[axis] = value
    return found


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("pesan 750 psg eva 5mm logo 2 warna", {"sole": "5", "branding": "screen", "colours": "2"}),
        (
            "500 pasang eva putih logo hotel",
            {"upper": "eva", "colour": "white", "branding": "screen"},
        ),
        ("sablon 1 warna", {"branding": "screen", "colours": "1"}),
        ("polos", {"branding": "none"}),
        ("tanpa logo", {"branding": "none"}),
        ("tebal 0,5 cm", {"sole": "5"}),
        ("tipe 3mm", {"sole": "3"}),
        ("spon", {"upper": "eva"}),
        ("all size", {"size": "all29"}),
        ("plastik opp", {"packing": "opp"}),
        ("kemasannya tanpa tulisan lapas bisa?", {"packing": "neutral"}),
        ("kemasan polos", {"packing": "neutral"}),
        ("300 psg logo hitam", {"branding": "screen"}),
    ],
)
def test_what_people_write_is_understood(text: str, values: dict[str, str]) -> None:
    assert meant(text, SLIPPERS.vocabulary()) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("bahan handuk", {"upper": "terry"}),
        ("waffle", {"upper": "waffle"}),
        ("spunbond", {"upper": "spunbond"}),
        ("bordir logo", {"branding": "embroidery"}),
        ("emboss", {"branding": "emboss"}),
        ("warna hitam", {"colour": "black"}),
        ("eva 7 mm", {"sole": "7"}),
    ],
)
def test_what_we_do_not_offer_yet_is_understood_as_such(text: str, values: dict[str, str]) -> None:
    offered, off = SLIPPERS.vocabulary(), SLIPPERS.unavailable_words()
    assert meant(text, {axis: {**offered[axis], **off[axis]} for axis in offered}) == values


@BOTH
def test_every_offered_value_answers_to_its_label(catalogue: Catalogue) -> None:
    words = catalogue.vocabulary()
    for axis in catalogue.axes:
        for value in axis.offered:
            labels = {" ".join(text.casefold().split()) for text in value.label.root.values()}
            assert labels <= set(words[axis.key][value.key])


@BOTH
def test_what_is_off_is_not_in_the_vocabulary(catalogue: Catalogue) -> None:
    for axis in catalogue.axes:
        off = {value.key for value in axis.values if not value.on}
        assert not off & set(catalogue.vocabulary()[axis.key])
        assert off == set(catalogue.unavailable_words()[axis.key])
