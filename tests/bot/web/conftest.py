"""The desk behind the page, and a client that asks as the page does.

One server stands for all tests of a file; each test finds its screens empty.
"""

import os
import shutil
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from tests.bot.web.desk import EchoDesk, echo_desk, served
from tests.bot.web.look import View, opened

QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]


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


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        missing = "there is no Chromium here to look at the page with"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=QUIET)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def view(browser: Browser, desk: EchoDesk, url: str) -> AsyncIterator[View]:
    async with opened(browser, url) as view:
        yield view
        assert view.complaints == []
