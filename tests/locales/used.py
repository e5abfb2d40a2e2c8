"""The keys the code uses: those it names, and the families it makes of a prefix and a value."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SPEAKING = ("handlers", "bot", "storage")
"""Folders whose code names texts."""

_KEYED = {"Phrase", "Misread"}


@dataclass(frozen=True)
class Use:
    """One place that makes a text: its keys or families, and the values given, where both show.

    A family is written with "{}" for each part that is filled in: "state-{}".
    """

    place: str
    keys: frozenset[str]
    values: frozenset[str] | None


@cache
def uses() -> tuple[Use, ...]:
    """Every `Phrase(...)` and `Misread(...)` of the code."""
    return tuple(use for path, tree in _trees() for use in _uses(path, tree))


@cache
def families() -> frozenset[str]:
    """Every prefix that keys are made of: "state-{}", "reason-{}-{}"."""
    return frozenset(key for use in uses() for key in use.keys if "{}" in key)


@cache
def named() -> frozenset[str]:
    """Every key that stands in the code as it is, inside a `Phrase` or as a word of its own."""
    keys = {key for use in uses() for key in use.keys if "{}" not in key}
    return frozenset(keys | {word for word in _words() if "-" in word})


@cache
def labels() -> frozenset[str]:
    """The keys and families of texts that stand on something to press."""
    return frozenset(
        key
        for path, tree in _trees()
        for call in _calls(tree, {"Choice"})
        for phrase in _calls(call.args[1], _KEYED)
        for key in _keys(phrase.args[0])
    )


@cache
def outcomes() -> frozenset[str]:
    """Every reason an officer's act is refused for: what `refuse` is given, and `valid` returns."""
    tree = dict(_trees())["handlers/staff/authority.py"]
    checks = {n.name: n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}
    why = {c for n in ast.walk(checks["valid"]) if isinstance(n, ast.Return) for c in _strings(n)}
    for path, staff in _trees():
        if path.startswith("handlers/staff/"):
            why |= {c for call in _calls(staff, {"refuse"}) for c in _strings(call.args[2])}
    return frozenset(why - {""})


@cache
def _trees() -> tuple[tuple[str, ast.Module], ...]:
    paths = sorted(p for folder in SPEAKING for p in (ROOT / folder).rglob("*.py"))
    return tuple((p.relative_to(ROOT).as_posix(), ast.parse(p.read_text("utf-8"))) for p in paths)


def _uses(path: str, tree: ast.AST) -> Iterator[Use]:
    for call in _calls(tree, _KEYED):
        keys = frozenset(_keys(call.args[0])) if call.args else frozenset()
        yield Use(f"{path}:{call.lineno}", keys, _given(call))


def _calls(tree: ast.AST, names: set[str]) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node


def _keys(argument: ast.expr) -> Iterator[str]:
    match argument:
        case ast.Constant(str(key)):
            yield key
        case ast.IfExp():
            yield from _keys(argument.body)
            yield from _keys(argument.orelse)
        case ast.JoinedStr():
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "{}"
                for part in argument.values
            )


def _given(call: ast.Call) -> frozenset[str] | None:
    """The names of the values given; None where they are not written out on the spot."""
    if isinstance(call.func, ast.Name) and call.func.id == "Misread":
        return frozenset(k.arg for k in call.keywords if k.arg)
    match call.args[1:]:
        case []:
            return frozenset()
        case [ast.Dict(keys=names)] if all(isinstance(n, ast.Constant) for n in names):
            return frozenset(c for n in names if n is not None for c in _strings(n))
        case _:
            return None


def _strings(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def _words() -> Iterator[str]:
    """Every string of the code that is not part of a longer one."""
    for _, tree in _trees():
        pieces = {
            id(part)
            for node in ast.walk(tree)
            if isinstance(node, ast.JoinedStr)
            for part in node.values
        }
        for node in ast.walk(tree):
            if id(node) not in pieces and isinstance(node, ast.Constant):
                yield str(node.value)
