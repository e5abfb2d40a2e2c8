"""What was measured, in words: goals first, then a Markdown table a part, then every figure."""

import os
import platform
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.picture import Bar
from benchmarks.runner import Measured

LIBRARIES = (
    "python-telegram-bot",
    "aiogram",
    "SQLAlchemy",
    "aiosqlite",
    "aiohttp",
    "httpx",
    "starlette",
    "tornado",
    "uvicorn",
)
BUSY = 0.25
"""Load a processor, before we begin, from which on the machine counts as busy."""

VERDICTS = {True: "met", False: "**not met**", None: "not measured"}


@dataclass(frozen=True, slots=True)
class Goal:
    """What is aimed at, what was reached, and whether that is enough; `met` is None where it could
    not be measured. `times` is how many times better than a peer we are: that can be drawn.
    """

    aim: str
    reached: str
    met: bool | None
    times: tuple[float, float, float] | None = None
    wanted: float = 0

    @classmethod
    def at_least(cls, aim: str, least: float, ratio: tuple[float, float, float]) -> "Goal":
        return cls(aim, _ratio(ratio), ratio[0] >= least, ratio, least)

    @classmethod
    def at_most(cls, aim: str, most: float, ratio: tuple[float, float, float]) -> "Goal":
        middle, lowest, highest = (1 / max(one, 1e-9) for one in ratio)
        return cls(aim, _ratio(ratio), ratio[0] <= most, (middle, highest, lowest), 1 / most)

    @classmethod
    def grown(cls, aim: str, most: float, ratio: tuple[float, float, float]) -> "Goal":
        """Of a thing against itself, grown: no peer to be drawn beside."""
        return cls(aim, _ratio(ratio), ratio[0] <= most)

    @classmethod
    def below(cls, aim: str, limit: float, found: Sequence[float], shown: str) -> "Goal":
        """A plain figure; `shown` says how it is written."""
        middle = sorted(found)[len(found) // 2]
        spread = f" ({shown.format(min(found))} to {shown.format(max(found))})"
        return cls(aim, shown.format(middle) + (spread if len(found) > 1 else ""), middle < limit)

    @classmethod
    def unmeasured(cls, aim: str, why: str) -> "Goal":
        return cls(aim, why, None)


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

    def markdown(self) -> str:
        return "\n\n".join([f"## {self.title}", self.text, table(self.columns, self.rows)])


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [columns, ["---"] + ["---:"] * (len(columns) - 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def judged(sections: Sequence[Section]) -> str:
    """Every goal, what was reached, and whether that is enough."""
    rows = [
        [section.title if at == 0 else "", goal.aim, goal.reached, VERDICTS[goal.met]]
        for section in sections
        for at, goal in enumerate(section.goals)
    ]
    return table(("measured", "goal", "reached", "verdict"), rows)


def bars(sections: Sequence[Section]) -> list[Bar]:
    """What can be drawn of the goals."""
    return [
        Bar(section.title, goal.aim, goal.times, goal.wanted)
        for section in sections
        for goal in section.goals
        if goal.times is not None
    ]


def raw(found: Mapping[str, Measured]) -> str:
    """Every figure of what was run more than once; the rest stands in its part as it is."""
    rows = [
        [name, figure, *(f"{n:,.4g}" for n in (one[figure], min(each), max(each))), str(len(each))]
        for name, one in sorted(found.items())
        if len(one.repeats) > 1
        for figure in one.repeats[0]
        for each in [one.all(figure)]
    ]
    return table(("run", "figure", "median", "least", "most", "repeats"), rows)


def load() -> float:
    """What the processors have to do besides; taken before we begin."""
    return os.getloadavg()[0] / (os.cpu_count() or 1)


def page(
    sections: Sequence[Section],
    found: Mapping[str, Measured],
    *,
    repeats: int,
    load_before: float,
    minutes: float,
    picture: str,
) -> str:
    """The whole page."""
    how = (
        f"Written by `make bench` on {datetime.now(UTC):%Y-%m-%d}: one run of {minutes:.0f} "
        f"minutes, {repeats} repeats, each of which runs everything once, shuffled, every one in a "
        "process of its own. A figure is the median of the repeats; a ratio is the median of the "
        "repeats' ratios, with the least and the most beside it."
    )
    head = ["# Benchmarks", how, machine(load_before), judged(sections)]
    if picture:
        head.append(f"![How many times better than each peer, and what is aimed at]({picture})")
    figures = ["## Every figure", raw(found)]
    return "\n\n".join([*head, *(s.markdown() for s in sections), *figures]) + "\n"


def machine(load_before: float) -> str:
    """What it was measured on, and with what."""
    libraries = ", ".join(f"{name} {_version(name)}" for name in LIBRARIES)
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


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "not installed"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
