"""How a desk is joined to Telegram."""

import asyncio
from contextlib import AsyncExitStack
from functools import partial

import structlog
from telegram import Bot
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.channels import telegram as telegram_channel
from bot.channels.telegram.api import connect
from bot.channels.telegram.channel import Telegram, seconds
from bot.channels.telegram.downloads import download
from bot.channels.telegram.polling import Updates, poll
from bot.channels.telegram.profile import introduce
from bot.channels.telegram.updates import ALLOWED
from bot.desk import Desk
from bot.http import Http
from bot.joins import Joined, StartFailed, Work
from bot.outbox import Dispatcher
from bot.pacing import TELEGRAM, Limits
from bot.promoting import Feeder
from bot.settings import Settings
from bot.web.telegram import PATH, webhook

TRIES = 5
"""How often Telegram is told at most where it shall deliver to."""

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
    desk.shop.doors[telegram_channel.NAME] = f"https://t.me/{bot.username}?start={{}}"
    desk.files.register(telegram_channel.NAME, partial(download, bot, http))
    channel = Telegram(bot, desk.intake.take, desk.files, desk.clock)
    dispatcher = Dispatcher(
        channel,
        desk.database,
        limits or TELEGRAM,
        desk.shop.voice,
        desk.clock,
        desk.metrics,
        duty=desk.duties.duty("telegram send"),
        sole=True,
        hours=desk.shop.promotes_at,
    )
    desk.dispatchers.append(dispatcher)
    feeder = Feeder(dispatcher, desk.database, desk.shop, desk.clock)
    incoming = Updates(channel, desk.intake.take, desk.clock, bot.username)
    present = partial(introduce, bot, desk.shop.voice, desk.shop.catalogue)
    work: dict[str, Work] = {"telegram present": present, "telegram promotions": feeder.run}
    if settings.telegram_mode == "webhook":
        return Joined([webhook(incoming, _secret(settings))], work)
    return Joined(work={**work, "telegram poll": partial(_poll, bot, incoming, stop)})


async def _set_webhook(bot: Bot, settings: Settings) -> None:
    url = settings.public_url.rstrip("/") + PATH
    for _ in range(TRIES):
        try:
            await bot.set_webhook(url, secret_token=_secret(settings), allowed_updates=ALLOWED)
        except RetryAfter as error:  # other workers say the same at this moment
            await asyncio.sleep(seconds(error))
        else:
            return


def _secret(settings: Settings) -> str:
    assert settings.telegram_webhook_secret is not None, "the settings see to it"
    return settings.telegram_webhook_secret.get_secret_value()


async def _poll(bot: Bot, incoming: Updates, stop: asyncio.Event) -> None:
    try:
        await poll(bot, incoming)
    except InvalidToken:
        log.exception("token_refused", advice="prokana check")
        stop.set()
