"""Long polling: nothing is confirmed before it is kept, and nothing stalls it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from telegram import Bot
from telegram.error import InvalidToken

from bot.channels.telegram import polling
from bot.channels.telegram.channel import Telegram
from bot.channels.telegram.polling import Updates, poll
from bot.files import Files
from handlers.messages import Said
from storage.codec import Arrival
from tests.doubles.telegram import ApiError, BotApi, Fault, PrivateChat

NOW = datetime(2025, 12, 1, 3, 0, tzinfo=UTC)


class Inbox:
    """An intake that keeps what it is given, as often as it is told to fail."""

    def __init__(self) -> None:
        self.batches: list[list[Arrival]] = []
        self.failures: list[Exception] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.tried = 0

    async def take(self, arrivals: list[Arrival]) -> None:
        self.tried += 1
        await self.gate.wait()
        if self.failures:
            raise self.failures.pop()
        if arrivals:
            self.batches.append(arrivals)

    @property
    def kept(self) -> list[Arrival]:
        return [arrival for batch in self.batches for arrival in batch]

    @property
    def texts(self) -> list[str]:
        return [a.heard.text for a in self.kept if isinstance(a.heard, Said)]


async def until(condition: Callable[[], object], seconds: float = 5.0) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def incoming(bot: Bot, inbox: Inbox, tmp_path: Path) -> Updates:
    channel = Telegram(bot, inbox.take, Files(tmp_path), lambda: NOW)
    return Updates(channel, inbox.take, lambda: NOW, "prokana_bot")


@asynccontextmanager
async def polled(bot: Bot, incoming: Updates) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(poll(bot, incoming, poll_seconds=5))
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """For the poller, times of trouble pass a hundred times as fast."""
    hurried = SimpleNamespace(
        sleep=lambda seconds: asyncio.sleep(seconds / 100), create_task=asyncio.create_task
    )
    monkeypatch.setattr(polling, "asyncio", hurried)


async def test_what_waits_together_is_one_batch_in_order(
    bot: Bot, incoming: Updates, inbox: Inbox, chat: PrivateChat, api: BotApi
) -> None:
    for text in ("satu", "dua", "tiga"):
        await chat.says(text)
    async with polled(bot, incoming):
        await api.updates.drained()
    assert inbox.texts == ["/start", "satu", "dua", "tiga"]
    assert len(inbox.batches) == 1


async def test_it_asks_for_membership_changes_which_come_only_when_asked_for(
    bot: Bot, incoming: Updates, inbox: Inbox, api: BotApi
) -> None:
    async with polled(bot, incoming):
        await until(lambda: api.called("getUpdates"))
    assert api.updates.allowed == {"message", "callback_query", "my_chat_member", "chat_member"}


async def test_a_poison_update_stalls_nothing_and_is_kept_aside(
    bot: Bot, incoming: Updates, inbox: Inbox, chat: PrivateChat, api: BotApi
) -> None:
    await chat.says("sebelum")
    api.push({"message": {"message_id": "?", "chat": [], "date": {}}})
    api.push({"message": {"message_id": 1, "date": 10**30, "chat": {"id": 5, "type": "private"}}})
    api.push({"callback_query": {"id": ["44"], "data": 5}})
    await chat.says("sesudah")
    async with polled(bot, incoming):
        await api.updates.drained()
    assert inbox.texts == ["/start", "sebelum", "sesudah"]
    aside = [a for a in inbox.kept if a.problem]
    assert len(aside) == 3
    assert all(a.body and a.ext_id for a in aside)


async def test_what_could_not_be_kept_comes_again_and_nothing_is_lost(
    bot: Bot, incoming: Updates, inbox: Inbox, chat: PrivateChat, api: BotApi
) -> None:
    await chat.says("halo")
    inbox.failures = [OSError("disk full"), OSError("disk full")]
    async with polled(bot, incoming):
        await until(lambda: inbox.batches)
        await api.updates.drained()
    assert inbox.texts == ["/start", "halo"]
    assert inbox.tried >= 3


async def test_nothing_is_confirmed_before_it_is_kept(
    bot: Bot, incoming: Updates, inbox: Inbox, chat: PrivateChat, api: BotApi
) -> None:
    inbox.gate.clear()
    async with polled(bot, incoming):
        await until(lambda: inbox.tried)
        await asyncio.sleep(0.05)
        assert len(api.updates.waiting()) == 1
        assert len(api.called("getUpdates")) == 1
        inbox.gate.set()
        await api.updates.drained()


async def test_a_poller_that_died_before_the_commit_leaves_everything_for_the_next(
    bot: Bot, incoming: Updates, inbox: Inbox, chat: PrivateChat, api: BotApi
) -> None:
    inbox.gate.clear()
    async with polled(bot, incoming):
        await until(lambda: inbox.tried)
    inbox.gate.set()
    async with polled(bot, incoming):
        await api.updates.drained()
    assert inbox.texts == ["/start"]


async def test_after_a_week_of_silence_a_smaller_id_is_as_good(
    bot: Bot, incoming: Updates, inbox: Inbox, chat: PrivateChat, api: BotApi
) -> None:
    async with polled(bot, incoming):
        await until(lambda: inbox.texts == ["/start"])
        api.clock.advance(days=8)
        await chat.says("sudah lama")
        await until(lambda: len(inbox.texts) == 2)
        await chat.says("lagi")
        await api.updates.drained()
    first, second, third = (int(a.ext_id) for a in inbox.kept)
    assert second < first
    assert third == second + 1
    assert inbox.texts == ["/start", "sudah lama", "lagi"]


async def test_a_press_is_answered_before_its_batch_is_kept(
    bot: Bot, incoming: Updates, inbox: Inbox, chat: PrivateChat
) -> None:
    inbox.gate.clear()
    press = await chat.forge_press("d:/confirm", 1)
    async with polled(bot, incoming):
        await press.answered()
        assert not inbox.batches
        inbox.gate.set()
        await until(lambda: inbox.batches)


@pytest.mark.parametrize(
    "fault",
    [
        Fault.of(ApiError(409, "Conflict: terminated by other getUpdates request")),
        Fault.too_many(1),
        Fault.server_error(),
        Fault.server_error(502),
        Fault.dropped_before(),
        Fault.answer_lost(),
        Fault(200, "<html>"),
        Fault(200, '{"ok":true,"result":{}}'),
    ],
)
async def test_trouble_passes_and_nothing_is_lost(
    bot: Bot, incoming: Updates, inbox: Inbox, chat: PrivateChat, api: BotApi, fault: Fault
) -> None:
    api.fault("getUpdates", fault, times=3)
    await chat.says("halo")
    async with polled(bot, incoming) as task:
        await api.updates.drained()
        assert not task.done()
    assert inbox.texts == ["/start", "halo"]


async def test_an_outage_passes(
    bot: Bot, incoming: Updates, inbox: Inbox, chat: PrivateChat, api: BotApi
) -> None:
    async with polled(bot, incoming):
        await api.updates.drained()
        await api.stop()
        await chat.says("halo")
        await asyncio.sleep(0.1)
        await api.start()
        await api.updates.drained()
    assert inbox.texts == ["/start", "halo"]


@pytest.mark.parametrize("code", [401, 404])
async def test_a_refused_token_ends_it(
    bot: Bot, incoming: Updates, inbox: Inbox, api: BotApi, code: int
) -> None:
    api.fault("getUpdates", Fault.of(ApiError(code, "Unauthorized")))
    with pytest.raises(InvalidToken):
        await asyncio.wait_for(poll(bot, incoming, poll_seconds=5), 5)


async def test_two_programs_on_one_token_are_slowed_down_and_lose_nothing(
    bot: Bot, incoming: Updates, inbox: Inbox, chat: PrivateChat, api: BotApi
) -> None:
    api.polling.conflict_delay = 0.01
    async with polled(bot, incoming), polled(bot, incoming):
        for number in range(5):
            await chat.says(str(number))
            await api.updates.drained()
    assert set(inbox.texts) == {"/start", *map(str, range(5))}
