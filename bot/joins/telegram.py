"""How a desk is joined to Telegram."""

import asyncio
from contextlib import AsyncExitStack
from functools import partial

import structlog
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.channels import telegram as telegram_channel
from bot.channels.telegram.api import connect
from bot.channels.telegram.channel import Telegram
from bot.channels.telegram.downloads import download
from bot.channels.telegram.polling import Updates, poll
from bot.channels.telegram.profile import introduce
from bot.channels.telegram.updates import ALLOWED
from bot.desk import Desk
from bot.http import Http
from bot.joins import Joined, StartFailed
from bot.outbox import Dispatcher
from bot.pacing import TELEGRAM, Limits
from bot.settings import Settings
from bot.web.telegram import PATH, webhook

log = structlog.get_logger()


async def join_telegram(
    settings: Settings,
    desk: Desk,
    http: Http,
    stack: AsyncExitStack,
    stop: asyncio.Event,
    limits: Limits | None,
) -> Joined:
    """Join the desk to its bot: by webhook where that is set, else by long polling.

    Raises `StartFailed` if Telegram refuses the token or cannot be reached.
    """
    assert settings.telegram_token is not None
    token = settings.telegram_token.get_secret_value()
    bot = connect(token, settings.telegram_api_url, settings.telegram_file_url, http)
    stack.push_async_callback(bot.shutdown)
    try:
        await bot.initialize()
        if settings.telegram_mode == "webhook":
            await _set_webhook(bot, settings)
        else:
            await bot.delete_webhook()
    except InvalidToken:
        raise StartFailed("PROKANA_TELEGRAM_TOKEN was refused by Telegram: prokana check") from None
    except TelegramError as error:
        raise StartFailed(f"Telegram cannot be used: {error.message}: prokana check") from None
    desk.files.register(telegram_channel.NAME, partial(download, bot, http))
    channel = Telegram(bot, desk.intake.take, desk.files, desk.clock)
    desk.dispatchers.append(
        Dispatcher(
            channel,
            desk.database,
            limits or TELEGRAM,
            desk.shop.voice,
            desk.clock,
            desk.metrics,
            sole=True,
        )
    )
    incoming = Updates(channel, desk.intake.take, desk.clock, bot.username)
    present = partial(introduce, bot, desk.shop.voice, desk.shop.catalogue)
    if settings.telegram_mode == "webhook":
        return Joined([webhook(incoming, _secret(settings))], [present])
    return Joined(work=[present, partial(_poll, bot, incoming, stop)])


async def _set_webhook(bot: Bot, settings: Settings) -> None:
    url = settings.public_url.rstrip("/") + PATH
    await bot.set_webhook(url, secret_token=_secret(settings), allowed_updates=ALLOWED)


def _secret(settings: Settings) -> str:
    assert settings.telegram_webhook_secret is not None, "the settings see to it"
    return settings.telegram_webhook_secret.get_secret_value()


async def _poll(bot: Bot, incoming: Updates, stop: asyncio.Event) -> None:
    try:
        await poll(bot, incoming)
    except InvalidToken:
        log.exception("token_refused", advice="prokana check")
        stop.set()
