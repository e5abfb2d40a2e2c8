"""The notices: messages some channel's operator has to approve, word for word, beforehand.

WhatsApp lets a business begin a conversation, or take one up after a day of silence, only in
such words. Each is a text of the locales; its values are numbered in the order they stand here.
"""

from handlers.messages import Notice, Phrase, Value
from services.catalogue import Catalogue

NOTICES: dict[str, tuple[str, ...]] = {
    "notice-order": ("number", "workshop", "state"),
    "notice-question": ("number", "workshop"),
    "notice-answer": ("workshop",),
    "notice-staff": ("workshop",),
}
"""Locale key -> the names of its values, in order."""

OPEN = "/read"
"""What the button of a notice carries: it only shows what waits."""


def _notice(catalogue: Catalogue, key: str, *, whole: bool, **values: Value) -> Notice:
    every: dict[str, Value] = {"workshop": catalogue.workshop.name, **values}
    return Notice(Phrase(key, {name: every[name] for name in NOTICES[key]}), whole)


def of_order(catalogue: Catalogue, number: str, state: Value, *, whole: bool) -> Notice:
    """An order has moved on; `whole` if there is no more to say about it than that."""
    return _notice(catalogue, "notice-order", whole=whole, number=number, state=state)


def of_question(catalogue: Catalogue, number: str) -> Notice:
    """An officer asks something about an order."""
    return _notice(catalogue, "notice-question", whole=False, number=number)


def of_answer(catalogue: Catalogue) -> Notice:
    """An officer has answered."""
    return _notice(catalogue, "notice-answer", whole=False)


def of_staff(catalogue: Catalogue) -> Notice:
    """Something waits for the officers."""
    return _notice(catalogue, "notice-staff", whole=False)
