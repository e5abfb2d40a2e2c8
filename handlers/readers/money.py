"""Amounts of money, in whole Rupiah."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from handlers.readers.dates import dates_in
from handlers.readers.negation import plain_no
from handlers.readers.numbers import numbered
from handlers.readers.references import reference_spans
from handlers.readers.terms import Sort, terms_in
from handlers.readers.text import Token, clean, lexicon, mask, phrase_at, phrases, tokenize, word_at
from handlers.readers.units import PAIRS, Units, is_box, split_one

_CURRENCY = lexicon("rp idr rupiah rph rps rupiahs")
_AFTER = lexicon("rupiah perak rp idr rupiahs rph")
_PRICED = lexicon(
    "harga hrg harganya hargo harago price prices budget anggaran tarif biaya seharga dp bayar "
    "dibayar membayar pay paid transfer tf trf ditransfer cost nominal dana senilai sebesar "
    "ongkir tagihan pelunasan muka modal"
)
_SPOKEN = lexicon("nya sekitar kira adalah is sudah sdh of = : . about kami saya cuma hanya an")
_SOFT = lexicon("aja saja ajo tidak ya yah dong pak bu se")
_MORE = lexicon("lebih lbh labiah keatas plus more")
_BETWEEN_TWO = lexicon("antara antaro between")
_PER = lexicon("per / tiap")
_OF = phrases("dari | dr | of | x | from | * | dari total | dari harga")
_FOREIGN = lexicon("usd sgd myr eur $ € dolar dollar dollars ringgit")
_BETWEEN = phrases("- | sampai | s / d | sd | to | atau | or | hingga | sampe | dan")

SOME_DAY = date(2000, 1, 1)
"""Where a date stands does not depend on today, so any day finds it."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that is surely money, and its tokens with the words that say so."""

    value: Fraction
    start: int
    end: int


def read_rupiah(text: str) -> int | None:
    """The one amount a message names, in whole Rupiah; None where there is none, or several."""
    cleaned = clean(text)
    cleaned = mask(cleaned, reference_spans(cleaned))
    tokens = split_one(plain_no(numbered(tokenize(cleaned))), PAIRS)
    if any(token.word in _FOREIGN for token in tokens):
        return None
    if (share := _share(tokens)) is not None:
        return share
    marked = amounts_in(tokens, PAIRS)
    if _is_vague(tokens, marked):
        return None
    found = {amount.value for amount in marked} or _unmarked(tokens)
    value = found.pop() if len(found) == 1 else Fraction(-1)
    return int(value) if value.denominator == 1 and value >= 0 else None


def _is_vague(tokens: Sequence[Token], marked: Sequence[Amount]) -> bool:
    """'2 juta lebih', 'antara 2 dan 3 juta'."""
    more = any(word_at(tokens, amount.end) in _MORE for amount in marked)
    numbers = sum(token.number is not None for token in tokens)
    return more or (numbers > 1 and any(token.word in _BETWEEN_TWO for token in tokens))


def _unmarked(tokens: Sequence[Token]) -> set[Fraction]:
    taken = {i for seen in dates_in(tokens, SOME_DAY) for i in range(seen.start, seen.end)}
    return {term.value for term in terms_in(tokens, PAIRS, taken) if term.sort is Sort.BARE}


def _share(tokens: Sequence[Token]) -> int | None:
    """'DP 50% dari 3.450.000', 'half of 2 juta': a share of the amount, to the nearest Rupiah."""
    for i, token in enumerate(tokens):
        if token.number is None:
            continue
        end = i + 1 + (word_at(tokens, i + 1) in ("%", "persen", "percent", "pct"))
        if end == i + 1 and not token.number.is_half:
            continue
        of = phrase_at(tokens, end, _OF)
        whole = _next_number(tokens, end + of) if of else None
        if whole is not None:
            percent = token.number.value if token.number.is_half else token.number.value / 100
            return int(percent * whole + Fraction(1, 2))
    return None


def _next_number(tokens: Sequence[Token], at: int) -> Fraction | None:
    for token in tokens[at : at + 4]:
        if token.number:
            return token.number.value
    return None


def amounts_in(tokens: Sequence[Token], units: Units) -> list[Amount]:
    """What is surely money: it has a currency, a price word, or 'per pasang' beside it."""
    found: list[Amount] = []
    for i, token in enumerate(tokens):
        if token.number is None or (word_at(tokens, i - 1) == "-" and i == 1):
            continue
        chained = found and _is_chained(tokens, found[-1].end, i)
        start = _marked_before(tokens, i, units)
        end = _marked_after(tokens, i, units)
        if chained and not units.at(tokens, i + 1):
            start = i if start is None else start
        if start is not None or end is not None:
            found.append(Amount(token.number.value, i if start is None else start, end or i + 1))
    return found


def _is_chained(tokens: Sequence[Token], end: int, i: int) -> bool:
    return end < i and phrase_at(tokens, end, _BETWEEN) == i - end


def _marked_before(tokens: Sequence[Token], i: int, units: Units) -> int | None:
    """Where 'Rp', '@' or 'harga' stands before a number; a unit behind it makes it a quantity."""
    at = i - 1
    while word_at(tokens, at) in (".", ":", "=") and at > 0:
        at -= 1
    if word_at(tokens, at) in _CURRENCY:
        return at
    number = tokens[i].number
    if units.at(tokens, i + 1) or is_box(tokens, i + 1, units) or word_at(tokens, i + 1) == "%":
        return None
    if word_at(tokens, at) == "@":
        in_box = any(is_box(tokens, j, units) for j in range(max(0, at - 2), at))
        value = number.value if number else 0
        return None if value <= 1000 and (in_box or at == 0 or value < 100) else at
    while word_at(tokens, at) in _SPOKEN and at > 0:
        at -= 1
    plain = number is not None and number.value < 100
    joined = phrase_at(tokens, i + 1, _BETWEEN)
    if joined and units.at(tokens, i + joined + 2):
        return None  # 'harga 500 dan 1000 pasang'
    return at if word_at(tokens, at) in _PRICED and not plain else None


def _marked_after(tokens: Sequence[Token], i: int, units: Units) -> int | None:
    if word_at(tokens, i + 1) in _AFTER:
        return i + 2
    if word_at(tokens, i + 1) == "," and word_at(tokens, i + 2) == "-":
        return i + 3
    per = i + 1
    while word_at(tokens, per) in _SOFT:
        per += 1
    if word_at(tokens, per) in _PER and units.at(tokens, per + 1):
        return per + 2
    number = tokens[i].number
    if word_at(tokens, i + 1) in ("a", "each", "se") and units.at(tokens, i + 2):
        return i + 3 if number and number.value >= 100 else None
    nothing_counted = not units.at(tokens, i + 1) and not is_box(tokens, i + 1, units)
    return i + 1 if number and number.scale >= 10**6 and nothing_counted else None
