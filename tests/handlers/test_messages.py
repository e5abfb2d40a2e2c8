"""Messages every channel shares: prompts, and long ones in pieces."""

from hypothesis import given
from hypothesis import strategies as st

from handlers.messages import (
    LONGEST,
    STRONG,
    WEAK,
    Attachment,
    Choice,
    Prompt,
    Spoken,
    SpokenChoice,
    parts,
)

PICTURE = Attachment("telegram", "r1", "logo.png")
CHOICES = (SpokenChoice("/menu", "Menu"),)


def test_paragraphs_go_above_and_the_rest_stays() -> None:
    prompt = Prompt(("b",), (Choice("x", "X"),), closed=False, picture=PICTURE)
    assert prompt.under("a") == Prompt(("a", "b"), prompt.choices, closed=False, picture=PICTURE)


def test_a_short_message_is_one_piece() -> None:
    spoken = Spoken("x" * LONGEST, "id", CHOICES)
    assert parts(spoken) == (spoken,)


def test_the_picture_comes_first_and_the_choices_last() -> None:
    first, middle, last = parts(Spoken("x" * (2 * LONGEST + 1), "id", CHOICES, picture=PICTURE))
    assert (first.picture, middle.picture, last.picture) == (PICTURE, None, None)
    assert (first.choices, middle.choices, last.choices) == ((), (), CHOICES)


def test_pieces_end_where_lines_do() -> None:
    text = "a" * (LONGEST - 100) + "\n\n" + "b" * 500
    assert [p.text[0] for p in parts(Spoken(text, "id"))] == ["a", "b"]


def test_bold_that_is_cut_ends_and_begins_again() -> None:
    pieces = parts(Spoken(STRONG + "x" * (LONGEST * 2) + WEAK + "y", "id"))
    for piece in pieces:
        assert piece.text.count(STRONG) == piece.text.count(WEAK) == 1


@given(st.text(alphabet="ab \n\ue000\ue001", max_size=20).map(lambda t: t * 400))
def test_no_piece_is_too_long_and_no_word_is_lost(text: str) -> None:
    pieces = [piece.text for piece in parts(Spoken(text, "id"))]
    assert all(len(piece) <= LONGEST + 2 for piece in pieces)
    bare = str.maketrans("", "", f"{STRONG}{WEAK} \n")
    assert "".join(pieces).translate(bare) == text.translate(bare)
