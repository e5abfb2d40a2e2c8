"""A desk that has sold for years: one order placed by the program itself, copied many times over.

Copies are made by INSERT … SELECT, row for row as the program wrote them, but for their ids.
"""

import asyncio
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import ours
from benchmarks.dialog import Chats, play

FIRST = 1_000_001
"""The first copy's id; what is sold afterwards comes behind the last."""

ORDERS_EACH = 20
"""Orders of one customer, spread over the whole time."""

UNDECIDED = 10
"""Orders that wait for an officer, as on any day."""

TEMPLATE = 1001
"""The chat that places the order that is copied."""

_NUMBERS = """WITH RECURSIVE counted(n) AS
    (SELECT 0 UNION ALL SELECT n + 1 FROM counted WHERE n + 1 < :many) """


def customer(at: int) -> int:
    """The chat of a copied customer."""
    return FIRST + at


def fill(folder: Path, orders: int) -> None:
    """Make a desk in this folder that has so many orders."""
    folder.mkdir()
    asyncio.run(_one_order(folder))
    connection = sqlite3.connect(folder / "prokana.db")
    # It is read only once it is whole: until then nothing need be safe.
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-200000"):
        connection.execute(f"PRAGMA {pragma}")
    customers = max(orders // ORDERS_EACH, 1)
    _copy(connection, "contacts", customers, {"id": "o.n", "ext_id": "o.n", "dialog_id": "''"})
    for name, values in _copies(customers).items():
        _copy(connection, name, orders, values)
    _say_what_waits(connection, orders)
    connection.commit()
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()


def _copies(customers: int) -> Mapping[str, Mapping[str, str]]:
    """What each copy of a row has of its own, by column; the n-th has the number `o.n`."""
    whose = f"{FIRST} + (o.n - {FIRST}) % {customers}"
    dialog = "printf('g%d', o.n)"
    return {
        "dialogs": {"id": dialog, "contact_id": whose},
        "quotes": {
            "id": "o.n",
            "number": "printf('%d/QUO/CONTOH/XI/2025', o.n)",
            "dialog_id": dialog,
            "contact_id": whose,
        },
        "orders": {
            "id": "o.n",
            "number": "printf('%d/SO/CONTOH/XI/2025', o.n)",
            "sequence": "o.n",
            "year": "2025",
            "quote_id": "o.n",
            "contact_id": whose,
            "state": "CASE o.n % 10 WHEN 0 THEN 'cancelled' ELSE 'delivered' END",
            "decided_at": "t.placed_at",
        },
        "inbox": {"id": "o.n", "ext_id": "printf('%d@%d', o.n, o.n)", "chat": whose},
        "outbox": {"id": "o.n", "chat": whose, "sent_id": "o.n"},
    }


async def _one_order(folder: Path) -> None:
    chats = Chats()
    async with ours.taking(folder, chats) as bot:
        await play(bot, chats, [TEMPLATE], 1)


def _copy(connection: sqlite3.Connection, name: str, many: int, own: Mapping[str, str]) -> None:
    """Copy the newest row of a table so many times."""
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
    values = ", ".join(own.get(column, f"t.{column}") for column in columns)
    connection.execute(
        f"INSERT INTO {name} ({', '.join(columns)}) {_NUMBERS} SELECT {values} "  # noqa: S608 - our own tables
        f"FROM (SELECT n + {FIRST} AS n FROM counted) AS o "
        f"JOIN (SELECT * FROM {name} ORDER BY rowid DESC LIMIT 1) AS t ORDER BY o.n",
        {"many": many},
    )


def _say_what_waits(connection: sqlite3.Connection, orders: int) -> None:
    connection.execute(
        "UPDATE orders SET state = 'pending', decided_at = NULL, placed_at = ? WHERE id >= ?",
        (f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f}", FIRST + orders - UNDECIDED),
    )
