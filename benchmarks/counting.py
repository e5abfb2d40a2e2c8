"""What does not depend on the machine: statements, hops between threads, and commits."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, event


@dataclass
class Counted:
    """What was sent to the database, what the database's thread answered, what was committed."""

    statements: list[str] = field(default_factory=list)
    hops: int = 0
    commits: int = 0


@contextmanager
def counting() -> Iterator[Counted]:
    """Count in this event loop until the end of the block.

    A hop is one call to another thread and back: each ends with `call_soon_threadsafe`. BEGIN is
    no statement of ours.
    """
    counted = Counted()

    def executing(_c: Connection, _k: Any, sql: str, _v: Any, _x: Any, _many: bool) -> None:
        if not sql.startswith("BEGIN"):
            counted.statements.append(sql)

    def committing(_c: Connection) -> None:
        counted.commits += 1

    event.listen(Engine, "before_cursor_execute", executing)
    event.listen(Engine, "commit", committing)
    with _hops_counted(counted):
        yield counted
    event.remove(Engine, "commit", committing)
    event.remove(Engine, "before_cursor_execute", executing)


@contextmanager
def _hops_counted(counted: Counted) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    uncounted = loop.call_soon_threadsafe

    def call(callback: Callable[..., object], *values: Any, **more: Any) -> asyncio.Handle:
        counted.hops += 1
        return uncounted(callback, *values, **more)

    # The loop itself is watched, for only it sees every hop: so its method is replaced.
    loop.call_soon_threadsafe = call  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        loop.call_soon_threadsafe = uncounted  # type: ignore[method-assign]  # likewise
