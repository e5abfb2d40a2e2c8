"""The network, left out: python-telegram-bot's requests end here, ready to be sent."""

import json
from typing import Any

from telegram import Bot
from telegram.request import BaseRequest, RequestData

from benchmarks.dialog import OURSELVES, Chats

TOKEN = "1234567:" + "x" * 35


class NoNetwork(BaseRequest):
    """Hands what would be sent to the chats; the library writes and reads all the JSON it does."""

    def __init__(self, chats: Chats) -> None:
        self._chats = chats

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """There is nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        called = url.rpartition("/")[2]
        if called == "getMe":
            return 200, answer(OURSELVES)
        sent = request_data.json_parameters if request_data is not None else {}
        return 200, answer(self._chats.shown(called, sent))


def answer(result: Any) -> bytes:
    """A result as the Bot API sends it."""
    return json.dumps({"ok": True, "result": result}).encode()


async def bot(chats: Chats) -> Bot:
    """A bot without a network."""
    made = Bot(TOKEN, request=NoNetwork(chats), get_updates_request=NoNetwork(chats))
    await made.initialize()
    return made
