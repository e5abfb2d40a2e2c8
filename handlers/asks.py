"""What a customer's words ask of a quote: a price, another quantity, or only less."""

import re

from handlers.readers.bargaining import bargains
from handlers.readers.intents import Intent
from handlers.readers.money import read_rupiah
from handlers.readers.quantity import Quantity, read_quantity, tokens_of
from handlers.readers.text import clean
from handlers.scene import Scene
from services.money import Rupiah
from services.negotiation import Ask
from services.quotes import Quote

_LINE = re.compile(r"\b(?:baris|line|item|nomor|no)\s*\.?\s*#?(\d{1,2})\b", re.IGNORECASE)
_WHAT_IF = re.compile(
    r"^\W*(kalau|kalo|klo|klw|jika|gimana|bagaimana|how about|what about|what if)"
)

_LIKELY = (0.6, 1.3)
"""What a number must be, as part of our price, to be taken for one where nobody speaks of it."""

LEAST = 0.1
"""A number under this part of our price is no price, whatever is said around it."""


def heard(scene: Scene, quote: Quote, text: str, intent: Intent | None) -> Ask | None:
    """What the words ask of the quote; line 0 where they leave open which. None: something else."""
    line = _line(scene, quote, text)
    words = _LINE.sub(" ", text)
    read = read_quantity(words, scene.units)
    counted = read if isinstance(read, Quantity) else None
    amount = read_rupiah(words)
    bargained = intent is Intent.NEGOTIATE or bargains(tokens_of(clean(words), scene.units))
    if bargained and amount is None:
        return Ask(line)
    if intent is Intent.PRICE or (_WHAT_IF.match(words.casefold()) and counted is not None):
        quantity = counted.amount if counted else amount
        gist = scene.form.overhear(words, {})
        alone = not gist.doubts and all(slot.endswith(".quantity") for slot in gist.answers)
        return Ask(line, quantity=quantity) if quantity and alone else None
    if amount is None or intent not in (None, Intent.NEGOTIATE, Intent.ORDER):
        return None
    each = _each(quote, line, amount)
    part = each / quote.terms.lines[max(line, 1) - 1].each
    if bargained:
        return Ask(line, each) if part >= LEAST else Ask(line)
    return Ask(line, each) if _LIKELY[0] <= part <= _LIKELY[1] else None


def _each(quote: Quote, line: int, amount: int) -> Rupiah:
    """An amount near what the whole line comes to is meant for the whole line."""
    of = quote.terms.lines[max(line, 1) - 1]
    whole = len(quote.terms.lines) == 1 and amount >= of.each * of.quantity * _LIKELY[0]
    return Rupiah(amount // of.quantity if whole else amount)


def _line(scene: Scene, quote: Quote, text: str) -> int:
    """The line that is meant: the only one, the one named by its place, or by what it is."""
    lines = quote.terms.lines
    if len(lines) == 1:
        return 1
    named = _LINE.search(text)
    if named and 0 < int(named[1]) <= len(lines):
        return int(named[1])
    said = scene.form.overhear(text, {}).answers
    wanted = {slot.partition(".")[2]: value for slot, value in said.items() if "." in slot}
    wanted.pop("quantity", None)
    fits = [
        at
        for at, line in enumerate(lines, 1)
        if wanted and all(line.variant.get(axis) == value for axis, value in wanted.items())
    ]
    return fits[0] if len(fits) == 1 else 0
