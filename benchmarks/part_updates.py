"""Part `updates`: how many updates a second are taken in, kept and answered."""

from collections.abc import Mapping
from pathlib import Path

from benchmarks.report import Goal, Section
from benchmarks.runner import Measured, Variant
from benchmarks.sizes import Sizes
from benchmarks.slow_disk import slowed

MANY = 50
"""Chats in flight."""

NAMES = {
    "ours": "PROKANA",
    "ptb-sql": "PTB + SQLAlchemy",
    "ptb-pickle": "PTB + PicklePersistence",
    "ptb-nothing": "PTB, keeps nothing",
    "aiogram-sql": "aiogram + SQLAlchemy",
    "limit": "bare limit (sqlite3)",
}
FAST = ("ours", "ptb-nothing", "limit")
"""What gets three times as many orders, or a run of it would be over too soon."""

SLOWED = ("ours", "ptb-sql")
"""What is measured on a slow disk, too."""


def variants(sizes: Sizes, place: Path) -> dict[str, Variant]:
    def orders(name: str) -> str:
        return str(sizes.orders if name in FAST else sizes.orders // 3)

    many = {n: Variant("benchmarks.updates", (n, orders(n), str(MANY))) for n in NAMES}
    alone = {
        f"{n}, one chat": Variant("benchmarks.updates", (n, str(sizes.alone), "1"))
        for n in NAMES
        if n != "limit"
    }
    slow = {f"{n}, slow disk": slowed(many[n], place) for n in SLOWED}
    return {**many, **alone, **{name: one for name, one in slow.items() if one is not None}}


def section(found: Mapping[str, Measured], sizes: Sizes) -> Section:
    order = sorted(NAMES, key=lambda name: -found[name]["per_second"])
    return Section(
        "Durable updates a second",
        _text(sizes),
        (
            "",
            f"updates/s, {MANY} chats",
            "processor µs an update",
            "p50 ms",
            "p99 ms",
            "one chat: p50 ms",
            "p99 ms",
            "updates/s, slow disk",
            "MiB",
        ),
        [_row(name, found) for name in order],
        [*_many(found), *_alone(found)],
    )


def _text(sizes: Sizes) -> str:
    return f"""One order in ten messages. From the raw update, as JSON, to the committed
transaction and to the request with the answer, ready to be sent; the network is left out the same
way for all, so the libraries still read and write all their JSON. Every message is synced to the
disk (for SQLite WAL and `synchronous=FULL`), and a chat sends its next message when it sees the
next question. {sizes.orders} orders (of the slower bots {sizes.orders // 3}) with {MANY} chats in
flight, {sizes.alone} with one. PTB's ConversationHandler takes updates one after the other; it
keeps in memory only which question was asked, and PicklePersistence is written after the answer
has left. PROKANA also keeps every update, every answer and that it was sent, and reads what is
typed as free text. The bare limit is stdlib `sqlite3` doing again what PROKANA sent to its
database, batch by batch, and nothing else. On the slow disk every fsync takes 2 ms longer."""


def _row(name: str, found: Mapping[str, Measured]) -> list[str]:
    many, alone = found[name], found.get(f"{name}, one chat")
    slow = found.get(f"{name}, slow disk")
    waits = [many["p50"], many["p99"], alone["p50"], alone["p99"]] if alone else []
    return [
        NAMES[name],
        f"{many['per_second']:,.0f}",
        f"{many['cpu_us']:,.0f}",
        *([f"{wait:.1f}" for wait in waits] or [""] * 4),
        f"{slow['per_second']:,.0f}" if slow else "",
        f"{many['mib']:.0f}" if alone else "",
    ]


def _many(found: Mapping[str, Measured]) -> list[Goal]:
    aims = (("ptb-sql", 12), ("aiogram-sql", 25), ("ptb-nothing", 1.5), ("limit", 0.5))
    goals = [
        Goal.at_least(
            f"≥ {least} × {NAMES[name]}", least, found["ours"].over(found[name], "per_second")
        )
        for name, least in aims
    ]
    aim = "≥ 15 × PTB + SQLAlchemy, slow disk"
    if "ours, slow disk" not in found:
        return [*goals, Goal.unmeasured(aim, "needs a C compiler (cc) and a loader that preloads")]
    slow, theirs = (found[f"{name}, slow disk"] for name in SLOWED)
    return [*goals, Goal.at_least(aim, 15, slow.over(theirs, "per_second"))]


def _alone(found: Mapping[str, Measured]) -> list[Goal]:
    ours, theirs = found["ours, one chat"], found["ptb-sql, one chat"]
    return [
        Goal.at_most("one chat: p50 ≤ 0.4 × PTB + SQLAlchemy", 0.4, ours.over(theirs, "p50")),
        Goal.below("one chat: p99 < 5 ms", 5, ours.all("p99"), "{:.1f} ms"),
    ]
