"""Part `sending`: the processor time of one message to Telegram."""

from collections.abc import Mapping
from pathlib import Path

from benchmarks.report import Goal, Section
from benchmarks.runner import Measured, Variant
from benchmarks.sizes import Sizes

IN_FLIGHT = (1, 32)

NAMES = {"ours": "PROKANA", "ptb": "PTB, default transport"}

TEXT = """`sendMessage` with two buttons over real HTTP to a server on this machine that answers at
once: what the sending process spends on one message."""


def variants(sizes: Sizes, place: Path) -> dict[str, Variant]:
    messages = str(sizes.messages)
    return {
        f"{name}, {many} in flight": Variant("benchmarks.sending", (name, messages, str(many)))
        for name in NAMES
        for many in IN_FLIGHT
    }


def section(found: Mapping[str, Measured], sizes: Sizes) -> Section:
    def ratio(many: int) -> tuple[float, float, float]:
        mine, theirs = (found[f"{name}, {many} in flight"] for name in NAMES)
        return mine.over(theirs, "cpu_us")

    return Section(
        "Processor time of one Telegram send",
        TEXT,
        ("", "µs, 1 in flight", "messages/s", "µs, 32 in flight", "messages/s"),
        [
            [NAMES[name]]
            + [
                f"{found[f'{name}, {many} in flight'][figure]:,.0f}"
                for many in IN_FLIGHT
                for figure in ("cpu_us", "per_second")
            ]
            for name in NAMES
        ],
        [
            Goal.at_most("1 in flight: ≤ 1/3 of PTB's", 1 / 3, ratio(1)),
            Goal.at_most("32 in flight: ≤ 1/8 of PTB's", 1 / 8, ratio(32)),
        ],
    )
