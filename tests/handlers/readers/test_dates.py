from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.readers.dates import (
    AroundHoliday,
    Day,
    DayRange,
    ImpossibleDay,
    PastDay,
    read_date,
)
from handlers.readers.day_values import after_workdays
from tests.handlers.readers.table import TODAY

LEBARAN = {"idulfitri": (date(2027, 3, 10), date(2027, 3, 11))}


def test_working_days_say_that_they_are() -> None:
    assert read_date("7 hari kerja", TODAY) == Day(date(2026, 11, 27), workdays=7)


def test_a_holiday_brings_its_dates_where_the_calendar_has_them() -> None:
    assert read_date("sebelum lebaran", TODAY, LEBARAN) == AroundHoliday(
        "idulfitri", "before", None, *LEBARAN["idulfitri"]
    )
    assert read_date("sebelum lebaran", TODAY) == AroundHoliday("idulfitri", "before")


def test_so_many_days_from_a_known_holiday_is_a_day() -> None:
    assert read_date("H-14 lebaran", TODAY, LEBARAN) == Day(date(2027, 2, 24))
    assert read_date("seminggu setelah lebaran", TODAY, LEBARAN) == Day(date(2027, 3, 18))


def test_a_fixed_holiday_needs_no_calendar() -> None:
    christmas = date(2026, 12, 25)
    assert read_date("sebelum natal", TODAY) == AroundHoliday(
        "christmas", "before", None, christmas, christmas
    )


def test_the_same_weekday_is_a_week_from_now_unless_it_is_this_one() -> None:
    assert read_date("rabu", TODAY) == Day(date(2026, 11, 25))
    assert read_date("rabu ini", TODAY) == Day(TODAY)


def test_a_weekday_that_contradicts_its_date_is_asked_about() -> None:
    assert read_date("Jumat, 27 November", TODAY) == Day(date(2026, 11, 27))
    assert read_date("Kamis, 27 November", TODAY) == DayRange(
        date(2026, 11, 19), date(2026, 11, 27)
    )


def test_of_several_days_the_one_of_delivery_counts() -> None:
    assert read_date("acara tgl 10 des, kirim tgl 5 des", TODAY) == Day(date(2026, 12, 5))
    assert read_date("tgl 10 des, tgl 5 des", TODAY) == DayRange(
        date(2026, 12, 5), date(2026, 12, 10)
    )


def test_a_day_of_next_month_is_that_one_day() -> None:
    assert read_date("bulan depan tgl 20", TODAY) == Day(date(2026, 12, 20))
    assert read_date("tgl 31 bulan ini", TODAY) == ImpossibleDay("tgl 31 bulan ini")


def test_a_past_day_beside_a_coming_one_is_history() -> None:
    said = "sesuai penawaran tgl 1 november, antar tgl 5 des"
    assert read_date(said, TODAY) == Day(date(2026, 12, 5))


@pytest.mark.parametrize(
    ("text", "day"), [("1 november", date(2026, 11, 1)), ("1/11/2026", date(2026, 11, 1))]
)
def test_a_day_that_just_passed_is_not_moved_to_next_year(text: str, day: date) -> None:
    assert read_date(text, TODAY) == PastDay(day)


@pytest.mark.parametrize("text", ["31-35 des", "5 sampai 31 november", "30 feb sampai 2 maret"])
def test_a_range_with_an_impossible_end_is_impossible(text: str) -> None:
    assert isinstance(read_date(text, TODAY), ImpossibleDay)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("tgl 28 sampai 3", date(2026, 11, 28), date(2026, 12, 3)),
        ("antara 28 dan 3 des", date(2026, 12, 3), date(2026, 12, 28)),
        ("28-30/11", date(2026, 11, 28), date(2026, 11, 30)),
        ("30 des - 2 jan", date(2026, 12, 30), date(2027, 1, 2)),
        ("februari", date(2027, 2, 1), date(2027, 2, 28)),
    ],
)
def test_a_range_may_cross_a_month_or_a_year(text: str, first: date, last: date) -> None:
    assert read_date(text, TODAY) == DayRange(first, last)


@pytest.mark.parametrize(
    "text",
    ["5/12 lusin", "RT 02/03", "24/7", "50/50", "5-12", "1.5", "3/4/5/6", "maybe", "in the year",
     "jan 2000 psg", "0,5 hari lagi", "9999 hari lagi", "1,5 bulan lagi", "tanggal berapa"],
)  # fmt: skip
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert read_date(text, TODAY) is None


def test_a_quantity_behind_a_day_is_not_its_year() -> None:
    assert read_date("kirim 5 des 2030 psg", TODAY) == Day(date(2026, 12, 5))
    assert read_date("kirim 5 des 2030", TODAY) == Day(date(2030, 12, 5))


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.integers(1, 60))
def test_working_days_are_counted_one_by_one(start: date, count: int) -> None:
    day, left = start, count
    while left:
        day = date.fromordinal(day.toordinal() + 1)
        left -= day.weekday() < 5
    assert after_workdays(start, count) == day


@given(st.dates(date(2024, 1, 1), date(2060, 1, 1)))
def test_a_day_without_a_month_is_never_past(today: date) -> None:
    for number in (1, 15, 29, 30, 31):
        read = read_date(f"tgl {number}", today)
        assert isinstance(read, Day)
        assert read.day >= today
        assert read.day.day == number
