"""An amount in words, as Indonesian and English documents write it beside the figures.

Indonesian: 100 is "seratus" and 1,000 "seribu", but a million is "satu juta", and the thousand of
101,000 is "seratus satu ribu".
"""

from collections.abc import Callable

_ID = "nol satu dua tiga empat lima enam tujuh delapan sembilan".split()
_EN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = {
    "id": ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu")),
    "en": ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand")),
}
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
    language = language if language in _SCALES else "id"
    below = _below_thousand_en if language == "en" else _below_thousand_id
    return f"{_scaled(amount, language, below)} rupiah"


def _scaled(amount: int, language: str, below: Callable[[int], str]) -> str:
    if not amount:
        return below(0)
    words = []
    for size, name in _SCALES[language]:
        many, amount = divmod(amount, size)
        if many == 1 and name == "ribu":
            words.append("seribu")
        elif many:
            words.append(f"{below(many)} {name}")
    if amount:
        words.append(below(amount))
    return " ".join(words)


def _below_thousand_id(amount: int) -> str:
    hundreds, rest = divmod(amount, 100)
    words = []
    if hundreds:
        words.append("seratus" if hundreds == 1 else f"{_ID[hundreds]} ratus")
    if rest or not hundreds:
        words.append(_below_hundred_id(rest))
    return " ".join(words)


def _below_hundred_id(amount: int) -> str:
    tens, ones = divmod(amount, 10)
    match tens, ones:
        case 0, _:
            return _ID[ones]
        case 1, 0:
            return "sepuluh"
        case 1, 1:
            return "sebelas"
        case 1, _:
            return f"{_ID[ones]} belas"
        case _, 0:
            return f"{_ID[tens]} puluh"
        case _:
            return f"{_ID[tens]} puluh {_ID[ones]}"


def _below_thousand_en(amount: int) -> str:
    hundreds, rest = divmod(amount, 100)
    if not hundreds:
        return _below_hundred_en(rest)
    whole = f"{_EN[hundreds]} hundred"
    return f"{whole} and {_below_hundred_en(rest)}" if rest else whole


def _below_hundred_en(amount: int) -> str:
    if amount < len(_EN):
        return _EN[amount]
    tens, ones = divmod(amount, 10)
    return f"{_TENS[tens - 2]}-{_EN[ones]}" if ones else _TENS[tens - 2]
