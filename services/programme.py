"""The rhythm of the workshop's year: what is worth offering next, and until when to send it.

Source: hotels fill up around Lebaran, in December and on long weekends, and the workshop slows in
Ramadan: an offer comes 45 to 21 days before Lebaran, the one for December by 15 November.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from services import closed_days

_DAY = timedelta(days=1)
_FEAST = "Hari Raya Idul Fitri"


class Season(StrEnum):
    """What an offer is made for."""

    LEBARAN = "lebaran"
    DECEMBER = "december"
    LONG_WEEKEND = "long-weekend"


@dataclass(frozen=True, slots=True)
class Occasion:
    """A season that begins on `day`: its offer is best sent from `first` to `last`."""

    season: Season
    day: date
    first: date
    last: date


def next_occasions(today: date, most: int = 2) -> list[Occasion]:
    """The occasions whose offer can still go in time, the next first; each season once."""
    every = (*_lebaran(today), *_decembers(today), *_weekends(today))
    open_ = sorted((o for o in every if o.last >= today), key=lambda o: (o.first, o.day))
    found: dict[Season, Occasion] = {}
    for one in open_:
        found.setdefault(one.season, one)
    return list(found.values())[:most]


def _lebaran(today: date) -> list[Occasion]:
    firsts: dict[int, date] = {}
    for n in range(400):
        day = today + n * _DAY
        if closed_days.name_of(day).startswith(_FEAST):
            firsts.setdefault(day.year, day)
    return [_before(Season.LEBARAN, day, 45, 21) for day in firsts.values()]


def _decembers(today: date) -> list[Occasion]:
    days = (date(year, 12, 1) for year in (today.year, today.year + 1))
    return [_before(Season.DECEMBER, day, 45, 16) for day in days]


def _weekends(today: date) -> list[Occasion]:
    """Four days off or more, or three with a Friday or a Monday that is a holiday."""
    found = []
    for n in range(120):
        day = today + n * _DAY
        long = all(_off(day + k * _DAY) for k in range(3)) and not _off(day - _DAY)
        if long and any(closed_days.name_of(day + k * _DAY) for k in range(3)):
            found.append(_before(Season.LONG_WEEKEND, day, 28, 14))
    return found


def _off(day: date) -> bool:
    return day.weekday() >= 5 or bool(closed_days.name_of(day))


def _before(season: Season, day: date, first: int, last: int) -> Occasion:
    return Occasion(season, day, day - first * _DAY, day - last * _DAY)
