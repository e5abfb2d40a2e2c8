"""An amount in words, as documents write it beside the figures, in English and Indonesian."""

from services.money import spell_out

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))
MOST = 10**15
"""Amounts from here on have no words here."""


def in_words(amount: int, language: str) -> str:
    """Whole Rupiah in words, with the currency: in English for "en", else in Indonesian.

    Raises `ValueError` for a negative amount and from `MOST` on.

    >>> in_words(1_001_000, "id"), in_words(101_000, "id")
    ('satu juta seribu rupiah', 'seratus satu ribu rupiah')
    >>> in_words(3_250_000, "en")
    'three million two hundred and fifty thousand rupiah'
    """
    if not 0 <= amount < MOST:
        raise ValueError(f"no words for {amount}")
    return f"{_scaled(amount)} rupiah" if language == "en" else spell_out(amount)


def _scaled(amount: int) -> str:
    words = []
    for size, name in _SCALES:
        many, amount = divmod(amount, size)
        if many:
            words.append(f"{_below_thousand(many)} {name}")
    if amount or not words:
        words.append(_below_thousand(amount))
    return " ".join(words)


def _below_thousand(amount: int) -> str:
    hundreds, rest = divmod(amount, 100)
    if not hundreds:
        return _below_hundred(rest)
    whole = f"{_ONES[hundreds]} hundred"
    return f"{whole} and {_below_hundred(rest)}" if rest else whole


def _below_hundred(amount: int) -> str:
    if amount < len(_ONES):
        return _ONES[amount]
    tens, ones = divmod(amount, 10)
    return f"{_TENS[tens - 2]}-{_ONES[ones]}" if ones else _TENS[tens - 2]
