"""Four thousand signs of anything: no reader fails on them, or takes long."""

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.commands import command, decision, named
from handlers.readers.language import language_of
from handlers.words import plain, sayable
from tests.handlers.readers.test_properties import READERS, WORDS

LONGEST = 4000
ALL: tuple[Callable[[str], object], ...] = (
    *READERS,
    language_of,
    command,
    decision,
    named,
    plain,
    sayable,
)
SCRIPTS = (
    "abcdefghijklmnopqrstuvwxyz", "0123456789", " .,:;-/()+@#&*'\"\n\t", "٠١٢٣٤٥٦٧٨٩०१२३½¼²³①⑳",
    "\u0300\u0301\u200b\u200d\u202e\u2066\ufe0f\0\ud800", "ﬁﷺ㎏㍿ǅßİıẞ", "👍👎🙏✅❌🏽🇮🇩",
    "漢字カナ한글عربيह", "−–—‐‑×xX%‰°",
)  # fmt: skip


def texts(chance: Random) -> str:
    """Words readers know and signs of every script, one part sometimes many times over."""
    parts: list[str] = []
    while sum(map(len, parts)) < LONGEST:
        signs = chance.choice(SCRIPTS)
        part = chance.choice(
            (
                "".join(chance.choices(signs, k=chance.randrange(1, 20))),
                chance.choice(WORDS),
                str(chance.getrandbits(chance.randrange(1, 90))),
                chr(chance.randrange(0x110000)),
            )
        )
        parts.append((part + chance.choice(("", " "))) * chance.choice((1, 1, 1, 1, 2, 9, 400)))
    return "".join(parts)[:LONGEST]


@given(st.text(max_size=LONGEST))
def test_no_text_makes_any_reader_fail(text: str) -> None:
    for read in ALL:
        read(text)


@pytest.mark.parametrize("seed", range(8))
def test_no_long_text_of_known_words_and_odd_signs_makes_any_reader_fail(seed: int) -> None:
    chance = Random(seed)
    for text in [texts(chance) for _ in range(3)]:
        for read in ALL:
            read(text)
