"""So many boxes or rooms times so many in each: '3 dus @200', '120 kamar, 2 psg per kamar'."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from handlers.readers import quantity_words as words
from handlers.readers.terms import Sort, Term
from handlers.readers.text import Token, lexicon, phrase_at, phrase_before, word_at
from handlers.readers.units import ROOMS, SPANS, Units, is_box

_HOLDING = (Sort.BOXES, Sort.ROOMS)
_MOST_IN_A_BOX = 1_000
_FEW, _MANY_ROOMS = 5, 10
_WINGS = lexicon("lantai floor gedung tower blok sayap wing building cabang")


Lacking: TypeAlias = Literal["box_size", "rooms", "several"]


@dataclass(frozen=True, slots=True)
class Held:
    """What boxes and rooms come to.

    `total` where both were said; `lacking` names what must be asked where only one was;
    `rest` are the other terms.
    """

    rest: tuple[Term, ...]
    total: Fraction | None = None
    lacking: Lacking | None = None
    about: int | None = None


def held(tokens: Sequence[Token], terms: Sequence[Term], units: Units) -> Held:
    """Multiply out boxes and rooms where the message says how many and how much in each."""
    rates = [t for t in terms if _is_rate(tokens, t, terms, units)]
    holders = [t for t in terms if t.sort in _HOLDING and t not in rates]
    rest = tuple(t for t in terms if t not in rates and t not in holders)
    if not rates:
        return _unheld(holders, rest)
    counting = [h for h in holders if not (len(holders) > len(rates) and _is_each(tokens, h))]
    if not counting:
        return _only_rates(tokens, rates, rest)
    if _depends_on_nights(tokens, rest):
        return Held(rest, lacking="rooms", about=int(counting[0].count))
    total = _product(tokens, rates, counting, rest)
    return Held(rest, total=total, lacking=None if total is not None else "several")


def _unheld(holders: Sequence[Term], rest: tuple[Term, ...]) -> Held:
    counted = [t for t in rest if t.sort is Sort.UNITS]
    if not holders:
        return Held(rest)
    first = holders[0]
    lacking: Lacking = "box_size" if first.sort is Sort.BOXES else "rooms"
    about = int(first.count) if first.count.denominator == 1 and first.count > 0 else None
    per_room = counted and all(t.value <= _FEW for t in counted) and first.count >= _MANY_ROOMS
    if counted and not (per_room and first.sort is Sort.ROOMS):
        return Held(rest)
    return Held(rest if not counted else (), lacking=lacking, about=about)


def _only_rates(tokens: Sequence[Token], rates: Sequence[Term], rest: tuple[Term, ...]) -> Held:
    if any(t.sort is Sort.UNITS for t in rest):
        return Held(rest)
    in_rooms = any(_beside_room(tokens, rate) for rate in rates)
    return Held(rest, lacking="rooms" if in_rooms else None)


def _product(
    tokens: Sequence[Token], rates: Sequence[Term], holders: Sequence[Term], rest: Sequence[Term]
) -> Fraction | None:
    if len(rates) == 1:
        total = rates[0].value * sum((h.count for h in holders), Fraction(0))
    elif len(rates) == len(holders):
        pairs = zip(rates, holders, strict=True)
        total = sum((rate.value * holder.count for rate, holder in pairs), Fraction(0))
    else:
        return None
    for span in rest:
        if span.sort is Sort.SPANS and word_at(tokens, span.start - 1) in words.TIMES:
            total *= span.count
    return total


def _depends_on_nights(tokens: Sequence[Token], rest: Sequence[Term]) -> bool:
    """Per night, or so full: how many nights, or guests, decides and was not said outright."""
    nightly = any(
        token.word in words.PER and word_at(tokens, i + 1) in SPANS | _WINGS
        for i, token in enumerate(tokens)
    )
    shares = any(word_at(tokens, t.end - 1) in ("%", "persen", "percent") for t in rest)
    times = any(t.sort is Sort.SPANS and word_at(tokens, t.start - 1) in words.TIMES for t in rest)
    return (nightly or shares) and not times


def _is_rate(tokens: Sequence[Token], term: Term, terms: Sequence[Term], units: Units) -> bool:
    if term.sort not in (Sort.UNITS, Sort.BARE):
        return False
    if term.sort is Sort.BARE and term.value > _MOST_IN_A_BOX:
        return False
    return (
        _per_follows(tokens, term, terms, units)
        or _holder_leads(tokens, term, terms, units)
        or _each(tokens, term, terms)
    )


def _per_follows(tokens: Sequence[Token], term: Term, terms: Sequence[Term], units: Units) -> bool:
    """'2 psg per kamar', '200/dus', '2 psg sekamar', '2 x 120 kamar'."""
    i = term.end
    if word_at(tokens, i) in words.TIMES:
        return any(t.start == i + 1 and t.sort in _HOLDING for t in terms)
    while word_at(tokens, i) in words.PER | {"untuk", "for", "dalam", "in", ")", "buat", "di"}:
        i += 1
    if i > term.end and _is_holder(tokens, i, units):
        return any(token.word in words.PER for token in tokens[term.end : i])
    return any(t.start == i and t.sort in _HOLDING and t.count == 1 for t in terms)


def _holder_leads(tokens: Sequence[Token], term: Term, terms: Sequence[Term], units: Units) -> bool:
    """'per dus 200', '3 dus isi 200', 'each room gets 2', 'isi 200'."""
    i = term.start - 1
    gap: list[str] = []
    while word_at(tokens, i) in words.GETS and len(gap) < 4:
        gap.append(word_at(tokens, i))
        i -= 1
    says_contents = bool(words.CONTENTS & set(gap))
    if not _is_holder(tokens, i, units):
        return says_contents and any(t.sort is Sort.BOXES for t in terms)
    counted = next((t for t in terms if t.end == i + 1 and t.sort in _HOLDING), None)
    if counted is None:
        return word_at(tokens, i - 1) in words.PER
    joined = set(gap) - {",", "dalam", "in", "untuk", "di", "perlu", "butuh", ")"}
    return bool(joined) or (counted.count == 1 and not gap and term.sort is Sort.UNITS)


def _each(tokens: Sequence[Token], term: Term, terms: Sequence[Term]) -> bool:
    """'120 rooms, 2 pairs each', '120 kamar masing-masing 2 pasang'."""
    if not any(t.sort in _HOLDING for t in terms):
        return False
    before = phrase_before(tokens, term.start, words.EACH)
    return bool(before or phrase_at(tokens, term.end, words.EACH))


def _is_each(tokens: Sequence[Token], holder: Term) -> bool:
    """The '1 dus' of '3 dus, 1 dus isi 200' only says what one holds."""
    return holder.count == 1


def _is_holder(tokens: Sequence[Token], i: int, units: Units) -> bool:
    return is_box(tokens, i, units) or word_at(tokens, i) in ROOMS


def _beside_room(tokens: Sequence[Token], term: Term) -> bool:
    around = tokens[max(0, term.start - 4) : term.end + 4]
    return any(token.word in ROOMS for token in around)
