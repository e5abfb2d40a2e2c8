"""The ten messages of one order, as Telegram sends them, and the chats that send them.

Every bot is played against by the same chats: each writes its next message as soon as it has been
asked the next question, so how fast it goes is the bot's doing alone.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, TypeAlias

Deliver: TypeAlias = Callable[[bytes], Awaitable[None]]
"""Hands a raw update over as a bot gets it; what it does about it may take longer."""


async def nothing() -> None:
    """Nothing is left to be done once the last answer has gone out."""


@dataclass(frozen=True, slots=True)
class Player:
    """A bot to be played against; `settle` is done when it has written down all it ever will of
    what it was told.
    """

    deliver: Deliver
    settle: Callable[[], Awaitable[None]] = nothing


@dataclass(frozen=True, slots=True)
class Step:
    """One message of a customer: words, or a press on the button whose data ends like this.

    `then` tells the answer that lets the chat go on: how a button of it ends, or words of it.
    """

    then: str
    text: str = ""
    press: str = ""


STEPS = (
    Step(text="/pesan", then="1.sole=5"),
    Step(press="1.sole=5", then="1.size=all29"),
    Step(press="1.size=all29", then="1.branding=none"),
    Step(press="1.branding=none", then="1.packing=carton"),
    Step(press="1.packing=carton", then="1.quantity=500"),
    Step(text="{pairs}, secepatnya", then="delivery=pickup"),
    Step(press="delivery=pickup", then="instansi mana"),
    Step(text="Hotel Contoh {chat}", then="Atas nama"),
    Step(text="Tamu {chat}", then="/confirm=order"),
    Step(press="/confirm=order", then="/SO/"),
)


PATIENCE = 60
"""Seconds a chat waits for an answer."""


class Chats:
    """The far end: what every chat was sent, and who waits for what.

    The bots' transports call `shown` with each request that is ready to go out.
    """

    def __init__(self) -> None:
        self._buttons: dict[int, dict[str, tuple[str, int]]] = {}
        self._awaited: dict[int, tuple[str, asyncio.Future[None]]] = {}
        self._messages = count(1)
        self._updates = count(1)
        self.requests = 0

    def shown(self, method: str, payload: dict[str, Any]) -> Any:
        """Take a request and answer it as the Bot API would."""
        self.requests += 1
        if method not in {"sendMessage", "editMessageText"}:
            return True
        chat, text = int(payload["chat_id"]), str(payload["text"])
        key = int(payload.get("message_id") or next(self._messages))
        markup = payload.get("reply_markup") or {}
        markup = json.loads(markup) if isinstance(markup, str) else markup
        data = [b["callback_data"] for row in markup.get("inline_keyboard", ()) for b in row]
        mine = self._buttons.setdefault(chat, {})
        mine |= {pressed.partition(":")[2] or pressed: (pressed, key) for pressed in data}
        self._let_go_on(chat, mine, text)
        return message(chat, key, text, OURSELVES)

    def _let_go_on(self, chat: int, buttons: dict[str, tuple[str, int]], text: str) -> None:
        wanted, answered = self._awaited.get(chat, ("", None))
        if answered is not None and not answered.done() and (wanted in buttons or wanted in text):
            answered.set_result(None)

    def answered(self, chat: int, wanted: str) -> asyncio.Future[None]:
        """Done when a message is shown that has this button or these words."""
        future = asyncio.get_running_loop().create_future()
        self._awaited[chat] = (wanted, future)
        return future

    def forget(self, chat: int) -> None:
        """Let go of a chat that is over; no bot is to be measured by what it was shown."""
        self._buttons.pop(chat, None)
        self._awaited.pop(chat, None)

    def update(self, chat: int, step: Step) -> bytes:
        """The raw update of this chat's next message."""
        key = next(self._updates)
        sender = _customer(chat)
        update: dict[str, Any] = {"update_id": key}
        if step.press:
            data, under = self._buttons[chat][step.press]
            update["callback_query"] = {
                "id": str(key),
                "from": sender,
                "chat_instance": str(chat),
                "data": data,
                "message": message(chat, under, "…", OURSELVES),
            }
        else:
            text = step.text.format(chat=chat, pairs=500 + chat % 50)
            update["message"] = message(chat, key, text, sender)
            if text.startswith("/"):
                command = {"type": "bot_command", "offset": 0, "length": len(text)}
                update["message"]["entities"] = [command]
        return json.dumps(update).encode()


OURSELVES = {"id": 7, "is_bot": True, "first_name": "Bot", "username": "contoh_bot"}


def message(chat: int, key: int, text: str, sender: dict[str, Any]) -> dict[str, Any]:
    """A message of a private chat, as the Bot API writes it."""
    return {
        "message_id": key,
        "date": 1_790_000_000,
        "chat": {"id": chat, "type": "private", "first_name": f"Tamu {chat}"},
        "from": sender,
        "text": text,
    }


def _customer(chat: int) -> dict[str, Any]:
    return {
        "id": chat,
        "is_bot": False,
        "first_name": f"Tamu {chat}",
        "username": f"tamu{chat}",
        "language_code": "id",
    }


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took: seconds in all, processor seconds, and the wait for every answer."""

    updates: int
    seconds: float
    cpu: float
    waits: Sequence[float]


async def play(
    bot: Player, chats: Chats, customers: Sequence[int], in_flight: int, *, last: bool = True
) -> Run:
    """Let every customer order, so many at a time; the last time, until the bot has settled."""
    waits = list[float]()
    next_customer = iter(customers)

    async def order_after_order() -> None:
        for chat in next_customer:
            for step in STEPS:
                raw = chats.update(chat, step)
                answered = chats.answered(chat, step.then)
                began = time.perf_counter()
                await bot.deliver(raw)
                async with asyncio.timeout(PATIENCE):
                    await answered
                waits.append(time.perf_counter() - began)
            chats.forget(chat)

    began, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(order_after_order() for _ in range(in_flight)))
    if last:
        await bot.settle()
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    return Run(len(waits), seconds, cpu, waits)
