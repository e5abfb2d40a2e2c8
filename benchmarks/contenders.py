"""Who is killed: how each is run, and what its store says afterwards."""

import os
import sqlite3
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.peers import living
from benchmarks.program import environment
from benchmarks.transport import TOKEN


async def nothing_yet(folder: Path) -> None:
    """A store is made at the first start."""


def prokana(url: str, folder: Path) -> None:
    """The whole program, as `prokana run` starts it."""
    from bot.cli import main  # noqa: PLC0415 - no peer holds anything of ours

    os.environ |= environment(
        folder,
        telegram_token=TOKEN,
        telegram_api_url=f"{url}/bot",
        telegram_file_url=f"{url}/file/bot",
    )
    sys.exit(main(["run"]))


async def dialogs(folder: Path) -> Counter[int]:
    """How many dialogs of everybody there are; raises if any promise is broken."""
    from storage.database import Database  # noqa: PLC0415 - as above
    from storage.invariants import violations  # noqa: PLC0415 - as above

    database = Database(f"sqlite+aiosqlite:///{folder}/prokana.db")
    try:
        now = datetime.now(UTC)
        broken = await database.read(lambda c: violations(c, now=now, settled=False))
    finally:
        await database.close()
    if broken:
        raise RuntimeError(str(broken))
    begun = "SELECT c.ext_id, count(*) FROM dialogs d JOIN contacts c ON c.id = d.contact_id"
    return _counted(folder / "prokana.db", f"{begun} GROUP BY 1")


async def orders(folder: Path) -> Counter[int]:
    return _counted(folder / "peer.db", "SELECT user_id, count(*) FROM orders GROUP BY 1")


def _counted(path: Path, query: str) -> Counter[int]:
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return Counter({int(who): int(many) for who, many in connection.execute(query)})
    finally:
        connection.close()


@dataclass(frozen=True, slots=True)
class Contender:
    """How it runs, what is there before it first does, what its store says of everybody, and what
    it imports.
    """

    run: Callable[[str, Path], None]
    prepare: Callable[[Path], Awaitable[None]]
    effects: Callable[[Path], Awaitable[Counter[int]]]
    libraries: tuple[str, ...]


_SQL = ("benchmarks.peers.orders", "aiosqlite", "sqlalchemy.dialects.sqlite.aiosqlite")

CONTENDERS = {
    "ours": Contender(prokana, nothing_yet, dialogs, ("bot.app", "bot.cli", "bot.joins.telegram")),
    "ptb": Contender(living.ptb, nothing_yet, orders, ("telegram.ext", "httpx", *_SQL)),
    "ptb-pickle": Contender(
        living.pickled, living.know_people, living.pickled_orders, ("telegram.ext", "httpx")
    ),
    "aiogram": Contender(living.aiogram, nothing_yet, orders, ("aiogram", *_SQL)),
}


def run(name: str, url: str, folder: str) -> None:
    """Be this contender, in this folder, until killed; what it says is heard by nobody."""
    os.chdir(folder)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
    CONTENDERS[name].run(url, Path(folder))
