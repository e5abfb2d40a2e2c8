"""Part `updates`: how many updates a second are taken in, kept and answered."""

from collections.abc import Mapping

from benchmarks.report import Bar, Goal, Section
from benchmarks.runner import Measured, Variant, interleaved

MANY = 50
"""Chats in flight."""

CUSTOMERS = 50
"""Orders in a run: ten updates each."""

ALONE = 12
"""Orders in a run of one chat at a time."""

NAMES = {
    "ours": "PROKANA",
    "ptb-sql": "PTB + SQLAlchemy",
    "ptb-pickle": "PTB + PicklePersistence",
    "ptb-nothing": "PTB, keeps nothing",
    "aiogram-sql": "aiogram + SQLAlchemy",
    "limit": "bare limit (sqlite3)",
}

TEXT = f"""One order in ten messages, with a synced commit for every message and the network left
out the same way for all: the libraries still read and write all their JSON. A chat sends its next
message when it sees the next question. {CUSTOMERS} orders with {MANY} chats in flight, {ALONE} with
one. PTB's ConversationHandler takes updates one after the other; it keeps which question was asked
in memory only, and PicklePersistence is written after the answer has left. PROKANA also keeps every
update, every answer and that it was sent, and reads what is typed as free text. The bare limit is
stdlib `sqlite3` doing again what PROKANA sent to its database, and nothing else. Processor time is
that of the whole process, so it says more than the rate does where the machine is shared."""


def part(repeats: int) -> Section:
    found = interleaved(_variants(), repeats)
    order = sorted(NAMES, key=lambda name: -found[f"{name} {MANY}"]["per_second"])
    return Section(
        "Durable updates a second",
        TEXT,
        (
            "",
            f"updates/s, {MANY} chats",
            "processor µs an update",
            "PROKANA's is",
            "p99 ms",
            "one chat: p50 ms",
            "p99 ms",
            "MiB",
        ),
        [_row(name, found) for name in order],
        _goals(found),
        [Bar(NAMES[n], found[f"{n} {MANY}"]["per_second"], n == "ours") for n in order],
    )


def _variants() -> dict[str, Variant]:
    many = {f"{n} {MANY}": (n, str(CUSTOMERS), str(MANY)) for n in NAMES}
    alone = {f"{n} 1": (n, str(ALONE), "1") for n in NAMES if n != "limit"}
    return {name: Variant("benchmarks.updates", words) for name, words in (many | alone).items()}


def _row(name: str, found: Mapping[str, Measured]) -> list[str]:
    many, alone = found[f"{name} {MANY}"], found.get(f"{name} 1")
    waits = [f"{alone['p50']:.1f}", f"{alone['p99']:.1f}"] if alone else ["", ""]
    late = f"{many['p99']:.0f}" if alone else ""
    ours = found[f"ours {MANY}"].over(many, "cpu_us")[0]
    processor = [f"{many['cpu_us']:,.0f}", "" if name == "ours" else f"{ours:.2f} × that"]
    figures = [f"{many['per_second']:,.0f}", *processor, late, *waits]
    return [NAMES[name], *figures, f"{many['mib']:.0f}" if alone else ""]


def _goals(found: Mapping[str, Measured]) -> list[Goal]:
    ours, alone = found[f"ours {MANY}"], found["ours 1"]
    rates = [
        Goal.at_least(
            f"≥ {least} × {NAMES[name]}", least, ours.over(found[f"{name} {MANY}"], "per_second")
        )
        for name, least in (("ptb-sql", 12), ("aiogram-sql", 25), ("ptb-nothing", 1.5))
    ]
    limit = ours.over(found[f"limit {MANY}"], "per_second")
    waits = alone.over(found["ptb-sql 1"], "p50")
    return [
        *rates,
        Goal.at_least("≥ 0.5 × the bare limit", 0.5, limit),
        Goal.at_most("one chat: p50 ≤ 0.4 × PTB + SQLAlchemy", 0.4, waits),
        Goal("one chat: p99 < 5 ms", f"{alone['p99']:.1f} ms", alone["p99"] < 5),
    ]
