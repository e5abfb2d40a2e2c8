"""Numbers that count nothing: purchase orders, telephone numbers, addresses on the web."""

import re
from collections.abc import Iterator

from handlers.readers.text import clean, tokenize
from handlers.readers.units import PAIRS, Units

_WEB = re.compile(
    r"https?://\S{1,500}|www\.\S{1,500}|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,32}){1,4}"
    r"|(?<!\w)@[A-Za-z_][\w.]{1,40}"
)
_CODE = re.compile(
    r"(?<![\w-])(?:#\s?(?:[A-Z]{1,5}-?)?[0-9]{1,12}"
    r"|(?!(?:EVA|QTY|PSG|MAX|MIN|UK)-)[A-Z]{2,5}-[0-9]{2,12})(?:[/-]\w{1,20}){0,5}"
)
_PHONE = re.compile(
    r"(?<![\w.,/])(?:"
    r"(?:\+62[ -]?|62|0)[0-9]{8,12}"
    r"|(?:\+62[ -]?|0)[0-9]{2,3}(?:-[0-9]{3,5}){2,3}"
    r"|(?:\+62 ?|0)[0-9]{2,3} [0-9]{3,4} [0-9]{3,5}"
    r"|(?:\+62[ -]?\(?|\(?0)[0-9]{2,3}\)?[ -]?[0-9]{5,8}"
    r")(?![0-9])"
)
_ORDER = r"p\.?\ ?o\.?(?![^\W\d_])|purchase\ order"
_OTHER = (
    r"p\.?r\.?|purchase\ request|purchase\ requisition|spk|inv|invoice|faktur|kwitansi|kuitansi|"
    r"(?<=no )order|(?<=nomor )order|(?<=no )pesanan|(?<=nomor )pesanan|"
    r"resi|surat\ jalan|ref|referensi|npwp|nik|nip|ktp|rek|rekening|norek|va|account"
)
_BETWEEN = (
    r"(?:[\s.:#=-]|nomor|nomer|nmr|number|num|nya|kami|kita|hotel|adalah|is|our|ke|"
    r"bca|bni|bri|mandiri|no)"
)
_REFERENCE = r"[A-Za-z0-9](?:[A-Za-z0-9/._-]{0,60}[A-Za-z0-9])?"
_LABELLED = re.compile(
    rf"(?<![^\W_])(?:(?P<po>{_ORDER})|(?:{_OTHER})(?![^\W\d_]))".replace(r"\ ", r"[ ]")
    + rf"(?P<between>{_BETWEEN}{{0,12}})(?P<ref>{_REFERENCE})",
    re.IGNORECASE,
)
_LABEL = re.compile(r"no|nomor|nomer|nmr|num|number|#|:", re.IGNORECASE)
_BEFORE = re.compile(r"(?:no|nomor|nomer|nmr|number|#)[\s.:]*$", re.IGNORECASE)
_DATE = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}(?:[/.-][0-9]{2,4})?")
_AMOUNT = re.compile(r"[0-9]+(?:[.,][0-9]+)*[A-Za-z]*")
_SHORTEST_UNLABELLED = 5
"""'PO' also means pre-order, so 'mau PO 500' is a quantity and 'PO 45001' a number."""


def find_po(text: str) -> str | None:
    """The number of the customer's purchase order, as they wrote it."""
    cleaned = clean(text)
    return next((found[2] for found in _labelled(cleaned, PAIRS) if found[3]), None)


def find_phone(text: str) -> str | None:
    """The first Indonesian telephone number, as +62 and figures."""
    for start, end in _phones(clean(text)):
        figures = re.sub(r"\D", "", clean(text)[start:end])
        return "+62" + re.sub(r"^(?:62|0)", "", figures)
    return None


def reference_spans(cleaned: str, units: Units = PAIRS) -> list[tuple[int, int]]:
    """Where cleaned text holds numbers that are names of things, not amounts."""
    web = [match.span() for sign in (_WEB, _CODE) for match in sign.finditer(cleaned)]
    labelled = [(start, end) for start, end, _, _ in _labelled(cleaned, units)]
    return web + labelled + list(_phones(cleaned))


def _phones(cleaned: str) -> Iterator[tuple[int, int]]:
    for match in _PHONE.finditer(cleaned):
        if 9 <= sum(character.isdigit() for character in match[0]) <= 14:
            yield match.span()


def _labelled(cleaned: str, units: Units) -> Iterator[tuple[int, int, str, bool]]:
    for match in _LABELLED.finditer(cleaned):
        before = cleaned[max(0, match.start() - 12) : match.start()]
        labelled = bool(_LABEL.search(match["between"]) or _BEFORE.search(before))
        if _is_reference(match["ref"], cleaned[match.end() :], units, labelled=labelled):
            yield match.start("ref"), match.end(), match["ref"], match["po"] is not None


def _is_reference(ref: str, after: str, units: Units, *, labelled: bool) -> bool:
    if not any(character.isdigit() for character in ref) or _DATE.fullmatch(ref):
        return False
    if not _AMOUNT.fullmatch(ref):
        return True
    if not ref.isdigit() or units.at(tokenize(after[:40]), 0):
        return False
    return labelled or len(ref) >= _SHORTEST_UNLABELLED
