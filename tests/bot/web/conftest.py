"""The desk behind the page, and a client that asks as the page does.

One server stands for all tests of a file; each test finds its screens empty.
"""

from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio

from tests.bot.web.desk import EchoDesk, echo_desk, served


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def standing_desk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[EchoDesk]:
    async with echo_desk(tmp_path_factory.mktemp("desk")) as desk:
        yield desk


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def url(standing_desk: EchoDesk) -> AsyncIterator[str]:
    async with served(standing_desk) as url:
        yield url


@pytest_asyncio.fixture(loop_scope="module")
async def desk(standing_desk: EchoDesk) -> EchoDesk:
    await standing_desk.forget()
    return standing_desk


@pytest_asyncio.fixture(loop_scope="module")
async def client(desk: EchoDesk, url: str) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(url) as session:
        yield session
