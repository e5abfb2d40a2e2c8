"""What an officer wants of the days of the calendar: "tutup 5/12 razia", "7/12-9/12 200"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

MOST_DAYS = 62
"""Days in one change; a longer one is rather a mistake."""

NOT_READ = ("unread", "past", "too_long")
"""Why words are no change of days."""

_SHUT = frozenset({"tutup", "libur", "close"})
_OPEN = frozenset({"buka", "open"})
_DAY = r"(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?"
_CHANGE = re.compile(
    rf"(?:([a-z]+)\s+)?{_DAY}(?:\s*(?:-|–|s/d|sampai|to)\s*{_DAY})?(?:\s+(.*))?$",
    re.IGNORECASE | re.DOTALL,
)
_UNITS = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d{1,6})(?:\s+(.*))?$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class DayChange:
    """Days from `first` to `last` are set to `units`; None is what their weekday makes."""

    first: date
    last: date
    units: int | None
    why: str

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    def packed(self) -> str:
        """In one line, for `unpacked`."""
        units = "" if self.units is None else str(self.units)
        return f"{self.first.isoformat()} {self.last.isoformat()} {units} {self.why}"


def unpacked(line: str) -> DayChange:
    first, last, units, why = line.split(" ", 3)
    made = int(units) if units else None
    return DayChange(date.fromisoformat(first), date.fromisoformat(last), made, why)


def read_day_change(text: str, today: date) -> DayChange | str:
    """The change, or why there is none: "unread", "past", "too_long"."""
    found = _CHANGE.fullmatch(text.strip())
    if found is None:
        return "unread"
    verb, day, month, year, day2, month2, year2, rest = found.groups()
    first = _date(day, month, year, today)
    last = _date(day2, month2, year2, first or today) if day2 else first
    what = _what((verb or "").casefold(), (rest or "").strip())
    if first is None or last is None or what is None:
        return "unread"
    if first < today or last < first:
        return "past"
    if (last - first).days >= MOST_DAYS:
        return "too_long"
    return DayChange(first, last, *what)


def _what(verb: str, rest: str) -> tuple[int | None, str] | None:
    """The units and the reason; None where the words say neither."""
    why = " ".join(rest.split())[:200]
    if verb in _SHUT:
        return 0, why
    if verb in _OPEN:
        return None, why
    numbered = _UNITS.fullmatch(rest)
    if verb or numbered is None:
        return None
    return int(numbered[1].replace(".", "")), " ".join((numbered[2] or "").split())[:200]


def _date(day: str, month: str, year: str | None, since: date) -> date | None:
    """A day; without a year the next one. None where there is no such day."""
    try:
        if year:
            return date(int(year) % 100 + 2000, int(month), int(day))
        this = date(since.year, int(month), int(day))
        return this if this >= since else date(since.year + 1, int(month), int(day))
    except ValueError:
        return None
