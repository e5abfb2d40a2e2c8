"""A bot connected to the Bot API double, and a chat to write into."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from telegram import Bot

from bot.channels.telegram.api import connect
from tests.bot.channels.telegram.way import Way
from tests.doubles.telegram import BotApi, Group, PrivateChat

TOKEN = "123456789:TEST-token-of-the-double-abcdefghijk"


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi(token=TOKEN) as api:
        yield api


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    bot = connect(TOKEN, api.base_url, api.base_file_url)
    await bot.initialize()
    yield bot
    await bot.shutdown()


@pytest.fixture
async def chat(api: BotApi) -> PrivateChat:
    chat = api.private(api.user(101, "Dewi"))
    await chat.starts()
    return chat


@pytest.fixture
def way(bot: Bot, tmp_path: Path) -> Way:
    return Way(bot, tmp_path)


@pytest.fixture
def group(api: BotApi) -> Group:
    return api.group(-500, "Petugas", members=[api.user(202, "Budi")])
