"""How a number is meant in its sentence: ordered, refused, put in its place, added or taken off."""

from collections.abc import Sequence
from enum import Enum
from itertools import pairwise

from handlers.readers import quantity_words as words
from handlers.readers.terms import Sort, Term
from handlers.readers.text import Token, phrase_at, phrase_before, word_at

_SMALLEST_ALONE = 20
"""A smaller number without a unit needs a clear end after it: 'mau tanya 2 hal' orders nothing."""


class Role(Enum):
    """What the words around a number make of it."""

    PLAIN = "plain"
    REJECTED = "rejected"
    INSTEAD = "instead"
    MORE = "more"
    LESS = "less"


def roles(tokens: Sequence[Token], terms: Sequence[Term]) -> dict[Term, Role]:
    """The role of each term; a number without a unit only counts where its role is clear."""
    said = {term: _role(tokens, term) for term in terms}
    for first, second in pairwise(terms):
        if _is_replaced(tokens, first, second):
            said[first], said[second] = Role.REJECTED, Role.INSTEAD
    replaced = Role.INSTEAD in said.values()
    for term, role in said.items():
        weak = word_at(tokens, term.start - 1) in words.ONLY_IF_REPLACED
        if role is Role.REJECTED and weak and not replaced and len(terms) < 2:
            said[term] = Role.PLAIN
    return said


def _role(tokens: Sequence[Token], term: Term) -> Role:
    if term.sort is Sort.BARE and not is_free(tokens, term):
        return Role.PLAIN
    start = _before_soft_words(tokens, term.start)
    for known, role in (
        (words.NOT_THIS, Role.REJECTED),
        (words.INSTEAD, Role.INSTEAD),
        (words.LESS, Role.LESS),
        (words.MORE, Role.MORE),
    ):
        near = term.start if role in (Role.REJECTED, Role.INSTEAD) else start
        if phrase_before(tokens, near, known):
            return role
    if phrase_at(tokens, term.end, words.WRONG_AFTER):
        return Role.REJECTED
    if _is_taken_off(tokens, term):
        return Role.LESS
    changing = any(token.word in words.CHANGING for token in tokens[: term.start])
    if changing and phrase_before(tokens, term.start, words.INTO):
        return Role.INSTEAD
    return _role_after(tokens, term)


def _role_after(tokens: Sequence[Token], term: Term) -> Role:
    """'200 psg lagi', '200 more pairs'; after 'pesan' they are an order like any other."""
    ordered = any(token.word in words.ORDERING for token in tokens[: term.start])
    if term.sort is not Sort.UNITS or ordered:
        return Role.PLAIN
    inside = tokens[term.start + 1].word if term.end - term.start > 1 else ""
    if phrase_at(tokens, term.end, words.LESS_AFTER) or inside in ("less", "fewer"):
        return Role.LESS
    more = phrase_at(tokens, term.end, words.MORE_AFTER) or inside in ("more", "extra")
    return Role.MORE if more else Role.PLAIN


def _is_taken_off(tokens: Sequence[Token], term: Term) -> bool:
    """'kurang 50 pasang dari pesanan', 'minus 100 dari yang tadi'."""
    before = word_at(tokens, term.start - 1) in ("kurang", "minus", "min")
    return before and word_at(tokens, term.end) in words.FROM


def _before_soft_words(tokens: Sequence[Token], at: int) -> int:
    while at > 1 and word_at(tokens, at - 1) in words.SOFT:
        at -= 1
    return at


def _is_replaced(tokens: Sequence[Token], first: Term, second: Term) -> bool:
    """'ubah 1000 jadi 1500', 'dari 1000 ke 1500', 'change 1000 to 1500'."""
    between = range(first.end, second.start)
    into = any(phrase_at(tokens, i, words.INTO) for i in between) and len(between) <= 4
    before = {token.word for token in tokens[: first.start]}
    if not before & words.CHANGING and phrase_at(tokens, first.end, words.THROUGH):
        return False  # 'dari 500 sampai 800', 'from 500 to 800'
    return into and bool(before & (words.CHANGING | words.FROM))


def is_free(tokens: Sequence[Token], term: Term) -> bool:
    """Whether nothing unknown follows a bare number, or it is too large to count much else."""
    after = tokens[term.end] if term.end < len(tokens) else None
    ends = after is None or not after.word.isalpha() or after.word in words.FREE_AFTER
    return ends or term.value >= _SMALLEST_ALONE


def is_ordered(tokens: Sequence[Token], term: Term) -> bool:
    """Whether a number without a unit is what is ordered: 'pesan 750', 'qty: 500'."""
    if not is_free(tokens, term):
        return False
    i = term.start - 1
    while word_at(tokens, i) in words.SPOKEN_BEFORE | {":", "=", "-", "~"} and i > 0:
        i -= 1
    if word_at(tokens, i) in words.LABELLED | words.ORDERING:
        return True
    ordered = any(token.word in words.ORDERING for token in tokens[: term.start])
    after = tokens[term.end] if term.end < len(tokens) else None
    ends = after is None or after.word in words.FREE_AFTER or not after.word.isalnum()
    return ordered and ends
