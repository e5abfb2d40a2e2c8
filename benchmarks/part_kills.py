"""Part `kills`: what is left after kill -9."""

from collections.abc import Mapping
from pathlib import Path

from benchmarks.kills import LOAD, PAUSE, WAITING
from benchmarks.peers.living import KNOWN, TAKES
from benchmarks.report import Goal, Section
from benchmarks.runner import Measured, Variant
from benchmarks.sizes import Sizes

NAMES = {
    "ours": "PROKANA",
    "ptb": "PTB polling + SQLAlchemy",
    "ptb-pickle": "PTB polling + PicklePersistence",
    "aiogram": "aiogram polling + SQLAlchemy",
}

SCENARIOS = {"load": "under load", "waiting": f"with {WAITING} waiting"}

TEXT = f"""One kill -9 a trial, at a moment drawn by lot, then a new start, until there is nothing
more to come. Under load {1 / PAUSE:.0f} updates come a second, {LOAD} in all, before, at and after
the kill; or {WAITING} updates wait at the start, and the kill comes within half a second of the
first being taken. The Bot API keeps Telegram's rule: an update comes again until a later offset
confirms it. Every update is of another customer. PROKANA is the whole program; each peer's handler
takes {TAKES * 1000:.0f} ms, keeps an order with a synced commit, and answers. The bot with the
pickle knows {KNOWN} people already and writes it for every message. Lost: the store knows nothing
of it in the end. Doubled: it was done twice. Where a store cannot be read, all that was confirmed
by then counts as lost. Told twice: the same answer went out again, because the kill took the first
one's receipt; PROKANA says in the second that it may be one."""


def variants(sizes: Sizes, place: Path) -> dict[str, Variant]:
    trials = {"load": sizes.killed_under_load, "waiting": sizes.killed_with_waiting}
    return {
        f"{name}, {SCENARIOS[scenario]}": Variant(
            "benchmarks.kills", (name, str(many), scenario), once=True
        )
        for name in NAMES
        for scenario, many in trials.items()
    }


def section(found: Mapping[str, Measured], sizes: Sizes) -> Section:
    return Section(
        "kill -9",
        TEXT,
        ("", "trials", "updates", "lost", "trials with a loss", "doubled", "never answered",
         "told twice", "stores unreadable"),
        [
            _row(f"{NAMES[name]}, {words}", found[f"{name}, {words}"])
            for words in SCENARIOS.values()
            for name in NAMES
        ],
        [_goal(words, found[f"ours, {words}"]) for words in SCENARIOS.values()],
    )  # fmt: skip


def _row(name: str, one: Measured) -> list[str]:
    figures = ("trials", "updates", "lost", "with_loss", "doubled", "untold", "told_twice",
               "unreadable")  # fmt: skip
    return [name, *(f"{one[figure]:,.0f}" for figure in figures)]


def _goal(words: str, ours: Measured) -> Goal:
    lost, doubled, unreadable = (ours[f] for f in ("lost", "doubled", "unreadable"))
    reached = f"{lost:.0f} lost, {doubled:.0f} doubled of {ours['updates']:,.0f}"
    reached += f"; {unreadable:.0f} stores unreadable" if unreadable else "; every store opens"
    aim = f"{ours['trials']:.0f} kills {words}: 0 lost, 0 doubled, the store opens"
    return Goal(aim, reached, lost == doubled == unreadable == 0)
