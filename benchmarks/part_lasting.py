"""Part `lasting`: whether the memory of a desk grows with what it is told."""

from collections.abc import Mapping
from pathlib import Path

from benchmarks.part_start import MB
from benchmarks.report import Goal, Section
from benchmarks.runner import Measured, Variant
from benchmarks.sizes import Sizes


def variants(sizes: Sizes, place: Path) -> dict[str, Variant]:
    return {"ours": Variant("benchmarks.lasting", (str(sizes.lasting),), once=True)}


def section(found: Mapping[str, Measured], sizes: Sizes) -> Section:
    before, tenth, every = (found["ours"][name] * MB for name in ("before", "a tenth", "all"))
    drift = every / tenth - 1
    return Section(
        f"Memory after {sizes.lasting:,} updates",
        f"""Customers order in ten messages each, fifty at a time, with the network left out:
{sizes.lasting:,} updates in one process. Resident memory of that process, which is the desk and
those who write to it; drift is from a tenth of the updates to all of them.""",
        ("", "MB before", f"after {sizes.lasting // 10:,}", f"after {sizes.lasting:,}", "drift"),
        [["PROKANA", f"{before:.0f}", f"{tenth:.0f}", f"{every:.0f}", f"{drift:.1%}"]],
        [
            Goal("< 90 MB", f"{every:.0f} MB", every < 90),
            Goal("drift < 5 %", f"{drift:.1%}", drift < 0.05),
        ],
    )
