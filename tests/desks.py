"""What tests below the conversations stand on: a real database in a file, a clock turned by hand,
and a customer one press away from an order.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, Select, create_engine, event, func, select

from bot.speech import Speech
from handlers.desk import Contact, Kept
from handlers.forms import Answers, Dialog
from handlers.messages import Address, Outgoing, Prompt, Said, Spoken
from handlers.order import OrderForm
from handlers.scene import Shop, units_of
from services.orders import Order, Role
from services.quotes import Quote, priced
from storage import codec, tables, upkeep
from storage.codec import Arrival
from storage.database import Database
from storage.desk import SqlDesk
from storage.migrate import upgrade
from tests.services.examples import PLAIN, SLIPPERS

T = TypeVar("T")

NOON = datetime(2026, 11, 18, 5, tzinfo=UTC)
"""Noon of a Wednesday in Padang."""

SPEECH = Speech(ZoneInfo("Asia/Jakarta"))
SHOP = Shop(SLIPPERS, SPEECH)
STAFF = Address("telegram", "-500")

DRAFT: Answers = {f"1.{axis}": value for axis, value in PLAIN.items()} | {
    "1.quantity": 500,
    "delivery": "pickup",
    "wanted": "asap",
    "hotel": "Hotel Contoh Baru",
    "kind": "hotel",
    "person": "Dewi",
}
"""An order that lacks nothing but its confirmation."""


class HandClock:
    """Stands still until it is turned."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def turn(self, seconds: float) -> datetime:
        self.now += timedelta(seconds=seconds)
        return self.now


class Unspeakable(Exception):
    """What a poisoned text raises."""


class Stumbling:
    """A voice that cannot say anything with "poison" in it."""

    languages: Sequence[str] = SPEECH.languages

    def speak(self, prompt: Prompt, language: str) -> Spoken:
        if "poison" in str(prompt):
            raise Unspeakable("it sticks in the throat")
        return SPEECH.speak(prompt, language)


STUMBLING = Shop(SLIPPERS, Stumbling())


def url(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder}/prokana.db"


@cache
def _up_to_date() -> bytes:
    """A database file brought up to date, made once: doing it takes longer than most tests."""
    with TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/prokana.db")
        with engine.begin() as connection:
            upgrade(connection)
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        engine.dispose()
        return Path(folder, "prokana.db").read_bytes()


def prepare(folder: Path) -> None:
    """Put a database that is up to date into a folder that has none."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "prokana.db"
    if not path.exists():
        path.write_bytes(_up_to_date())


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Database]:
    """A database that is up to date."""
    prepare(folder)
    database = Database(url(folder))
    try:
        yield database
    finally:
        await database.close()


def address(person: int = 1) -> Address:
    return Address("telegram", str(person))


def said(text: str = "halo", person: int = 1, **more: Any) -> Said:
    """What a customer says in their own chat."""
    spoken = Said(address(person), str(person), f"Dewi {person}", NOON, text, language="id")
    return replace(spoken, **more)


def in_group(text: str = "", person: int = 9, **more: Any) -> Said:
    """What an officer says in the staff chat."""
    return said(text, person, address=STAFF, private=False, name="Budi", **more)


def arrival(key: object, heard: Any = None, **more: Any) -> Arrival:
    return Arrival("telegram", f"u:{key}", "{}", heard or said(**more))


def desk(connection: Connection, now: datetime = NOON, shop: Shop = SHOP) -> SqlDesk:
    return SqlDesk(connection, shop, now)


def at_desk(unit: Callable[[SqlDesk], T], now: datetime = NOON) -> Callable[[Connection], T]:
    """A unit of work at the desk, written back at its end."""

    def work(connection: Connection) -> T:
        at = desk(connection, now)
        result = unit(at)
        at.flush()
        return result

    return work


def met(at: SqlDesk, person: int = 1) -> Contact:
    return at.meet(said(person=person), "id")


def drafted(at: SqlDesk, dialog_id: str = "d1", person: int = 1) -> Kept:
    """A draft of this person that waits for its confirmation."""
    contact = met(at, person)
    contact.dialog_id = dialog_id
    kept = Kept(Dialog(dialog_id, "order", DRAFT), contact.id, "going")
    at.keep(kept)
    return kept


def quoted(
    at: SqlDesk, dialog_id: str = "d1", person: int = 1, revises: Quote | None = None
) -> Quote:
    drafted(at, dialog_id, person)
    wanted = OrderForm(SLIPPERS, units_of(SLIPPERS), NOON.date()).wanted(DRAFT)
    return at.issue(dialog_id, met(at, person), priced(SLIPPERS, wanted), 14, revises)


def ordered(at: SqlDesk, dialog_id: str = "d1", person: int = 1) -> Order:
    return placed(at, quoted(at, dialog_id, person))[0]


def placed(at: SqlDesk, quote: Quote) -> tuple[Order, bool]:
    """The order of a quote that stands, and whether it was made just now."""
    found = at.place(quote)
    assert found is not None
    return found


async def link_staff(database: Database, chat: Address = STAFF) -> None:
    await database.write(at_desk(lambda at: at.link_staff_chat(chat)))


async def invitation(database: Database, now: datetime = NOON, role: Role = Role.DESK) -> str:
    return await database.write(lambda c: upkeep.invite(c, role, now))


async def rows(database: Database, statement: Select[Any]) -> list[Any]:
    """All rows of a query; where it has one column, that column."""
    found = await database.read(lambda c: c.execute(statement).all())
    return [row[0] if len(row) == 1 else tuple(row) for row in found]


async def count(database: Database, table: Any) -> int:
    return int((await rows(database, select(func.count()).select_from(table)))[0])


def spoken(text: str = "halo") -> Spoken:
    return Spoken(text, "id")


async def post(database: Database, text: str, person: int = 1, **more: Any) -> int:
    """Put a message in the outbox, with columns of its own; returns its id."""

    def unit(connection: Connection) -> int:
        to = more.pop("to", address(person))
        row = {
            "channel": to.channel,
            "chat": to.chat,
            "body": codec.outgoing(more.pop("body", spoken(text))),
            "due_at": NOON,
            **more,
        }
        key = connection.execute(tables.outbox.insert().returning(tables.outbox.c.id), row)
        return int(key.scalar_one())

    return await database.write(unit)


def outgoing(text: str, to: Address = STAFF, **more: Any) -> Outgoing:
    return Outgoing(to, spoken(text), **more)


def statements(engine: Engine) -> list[str]:
    """The SQL that is sent from now on, as it is sent."""
    seen: list[str] = []

    @event.listens_for(engine, "before_cursor_execute")
    def note(_c: Any, _cursor: Any, sql: str, *_: Any) -> None:
        seen.append(sql)

    return seen
