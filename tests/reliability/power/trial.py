"""Every image a crash can leave of a recording is opened, and must hold what was promised.

What the database holds, to the last byte, must be what it held after some unit of work: the last
one acknowledged, or the one that was under way. That leaves no room for half a batch. What those
states are worth is asked of each once: they are sound, and hold what the outside was told.
"""

import json
import sqlite3
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import NullPool, create_engine

from storage.invariants import violations
from tests.reliability.power.disk import FILES, Disk, Image, Record
from tests.reliability.power.told import TOLD, fingerprint

THOROUGH = 500
"""Of so many images one is asked everything, whatever state it is in."""


@dataclass
class Findings:
    """How many images were tried, by kind, and what was wrong with which."""

    images: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    first: str = ""

    def blame(self, what: str, where: str) -> None:
        self.wrong[what] += 1
        self.first = self.first or f"{what}: {where}"

    @property
    def tried(self) -> int:
        return self.images.total()

    @property
    def violations(self) -> int:
        return self.wrong.total()


@dataclass
class Trial:
    """One recording, tried on a folder in memory."""

    seen: Sequence[Record]
    folder: Path
    seed: int
    every: int = 4
    """Of so many states one is asked for every promise."""

    def __post_init__(self) -> None:
        self.findings = Findings()
        self.path = self.folder / "image.db"
        self.notes = [json.loads(r.data) for r in self.seen if r.operation == "n"]
        self.states: dict[str, set[int]] = {}
        for number, note in enumerate(self.notes, 1):
            self.states.setdefault(note["holds"], set()).add(number)
        self._known: set[int] = set()
        self._there: dict[str, bytes | None] = {}
        self._recent: deque[tuple[bytes, set[int]]] = deque(maxlen=4)
        self._open: list[sqlite3.Connection] = []
        # One engine for all images: so each question is compiled once.
        self._engine = create_engine("sqlite://", creator=self._open.pop, poolclass=NullPool)

    def run(self, wanted: int) -> Findings:
        """Try about so many images."""
        for kind, image, acknowledged, place in self.images(wanted):
            self.findings.images[kind] += 1
            where = f"a {kind} image at record {place}, {acknowledged} units acknowledged"
            if what := self.wrong(image, acknowledged):
                self.findings.blame(what, where)
        return self.findings

    def images(self, wanted: int) -> Iterator[tuple[str, Image, int, int]]:
        """The images, each with the number of units that were acknowledged by then."""
        chance, disk, acknowledged = Random(self.seed), Disk(), 0
        writes = sum(r.operation in "wtu" for r in self.seen)
        certain = writes + sum(r.operation in "sn" for r in self.seen)
        share, due = max(0.0, (wanted - certain) / writes), 0.0
        for place, record in enumerate(self.seen):
            if record.operation == "n":
                acknowledged += 1
            else:
                disk.takes(record)
            if record.operation in "wtu":
                yield "killed", disk.killed(), acknowledged, place
                due += share
            if record.operation in "sn":
                yield "cut", disk.cut(), acknowledged, place
            while due >= 1 and disk.waits:
                due -= 1
                yield "torn", disk.torn(chance), acknowledged, place

    # ---- one image

    def wrong(self, image: Image, acknowledged: int) -> str:
        """What is wrong with an image; "" if nothing is."""
        thorough = self.findings.tried % THOROUGH == 0
        try:
            with closing(self._recovered(image, thorough=thorough)) as connection:
                numbers = self._numbers(connection)
                if not numbers:
                    return "half a unit of work"
                number = max(numbers & {acknowledged, acknowledged + 1}, default=-1)
                if number < 0:
                    return "lost" if max(numbers) < acknowledged else "ahead"
                if number and (thorough or number not in self._known):
                    self._known.add(number)
                    return self._asked(connection, number, thorough=thorough)
        except sqlite3.DatabaseError as error:
            return f"unreadable: {error}"
        return ""

    def _recovered(self, image: Image, *, thorough: bool) -> sqlite3.Connection:
        """The database as it opens after the crash.

        Only for reading, except where there is nothing to recover from a WAL, and for one image
        in so many: recovery is the same, but closing the file then leaves it as it is, and what
        the next image has in common with it needs not be written again.
        """
        Path(f"{self.path}-shm").unlink(missing_ok=True)
        for suffix, content in zip(FILES, image, strict=True):
            self._put(f"{self.path}{suffix}", content)
        file, wal, journal = image
        changes = thorough or file is None or not wal or journal is not None
        if changes:
            self._there.clear()
        mode = "rwc" if changes else "ro"
        return sqlite3.connect(f"file:{self.path}?mode={mode}", uri=True, isolation_level=None)

    def _put(self, path: str, content: bytes | None) -> None:
        if path in self._there and self._there[path] == content:
            return
        self._there[path] = content
        if content is None:
            Path(path).unlink(missing_ok=True)
        else:
            Path(path).write_bytes(content)

    def _numbers(self, connection: sqlite3.Connection) -> set[int]:
        """The units of work after which the database held this."""
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
            return {0}
        holds = connection.serialize()
        for recent, numbers in self._recent:
            if holds == recent:
                return numbers
        numbers = self.states.get(fingerprint(holds), set())
        self._recent.append((holds, numbers))
        return numbers

    # ---- one state

    def _asked(self, connection: sqlite3.Connection, number: int, *, thorough: bool) -> str:
        """What is wrong with the state after this unit of work."""
        if (sound := connection.execute("PRAGMA integrity_check").fetchall()) != [("ok",)]:
            return f"unsound: {sound}"
        note = self.notes[number - 1]
        for name, sql in TOLD.items():
            if [list(row) for row in connection.execute(sql)] != note[name]:
                return f"not as was told: {name}"
        inbox = set(connection.execute("SELECT channel, ext_id FROM inbox"))
        kept = {(channel, key.partition("@")[0]) for channel, key in inbox}
        heard = {(c, key) for n in self.notes[:number] for c, key in n["heard"]}
        if missing := heard - kept:
            return f"heard and not kept: {missing}"
        if thorough or number % self.every == 0:
            return self._broken(connection, note)
        return ""

    def _broken(self, opened: sqlite3.Connection, note: dict[str, Any]) -> str:
        """Which of all the promises does not hold."""
        now = datetime.fromisoformat(note["now"])
        self._open.append(opened)
        with self._engine.connect() as connection:
            found = violations(connection, now=now, settled=False)
        return f"broken: {found}" if found else ""
