"""Part `counts`: what fifty chats' updates cost, whatever the machine."""

from collections.abc import Mapping
from pathlib import Path

from benchmarks.counts import MANY
from benchmarks.dialog import STEPS
from benchmarks.report import Goal, Section
from benchmarks.runner import Measured, Variant
from benchmarks.sizes import Sizes

TEXT = f"""One order in ten messages, told by {MANY} chats in step: the intake gets {MANY} updates
at once, and the dispatcher sends what there is to say. Counted, so the same on every machine; a
hop is a call to a thread of the database and back. `tests/storage/test_cost.py` holds the desk to
it."""


def variants(sizes: Sizes, place: Path) -> dict[str, Variant]:
    return {"ours": Variant("benchmarks.counts", (), once=True)}


def section(found: Mapping[str, Measured], sizes: Sizes) -> Section:
    cost = found["ours"]
    every = range(len(STEPS))
    asked = sum(cost[f"{at} in hops"] for at in every[:-1]) / len(every[:-1]) / MANY
    whole = sum(cost[f"{at} {way} hops"] for at in every for way in ("in", "out"))
    whole /= len(STEPS) * MANY
    return Section(
        f"Statements, hops and commits at {MANY} a batch",
        TEXT,
        ("message", "statements", "hops", "hops an update", "commits", "to send it all"),
        [_row(cost, at) for at in every],
        [
            Goal("≤ 0.5 hops an update, up to the confirmation", f"{asked:.2f}", asked <= 0.5),
            Goal("≤ 0.5 hops an update, in and out, all ten", f"{whole:.2f}", whole <= 0.5),
        ],
    )


def _row(cost: Measured, at: int) -> list[str]:
    statements, hops, commits = (
        cost[f"{at} in {figure}"] for figure in ("statements", "hops", "commits")
    )
    sent = " / ".join(f"{cost[f'{at} out {n}']:.0f}" for n in ("statements", "hops", "commits"))
    name = (STEPS[at].text or STEPS[at].press).format(chat="…", pairs="500")
    return [f"`{name}`", f"{statements:.0f}", f"{hops:.0f}", f"{hops / MANY:.2f}",
            f"{commits:.0f}", sent]  # fmt: skip
