"""Part `growth`: whether what a desk has sold makes it slower."""

import sys
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.grown import ORDERS_EACH, UNDECIDED, fill
from benchmarks.report import Goal, Section
from benchmarks.runner import Measured, Variant
from benchmarks.sizes import Sizes

SIZES = ("few", "many")

ASKED = {
    "update": ("one update", 1.2),
    "mine": ("“my orders” (/status)", 1.5),
    "waiting": ("the orders that wait (/pesanan)", 1.5),
}
"""What is measured: how it is called, and how many times its cost may grow."""


def variants(sizes: Sizes, place: Path) -> dict[str, Variant]:
    found = {}
    for name in SIZES:
        orders: int = getattr(sizes, name)
        began = time.perf_counter()
        fill(place / name, orders)
        took = time.perf_counter() - began
        sys.stderr.write(f"growth: {orders:,} orders made in {took:.0f} s\n")
        found[name] = Variant("benchmarks.growth", (str(place / name), str(orders)))
    return found


def section(found: Mapping[str, Measured], sizes: Sizes) -> Section:
    few, many = (found[name] for name in SIZES)
    goals = [
        Goal.grown(f"{called}: ≤ {most} ×", most, many.over(few, figure))
        for figure, (called, most) in ASKED.items()
    ]
    why = "the desk draws up no such figures yet"
    goals.append(Goal.unmeasured("month's figures: ≤ 1.5 ×", why))
    return Section(
        f"At {sizes.many:,} orders against {sizes.few:,}",
        f"""One order placed by the program itself, copied with its dialog, its quote, a message in
and a message out; {ORDERS_EACH} orders a customer, spread over all the time, and {UNDECIDED} that
wait for an officer. Median milliseconds from the raw update to its commit, every time of another
customer.""",
        ("", f"ms at {sizes.few:,}", f"ms at {sizes.many:,}"),
        [
            [called, f"{few[figure]:.2f}", f"{many[figure]:.2f}"]
            for figure, (called, _) in ASKED.items()
        ],
        goals,
    )
