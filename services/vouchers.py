"""A voucher: some percent off the lines of a quote, until a day, and never under the floor."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

from services.money import Rupiah
from services.quotes import PricedLine, Terms, Voucher

MOST_PERCENT = 30
"""More is no voucher but a typing mistake: the margin of the shipped catalogue is less."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a source gives whoever comes through it: `percent` off, up to and including `until`."""

    percent: int
    until: date


def with_voucher(terms: Terms, voucher: Voucher, step: int) -> Terms:
    """The terms with the voucher taken off every line, in steps of so many Rupiah.

    A line goes no lower than its floor; where no line becomes cheaper the terms stay as they are.
    """
    lines = tuple(_reduced(line, voucher.percent, step) for line in terms.lines)
    if lines == terms.lines:
        return terms
    return terms.model_copy(update={"lines": lines, "voucher": voucher})


def _reduced(line: PricedLine, percent: int, step: int) -> PricedLine:
    asked = Decimal(line.each * (100 - percent)) / 100 / step
    each = max(int(asked.to_integral_value(ROUND_CEILING)) * step, line.floor)
    return line.model_copy(update={"each": Rupiah(each)}) if each < line.each else line
