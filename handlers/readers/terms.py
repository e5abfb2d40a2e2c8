"""Numbers together with what they count: pairs, boxes, rooms, days, or something else."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction

from handlers.readers import quantity_words as words
from handlers.readers.number_words import A
from handlers.readers.text import Token, phrase_at, word_at
from handlers.readers.units import ROOMS, SPANS, Units, is_box

_FEW = 20


class Sort(Enum):
    """What a number counts. BARE says nothing of it; OTHER is a measure or a name."""

    UNITS = "units"
    BARE = "bare"
    BOXES = "boxes"
    ROOMS = "rooms"
    SPANS = "spans"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Term:
    """One number with what it counts; `value` is in units of the product where that is known."""

    sort: Sort
    value: Fraction
    count: Fraction
    start: int
    end: int
    size: int = 1
    approximate: bool = False
    scale: int = 1


def terms_in(
    tokens: Sequence[Token], units: Units, taken: Collection[int] = frozenset()
) -> list[Term]:
    """Every number, left to right, except tokens another reader has taken."""
    found: list[Term] = []
    at = 0
    while at < len(tokens):
        term = None if at in taken else _term(tokens, at, units, found[-1] if found else None)
        if term is None:
            at += 1
        else:
            found.append(term)
            at = term.end
    return _composed(tokens, _unbulleted(tokens, found))


def _term(tokens: Sequence[Token], at: int, units: Units, before: Term | None) -> Term | None:
    number = tokens[at].number
    if number is None:
        return _one_dozen(tokens, at, units)
    value = -number.value if _is_negative(tokens, at) else number.value
    bare = Term(Sort.BARE, value, value, at, at + 1, 1, number.approximate, number.scale)
    i = _unit_place(tokens, at, units)
    if found := units.at(tokens, i):
        return _counted(tokens, bare, found[0], i + found[1], units)
    if is_box(tokens, i, units):
        return replace(bare, sort=Sort.BOXES, end=i + 1)
    word = word_at(tokens, i)
    for known, sort in ((ROOMS, Sort.ROOMS), (SPANS, Sort.SPANS)):
        if word in known:
            return replace(bare, sort=sort, end=i + 1)
    if word in words.MEASURED or word in ("%", "*", "★", '"'):
        return replace(bare, sort=Sort.OTHER, end=i + 1)
    if _is_room_count(tokens, at):
        return replace(bare, sort=Sort.ROOMS)
    return replace(bare, sort=Sort.OTHER) if _is_label(tokens, at, before) else bare


def _unit_place(tokens: Sequence[Token], at: int, units: Units) -> int:
    """Where the unit of a number would stand: mostly next to it."""
    i = at + 1
    number = tokens[at].number
    if number and number.value.denominator == 2:
        while word_at(tokens, i) in A | {"of"}:
            i += 1
    if word_at(tokens, i) == "(" and units.at(tokens, i + 1):
        return i + 1
    for skipped in (1, 2):
        between = tokens[i : i + skipped]
        if all(t.word in words.MORE_WORDS for t in between) and units.at(tokens, i + skipped):
            return i + skipped if not units.at(tokens, i) else i
    return i


def _counted(tokens: Sequence[Token], bare: Term, size: int, end: int, units: Units) -> Term:
    """So many dozens; a half may follow the unit: 'selusin setengah', 'a dozen and a half'."""
    count = bare.count
    i = end
    if word_at(tokens, i) == "and" and word_at(tokens, i + 1) in A:
        i += 2
    half = tokens[i].number if size > 1 and i < len(tokens) else None
    if half and half.is_half and not units.at(tokens, i + 1):
        count, end = count + half.value, i + 1
    return replace(bare, sort=Sort.UNITS, value=count * size, count=count, end=end, size=size)


def _one_dozen(tokens: Sequence[Token], at: int, units: Units) -> Term | None:
    """'a dozen', 'another gross', 'a box'; but 'a pair' is mostly said of its price."""
    if word_at(tokens, at) not in A | {"another"}:
        return None
    one = Term(Sort.BARE, Fraction(1), Fraction(1), at, at + 1)
    if is_box(tokens, at + 1, units) and word_at(tokens, at - 1) not in words.NOT_A_BOX_BEFORE:
        return replace(one, sort=Sort.BOXES, end=at + 2)
    found = units.at(tokens, at + 1)
    if found is None or found[0] == 1:
        return None
    return _counted(tokens, one, found[0], at + 1 + found[1], units)


def _is_negative(tokens: Sequence[Token], at: int) -> bool:
    if word_at(tokens, at - 1) in ("minus", "negatif"):
        return not any(token.word in words.FROM for token in tokens[at + 1 : at + 4])
    is_signed = tokens[at].glued and word_at(tokens, at - 1) == "-"
    return is_signed and (at == 1 or not tokens[at - 1].glued)


def _unbulleted(tokens: Sequence[Token], found: list[Term]) -> list[Term]:
    """Several lines that begin with a hyphen are a list, not several negative amounts."""
    signed = [t for t in found if t.count < 0 and word_at(tokens, t.start - 1) == "-"]
    if len(signed) < 2:
        return found
    return [replace(t, value=abs(t.value), count=abs(t.count)) for t in found]


def _is_room_count(tokens: Sequence[Token], at: int) -> bool:
    """'jumlah kamar 120' and 'kamar: 120'; 'kamar 120' alone is a door."""
    i = at - 1 - (word_at(tokens, at - 1) in (":", "="))
    said = i < at - 1 or word_at(tokens, i - 1) in words.LABELLED
    return said and word_at(tokens, i) in ROOMS


def _is_label(tokens: Sequence[Token], at: int, before: Term | None) -> bool:
    i = at - 1
    while word_at(tokens, i) in (".", ":", "=", "#"):
        i -= 1
    number = tokens[at].number
    if word_at(tokens, i) == "ke" and number and number.value >= _FEW:
        return False  # 'ubah jumlah ke 900', unlike 'pesanan ke-3'
    if word_at(tokens, i) in words.LABELS or word_at(tokens, i) in ROOMS:
        return True
    if any(token.word in words.STREETS for token in tokens[max(0, at - 4) : at]):
        return True
    if word_at(tokens, i) in ("$", "usd", "sgd", "eur", "myr", "€"):
        return True
    chained = before is not None and before.sort is Sort.OTHER and before.end == before.start + 1
    return chained and before is not None and _is_gap(tokens, before.end, at)


def _is_gap(tokens: Sequence[Token], start: int, end: int) -> bool:
    return start < end and all(token.word in words.CHAINED for token in tokens[start:end])


def _composed(tokens: Sequence[Token], found: Sequence[Term]) -> list[Term]:
    """Join what is added up: '5 kodi lebih 10 pasang', '2 gros 3 lusin', '500 psg + 100 psg'."""
    joined: list[Term] = []
    for term in found:
        before = joined[-1] if joined else None
        if before and _adds(tokens, before, term):
            joined[-1] = replace(
                before,
                value=before.value + term.value,
                count=before.value + term.value,
                end=term.end,
                size=min(before.size, term.size),
            )
        else:
            joined.append(term)
    return joined


def _adds(tokens: Sequence[Token], before: Term, term: Term) -> bool:
    if before.sort is not Sort.UNITS:
        return False
    gap = term.start - before.end
    is_plus = gap > 0 and phrase_at(tokens, before.end, words.PLUS) == gap
    if term.sort is Sort.BARE:
        return is_plus
    if term.sort is not Sort.UNITS:
        return False
    is_rest = term.size < before.size and 0 < term.value < before.size
    is_near = gap == 0 or phrase_at(tokens, before.end, words.AND) == gap
    return is_plus or (is_rest and is_near)
