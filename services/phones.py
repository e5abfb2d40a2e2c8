"""Telephone numbers, as people type them and as channels want them."""

import re
import unicodedata

_PHONE = re.compile(r"\+?[0-9(][0-9().\- ]*")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_TRUNK = re.compile(r"\(0\)")
_DIGITS_ABROAD = range(8, 16)
_DIGITS_AT_HOME = range(8, 13)
"""Digits without the country: from a land line in Padang to the longest mobile number."""


def international(text: str, country: str = "62") -> str:
    """The number with its country before it; "" if the text is no telephone number.

    >>> international("0812-3456-7890"), international("62 812 3456 7890")
    ('+6281234567890', '+6281234567890')
    >>> international("+62 (0)812.3456.7890"), international("(0751) 31234")
    ('+6281234567890', '+6275131234')
    >>> international("+31 20 123 4567"), international("0031 20 123 4567")
    ('+31201234567', '+31201234567')
    >>> international("500 pasang"), international("12345678"), international("0812")
    ('', '', '')
    """
    typed = _plain(text)
    if not _PHONE.fullmatch(typed):
        return ""
    digits = re.sub(r"[^0-9]", "", _TRUNK.sub("", typed))
    if typed.startswith("+") or digits.startswith("00"):
        return _numbered(digits.removeprefix("00"), country)
    if digits.startswith("0"):
        return _numbered(country + digits[1:], country)
    return _numbered(digits, country) if digits.startswith(country) else ""


def _plain(text: str) -> str:
    """The text without the invisible signs that come along when a number is copied."""
    seen = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return _DASHES.sub("-", unicodedata.normalize("NFKC", seen)).strip()


def _numbered(digits: str, country: str) -> str:
    """The number, if it can be one: "+62 0812" has a zero that is dialled at home only."""
    if digits.startswith(country):
        local = digits.removeprefix(country).removeprefix("0")
        fits = len(local) in _DIGITS_AT_HOME and not local.startswith("0")
        return f"+{country}{local}" if fits else ""
    fits = len(digits) in _DIGITS_ABROAD and not digits.startswith("0")
    return f"+{digits}" if fits else ""
