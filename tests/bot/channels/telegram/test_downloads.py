"""Files people sent on Telegram, got on to our disk."""

import json
import logging
from functools import partial
from pathlib import Path

import pytest
from telegram import Bot
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram.api import NeverSentError, ServerTroubleError, connect
from bot.channels.telegram.downloads import download
from bot.files import LARGEST, Files, Gone
from handlers.messages import Attachment
from tests.bot.channels.telegram.conftest import TOKEN
from tests.bot.channels.telegram.way import PNG
from tests.doubles.telegram import BotApi, Fault, PrivateChat


def sent(api: BotApi) -> str:
    """The id of the file that was sent last, as its update tells it."""
    message = list(api.updates.waiting())[-1].body["message"]
    file = message["photo"][-1] if "photo" in message else message["document"]
    return str(file["file_id"])


async def test_a_photo_is_got_as_it_was_sent(bot: Bot, api: BotApi, chat: PrivateChat) -> None:
    await chat.sends_photo(PNG)
    assert await download(bot, sent(api)) == PNG


async def test_what_was_sent_on_telegram_is_kept_for_other_channels(
    bot: Bot, api: BotApi, chat: PrivateChat, tmp_path: Path
) -> None:
    files = Files(tmp_path)
    files.register("telegram", partial(download, bot))
    await chat.sends_document(b"%PDF-1.7", "logo hotel.pdf")
    paper = Attachment("telegram", sent(api), "logo hotel.pdf", "file")
    path = await files.fetch(paper)
    assert path is not None and path.read_bytes() == b"%PDF-1.7"
    assert await files.fetch(paper) == path
    assert len(api.called("getFile")) == 1


@pytest.mark.parametrize("size", [LARGEST + 1, (20 << 20) + 1], ids=["for us", "for Telegram"])
async def test_what_is_too_large_is_gone_before_it_is_read(
    bot: Bot, api: BotApi, chat: PrivateChat, size: int
) -> None:
    await chat.sends_document(b"pretends to be large", "film.mp4", size=size)
    with pytest.raises(Gone):
        await download(bot, sent(api))


async def test_an_id_telegram_does_not_know_is_gone(bot: Bot, chat: PrivateChat) -> None:
    with pytest.raises(Gone):
        await download(bot, "another bot's id")


async def test_an_address_that_leads_nowhere_is_gone(
    bot: Bot, api: BotApi, chat: PrivateChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    await chat.sends_photo(PNG)
    monkeypatch.setattr(api.files, "link", lambda _: "photos/none.jpg")
    with pytest.raises(Gone):
        await download(bot, sent(api))


async def test_a_file_without_an_address_is_gone(bot: Bot, api: BotApi) -> None:
    nameless = json.dumps({"ok": True, "result": {"file_id": "P1", "file_unique_id": "U1"}})
    api.fault("getFile", Fault(body=nameless))
    with pytest.raises(Gone):
        await download(bot, "P1")


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
    bot: Bot, api: BotApi, chat: PrivateChat, fault: Fault, error: type[TelegramError]
) -> None:
    await chat.sends_photo(PNG)
    api.fault("getFile", fault)
    with pytest.raises(error):
        await download(bot, sent(api))
    assert await download(bot, sent(api)) == PNG


async def test_a_files_address_is_told_to_nobody(
    api: BotApi, chat: PrivateChat, caplog: pytest.LogCaptureFixture
) -> None:
    await chat.sends_photo(PNG)
    caplog.set_level(logging.DEBUG)
    bot = connect(TOKEN, api.base_url, "http://127.0.0.1:9/file/bot")
    await bot.initialize()
    caplog.clear()
    with pytest.raises(NeverSentError) as failed:
        await download(bot, sent(api))
    await bot.shutdown()
    assert TOKEN not in str(failed.value)
    assert TOKEN not in caplog.text
