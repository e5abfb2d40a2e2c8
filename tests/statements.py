"""Statements are compiled once a process, not once for every engine of every test.

To compile takes longer than to run: SQLAlchemy keeps what it compiled with the engine, and a test
opens several. What is compiled is the same for all engines of one kind of database.
"""

from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.util import LRUCache

KEPT = 2000
"""More statements than the tests have."""


class Compiled(LRUCache[Any, Any]):
    """What was compiled, for whichever engine of a kind asks: their dialects are alike."""

    def __init__(self) -> None:
        super().__init__(KEPT)

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(_for_any(key), default)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(_for_any(key), value)


def _for_any(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect, *rest = key
    return (dialect.name, dialect.driver, *rest)


def share(patch: pytest.MonkeyPatch) -> None:
    """Have all engines share what is compiled."""
    compiled = Compiled()
    shared = property(lambda _: compiled, lambda *_: None)
    patch.setattr(Engine, "_compiled_cache", shared, raising=False)
