"""The transport: what it sends, how long it waits, and that it never tries twice."""

import asyncio
import traceback
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram import Bot, InputFile
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.channels.telegram.api import NeverSentError, ServerTroubleError, ask, connect
from bot.http import READ_SECONDS, Answer, Http
from tests.bot.far_end import until
from tests.doubles.telegram import ApiError, BotApi, Fault, PrivateChat

TOKEN = "123456789:TEST-token-of-the-double-abcdefghijk"


async def test_one_call_gives_what_telegram_answers(bot: Bot, chat: PrivateChat) -> None:
    sent = await ask(bot, "sendMessage", {"chat_id": 101, "text": "halo – 👍"})
    assert sent["text"] == "halo – 👍"


async def test_files_travel_with_the_other_values(bot: Bot, chat: PrivateChat) -> None:
    paper = InputFile(b"%PDF-1.7", filename="surat.pdf")
    payload = {"chat_id": 101, "document": paper, "caption": "Surat", "caption_entities": []}
    await ask(bot, "sendDocument", payload)
    assert chat.last.document == ("surat.pdf", b"%PDF-1.7")
    assert chat.last.text == "Surat"


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.too_many(2), RetryAfter),
        (Fault.bad_request("chat not found"), BadRequest),
        (Fault.server_error(500), ServerTroubleError),
        (Fault.server_error(503), ServerTroubleError),
        (Fault.server_error(504), TimedOut),
        (Fault.answer_lost(), NetworkError),
        (Fault.of(ApiError(401, "Unauthorized")), InvalidToken),
        (Fault.of(ApiError(404, "Not Found")), InvalidToken),
    ],
)
async def test_nothing_is_tried_twice(
    bot: Bot, api: BotApi, chat: PrivateChat, fault: Fault, error: type[Exception]
) -> None:
    api.fault("sendMessage", fault)
    with pytest.raises(error):
        await ask(bot, "sendMessage", {"chat_id": 101, "text": "halo"})
    assert len(api.called("sendMessage")) == 1


async def test_a_token_telegram_does_not_know_is_refused_from_the_start(api: BotApi) -> None:
    bot = connect("123456789:another-token-abcdefghijklmnopqrstuv", api.base_url, api.base_file_url)
    with pytest.raises(InvalidToken) as caught:
        await bot.initialize()
    assert "another-token" not in "".join(traceback.format_exception(caught.value))
    await bot.shutdown()


async def test_where_nobody_listens_nothing_was_sent() -> None:
    bot = connect(TOKEN, "http://127.0.0.1:9/bot", "http://127.0.0.1:9/file/bot")
    with pytest.raises(NeverSentError):
        await bot.initialize()
    await bot.shutdown()


async def test_no_error_shows_the_token(bot: Bot, api: BotApi) -> None:
    for fault in (Fault.answer_lost(), Fault.server_error(), Fault(200, "<html>")):
        api.fault("getChat", fault)
        with pytest.raises(Exception, match=r".") as caught:
            await ask(bot, "getChat", {"chat_id": 101})
        shown = f"{caught.value!r} {caught.value.__cause__!r}"
        assert TOKEN not in shown


async def test_a_bot_can_be_closed_twice_and_used_again(bot: Bot, chat: PrivateChat) -> None:
    await bot.shutdown()
    await bot.shutdown()
    await bot.initialize()
    assert (await ask(bot, "getMe", {}))["is_bot"]


async def test_nothing_that_is_sent_waits_for_a_poll(api: BotApi, chat: PrivateChat) -> None:
    http = Http(connections=1)
    bot = connect(TOKEN, api.base_url, api.base_file_url, http)
    await bot.initialize()
    started = await ask(bot, "getUpdates", {})
    after = {"offset": started[-1]["update_id"] + 1, "timeout": 50}
    poll = asyncio.create_task(ask(bot, "getUpdates", after))
    await until(lambda: len(api.called("getUpdates")) == 2)
    await ask(bot, "sendMessage", {"chat_id": 101, "text": "halo"})
    assert not poll.done()
    poll.cancel()
    await bot.shutdown()
    await http.close()


class Noting(Http):
    """Notes how long each answer may take."""

    def __init__(self) -> None:
        super().__init__()
        self.limits: list[float] = []

    async def request(self, method: str, url: str, **content: Any) -> Answer:
        self.limits.append(content["seconds"])
        return await super().request(method, url, **content)


async def test_an_upload_may_take_three_times_as_long(api: BotApi, chat: PrivateChat) -> None:
    http = Noting()
    bot = connect(TOKEN, api.base_url, api.base_file_url, http)
    await bot.initialize()
    http.limits.clear()
    paper = InputFile(b"%PDF-1.7", filename="surat.pdf")
    await ask(bot, "sendMessage", {"chat_id": 101, "text": "halo"})
    await ask(bot, "sendDocument", {"chat_id": 101, "document": paper})
    await ask(bot, "getChat", {"chat_id": 101}, read_seconds=60)
    assert http.limits == [READ_SECONDS, 3 * READ_SECONDS, 60]
    await bot.shutdown()
    await http.close()


async def test_a_client_that_is_anothers_stays_open(api: BotApi) -> None:
    http = Http()
    for _ in range(2):
        bot = connect(TOKEN, api.base_url, api.base_file_url, http)
        await bot.initialize()
        await bot.shutdown()
    client = http._client
    assert client is not None and not client.closed
    await http.close()
    assert client.closed


async def test_a_bot_that_is_shut_down_connects_to_nobody_any_more(
    bot: Bot, api: BotApi, chat: PrivateChat
) -> None:
    await bot.shutdown()
    before = len(api.calls)
    with pytest.raises(NeverSentError):
        await ask(bot, "sendMessage", {"chat_id": 101, "text": "halo"})
    assert len(api.calls) == before


async def test_a_redirect_is_not_followed_with_the_token() -> None:
    asked: list[str] = []

    async def elsewhere(request: web.Request) -> web.Response:
        asked.append(request.path)
        raise web.HTTPFound("/elsewhere")

    app = web.Application()
    app.router.add_route("*", "/{anything:.*}", elsewhere)
    async with TestServer(app) as server:
        bot = connect(TOKEN, str(server.make_url("/bot")), str(server.make_url("/file")))
        with pytest.raises(NetworkError):
            await bot.initialize()
        await bot.shutdown()
    assert asked == [f"/bot{TOKEN}/getMe"]
