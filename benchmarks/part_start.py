"""Part `start`: from the command to ready, and what that takes of the memory."""

from collections.abc import Mapping
from pathlib import Path

from benchmarks.report import Goal, Section
from benchmarks.runner import Measured, Variant
from benchmarks.sizes import Sizes

MB = 1.048576
"""Of a MiB."""

TEXT = """`prokana run` with the try-it page, from the command until it says where it serves: with
no database yet, and with the one it made. Memory is what is resident a second later."""


def variants(sizes: Sizes, place: Path) -> dict[str, Variant]:
    return {"ours": Variant("benchmarks.starting", ())}


def section(found: Mapping[str, Measured], sizes: Sizes) -> Section:
    start = found["ours"]
    first, again, cpu, rests = (start[name] for name in ("first", "again", "cpu", "mib"))
    return Section(
        "Start, and memory at rest",
        TEXT,
        ("", "first start s", "start s", "its processor s", "MB at rest"),
        [["PROKANA", f"{first:.2f}", f"{again:.2f}", f"{cpu:.2f}", f"{rests * MB:.0f}"]],
        [
            Goal.below("start to ready < 1.5 s", 1.5, start.all("again"), "{:.2f} s"),
            Goal.below("at rest < 90 MB", 90, [m * MB for m in start.all("mib")], "{:.0f} MB"),
        ],
    )
