"""Getting what people sent on Telegram: its ids mean nothing on another channel."""

from telegram import Bot
from telegram.error import BadRequest, InvalidToken

from bot.channels.telegram.api import ask
from bot.files import LARGEST, Gone


async def download(bot: Bot, ref: str) -> bytes:
    """The content of a file by its id; raises `Gone`, or the library's errors.

    Its address holds the bot's token, and is good for an hour: it is told to nobody.
    """
    try:
        found = await ask(bot, "getFile", {"file_id": ref})
    except BadRequest as error:
        raise Gone(error.message) from None
    path, size = found.get("file_path"), found.get("file_size", 0)
    if not path or size > LARGEST:
        raise Gone(f"{size} bytes")
    try:
        return await bot.request.retrieve(f"{bot.base_file_url}/{path}")
    except (BadRequest, InvalidToken):
        raise Gone("Telegram has it no longer") from None  # the token was good a moment ago
