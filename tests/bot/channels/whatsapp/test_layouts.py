"""The shapes Twilio has to know, and what a message puts into them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.ladder import Buttons, Limits, Rows, units
from bot.channels.whatsapp import layouts
from bot.channels.whatsapp.layouts import LONGEST_VALUE, USUAL, Break, Layout
from handlers.messages import SpokenChoice
from tests.doubles.twilio.shapes import checked_variables, names_in

ANY = st.builds(
    Layout,
    st.sampled_from(["id", "en"]),
    st.sampled_from(["buttons", "rows", "described"]),
    st.integers(1, 10),
    st.lists(st.sampled_from(["", " ", "\n", "\n\n"]), max_size=47).map(tuple),
)


def choices(*names: str, description: str = "") -> tuple[SpokenChoice, ...]:
    return tuple(SpokenChoice(f"press-{at}", name, description) for at, name in enumerate(names))


def types(layout: Layout) -> dict[str, Any]:
    found = layout.definition("Pilih")["types"]
    assert isinstance(found, dict)
    return found


def test_buttons_are_a_quick_reply() -> None:
    assert Layout("id", "buttons", 2, ("\n\n", "\n")).definition("Pilih") == {
        "friendly_name": "prokana-id.buttons2.21-4f85b5c9",
        "language": "id",
        "variables": dict.fromkeys(["b1", "b2", "b3", "t1", "i1", "t2", "i2"], "…"),
        "types": {
            "twilio/quick-reply": {
                "body": "{{b1}}\n\n{{b2}}\n{{b3}}",
                "actions": [
                    {"type": "QUICK_REPLY", "title": "{{t1}}", "id": "{{i1}}"},
                    {"type": "QUICK_REPLY", "title": "{{t2}}", "id": "{{i2}}"},
                ],
            }
        },
    }


def test_rows_are_a_list_behind_its_opener() -> None:
    assert types(Layout("en", "rows", 1)) == {
        "twilio/list-picker": {
            "body": "{{b1}}",
            "button": "Pilih",
            "items": [{"item": "{{t1}}", "id": "{{i1}}"}],
        }
    }


def test_described_rows_have_a_line_below_each() -> None:
    picker = types(Layout("en", "described", 2))["twilio/list-picker"]
    assert [item["description"] for item in picker["items"]] == ["{{d1}}", "{{d2}}"]


def test_a_row_without_a_description_among_others_gets_a_dash() -> None:
    offered = Rows("Pilih", (SpokenChoice("a", "A", "satu"), SpokenChoice("b", "B")))
    layout = layouts.of("id", offered, ())
    assert (layout.kind, layout.count) == ("described", 2)
    assert layout.variables(["Apa?"], offered.choices) == {
        "b1": "Apa?",
        "t1": "A",
        "i1": "a",
        "d1": "satu",
        "t2": "B",
        "i2": "b",
        "d2": "–",
    }


def test_choices_have_the_shape_of_their_rung() -> None:
    few = layouts.of("id", Buttons(choices("a")), ("\n",))
    many = layouts.of("en", Rows("Choose", choices(*"abcd")), ())
    assert (few.key, many.key) == ("id.buttons1.1", "en.rows4.")


def test_the_fingerprint_tells_what_twilio_has_to_make_anew() -> None:
    layout = Layout("id", "rows", 4)
    assert layout.fingerprint("Pilih") == Layout("id", "rows", 4).fingerprint("Pilih")
    assert layout.fingerprint("Pilih") != layout.fingerprint("Lihat")
    assert Layout("id", "buttons", 1).fingerprint("x") == Layout("id", "buttons", 1).fingerprint("")


def test_usual_shapes_have_names_of_their_own() -> None:
    assert len({layout.key for layout in USUAL}) == len(USUAL) == 120


@given(ANY)
def test_a_shape_is_read_from_its_key(layout: Layout) -> None:
    assert layouts.read(layout.key) == layout
    assert len(layout.key) <= 64


@pytest.mark.parametrize(
    "key", ["id.notice-order", "id.rows4", "id.rows0.", "id.tiles4.", "id.rows4.3"]
)
def test_the_key_of_something_else_is_no_shape(key: str) -> None:
    assert layouts.read(key) is None


@given(ANY)
def test_samples_are_given_for_all_that_is_asked(layout: Layout) -> None:
    definition = layout.definition("Pilih")
    assert definition["variables"] == checked_variables(
        definition["variables"], names_in(definition["types"])
    )


@pytest.mark.parametrize(
    ("text", "lines", "breaks"),
    [
        ("", (), ()),
        ("Apa?", ("Apa?",), ()),
        ("\n\n Halo. \n", ("Halo.",), ()),
        ("a\nb\n \nc\n\n\n\nd", ("a", "b", "c", "d"), ("\n", "\n\n", "\n\n")),
        ("a\t \xa0 b     c", ("a b c",), ()),
        ("a\u2028b", ("a", "b"), ("\n",)),
        ("{{b2}} {x} {{{", ("((b2)) {x} (({",), ()),
        ("x" * 251, ("x" * 250, "x"), ("",)),
        ("x" * 250 + " y\nz", ("x" * 250, "y", "z"), (" ", "\n")),
        ("x " * 200, ("x " * 124 + "x", "x " * 74 + "x"), (" ",)),
        ("x" * 100 + " " + "y" * 160, ("x" * 100 + " " + "y" * 149, "y" * 11), ("",)),
        ("\U0001f44d" * 126, ("\U0001f44d" * 125, "\U0001f44d"), ("",)),
    ],
)
def test_a_body_is_cut_into_lines_that_can_be_variables(
    text: str, lines: tuple[str, ...], breaks: tuple[Break, ...]
) -> None:
    assert layouts.lines_of(text) == (lines, breaks)


TYPED = st.lists(
    st.text()
    | st.sampled_from(["x" * 260, "kata " * 70, "\n", "\n\n", "     ", "{{", "\U0001f44d" * 130])
).map("".join)


@given(TYPED)
def test_every_line_can_be_a_variable_and_none_is_lost(text: str) -> None:
    lines, breaks = layouts.lines_of(text)
    checked_variables({f"b{at}": line for at, line in enumerate(lines)}, set())
    body = layouts.body_of(lines, breaks) if lines else ""
    assert all(units(line) <= LONGEST_VALUE for line in lines)
    assert body.split() == text.replace("{{", "((").replace("}}", "))").split()
    assert units(body) <= units(text)


@given(st.integers(1, Limits().lines), st.integers(0, 4), st.sampled_from(["rows", "described"]))
def test_the_longest_body_over_the_longest_list_has_no_more_than_a_hundred_variables(
    lines: int, long: int, kind: Any
) -> None:
    newline: Break = "\n"
    nothing: Break = ""
    layout = Layout("id", kind, 10, (newline,) * (lines - 1) + (nothing,) * (long * 2))
    assert len(names_in(types(layout))) <= 100
    assert len(layout.key) <= 64
