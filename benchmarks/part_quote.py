"""Part `quote`: how long it takes to price an order, and to draw its quotation."""

from collections.abc import Mapping
from pathlib import Path

from benchmarks.quote import QUANTITIES
from benchmarks.report import Goal, Section
from benchmarks.runner import Measured, Variant
from benchmarks.sizes import Sizes

TEXT = f"""A quote of {len(QUANTITIES)} lines from the shipped catalogue: cost of goods, margin,
tiers and floor of every line; processor time. Its quotation as a PDF, never drawn before, in a
process that has drawn another: from the data to the bytes; the first one of a process reads the
fonts as well."""


def variants(sizes: Sizes, place: Path) -> dict[str, Variant]:
    return {"ours": Variant("benchmarks.quote", ()), "paper": Variant("benchmarks.paper", ())}


def section(found: Mapping[str, Measured], sizes: Sizes) -> Section:
    quote, paper = found["ours"], found["paper"]
    return Section(
        "A quote",
        TEXT,
        ("", "median ms", "p99 ms"),
        [
            ["priced from the catalogue", f"{quote['ms']:.2f}", f"{quote['p99']:.2f}"],
            ["drawn as a PDF", f"{paper['ms']:.0f}", f"{paper['p99']:.0f}"],
            ["the first PDF of a process", f"{paper['first']:.0f}", ""],
        ],
        [
            Goal.below("< 1 ms", 1, quote.all("ms"), "{:.2f} ms"),
            Goal.below("99 of 100 < 5 ms", 5, quote.all("p99"), "{:.2f} ms"),
            Goal.below("its PDF < 100 ms", 100, paper.all("ms"), "{:.0f} ms"),
        ],
    )
