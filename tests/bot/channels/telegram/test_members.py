"""Who is in a group, and the answers to presses: what Telegram does not say is no."""

import asyncio
from collections.abc import Callable

import pytest
from telegram import Bot

from bot.channels.delivery import Delivered, Lost, MovedTo, NotNow, Sent
from handlers.messages import (
    Address,
    AskMembership,
    Said,
    Spoken,
)
from tests.bot.channels.telegram.way import NOW, Way
from tests.doubles.telegram import ApiError, BotApi, Fault, Group, PrivateChat


def question(person: str = "202", chat: str = "-500") -> AskMembership:
    here = Address("telegram", chat)
    said = Said(here, person, "Budi", NOW, press="!token", private=False)
    return AskMembership(here, person, said)


def answered(way: Way) -> bool | None:
    [arrival] = way.taken
    assert arrival.ext_id == "job:1"
    assert isinstance(arrival.heard, Said)
    assert arrival.heard.press == "!token"
    return arrival.heard.member


async def test_who_is_in_the_group_is_a_member(way: Way, group: Group) -> None:
    assert await way.deliver(question(), "-500") == Sent()
    assert answered(way) is True


@pytest.mark.parametrize("act", [Group.leaves, Group.remove])
async def test_who_left_is_none(
    way: Way, api: BotApi, group: Group, act: Callable[..., object]
) -> None:
    siti = api.user(203, "Siti")
    await group.add(siti)
    await act(group, siti)  # type: ignore[misc]
    assert await way.deliver(question("203"), "-500") == Sent()
    assert answered(way) is False


@pytest.mark.parametrize(("is_member", "there"), [(True, True), (False, False)])
async def test_a_restricted_person_is_a_member_while_in_the_group(
    way: Way, api: BotApi, group: Group, is_member: bool, there: bool
) -> None:
    flag = "true" if is_member else "false"
    result = f'{{"status":"restricted","is_member":{flag},"user":{{"id":202}}}}'
    api.fault("getChatMember", Fault(200, f'{{"ok":true,"result":{result}}}'))
    await way.deliver(question(), "-500")
    assert answered(way) is there


@pytest.mark.parametrize(
    "body",
    ['{"ok":true,"result":{"status":"restricted"}}', '{"ok":true,"result":{"status":"new"}}'],
)
async def test_what_telegram_does_not_clearly_call_a_member_is_none(
    way: Way, api: BotApi, group: Group, body: str
) -> None:
    api.fault("getChatMember", Fault(200, body))
    await way.deliver(question(), "-500")
    assert answered(way) is False


@pytest.mark.parametrize(
    "fault",
    [
        Fault.bad_request("PARTICIPANT_ID_INVALID"),
        Fault.bad_request("member list is inaccessible"),
        Fault.bad_request("chat not found"),
        Fault.forbidden("bot was kicked from the group chat"),
    ],
)
async def test_a_question_that_is_refused_is_answered_no(
    way: Way, api: BotApi, group: Group, fault: Fault
) -> None:
    api.fault("getChatMember", fault)
    assert await way.deliver(question(), "-500") == Sent()
    assert answered(way) is False


@pytest.mark.parametrize(
    ("fault", "ending"),
    [
        (Fault.too_many(3), NotNow),
        (Fault.server_error(), NotNow),
        (Fault.server_error(502), NotNow),
        (Fault.of(ApiError(401, "Unauthorized")), NotNow),
        (Fault.answer_lost(), Lost),
        (Fault.dropped_before(), Lost),
        (Fault(200, "<html>"), Lost),
        (Fault.bad_request("upgraded", {"migrate_to_chat_id": -100_500}), MovedTo),
    ],
)
async def test_a_question_that_got_no_answer_is_asked_again_and_never_a_yes(
    way: Way, api: BotApi, group: Group, fault: Fault, ending: type[Delivered]
) -> None:
    api.fault("getChatMember", fault)
    assert isinstance(await way.deliver(question(), "-500"), ending)
    assert not way.taken


async def test_a_question_follows_its_group_when_it_moves(
    way: Way, api: BotApi, group: Group
) -> None:
    new = str(await group.upgrade_to_supergroup())
    assert await way.deliver(question(), new) == Sent()
    assert api.called("getChatMember")[-1].params["chat_id"] == int(new)
    assert answered(way) is True


# Presses


async def test_a_press_is_answered(way: Way, chat: PrivateChat) -> None:
    await way.deliver()
    press = await chat.presses("Putih")
    await way.channel.answer_press(press.id)
    assert press.answer is not None


async def test_a_press_that_is_too_old_is_let_be(way: Way, api: BotApi, chat: PrivateChat) -> None:
    await way.deliver()
    press = await chat.presses("Putih")
    api.clock.advance(60)
    await way.channel.answer_press(press.id)
    assert press.answer is None


@pytest.mark.parametrize("key", ["unknown", "", "\ud800"])
async def test_a_forged_press_is_let_be(way: Way, chat: PrivateChat, key: str) -> None:
    await way.channel.answer_press(key)


async def test_a_press_when_the_bot_is_closing_is_let_be(
    way: Way, bot: Bot, chat: PrivateChat
) -> None:
    await bot.shutdown()
    await way.channel.answer_press("1")


async def test_two_deliveries_at_once_keep_apart(way: Way, api: BotApi, chat: PrivateChat) -> None:
    other = api.private(api.user(102, "Siti"))
    await other.starts()
    await asyncio.gather(
        way.deliver(Spoken("untuk Dewi", "id")), way.deliver(Spoken("untuk Siti", "id"), "102")
    )
    assert (chat.last.text, other.last.text) == ("untuk Dewi", "untuk Siti")
