"""Every row of the first table is read as it says."""

import pytest

from handlers.readers.quantity import Unclear, read_quantity
from tests.handlers.readers.table import READ, TODAY, reference, rows

ROWS = rows("utterances.tsv")
KINDS = {
    "qty": "qty",
    "qty_minang": "qty",
    "qty_range": "qty",
    "qty_delta": "qty",
    "money": "money",
    "date": "date",
    "date_bizdays": "date",
    "date_range": "date",
    "date_holiday": "date",
    "yesno": "consent",
    "yesno_trap": "consent",
    "intent": "intent",
    "urgency": "urgency",
    "spec": "spec",
}
ASKED = {
    "jumlah kamar?": Unclear("rooms"),
    "jumlah pasti?": Unclear("vague"),
    "isi per dus?": Unclear("box_size", 1),
    "jumlah tidak valid": Unclear("not_positive", -50),
    "konfirmasi jumlah besar: 100000": Unclear("too_many", 100_000),
}


def of(*kinds: str) -> list[tuple[str, str, str]]:
    return [row for row in ROWS if row[1] in kinds]


@pytest.mark.parametrize(("text", "kind", "expected"), of(*KINDS))
def test_a_row_is_read_as_the_table_says(text: str, kind: str, expected: str) -> None:
    assert READ[KINDS[kind]](text) == expected


@pytest.mark.parametrize(("text", "_kind", "expected"), of("date_past"))
def test_a_day_that_is_over_is_said_to_be_over(text: str, _kind: str, expected: str) -> None:
    assert READ["date"](text) == f"past:{expected}"


@pytest.mark.parametrize(("text", "_kind", "expected"), of("ask_clarify"))
def test_what_is_unclear_says_what_to_ask(text: str, _kind: str, expected: str) -> None:
    assert read_quantity(text) == ASKED[expected]


@pytest.mark.parametrize(("text", "_kind", "expected"), of("not_qty"))
def test_a_measure_or_a_reference_is_no_quantity(text: str, _kind: str, expected: str) -> None:
    assert read_quantity(text) is None
    assert reference(text) == expected


def test_the_table_is_written_on_the_day_the_tests_assume() -> None:
    assert [expected for _, kind, expected in ROWS if kind == "meta"] == [TODAY.isoformat()]


def test_no_row_is_forgotten() -> None:
    elsewhere = {"meta", "docno", "terbilang", "fmt_rupiah"}
    here = {"date_past", "ask_clarify", "not_qty", *KINDS}
    assert {kind for _, kind, _ in ROWS} == here | elsewhere
