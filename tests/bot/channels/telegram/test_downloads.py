"""Files people sent on Telegram, got on to our disk."""

import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram import Bot
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram.api import ServerTroubleError, connect
from bot.channels.telegram.downloads import download
from bot.files import LARGEST, Files, Gone
from bot.http import AnswerLost, Http, NeverSent, ServerTrouble
from handlers.messages import Attachment
from tests.bot.channels.telegram.conftest import TOKEN
from tests.bot.channels.telegram.way import PNG
from tests.doubles.telegram import BotApi, Fault, PrivateChat


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    http = Http()
    yield http
    await http.close()


def sent(api: BotApi) -> str:
    """The id of the file that was sent last, as its update tells it."""
    message = list(api.updates.waiting())[-1].body["message"]
    file = message["photo"][-1] if "photo" in message else message["document"]
    return str(file["file_id"])


async def test_a_photo_is_got_as_it_was_sent(
    bot: Bot, http: Http, api: BotApi, chat: PrivateChat
) -> None:
    await chat.sends_photo(PNG)
    assert await download(bot, http, sent(api)) == PNG


async def test_what_was_sent_on_telegram_is_kept_for_other_channels(
    bot: Bot, http: Http, api: BotApi, chat: PrivateChat, tmp_path: Path
) -> None:
    files = Files(tmp_path)
    files.register("telegram", partial(download, bot, http))
    await chat.sends_document(b"%PDF-1.7", "logo hotel.pdf")
    paper = Attachment("telegram", sent(api), "logo hotel.pdf", "file")
    path = await files.fetch(paper)
    assert path is not None and path.read_bytes() == b"%PDF-1.7"
    assert await files.fetch(paper) == path
    assert len(api.called("getFile")) == 1


@pytest.mark.parametrize("size", [LARGEST + 1, (20 << 20) + 1], ids=["for us", "for Telegram"])
async def test_what_is_too_large_is_gone_before_it_is_read(
    bot: Bot, http: Http, api: BotApi, chat: PrivateChat, size: int
) -> None:
    await chat.sends_document(b"pretends to be large", "film.mp4", size=size)
    with pytest.raises(Gone):
        await download(bot, http, sent(api))


async def test_an_id_telegram_does_not_know_is_gone(
    bot: Bot, http: Http, chat: PrivateChat
) -> None:
    with pytest.raises(Gone):
        await download(bot, http, "another bot's id")


async def test_an_address_that_leads_nowhere_is_gone(
    bot: Bot, http: Http, api: BotApi, chat: PrivateChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    await chat.sends_photo(PNG)
    monkeypatch.setattr(api.files, "link", lambda _: "photos/none.jpg")
    with pytest.raises(Gone):
        await download(bot, http, sent(api))


async def test_a_file_without_an_address_is_gone(bot: Bot, http: Http, api: BotApi) -> None:
    nameless = json.dumps({"ok": True, "result": {"file_id": "P1", "file_unique_id": "U1"}})
    api.fault("getFile", Fault(body=nameless))
    with pytest.raises(Gone):
        await download(bot, http, "P1")


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.too_many(3), RetryAfter),
        (Fault.server_error(502), ServerTroubleError),
        (Fault(401, json.dumps({"ok": False, "description": "Unauthorized"})), InvalidToken),
    ],
    ids=["too fast", "in trouble", "token refused"],
)
async def test_trouble_is_not_the_end_of_a_file(
    bot: Bot, http: Http, api: BotApi, chat: PrivateChat, fault: Fault, error: type[TelegramError]
) -> None:
    await chat.sends_photo(PNG)
    api.fault("getFile", fault)
    with pytest.raises(error):
        await download(bot, http, sent(api))
    assert await download(bot, http, sent(api)) == PNG


@asynccontextmanager
async def giving(
    answer: Callable[[web.Request], Awaitable[web.StreamResponse]],
) -> AsyncIterator[str]:
    """Another server of files, in place of the double's."""
    app = web.Application()
    app.router.add_get("/file/{rest:.*}", answer)
    async with TestServer(app) as server:
        yield str(server.make_url("/file/bot"))


async def test_an_endless_file_is_read_no_further_than_it_may_be(
    http: Http, api: BotApi, chat: PrivateChat
) -> None:
    written = 0

    async def endless(request: web.Request) -> web.StreamResponse:
        nonlocal written
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(bytes(1 << 20))
            written += 1 << 20

    await chat.sends_photo(PNG)
    async with giving(endless) as address:
        bot = connect(TOKEN, api.base_url, address)
        await bot.initialize()
        with pytest.raises(Gone):
            await download(bot, http, sent(api))
        await bot.shutdown()
    assert LARGEST <= written < 2 * LARGEST


@pytest.mark.parametrize(
    ("status", "error"),
    [(429, ServerTrouble), (500, ServerTrouble), (504, AnswerLost), (401, Gone), (404, Gone)],
)
async def test_what_the_server_of_files_answers_tells_whether_to_ask_again(
    http: Http, api: BotApi, chat: PrivateChat, status: int, error: type[Exception]
) -> None:
    async def refuse(_: web.Request) -> web.Response:
        return web.Response(status=status)

    await chat.sends_photo(PNG)
    async with giving(refuse) as address:
        bot = connect(TOKEN, api.base_url, address)
        await bot.initialize()
        with pytest.raises(error):
            await download(bot, http, sent(api))
        await bot.shutdown()


async def test_a_files_address_is_told_to_nobody(
    http: Http, api: BotApi, chat: PrivateChat, caplog: pytest.LogCaptureFixture
) -> None:
    await chat.sends_photo(PNG)
    caplog.set_level(logging.DEBUG)
    bot = connect(TOKEN, api.base_url, "http://127.0.0.1:9/file/bot")
    await bot.initialize()
    caplog.clear()
    with pytest.raises((NeverSent, AnswerLost)) as failed:
        await download(bot, http, sent(api))
    await bot.shutdown()
    assert TOKEN not in str(failed.value)
    assert TOKEN not in str(failed.value.__cause__)
    assert TOKEN not in caplog.text
