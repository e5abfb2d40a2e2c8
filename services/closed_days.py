"""Days on which the country does not work: national holidays and the days joined to them."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache


def name_of(day: date) -> str:
    """The holiday of a day in Indonesian, cuti bersama included; "" on any other day.

    Those of the Islamic calendar are reckoned for years whose decree has not been issued yet:
    officers set such days themselves where they turn out otherwise.
    """
    return _of_year(day.year).get(day, "")


@lru_cache(8)
def _of_year(year: int) -> Mapping[date, str]:
    from holidays.countries.indonesia import Indonesia  # noqa: PLC0415 - 0.2 s of every start

    found = Indonesia(years=year, categories=("public", "government"), language="id")
    return dict(found.items())
