"""How the bot presents itself: its description and its commands, in every language."""

import structlog
from telegram import Bot
from telegram.error import TelegramError

from bot.channels.telegram.drawing import shortened
from handlers.commands import COMMANDS
from handlers.messages import Phrase, Prompt, Value
from handlers.scene import Voice
from services.catalogue import Catalogue

_SCOPES = {"customer": "all_private_chats", "staff": "all_group_chats"}

log = structlog.get_logger()


async def introduce(bot: Bot, voice: Voice, catalogue: Catalogue) -> None:
    """Set commands and descriptions; a failure is logged, for the desk works without."""
    try:
        for language in ("", *voice.languages):
            await _describe(bot, voice, catalogue, language)
            for scope in _SCOPES:
                await _list_commands(bot, voice, scope, language)
    except TelegramError as error:
        log.warning("introduction_failed", reason=error.message)


async def _describe(bot: Bot, voice: Voice, catalogue: Catalogue, language: str) -> None:
    values: dict[str, Value] = {
        "workshop": catalogue.workshop.name,
        "product": catalogue.product.name,
    }
    spoken = language or voice.languages[0]
    for method, parameter, key, most in (
        ("setMyDescription", "description", "bot-description", 512),
        ("setMyShortDescription", "short_description", "bot-short-description", 120),
    ):
        words = voice.speak(Prompt((Phrase(key, values),)), spoken).text
        payload = {parameter: shortened(words, most), "language_code": language}
        await bot.do_api_request(method, api_kwargs=payload)


async def _list_commands(bot: Bot, voice: Voice, scope: str, language: str) -> None:
    spoken = language or voice.languages[0]
    commands = [
        {
            "command": c.names[spoken],
            "description": voice.speak(Prompt((Phrase(f"command-{c.does}"),)), spoken).text,
        }
        for c in COMMANDS
        if c.scope == scope
    ]
    payload = {
        "commands": commands,
        "scope": {"type": _SCOPES[scope]},
        "language_code": language,
    }
    await bot.do_api_request("setMyCommands", api_kwargs=payload)
