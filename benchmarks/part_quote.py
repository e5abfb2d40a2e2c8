"""Part `quote`: how long it takes to price an order."""

from collections.abc import Mapping
from pathlib import Path

from benchmarks.quote import QUANTITIES
from benchmarks.report import Goal, Section
from benchmarks.runner import Measured, Variant
from benchmarks.sizes import Sizes

TEXT = f"""A quote of {len(QUANTITIES)} lines from the shipped catalogue: cost of goods, margin,
tiers and floor of every line; processor time."""


def variants(sizes: Sizes, place: Path) -> dict[str, Variant]:
    return {"ours": Variant("benchmarks.quote", ())}


def section(found: Mapping[str, Measured], sizes: Sizes) -> Section:
    quote = found["ours"]
    return Section(
        "A quote",
        TEXT,
        ("", "median ms", "p99 ms"),
        [["priced from the catalogue", f"{quote['ms']:.2f}", f"{quote['p99']:.2f}"]],
        [Goal.below("< 1 ms", 1, quote.all("ms"), "{:.2f} ms")],
    )
