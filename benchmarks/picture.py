"""A picture of the ratios: a bar for every peer, a mark where the goal is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

LEFT, RIGHT, TOP, ROW = 330, 800, 84, 26
WIDTH = 900
GRID = (0.25, 0.5, 1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True, slots=True)
class Bar:
    """How many times better we are, its least and its most over the repeats, and what is aimed
    at; bars of one group stand together.
    """

    group: str
    label: str
    times: tuple[float, float, float]
    wanted: float


class _Scale:
    """A logarithmic one: half as good is as far from 1 as twice as good."""

    def __init__(self, bars: Sequence[Bar]) -> None:
        every = [n for bar in bars for n in (*bar.times, bar.wanted)]
        self._low = math.log(max(min(0.5, *every), GRID[0]))
        self._high = math.log(min(max(2, *every) * 1.1, 200))

    def __call__(self, times: float) -> float:
        part = (math.log(max(times, 1e-9)) - self._low) / (self._high - self._low)
        return LEFT + (RIGHT - LEFT) * min(max(part, 0), 1)

    def shows(self, times: float) -> bool:
        return self._low - 1e-9 <= math.log(times) <= self._high


def svg(title: str, bars: Sequence[Bar]) -> str:
    """The picture; groups stand in the order their first bar comes in."""
    scale = _Scale(bars)
    drawn, y = list[str](), TOP
    group = ""
    for bar in bars:
        if bar.group != group:
            group = bar.group
            drawn.append(_text(12, y + 15, group, "start", "bold"))
            y += ROW
        drawn += _bar(bar, y, scale)
        y += ROW
    size = f'width="{WIDTH}" height="{y + 14}"'
    how = "green where the goal, the upright mark, is met; the line spans the repeats"
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y + 14}" {size}>'
    parts = [
        opening,
        f'<rect {size} fill="#fff"/>',
        '<g font-family="sans-serif" font-size="13" fill="#333">',
        f'<text x="12" y="26" font-size="17">{escape(title)}</text>',
        _text(12, 46, how),
        *_grid(scale, y),
        *drawn,
        "</g></svg>\n",
    ]
    return "\n".join(parts)


def _grid(scale: _Scale, bottom: int) -> list[str]:
    lines = list[str]()
    for times in filter(scale.shows, GRID):
        x, colour = scale(times), "#888" if times == 1 else "#ddd"
        lines += [
            _line((x, TOP - 8), (x, bottom), colour),
            _text(x, TOP - 14, f"{times:g} ×", "middle"),
        ]
    return lines


def _bar(bar: Bar, y: int, scale: _Scale) -> list[str]:
    middle, least, most = bar.times
    start, end = sorted((scale(1), scale(middle)))
    size = f'width="{end - start:.1f}" height="16"'
    colour = "#3d7a57" if middle >= bar.wanted else "#b5482a"
    shown = f"{middle:.2g} ×" if middle < 10 else f"{middle:.0f} ×"
    return [
        _text(LEFT - 14, y + 15, bar.label, "end"),
        f'<rect x="{start:.1f}" y="{y + 3}" {size} fill="{colour}"/>',
        _line((scale(least), y + 11), (scale(most), y + 11), "#222"),
        _line((scale(bar.wanted), y), (scale(bar.wanted), y + 22), "#111", width=3),
        _text(RIGHT + 14, y + 15, shown),
    ]


def _line(begin: tuple[float, float], end: tuple[float, float], colour: str, width: int = 1) -> str:
    (x1, y1), (x2, y2) = begin, end
    place = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {place} stroke="{colour}" stroke-width="{width}"/>'


def _text(x: float, y: float, words: str, anchor: str = "start", weight: str = "normal") -> str:
    return (
        f'<text x="{x:.1f}" y="{y}" text-anchor="{anchor}" font-weight="{weight}">'
        f"{escape(words)}</text>"
    )
