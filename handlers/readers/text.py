"""What every reader sees: one cleaned line, cut into words, numbers and marks."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction

LONGEST = 2_000
HOLE = "\ue000"

_PLAIN = str.maketrans(
    {
        "½": " 1/2",
        "¼": " 1/4",
        "¾": " 3/4",
        "×": "x",
        "‒": "-",
        "–": "-",  # noqa: RUF001 - people do type the long dash
        "—": "-",
        "−": "-",  # noqa: RUF001 - and the minus sign
        "’": "'",  # noqa: RUF001
        "‘": "'",  # noqa: RUF001
        "`": "'",
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\u2060": None,
        "\ufeff": None,
        "\ufe0f": None,
        HOLE: " ",
    }
)
_TOKEN = re.compile(
    rf"(?P<hole>{HOLE}++)"
    r"|(?P<number>[0-9]++(?:[.,][0-9]++)*+)"
    r"|(?P<twice>[^\W\d_]{3,}+2(?!\w))"
    r"|(?P<word>[^\W\d_]++(?:'[^\W\d_]++)*+)"
    r"|(?P<mark>\S)"
)
_REPEATED = re.compile(r"([^\W\d_])\1+")
_JOINING_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")


class Kind(Enum):
    """What a token is made of; a hole is text another reader has already used."""

    WORD = "word"
    NUMBER = "number"
    MARK = "mark"
    HOLE = "hole"


@dataclass(frozen=True, slots=True)
class Number:
    """An amount as it was said, before anyone decides what it counts."""

    value: Fraction
    figures: str | None = None
    scale: int = 1
    approximate: bool = False
    is_half: bool = False

    @property
    def is_day_sized(self) -> bool:
        """True for what could be a day of the month: one or two plain figures, or words."""
        plain = self.figures is None or (self.figures.isdigit() and len(self.figures) <= 2)
        return plain and self.value.denominator == 1 and self.scale == 1 and not self.approximate


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark and where it stands in the cleaned text."""

    kind: Kind
    text: str
    start: int
    end: int
    glued: bool = False
    word: str = ""
    number: Number | None = None

    def __contains__(self, words: object) -> bool:
        """Unused: membership is asked of a lexicon, `token.word in LEXICON`."""
        raise TypeError(words)


def clean(text: str) -> str:
    """Bring look-alike characters to one form and cut at LONGEST; twice is the same as once."""
    plain = text[:LONGEST].translate(_PLAIN)
    plain = unicodedata.normalize("NFKC", plain).translate(_PLAIN)
    return "".join(map(_ascii_digit, plain))[:LONGEST]


def _ascii_digit(character: str) -> str:
    if character.isascii() or not character.isdecimal():
        return character
    return str(unicodedata.decimal(character))


def fold(word: str) -> str:
    """One letter for any run of it, so that 'sipp', 'okeee' and 'yaaa' need no list."""
    return _REPEATED.sub(r"\1", word.lower().replace("'", ""))


def lexicon(words: str) -> frozenset[str]:
    """The folded words of a space-separated list."""
    return frozenset(map(fold, words.split()))


def phrases(*lines: str) -> tuple[tuple[str, ...], ...]:
    """Folded phrases, longest first, for `phrase_at`."""
    cut = {tuple(fold(word) for word in line.split()) for line in lines}
    return tuple(sorted(cut, key=lambda words: (-len(words), words)))


def tokenize(cleaned: str) -> list[Token]:
    """Cut cleaned text; 'apa2' becomes the word twice and a hyphen inside a word vanishes."""
    tokens: list[Token] = []
    inside = {match.start() for match in _JOINING_HYPHEN.finditer(cleaned)}
    end = -1
    for match in _TOKEN.finditer(cleaned):
        if match.start() in inside:
            continue
        glued = match.start() == end
        end = match.end()
        tokens.extend(_tokens_of(match, glued=glued))
    return tokens


def _tokens_of(match: re.Match[str], *, glued: bool) -> Iterable[Token]:
    text, (start, end) = match[0].lower(), match.span()
    match match.lastgroup:
        case "twice":
            once = Token(Kind.WORD, text[:-1], start, end, glued, fold(text[:-1]))
            return (once, replace(once, glued=False))
        case "word":
            return (Token(Kind.WORD, text, start, end, glued, fold(text)),)
        case group:
            return (Token(Kind(group), text, start, end, glued, text),)


def phrase_at(tokens: Sequence[Token], at: int, known: Iterable[tuple[str, ...]]) -> int:
    """How many tokens from `at` on make up one of the phrases; 0 if none does."""
    for words in known:
        if len(words) <= len(tokens) - at and all(
            token.word == word for token, word in zip(tokens[at:], words, strict=False)
        ):
            return len(words)
    return 0


def word_at(tokens: Sequence[Token], at: int) -> str:
    """The folded word standing there; nothing beyond either end."""
    return tokens[at].word if 0 <= at < len(tokens) else ""


def mask(cleaned: str, spans: Iterable[tuple[int, int]]) -> str:
    """The same text with those stretches made holes, so that no number is used twice."""
    characters = list(cleaned)
    for start, end in spans:
        characters[start:end] = HOLE * (end - start)
    return "".join(characters)
