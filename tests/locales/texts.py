"""The texts as they are written, read with Fluent's own parser."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fluent.syntax import FluentParser, ast

LOCALES = Path(__file__).parents[2] / "locales"


@dataclass(frozen=True)
class Text:
    """One text: the variables and the other texts it names, and whether it keeps typed lines."""

    key: str
    variables: frozenset[str]
    mentions: frozenset[str]
    keeps_lines: frozenset[str]


def file_names(language: str) -> set[str]:
    return {path.name for path in (LOCALES / language).glob("*.ftl")}


@cache
def written(language: str) -> list[Text]:
    """Every text of a language in the order of its files, repeated keys included."""
    return [_text(message) for message in _messages(language)]


@cache
def texts(language: str) -> dict[str, Text]:
    return {text.key: text for text in written(language)}


def unreadable(language: str) -> list[str]:
    """What the parser could make nothing of, and what is no plain message."""
    return [
        str(entry.content if isinstance(entry, ast.Junk) else entry)
        for entry in _entries(language)
        if not isinstance(entry, ast.Message | ast.BaseComment)
    ]


def source(language: str) -> str:
    """All texts of a language as they are written, without remarks."""
    lines = "\n".join(_sources(language)).splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))


def _sources(language: str) -> list[str]:
    return [(LOCALES / language / n).read_text("utf-8") for n in sorted(file_names(language))]


def _entries(language: str) -> Iterator[ast.EntryType]:
    for content in _sources(language):
        yield from FluentParser().parse(content).body


def _messages(language: str) -> Iterator[ast.Message]:
    return (entry for entry in _entries(language) if isinstance(entry, ast.Message))


def _text(message: ast.Message) -> Text:
    nodes = list(_nodes(message))
    calls = [node for node in nodes if isinstance(node, ast.FunctionReference)]
    return Text(
        message.id.name,
        frozenset(n.id.name for n in nodes if isinstance(n, ast.VariableReference)),
        frozenset(n.id.name for n in nodes if isinstance(n, ast.MessageReference)),
        frozenset(
            n.id.name for c in calls for n in _nodes(c) if isinstance(n, ast.VariableReference)
        ),
    )


def _nodes(node: ast.BaseNode) -> Iterator[ast.BaseNode]:
    yield node
    for value in vars(node).values():
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.BaseNode):
                yield from _nodes(child)
