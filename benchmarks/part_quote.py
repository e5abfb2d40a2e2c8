"""Part `quote`: how long it takes to price an order."""

from benchmarks.quote import QUANTITIES
from benchmarks.report import Goal, Section
from benchmarks.runner import Variant, interleaved

TEXT = f"""A quote of {len(QUANTITIES)} lines from the shipped catalogue: cost of goods, margin,
tiers and floor of every line; processor time."""


def part(repeats: int) -> Section:
    found = interleaved({"quote": Variant("benchmarks.quote", ())}, repeats)["quote"]
    took = found["ms"]
    return Section(
        "A quote",
        TEXT,
        ("", "median ms", "p99 ms"),
        [["priced from the catalogue", f"{took:.2f}", f"{found['p99']:.2f}"]],
        [Goal("< 1 ms", f"{took:.2f} ms", took < 1)],
    )
