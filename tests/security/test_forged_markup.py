"""Two thousand names of anything: none forges a line, a bold word or a card of the officers'."""

import re
from random import Random

import pytest

from bot.channels.telegram.drawing import message as drawn_for_telegram
from bot.channels.whatsapp.drawing import Interactive, draw
from handlers.messages import STRONG, WEAK, Phrase, Prompt, Spoken, Value
from tests.desks import SPEECH

SEED, NAMES = 20261123, 2_000
BREAKS = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
HIDDEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ue000-\uf8ff\x00-\x08]")
FORGERIES = (
    "Hotel*", "*Disetujui*", "*", "**", "a*b*c", "_miring_", "~coret~", "```kode```", "{{1}}",
    "\n", "\r\n", "\u2028", "\u2029", "\v", "\f", "\x85", "\n\n*001/SO*\n",
    "\u202e", "\u2066", "\u200f", "\ue000tebal\ue001", "\ue001", "\ue002", "<b>x</b>",
    "[x](http://x.id)", "{ $hotel }", "& < >", "\0", "Total: Rp 1", "1. Setujui", "> kutip", "%0a",
    "\\n", "\t", "     ", "\U0001f468\u200d",
)  # fmt: skip


def name(chance: Random) -> str:
    """Forgeries, words and signs of any kind, in any order."""
    parts = [
        chance.choice((chance.choice(FORGERIES), "Wisma ", chr(chance.randrange(1, 0xD800))))
        for _ in range(chance.randrange(1, 6))
    ]
    return "".join(parts)


def card(hotel: str, person: str) -> Spoken:
    """What an officer reads of a customer, between lines of ours."""
    number, state = "001/SO/LAPAS-PDG/XI/2026", Phrase("state-pending")
    whom: dict[str, Value] = {"hotel": hotel, "kind": Phrase("kind-hotel"), "person": person}
    body = (
        Phrase("card-title", {"number": number, "state": state}),
        Phrase("card-customer", whom),
        Phrase("card-decided", {"who": person, "at": 7}),
    )
    return SPEECH.speak(Prompt(body), "id")


PLAIN = card("Hotel", "Dewi")


@pytest.fixture(scope="module")
def cards() -> list[Spoken]:
    chance = Random(SEED)
    return [card(name(chance), name(chance)) for _ in range(NAMES)]


def test_no_name_makes_a_line_or_hides_a_sign(cards: list[Spoken]) -> None:
    for spoken in cards:
        assert len(BREAKS.split(spoken.text)) == len(BREAKS.split(PLAIN.text))
        marks = [sign for sign in HIDDEN.findall(spoken.text) if sign not in {STRONG, WEAK}]
        assert marks == []


def bold_on_telegram(spoken: Spoken) -> list[str]:
    payload = drawn_for_telegram(spoken, "1", "")
    entities, text = payload["entities"], str(payload["text"]).encode("utf-16-le")
    assert isinstance(entities, list)
    assert "parse_mode" not in payload
    found = []
    for entity in entities:
        assert isinstance(entity, dict)
        start, length = int(str(entity["offset"])) * 2, int(str(entity["length"])) * 2
        found.append(text[start : start + length].decode("utf-16-le"))
    return found


def test_on_telegram_only_our_own_words_are_bold(cards: list[Spoken]) -> None:
    ours = bold_on_telegram(PLAIN)
    assert ours
    assert [bold_on_telegram(spoken) for spoken in cards] == [ours] * NAMES


FORMATTED = re.compile(r"(?<![^\W_])([*_~])(?=\S)[^*_~\n]*\S\1(?![^\W_])|```.+?```")
"""What WhatsApp would draw in another way, at the least."""


def on_whatsapp(spoken: Spoken) -> str:
    pieces = draw(spoken, "Pilih")
    assert not any(isinstance(piece, Interactive) for piece in pieces)
    return "\n".join(piece.text for piece in pieces)


def test_on_whatsapp_only_our_own_words_are_bold(cards: list[Spoken]) -> None:
    ours = [found[0] for found in FORMATTED.finditer(on_whatsapp(PLAIN))]
    assert ours
    for spoken in cards:
        text = on_whatsapp(spoken)
        assert len(text.split("\n")) == len(on_whatsapp(PLAIN).split("\n"))
        assert [found[0] for found in FORMATTED.finditer(text)] == ours
