"""What a finished message becomes on WhatsApp."""

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.channels.ladder import units
from bot.channels.whatsapp.drawing import Interactive, Piece, Text, draw, marked
from handlers.messages import STRONG, WEAK, Attachment, Spoken, SpokenChoice
from tests.doubles.twilio.shapes import checked_variables, failure, names_in, shape

S, W = STRONG, WEAK
PHOTO = Attachment("local", "ref", "logo.png")
FILE = Attachment("local", "ref", "po.pdf", "file")


def choices(*names: str, press: str = "pick", description: str = "") -> tuple[SpokenChoice, ...]:
    return tuple(SpokenChoice(f"{press}-{at}", n, description) for at, n in enumerate(names))


def drawn(text: str, *offered: SpokenChoice, **more: Any) -> tuple[Piece, ...]:
    return draw(Spoken(text, "id", offered, **more), "Pilih")


def texts(pieces: tuple[Piece, ...]) -> list[str]:
    return [piece.text for piece in pieces]


def labels(piece: Piece) -> list[str]:
    assert isinstance(piece, Interactive)
    return [piece.variables[f"t{at}"] for at in range(1, piece.layout.count + 1)]


# ---- bold


@pytest.mark.parametrize(
    ("text", "stars"),
    [
        ("Halo", "Halo"),
        (f"Total: {S}Rp 5.000{W}.", "Total: *Rp 5.000*."),
        (f"{S}satu\ndua{W} tiga", "*satu*\n*dua* tiga"),
        (f"a{S} b {W}c", "a *b* c"),
        (f"a {S}{W}b {S} \n {W}", "a b  \n "),
        (f"{S}a{W}{S}b{W}", "*ab*"),
        (f"{S}a{S}b{W} c{W}", "*ab* c"),
        (f"{W}a {S}b", "a *b*"),
        (f"Rp{S}5{W}000", "Rp5000"),
        (f"{S}Total{W}nya", "Totalnya"),
        (f"({S}a{W})", "(*a*)"),
        ("5*3 *x*", "5*3 *x*"),
        (f"{S}Hotel *X*{W}", "Hotel *X*"),
    ],
)
def test_bold_becomes_stars_where_stars_are_read(text: str, stars: str) -> None:
    assert marked(text) == stars


NASTY = st.lists(st.text() | st.sampled_from([S, W, "\n", " ", "*", "a"])).map("".join)


@given(NASTY)
def test_marking_adds_nothing_but_stars(text: str) -> None:
    got = marked(text)
    assert got.replace("*", "") == re.sub(f"[{S}{W}*]", "", text)
    assert not re.search(f"[{S}{W}]", got)


@given(NASTY.filter(lambda text: "*" not in text))
def test_stars_come_in_pairs_on_a_line_and_touch_what_is_between(text: str) -> None:
    for line in marked(text).split("\n"):
        within = line.split("*")[1::2]
        assert line.count("*") == 2 * len(within)
        assert all(words == words.strip() != "" for words in within)


# ---- one message


def test_words_are_one_text() -> None:
    assert drawn(f"{S}Halo{W}.\n\nApa kabar?") == (Text("*Halo*.\n\nApa kabar?"),)


def test_nothing_to_say_is_no_message() -> None:
    assert drawn(" \n") == ()


def test_a_question_with_few_answers_is_one_message_with_buttons() -> None:
    (piece,) = drawn(f"Benar?\n\n{S}500{W} pasang", *choices("Ya", "Tidak"))
    assert isinstance(piece, Interactive)
    assert piece.layout.key == "id.buttons2.2"
    assert piece.variables == {
        "b1": "Benar?",
        "b2": "*500* pasang",
        "t1": "Ya",
        "i1": "pick-0",
        "t2": "Tidak",
        "i2": "pick-1",
    }
    assert piece.text == "Benar?\n\n*500* pasang"


def test_a_question_with_more_answers_is_one_message_with_a_list() -> None:
    (piece,) = drawn("Sol?", *choices("3 mm", "4 mm", "5 mm", "6 mm", description="EVA"))
    assert isinstance(piece, Interactive)
    assert (piece.layout.key, piece.variables["d4"]) == ("id.described4.", "EVA")


def test_what_no_list_holds_is_one_text_with_numbers() -> None:
    assert drawn("Warna?", *choices(*"abcdefghijk")) == (
        Text("Warna?\n\n" + "\n".join(f"{n}. {c}" for n, c in enumerate("abcdefghijk", 1))),
    )


def test_a_text_too_long_for_buttons_is_one_text_with_numbers() -> None:
    long = "kata " * 250
    assert texts(drawn(long, *choices("Ya", "Tidak"))) == [f"{long.strip()}\n\n1. Ya\n2. Tidak"]


def test_choices_without_words_stand_under_the_opener() -> None:
    (piece,) = drawn("", *choices("Ya"))
    assert piece.text == "Pilih"


# ---- long messages


def test_a_long_text_is_cut_between_paragraphs_or_lines_or_words() -> None:
    paragraphs = ["a" * 900, "b" * 801, "c" * 900 + "\n" + "d" * 850, "e" * 1700]
    assert texts(drawn("\n\n".join(paragraphs))) == [
        "a" * 900,
        "b" * 801,
        "c" * 900,
        "d" * 850,
        "e" * 1598,
        "e" * 102,
    ]


def test_a_long_text_is_cut_between_words() -> None:
    first, second = texts(drawn("kata " * 400))
    assert first == ("kata " * 319).strip()
    assert second == ("kata " * 81).strip()


def test_bold_that_is_cut_begins_again() -> None:
    pieces = texts(drawn(f"{S}{'kata ' * 400}{W}"))
    assert all(piece[0] == piece[-1] == "*" and piece.count("*") == 2 for piece in pieces)


@pytest.mark.parametrize("press", ["!token", "/card", "/handback"])
def test_an_officers_card_keeps_its_buttons_under_its_last_paragraphs(press: str) -> None:
    card = "\n\n".join(["a" * 800, "b" * 500, "c" * 100])
    first, last = drawn(card, *choices("Setujui", "Tolak", press=press))
    assert texts((first, last)) == ["a" * 800, f"{'b' * 500}\n\n{'c' * 100}"]
    assert labels(last) == ["Setujui", "Tolak"]


def test_suggestions_are_never_numbered() -> None:
    first, last = drawn("a" * 900 + "\n\nBerapa?" * 20, *choices("100", "500"), closed=False)
    assert isinstance(first, Text)
    assert labels(last) == ["100", "500"]


def test_the_last_of_many_lines_stand_over_the_buttons() -> None:
    lines = [f"baris {n}" for n in range(60)]
    first, last = drawn("\n".join(lines), *choices("Setujui", press="!"))
    assert texts((first, last)) == ["\n".join(lines[:20]), "\n".join(lines[20:])]


def test_a_paragraph_without_blanks_is_cut_where_it_must_be() -> None:
    first, last = drawn("a" * 1700, *choices("Setujui", press="!"))
    assert [len(piece.text) for piece in (first, last)] == [1700 - 1022, 1022]


# ---- pictures


def test_a_photo_carries_the_words() -> None:
    assert drawn("Logo", picture=PHOTO) == (Text("Logo", PHOTO),)
    assert drawn("", picture=PHOTO) == (Text("", PHOTO),)


def test_words_too_long_for_a_caption_follow_their_photo() -> None:
    assert drawn("a" * 1025, picture=PHOTO) == (Text("", PHOTO), Text("a" * 1025))


def test_words_follow_a_file() -> None:
    assert drawn("PO", picture=FILE) == (Text("", FILE), Text("PO"))


def test_a_picture_comes_before_what_is_pressed() -> None:
    picture, card = drawn("Dari Dewi", *choices("Kembalikan", press="/handback="), picture=PHOTO)
    assert picture == Text("", PHOTO)
    assert labels(card) == ["Kembalikan"]


# ---- whatever is said

WORDS = st.lists(
    st.text(max_size=40)
    | st.sampled_from([S, W, " ", "\n", "\n\n", "*", "{{b1}}", "\U0001f44d\U0001f3fd", "a"])
    | st.integers(1, 2000).map(lambda n: "x" * n)
    | st.integers(1, 400).map(lambda n: "kata " * n)
    | st.integers(1, 60).map(lambda n: "baris\n" * n)
    | st.integers(1, 300).map(lambda n: S + "tebal " * n + W)
    | st.integers(1, 900).map(lambda n: "\U0001f44d" * n),
    max_size=8,
).map("".join)
CHOICES = st.lists(
    st.builds(SpokenChoice, st.just(""), st.text(max_size=60), st.just("") | st.text(max_size=90)),
    max_size=14,
)
SPOKEN = st.builds(
    lambda text, offered, press, closed, picture: Spoken(
        text,
        "en",
        tuple(replace(c, press=f"{press}{at}") for at, c in enumerate(offered)),
        closed,
        picture,
    ),
    WORDS,
    CHOICES,
    st.sampled_from(["d1:axis=", "!"]),
    st.booleans(),
    st.sampled_from([None, PHOTO, FILE]),
)


@given(SPOKEN)
@example(Spoken("a\x0b" * 600, "en", choices("Ya", press="!")))
def test_every_piece_is_one_whatsapp_takes(spoken: Spoken) -> None:
    pieces = draw(spoken, "Choose")
    for piece in pieces:
        if isinstance(piece, Text):
            assert piece.text == piece.text.strip()
            assert bool(piece.text) or piece.picture
            most = 1024 if piece.picture else 1600
            assert units(piece.text) <= most
        else:
            definition: Any = piece.layout.definition("Choose")
            assert names_in(definition) == set(piece.variables)
            values = checked_variables(piece.variables, set())
            seen = shape(definition["types"], values)
            assert seen.body == piece.text
            assert failure(seen, approved=False) == 0
            assert units(seen.body) <= 1024
            titles = [choice.title for choice in seen.choices]
            assert len(set(titles)) == len(titles)


def flat(text: str) -> str:
    """Without blanks, bold, and what might pass for a variable; look-alikes as they were typed."""
    typed = text.translate(str.maketrans("∗＿∼ˋ", "*_~`"))
    return re.sub(rf"[\s*(){{}}{S}{W}\x1c-\x1f\x85]", "", typed)


@given(SPOKEN)
@example(Spoken("*0*", "en"))
@example(Spoken("**", "en"))
def test_every_word_is_there_in_its_order(spoken: Spoken) -> None:
    said = "".join(flat(piece.text) for piece in draw(spoken, "Choose"))
    words = flat(spoken.text)
    lines = [f"{n}. {c.label} {c.description}" for n, c in enumerate(spoken.choices, 1)]
    assert said.startswith(words)
    described = [f"• {c.label} — {c.description}" for c in spoken.choices if c.description]
    appended = ("", "\n".join(lines), "\n".join(described), "Choose")
    assert said.removeprefix(words) in {flat(one) for one in appended}


@given(SPOKEN)
def test_everything_to_press_is_under_the_last_piece(spoken: Spoken) -> None:
    *before, last = (None, *draw(spoken, "Choose"))
    assert not any(isinstance(piece, Interactive) for piece in before)
    if isinstance(last, Interactive):
        ids = [last.variables[f"i{at}"] for at in range(1, last.layout.count + 1)]
        assert ids == [choice.press for choice in spoken.choices[:10]]
    elif spoken.choices:
        assert spoken.closed
        assert not spoken.choices[0].press.startswith("!")


@given(SPOKEN)
def test_the_picture_comes_first_and_once(spoken: Spoken) -> None:
    pieces = draw(spoken, "Choose")
    pictures = [piece.picture if isinstance(piece, Text) else None for piece in pieces]
    assert pictures[:1] == ([spoken.picture] if pieces else [])
    assert not any(pictures[1:])
