"""Which of a catalogue's values a sentence names, and the numbers that are names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from handlers.readers.negation import plain_no
from handlers.readers.numbers import numbered
from handlers.readers.references import find_phone, find_po, reference_spans
from handlers.readers.spec_words import (
    CENTIMETRES,
    CHANGING,
    COLOURS,
    INTO,
    MILLIMETRES,
    NOT,
    STARS,
    WITH,
    WITHOUT,
)
from handlers.readers.stems import stems
from handlers.readers.text import Token, clean, mask, phrase_at, tokenize, word_at
from handlers.readers.units import PAIRS, SPANS, Units

__all__ = ["Found", "Vocabulary", "find_phone", "find_po", "find_star", "find_values"]

Vocabulary = Mapping[str, Mapping[str, Sequence[str]]]
_Frozen = tuple[tuple[str, str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The value named for each axis; axes for which several were named; where their figures stand.

    `refused` are axes whose only mention was a refusal, such as 'bukan handuk'.
    """

    values: Mapping[str, str]
    conflicting: frozenset[str]
    refused: frozenset[str] = frozenset()
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Key:
    """A word in the form in which text and catalogue are compared: '0,5 cm' becomes '5mm'."""

    text: str
    start: int
    end: int
    is_figure: bool = False


@dataclass(frozen=True, slots=True)
class _Match:
    axis: str
    value: str
    start: int
    end: int
    is_general: bool = False


def find_values(text: str, vocabulary: Vocabulary, units: Units = PAIRS) -> Found:
    """Match the catalogue's words, the longest first; an axis named twice over is left out."""
    cleaned = clean(text)
    cleaned = mask(cleaned, reference_spans(cleaned, units))
    tokens = plain_no(numbered(tokenize(cleaned)))
    keys = _keys(tokens)
    index = _index(_freeze(vocabulary))
    matches = _matches(keys, tokens, index, units)
    kept = [m for m in matches if not _is_refused(keys, m)]
    values: dict[str, str] = {}
    conflicting: set[str] = set()
    for axis in dict.fromkeys(m.axis for m in kept):
        named = _settled([m for m in kept if m.axis == axis], keys)
        if len(named) == 1:
            values[axis] = named.pop()
        else:
            conflicting.add(axis)
    refused = {m.axis for m in matches} - {m.axis for m in kept}
    return Found(
        values, frozenset(conflicting), frozenset(refused), _figures(matches, keys, tokens)
    )


def find_star(text: str) -> int | None:
    """How many stars the hotel has, where one to seven are named."""
    tokens = numbered(tokenize(clean(text)))
    drawn = sum(token.text in ("★", "⭐") for token in tokens)
    for i, token in enumerate(tokens):
        number = token.number
        if not number or number.value not in range(1, 8):
            continue
        if word_at(tokens, i - 1) in STARS or word_at(tokens, i + 1) in STARS | {"*", "★", "⭐"}:
            return int(number.value)
    return drawn if 1 <= drawn <= 7 else None


def _freeze(vocabulary: Vocabulary) -> _Frozen:
    return tuple(
        (axis, value, tuple(said))
        for axis, values in vocabulary.items()
        for value, said in values.items()
    )


@lru_cache(maxsize=32)
def _index(vocabulary: _Frozen) -> Mapping[str, tuple[tuple[tuple[str, ...], str, str, bool], ...]]:
    """Phrases by their first word. A phrase inside another value's is general, it yields to it."""
    said = [
        (phrase, axis, value)
        for axis, value, phrases in vocabulary
        for phrase in {
            tuple(k.text for k in _keys(plain_no(numbered(tokenize(clean(p)))))) for p in phrases
        }
        if phrase
    ]
    index: dict[str, tuple[tuple[tuple[str, ...], str, str, bool], ...]] = {}
    for phrase, axis, value in said:
        general = any(
            a == axis and v != value and _is_inside(phrase, longer) for longer, a, v in said
        )
        index[phrase[0]] = (*index.get(phrase[0], ()), (phrase, axis, value, general))
    return index


def _is_inside(phrase: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    size = len(phrase)
    starts = range(len(longer) - size + 1) if size < len(longer) else ()
    return any(longer[i : i + size] == phrase for i in starts)


def _keys(tokens: Sequence[Token]) -> list[_Key]:
    keys: list[_Key] = []
    i = 0
    while i < len(tokens):
        key = _key(tokens, i)
        keys.append(key)
        i = key.end
    return keys


def _key(tokens: Sequence[Token], i: int) -> _Key:
    number = tokens[i].number
    if number:
        after = word_at(tokens, i + 1)
        for known, factor, unit in (
            (MILLIMETRES, 1, "mm"),
            (CENTIMETRES, 10, "mm"),
            (COLOURS, 1, "#"),
        ):
            if after in known:
                return _Key(f"{number.value * factor}{unit}", i, i + 2, is_figure=True)
        return _Key(str(number.value), i, i + 1, is_figure=True)
    if length := phrase_at(tokens, i, WITHOUT):
        return _Key("-", i, i + length)
    return _Key(_bare(tokens[i].word), i, i + 1)


def _bare(word: str) -> str:
    """Without the article: 'logonya' and 'logonyo' are 'logo'."""
    for ending in ("nya", "nyo", "ny"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def _matches(
    keys: Sequence[_Key],
    tokens: Sequence[Token],
    index: Mapping[str, tuple[tuple[tuple[str, ...], str, str, bool], ...]],
    units: Units,
) -> list[_Match]:
    found: list[_Match] = []
    at = 0
    while at < len(keys):
        here = [
            (len(phrase), _Match(axis, value, at, at + len(phrase), general))
            for phrase, axis, value, general in _candidates(keys[at].text, index, units)
            if _stands(phrase, keys, at, tokens, units)
        ]
        longest = max((length for length, _ in here), default=0)
        found.extend(match for length, match in here if length == longest)
        at += longest or 1
    return found


def _candidates(
    text: str,
    index: Mapping[str, tuple[tuple[tuple[str, ...], str, str, bool], ...]],
    units: Units,
) -> Iterable[tuple[tuple[str, ...], str, str, bool]]:
    """What a word may begin. A word of the unit is no slip for another: "pasang" is not Padang."""
    yield from index.get(text, ())
    if text.endswith("mm"):
        return
    if text in index or not text.isalpha():
        return
    if known := [stem for stem in stems(text) if len(stem) >= 4 and stem in index]:
        yield from (((text, *p[0][1:]), *p[1:]) for p in index[max(known, key=len)])
    elif len(text) >= 6 and text not in units.words:
        for word, phrases in index.items():
            if word[0] == text[0] and len(word) >= 6 and OSA.distance(word, text) == 1:
                yield from (((text, *p[0][1:]), *p[1:]) for p in phrases)


def _stands(
    phrase: tuple[str, ...], keys: Sequence[_Key], at: int, tokens: Sequence[Token], units: Units
) -> bool:
    if at + len(phrase) > len(keys):
        return False
    if not all(_same(keys[at + n].text, word, n) for n, word in enumerate(phrase)):
        return False
    last = keys[at + len(phrase) - 1]
    if not last.is_figure or not last.text.isdigit():
        return True
    counts = units.at(tokens, last.end) or word_at(tokens, last.end) in SPANS
    return not counts and (len(phrase) > 1 or len(keys) == 1)


def _same(said: str, known: str, place: int) -> bool:
    """'eva 5' in the catalogue is also 'eva 5mm' in the text."""
    return said == known or (place > 0 and known.isdigit() and said == known + "mm")


def _is_refused(keys: Sequence[_Key], match: _Match) -> bool:
    """'bukan handuk', 'tidak usah pakai logo', 'logonya gak usah', 'tanpa sablon atau bordir'."""
    after = [key.text for key in keys[match.end : match.end + 2]]
    if after[:1] == ["-"] and (len(after) < 2 or not after[1].isalpha()):
        return True
    i = match.start - 1
    while i >= 0 and keys[i].text in WITH:
        i -= 1
    return i >= 0 and keys[i].text in NOT | {"-"}


def _settled(matches: Sequence[_Match], keys: Sequence[_Key]) -> set[str]:
    """The values left when general words yield to special ones, and old values to new ones."""
    special = [m for m in matches if not m.is_general] or list(matches)
    values = {m.value for m in special}
    if len(values) != 2:
        return values
    first, last = special[0], special[-1]
    between = {key.text for key in keys[first.end : last.start]}
    before = {key.text for key in keys[: first.start]}
    return {last.value} if between & INTO and before & CHANGING else values


def _figures(
    matches: Sequence[_Match], keys: Sequence[_Key], tokens: Sequence[Token]
) -> tuple[tuple[int, int], ...]:
    used = [key for m in matches for key in keys[m.start : m.end] if key.is_figure]
    return tuple((tokens[key.start].start, tokens[key.end - 1].end) for key in used)
