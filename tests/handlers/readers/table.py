"""The tables of sentences beside this file, and one line that says how something was read."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from handlers.readers.consent import Consent, read_answer
from handlers.readers.dates import (
    AroundHoliday,
    Day,
    DayRange,
    ImpossibleDay,
    PastDay,
    read_date,
)
from handlers.readers.intents import read_intent
from handlers.readers.money import read_rupiah
from handlers.readers.quantity import (
    Quantity,
    QuantityDelta,
    QuantityRange,
    Unclear,
    read_quantity,
)
from handlers.readers.specs import Vocabulary, find_po, find_star, find_values
from handlers.readers.urgency import read_urgency

TODAY = date(2026, 11, 18)
HERE = Path(__file__).parent

VOCABULARY: Vocabulary = {
    "branding": {
        "none": ["tanpa logo", "polos", "no logo"],
        "screenprint": ["sablon", "logo sablon", "screen print"],
        "emboss": ["emboss", "timbul", "logo timbul"],
        "embroidery": ["bordir", "bordir logo", "logo bordir", "dibordir", "embroidered"],
    },
    "colors": {
        "1": ["1 warna", "satu warna", "1 color"],
        "2": ["2 warna", "dua warna", "2 colors"],
        "3": ["3 warna", "tiga warna", "3 colors"],
    },
    "thickness_mm": {
        "3": ["3 mm", "eva 3"],
        "4": ["4 mm", "eva 4"],
        "5": ["5 mm", "0,5 cm", "eva 5"],
    },
    "upper": {
        "terry": ["handuk", "bahan handuk", "terry"],
        "waffle": ["waffle", "wafel"],
        "spunbond": ["spunbond", "non woven"],
    },
    "size": {"all": ["all size", "satu ukuran"], "27": ["27 cm", "ukuran 27"]},
    "pack": {"opp": ["opp", "plastik opp"], "plain": ["kemasan polos"]},
}


def rows(name: str) -> list[tuple[str, str, str]]:
    """The rows of a table: what was written, its kind, what it must be read as."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    cut = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(text, kind, expected) for text, kind, expected in cut]


def quantity(text: str, *, bare: bool = False) -> str:
    match read_quantity(text, bare=bare):
        case Quantity(amount):
            return str(amount)
        case QuantityRange(least, most):
            return f"{least}..{most}"
        case QuantityDelta(change):
            return f"{change:+}"
        case Unclear(reason):
            return f"?{reason}"
    return "-"


def day(text: str) -> str:
    match read_date(text, TODAY):
        case Day(on):
            return on.isoformat()
        case DayRange(first, last):
            return f"{first}..{last}"
        case AroundHoliday(holiday, side, days):
            mark = {"before": "<", "during": "", "after": ">"}[side]
            return f"{mark}holiday:{holiday}" + (f":{days}" if days else "")
        case PastDay(on):
            return f"past:{on}"
        case ImpossibleDay():
            return "invalid"
    return "-"


def spec(text: str) -> str:
    found = find_values(text, VOCABULARY)
    named = [f"{axis}={value}" for axis, value in sorted(found.values.items())]
    named += [f"{axis}=?" for axis in sorted(found.conflicting)]
    return ";".join(named) or "-"


def reference(text: str) -> str:
    for name, value in (("spec:star", find_star(text)), ("ref:po", find_po(text))):
        if value is not None:
            return f"{name}={value}"
    return f"spec:{spec(text)}"


def consent(text: str) -> str:
    answer = read_answer(text)
    if answer is None:
        return "-"
    told = ""
    match answer.quantity:
        case Quantity(amount):
            told = f":{amount}"
        case QuantityDelta(change):
            told = f":{change:+}"
    name = "correct_qty" if answer.consent is Consent.CORRECT and told else answer.consent
    return f"{name}{told}"


def bare_quantity(text: str) -> str:
    return quantity(text, bare=True)


READ: dict[str, Callable[[str], str]] = {
    "qty": quantity,
    "qty_bare": bare_quantity,
    "money": lambda text: str(read_rupiah(text) if read_rupiah(text) is not None else "-"),
    "date": day,
    "consent": consent,
    "intent": lambda text: str(read_intent(text) or "-"),
    "urgency": lambda text: str(read_urgency(text) or "-"),
    "spec": spec,
    "ref": reference,
}
