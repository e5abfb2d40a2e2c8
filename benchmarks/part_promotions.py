"""Part `promotions`: one to many, under Telegram's limits, while others talk."""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from benchmarks.promotions import A_SECOND, EVERY, TALKERS
from benchmarks.report import Goal, Section
from benchmarks.runner import Measured, Variant
from benchmarks.sizes import Sizes

PUNISHED = 5
"""Seconds of silence after an overrun, where those are punished."""

NAMES = {
    "ours": "PROKANA",
    "punished": f"PROKANA, an overrun costs {PUNISHED} s of silence",
    "loop": "PTB, a loop that waits where it is told to",
    "limiter": "PTB, all at once through AIORateLimiter",
}
SENT = 93
WHOLE = 95
LATER = 60
GROWN = 5

TEXT = f"""The Bot API is the double of the tests, which keeps Telegram's {A_SECOND} messages a
second and answers 429 to more; every sender runs in a process of its own. {TALKERS} other people
ask something, one every {EVERY * 1000:.0f} ms, before and during the promotion. Lost: who never
got it. Later: the slowest answer during the promotion less the usual one. AIORateLimiter is
measured where aiolimiter is installed beside the rest."""


def variants(sizes: Sizes, place: Path) -> dict[str, Variant]:
    punished = {"ours": ("ours", "0"), "punished": ("ours", str(PUNISHED))}
    peers = {name: (name, "0") for name in ("loop", "limiter")}
    if find_spec("aiolimiter") is None:
        del peers["limiter"]
    return {
        name: Variant(
            "benchmarks.promotions", (who, str(sizes.promoted), seconds), once=True
        )
        for name, (who, seconds) in {**punished, **peers}.items()
    }  # fmt: skip


def section(found: Mapping[str, Measured], sizes: Sizes) -> Section:
    ours = found["ours"]
    return Section(
        "Promotions",
        TEXT,
        ("", "people", "lost", "of the limit", "with answers", "429s", "usual answer, ms",
         "slowest answer, ms", "memory, MiB"),
        [_row(NAMES[name], found[name], sizes) for name in NAMES if name in found],
        [
            _goal(f"promotions at {SENT} % of the limit", ours["part"], SENT),
            _goal(f"{WHOLE} % with the answers", ours["whole"], WHOLE),
            Goal("no 429, nobody lost, nobody twice", _slips(ours), _slips(ours) == "0, 0, 0"),
            Goal(f"no answer {LATER} ms later", f"{ours['later']:.0f} ms", ours["later"] <= LATER),
            Goal(f"{GROWN} MiB of memory", f"{ours['mib']:.1f} MiB", ours["mib"] < GROWN),
        ],
    )  # fmt: skip


def _goal(aim: str, reached: float, least: float) -> Goal:
    return Goal(aim, f"{reached:.1f} %", reached >= least)


def _slips(one: Measured) -> str:
    return ", ".join(f"{one[figure]:.0f}" for figure in ("refused", "lost", "twice"))


def _row(name: str, one: Measured, sizes: Sizes) -> list[str]:
    return [
        name,
        f"{sizes.promoted:,}",
        f"{one['lost']:.0f}",
        f"{one['part']:.0f} %",
        f"{one['whole']:.0f} %",
        f"{one['refused']:.0f}",
        f"{one['usual_p50']:.0f}",
        f"{one['reply_max']:,.0f}",
        f"{one['mib']:.1f}",
    ]
