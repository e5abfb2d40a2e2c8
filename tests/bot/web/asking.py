"""Asks what the try-it page asks for."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from typing import Any

from aiohttp import ClientSession, StreamReader

TELEGRAM, WHATSAPP = "page-telegram", "page-whatsapp"
RINA: dict[str, object] = {"phone": "telegram", "name": "Rina"}


async def say(client: ClientSession, **words: object) -> tuple[int, dict[str, Any]]:
    async with client.post("/try/say", json=RINA | words) as answer:
        return answer.status, await answer.json()


async def send(client: ClientSession, content: bytes, **query: str) -> tuple[int, dict[str, Any]]:
    query = {"phone": "telegram", "name": "Rina", "file": "logo.png", **query}
    async with client.post("/try/file", params=query, data=BytesIO(content)) as answer:
        return answer.status, await answer.json()


async def event(stream: StreamReader) -> dict[str, Any]:
    """The next event of a stream."""
    line = await asyncio.wait_for(stream.readline(), 5)
    await stream.readline()
    found: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
    return found


@asynccontextmanager
async def watching(client: ClientSession, seen: int = 0) -> AsyncIterator[StreamReader]:
    async with client.get("/try/events", params={"seen": seen}) as answer:
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        yield answer.content


async def on_screen(client: ClientSession) -> list[dict[str, Any]]:
    """All that stands on the phones."""
    async with watching(client) as stream:
        found: list[dict[str, Any]] = (await event(stream))["messages"]
        return found
