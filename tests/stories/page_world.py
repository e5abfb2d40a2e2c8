"""Both on the try-it page, through the requests the page itself makes."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp

from tests.stories.worlds import Running, World, content_of, settings_in, until


class PageWorld:
    """The customer has one of the two phones, the officer the third."""

    def __init__(self, running: Running, phone: str) -> None:
        self._running = running
        self._phones = {"": phone, "petugas": "staff"}
        self._names = {"": "Dewi", "petugas": "Budi"}
        self._seen = 0
        self._shown: dict[int, dict[str, Any]] = {}
        self._old: set[str] = set()

    async def open(self) -> None:
        self._client = aiohttp.ClientSession(self._running.url)
        self._watching = asyncio.create_task(self._watch())

    async def close(self) -> None:
        self._watching.cancel()
        with suppress(asyncio.CancelledError, aiohttp.ClientError):
            await self._watching
        await self._client.close()

    async def _watch(self) -> None:
        address = f"/try/events?seen={self._seen}"
        async with self._client.get(address) as answer:
            async for line in answer.content:
                if line.startswith(b"data: "):
                    event = json.loads(line[6:])
                    self._seen = event["seen"]
                    self._shown |= {m["id"]: m for m in event["messages"]}

    async def _say(self, who: str, **words: object) -> None:
        body = {"phone": self._phones[who], "name": self._names[who], **words}
        async with self._client.post("/try/say", json=body) as answer:
            assert answer.status == 200, await answer.text()

    async def says(self, who: str, text: str) -> None:
        await self._say(who, text=text)

    async def presses(self, who: str, label: str) -> None:
        """Press the newest button of that label, or say the number it has where there is none."""

        def found() -> tuple[int, str] | None:
            mine = [m for m in self._shown.values() if m["phone"] == self._phones[who]]
            for message in sorted(mine, key=lambda m: -m["id"]):
                for option in message["choices"]["options"]:
                    if _same(option["label"], label):
                        return message["id"], option["press"]
            return None

        if await until(lambda: found() is not None, 2):
            pressed = found()
            assert pressed is not None
            await self._say(who, message=pressed[0], press=pressed[1])
        else:
            await self._say(who, text=label)

    async def sends(self, who: str, name: str) -> None:
        query = {"phone": self._phones[who], "name": self._names[who], "file": name}
        async with self._client.post("/try/file", params=query, data=content_of(name)) as answer:
            assert answer.status == 200, await answer.text()

    async def replies(self, who: str, to: str, text: str) -> None:
        mine = [m for m in self._shown.values() if m["phone"] == self._phones[who]]
        message = max(m["id"] for m in mine if to in _text(m))
        await self._say(who, text=text, answers=message)

    async def restart(self) -> None:
        await self.close()
        await self._running.stop()
        await self._running.start()
        await self.open()

    async def look(self) -> None:
        pass

    def mark(self) -> None:
        self._old = {_drawn(m) for m in self._shown.values()}

    def news(self, who: str) -> str:
        mine = (m for m in self._shown.values() if m["phone"] == self._phones[who] and m["desk"])
        return "\n\n".join(d for d in map(_drawn, mine) if d not in self._old)


def _same(shown: str, label: str) -> bool:
    """A narrow phone may have shortened the label."""
    return shown == label or (shown.endswith("…") and label.startswith(shown[:-1].rstrip()))


def _text(message: dict[str, Any]) -> str:
    return "".join(run[0] for run in message["text"])


def _drawn(message: dict[str, Any]) -> str:
    options = " ".join(f"[{option['label']}]" for option in message["choices"]["options"])
    return f"{message['id']}: {_text(message)}\n{options}"


def page_world(phone: str) -> Any:
    """The world of that phone."""

    @asynccontextmanager
    async def world(folder: Path, **values: object) -> AsyncIterator[World]:
        running = Running(settings_in(folder, **values))
        await running.start()
        page = PageWorld(running, phone)
        await page.open()
        try:
            yield page
        finally:
            await page.close()
            await running.stop()

    return world
