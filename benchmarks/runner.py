"""Runs measurements interleaved: each repeat runs every one once, shuffled, in a fresh process."""

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

VAR = Path("var")
PATIENCE = 300
"""Seconds one run may take."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One thing to measure: a module of ours, its arguments, and what its environment adds.

    `once` is for what is counted rather than timed, or is long enough by itself: it is run in the
    first repeat only.
    """

    module: str
    arguments: tuple[str, ...]
    environment: tuple[tuple[str, str], ...] = ()
    once: bool = False

    def run(self) -> dict[str, float]:
        done = subprocess.run(  # noqa: S603 - our own modules, with words of our own
            [sys.executable, "-m", self.module, *self.arguments],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            env={**os.environ, **dict(self.environment)},
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{self.module} {self.arguments} failed:\n{done.stderr[-3000:]}")
        figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
        return figures


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of every repeat."""

    repeats: Sequence[Mapping[str, float]]

    def __getitem__(self, figure: str) -> float:
        """The median."""
        return statistics.median(self.all(figure))

    def all(self, figure: str) -> list[float]:
        return [run[figure] for run in self.repeats]

    def over(self, other: "Measured", figure: str) -> tuple[float, float, float]:
        """How many times the other's figure this one is: the median over the repeats, the least
        and the most. Both ran in the same repeat, so they met about the same machine.
        """
        pairs = zip(self.repeats, other.repeats, strict=True)
        ratios = [mine[figure] / theirs[figure] for mine, theirs in pairs]
        return statistics.median(ratios), min(ratios), max(ratios)


def interleaved(variants: Mapping[str, Variant], repeats: int) -> dict[str, Measured]:
    """Measure them all; what has been measured is told on standard error as it comes."""
    found: dict[str, list[dict[str, float]]] = {name: [] for name in variants}
    for repeat in range(1, repeats + 1):
        for name in random.sample(list(variants), len(variants)):
            if repeat > 1 and variants[name].once:
                continue
            began = time.perf_counter()
            figures = variants[name].run()
            found[name].append(figures)
            shown = ", ".join(f"{key} {value:.4g}" for key, value in figures.items())
            seconds = time.perf_counter() - began
            sys.stderr.write(f"{repeat}/{repeats} {name} ({seconds:.1f} s): {shown}\n")
    return {name: Measured(runs) for name, runs in found.items()}


@contextmanager
def room() -> Iterator[Path]:
    """A folder for databases where the desk's own would lie: /tmp may be no disk at all."""
    VAR.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=VAR) as name:
        yield Path(name).absolute()


@contextmanager
def served(module: str, *arguments: str) -> Iterator[int]:
    """A server of ours in a process of its own, which tells its port when it is ready."""
    command = [sys.executable, "-m", module, *arguments]
    with subprocess.Popen(  # noqa: S603 - our own modules, with words of our own
        command, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        try:
            yield int(server.stdout.readline())
        finally:
            server.kill()
