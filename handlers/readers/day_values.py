"""What a reader of dates answers with, and the calendar arithmetic behind it."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias

Side: TypeAlias = Literal["before", "during", "after"]

RECENT = timedelta(days=60)
"""A day and month without a year this little past is a slip to ask about, not next year's."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day. `workdays` is set where it was said as so many working days, counted Mon-Fri."""

    day: date
    workdays: int | None = None


@dataclass(frozen=True, slots=True)
class DayRange:
    """Several days, both ends included: which of them must be asked."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class AroundHoliday:
    """Before, during or after a holiday; its dates where the calendar has them, else None.

    `days` is how far from it, where that was said: 'two weeks before' is 14.
    """

    holiday: str
    side: Side
    days: int | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class PastDay:
    """A day that is over."""

    day: date


@dataclass(frozen=True, slots=True)
class ImpossibleDay:
    """A day no calendar has, such as 31 November, as it was said."""

    said: str


DateReading: TypeAlias = Day | DayRange | AroundHoliday | PastDay | ImpossibleDay


def dated(day: date, today: date) -> Day | PastDay:
    return Day(day) if day >= today else PastDay(day)


def dated_range(first: date, last: date, today: date) -> DayRange | Day | PastDay:
    """A range, turned round if need be; one that is over is a past day."""
    first, last = min(first, last), max(first, last)
    if last < today:
        return PastDay(last)
    return DayRange(first, last) if first < last else Day(first)


def month_of(year: int, month: int) -> tuple[date, date]:
    """First and last day; months beyond 12 run on into the years after."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def plus_months(day: date, months: int) -> date:
    """The same day of a later month, or its last day where it has fewer."""
    first, last = month_of(day.year, day.month + months)
    return min(first + timedelta(days=day.day - 1), last)


def week_of(day: date, weeks: int = 0) -> tuple[date, date]:
    """Monday and Sunday of that week, or of one so many weeks away."""
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)
    return monday, monday + timedelta(days=6)


def after_workdays(day: date, count: int) -> date:
    """The day on which so many working days, Monday to Friday, have passed."""
    weeks, rest = divmod(count, 5)
    day += timedelta(weeks=weeks)
    while rest:
        day += timedelta(days=1)
        rest -= day.weekday() < 5
    while count and day.weekday() >= 5:
        day -= timedelta(days=1)
    return day


def next_day(day: int, today: date) -> date | None:
    """The coming day of that number, today included, in the first month that has it."""
    for months in range(4):
        first, last = month_of(today.year, today.month + months)
        found = first + timedelta(days=day - 1)
        if today <= found <= last:
            return found
    return None


def on(day: int, month: int | None, year: int | None, today: date, said: str) -> DateReading:
    """A day from what was said of it; without a year the coming one, unless it just passed."""
    if month is None:
        coming = next_day(day, today) if 1 <= day <= 31 else None
        return Day(coming) if coming else ImpossibleDay(said)
    try:
        found = date(year or today.year, month, day)
        if year is None and found < today - RECENT:
            found = date(today.year + 1, month, day)
    except ValueError:
        return ImpossibleDay(said)
    return dated(found, today)
