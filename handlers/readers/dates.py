"""When something is wanted: a day, several, or a question to ask back."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from handlers.readers import date_words as words
from handlers.readers.day_forms import named, numeric
from handlers.readers.day_periods import duration, near, period, weekday
from handlers.readers.day_values import (
    AroundHoliday,
    DateReading,
    Day,
    DayRange,
    ImpossibleDay,
    PastDay,
    Side,
    dated,
    dated_range,
)
from handlers.readers.negation import plain_no
from handlers.readers.numbers import numbered
from handlers.readers.references import reference_spans
from handlers.readers.text import Kind, Token, clean, mask, phrase_at, tokenize, word_at
from handlers.readers.units import PAIRS, Units, split_one

__all__ = [
    "AroundHoliday",
    "DateReading",
    "Day",
    "DayRange",
    "ImpossibleDay",
    "PastDay",
    "read_date",
]

Calendar = Mapping[str, tuple[date, date]]


@dataclass(frozen=True, slots=True)
class Seen:
    """A date and the tokens that say it."""

    reading: DateReading
    start: int
    end: int
    is_weekday: bool = False


def read_date(text: str, today: date, holidays: Calendar | None = None) -> DateReading | None:
    """The day a message names; of several, the one beside 'kirim' and the like, else their span."""
    cleaned = clean(text)
    cleaned = mask(cleaned, reference_spans(cleaned))
    tokens = split_one(plain_no(numbered(tokenize(cleaned))), PAIRS)
    return choose(tokens, dates_in(tokens, today, PAIRS, holidays), today)


def dates_in(
    tokens: Sequence[Token], today: date, units: Units = PAIRS, holidays: Calendar | None = None
) -> list[Seen]:
    """Every date in the tokens, from left to right."""
    found: list[Seen] = []
    at = 0
    while at < len(tokens):
        begins = _may_begin(tokens[at])
        seen = _seen(tokens, at, today, units, holidays or {}) if begins else None
        if seen:
            found.append(seen)
        at = seen.end if seen else at + 1
    return found


_BEGINNING = frozenset().union(
    "h a an the of hari yang yg nan akan ka".split(),
    *(words.BEFORE, words.AFTER, words.DURING, words.THIS, words.NEXT, words.LAST, words.DATED),
    *(words.DAY, words.WEEKDAYS, words.SUNDAY_OR_WEEK, words.START, words.MIDDLE, words.END),
    *(words.WEEK, words.MONTH, words.YEAR, words.MONTHS, words.SHORT_MONTHS, words.SHORT_WEEKDAYS),
    *(
        known.by_first
        for known in (
            *words.HOLIDAYS.values(),
            *(words.ONE_OR_TWO_DAYS, words.TODAY, words.AFTER_TOMORROW, words.TOMORROW),
            *(words.BEFORE_YESTERDAY, words.YESTERDAY, words.WEEKEND),
        )
    ),
)
"""Words a date may begin with. Most words are none, and every message is searched for dates."""


def _may_begin(token: Token) -> bool:
    return token.kind is Kind.NUMBER or token.word in _BEGINNING or token.text in _BEGINNING


def _seen(
    tokens: Sequence[Token], at: int, today: date, units: Units, holidays: Calendar
) -> Seen | None:
    if found := _around(tokens, at, today, holidays):
        return Seen(*_spread(found, at))
    if found := numeric(tokens, at, today, units) or named(tokens, at, today, units):
        return Seen(*_spread(found, at))
    if found := near(tokens, at, today) or duration(tokens, at, today):
        return Seen(*_spread(found, at))
    if found := weekday(tokens, at, today):
        return Seen(*_spread(found, at), is_weekday=True)
    if found := period(tokens, at, today):
        return Seen(*_spread(found, at))
    return None


def _spread(found: tuple[DateReading, int], at: int) -> tuple[DateReading, int, int]:
    return found[0], at, found[1]


_SIDES: tuple[tuple[Container[str], Side], ...] = (
    (words.BEFORE, "before"),
    (words.AFTER, "after"),
    (words.DURING, "during"),
)


def _around(
    tokens: Sequence[Token], at: int, today: date, holidays: Calendar
) -> tuple[DateReading, int] | None:
    """Before, during or after a holiday, and how long before or after: 'H-14 lebaran'."""
    distance, i = _distance(tokens, at)
    side: Side = "during"
    for known, said in _SIDES:
        if word_at(tokens, i) in known:
            side, i = said, i + 1
            break
    i += word_at(tokens, i) in ("of", "the", "hari") and not _holiday(tokens, i)
    found = _holiday(tokens, i)
    if found is None or (distance and side == "during" and tokens[at].number):
        return None
    holiday, end = found
    if distance and side == "during":
        side = "before" if distance < 0 else "after"
    return _placed(holiday, side, abs(distance), today, holidays), end


def _holiday(tokens: Sequence[Token], i: int) -> tuple[str, int] | None:
    begun = word_at(tokens, i)
    found = [
        (phrase_at(tokens, i, known), name)
        for name, known in words.HOLIDAYS.items()
        if begun in known.by_first
    ]
    length, name = max(found, key=lambda seen: seen[0], default=(0, ""))
    return (name, i + length) if length else None


def _distance(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """So many days from the holiday, negative for before, and where that ends; 0 if not said."""
    if word_at(tokens, at) == "h" and word_at(tokens, at + 1) in ("-", "+"):
        number = tokens[at + 2].number if at + 2 < len(tokens) else None
        if number and number.is_day_sized:
            sign = -1 if tokens[at + 1].text == "-" else 1
            return sign * int(number.value), at + 3
    number = tokens[at].number
    word = word_at(tokens, at + 1)
    if number and number.is_day_sized and (word in words.DAYS_LONG or word in words.MONTHS_LONG):
        days = words.DAYS_LONG.get(word) or 30 * words.MONTHS_LONG[word]
        return int(number.value) * days, at + 2
    return 0, at


def _placed(holiday: str, side: Side, days: int, today: date, holidays: Calendar) -> DateReading:
    known = holidays.get(holiday) or words.next_fixed(holiday, today)
    if known and days:
        day = known[0] - timedelta(days=days) if side == "before" else known[1] + timedelta(days)
        return dated(day, today)
    first, last = known or (None, None)
    return AroundHoliday(holiday, side, days or None, first, last)


def choose(tokens: Sequence[Token], found: Sequence[Seen], today: date) -> DateReading | None:
    """Of several dates the one that was meant; those that stay in doubt become one range."""
    kept = [seen for seen in found if word_at(tokens, seen.start - 1) not in words.NEGATED]
    kept = _narrowed(_without_decoration(kept))
    wanted = [seen for seen in kept if _is_wanted(tokens, seen)]
    kept = wanted or kept
    ahead = [seen for seen in kept if not isinstance(seen.reading, PastDay)]
    readings = list(dict.fromkeys(seen.reading for seen in ahead or kept))
    if len(readings) > 1 and all(isinstance(r, Day | DayRange) for r in readings):
        ends = [end for r in readings for end in _ends(r)]
        return dated_range(min(ends), max(ends), today)
    return readings[0] if readings else None


def _ends(reading: DateReading) -> tuple[date, ...]:
    match reading:
        case Day(day):
            return (day,)
        case DayRange(first, last):
            return first, last
    return ()


def _without_decoration(found: Sequence[Seen]) -> list[Seen]:
    """Leave out the weekday of 'Jumat, 27 November' when it is one, and only then."""
    days = {
        seen.reading.day.isoweekday()
        for seen in found
        if isinstance(seen.reading, Day) and not seen.is_weekday
    }
    return [
        seen
        for seen in found
        if not (
            seen.is_weekday
            and isinstance(seen.reading, Day)
            and seen.reading.day.isoweekday() in days
        )
    ]


def _narrowed(found: Sequence[Seen]) -> list[Seen]:
    """'minggu depan hari senin' is one Monday, 'bulan depan tgl 5' one fifth."""
    ranges = [seen.reading for seen in found if isinstance(seen.reading, DayRange)]
    for seen in found:
        for whole in ranges if isinstance(seen.reading, Day) else ():
            if inside := _inside(seen, whole):
                return [replace(seen, reading=Day(inside))]
    return list(found)


def _inside(seen: Seen, whole: DayRange) -> date | None:
    assert isinstance(seen.reading, Day)
    day = seen.reading.day
    length = (whole.last - whole.first).days
    if seen.is_weekday and length == 6:
        return whole.first + timedelta(days=day.weekday())
    if whole.first.day == 1 and 27 <= length <= 30 and seen.end - seen.start == 2:
        inside = whole.first + timedelta(days=day.day - 1)
        return inside if inside <= whole.last else None
    return None


def _is_wanted(tokens: Sequence[Token], seen: Seen) -> bool:
    before = tokens[max(0, seen.start - 3) : seen.start]
    return any(token.word in words.DELIVERED for token in before)
