"""aiogram 3 as its documentation uses it: states, a storage of them, a task an update.

It brings no storage over SQLAlchemy, so this one is as people write theirs: a row a chat and a
short transaction a call.
"""

import json
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.base import BaseSession
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from sqlalchemy import JSON
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker
from sqlalchemy.orm import Mapped, mapped_column

from benchmarks.dialog import Chats, Player
from benchmarks.peers.orders import Base, Orders, engine_in
from benchmarks.peers.questions import QUESTIONS, placed, review
from benchmarks.transport import TOKEN, answer


class Chat(Base):
    """The state and the data of one chat."""

    __tablename__ = "fsm"
    key: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str | None]
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class SqlStorage(BaseStorage):
    """aiogram's storage in a table."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._sessions = async_sessionmaker(engine)

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        async with self._sessions.begin() as session:
            row = await session.get(Chat, _key(key)) or Chat(key=_key(key), data={})
            row.state = state.state if isinstance(state, State) else state
            session.add(row)

    async def get_state(self, key: StorageKey) -> str | None:
        async with self._sessions() as session:
            row = await session.get(Chat, _key(key))
            return row.state if row else None

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        async with self._sessions.begin() as session:
            row = await session.get(Chat, _key(key)) or Chat(key=_key(key))
            row.data = dict(data)
            session.add(row)

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        async with self._sessions() as session:
            row = await session.get(Chat, _key(key))
            return dict(row.data) if row else {}

    async def close(self) -> None:
        """The engine is closed by whoever made it."""


def _key(key: StorageKey) -> str:
    return f"{key.bot_id}:{key.chat_id}:{key.user_id}"


class Asking(StatesGroup):
    """One state a question, named as its answer."""

    sole = State()
    size = State()
    branding = State()
    packing = State()
    quantity = State()
    delivery = State()
    hotel = State()
    person = State()
    confirmed = State()


STATES = [getattr(Asking, question.slot) for question in QUESTIONS]


class NoNetwork(BaseSession):
    """aiogram's session without its network; it writes and reads all the JSON it does."""

    def __init__(self, chats: Chats) -> None:
        super().__init__()
        self._chats = chats

    async def close(self) -> None:
        """There is nothing to close."""

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        files: dict[str, Any] = {}
        form = {
            name: self.prepare_value(value, bot=bot, files=files)
            for name, value in method.model_dump(warnings=False).items()
        }
        sent = {name: value for name, value in form.items() if value}
        content = answer(self._chats.shown(method.__api_method__, sent)).decode()
        response = self.check_response(bot, method, 200, content)
        return response.result  # type: ignore[return-value]  # aiogram's own sessions say cast here

    async def stream_content(self, *_: Any, **__: Any) -> AsyncGenerator[bytes, None]:
        """Nothing is ever downloaded."""
        yield b""


def router(orders: Orders) -> Router:
    """The dialog: a handler for the first message, one for each answer, one for the last."""
    routes = Router()

    @routes.message(Command("pesan"))
    async def begin(message: Message, state: FSMContext) -> None:
        await state.clear()
        await state.set_state(STATES[0])
        await _ask(message, 0, {})

    for number in range(len(QUESTIONS) - 1):
        _register(routes, number)

    @routes.callback_query(Asking.confirmed)
    async def confirmed(press: CallbackQuery, state: FSMContext) -> None:
        key = await orders.place_answers(press.from_user.id, await state.get_data())
        await state.clear()
        await press.answer()
        assert isinstance(press.message, Message)
        await press.message.answer(placed(key))

    return routes


def _register(routes: Router, number: int) -> None:
    """Handle the answer to one question, pressed or written."""

    async def keep(message: Message, state: FSMContext, value: str) -> None:
        answers = await state.update_data({QUESTIONS[number].slot: value})
        await state.set_state(STATES[number + 1])
        await _ask(message, number + 1, answers)

    @routes.callback_query(STATES[number])
    async def pressed(press: CallbackQuery, state: FSMContext) -> None:
        await press.answer()
        assert isinstance(press.message, Message)
        await keep(press.message, state, str(press.data).partition("=")[2])

    @routes.message(STATES[number])
    async def written(message: Message, state: FSMContext) -> None:
        await keep(message, state, message.text or "")


async def _ask(message: Message, number: int, answers: dict[str, str]) -> None:
    question = QUESTIONS[number]
    text = review(answers) if number == len(QUESTIONS) - 1 else question.text
    rows = [
        [InlineKeyboardButton(text=label, callback_data=data)] for label, data in question.buttons
    ]
    markup = InlineKeyboardMarkup(inline_keyboard=rows) if rows else None
    await message.answer(text, reply_markup=markup)


@asynccontextmanager
async def with_sql(folder: Path, chats: Chats) -> AsyncIterator[Player]:
    """A dispatcher over the storage."""
    engine = engine_in(folder)
    orders = Orders(engine)
    await orders.create_tables()
    bot = Bot(TOKEN, session=NoNetwork(chats))
    dispatcher = Dispatcher(storage=SqlStorage(engine))
    dispatcher.include_router(router(orders))

    async def deliver(raw: bytes) -> None:
        await dispatcher.feed_raw_update(bot, json.loads(raw))

    yield Player(deliver)
    await engine.dispose()
