"""Blow after blow under load, then rest; and then everything must be right."""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from storage.invariants import violations
from tests.doubles.telegram import BotApi
from tests.doubles.twilio import Twilio
from tests.end_to_end import whatsapp_program
from tests.postgres.cluster import cluster, engine_of
from tests.reliability.kills.ledger import Ledger
from tests.reliability.kills.moments import Moments
from tests.reliability.kills.sends import wrong
from tests.reliability.kills.stage import WEBHOOK, Stage
from tests.reliability.postgres.program import Workers
from tests.reliability.zygote import Zygote
from tests.stories.worlds import TOKEN, settings_in

REST = 90.0
"""Seconds until all must have come to rest: a lease may have to end first."""


@dataclass
class Tally:
    """What was counted, and what was wrong."""

    blows: int = 0
    orders: int = 0
    sends: int = 0
    repeated: int = 0
    taken_over: int = 0
    broken: list[str] = field(default_factory=list)

    def __iadd__(self, other: "Tally") -> Self:
        for name in ("blows", "orders", "sends", "repeated", "taken_over"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.broken += other.broken
        return self


@dataclass(frozen=True)
class Blows:
    """What befalls the program, one after another."""

    kinds: Sequence[str]

    @classmethod
    def of(cls, number: int, chance: random.Random) -> Self:
        """So many of every kind, the whole server once."""
        kinds = chance.choices(("worker", "sender", "connections"), (4, 2, 3), k=number - 1)
        kinds.insert(chance.randrange(number), "server")
        return cls(kinds)


class OnPostgres(Ledger):
    """The same questions, of a database that is a server's."""

    def __init__(self, stage: Stage, program: Workers) -> None:
        super().__init__(stage)
        self._program = program

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with engine_of(self._program.database_url).connect() as connection:
            asked = query.replace("%", "%%").replace("?", "%s")
            return [
                tuple(json.dumps(value) if isinstance(value, dict) else value for value in row)
                for row in connection.exec_driver_sql(asked, values)
            ]

    def settled(self) -> Iterator[str]:
        yield from self._promises()
        yield from self.lost()
        yield from (f"never taken in: {sid}" for sid in sorted(self.unheard()))
        yield from self._orders()
        yield from self._given_up()
        for channel, chat, shown in self._shown():
            if found := wrong(list(self._due(channel, chat)), shown):
                yield f"{channel} {chat}: {found}"

    def _promises(self) -> Iterator[str]:
        """The promises that are broken."""
        with engine_of(self._program.database_url, "REPEATABLE READ").connect() as connection:
            for found in violations(connection, now=datetime.now(UTC), settled=True):
                yield f"{found.name} {found.what} {' '.join(found.rows)}"


class Round:
    """One desk, and what befalls it."""

    def __init__(self, stage: Stage, program: Workers, chance: random.Random) -> None:
        self.tally = Tally()
        self._stage = stage
        self._program = program
        self._chance = chance
        self._ledger = OnPostgres(stage, program)

    async def run(self, blows: Blows) -> None:
        """Let everything befall it, come to rest, and look."""
        self._stage.let_live()
        for kind in blows.kinds:
            await asyncio.sleep(self._chance.uniform(0.1, 0.6))
            await self._strike(kind)
            self.tally.blows += 1
        await self._rest()
        t = self.tally
        t.orders = self._ledger.orders()
        t.sends, t.repeated = self._ledger.sends()
        t.taken_over = sum(fence - 1 for _, fence in self._program.holders().values())

    async def _strike(self, kind: str) -> None:
        program = self._program
        match kind:
            case "server":
                await program.lose_server()
            case "connections":
                await program.lose_connections(self._chance.randint(1, 4))
            case _:
                pids = program.pids()
                if kind == "sender":
                    senders = [pid for pid, _ in program.holders().values() if pid in pids]
                    pids = senders or pids
                if pids:
                    await program.lose(self._chance.choice(pids))
                    self._stage.api.webhook.leads_to[whatsapp_program.PUBLIC] = program.url
                    self._stage.twilio.resolve[whatsapp_program.PUBLIC] = program.url

    async def _rest(self) -> None:
        s, ledger = self._stage, self._ledger
        await s.hush()
        await s.sent()
        try:
            async with asyncio.timeout(REST):
                while s.api.updates.waiting() or ledger.waits() or ledger.unheard():
                    await asyncio.sleep(0.2)
            await s.sent()
        except TimeoutError:
            self._wrong([f"stuck: {ledger.waits()} messages, {ledger.unheard()}"])
        await self._program.stop()
        self._wrong(ledger.settled())

    def _wrong(self, found: Iterable[str]) -> None:
        self.tally.broken += found


@asynccontextmanager
async def stage(
    folder: Path, zygote: Zygote, chance: random.Random, number: int
) -> AsyncIterator[tuple[Stage, Workers]]:
    """Everything at its place, the desk open and serving in so many workers."""
    async with BotApi(token=TOKEN) as api, Twilio() as twilio:
        settings = whatsapp_program.environment(twilio) | {
            "telegram_token": TOKEN,
            "telegram_api_url": api.base_url,
            "telegram_file_url": api.base_file_url,
            **WEBHOOK,
        }
        program = Workers(zygote, folder, cluster(), number, **settings)
        one = Stage(folder, api, twilio, program, chance, Moments(chance, polling=False))
        one.office._settings = settings_in(folder, database_url=program.database_url)
        await one.open()
        try:
            yield one, program
        finally:
            await one.hush()
            await program.stop()


async def one_round(
    folder: Path, zygote: Zygote, chance: random.Random, number: int, blows: Blows
) -> Tally:
    """One desk in so many workers, from its beginning to its rest."""
    async with stage(folder, zygote, chance, number) as (one, program):
        playing = Round(one, program, chance)
        await playing.run(blows)
    return playing.tally
