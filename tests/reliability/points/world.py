"""A desk that goes on from trial to trial, whatever is done to it."""

import asyncio
import os
import signal
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path
from typing import Any

from tests import desks
from tests.doubles.telegram import BotApi
from tests.doubles.telegram.updates import Update
from tests.doubles.twilio import Twilio
from tests.end_to_end import whatsapp_program
from tests.end_to_end.conversation import Office
from tests.reliability.kills.ledger import Ledger
from tests.reliability.kills.stage import WEBHOOK
from tests.reliability.points import faults
from tests.reliability.points.table import Cell
from tests.reliability.zygote import Before, Forked, Zygote
from tests.stories.worlds import TOKEN, until

SETTLES = 25.0
"""Seconds a trial may take, its recovery included."""

_HARMLESS = "operation='media delete'"
"""What was deleted already is not there to be deleted again."""


class World:
    """The doubles, a program that is started again whenever it ends, and an office."""

    def __init__(
        self, folder: Path, zygote: Zygote, api: BotApi, twilio: Twilio, mode: str
    ) -> None:
        self.folder = folder
        self.api = api
        self.twilio = twilio
        self.office = Office(api, folder)
        self.program = Forked(zygote, folder, "", **_settings(api, twilio, mode))
        self.pushed: list[Update] = []
        api.updates.on_new.append(lambda: self.pushed.append(api.updates._pending[-1]))
        self._ledger = Ledger(self)
        asks = 0.5 if mode == "asking" else 3600.0
        self._before = Before(faults.__name__, faults.install.__name__, (asks,))
        self._wanted = True
        self._serves = asyncio.Event()
        self._people = 0

    async def keep_running(self) -> None:
        """Start it again whenever it ends, as a service manager does."""
        while self._wanted:
            self.api.clock.advance(1)  # Telegram takes one setWebhook a second
            await self.program.launch(self._before)
            with suppress(AssertionError):
                await self.program.serving()
                self.api.webhook.leads_to[whatsapp_program.PUBLIC] = self.program.url
                self.twilio.resolve[whatsapp_program.PUBLIC] = self.program.url
                self._serves.set()
            await self._ended()
            self._serves.clear()

    async def _ended(self) -> None:
        reader = self.program._out
        assert reader is not None
        await reader.read()
        await self.program.ended()

    async def serves(self) -> None:
        await asyncio.wait_for(self._serves.wait(), SETTLES)

    def end(self) -> None:
        self._wanted = False
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        """Kill it; it is started again."""
        self._serves.clear()
        self._send(signal.SIGKILL)

    def _send(self, number: signal.Signals) -> None:
        if self.program.pid:
            os.kill(self.program.pid, number)

    # ---- trials

    def next_person(self) -> int:
        self._people += 1
        return self._people

    def arm(self, cell: Cell) -> None:
        """From now on the faults of this cell are due."""
        faults.arm(self.folder, (*cell.first, cell.fault))

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What a query finds in the program's database, or changes there."""
        path = self.folder / "prokana.db"
        with closing(sqlite3.connect(path, timeout=SETTLES)) as connection, connection:
            return connection.execute(query, values).fetchall()

    async def comes(self, condition: Callable[[], object], what: str) -> None:
        """Wait until it is so."""
        assert await until(lambda: bool(condition()), SETTLES), what

    async def settled(self, cell: Cell, newest: int) -> None:
        """Wait until nothing is left to do; then everything must be right.

        `newest` is the last message of the outbox before the trial.
        """
        due = sum(fault.times for fault in (*cell.first, cell.fault))
        await self.comes(lambda: self._struck() >= due, "never reached")
        await self.serves()
        await self.twilio.settled()
        await self.comes(lambda: not self._left(), "something is left to do")
        wrong = [line for line in self._ledger.settled() if _HARMLESS not in line]
        if not _answers_lost(cell):
            query = "select id, error from outbox where id > ? and lost > 0"
            wrong += [f"lost without need: {row}" for row in self.rows(query, newest)]
        assert not wrong, "\n".join(wrong)

    def newest(self) -> int:
        return int(self.rows("select coalesce(max(id), 0) from outbox")[0][0])

    def _struck(self) -> int:
        path = self.folder / faults.STRUCK
        return path.stat().st_size if path.exists() else 0

    def _left(self) -> object:
        waits = self.rows("select 1 from outbox where state in ('ready', 'leased') limit 1")
        return waits or self.api.updates.waiting() or self._ledger.unheard()


def _answers_lost(cell: Cell) -> bool:
    """Whether the answer to a message may have been lost: the program died over it, or what
    failed was its delivery, after it had begun.
    """
    fault = cell.fault
    dies = any(f.kind in {"kill", "cancel"} for f in (*cell.first, fault))
    delivers = fault.point.startswith(("telegram ", "twilio ")) or fault.point == "keep-shape"
    refused = fault.stage == "before" and fault.kind == "reset"
    return dies or cell.story == "starts" or (delivers and not refused)


def _settings(api: BotApi, twilio: Twilio, mode: str) -> dict[str, str]:
    telegram = {
        "telegram_token": TOKEN,
        "telegram_api_url": api.base_url,
        "telegram_file_url": api.base_file_url,
        "log_level": "INFO",
    }
    by_webhook = WEBHOOK if mode == "webhook" else {}
    return whatsapp_program.environment(twilio) | telegram | by_webhook


@asynccontextmanager
async def world(folder: Path, zygote: Zygote, mode: str) -> AsyncIterator[World]:
    """A world whose office is open."""
    desks.prepare(folder)
    async with BotApi(token=TOKEN) as api, Twilio() as twilio:
        one = World(folder, zygote, api, twilio, mode)
        running = asyncio.create_task(one.keep_running())
        try:
            await one.serves()
            await one.office.open()
            yield one
        finally:
            one.end()
            await asyncio.wait_for(running, SETTLES)
