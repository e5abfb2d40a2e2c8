"""The pieces number words are made of, in Indonesian, Minang, English and market slang."""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import lru_cache

from rapidfuzz.distance import OSA

from handlers.readers.text import fold, lexicon


class Part(Enum):
    """What a piece of a number word does to the number being built."""

    DIGIT = "digit"
    BELOW_HUNDRED = "below hundred"  # eleven, thirty: complete, may only be followed by a digit
    TEEN = "teen"  # belas: ten more than the digit before it
    TEN = "ten"
    HUNDRED = "hundred"
    BIG = "big"
    HALF = "half"
    SLANG = "slang"
    ABOUT = "about"  # the -an of "seratusan"


@dataclass(frozen=True, slots=True)
class Piece:
    """One morpheme and its worth."""

    part: Part
    value: Fraction


def _pieces(part: Part, *lines: tuple[int, str]) -> dict[str, Piece]:
    return {word: Piece(part, Fraction(value)) for value, words in lines for word in lexicon(words)}


_DIGITS = _pieces(
    Part.DIGIT,
    (0, "nol kosong zero"),
    (1, "satu stu ciek cie one"),
    (2, "dua duo duwa two"),
    (3, "tiga tigo three"),
    (4, "empat ampek ampat ampe four"),
    (5, "lima limo lma five"),
    (6, "enam anam six"),
    (7, "tujuh tujuah tujua seven"),
    (8, "delapan lapan salapan dlapan eight"),
    (9, "sembilan sambilan smbilan nine"),
)
_PLACES = {
    **_pieces(Part.TEEN, (10, "belas baleh blas bls")),
    **_pieces(Part.TEN, (10, "puluh puluah pulu plh puloh")),
    **_pieces(Part.HUNDRED, (100, "ratus ratuih ratuh ratui rts hundred hundreds")),
    **_pieces(
        Part.BIG,
        (1_000, "ribu rebu rb rbu thousand thousands"),
        (1_000_000, "juta jt jta juto million"),
        (1_000_000_000, "miliar milyar billion"),
        (1_000_000_000_000, "triliun trilyun"),
    ),
}
_ENGLISH = _pieces(
    Part.BELOW_HUNDRED,
    *enumerate("ten eleven twelve thirteen fourteen fifteen sixteen seventeen".split(), 10),
    *enumerate("eighteen nineteen".split(), 18),
    *((10 * n, w) for n, w in enumerate("twenty thirty forty fifty sixty".split(), 2)),
    *((10 * n, w) for n, w in enumerate("seventy eighty ninety".split(), 7)),
    (40, "fourty"),
)
_HALVES = {
    word: Piece(Part.HALF, Fraction(1, 2))
    for word in lexicon("setengah satangah stengah stgh setgh separuh sparuh half")
}


def _slang() -> dict[str, Piece]:
    """Hokkien market slang is two syllables: how many, and of what."""
    many = {"ce": 1, "se": 1, "no": 2, "go": 5}
    of_what = {"cap": 10, "pek": 100, "ceng": 1_000, "ban": 10_000}
    said = {a + b: n * m for a, n in many.items() for b, m in of_what.items()}
    for other in ("secap", "sepek", "seban"):  # "se" is only said before thousands
        del said[other]
    said |= {"gope": 500, "cepe": 100, "cetiao": 1_000_000, "gotiao": 5_000_000}
    return _pieces(Part.SLANG, *((value, word) for word, value in said.items()))


_WHOLE = {**_DIGITS, **_PLACES, **_ENGLISH, **_HALVES, **_slang()}
_COUNTED_ABOUT = {**_PLACES, **_slang()}
_AN = Piece(Part.ABOUT, Fraction(0))
_ONE = Piece(Part.DIGIT, Fraction(1))

_TYPED_WRONG = lexicon("sembilan sambilan delapan salapan tujuah puluah ratuih hundred thousand")
_TYPED_WRONG |= lexicon("twenty ratus belas puluh")
_RIGHT_AS_THEY_ARE = lexicon("balas beras batas belah bekas ratusan puluhan belasan")

_LONGEST = 64


@lru_cache(maxsize=4096)
def pieces(word: str) -> tuple[Piece, ...]:
    """The morphemes of a folded word, 'limaratus' and 'seratusan' included; () for other words."""
    if word in _WHOLE:
        return (_WHOLE[word],)
    if len(word) > _LONGEST:
        return ()
    return _about(word) or _cut(word) or _mistyped(word)


def _about(word: str) -> tuple[Piece, ...]:
    """'5 ribuan', '2 jutaan', 'gocengan'."""
    roots = (word[:-2], word[:-1]) if word.endswith("an") else ()
    return next(((_COUNTED_ABOUT[root], _AN) for root in roots if root in _COUNTED_ABOUT), ())


def _mistyped(word: str) -> tuple[Piece, ...]:
    if len(word) < 5 or word in _RIGHT_AS_THEY_ARE:
        return ()
    for right in sorted(_TYPED_WRONG):
        if right[0] == word[0] and OSA.distance(right, word, score_cutoff=1) <= 1:
            return (_WHOLE[right],)
    return ()


_INSIDE = {
    **{word: piece for word, piece in _DIGITS.items() if word not in lexicon("one cie ampe")},
    **{word: piece for word, piece in _PLACES.items() if len(word) > 3},
}
_AFTER_SE = {
    word for word, piece in _PLACES.items() if piece.part is not Part.BIG or piece.value < 10**10
}


def _cut(word: str) -> tuple[Piece, ...]:
    """Cut a compound into known morphemes, leaving nothing over; longest piece first.

    Two may share a letter, for folding has made one s of the two in 'seratussatu'.
    """
    best: dict[int, tuple[Piece, ...]] = {len(word): ()}
    for at in range(len(word) - 1, -1, -1):
        for end in range(len(word), at, -1):
            rest = best.get(end, best.get(end - 1) if end - 1 > at else None)
            if rest is not None and (found := _piece(word, at, end)):
                best[at] = (*found, *rest)
                break
    cut = best.get(0, ())
    return cut if len(cut) > 1 and cut[0].part in (Part.DIGIT, Part.HALF) else ()


def _piece(word: str, at: int, end: int) -> tuple[Piece, ...]:
    text = word[at:end]
    if text in _INSIDE:
        return (_INSIDE[text],)
    if text[:2] in ("se", "sa") and text[2:] in _AFTER_SE:
        return (_ONE, _PLACES[text[2:]])
    if text[:1] == "s" and text[1:] in _AFTER_SE and len(text) > 4:
        return (_ONE, _PLACES[text[1:]])  # sratus, sribu
    if text == "an" and end == len(word) and at > 0:
        return (_AN,)
    return ()


VAGUE = lexicon("puluhan ratusan ribuan belasan lusinan kodian dozens hundreds thousands")
"""Words that count without saying how many, when no number stands before them."""

A = frozenset({"a", "an"})
AND = frozenset({fold("and")})
EXACTLY_ONE_WORD = frozenset({"one"})
