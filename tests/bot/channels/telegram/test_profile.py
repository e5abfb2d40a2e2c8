"""How the bot presents itself, in every language and within Telegram's limits."""

from zoneinfo import ZoneInfo

import pytest
from telegram import Bot

from bot.channels.telegram.profile import introduce
from bot.speech import LANGUAGES, Speech
from handlers.commands import COMMANDS
from services.catalogue import default_path, load
from tests.doubles.telegram import BotApi, Fault

CATALOGUE = load(default_path())
VOICE = Speech(ZoneInfo("Asia/Jakarta"))
CALLS = (len(LANGUAGES) + 1) * 4


async def test_every_language_has_descriptions_and_commands(bot: Bot, api: BotApi) -> None:
    await introduce(bot, VOICE, CATALOGUE)
    calls = [call for call in api.calls if call.method.startswith("setMy")]
    assert len(calls) == CALLS
    assert all(call.executed for call in calls)
    assert {call.params.get("language_code", "") for call in calls} == {"", *LANGUAGES}


async def test_customers_see_their_commands_and_groups_the_officers(bot: Bot, api: BotApi) -> None:
    await introduce(bot, VOICE, CATALOGUE)
    for scope, kind in (("customer", "all_private_chats"), ("staff", "all_group_chats")):
        for language in LANGUAGES:
            found = await bot.get_my_commands({"type": kind}, language)  # type: ignore[arg-type]
            wanted = [c.names[language] for c in COMMANDS if c.scope == scope]
            assert [command.command for command in found] == wanted
            assert all(1 <= len(command.description) <= 256 for command in found)


async def test_a_language_we_do_not_speak_gets_the_first_one(bot: Bot, api: BotApi) -> None:
    await introduce(bot, VOICE, CATALOGUE)
    described = (await bot.get_my_description("de")).description
    assert described == (await bot.get_my_description(LANGUAGES[0])).description
    assert described != (await bot.get_my_description("en")).description
    assert CATALOGUE.workshop.name in described


@pytest.mark.parametrize("fault", [Fault.too_many(3600), Fault.answer_lost(), Fault(200, "<html>")])
async def test_a_desk_without_an_introduction_is_still_a_desk(
    bot: Bot, api: BotApi, fault: Fault
) -> None:
    api.fault("setMyDescription", fault)
    await introduce(bot, VOICE, CATALOGUE)
    assert len(api.called("setMyDescription")) == 1
