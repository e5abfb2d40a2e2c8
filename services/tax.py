"""PPN, as it has been reckoned since 2025: 12 % of eleven twelfths of the price (PMK 131/2024)."""

from dataclasses import dataclass

from services.entries import Entry, Flag
from services.money import Rupiah


class Tax(Entry):
    """Whether the seller is a taxable person (PKP) who charges PPN on top of every price."""

    ppn: Flag


@dataclass(frozen=True, slots=True)
class Ppn:
    """Whole Rupiah: the price (DPP), the eleven twelfths taxed (DPP nilai lain), the tax."""

    base: Rupiah
    taxed: Rupiah
    tax: Rupiah


def ppn(base: int) -> Ppn:
    """The PPN on a price, each amount rounded half up.

    >>> ppn(3_500_000)
    Ppn(base=3500000, taxed=3208333, tax=385000)
    """
    taxed = (11 * base + 6) // 12
    return Ppn(Rupiah(base), Rupiah(taxed), Rupiah((12 * taxed + 50) // 100))
