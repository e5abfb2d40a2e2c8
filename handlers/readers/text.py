"""What every reader sees: one cleaned line, cut into words, numbers and marks."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction

LONGEST = 2_000
MOST_TOKENS = 500
HOLE = "\ue000"

_PLAIN = str.maketrans(
    {
        "½": " 1/2",
        "¼": " 1/4",
        "¾": " 3/4",
        "×": "x",
        "‒": "-",
        "–": "-",
        "—": "-",
        "−": "-",
        "’": "'",
        "‘": "'",
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
_REPEATED = re.compile(r"n(n)n*(?=y)|([^\W\d_])\2+")
_JOINING_HYPHEN = re.compile(r"(?<=[^\W_])-(?=[^\W\d_])")


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
    """One letter for any run of it, so that 'sipp', 'okeee' and 'yaaa' need no list.

    Only 'sablonnya' keeps its two: the second n begins another word.
    """
    plain = word.lower().replace("'", "")
    return _REPEATED.sub(lambda run: "nn" if run[1] else run[2], plain)


def lexicon(words: str) -> frozenset[str]:
    """The folded words of a space-separated list."""
    return frozenset(map(fold, words.split()))


@dataclass(frozen=True, slots=True)
class Phrases:
    """Folded phrases, longest first, found by their first word or by their last."""

    by_first: Mapping[str, tuple[tuple[str, ...], ...]]
    by_last: Mapping[str, tuple[tuple[str, ...], ...]]


def phrases(lines: str) -> Phrases:
    """The folded phrases of a list separated by '|'."""
    cut = {tuple(fold(word) for word in line.split()) for line in lines.split("|") if line.strip()}
    ordered = sorted(cut, key=lambda words: (-len(words), words))
    first: dict[str, tuple[tuple[str, ...], ...]] = {}
    last: dict[str, tuple[tuple[str, ...], ...]] = {}
    for words in ordered:
        first[words[0]] = (*first.get(words[0], ()), words)
        last[words[-1]] = (*last.get(words[-1], ()), words)
    return Phrases(first, last)


def tokenize(cleaned: str) -> list[Token]:
    """Cut cleaned text; 'apa2' becomes the word twice and a hyphen before a letter vanishes.

    No sentence has more than MOST_TOKENS; what comes after them is not looked at.
    """
    tokens: list[Token] = []
    inside = {match.start() for match in _JOINING_HYPHEN.finditer(cleaned)}
    end = -1
    for match in _TOKEN.finditer(cleaned):
        if match.start() in inside:
            end = match.end() if end == match.start() else end
            continue
        glued = match.start() == end
        end = match.end()
        tokens.extend(_tokens_of(match, glued=glued))
        if len(tokens) >= MOST_TOKENS:
            break
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


def phrase_at(tokens: Sequence[Token], at: int, known: Phrases) -> int:
    """How many tokens from `at` on make up one of the phrases; 0 if none does."""
    for words in known.by_first.get(word_at(tokens, at), ()):
        if all(word_at(tokens, at + n) == word for n, word in enumerate(words)):
            return len(words)
    return 0


def phrase_before(tokens: Sequence[Token], end: int, known: Phrases) -> int:
    """How many tokens right before `end` make up one of the phrases; 0 if none does."""
    for words in known.by_last.get(word_at(tokens, end - 1), ()):
        start = end - len(words)
        if all(word_at(tokens, start + n) == word for n, word in enumerate(words)):
            return len(words)
    return 0


def says(tokens: Sequence[Token], known: Phrases) -> bool:
    """Whether one of the phrases stands anywhere."""
    return any(
        token.word in known.by_first and phrase_at(tokens, i, known)
        for i, token in enumerate(tokens)
    )


def word_at(tokens: Sequence[Token], at: int) -> str:
    """The folded word standing there; nothing beyond either end."""
    return tokens[at].word if 0 <= at < len(tokens) else ""


def mask(cleaned: str, spans: Iterable[tuple[int, int]]) -> str:
    """The same text with those stretches made holes, so that no number is used twice."""
    characters = list(cleaned)
    for start, end in spans:
        characters[start:end] = HOLE * (end - start)
    return "".join(characters)
