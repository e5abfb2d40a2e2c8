"""Numbers of documents."""

from datetime import date

import pytest

from services.documents import DocumentKind, document_number


@pytest.mark.parametrize(
    ("sequence", "kind", "day", "number"),
    [
        (1, DocumentKind.QUO, date(2026, 11, 18), "001/QUO/LAPAS-PDG/XI/2026"),
        (107, DocumentKind.SJ, date(2026, 9, 30), "107/SJ/LAPAS-PDG/IX/2026"),
        (1000, DocumentKind.BAST, date(2026, 4, 1), "1000/BAST/LAPAS-PDG/IV/2026"),
    ],
)
def test_numbers_read_as_the_trade_expects(
    sequence: int, kind: DocumentKind, day: date, number: str
) -> None:
    assert document_number(sequence, kind, "LAPAS-PDG", day) == number


def test_every_month_has_its_own_roman_number() -> None:
    months = [
        document_number(1, DocumentKind.INV, "X", date(2026, month, 1)).split("/")[3]
        for month in range(1, 13)
    ]
    assert months == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]


def test_documents_are_numbered_from_one() -> None:
    with pytest.raises(ValueError, match="from 1"):
        document_number(0, DocumentKind.SO, "LAPAS-PDG", date(2026, 1, 1))
