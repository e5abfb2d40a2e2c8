"""What a product is counted in: its own unit, dozens of it, boxes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType

from rapidfuzz.distance import OSA

from handlers.readers.text import (
    Kind,
    Number,
    Phrases,
    Token,
    clean,
    fold,
    lexicon,
    phrase_at,
    phrases,
    tokenize,
    word_at,
)

DOZENS: Mapping[str, int] = MappingProxyType(
    dict.fromkeys(lexicon("lusin lsn losin lusen lusinan dozen dozens doz dzn"), 12)
    | dict.fromkeys(lexicon("kodi kodian kody codi kd"), 20)
    | dict.fromkeys(lexicon("gros gross grosses grs groz"), 144)
)
COUNTED = lexicon("pcs pc pce piece pieces buah bh biji bj unit units")
BOXES = lexicon(
    "dus dusnya dos doos kardus karton kartun krt ctn carton cartons box boxes boks kotak koli "
    "karung bal ball peti case cases crate crates pack packs paket package packages"
)
ROOMS = lexicon(
    "kamar kmr kamarnya room rooms tamu guest guests orang org pax bed beds person people peserta "
    "participants visitor visitors pengunjung"
)
SPANS = lexicon("hari hr day days malam night nights bulan bln month months minggu week weeks")
_ONE_OF = BOXES | ROOMS | SPANS | lexicon("tahun hari")
_NOT_A_TYPO = lexicon("padang pisang panjang pasar pairs parts bungkuk luas lusa")


@dataclass(frozen=True, slots=True)
class Units:
    """The words of one unit of the product, and how many of it are made in a month."""

    words: tuple[str, ...]
    capacity: int = 20_000
    dozens: Mapping[str, int] = field(default_factory=lambda: DOZENS, hash=False)

    def at(self, tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
        """How many units the word standing there means and how many tokens it takes."""
        if i >= len(tokens) or tokens[i].kind is not Kind.WORD:
            return None
        own = _own(self.words)
        if length := phrase_at(tokens, i, own):
            return 1, length
        word = tokens[i].word
        if word in self.dozens:
            return self.dozens[word], 1
        own_words = _single(self.words)
        if word in COUNTED or word.removesuffix("s") in own_words or _means(word, own_words):
            return 1, 1
        return (12, 1) if len(word) > 3 and _means(word, ("lusin",)) else None


PAIRS = Units(
    words=(
        *("pasang psg pasangan psng prs pair pairs set sets sandal sendal sandalnya".split()),
        *("slipper slippers sandals sendals sandalnyo selop".split()),
    )
)


@lru_cache(maxsize=64)
def _own(words: tuple[str, ...]) -> Phrases:
    return phrases("|".join(" ".join(t.word for t in tokenize(clean(word))) for word in words))


@lru_cache(maxsize=64)
def _single(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fold(word) for word in words if " " not in word)


@lru_cache(maxsize=4096)
def _means(word: str, ours: tuple[str, ...]) -> bool:
    """Whether a word is one of ours typed in haste: 'pasnag', or without its vowels, 'psng'."""
    if not 2 <= len(word) <= 12 or word in _NOT_A_TYPO:
        return False
    return any(
        right[0] == word[0] and (_is_slip(word, right) or _is_skeleton(word, right))
        for right in ours
        if len(right) >= 5
    )


def _is_slip(word: str, right: str) -> bool:
    return len(word) >= 5 and OSA.distance(word, right, score_cutoff=1) <= 1


def _is_skeleton(word: str, right: str) -> bool:
    """Vowels left out, nothing added: 'psng'; with no vowel at all, consonants too: 'psg', 'ps'."""
    if _consonants(right).startswith(word):
        return True
    letters = iter(right)
    if word[-1] != right[-1] or not all(letter in letters for letter in word):
        return False
    consonants = _consonants(word)
    return consonants in (word, _consonants(right))


def _consonants(word: str) -> str:
    return "".join(letter for letter in word if letter not in "aiueo")


def split_one(tokens: Sequence[Token], units: Units) -> list[Token]:
    """Cut the one out of 'selusin', 'sakodi', 'sekamar' and 'seminggu'."""
    split: list[Token] = []
    for token in tokens:
        if token.kind is Kind.WORD and token.word[:2] in ("se", "sa") and len(token.word) > 4:
            rest = replace(token, text=token.text[2:], word=token.word[2:], glued=True)
            if _is_countable(rest, units):
                one = Number(Fraction(1))
                split.append(replace(token, kind=Kind.NUMBER, text="se", number=one, word="#"))
                split.append(rest)
                continue
        split.append(token)
    return split


def _is_countable(token: Token, units: Units) -> bool:
    own = set(_single(units.words)) - COUNTED
    return token.word in _ONE_OF or token.word in units.dozens or token.word in own


def is_box(tokens: Sequence[Token], i: int, units: Units) -> bool:
    """Whether a container stands there, unless the product itself is sold by that word."""
    return word_at(tokens, i) in BOXES and units.at(tokens, i) is None
