"""How soon it is wanted, where that was said without a date."""

from enum import StrEnum

from handlers.readers.negation import plain_no
from handlers.readers.stems import stems
from handlers.readers.text import clean, lexicon, phrases, says, tokenize

_HASTY = lexicon(
    "secepatnya secepatny secepat segera sgera asap urgent mendesak buru buruan terburu cepat "
    "cepek cpt kilat express ekspres rush hurry quickly immediately urgen sacapeknyo capek "
    "darurat soon"
)
_RELAXED = phrases(
    "santai | santai aja | no rush | no hurry | whenever | tidak mendesak | kapan saja | "
    "kapan aja | bila bila saja | tanang se | bebas | take your time | anytime | kapan pun | "
    "longgar | masih panjang | pelan pelan | tidak apa lama | lama gapapa | masih lama | "
    "waktunya longgar | tidak buru | kalau sempat | lambat gapapa | at your convenience | "
    "kapanpun | fleksibel | flexible"
)
_NOT = lexicon("tidak jangan jan not no bukan")


_QUICK = phrases(
    "jangan lama | jgn lama | jan lamo | tidak pake lama | tidak pakai lama | right away | "
    "mepet | dikejar | kejar tayang | deadline mepet | ditunggu | first priority | top priority | "
    "harus jadi besok"
)


class Urgency(StrEnum):
    """Whether somebody is in a hurry."""

    URGENT = "urgent"
    RELAXED = "relaxed"


def read_urgency(text: str) -> Urgency | None:
    """In a hurry, or expressly not; None where nothing was said of it."""
    tokens = plain_no(tokenize(clean(text)))
    if says(tokens, _RELAXED):
        return Urgency.RELAXED
    if says(tokens, _QUICK):
        return Urgency.URGENT
    for i, token in enumerate(tokens):
        if stems(token.word) & _HASTY:
            refused = any(before.word in _NOT for before in tokens[max(0, i - 3) : i])
            return Urgency.RELAXED if refused else Urgency.URGENT
    return None
