"""Processor time of one Telegram message over real HTTP on this machine: ours and PTB's default.

Run as a program, it sends so many messages, so many at a time, and prints what that took.
"""

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from benchmarks.runner import served
from benchmarks.transport import TOKEN

TEXT = "Tercatat: 500 pasang, secepatnya.\n\nDikirim ke mana?"
BUTTONS = (("Ambil sendiri", "a1:delivery=pickup"), ("Kota Padang", "a1:delivery=padang"))
ROWS = [[{"text": label, "callback_data": data}] for label, data in BUTTONS]
WARMING_UP = 50

Send: TypeAlias = Callable[[int], Awaitable[object]]


def ours(url: str) -> tuple[Bot, Send]:
    """As the desk sends: finished payloads over its own client."""
    from bot.channels.telegram.api import ask, connect  # noqa: PLC0415 - a peer holds none of ours

    bot = connect(TOKEN, url, url)
    payload: dict[str, Any] = {
        "text": TEXT,
        "entities": [],
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {"inline_keyboard": ROWS},
    }
    return bot, lambda chat: ask(bot, "sendMessage", {"chat_id": str(chat), **payload})


def theirs(url: str) -> tuple[Bot, Send]:
    """As the library's documentation sends, over its default transport."""
    bot = Bot(TOKEN, base_url=url)
    rows = [[InlineKeyboardButton(label, callback_data=data)] for label, data in BUTTONS]
    return bot, lambda chat: bot.send_message(chat, TEXT, reply_markup=InlineKeyboardMarkup(rows))


async def measured(sender: str, messages: int, in_flight: int, url: str) -> dict[str, float]:
    bot, send = {"ours": ours, "ptb": theirs}[sender](url)
    await bot.request.initialize()
    await _sent(send, WARMING_UP, in_flight)
    began, cpu = time.perf_counter(), time.process_time()
    await _sent(send, messages, in_flight)
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    await bot.request.shutdown()
    return {"per_second": messages / seconds, "cpu_us": cpu / messages * 1e6}


async def _sent(send: Send, messages: int, in_flight: int) -> None:
    chats = iter(range(1, messages + 1))

    async def one_after_another() -> None:
        for chat in chats:
            await send(chat)

    await asyncio.gather(*(one_after_another() for _ in range(in_flight)))


if __name__ == "__main__":
    with served("benchmarks.far_server") as port:
        url = f"http://127.0.0.1:{port}/bot"
        done = asyncio.run(measured(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), url))
    sys.stdout.write(json.dumps(done))
