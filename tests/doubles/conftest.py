"""A Bot API double that runs, and the barest of clients for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.doubles.telegram import BotApi

pytest.register_assert_rewrite("tests.doubles.aiogram_talks")

collect_ignore = ["aiogram_talks.py"]
"""Read for doctests otherwise, in every process."""

Json = dict[str, Any]


class Caller:
    """Calls methods with a JSON body and gives back the whole answer."""

    def __init__(self, session: aiohttp.ClientSession, api: BotApi) -> None:
        self.session = session
        self.api = api

    def url(self, method: str) -> str:
        return f"{self.api.base_url}{self.api.token}/{method}"

    async def __call__(self, method: str, **params: object) -> Json:
        async with self.session.post(self.url(method), json=params) as response:
            body: Json = await response.json()
            assert body["ok"] == (response.status == 200)
            return body

    async def result(self, method: str, **params: object) -> Any:
        body = await self(method, **params)
        assert body["ok"], body
        return body["result"]

    async def refusal(self, method: str, **params: object) -> str:
        body = await self(method, **params)
        assert not body["ok"], body
        return str(body["description"])

    async def update_ids(self, **params: object) -> list[int]:
        return [update["update_id"] for update in await self.result("getUpdates", **params)]


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as api:
        yield api


@pytest.fixture
async def call(api: BotApi) -> AsyncIterator[Caller]:
    async with aiohttp.ClientSession() as session:
        yield Caller(session, api)
