"""What was found, for people to read."""

import os
import platform
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.reliability.result import Result


def table(results: Sequence[Result], on: str) -> Iterator[str]:
    """What was found, as Markdown.

    >>> found = Result("kills", 5000, "kill", 0, 7, 61.4, "9,000 orders")
    >>> print(*table([found], "one core"), sep="\\n")
    | part | trials | failures | 95 % bound | seed | seconds | counted |
    |---|--:|--:|--:|--:|--:|---|
    | kills | 5,000 | 0 | 0.06 % a kill | 7 | 61 | 9,000 orders |
    <BLANKLINE>
    Machine: one core
    """
    yield "| part | trials | failures | 95 % bound | seed | seconds | counted |"
    yield "|---|--:|--:|--:|--:|--:|---|"
    for r in results:
        bound = f"{100 * r.bound:.2g} % a {r.unit}"
        row = (
            r.part,
            f"{r.trials:,}",
            f"{r.failures:,}",
            bound,
            r.seed,
            f"{r.seconds:,.0f}",
            r.note,
        )
        yield f"| {' | '.join(map(str, row))} |"
    yield ""
    yield f"Machine: {on}"


def machine() -> str:
    """What it ran on."""
    return (
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text("utf-8").splitlines() if known.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
