"""Whole Rupiah, and how they are written in figures and in words.

Amounts that leave the costing are whole Rupiah; nothing here or elsewhere holds money as float.
"""

from typing import NewType

Rupiah = NewType("Rupiah", int)

_ONES = (
    "nol", "satu", "dua", "tiga", "empat", "lima",
    "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
)  # fmt: skip
_TEENS = range(12, 20)
_SCALES = (
    (10**12, "triliun"),
    (10**9, "miliar"),
    (10**6, "juta"),
    (10**3, "ribu"),
    (10**2, "ratus"),
    (10, "puluh"),
)
_ONE_OF = {"ribu": "seribu", "ratus": "seratus"}
_TOO_MUCH = 10**15


def number(n: int) -> str:
    """A whole number with the dots Indonesian puts between thousands.

    >>> number(1500), number(-20000), number(7)
    ('1.500', '-20.000', '7')
    """
    return f"{n:,}".replace(",", ".")


def rupiah(amount: int) -> str:
    """An amount as it is printed: "Rp", a space, dots between thousands, no decimals.

    >>> rupiah(3400), rupiah(10_000_000), rupiah(-500)
    ('Rp 3.400', 'Rp 10.000.000', '-Rp 500')
    """
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp {number(abs(amount))}"


def spell_out(amount: int) -> str:
    """An amount in Indonesian words, as receipts must carry it ("terbilang").

    One hundred and one thousand are "seratus" and "seribu", but one million is "satu juta".
    Below a thousand trillion; more than that is a bug, not a sale.

    >>> spell_out(1_725_000)
    'satu juta tujuh ratus dua puluh lima ribu rupiah'
    >>> spell_out(1000), spell_out(101_000), spell_out(0)
    ('seribu rupiah', 'seratus satu ribu rupiah', 'nol rupiah')
    """
    if abs(amount) >= _TOO_MUCH:
        raise ValueError(f"no words for {amount} Rupiah")
    words = ["minus"] if amount < 0 else []
    return " ".join([*words, *(_words(abs(amount)) or ["nol"]), "rupiah"])


def _words(n: int) -> list[str]:
    """The words of a whole number; none for zero, so that nothing is said of empty places."""
    if n < len(_ONES):
        return [_ONES[n]] if n else []
    if n in _TEENS:
        return [_ONES[n - 10], "belas"]
    scale, name = next(found for found in _SCALES if found[0] <= n)
    many, rest = divmod(n, scale)
    said = [_ONE_OF[name]] if many == 1 and name in _ONE_OF else [*_words(many), name]
    return [*said, *_words(rest)]
