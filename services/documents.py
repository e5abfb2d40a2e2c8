"""Numbers of the workshop's documents.

They number transactions. Official letters keep the number the institution gives them.
"""

from datetime import date
from enum import StrEnum

_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


class DocumentKind(StrEnum):
    """What a document is, by the code its number carries. Each kind counts for itself."""

    QUO = "QUO"
    """Quote (surat penawaran)."""
    SO = "SO"
    """Sales order, our confirmation."""
    PRO = "PRO"
    """Proforma invoice, before a down payment."""
    INV = "INV"
    """Invoice."""
    KW = "KW"
    """Receipt of money (kuitansi)."""
    SJ = "SJ"
    """Delivery note (surat jalan)."""
    BAST = "BAST"
    """Handover record, signed by both sides."""
    SMP = "SMP"
    """Sample handed out."""


def document_number(sequence: int, kind: DocumentKind, workshop_code: str, day: date) -> str:
    """The number a document bears: sequence, kind, workshop, roman month, year.

    `sequence` runs from 1 in each kind and year; `day` is the day of issue at the workshop.

    >>> document_number(1, DocumentKind.QUO, "LAPAS-PDG", date(2026, 11, 18))
    '001/QUO/LAPAS-PDG/XI/2026'
    """
    if sequence < 1:
        raise ValueError(f"documents are numbered from 1, not {sequence}")
    return f"{sequence:03d}/{kind}/{workshop_code}/{_MONTHS[day.month - 1]}/{day.year}"
