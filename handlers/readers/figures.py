"""A figure as an officer types it: "32.000", "1,7rb", "1.699,53", "3%", "B"."""

import re
from decimal import Decimal

from handlers.readers.money import read_rupiah
from handlers.readers.numbers import figure
from services.places import Kind

_PERCENT = re.compile(r"([+-]?)\s*(\d{1,3}(?:[.,]\d{1,3})?)\s*(?:%|persen|percent)")
_FRACTION = re.compile(r"([+-]?)(0[.,]\d{1,4}|0)")
_CURRENCY = re.compile(r"^(?:rp\.?|idr)\s*")


def read_figure(text: str, kind: Kind) -> Decimal | str | None:
    """The figure a text is, and nothing beside it; None where it is none of this kind.

    A share needs its percent sign, or is written as a fraction: "3" may be either.
    """
    typed = text.strip().casefold()
    if kind == "mode":
        return typed.upper() if typed in ("a", "b") else None
    if kind == "share":
        return _share(typed)
    exact = figure(_CURRENCY.sub("", typed))
    if exact is None and kind == "rupiah":
        amount = read_rupiah(typed)
        return Decimal(amount) if amount is not None else None
    if exact is None or (kind == "count" and exact.denominator != 1):
        return None
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def _share(typed: str) -> Decimal | None:
    found = _PERCENT.fullmatch(typed)
    whole = 100 if found else 1
    found = found or _FRACTION.fullmatch(typed)
    if found is None:
        return None
    share = Decimal(found[2].replace(",", ".")) / whole
    return -share if found[1] == "-" else share
