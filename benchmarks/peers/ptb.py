"""python-telegram-bot as its examples use it: a ConversationHandler, one update after the other."""

import json
import os
import warnings
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    TypeHandler,
    filters,
)
from telegram.warnings import PTBUserWarning

from benchmarks.dialog import Chats, Player
from benchmarks.peers.orders import Orders, engine_in
from benchmarks.peers.questions import QUESTIONS, placed, review
from benchmarks.transport import TOKEN, NoNetwork

# Its advice about per_message is for conversations that go on in several messages at once.
warnings.filterwarnings("ignore", message="If 'per_message=False'", category=PTBUserWarning)

Context: TypeAlias = ContextTypes.DEFAULT_TYPE
Handle: TypeAlias = Callable[[Update, Context], Coroutine[Any, Any, int]]
App: TypeAlias = Application[Any, Any, Any, Any, Any, Any]


class Memory(Protocol):
    """Where a bot keeps what it is told."""

    async def begin(self, user: int, context: Context) -> None: ...

    async def answer(
        self, user: int, context: Context, slot: str, value: str
    ) -> dict[str, str]: ...

    async def place(self, user: int, context: Context) -> int: ...


class UserData:
    """`context.user_data`, as the library's conversation examples do it."""

    def __init__(self) -> None:
        self._numbers = count(1)

    async def begin(self, user: int, context: Context) -> None:
        assert context.user_data is not None
        context.user_data["answers"] = {}

    async def answer(self, user: int, context: Context, slot: str, value: str) -> dict[str, str]:
        assert context.user_data is not None
        answers: dict[str, str] = context.user_data["answers"]
        answers[slot] = value
        return answers

    async def place(self, user: int, context: Context) -> int:
        assert context.user_data is not None
        orders = context.user_data.setdefault("orders", [])
        orders.append(context.user_data.pop("answers"))
        return next(self._numbers)


class Sql:
    """A session and a commit in every step."""

    def __init__(self, orders: Orders) -> None:
        self._orders = orders

    async def begin(self, user: int, context: Context) -> None:
        await self._orders.begin(user)

    async def answer(self, user: int, context: Context, slot: str, value: str) -> dict[str, str]:
        return await self._orders.answer(user, slot, value)

    async def place(self, user: int, context: Context) -> int:
        return await self._orders.place(user)


def conversation(memory: Memory, *, persistent: bool) -> ConversationHandler[Context]:
    """The dialog: each question is a state, and its handler asks the next."""

    async def begin(update: Update, context: Context) -> int:
        assert update.effective_user is not None
        await memory.begin(update.effective_user.id, context)
        await _ask(update, 0, {})
        return 0

    async def confirmed(update: Update, context: Context) -> int:
        assert update.effective_user is not None
        number = await memory.place(update.effective_user.id, context)
        await (await _message(update)).reply_text(placed(number))
        return ConversationHandler.END

    def answered(state: int) -> Handle:
        async def handle(update: Update, context: Context) -> int:
            assert update.effective_user is not None
            value, slot = _value(update), QUESTIONS[state].slot
            answers = await memory.answer(update.effective_user.id, context, slot, value)
            await _ask(update, state + 1, answers)
            return state + 1

        return handle

    steps = [*(answered(state) for state in range(len(QUESTIONS) - 1)), confirmed]
    words = filters.TEXT & ~filters.COMMAND
    return ConversationHandler(
        entry_points=[CommandHandler("pesan", begin)],
        states={
            state: [CallbackQueryHandler(step), MessageHandler(words, step)]
            for state, step in enumerate(steps)
        },
        fallbacks=[CommandHandler("pesan", begin)],
        name="order",
        persistent=persistent,
    )


def _value(update: Update) -> str:
    if update.callback_query is not None:
        return str(update.callback_query.data).partition("=")[2]
    assert update.effective_message is not None
    return update.effective_message.text or ""


async def _message(update: Update) -> Message:
    """The message to reply to; a press is answered first."""
    if update.callback_query is not None:
        await update.callback_query.answer()
    assert update.effective_message is not None
    return update.effective_message


async def _ask(update: Update, state: int, answers: dict[str, str]) -> None:
    question = QUESTIONS[state]
    text = review(answers) if state == len(QUESTIONS) - 1 else question.text
    rows = [[InlineKeyboardButton(label, callback_data=data)] for label, data in question.buttons]
    markup = InlineKeyboardMarkup(rows) if rows else None
    await (await _message(update)).reply_text(text, reply_markup=markup)


@asynccontextmanager
async def keeping_nothing(folder: Path, chats: Chats) -> AsyncIterator[Player]:
    """A bot that forgets everything when it ends."""
    async with _running(chats, UserData()) as (_, player):
        yield player


@asynccontextmanager
async def with_sql(folder: Path, chats: Chats) -> AsyncIterator[Player]:
    """SQLAlchemy's ORM over aiosqlite, committed before each answer."""
    engine = engine_in(folder)
    orders = Orders(engine)
    await orders.create_tables()
    async with _running(chats, Sql(orders)) as (_, player):
        yield player
    await engine.dispose()


@asynccontextmanager
async def with_pickle(folder: Path, chats: Chats) -> AsyncIterator[Player]:
    """PicklePersistence, written and synced after every update."""
    path = folder / "peer.pickle"

    async def flush(update: Update, context: Context) -> None:
        # The library notes whose data changed after the handlers only: too late for this update.
        assert update.effective_user is not None
        context.application.mark_data_for_update_persistence(user_ids=update.effective_user.id)
        await context.application.update_persistence()
        with path.open("rb") as kept:
            os.fsync(kept.fileno())

    persistence: PicklePersistence[Any, Any, Any] = PicklePersistence(path, on_flush=False)
    async with _running(chats, UserData(), persistence) as (application, player):
        application.add_handler(TypeHandler(Update, flush), group=1)
        yield player


@asynccontextmanager
async def _running(
    chats: Chats, memory: Memory, persistence: PicklePersistence[Any, Any, Any] | None = None
) -> AsyncIterator[tuple[App, Player]]:
    builder = ApplicationBuilder().token(TOKEN).updater(None)
    builder = builder.request(NoNetwork(chats)).get_updates_request(NoNetwork(chats))
    if persistence is not None:
        builder = builder.persistence(persistence)
    application: App = builder.build()
    application.add_handler(conversation(memory, persistent=persistence is not None))

    async def deliver(raw: bytes) -> None:
        update = Update.de_json(json.loads(raw), application.bot)
        await application.update_queue.put(update)

    async with application:
        await application.start()
        yield application, Player(deliver, application.update_queue.join)
        await application.stop()
