"""How many: an amount, a range, a change, or what must be asked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Literal, TypeAlias

from handlers.readers import quantity_words as words
from handlers.readers.dates import dates_in
from handlers.readers.holders import Held, held
from handlers.readers.last_order import wants_last_order
from handlers.readers.money import SOME_DAY, amounts_in
from handlers.readers.negation import plain_no
from handlers.readers.numbers import numbered
from handlers.readers.references import reference_spans
from handlers.readers.roles import Role, is_ordered, roles
from handlers.readers.terms import Sort, Term, terms_in
from handlers.readers.text import (
    Token,
    clean,
    mask,
    phrase_at,
    phrase_before,
    says,
    tokenize,
    word_at,
)
from handlers.readers.units import PAIRS, Units, split_one

__all__ = [
    "PAIRS",
    "Quantity",
    "QuantityDelta",
    "QuantityRange",
    "QuantityReading",
    "Unclear",
    "Units",
    "read_quantity",
]

Reason: TypeAlias = Literal[
    "no_number",
    "box_size",
    "rooms",
    "not_whole",
    "not_positive",
    "too_many",
    "vague",
    "last_order",
    "several",
]


@dataclass(frozen=True, slots=True)
class Quantity:
    """So many units; `corrected` where it replaces another number, as in 'bukan 1000, 1500'."""

    amount: int
    approximate: bool = False
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class QuantityRange:
    """Between so many and so many units, both included."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class QuantityDelta:
    """So many units more, or fewer, than before."""

    change: int


@dataclass(frozen=True, slots=True)
class Unclear:
    """A quantity that cannot be used as it stands, why, and the number that was said."""

    reason: Reason
    about: int | None = None


QuantityReading: TypeAlias = Quantity | QuantityRange | QuantityDelta | Unclear


@lru_cache(16)  # several readers ask about the same message, one after the other
def read_quantity(text: str, units: Units = PAIRS, *, bare: bool = False) -> QuantityReading | None:
    """How many units a message asks for; `bare` where 'how many?' was the question."""
    cleaned = clean(text)
    tokens = tokens_of(mask(cleaned, reference_spans(cleaned, units)), units)
    return quantity_in(tokens, units, bare=bare)


@lru_cache(16)
def tokens_of(cleaned: str, units: Units) -> tuple[Token, ...]:
    """Cleaned text as all readers of sentences look at it, one after the other."""
    return tuple(split_one(plain_no(numbered(tokenize(cleaned))), units))


def quantity_in(tokens: Sequence[Token], units: Units, *, bare: bool) -> QuantityReading | None:
    """The same for tokens; dates and money in them are left alone."""
    taken = _taken(tokens, units)
    all_terms = [t for t in terms_in(tokens, units, taken) if not _is_price_of_one(tokens, t)]
    found = held(tokens, all_terms, units)
    if found.lacking and not any(t.sort is Sort.UNITS for t in found.rest):
        return Unclear(found.lacking, found.about)
    terms = [t for t in found.rest if t.sort in (Sort.UNITS, Sort.BARE)]
    if found.total is not None:
        return _with_total(found, terms, units)
    reading = _read(tokens, terms, units, bare=bare)
    return _unsaid(tokens, units, bare=bare) if reading is None else reading


def _taken(tokens: Sequence[Token], units: Units) -> Collection[int]:
    spans = [(seen.start, seen.end) for seen in dates_in(tokens, SOME_DAY, units)]
    spans += [(amount.start, amount.end) for amount in amounts_in(tokens, units)]
    return {i for start, end in spans for i in range(start, end)}


def _is_price_of_one(tokens: Sequence[Token], term: Term) -> bool:
    """'harga sepasang berapa' asks what one costs; it does not order one."""
    asks = any(token.word in words.PRICE for token in tokens)
    per = word_at(tokens, term.start - 1) in ("per", "/")
    return term.sort is Sort.UNITS and term.count == 1 and (asks or per)


def _with_total(found: Held, terms: Sequence[Term], units: Units) -> QuantityReading:
    values = {found.total} | {t.value for t in terms if t.sort is Sort.UNITS}
    if len(values) > 1 or found.total is None:
        return Unclear("several")
    return _checked(found.total, units)


def _read(
    tokens: Sequence[Token], terms: Sequence[Term], units: Units, *, bare: bool
) -> QuantityReading | None:
    """Ranges, corrections and changes first: they say how their numbers are meant."""
    said = roles(tokens, terms)
    if {Role.REJECTED, Role.INSTEAD} & set(said.values()):
        return _corrected(said, units)
    if (ranged := _ranged(tokens, terms, units, bare=bare)) is not None:
        return ranged
    if (changed := _changed(said, units)) is not None:
        return changed
    counted = [t for t in terms if t.sort is Sort.UNITS]
    if not counted:
        counted = [t for t in terms if bare or is_ordered(tokens, t)]
    elif any(_rivals(tokens, t, counted) for t in terms):
        return Unclear("several")
    return _one_of(tokens, counted, units)


def _rivals(tokens: Sequence[Token], term: Term, counted: Sequence[Term]) -> bool:
    """A second number without a unit, ordered in the same breath: 'pesan 500 eva dan 300 psg'."""
    if term.sort is not Sort.BARE or any(t.value == term.value for t in counted):
        return False
    crowded = any(t.start == term.end for t in counted) and 0 < term.value < 1000
    after = word_at(tokens, term.end) in words.EITHER and term.value >= 10
    after = after or word_at(tokens, term.end) in ("atau", "or", "ato")
    if after and any(t.start == term.end + 1 for t in counted):
        return True
    return crowded or (word_at(tokens, term.start - 1) in words.ORDERING and term.value >= 10)


def _corrected(said: dict[Term, Role], units: Units) -> QuantityReading:
    instead = [t for t, role in said.items() if role is Role.INSTEAD]
    kept = instead or [t for t, role in said.items() if role is not Role.REJECTED]
    counted = [t for t in kept if t.sort is Sort.UNITS] or kept
    values = {t.value for t in counted}
    if len(values) > 1:
        return Unclear("several")
    if not values:
        return Unclear("no_number")
    reading = _checked(values.pop(), units)
    return replace(reading, corrected=True) if isinstance(reading, Quantity) else reading


def _ranged(
    tokens: Sequence[Token], terms: Sequence[Term], units: Units, *, bare: bool
) -> QuantityReading | None:
    for low, high in pairwise(terms):
        if not _spans(tokens, low, high):
            continue
        known = Sort.UNITS in (low.sort, high.sort)
        if not (known or bare or is_ordered(tokens, low)):
            continue
        least, most = _ends(low, high)
        for end in (least, most):
            reading = _checked(end, units)
            if isinstance(reading, Unclear):
                return reading
        return QuantityRange(int(least), int(most)) if least < most else Unclear("several")
    return None


def _spans(tokens: Sequence[Token], low: Term, high: Term) -> bool:
    gap = high.start - low.end
    if gap == 0:  # 'dua tiga lusin'
        spoken = not any((number := tokens[t.start].number) and number.figures for t in (low, high))
        return spoken and low.sort is Sort.BARE and high.count == low.count + 1 < 10
    between = word_at(tokens, low.start - 1) in words.BETWEEN and gap == 1
    if between and word_at(tokens, low.end) in words.EITHER:
        return True
    return phrase_at(tokens, low.end, words.THROUGH) == gap


def _ends(low: Term, high: Term) -> tuple[Fraction, Fraction]:
    """'1-2 ribu' and '5-6 kodi' share what is said once, at the end."""
    least = low.value
    unscaled = low.sort is Sort.BARE and low.scale == 1
    if unscaled and least < high.count / high.scale and high.scale > 1:
        least *= high.scale
    if low.sort is Sort.BARE and high.sort is Sort.UNITS:
        least *= high.size
    most = high.value
    if high.sort is Sort.BARE and low.sort is Sort.UNITS:
        most *= low.size
    return least, most


def _changed(said: dict[Term, Role], units: Units) -> QuantityReading | None:
    changes = {t: role for t, role in said.items() if role in (Role.MORE, Role.LESS)}
    others = [t for t in said if t not in changes and t.sort is Sort.UNITS]
    if not changes or others:
        return None
    if len(changes) > 1:
        return Unclear("several")
    term, role = changes.popitem()
    reading = _checked(term.value, units)
    if not isinstance(reading, Quantity):
        return reading
    return QuantityDelta(reading.amount if role is Role.MORE else -reading.amount)


def _one_of(
    tokens: Sequence[Token], counted: Sequence[Term], units: Units
) -> QuantityReading | None:
    total = [t for t in counted if _is_total(tokens, t)]
    if len({t.value for t in total}) == 1:
        counted = total
    values = {t.value for t in counted}
    if len(values) > 1:
        return Unclear("several")
    if not values:
        return None
    term = counted[0]
    if phrase_before(tokens, term.start, words.EACH) or phrase_at(tokens, term.end, words.EACH):
        return Unclear("several", int(term.value) if term.value.denominator == 1 else None)
    reading = _checked(term.value, units)
    if not isinstance(reading, Quantity):
        return reading
    if phrase_before(tokens, term.start, words.MINIMUM_ORDER):
        return None
    about = any(t.approximate or _is_about(tokens, t) for t in counted)
    if not about and _is_bound(tokens, term):
        return Unclear("vague", reading.amount)
    return replace(reading, approximate=about)


def _is_total(tokens: Sequence[Token], term: Term) -> bool:
    before = tokens[max(0, term.start - 2) : term.start]
    return any(t.word in words.TOTAL for t in before) or bool(
        phrase_at(tokens, term.end, words.TOTAL_AFTER)
    )


def _is_about(tokens: Sequence[Token], term: Term) -> bool:
    return bool(
        phrase_before(tokens, term.start, words.ABOUT)
        or phrase_at(tokens, term.end, words.ABOUT_AFTER)
    )


def _is_bound(tokens: Sequence[Token], term: Term) -> bool:
    return bool(
        phrase_before(tokens, term.start, words.BOUND)
        or phrase_at(tokens, term.end, words.BOUND_AFTER)
    )


def _checked(value: Fraction, units: Units) -> Quantity | Unclear:
    """A usable amount: whole, at least one, and no more than a month can make."""
    if value <= 0:
        return Unclear("not_positive", int(value) if value.denominator == 1 else None)
    if value.denominator != 1:
        return Unclear("not_whole")
    if value > units.capacity:
        return Unclear("too_many", int(value))
    return Quantity(int(value))


def _unsaid(tokens: Sequence[Token], units: Units, *, bare: bool) -> Unclear | None:
    """No number at all; some messages without one still answer, or half answer, how many."""
    if wants_last_order(tokens):
        return Unclear("last_order")
    orders = bare or any(token.word in words.ORDERING for token in tokens)
    if says(tokens, words.AS_NEEDED) or (orders and says(tokens, words.ENOUGH)):
        return Unclear("rooms")
    some = [i + n for i in range(len(tokens)) if (n := phrase_at(tokens, i, words.SOME))]
    if any(units.at(tokens, i) for end in some for i in (end, end + 1)):
        return Unclear("vague")
    if bare and (some or says(tokens, words.UNSURE)):
        return Unclear("vague")
    is_unit_alone = bare and len(tokens) < 4 and units.at(tokens, 0)
    return Unclear("no_number") if is_unit_alone else None
