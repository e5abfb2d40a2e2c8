"""Part `start`: from the command to ready, and what that takes of the memory."""

from benchmarks.report import Goal, Section
from benchmarks.runner import Variant, interleaved

TEXT = """`prokana run` with the try-it page, from the command until it says where it serves: with
no database yet, and with the one it made. Memory is what is resident a second later."""


def part(repeats: int) -> Section:
    found = interleaved({"start": Variant("benchmarks.starting", ())}, repeats)["start"]
    first, again, cpu, mib = (found[name] for name in ("first", "again", "cpu", "mib"))
    return Section(
        "Start and memory",
        TEXT,
        ("", "first start s", "start s", "its processor s", "MiB at rest"),
        [["PROKANA", f"{first:.2f}", f"{again:.2f}", f"{cpu:.2f}", f"{mib:.0f}"]],
        [
            Goal("start < 1.5 s", f"{again:.2f} s", again < 1.5),
            Goal("at rest < 90 MB", f"{mib * 1.048576:.0f} MB", mib * 1.048576 < 90),
        ],
    )
