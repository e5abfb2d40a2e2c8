"""Days named by number and month: '5/12', 'tgl 5', '5 des 2026', 'antara tgl 1 sampai 5 des'."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.readers.date_words import (
    DATED,
    DAYS_LONG,
    EITHER,
    MONTH,
    MONTHS,
    MONTHS_LONG,
    NEXT,
    ORDINAL,
    SHORT_MONTHS,
    THIS,
    THROUGH,
)
from handlers.readers.day_values import (
    DateReading,
    Day,
    ImpossibleDay,
    PastDay,
    dated_range,
    month_of,
    on,
    plus_months,
)
from handlers.readers.text import Token, lexicon, phrase_at, word_at
from handlers.readers.units import Units

_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4}|[0-9]{2})")
_NOT_DATED = lexicon("rt rw no nomor blok ukuran size uk sz jam pukul pkl")
_YEARS = range(2020, 2100)


@dataclass(frozen=True, slots=True)
class _Named:
    """A day of the month as far as it was named; `is_plain` is a number with nothing around it."""

    day: int
    month: int | None
    year: int | None
    end: int
    is_plain: bool = False
    months_on: int | None = None


def numeric(
    tokens: Sequence[Token], at: int, today: date, units: Units
) -> tuple[DateReading, int] | None:
    """5/12, 5-12-2026, 5.12.2026, 2026-12-05: day first, unless the year comes first."""
    if match := _DOTTED.fullmatch(tokens[at].text):
        day, month, year = map(int, match.groups())
        return on(day, month, _full(year), today, match[0]), at + 1
    figures = _figures(tokens, at)
    if not figures or word_at(tokens, at - 1) in _NOT_DATED or _slash(tokens, at - 1):
        return None
    end = at + 2 * len(figures) - 1
    if units.at(tokens, end) or word_at(tokens, end) in DAYS_LONG or _slash(tokens, end):
        return None
    said = "".join(token.text for token in tokens[at:end])
    found = _by_place(figures, tokens, at, said)
    return (on(*found, today, said), end) if found else None


def _figures(tokens: Sequence[Token], at: int) -> list[str]:
    """The figures of a run such as 5/12 or 2026-12-05, all with the same mark between them."""
    run: list[str] = []
    mark = word_at(tokens, at + 1)
    for i in range(at, min(at + 5, len(tokens)), 2):
        number = tokens[i].number
        if number is None or not number.figures or not number.figures.isdigit():
            break
        run.append(number.figures)
        if mark not in ("/", "-") or word_at(tokens, i + 1) != mark:
            break
    return run if len(run) > 1 else []


def _by_place(
    figures: list[str], tokens: Sequence[Token], at: int, said: str
) -> tuple[int, int, int | None] | None:
    """Day, month and year of a numeric date; None where it is more likely a range or a share."""
    if len(figures) == 3 and len(figures[0]) == 4:
        return int(figures[2]), int(figures[1]), int(figures[0])
    if max(map(len, figures[:2])) > 2 or said == "24/7":
        return None
    day, month = int(figures[0]), int(figures[1])
    if len(figures) == 3 and len(figures[2]) in (2, 4):
        return day, month, _full(int(figures[2]))
    is_dated = word_at(tokens, at - 1) in DATED
    if "-" in said and not (figures[1].startswith("0") or (len(said) == 5 and day > month > 9)):
        return None
    is_plausible = 1 <= day <= 31 and 1 <= month <= 12
    alone = len(tokens) == 3 and max(day, month) <= 31
    return (day, month, None) if is_plausible or is_dated or alone else None


def _slash(tokens: Sequence[Token], at: int) -> bool:
    return word_at(tokens, at) == "/" and at >= 0


def _full(year: int) -> int:
    return year + 2000 if year < 100 else year


def named(
    tokens: Sequence[Token], at: int, today: date, units: Units
) -> tuple[DateReading, int] | None:
    """A day by name, or several: 'tgl 5', 'Dec 5th', '1-5 des', '5 atau 6 desember'."""
    first = _named(tokens, at, units)
    if first is None:
        return None
    is_between = word_at(tokens, at - 1) in lexicon("antara between dari from")
    joining = phrase_at(tokens, first.end, THROUGH) or phrase_at(tokens, first.end, EITHER)
    if joining and first.is_plain and (until := _until(tokens, first, joining, today, units)):
        return until
    last = _named(tokens, first.end + joining, units) if joining else None
    if last and (not first.is_plain or not last.is_plain):
        said_until = is_between or (joining and word_at(tokens, first.end) not in ("-", "~"))
        if not first.is_plain and last.is_plain and not (said_until or last.day > first.day):
            last = None
    else:
        last = None
    if last is None:
        return None if first.is_plain else (_one(first, tokens, at, today), first.end)
    return _several(first, last, tokens, at, today), last.end


def _until(
    tokens: Sequence[Token], first: _Named, joining: int, today: date, units: Units
) -> tuple[DateReading, int] | None:
    """The range of '25-30/11'."""
    at = first.end + joining
    closes = numeric(tokens, at, today, units) if at < len(tokens) else None
    if closes is None or not isinstance(closes[0], Day | PastDay):
        return None
    end = closes[0].day
    if not 1 <= first.day <= end.day:
        return None
    return dated_range(end.replace(day=first.day), end, today), closes[1]


def _several(
    first: _Named, last: _Named, tokens: Sequence[Token], at: int, today: date
) -> DateReading:
    shares = first.month is None and first.months_on is None
    month, months_on = (last.month, last.months_on) if shares else (first.month, first.months_on)
    year = first.year or last.year
    opens = _one(_Named(first.day, month, year, last.end, False, months_on), tokens, at, today)
    closes = _one(last, tokens, at, today)
    if not isinstance(opens, Day | PastDay):
        return opens
    if not isinstance(closes, Day | PastDay):
        return closes
    end = closes.day
    if shares and last.month is None and end < opens.day:
        end = plus_months(end, 1)
    return dated_range(opens.day, end, today)


def _one(found: _Named, tokens: Sequence[Token], at: int, today: date) -> DateReading:
    said = " ".join(token.text for token in tokens[at : found.end])
    if found.months_on is None:
        return on(found.day, found.month, found.year, today, said)
    first, last = month_of(today.year, today.month + found.months_on)
    day = first + timedelta(days=min(found.day, 60) - 1)
    return on(day.day, day.month, day.year, today, said) if day <= last else ImpossibleDay(said)


def _named(tokens: Sequence[Token], at: int, units: Units) -> _Named | None:
    if word_at(tokens, at) in MONTHS or word_at(tokens, at) in SHORT_MONTHS:
        return _month_first(tokens, at, units)
    is_dated = word_at(tokens, at) in DATED or word_at(tokens, at) == "the"
    i = at + is_dated + (is_dated and word_at(tokens, at + 1) in (".", ":"))
    day = _day(tokens, i, units)
    if day is None:
        return None
    number, end, is_ordinal = day
    end += word_at(tokens, end) == "of"
    if after := _month_after(tokens, end, units):
        month, months_on, year, end = after
        return _Named(number, month, year, end, months_on=months_on)
    if word_at(tokens, at) == "the" and not is_ordinal:
        return None
    return _Named(number, None, None, end, is_plain=not (is_dated or is_ordinal))


def _day(tokens: Sequence[Token], i: int, units: Units) -> tuple[int, int, bool] | None:
    """A number that may be a day, where it ends, and whether it was an ordinal."""
    number = tokens[i].number if i < len(tokens) else None
    if number is None or not number.is_day_sized or number.value < 0:
        return None
    is_ordinal = word_at(tokens, i + 1) in ORDINAL and tokens[i + 1].glued
    end = i + 1 + is_ordinal
    if units.at(tokens, end) or word_at(tokens, end) in {**DAYS_LONG, **MONTHS_LONG}.keys() - MONTH:
        return None
    return int(number.value), end, is_ordinal


def _month_first(tokens: Sequence[Token], at: int, units: Units) -> _Named | None:
    month = _month(tokens[at].word)
    day = _day(tokens, at + 1, units)
    if month is None or day is None or (word_at(tokens, at) == "jan" and not day[2]):
        return None
    number, end, _ = day
    year_at = end + (word_at(tokens, end) == ",")
    year = _year(tokens, year_at, units)
    return _Named(number, month, year, year_at + 1 if year else end)


def _month_after(
    tokens: Sequence[Token], at: int, units: Units
) -> tuple[int | None, int | None, int | None, int] | None:
    """The month said after a day: its number, or how many months on, the year, and the end."""
    at += word_at(tokens, at) == "-"
    i = at + (word_at(tokens, at) in MONTH)
    if i > at and word_at(tokens, i) in THIS | NEXT:
        return None, int(word_at(tokens, i) in NEXT), None, i + 1
    month = _month(word_at(tokens, i))
    if month is None and i > at and i < len(tokens) and (number := tokens[i].number):
        month = int(number.value) if number.is_day_sized else None
    if month is None:
        return None
    year_at = i + 1 + (word_at(tokens, i + 1) in lexicon("tahun thn , -"))
    year = _year(tokens, year_at, units)
    return month, None, year, year_at + 1 if year else i + 1


def _month(word: str) -> int | None:
    return MONTHS.get(word) or SHORT_MONTHS.get(word)


def _year(tokens: Sequence[Token], i: int, units: Units) -> int | None:
    number = tokens[i].number if i < len(tokens) else None
    figures = number.figures if number else None
    if not figures or len(figures) != 4 or units.at(tokens, i + 1):
        return None
    return int(figures) if figures.isdigit() and int(figures) in _YEARS else None
