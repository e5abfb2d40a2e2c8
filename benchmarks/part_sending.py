"""Part `sending`: the processor time of one message to Telegram."""

from benchmarks.report import Goal, Section
from benchmarks.runner import Variant, interleaved

MESSAGES = {1: 400, 32: 800}
"""Messages of a run, by how many are in flight."""

NAMES = {"ours": "PROKANA", "ptb": "PTB, default transport"}

TEXT = """`sendMessage` with two buttons over real HTTP to a server on this machine that answers at
once: what the sending process spends on one message."""


def part(repeats: int) -> Section:
    found = interleaved(
        {
            f"{name} {many}": Variant("benchmarks.sending", (name, str(messages), str(many)))
            for name in NAMES
            for many, messages in MESSAGES.items()
        },
        repeats,
    )
    rows = [
        [NAMES[name]]
        + [
            f"{found[f'{name} {many}'][figure]:,.0f}"
            for many in MESSAGES
            for figure in ("cpu_us", "per_second")
        ]
        for name in NAMES
    ]
    ratios = {many: found[f"ours {many}"].over(found[f"ptb {many}"], "cpu_us") for many in MESSAGES}
    return Section(
        "Sending to Telegram",
        TEXT,
        ("", "µs, 1 in flight", "messages/s", "µs, 32 in flight", "messages/s"),
        rows,
        [
            Goal.at_most("1 in flight: ≤ 1/3 of PTB's", 1 / 3, ratios[1]),
            Goal.at_most("32 in flight: ≤ 1/8 of PTB's", 1 / 8, ratios[32]),
        ],
    )
