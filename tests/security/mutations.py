"""Something real with something wrong in it, by seeded chance."""

import copy
from random import Random
from typing import Any

NASTY: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**53 + 1, 2**63, -(2**63) - 1, 10**40, 0.5, -1e308,
    "", " ", "0", "-500", "x" * 5000, "\0", "\ud800", "\udc00", "\u202e!", "\u2028",
    "\ue000a\ue001", "'; DROP TABLE orders; --", "{{1}}", "{ $x }", "%s%n", "../../etc/passwd",
    "/start", "/setuju 1",
    "/tautkan AAAA-BBBB-CCCC-DDDD", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "é" * 300,
    "a\u0300" * 500, "\ufdfd" * 400, [], {}, [[]], {"": ""}, [None], "!AAAAAAAAAAAAAAAAAAAAAA",
)  # fmt: skip


def mutated(value: Any, chance: Random, times: int) -> Any:
    """The value with so many of its parts replaced, taken away, doubled or exchanged."""
    value = copy.deepcopy(value)
    for _ in range(times):
        holder = _holder(value, chance)
        if holder is None:
            return chance.choice(NASTY)
        _spoil(holder, chance)
    return value


def _holder(value: Any, chance: Random) -> Any:
    """Some list or mapping in it that is not empty; deep ones as likely as shallow ones."""
    found: list[Any] = []
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict | list) and one:
            found.append(one)
            waiting += one.values() if isinstance(one, dict) else one
    return chance.choice(found) if found else None


def _spoil(holder: Any, chance: Random) -> None:
    keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
    key, other = chance.choice(keys), chance.choice(keys)
    match chance.randrange(6):
        case 0:
            del holder[key]
        case 1:
            holder[key] = copy.deepcopy(holder[other])
        case 2 if isinstance(holder[key], str):
            holder[key] = chance.choice(("", "9", "\0", "é", "\u202e")) + holder[key]
        case 3 if isinstance(holder[key], int):
            holder[key] = -holder[key]
        case _:
            holder[key] = copy.deepcopy(chance.choice(NASTY))
