"""A desk at work while its disk is recorded: `python -m tests.reliability.power.workload`.

Everything goes through the program's own units of work and its own `Database`. After each unit
that was acknowledged a note goes into the recording: what the database held then, and what people
and channels were told that it holds. Checkpoints come often, as they would on a desk that has
been up for months; the desk is stopped and started again now and then.
"""

import asyncio
import ctypes
import json
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from sqlalchemy import Connection, event

from services.orders import Role
from storage import batch, catalogues, outbox, upkeep
from storage.codec import Arrival
from storage.database import Database
from storage.migrate import upgrade
from tests.desks import STUMBLING, url
from tests.handlers.office import CHANNEL, LETTERS, PLAIN_ORDER, Chat, Office
from tests.reliability.power.told import TOLD, fingerprint

T = TypeVar("T")

GROUP = "-500"
CHECKPOINT_PAGES = 40


@dataclass
class Recorded(Office):
    """An office whose every unit of work is noted once it was acknowledged."""

    database: Database | None = None
    witness: sqlite3.Connection | None = None
    runner: asyncio.Runner = field(default_factory=asyncio.Runner)
    units: int = 0

    def write(self, unit: Callable[[Connection], T]) -> T:
        assert self.database is not None
        result = self.runner.run(self.database.write(unit))
        self.units += 1
        self._note(result)
        return result

    def read(self, unit: Callable[[Connection], T]) -> T:
        assert self.database is not None
        return self.runner.run(self.database.read(unit))

    def _note(self, result: object) -> None:
        assert self.witness is not None
        fresh = result if isinstance(result, list) else []
        told = {name: self.witness.execute(sql).fetchall() for name, sql in TOLD.items()}
        heard = [[a.channel, a.ext_id] for a in fresh if isinstance(a, Arrival)]
        note(
            fingerprint(self.witness.serialize()),
            {"now": self.now.isoformat(), "heard": heard, **told},
        )


def note(holds: str, told: dict[str, Any]) -> None:
    """Put an acknowledgement into the recording."""
    text = json.dumps({"holds": holds, **told}).encode()
    ctypes.CDLL(os.environ["LD_PRELOAD"]).note(text, len(text))


@contextmanager
def opened(office: Recorded, folder: Path, synchronous: str) -> Iterator[None]:
    """The database open, as the program opens it but for how often it checkpoints."""
    database = office.database = Database(url(folder))

    @event.listens_for(database._writer, "connect")
    def hurry(connection: Any, record: object) -> None:
        connection.execute(f"PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES}")
        connection.execute(f"PRAGMA synchronous={synchronous}")

    office.engine = database._writer
    office.witness = sqlite3.connect(folder / "prokana.db")
    try:
        yield
    finally:
        office.witness.close()
        office.runner.run(database.close())


class Day:
    """What happens, by chance."""

    def __init__(self, office: Recorded, chance: Random) -> None:
        self.office, self.chance = office, chance
        self.people = [office.customer(str(101 + n), f"Tamu {n}") for n in range(4)]
        self.people.append(office.customer("+6281", "Sari", LETTERS))

    def open(self) -> None:
        """Staff takes its seats."""
        office = self.office
        self.head = office.officer(Role.HEAD, "202", "Budi", GROUP)
        self.head.says(f"/tautkan {office.invitation(Role.DESK)}")
        self.workshop = office.officer(Role.WORKSHOP, "203", "Anto", GROUP)
        office.write(lambda c: catalogues.keep_catalogue(c, "f", "body", office.now))

    def goes_on(self) -> None:
        """One more thing happens."""
        self.office.later(seconds=self.chance.randint(1, 90))
        deed = self.chance.choice([
            self.order, self.order, self.in_a_sentence, self.decide, self.decide, self.work,
            self.cancel, self.quote, self.talk, self.crowd, self.again, self.fails,
            self.tidy, self.lost, self.stop,
        ])  # fmt: skip
        deed()

    def _someone(self) -> Chat:
        return self.chance.choice(self.people)

    def order(self) -> None:
        self._someone().orders()

    def in_a_sentence(self) -> None:
        who = self._someone()
        who.says(f"pesan {self.chance.randint(5, 20) * 100} pasang putih, hotel Contoh Baru")

    def decide(self) -> None:
        self.order()
        if self.chance.random() < 0.7:
            self.head.presses("Setujui")
        else:
            self.head.presses("Tolak", "Kapasitas penuh")

    def work(self) -> None:
        self.order()
        self.head.presses("Setujui")
        for label in ("Mulai produksi", "Siap", "Dikirim")[: self.chance.randint(1, 3)]:
            self.workshop.presses(label)

    def cancel(self) -> None:
        who = self._someone()
        who.orders()
        who.presses("Status", "Batalkan", "Ya, batalkan")

    def quote(self) -> None:
        who = self._someone()
        who.does(press="/order-new")
        answers = {**PLAIN_ORDER, "hotel": "Hotel Contoh Baru", "person": "Rina"}
        who.presses_in_draft(*(f"{s}={v}" for s, v in answers.items()), "/confirm=quote")

    def talk(self) -> None:
        self._someone().says("STOP" if self.chance.random() < 0.3 else "halo", "START")

    def crowd(self) -> None:
        """Many in one batch, on both channels."""
        self.office.hears(*(p.heard(text="pesan 700 pasang") for p in self.people))

    def again(self) -> None:
        """An update comes a second time."""
        office, who = self.office, self._someone()
        twice = Arrival(who.channel, f"twice {office.units}", "{}", who.heard(text="halo"))
        for _ in range(2):
            office.write(lambda c: batch.take(c, [twice], office.shop, office.now))

    def fails(self) -> None:
        """A message that cannot be handled is kept, with an apology."""
        office, who = self.office, self._someone()
        bad = Arrival(who.channel, f"bad {office.units}", "{}", who.heard(text="poison"))
        now = office.now
        office.write(lambda c: batch.take_failed(c, bad, STUMBLING, now, "it stuck"))

    def tidy(self) -> None:
        office = self.office
        office.later(hours=self.chance.choice([1, 80, 800]))
        for channel in (CHANNEL, LETTERS):
            office.write(partial(upkeep.tidy, channel=channel, now=office.now))

    def lost(self) -> None:
        """A sender dies with what it leased; another takes it up."""
        office, who = self.office, self._someone()
        office.takes(who.heard(text="halo"))
        leased = office._leased(who.channel)
        office.later(minutes=2)
        office.write(lambda c: outbox.recover(c, who.channel, office.now))
        stale = [outbox.Mark(p, "sent", sent_id="late") for p in leased]
        office.write(lambda c: outbox.mark(c, stale, office.now))
        office.deliver()

    def stop(self) -> None:
        raise Stopped


class Stopped(Exception):
    """The desk is to be started anew."""


def work(folder: Path, seed: int, units: int, synchronous: str) -> None:
    """Run a desk until that many units of work are done."""
    office = Recorded(engine=None)  # type: ignore[arg-type]
    day = Day(office, Random(seed))
    with office.runner:
        while office.units < units:
            with opened(office, folder, synchronous):
                office.write(upgrade)
                if office.units == 1:
                    day.open()
                try:
                    while office.units < units:
                        day.goes_on()
                except Stopped:
                    office.later(seconds=30)


if __name__ == "__main__":
    work(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
