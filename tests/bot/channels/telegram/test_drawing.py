"""Finished words within Telegram's limits, counted as Telegram counts."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram import drawing
from bot.channels.telegram.drawing import keyboard, shortened, text_and_entities, units
from handlers.messages import STRONG, WEAK, Spoken, SpokenChoice, parts

SIGNS = st.sampled_from([*"ab \n", "é", "e\u0301", "😀", "👩‍👩‍👧", "字", STRONG, WEAK])
MARKED = st.lists(SIGNS, max_size=60).map("".join)
PLAIN = MARKED.map(lambda text: text.replace(STRONG, "").replace(WEAK, ""))
ONE_UNIT_AND_TWO = st.sampled_from(["a", "😀"])


def bold(text: str) -> list[str]:
    """The words an entity covers, as Telegram finds them."""
    plain, entities = text_and_entities(text)
    wide = plain.encode("utf-16-le")
    return [
        wide[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le")
        for e in entities
        if isinstance(e, dict) and isinstance(e["offset"], int) and isinstance(e["length"], int)
    ]


@pytest.mark.parametrize(
    ("before", "strong"),
    [("", "Total"), ("Hotel ", "Rp 1.775.000"), ("😀👍 ", "e\u0301 😀"), ("👩‍👩‍👧", "字")],
)
def test_bold_covers_what_it_should_whatever_stands_before_it(before: str, strong: str) -> None:
    text = f"{before}{STRONG}{strong}{WEAK} sesudah {STRONG}lagi{WEAK}"
    assert text_and_entities(text)[0] == f"{before}{strong} sesudah lagi"
    assert bold(text) == [strong, "lagi"]


def test_offsets_are_counted_in_utf_16() -> None:
    _, entities = text_and_entities(f"😀 {STRONG}x😀{WEAK}")
    assert entities == [{"type": "bold", "offset": 3, "length": 3}]


def test_an_empty_bold_run_is_none() -> None:
    assert text_and_entities(f"a{STRONG}{WEAK}b") == ("ab", [])


@given(MARKED)
def test_no_mark_is_ever_shown_and_no_entity_leaves_the_text(text: str) -> None:
    plain, entities = text_and_entities(text)
    assert plain == text.replace(STRONG, "").replace(WEAK, "")
    for words in bold(text):
        assert words
        assert words in plain
    assert len(bold(text)) == len(entities)


@given(PLAIN, PLAIN, PLAIN)
def test_what_stands_between_the_marks_is_bold(before: str, strong: str, after: str) -> None:
    assert bold(f"{before}{STRONG}{strong}{WEAK}{after}") == ([strong] if strong else [])


@given(st.lists(ONE_UNIT_AND_TWO, max_size=30).map("".join), st.integers(2, 20))
def test_a_cut_never_splits_a_sign(text: str, most: int) -> None:
    cut = shortened(text, most)
    assert units(cut) <= most
    cut.encode()
    assert cut == text if units(text) <= most else text.startswith(cut[:-1]) and cut[-1] == "…"


@pytest.mark.parametrize("limit", [drawing.LONGEST_TEXT, drawing.LONGEST_CAPTION])
def test_the_limits_are_used_to_the_last_unit(limit: int) -> None:
    assert shortened("x" * limit, limit) == "x" * limit
    assert units(shortened("x" + "😀" * limit, limit)) == limit
    assert units(shortened("😀" * limit, limit)) in (limit - 1, limit)


def drawn(spoken: Spoken, answers: str = "") -> dict[str, Any]:
    return dict(drawing.message(spoken, "101", answers))


def test_a_message_too_long_for_telegram_is_cut_and_loses_its_bold_runs() -> None:
    payload = drawn(Spoken(f"{STRONG}a{WEAK}" + "😀" * 3000, "id"))
    assert units(payload["text"]) <= drawing.LONGEST_TEXT
    assert payload["entities"] == []


@given(st.integers(0, 9000), st.booleans())
def test_every_piece_of_a_long_plain_text_fits_whole(length: int, lines: bool) -> None:
    text = ("kata " * (length // 5)).replace("kata kata", "kata\nkata" if lines else "kata kata")
    for piece in parts(Spoken(text, "id")):
        assert drawn(piece)["text"] == piece.text


def test_a_customers_markup_is_shown_as_they_wrote_it() -> None:
    words = "<b>Hotel</b> *A* _B_ [c](https://x) `d` &amp; \\"
    payload = drawn(Spoken(f"Nama: {words}", "id"))
    assert payload["text"] == f"Nama: {words}"
    assert payload["entities"] == []
    assert "parse_mode" not in payload
    assert payload["link_preview_options"] == {"is_disabled": True}


def test_what_a_button_cannot_say_stands_below_the_text() -> None:
    choice = SpokenChoice("a=1", "Padang", "2 hari")
    assert drawn(Spoken("Ke mana?", "id", (choice,)))["text"] == "Ke mana?\n• Padang — 2 hari"


def test_a_reply_may_lose_what_it_answers() -> None:
    assert drawn(Spoken("x", "id"), "12")["reply_parameters"] == {
        "message_id": 12,
        "allow_sending_without_reply": True,
    }
    assert "reply_parameters" not in drawn(Spoken("x", "id"))


def test_a_caption_keeps_its_bold_runs_and_nothing_only_a_text_may_have() -> None:
    spoken = Spoken(f"{STRONG}Logo{WEAK} hotel", "id", (SpokenChoice("x=1", "Ya"),))
    captioned = drawing.captioned(drawing.message(spoken, "101", "12"))
    assert captioned["caption"] == "Logo hotel"
    assert captioned["caption_entities"] == [{"type": "bold", "offset": 0, "length": 4}]
    assert set(captioned) == {
        "chat_id", "reply_markup", "reply_parameters", "caption", "caption_entities",
    }  # fmt: skip


def test_a_caption_is_cut_at_its_own_limit() -> None:
    payload = drawing.message(Spoken(f"{STRONG}a{WEAK}" + "😀" * 600, "id"), "101", "")
    captioned = drawing.captioned(payload)
    assert units(str(captioned["caption"])) <= drawing.LONGEST_CAPTION
    assert captioned["caption_entities"] == []


LABELS = st.text(min_size=1, max_size=50)


@given(st.lists(LABELS, min_size=1, max_size=130))
def test_a_keyboard_keeps_order_and_limits(labels: list[str]) -> None:
    choices = tuple(SpokenChoice(f"d:{n}", label) for n, label in enumerate(labels))
    rows: Any = keyboard(choices)["inline_keyboard"]
    buttons = [button for row in rows for button in row]
    assert [b["callback_data"] for b in buttons] == [c.press for c in choices[:100]]
    assert all(1 <= len(row) <= 8 for row in rows)


def test_colours_are_wishes_and_most_buttons_have_none() -> None:
    choices = (SpokenChoice("a", "A", style="danger"), SpokenChoice("b", "B"))
    rows: Any = keyboard(choices)["inline_keyboard"]
    assert [b.get("style") for b in rows[0]] == ["danger", None]


def test_short_labels_stand_side_by_side_and_long_ones_alone() -> None:
    labels = ["1", "2", "3", "4", "Hubungi petugas sekarang", "Kembali ke menu"]
    choices = tuple(SpokenChoice(label, label) for label in labels)
    rows: Any = keyboard(choices)["inline_keyboard"]
    assert [[b["text"] for b in row] for row in rows] == [
        ["1", "2", "3"], ["4", "Hubungi petugas sekarang"], ["Kembali ke menu"],
    ]  # fmt: skip
