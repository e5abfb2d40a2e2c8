"""A quotation of three lines, drawn as a PDF.

Run as a program, it prints how long the first one takes, and one after it.
"""

import json
import sys
import time
from statistics import median

from bot.papers.drawing import draw
from tests.bot.papers.example import quotation

LINES = 3
TIMES = 50


def main() -> None:
    first = _once(0)
    took = sorted(_once(at) for at in range(1, TIMES + 1))
    figures = {"first": first, "ms": median(took), "p99": took[int(TIMES * 0.99)]}
    sys.stdout.write(json.dumps(figures))


def _once(at: int) -> float:
    """Draw one that was never drawn before."""
    data = quotation(LINES, number=f"{at:03}/QUO/CONTOH/XI/2026")
    began = time.perf_counter()
    draw("quotation", data, "pdf")
    return (time.perf_counter() - began) * 1e3


if __name__ == "__main__":
    main()
