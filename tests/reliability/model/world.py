"""A desk in the middle of its world: its file, its ways in and out, and all that can go wrong."""

import asyncio
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from bot.intake import Intake
from bot.metrics import Metrics
from bot.pacing import UNLIMITED, Pacer
from handlers.messages import Address, Heard, Joined, Moved, Reach, Said
from handlers.scene import Shop
from storage import batch, codec, outbox, tables, upkeep
from storage.codec import Arrival
from storage.invariants import violations
from tests.desks import NOON, SPEECH, HandClock, spoken, url
from tests.reliability.model.bargaining import CATALOGUE, Button
from tests.reliability.model.cast import (
    CUSTOMERS,
    EVERYBODY,
    GROUP,
    IN_GROUP,
    SUPERGROUP,
    TELEGRAM,
    WHATSAPP,
    Person,
    seated,
)
from tests.reliability.model.expected import Expected
from tests.reliability.model.far import WINDOW, Far, Hold
from tests.reliability.model.processes import Died, Sender, Stopped, inline

DAY = timedelta(days=1)
_METRICS = Metrics()
_BARGAINS = Shop(CATALOGUE, SPEECH)
_OFFERS = """
    SELECT sent_id, about FROM outbox
    WHERE chat IN (?, ?) AND sent_id != '' AND (about LIKE 'quote:%' OR about LIKE 'counter:%')
    ORDER BY id DESC
"""
_TOKEN = """
    SELECT action, reason, coalesce('quote:' || quote_id, 'order:' || order_id), version, expires_at
    FROM tokens WHERE value = ?
"""


@dataclass
class World:
    """Everything outside the desk, and the desk as one process after another runs it."""

    folder: Path
    clock: HandClock = field(default_factory=lambda: HandClock(NOON))
    blocked: set[str] = field(default_factory=set)
    in_group: set[str] = field(default_factory=lambda: {p.id for p in IN_GROUP})
    left_at: dict[str, float] = field(default_factory=dict)
    migrated: bool = False
    elapsed: float = 0.0
    set_back: float = 0.0
    next_id: int = 5000
    next_word: int = 0
    pending: list[Arrival] = field(default_factory=list)
    past: list[tuple[datetime, Arrival]] = field(default_factory=list)
    stopped: dict[str, Stopped] = field(default_factory=dict)
    wrong: list[Exception] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name in ("prokana.db", "prokana.db-wal", "prokana.db-shm"):
            (self.folder / name).unlink(missing_ok=True)
        (self.folder / "prokana.db").write_bytes(seated())
        self.model = Expected(self.clock, self)
        self.eye = sqlite3.connect(self.folder / "prokana.db", isolation_level=None)
        self.far = {
            n: Far(n, self, self._told, self.clock, self.wrong) for n in (TELEGRAM, WHATSAPP)
        }
        self.start()

    # ---- the desk's processes

    def start(self) -> None:
        """A process begins: it knows nothing but what is in the file."""
        self.database = inline(url(self.folder))
        self.database.after, self.database.busy = self._committed, 0
        self.intake = Intake(self.database, _BARGAINS, self.clock, _METRICS)
        self.senders = {name: self._sender(name) for name in self.far}

    def _sender(self, name: str, *, sole: bool = False) -> Sender:
        far = self.far[name]
        sender = Sender(far, self.database, UNLIMITED, SPEECH, self.clock, _METRICS, sole=sole)
        sender._pacer = Pacer(UNLIMITED, lambda: self.elapsed)
        sender.stuck = asyncio.Event()
        return sender

    async def crash(self) -> None:
        """The process is gone: what it had leased stays leased."""
        for one in self.stopped.values():
            tasks = [one.draining, *one.sender._under_way]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        self.stopped.clear()
        await self.database.close()
        for name, row in self.ask("SELECT channel, id FROM outbox WHERE state = 'leased'"):
            self.far[name].losses[row] += 1
            self.far[name].stopped[row] += 1
        self.start()

    async def take_up(self) -> None:
        """The new process knows that it is alone: what is leased was left behind."""
        for name in self.far:
            sender = self._sender(name, sole=True)
            sender.stop()
            await sender.run()

    async def die_taking(self, arrivals: list[Arrival]) -> None:
        """The process is gone just before what it took is on the disk."""

        def unit(connection: Connection) -> None:
            batch.take(connection, arrivals, _BARGAINS, self.clock())
            raise Died

        with suppress(Died):
            self.database._write(unit, "take")
        self.pending += arrivals
        await self.crash()

    def _committed(self, name: str, result: Any) -> None:
        if name == "take":
            for arrival in result:
                self._heard(arrival)
        if name == "books" and self.far[TELEGRAM].told_moved and self.model.group == GROUP:
            self._follow()

    def _heard(self, arrival: Arrival) -> None:
        try:
            self.model.hear(arrival)
        except Exception as error:  # the desk would take it for a fault of the message
            self.wrong.append(error)

    def _follow(self) -> None:
        chats = {chat for (chat,) in self.ask("SELECT chat FROM staff_chats")}
        if SUPERGROUP in chats:
            self.model.moved(GROUP, SUPERGROUP)

    # ---- updates

    def update(self, channel: str, heard: Heard) -> Arrival:
        self.next_id += 1
        key = str(self.next_id) if channel == TELEGRAM else f"SM{self.next_id}"
        return Arrival(channel, key, "{}", heard)

    def says(self, person: Person, text: str = "", **more: Any) -> list[Arrival]:
        """What somebody writes or presses; who had blocked us lets us in again first."""
        self.turn(4)
        before = [self._reach(person, is_open=True)] if person.id in self.blocked else []
        return [*before, self.update(person.channel, self._said(person, text, **more))]

    def _said(self, person: Person, text: str, **more: Any) -> Said:
        grouped = person.grouped
        return Said(
            address=Address(TELEGRAM, self.group) if grouped else person.chat,
            sender=person.id,
            name=f"Nama {person.id}",
            at=self.clock(),
            text=text,
            private=not grouped,
            language="id",
            aliases=() if person.channel == WHATSAPP else None,
            wire=person.id if person.channel == WHATSAPP else "",
            groups=person.channel == TELEGRAM,
            **more,
        )

    @property
    def group(self) -> str:
        return SUPERGROUP if self.migrated else GROUP

    def _reach(self, person: Person, *, is_open: bool) -> Arrival:
        (self.blocked.discard if is_open else self.blocked.add)(person.id)
        return self.update(person.channel, Reach(person.chat, is_open, self.clock()))

    def blocks(self, person: Person) -> list[Arrival]:
        return [self._reach(person, is_open=False)]

    def leaves(self, person: Person) -> list[Arrival]:
        self.in_group.discard(person.id)
        self.left_at[person.id] = self.elapsed
        return [self._joined(person, member=False)]

    def joins(self, person: Person) -> list[Arrival]:
        self.in_group.add(person.id)
        return [self._joined(person, member=True)]

    def _joined(self, person: Person, *, member: bool) -> Arrival:
        here = Address(TELEGRAM, self.group)
        return self.update(TELEGRAM, Joined(here, person.id, member, self.clock()))

    def migrates(self) -> list[Arrival]:
        """The group grows; both its ids tell."""
        self.migrated = True
        news = Moved(Address(TELEGRAM, GROUP), Address(TELEGRAM, SUPERGROUP), self.clock())
        return [self.update(TELEGRAM, news), self.update(TELEGRAM, news)]

    def word(self) -> str:
        """Words nobody has said before, and that mean nothing."""
        self.next_word += 1
        letters = "".join("bdgkz"[self.next_word // 5**i % 5] for i in range(4))
        return f"xq{letters}qx"

    async def take(self, arrivals: Iterable[Arrival]) -> None:
        """Hand updates to the desk, as one batch; those it has taken before change nothing."""
        for channel in (TELEGRAM, WHATSAPP):
            batched = [a for a in arrivals if a.channel == channel]
            known = all((a.channel, a.ext_id) in self.model.taken for a in batched)
            before = self._version() if known else 0
            await self._told(batched)
            assert not known or self._version() == before, "a repetition changed something"
            self.past += [(self.clock(), a) for a in batched]

    def _version(self) -> int:
        return int(self.ask("PRAGMA data_version")[0][0])

    async def _told(self, arrivals: list[Arrival]) -> None:
        """A channel hands over until it is told that we have it."""
        while arrivals:
            with suppress(OperationalError):
                await self.intake.take(arrivals)
                break
        taken = {(a.channel, a.ext_id) for a in arrivals}
        assert taken <= self.model.taken, "it was acknowledged and is not there"

    # ---- deliveries

    async def drain(self, name: str) -> None:
        """Deliver what can go now; where a delivery is stopped, the process stands still."""
        sender, far = self.senders[name], self.far[name]
        hold = far.hold
        draining = asyncio.create_task(self._drains(sender))
        if hold is None:
            await draining
            return

        def held() -> None:
            sender.holding += 1
            sender.look()

        far.on_hold = held
        stuck = asyncio.create_task(sender.stuck.wait())
        await asyncio.wait({draining, stuck}, return_when=asyncio.FIRST_COMPLETED)
        stuck.cancel()
        far.hold = None
        if draining.done():
            draining.result()
        else:
            self.stopped[name] = Stopped(sender, draining, hold)
            self.senders[name] = self._sender(name)

    async def _drains(self, sender: Sender) -> None:
        while True:
            with suppress(OperationalError):
                await sender.drain()
                return

    async def stop(self, name: str, *, executes: bool) -> None:
        """The next delivery stops half-way, and its process with it."""
        if name not in self.stopped:
            self.far[name].hold = Hold(executes)
            await self.drain(name)

    async def go_on(self, name: str) -> None:
        """A process that stood still comes back, and finishes what it was at."""
        one = self.stopped.pop(name)
        one.sender.holding = 0
        one.hold.goes_on.set()
        await one.draining

    async def promote(self, person: Person) -> None:
        """Somebody posts a promotion to who wants it."""
        row = {
            "channel": person.channel,
            "chat": person.id,
            "lane": outbox.PROMOTION_LANE,
            "body": codec.outgoing(spoken(f"promo {person.id}")),
            "due_at": self.clock(),
        }
        if self.wants_promotions(person.id) and self.is_reachable(person.id):
            insert = tables.outbox.insert().values(row)
            await self.database.write(lambda c: c.execute(insert), name="promote")

    async def dismiss(self, person: Person) -> None:
        """The operator dismisses an officer."""
        key = self.ask("SELECT id FROM contacts WHERE ext_id = ?", person.id)[0][0]
        gone = tables.officers.update().where(tables.officers.c.contact_id == key)
        await self.database.write(lambda c: c.execute(gone.values(active=False)))
        self.model.dismissed.add(person.id)

    def turn(self, seconds: float) -> None:
        self.clock.turn(seconds)
        self.elapsed += max(seconds, 0)
        self.set_back += max(-seconds, 0)

    async def quiet_week(self) -> None:
        """Nobody writes for a week; then Telegram counts its updates anew, from anywhere."""
        await self.arrive(list(range(len(self.pending))), together=True)
        self.turn(8 * DAY.total_seconds())
        await self.database.write(lambda c: upkeep.tidy(c, TELEGRAM, self.clock()), name="tidy")
        gone = {key for key in self.model.taken if key[0] == TELEGRAM}
        self.model.taken -= gone
        self.past.clear()
        self.next_id -= 3 * (self.next_id - 5000) // 4

    async def arrive(self, order: list[int], *, together: bool) -> None:
        """What was late arrives, in any order, in one batch or one by one."""
        late, self.pending = [self.pending[i] for i in order], []
        for one in [late] if together else [[a] for a in late]:
            await self.take(one)

    # ---- what the far ends ask, and the model

    def may_write_to(self, chat: str) -> bool:
        heard = self.model.heard_at.get(chat, NOON)
        return self.clock() - heard <= WINDOW

    def wants_promotions(self, chat: str) -> bool:
        return self.model.wants_promotions(chat)

    def is_reachable(self, chat: str) -> bool:
        return bool(self.ask("SELECT reachable FROM contacts WHERE ext_id = ?", chat)[0][0])

    def may_still_seem_a_member(self, person: str) -> bool:
        gone = self.elapsed - self.left_at.get(person, self.elapsed)
        return person in self.in_group or gone <= 60 + self.set_back

    def button(self, value: str) -> Button | None:
        for action, reason, matter, version, expires in self.ask(_TOKEN, value):
            at = datetime.fromisoformat(expires).replace(tzinfo=NOON.tzinfo)
            return Button(action, reason, matter, version, at)
        return None

    def about(self, chat: Address, message: str) -> str:
        sql = "SELECT about FROM outbox WHERE channel = ? AND chat = ? AND sent_id = ?"
        found = self.ask(f"{sql} ORDER BY id DESC", chat.channel, chat.chat, message)
        return str(found[0][0]) if found else ""

    def offers_shown_to(self, person: Person) -> list[tuple[str, int]]:
        """Messages about an offer in an officer's chat, newest first, and the quote of each."""
        chats = (GROUP, SUPERGROUP) if person.grouped else (person.id, person.id)
        found = [(key, about.split(":")) for key, about in self.ask(_OFFERS, *chats)]
        return [(key, int(number)) for key, (_, number, _) in found]

    def order(self, number: str) -> int | None:
        found = self.ask("SELECT id FROM orders WHERE number = ?", number)
        return int(found[0][0]) if found else None

    def shown_to_officers(self, value: str) -> Address | None:
        """The chat a button was shown in, as it is called now."""
        for far in self.far.values():
            if chat := far.pressable.get(value):
                here = self.model.group if chat in {GROUP, SUPERGROUP} else chat
                return Address(far.name, here)
        return None

    def dated_anew(self, quote: int) -> bool:
        """Whether the desk wrote down that the quote's day was gone."""
        told = "SELECT 1 FROM quote_events WHERE quote_id = ? AND what = 'told' AND rule = 'date'"
        return bool(self.ask(told, quote))

    def ask(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return self.eye.execute(sql, values).fetchall()

    # ---- the end

    async def settle(self) -> None:
        """Everybody comes back, everything arrives, and all that waits goes."""
        for name in list(self.stopped):
            await self.go_on(name)
        for far in self.far.values():
            far.faults.clear()
            far.hold = None
        await self.arrive(list(range(len(self.pending))), together=True)
        for _ in range(400):
            for name in self.far:
                await self.drain(name)
            if held := self._held():
                await self.take([u for p in held for u in self.says(p, "/menu")])
            elif not self._goes_on_waiting():
                return
        raise AssertionError("it never comes to rest")

    def _held(self) -> list[Person]:
        held = {c for (c,) in self.ask("SELECT DISTINCT chat FROM outbox WHERE state = 'held'")}
        return [EVERYBODY[c] for c in held]

    def _goes_on_waiting(self) -> bool:
        sql = "SELECT min(max(due_at, coalesce(lease_until, due_at))) FROM outbox"
        first = self.ask(f"{sql} WHERE state IN ('ready', 'leased')")[0][0]
        if first is None:
            return False
        due = datetime.fromisoformat(first).replace(tzinfo=NOON.tzinfo)
        self.turn(max(1.0, (due - self.clock()).total_seconds() + 0.001))
        return True

    async def broken(self) -> list[Any]:
        def look(connection: Connection) -> list[Any]:
            return violations(connection, now=self.clock(), settled=True)

        return [
            v
            for v in await self.database.read(look)
            if not (self.set_back and v.what == "broken-turn")
        ]

    async def close(self) -> None:
        await self.crash()
        await self.database.close()
        self.eye.close()

    @property
    def customers(self) -> tuple[Person, ...]:
        return CUSTOMERS
