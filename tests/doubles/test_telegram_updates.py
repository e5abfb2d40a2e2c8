"""Fetching updates from the double: offsets, long polls, filters, time."""

from __future__ import annotations

import asyncio

import pytest

from tests.doubles.conftest import Caller
from tests.doubles.telegram import BotApi, PrivateChat, polling

OTHER_POLLER = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)


@pytest.fixture
def chat(api: BotApi) -> PrivateChat:
    return api.private(api.user(101, "Dewi"))


async def test_update_ids_rise_one_by_one(call: Caller, chat: PrivateChat) -> None:
    for words in ("a", "b", "c"):
        await chat.says(words)
    first, second, third = await call.update_ids()
    assert (second, third) == (first + 1, first + 2)


async def test_unconfirmed_updates_come_again(call: Caller, chat: PrivateChat) -> None:
    await chat.says("a")
    assert await call.update_ids(limit=10) == await call.update_ids(limit=10)


async def test_last_plus_one_confirms_what_was_before(call: Caller, chat: PrivateChat) -> None:
    await chat.says("a")
    await chat.says("b")
    first, second = await call.update_ids()
    assert await call.update_ids(offset=second) == [second]
    assert await call.update_ids() == [second]
    assert first < second


async def test_limit_gives_the_earliest(call: Caller, chat: PrivateChat) -> None:
    for words in ("a", "b", "c"):
        await chat.says(words)
    everything = await call.update_ids()
    assert await call.update_ids(offset=everything[0], limit=2) == everything[:2]


async def test_a_negative_offset_forgets_all_but_the_last(call: Caller, chat: PrivateChat) -> None:
    for words in ("a", "b", "c"):
        await chat.says(words)
    everything = await call.update_ids()
    assert await call.update_ids(offset=-2) == everything[1:]
    assert await call.update_ids() == everything[1:]


async def test_an_offset_from_the_future_confirms_nothing(
    call: Caller, api: BotApi, chat: PrivateChat
) -> None:
    await chat.says("a")
    assert len(await call.update_ids(offset=api.updates.next_id + 1_000)) == 1
    assert len(await call.update_ids()) == 1


async def test_the_same_offset_twice_in_haste_gives_one_update(
    call: Caller, chat: PrivateChat
) -> None:
    await chat.says("a")
    await chat.says("b")
    assert len(await call.update_ids()) == 2
    assert len(await call.update_ids()) == 1


async def test_a_long_poll_ends_when_something_arrives(call: Caller, chat: PrivateChat) -> None:
    poll = asyncio.create_task(call.result("getUpdates", timeout=50))
    await asyncio.sleep(0.05)
    assert not poll.done()
    await chat.says("halo")
    async with asyncio.timeout(2):
        [update] = await poll
    assert update["message"]["text"] == "halo"


async def test_a_long_poll_ends_empty_after_its_timeout(call: Caller) -> None:
    started = asyncio.get_running_loop().time()
    assert await call.result("getUpdates", timeout=1) == []
    assert 0.9 < asyncio.get_running_loop().time() - started < 2


async def test_a_second_poller_ends_the_first_with_409(call: Caller, chat: PrivateChat) -> None:
    first = asyncio.create_task(call("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(call("getUpdates", timeout=30))
    answer = await first
    assert (answer["error_code"], answer["description"]) == (
        409,
        f"Conflict: {OTHER_POLLER}",
    )
    await chat.says("halo")
    assert (await second)["ok"]


async def test_two_fighting_pollers_are_slowed_down(call: Caller, api: BotApi) -> None:
    api.polling.conflict_delay = 0.2
    polls = [asyncio.create_task(call("getUpdates", timeout=30)) for _ in range(3)]
    loop = asyncio.get_running_loop()
    started = loop.time()
    refused = [await poll for poll in asyncio.as_completed(polls[:2])]
    assert [answer["error_code"] for answer in refused] == [409, 409]
    assert loop.time() - started > 0.15
    polls[2].cancel()


async def test_allowed_updates_are_remembered(call: Caller, chat: PrivateChat) -> None:
    await call("getUpdates", allowed_updates=["callback_query"])
    await chat.says("tak terdengar")
    await chat.forge_press("x=1", 1)
    [update] = await call.result("getUpdates", offset=-10)
    assert "callback_query" in update
    await call("getUpdates", allowed_updates=[])
    await chat.says("terdengar")
    assert len(await call.result("getUpdates", offset=-9)) == 2


async def test_chat_member_is_not_allowed_by_default(call: Caller, api: BotApi) -> None:
    dewi, budi = api.user(101, "Dewi"), api.user(102, "Budi")
    group = api.group(-500, "Petugas", [dewi])
    await group.set_admin(api.me)
    await group.add(budi)
    kinds = [set(update) - {"update_id"} for update in await call.result("getUpdates")]
    assert kinds == [{"my_chat_member"}, {"message"}]
    await call("getUpdates", allowed_updates=["chat_member"])
    await group.remove(budi)
    assert "chat_member" in (await call.result("getUpdates", offset=-1))[0]


async def test_an_unknown_update_is_delivered_as_it_is(call: Caller, api: BotApi) -> None:
    api.push({"teleport": {"to": "Padang"}})
    [update] = await call.result("getUpdates")
    assert update["teleport"] == {"to": "Padang"}


async def test_a_message_is_kept_for_a_day(call: Caller, api: BotApi, chat: PrivateChat) -> None:
    await chat.says("lama")
    api.clock.advance(hours=23, seconds=3590)
    assert len(await call.result("getUpdates")) == 1
    api.clock.advance(20)
    assert await call.result("getUpdates", offset=-5) == []


async def test_a_press_is_kept_for_150_seconds(
    call: Caller, api: BotApi, chat: PrivateChat
) -> None:
    await chat.forge_press("x=1", 1)
    api.clock.advance(149)
    assert len(await call.result("getUpdates")) == 1
    api.clock.advance(2)
    assert await call.result("getUpdates", offset=-5) == []


async def test_after_a_silent_week_the_ids_start_elsewhere(
    call: Caller, api: BotApi, chat: PrivateChat
) -> None:
    await chat.says("a")
    [before] = await call.update_ids()
    api.clock.advance(days=8)
    await chat.says("b")
    [after] = await call.update_ids(offset=before + 1)
    assert after < before


async def test_asking_again_at_once_is_made_a_long_poll(call: Caller, chat: PrivateChat) -> None:
    assert await call.result("getUpdates") == []
    again = asyncio.create_task(call.result("getUpdates"))
    await asyncio.sleep(0.05)
    assert not again.done()
    await chat.says("halo")
    assert len(await again) == 1


async def test_a_poll_lasts_fifty_seconds_at_most(
    call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert polling.LONGEST_POLL == 50
    monkeypatch.setattr(polling, "LONGEST_POLL", 0)
    async with asyncio.timeout(1):
        assert await call.result("getUpdates", timeout=60) == []


async def test_an_answer_has_four_mebibytes_at_most(
    call: Caller, chat: PrivateChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert polling.MAX_ANSWER == 4 << 20
    monkeypatch.setattr(polling, "MAX_ANSWER", 5_000)
    for _ in range(3):
        await chat.says("a" * 2_000)
    assert len(await call.result("getUpdates")) == 2


async def test_a_negative_offset_forgets_nothing_that_comes_later(
    call: Caller, chat: PrivateChat
) -> None:
    poll = asyncio.create_task(call.result("getUpdates", offset=-1, timeout=5))
    await asyncio.sleep(0.05)
    await chat.says("a")
    await chat.says("b")
    assert len(await poll) == 2


async def test_only_unknown_kinds_mean_the_default(call: Caller, chat: PrivateChat) -> None:
    await call("getUpdates", allowed_updates=["teleport"])
    await chat.says("halo")
    assert len(await call.result("getUpdates", offset=-1)) == 1


async def test_the_filter_is_shown(call: Caller) -> None:
    assert "allowed_updates" not in await call.result("getWebhookInfo")
    await call("getUpdates", allowed_updates=["message", "callback_query"])
    shown = (await call.result("getWebhookInfo"))["allowed_updates"]
    assert shown == ["callback_query", "message"]


async def test_a_pushed_update_keeps_its_id(call: Caller, api: BotApi) -> None:
    assert api.push({"update_id": 7, "teleport": {}}).id == 7
    assert await call.update_ids() == [7]
