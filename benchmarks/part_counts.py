"""Part `counts`: what fifty chats' updates cost, whatever the machine."""

import asyncio
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks import ours
from benchmarks.counting import counting
from benchmarks.dialog import STEPS, Chats, Step
from benchmarks.report import Goal, Section

MANY = 50

TEXT = f"""One order in ten messages, told by {MANY} chats in step: the intake gets {MANY} updates
at once, and the dispatcher sends what there is to say. Counted, so the same on every machine; a
hop is a call to the database's thread and back. `tests/storage/test_cost.py` holds the desk to
it."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one message of every chat cost, coming in and going out."""

    step: Step
    statements: int
    hops: int
    commits: int
    out_statements: int
    out_hops: int
    out_commits: int


def part(repeats: int) -> Section:
    costs = asyncio.run(_counted())
    dialog = costs[:-1]
    hops = sum(c.hops for c in dialog) / len(dialog) / MANY
    all_hops = sum(c.hops + c.out_hops for c in costs) / len(costs) / MANY
    return Section(
        f"Statements, hops and commits at {MANY} a batch",
        TEXT,
        ("message", "statements", "hops", "hops an update", "commits", "to send it all"),
        [_row(c) for c in costs],
        [
            Goal("≤ 0.5 hops an update, up to the confirmation", f"{hops:.2f}", hops <= 0.5),
            Goal("≤ 0.5 hops an update, in and out, all ten", f"{all_hops:.2f}", all_hops <= 0.5),
        ],
    )


def _row(cost: Cost) -> list[str]:
    sent = f"{cost.out_statements} / {cost.out_hops} / {cost.out_commits}"
    figures = [str(n) for n in (cost.statements, cost.hops)]
    name = (cost.step.text or cost.step.press).format(chat="…")
    return [f"`{name}`", *figures, f"{cost.hops / MANY:.2f}", str(cost.commits), sent]


async def _counted() -> list[Cost]:
    chats = Chats()
    with tempfile.TemporaryDirectory() as folder:
        async with ours.standing(Path(folder), chats) as (incoming, dispatcher):
            costs = []
            for step in STEPS:
                raws = [json.loads(chats.update(1000 + at, step)) for at in range(MANY)]
                with counting() as taken:
                    await incoming.take(raws)
                with counting() as sent:
                    await dispatcher.drain()
                costs.append(
                    Cost(
                        step,
                        len(taken.statements),
                        taken.hops,
                        taken.commits,
                        len(sent.statements),
                        sent.hops,
                        sent.commits,
                    )
                )
            return costs
