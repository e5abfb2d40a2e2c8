"""A Bot API with the one rule that matters after a crash: an offset confirms what is before it."""

import asyncio
import json
import time
from collections import Counter
from typing import Any, Self

from aiohttp import web

from benchmarks.dialog import OURSELVES, STEPS, Chats

MOST = 100
"""Updates in one answer."""


class Api:
    """Hands out updates until they are confirmed, and counts what each chat is told."""

    def __init__(self) -> None:
        self.url = ""
        self.told: Counter[int] = Counter()
        self.taken = asyncio.Event()
        """Some updates have been handed out."""
        self.spoke_at = time.monotonic()
        """When somebody last asked for anything but updates."""
        self.confirmed = 0
        """All updates up to this have been confirmed."""
        self._chats = Chats()
        self._updates: list[dict[str, Any]] = []
        self._news = asyncio.Event()

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=1 << 20)
        app.router.add_route("*", "/bot{token}/{method}", self._asked)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    def arrive(self, chat: int) -> None:
        """Somebody writes to the bot."""
        self._updates.append(json.loads(self._chats.update(chat, STEPS[0])))
        self._news.set()

    async def _asked(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        given = {k: str(v) for k, v in (await request.post()).items()}
        result = await (
            self._waiting(given) if method == "getUpdates" else self._done(method, given)
        )
        return web.json_response({"ok": True, "result": result})

    async def _done(self, method: str, given: dict[str, str]) -> Any:
        self.spoke_at = time.monotonic()
        if method == "getMe":
            return OURSELVES
        if method == "sendMessage":
            self.told[int(given["chat_id"])] += 1
        return self._chats.shown(method, given)

    async def _waiting(self, given: dict[str, str]) -> list[dict[str, Any]]:
        offset = int(given.get("offset", 0))
        self.confirmed = max(self.confirmed, offset - 1)
        gives_up = time.monotonic() + float(given.get("timeout", 0))
        while not (found := self._unconfirmed()) and time.monotonic() < gives_up:
            self._news.clear()
            try:
                async with asyncio.timeout(gives_up - time.monotonic()):
                    await self._news.wait()
            except TimeoutError:
                break
        if found:
            self.taken.set()
        return found

    def _unconfirmed(self) -> list[dict[str, Any]]:
        return [u for u in self._updates[self.confirmed :] if u["update_id"] > self.confirmed][
            :MOST
        ]
