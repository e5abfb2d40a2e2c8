"""The same promotion by python-telegram-bot, as its tutorials send to many: a plain loop that waits
where Telegram says so, or everything at once through `AIORateLimiter`.

It answers whoever talks meanwhile; on SIGUSR1 the promotion begins.
"""

import asyncio
import signal
import sys
from typing import Any, TypeAlias

from telegram import Update
from telegram.error import RetryAfter
from telegram.ext import (
    AIORateLimiter,
    Application,
    ApplicationBuilder,
    ContextTypes,
    MessageHandler,
    filters,
)

from tests.promoting import WORDS
from tests.stories.worlds import TOKEN

FIRST = 10_001
App: TypeAlias = Application[Any, Any, Any, Any, Any, Any]
TEXT = f"Halo, {WORDS}."


async def answer(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    await update.message.reply_text("Senin sampai Sabtu, 08.00 sampai 15.00.")


async def loop(app: App, many: int) -> None:
    """One after another; what is refused is sent again once it may."""
    for chat in range(FIRST, FIRST + many):
        while True:
            try:
                await app.bot.send_message(chat, TEXT)
            except RetryAfter as error:
                after = error.retry_after
                await asyncio.sleep(after if isinstance(after, int) else after.total_seconds())
            else:
                break


async def at_once(app: App, many: int) -> None:
    """All of them, as fast as the limiter lets them."""
    sends = (app.bot.send_message(chat, TEXT) for chat in range(FIRST, FIRST + many))
    await asyncio.gather(*sends, return_exceptions=True)


async def main(name: str, base_url: str, many: int) -> None:
    builder = ApplicationBuilder().token(TOKEN).base_url(base_url).concurrent_updates(True)
    app: App
    if name == "limiter":
        app = builder.rate_limiter(AIORateLimiter(max_retries=3)).build()
    else:
        app = builder.build()
    app.add_handler(MessageHandler(filters.TEXT, answer))
    begins, ends = asyncio.Event(), asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, begins.set)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ends.set)
    async with app:
        await app.start()
        assert app.updater is not None
        await app.updater.start_polling()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await begins.wait()
        promoting = asyncio.create_task((at_once if name == "limiter" else loop)(app, many))
        await ends.wait()
        promoting.cancel()
        await app.updater.stop()
        await app.stop()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
