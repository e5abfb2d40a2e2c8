"""The peers' database: SQLAlchemy's ORM over aiosqlite, one short session a step.

It is opened as safely as ours: a commit is on the disk when it returns.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import JSON, event
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """All tables of a peer."""


class Draft(Base):
    """What somebody has answered so far."""

    __tablename__ = "drafts"
    user_id: Mapped[int] = mapped_column(primary_key=True)
    answers: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)


class Order(Base):
    """What was ordered."""

    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int]
    answers: Mapped[dict[str, str]] = mapped_column(JSON)


def engine_in(folder: Path) -> AsyncEngine:
    engine = create_async_engine(f"sqlite+aiosqlite:///{folder}/peer.db")

    @event.listens_for(engine.sync_engine, "connect")
    def configure(connection: Any, record: object) -> None:
        cursor = connection.cursor()
        for pragma in ("busy_timeout=30000", "journal_mode=WAL", "synchronous=FULL"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine


class Orders:
    """Drafts and orders, a transaction a step."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._sessions = async_sessionmaker(engine, expire_on_commit=False)

    async def create_tables(self) -> None:
        async with self._engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)

    async def begin(self, user: int) -> None:
        async with self._sessions.begin() as session:
            await session.merge(Draft(user_id=user, answers={}))

    async def answer(self, user: int, slot: str, value: str) -> dict[str, str]:
        """Keep an answer; returns all there are."""
        async with self._sessions.begin() as session:
            draft = await session.get_one(Draft, user)
            draft.answers = {**draft.answers, slot: value}
            return draft.answers

    async def place(self, user: int) -> int:
        """Make the draft an order; returns its number."""
        async with self._sessions.begin() as session:
            draft = await session.get_one(Draft, user)
            order = Order(user_id=user, answers=draft.answers)
            session.add(order)
            await session.delete(draft)
            await session.flush()
            return order.id

    async def place_answers(self, user: int, answers: dict[str, str]) -> int:
        """An order whose draft was kept elsewhere; returns its number."""
        async with self._sessions.begin() as session:
            order = Order(user_id=user, answers=answers)
            session.add(order)
            await session.flush()
            return order.id
