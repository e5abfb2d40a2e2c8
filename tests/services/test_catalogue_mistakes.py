"""Every kind of mistake a catalogue file can have is found, and said with its place."""

from pathlib import Path

import pytest

from services.catalogue import CatalogueInvalid, load, parse
from tests.services.examples import rope


def problems(content: bytes) -> list[str]:
    with pytest.raises(CatalogueInvalid) as caught:
        parse(content)
    return [str(problem) for problem in caught.value.problems]


def test_the_small_catalogue_of_these_tests_has_none() -> None:
    assert parse(rope()).product.key == "rope"


# ---- a file that cannot be read at all


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueInvalid) as caught:
        load(tmp_path / "none.toml")
    assert [p.message for p in caught.value.problems] == [
        "cannot be read: No such file or directory"
    ]


def test_what_is_not_toml_is_said_with_its_line() -> None:
    assert problems(b"quote_days = 7\n[workshop\n") == [
        "line 2, column 10: Expected ']' at the end of a table declaration"
    ]


def test_what_breaks_off_is_said_to_end_too_early() -> None:
    assert problems(b"town = 'Solok") == ['end of document: Expected "\'"']


def test_what_is_not_text_is_said_with_its_line() -> None:
    assert problems(b"quote_days = 7\ntown = '\xff'\n") == ["line 2: is not UTF-8"]


def test_an_empty_file_lacks_everything() -> None:
    found = problems(b"")
    assert "workshop: Field required" in found
    assert "axes: no axis: there would be nothing to choose" in found
    assert "tiers: no tier: no quantity would have a price" in found


# ---- one mistake, one problem


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        # the shape of the file
        ('town = "Solok"\n', "", "workshop.town: Field required"),
        (
            'town = "Solok"\n',
            'town = "Solok"\nfax = "1"\n',
            "workshop.fax: Extra inputs are not permitted",
        ),
        (
            "quote_days = 7",
            'fingerprint = "x"\nquote_days = 7',
            "fingerprint: is computed, not written",
        ),
        ("Asia/Jakarta", "Asia/Pariaman", "workshop.timezone: no such time zone"),
        (
            'name = { id = "Tali", en = "Rope" }',
            'name = { id = "Tali" }',
            "product.name: has no text in en",
        ),
        (
            'label = { id = "Dipotong", en = "Cut" }',
            'label = { id = "Dipotong sampai pendek sekali", en = "Cut" }',
            "axes[0].values[0].label: id: 29 characters, and 24 fit a row",
        ),
        (
            'key = "cut"',
            'key = "Cut off"',
            "axes[0].values[0].key: String should match pattern '^[a-z0-9_]{1,16}$'",
        ),
        (
            'words = ["potong"]\non = true',
            'words = ["potong"]\non = "yes"',
            "axes[0].values[0].on: Input should be a valid boolean",
        ),
        # figures
        (
            "price = 900",
            "price = 0",
            "materials.fibre.price: Input should be greater than 0",
        ),
        (
            "price = 900",
            "price = 30.000",
            "materials.fibre.price: no dots between thousands: write 30000, not 30.000",
        ),
        (
            "price = 900",
            'price = "30.000"',
            "materials.fibre.price: a figure, without quotes",
        ),
        ("waste = 0.1", "waste = 1", "materials.fibre.waste: Input should be less than 1"),
        (
            "margin = 0.5",
            "margin = 50",
            "pricing.margin: Input should be less than or equal to 5",
        ),
        (
            "capacity_per_month = 100",
            "capacity_per_month = 20.000",
            "product.capacity_per_month: Input should be a valid integer",
        ),
        (
            "fee = 0",
            "fee = -1",
            "delivery[0].fee: Input should be greater than or equal to 0",
        ),
        (
            'status = "measured"',
            'status = "sure"',
            "materials.fibre.status: Input should be 'measured' or 'assumed'",
        ),
        (
            'mode = "A"',
            'mode = "C"',
            "labour.mode: Input should be 'A' or 'B'",
        ),
        (
            "[materials.fibre]",
            "[materials.Fibre]",
            "materials.Fibre: String should match pattern '^[a-z0-9_]{1,32}$'",
        ),
        # names of nothing
        (
            'bill = [{ material = "fibre"',
            'bill = [{ material = "fiber"',
            "product.bill[0].material: no material is called 'fiber'",
        ),
        (
            'machines = ["press"]',
            'machines = ["press", "pres"]',
            "axes[0].values[1].machines[1]: no machine is called 'pres'",
        ),
        (
            'item = "mould"',
            'item = "mold"',
            "axes[0].values[1].setup[0].item: no setup item is called 'mold'",
        ),
        (
            'when = { end = ["tipped"] }',
            'when = { ends = ["tipped"] }',
            "axes[1].when.ends: no axis before this one is called 'ends'",
        ),
        (
            'when = { end = ["tipped"] }',
            'when = { metal = ["brass"] }',
            "axes[1].when.metal: no axis before this one is called 'metal'",
        ),
        (
            'when = { end = ["tipped"] }',
            'when = { end = ["cut", "tip"] }',
            "axes[1].when.end[1]: the axis 'end' has no value 'tip'",
        ),
        # doubles
        ('key = "metal"', 'key = "end"', "axes[1].key: 'end' is already axes[0]"),
        (
            'key = "tipped"',
            'key = "cut"',
            "axes[0].values[1].key: 'cut' is already axes[0].values[0]",
        ),
        (
            "[[tiers]]",
            (
                '[[delivery]]\nkey = "pickup"\nlabel = { id = "Antar", en = "Bring" }\ndays = 1\n\n'
                "[[tiers]]"
            ),
            "delivery[1].key: 'pickup' is already delivery[0]",
        ),
        # what could not be chosen, or not be understood
        (
            'en = "Brass" }\non = true',
            'en = "Brass" }\non = false',
            "axes[1].values: no value is on: nothing could be chosen here",
        ),
        (
            'words = ["logam"]',
            'words = ["logam", "Potong"]',
            "axes[0].values[1].words[1]: 'potong' already means axes[0].values[0]",
        ),
        (
            'en = "Brass"',
            'en = "Cut"',
            "axes[1].values[0].label.en: 'cut' already means axes[0].values[0]",
        ),
        (
            'en = "Pick up"',
            'en = "Tipped"',
            "delivery[0].label.en: 'tipped' already means axes[0].values[1]",
        ),
        # tiers and margins
        (
            "first = 100",
            "first = 1",
            "tiers[1].first: tiers must rise, and 1 follows 1",
        ),
        (
            "first = 1\n",
            "first = 11\n",
            "tiers[0].first: no tier for the smallest run of 10",
        ),
        (
            "min_margin = 0.1",
            "min_margin = 0.6",
            "pricing.min_margin: the least margin 0.6 is above the usual one 0.5",
        ),
    ],
)
def test_a_mistake_is_said_with_its_place(old: str, new: str, problem: str) -> None:
    assert problem in problems(rope((old, new)))


def test_two_usual_values_are_one_too_many() -> None:
    both = rope(('words = ["potong"]', "usual = true"), ('words = ["logam"]', "usual = true"))
    assert problems(both) == ["axes[0].values[1].usual: another value is the usual one already"]


def test_all_mistakes_are_listed_at_once() -> None:
    content = rope(
        ('town = "Solok"\n', ""),
        ('material = "fibre"', 'material = "fiber"'),
        ("first = 100", "first = 1"),
        ("price = 900", "price = -900"),
        ("min_margin = 0.1", "min_margin = 0.6"),
    )
    assert [problem.partition(":")[0] for problem in problems(content)] == [
        "workshop.town",
        "materials.fibre.price",
        "product.bill[0].material",
        "tiers[1].first",
        "pricing.min_margin",
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"axes = 3\nmaterials = 4\ntiers = ['x']\ndelivery = {}\npricing = []\nproduct = 1",
        b"axes = [3, {values = 1}, {key = 2, when = 3, values = [{on = 1, bill = [7]}]}]",
        (
            b"[product]\nbill = [{material = 'x'}]\nminimum = 'ten'\n[materials]\ny = 1\n"
            b"[[tiers]]\nfirst = 'one'\n[[tiers]]\nfirst = 5"
        ),
    ],
)
def test_a_file_in_any_shape_is_judged_not_stumbled_over(content: bytes) -> None:
    assert problems(content)


def test_the_error_reads_as_a_list() -> None:
    with pytest.raises(CatalogueInvalid, match=r"workshop\.town: Field required\nproduct\.bill"):
        parse(rope(('town = "Solok"\n', ""), ('"fibre", quantity = 2', '"fiber", quantity = 2')))
