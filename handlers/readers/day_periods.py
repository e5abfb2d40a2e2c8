"""Days named from today: 'besok', 'jumat depan', 'akhir bulan', '2 minggu lagi'."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from handlers.readers import date_words as words
from handlers.readers.day_values import (
    DateReading,
    Day,
    DayRange,
    PastDay,
    after_workdays,
    dated,
    dated_range,
    month_of,
    plus_months,
    week_of,
)
from handlers.readers.text import Token, lexicon, phrase_at, word_at

_FARTHEST = 1_000
_Seen = tuple[DateReading, int]
_NOT_SUNDAY_AFTER = lexicon("tiap setiap per se tiok akhir awal pertengahan hingga")


def near(tokens: Sequence[Token], at: int, today: date) -> _Seen | None:
    """Today, tomorrow and their neighbours."""
    if length := phrase_at(tokens, at, words.ONE_OR_TWO_DAYS):
        return DayRange(today + timedelta(days=1), today + timedelta(days=2)), at + length
    for known, days in (
        (words.TODAY, 0),
        (words.AFTER_TOMORROW, 2),
        (words.TOMORROW, 1),
        (words.BEFORE_YESTERDAY, -2),
        (words.YESTERDAY, -1),
    ):
        if length := phrase_at(tokens, at, known):
            return dated(today + timedelta(days=days), today), at + length
    return None


def weekday(tokens: Sequence[Token], at: int, today: date) -> _Seen | None:
    """A day of the week: bare the next one, 'ini' the coming one, 'depan' that of next week."""
    if phrase_at(tokens, at, words.WEEKEND):
        return None
    first = at
    leading = _scope(tokens, at)
    at = leading[1] if leading else at
    is_led = leading is not None or word_at(tokens, at - 1) in words.BEFORE_SHORT_WEEKDAY
    at += word_at(tokens, at) in words.DAY
    number = _weekday(tokens, at, first, is_led=is_led or at > first)
    if number is None:
        return None
    end = at + 1
    weeks = leading[0] if leading else None
    if trailing := _scope(tokens, end + (word_at(tokens, end) in words.WEEK)):
        weeks, end = trailing
    return _of_week(number, weeks, today), end


def _weekday(tokens: Sequence[Token], at: int, first: int, *, is_led: bool) -> int | None:
    word = word_at(tokens, at)
    if word in words.WEEKDAYS:
        return words.WEEKDAYS[word]
    if is_led and at < len(tokens) and tokens[at].text in words.SHORT_WEEKDAYS:
        return words.SHORT_WEEKDAYS[tokens[at].text]
    if word not in words.SUNDAY_OR_WEEK:
        return None
    said_day = at > first and word_at(tokens, at - 1) in words.DAY
    before = tokens[at - 1] if at else None
    counted = before is not None and (before.number or before.word in _NOT_SUNDAY_AFTER)
    is_sunday = said_day or not (counted or _scope(tokens, at + 1) or at > first)
    return 7 if is_sunday else None


def _of_week(number: int, weeks: int | None, today: date) -> DateReading:
    ahead = (number - today.isoweekday()) % 7
    if weeks is None:
        return Day(today + timedelta(days=ahead or 7))
    if weeks == 0:
        return Day(today + timedelta(days=ahead))
    return dated(week_of(today, weeks)[0] + timedelta(days=number - 1), today)


def _scope(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Last, this or next, as -1, 0 or 1, and where it ends."""
    word = word_at(tokens, at)
    if word in ("yang", "yg", "nan") and word_at(tokens, at + 1) in ("akan", "ka", "lalu"):
        at += 1
        word = word_at(tokens, at)
    if word in ("akan", "ka") and word_at(tokens, at + 1) in ("datang", "tibo"):
        return 1, at + 2
    for known, weeks in ((words.THIS, 0), (words.NEXT, 1), (words.LAST, -1)):
        if word in known:
            return weeks, at + 1
    return None


class _Period(NamedTuple):
    """A week, month or year; `is_named` when which one was said."""

    first: date
    last: date
    end: int
    kind: str
    is_named: bool
    following: tuple[date, date]


def period(tokens: Sequence[Token], at: int, today: date) -> _Seen | None:
    """A week, month or year, or the start, middle or end of one."""
    leading = _scope(tokens, at)
    first = leading[1] if leading else at
    if length := phrase_at(tokens, first, words.WEEKEND):
        scope = leading or _scope(tokens, first + length)
        weeks = scope[0] if scope else 0
        end = scope[1] if scope and not leading else first + length
        sunday = week_of(today, weeks)[1]
        return dated_range(sunday - timedelta(days=1), sunday, today), end
    i = at + (word_at(tokens, at) == "the")
    part = next(
        (p for p in (words.START, words.MIDDLE, words.END) if word_at(tokens, i) in p), None
    )
    if part is None:
        found = _period(tokens, at, today)
        if found is None or not found.is_named or found.last < found.first:
            return None
        return _whole(found, today), found.end
    i += 1
    i += word_at(tokens, i) == "of"
    i += word_at(tokens, i) == "the"
    found = _period(tokens, i, today)
    return (_part(part, found, today), found.end) if found else None


def _whole(found: _Period, today: date) -> DateReading:
    return PastDay(found.last) if found.last < today else DayRange(found.first, found.last)


def _part(part: frozenset[str], found: _Period, today: date) -> DateReading:
    reading = _place(part, found.first, found.last, found.kind, today)
    if isinstance(reading, PastDay) and not found.is_named:
        return _place(part, *found.following, found.kind, today)
    return reading


def _place(part: frozenset[str], first: date, last: date, kind: str, today: date) -> DateReading:
    if part is words.START:
        return dated(first, today)
    if part is words.END:
        weekend = last - timedelta(days=1)
        return dated_range(weekend, last, today) if kind == "week" else dated(last, today)
    middle = {"week": timedelta(days=2), "month": timedelta(days=14)}.get(kind)
    return dated(first + middle if middle else date(first.year, 7, 1), today)


def _period(tokens: Sequence[Token], at: int, today: date) -> _Period | None:
    """A period, with this or next before it in English and behind it in Indonesian."""
    leading = _scope(tokens, at)
    i = leading[1] if leading else at
    word = word_at(tokens, i)
    if found := _calendar_month(tokens, i, today):
        return found
    kind = next(
        (
            kind
            for kind, known in (("week", words.WEEK), ("month", words.MONTH), ("year", words.YEAR))
            if word in known
        ),
        None,
    )
    if kind is None or (at and tokens[at - 1].number):
        return None
    scope = leading or _scope(tokens, i + 1)
    end = i + 1 if leading or not scope else scope[1]
    step = scope[0] if scope else 0
    first, last = _nth(kind, step, today)
    return _Period(first, last, end, kind, scope is not None, _nth(kind, step + 1, today))


def _nth(kind: str, step: int, today: date) -> tuple[date, date]:
    if kind == "week":
        return week_of(today, step)
    if kind == "month":
        return month_of(today.year, today.month + step)
    return date(today.year + step, 1, 1), date(today.year + step, 12, 31)


def _calendar_month(tokens: Sequence[Token], i: int, today: date) -> _Period | None:
    """'desember', 'bulan 12', 'jan 2027'; a short name needs 'bulan' or the year beside it."""
    said = word_at(tokens, i) in words.MONTH
    i += said
    month = words.MONTHS.get(word_at(tokens, i))
    year = _year(tokens, i + 1)
    if month is None and (said or year):
        month = words.SHORT_MONTHS.get(word_at(tokens, i)) or (_count(tokens, i) if said else None)
    if month is None or not 1 <= month <= 12:
        return None
    end = i + 2 if year else i + 1
    year = year or today.year + (month < today.month)
    first, last = month_of(year, month)
    return _Period(first, last, end, "month", is_named=True, following=month_of(year + 1, month))


def _year(tokens: Sequence[Token], i: int) -> int | None:
    number = tokens[i].number if i < len(tokens) else None
    figures = (number.figures or "") if number else ""
    return int(figures) if figures.isdigit() and int(figures) in range(2020, 2100) else None


def _count(tokens: Sequence[Token], i: int) -> int | None:
    number = tokens[i].number if i < len(tokens) else None
    return int(number.value) if number and number.is_day_sized else None


def duration(tokens: Sequence[Token], at: int, today: date) -> _Seen | None:
    """So long from today. Without 'lagi', 'dalam' or 'in' only where nothing else was said."""
    many = _many(tokens, at)
    if many is None:
        return None
    least, most, i = many
    if length := phrase_at(tokens, i, words.WORKING):
        count = int(most)
        whole = most.denominator == 1 and 0 < count <= _FARTHEST
        end = i + length
        return (Day(after_workdays(today, count), count), end) if whole else None
    if not _is_length(word_at(tokens, i)):
        return None
    end = i + 1
    end += word_at(tokens, end) == "'"
    after = phrase_at(tokens, end, words.FROM_NOW)
    before = word_at(tokens, at - 1) in words.WITHIN
    if not after and not before and not _stands_alone(tokens, at, end):
        return None
    first, last = _later(today, least, tokens[i].word), _later(today, most, tokens[i].word)
    if first is None or last is None:
        return None
    return (Day(last) if first == last else dated_range(first, last, today)), end + after


def _many(tokens: Sequence[Token], at: int) -> tuple[Fraction, Fraction, int] | None:
    """How many days, weeks or months, as least and most: '2', '1-2', 'a'."""
    if word_at(tokens, at) in ("a", "an"):
        return Fraction(1), Fraction(1), at + 1
    number = tokens[at].number
    if number is None:
        return None
    joining = phrase_at(tokens, at + 1, words.THROUGH)
    upper = tokens[at + 1 + joining] if at + 1 + joining < len(tokens) else None
    if upper and upper.number and (joining or upper.number.value == number.value + 1):
        return number.value, upper.number.value, at + joining + 2
    return number.value, number.value, at + 1


def _is_length(word: str) -> bool:
    return word in words.DAYS_LONG or word in words.MONTHS_LONG


def _stands_alone(tokens: Sequence[Token], at: int, end: int) -> bool:
    around = [*tokens[:at], *tokens[end:]]
    return all(token.word in words.SPOKEN_AROUND or not token.word.isalnum() for token in around)


def _later(today: date, count: Fraction, word: str) -> date | None:
    if not 0 < count <= _FARTHEST:
        return None
    if word in words.DAYS_LONG:
        days = count * words.DAYS_LONG[word]
        return today + timedelta(days=int(days)) if days.denominator == 1 else None
    months = count * words.MONTHS_LONG[word]
    if months == Fraction(1, 2):
        return today + timedelta(days=15)
    return plus_months(today, int(months)) if months.denominator == 1 else None
