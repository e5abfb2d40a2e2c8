"""What was measured, in words: a Markdown table a part, what is aimed at, and a picture."""

import os
import platform
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from importlib.metadata import version
from pathlib import Path

LIBRARIES = (
    "python-telegram-bot",
    "aiogram",
    "SQLAlchemy",
    "aiosqlite",
    "aiohttp",
    "httpx",
    "starlette",
    "uvicorn",
)
BUSY = 0.25
"""Load a processor, before we begin, from which on the machine counts as busy."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the picture."""

    label: str
    value: float
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Goal:
    """What is aimed at, what was measured, and whether that is so."""

    aim: str
    measured: str
    met: bool

    @classmethod
    def at_least(cls, aim: str, least: float, ratio: tuple[float, float, float]) -> "Goal":
        return cls(aim, _ratio(ratio), ratio[0] >= least)

    @classmethod
    def at_most(cls, aim: str, most: float, ratio: tuple[float, float, float]) -> "Goal":
        return cls(aim, _ratio(ratio), ratio[0] <= most)


def _ratio(ratio: tuple[float, float, float]) -> str:
    middle, least, most = ratio
    return f"{middle:.2f} × ({least:.2f} to {most:.2f})"


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the report."""

    title: str
    text: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    goals: Sequence[Goal] = ()
    bars: Sequence[Bar] = field(default_factory=tuple)

    def markdown(self) -> str:
        parts = [f"## {self.title}", self.text, _table(self.columns, self.rows)]
        if self.goals:
            judged = [(g.aim, g.measured, "yes" if g.met else "**no**") for g in self.goals]
            parts.append(_table(("goal", "measured", "met"), judged))
        return "\n\n".join(parts)


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [columns, ["---"] + ["---:"] * (len(columns) - 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def load() -> float:
    """What the processors have to do besides; taken before we begin."""
    return os.getloadavg()[0] / (os.cpu_count() or 1)


def page(sections: Sequence[Section], repeats: int, load_before: float, picture: str) -> str:
    """The whole page."""
    how = (
        f"Written by `make bench` on {datetime.now(UTC):%Y-%m-%d}; medians of {repeats} repeats, "
        "each of which runs everything once, shuffled, every one in a process of its own. "
        "A ratio is the median of the repeats' ratios, with the least and the most beside it."
    )
    head = ["# Benchmarks", how, machine(load_before)]
    if picture:
        head.append(f"![Durable updates a second]({picture})")
    return "\n\n".join([*head, *(s.markdown() for s in sections)]) + "\n"


def machine(load_before: float) -> str:
    """What it was measured on, and with what."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    busy = (
        f" **The machine was busy with other work (load {load_before:.2f} a processor before the "
        "run): read the ratios, not the rates.**"
        if load_before > BUSY
        else ""
    )
    return (
        f"{_processor()}, {os.cpu_count()} processors, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {libraries}.{busy}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def svg(title: str, bars: Sequence[Bar]) -> str:
    """Bars, one below the other, as long as they are much."""
    most = max(bar.value for bar in bars)
    height = 44 + 30 * len(bars)
    drawn = []
    for at, bar in enumerate(bars):
        y, width = 40 + 30 * at, 420 * bar.value / most
        colour = "#b5482a" if bar.ours else "#8a9a9e"
        drawn += [
            f'<text x="232" y="{y + 15}" text-anchor="end">{escape(bar.label)}</text>',
            f'<rect x="240" y="{y}" width="{width:.1f}" height="20" fill="{colour}"/>',
            f'<text x="{246 + width:.1f}" y="{y + 15}">{bar.value:,.0f}</text>',
        ]
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 740 {height}" '
        'font-family="sans-serif" font-size="14" fill="#333">'
    )
    return "\n".join(
        [
            opening,
            f'<rect width="740" height="{height}" fill="#fff"/>',
            f'<text x="12" y="24" font-size="16">{escape(title)}</text>',
            *drawn,
            "</svg>\n",
        ]
    )
