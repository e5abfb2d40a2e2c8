"""Bots that run as they do in earnest: long polling, real HTTP, an order kept for every message.

Each takes ten milliseconds over a message, as a handler does that asks somebody something.
"""

import asyncio
import os
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.transport import TOKEN

TAKES = 0.01
KNOWN = 1000
"""People whom a bot with a pickle knows already; it writes all of them every time."""

THANKS = "Pesanan Bapak/Ibu sudah kami catat."


def ptb(url: str, folder: Path) -> None:
    """python-telegram-bot's own polling, and SQLAlchemy."""
    from telegram import Update  # noqa: PLC0415 - no bot holds another's library
    from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters  # noqa: PLC0415

    from benchmarks.peers.orders import Orders, engine_in  # noqa: PLC0415

    orders = Orders(engine_in(folder))

    async def order(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_user is not None
        assert update.effective_message is not None
        await asyncio.sleep(TAKES)
        await orders.place_answers(update.effective_user.id, {})
        await update.effective_message.reply_text(THANKS)

    async def begin(_: object) -> None:
        await orders.create_tables()

    application = ApplicationBuilder().token(TOKEN).base_url(f"{url}/bot").post_init(begin).build()
    application.add_handler(MessageHandler(filters.TEXT, order))
    application.run_polling()


def pickled(url: str, folder: Path) -> None:
    """python-telegram-bot's own polling, and its PicklePersistence, written for every message."""
    from telegram import Update  # noqa: PLC0415 - as above
    from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters  # noqa: PLC0415

    path = folder / "peer.pickle"

    async def order(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_user is not None
        assert update.effective_message is not None
        assert context.user_data is not None
        await asyncio.sleep(TAKES)
        context.user_data.setdefault("orders", []).append({})
        context.application.mark_data_for_update_persistence(user_ids=update.effective_user.id)
        await context.application.update_persistence()
        with path.open("rb") as kept:
            os.fsync(kept.fileno())
        await update.effective_message.reply_text(THANKS)

    builder = ApplicationBuilder().token(TOKEN).base_url(f"{url}/bot")
    application = builder.persistence(pickle_in(folder)).build()
    application.add_handler(MessageHandler(filters.TEXT, order))
    application.run_polling()


def pickle_in(folder: Path, *, on_flush: bool = False) -> Any:
    from telegram.ext import PicklePersistence  # noqa: PLC0415 - as above

    return PicklePersistence(folder / "peer.pickle", on_flush=on_flush)


async def know_people(folder: Path) -> None:
    """The store of a bot that has had customers before."""
    from telegram.ext import ExtBot  # noqa: PLC0415 - as above

    store = pickle_in(folder, on_flush=True)
    store.set_bot(ExtBot(TOKEN))
    await store.get_user_data()  # makes room for all that it keeps
    answers = dict.fromkeys(("sole", "size", "branding", "packing", "hotel"), "pilihan")
    for person in range(1, KNOWN + 1):
        await store.update_user_data(person, {"orders": [answers]})
    await store.flush()


async def pickled_orders(folder: Path) -> Counter[int]:
    """How many orders of everybody the store has; raises if it cannot be read."""
    from telegram.ext import ExtBot  # noqa: PLC0415 - as above

    store = pickle_in(folder)
    store.set_bot(ExtBot(TOKEN))
    people = await store.get_user_data()
    return Counter({person: len(kept.get("orders", ())) for person, kept in people.items()})


def aiogram(url: str, folder: Path) -> None:
    """Long polling as aiogram does it, and SQLAlchemy."""
    from aiogram import Bot, Dispatcher  # noqa: PLC0415 - as above
    from aiogram.client.session.aiohttp import AiohttpSession  # noqa: PLC0415
    from aiogram.client.telegram import TelegramAPIServer  # noqa: PLC0415
    from aiogram.types import Message  # noqa: PLC0415

    from benchmarks.peers.orders import Orders, engine_in  # noqa: PLC0415

    async def run() -> None:
        orders = Orders(engine_in(folder))
        await orders.create_tables()
        bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))
        dispatcher = Dispatcher()

        @dispatcher.message()
        async def order(message: Message) -> None:
            assert message.from_user is not None
            await asyncio.sleep(TAKES)
            await orders.place_answers(message.from_user.id, {})
            await message.answer(THANKS)

        await dispatcher.start_polling(bot)

    asyncio.run(run())
