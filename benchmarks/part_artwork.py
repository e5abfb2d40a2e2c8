"""Part `artwork`: what reading a logo takes, be it a hotel's or made to do harm."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.report import Goal, Section
from benchmarks.runner import Measured, Variant
from benchmarks.sizes import Sizes

TEXT = """The process that reads one file, from its fork to its end, and the memory resident in it
at its peak; 60 MiB of that came from the benchmark that forked it. To the proof is
the whole way of a hotel's logo: read, measured, put on the drawing of a slipper that was drawn
before, as a picture to be sent."""


def variants(sizes: Sizes, place: Path) -> dict[str, Variant]:
    return {which: Variant("benchmarks.artwork", (which,)) for which in ("logos", "hostile")}


def section(found: Mapping[str, Measured], sizes: Sizes) -> Section:
    rows = [row for measured in found.values() for row in _rows(measured)]
    figures = [run for measured in found.values() for run in measured.repeats]
    slowest = [max(v for k, v in run.items() if k.endswith(" s")) for run in figures]
    largest = [max(v for k, v in run.items() if k.endswith(" mib")) for run in figures]
    proofs = [
        max(v for k, v in run.items() if k.endswith(" proof"))
        for run in figures
        if any(k.endswith(" proof") for k in run)
    ]
    return Section(
        "Logos",
        TEXT,
        ("file", "read s", "its processor s", "peak MiB", "to the proof s"),
        rows,
        [
            Goal.below("any file < 2.1 s", 2.1, [max(slowest)], "{:.2f} s"),
            Goal.below("any file < 300 MiB", 300, [max(largest)], "{:.0f} MiB"),
            Goal.below("to the proof < 1 s", 1.0, proofs, "{:.2f} s"),
        ],
    )


def _rows(measured: Measured) -> Iterator[list[str]]:
    names = [key.removesuffix(" s") for key in measured.repeats[0] if key.endswith(" s")]
    for name in names:
        proof = f"{name} proof" in measured.repeats[0]
        yield [
            name,
            f"{measured[f'{name} s']:.2f}",
            f"{measured[f'{name} cpu']:.2f}",
            f"{measured[f'{name} mib']:.0f}",
            f"{measured[f'{name} proof']:.2f}" if proof else "",
        ]
