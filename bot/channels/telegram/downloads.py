"""Getting what people sent on Telegram: its ids mean nothing on another channel."""

from http import HTTPStatus

from telegram import Bot
from telegram.error import BadRequest

from bot.channels.telegram.api import ask
from bot.files import LARGEST, Gone
from bot.http import Http, ServerTrouble, TooLarge


async def download(bot: Bot, http: Http, ref: str) -> bytes:
    """The content of a file by its id; raises `Gone`, or what the library and `Http` raise."""
    try:
        answer = await http.download(await _address(bot, ref), LARGEST, {})
    except TooLarge as error:
        raise Gone(str(error)) from None
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        raise ServerTrouble("too many downloads")
    if answer.status != HTTPStatus.OK:
        raise Gone(f"Telegram answered {answer.status}")
    return answer.body


async def _address(bot: Bot, ref: str) -> str:
    """Where a file is for an hour. It holds the bot's token, so it is told to nobody."""
    try:
        found = await ask(bot, "getFile", {"file_id": ref})
    except BadRequest as error:
        raise Gone(error.message) from None
    path, size = found.get("file_path"), found.get("file_size", 0)
    if not path or size > LARGEST:
        raise Gone(f"{size} bytes" if path else "it has no address")
    return f"{bot.base_file_url}/{path}"
