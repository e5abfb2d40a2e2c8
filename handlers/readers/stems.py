"""What is left of a word without what Indonesian and Minang put before and behind it."""

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import OSA

from handlers.readers.text import Token

_ENDINGS = ("nya", "nyo", "ya", "kah", "lah", "pun", "kan", "in", "an", "i", "s", "d", "ed", "ing")
_BEGINNINGS = (
    *("meng", "menge", "mem", "men", "me", "ber", "di", "ter", "peng", "pem", "pen", "pe"),
    *("per", "diper", "memper", "se"),
    *("ng", "ba", "ma", "ka"),
)
_SHORTEST = 3
_LONGEST = 32


@lru_cache(maxsize=4096)
def stems(word: str) -> frozenset[str]:
    """The word and everything it may be a form of: 'dibatalkan', 'batalkan', 'batal'."""
    if len(word) > _LONGEST:
        return frozenset({word})
    found = {word}
    for _ in range(2):
        found |= {_without(known, ending=ending) for known in found for ending in _ENDINGS}
    found |= {_without(known, beginning=start) for known in found for start in _BEGINNINGS}
    return frozenset(found)


def _without(word: str, *, beginning: str = "", ending: str = "") -> str:
    """Less that beginning and ending, unless too little would be left to mean anything."""
    left = word.removeprefix(beginning).removesuffix(ending)
    return left if len(left) >= _SHORTEST + (len(beginning) + len(ending) == 1) else word


def all_stems(tokens: Iterable[Token]) -> frozenset[str]:
    return frozenset(stem for token in tokens for stem in stems(token.word))


@lru_cache(maxsize=4096)
def nearest(word: str, known: frozenset[str]) -> str | None:
    """The one long word of ours that a slip of the finger turns into this one."""
    if not 7 <= len(word) <= _LONGEST:
        return None
    close = [w for w in sorted(known) if w[0] == word[0] and OSA.distance(w, word) <= 1]
    return close[0] if len(close) == 1 else None
