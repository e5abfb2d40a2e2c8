"""The program as a whole: what it serves, how it ends, and how it fails to start."""

import asyncio
import json
import os
import signal
import traceback
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from bot import app
from bot.app import serve
from bot.desk import opened
from bot.pacing import TELEGRAM
from bot.web.telegram import SECRET_HEADER
from storage import upkeep
from storage.database import Database
from tests.doubles.telegram import ApiError, BotApi, Fault, PrivateChat
from tests.end_to_end.program import rows
from tests.stories.worlds import (
    TOKEN,
    Running,
    settings_in,
    telegram_settings,
    until,
)

PUBLIC = "https://pesan.example.id"
SECRET = "rahasia-webhook"
WAITING = "select count(*) from outbox where state <> 'sent'"
ARRIVED = "select count(*) from inbox where state = 'done'"


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi(token=TOKEN) as api:
        yield api


@pytest.fixture
async def running(api: BotApi, tmp_path: Path) -> AsyncIterator[Running]:
    running = Running(telegram_settings(tmp_path, api))
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
def chat(api: BotApi) -> PrivateChat:
    return api.private(api.user(101, "Dewi Rahasia"))


async def page(url: str, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(url + path) as answer:
        return answer.status, await answer.text()


async def test_upkeep_that_fails_is_done_later_and_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails: list[Exception] = [OperationalError("x", {}, Exception("locked")), RuntimeError("a bug")]
    done = asyncio.Event()

    def tidy(*_: object, **__: object) -> None:
        if fails:
            raise fails.pop(0)
        done.set()

    monkeypatch.setattr(upkeep, "tidy", tidy)
    monkeypatch.setattr(app, "TIDY_EVERY", 0.005)
    async with opened(settings_in(tmp_path)) as desk:
        with capture_logs() as logged:
            keeping = asyncio.create_task(app._upkeep(desk))
            await asyncio.wait_for(done.wait(), 5)
            keeping.cancel()
    assert [entry["log_level"] for entry in logged] == ["warning", "error"]


# What it serves


async def test_health_is_well_while_the_database_answers(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await page(running.url, "health") == (200, '{"database":true}')

    async def gone(_: Database) -> bool:
        return False

    monkeypatch.setattr(Database, "alive", gone)
    assert await page(running.url, "health") == (503, '{"database":false}')


async def test_metrics_are_prometheus_and_hold_no_names(
    running: Running, chat: PrivateChat
) -> None:
    await chat.says("kata-kata rahasia")
    await chat.wait_text("layanan pemesanan")
    assert await until(lambda: bool(chat.messages))
    status, text = await page(running.url, "metrics")
    assert status == 200
    families = {f.name: f for f in text_string_to_metric_families(text)}
    assert families["prokana_arrived"].samples[0].value == 1
    assert "ahasia" not in text
    labels = [s.labels for f in families.values() for s in f.samples]
    assert {key for one in labels for key in one} <= {"channel", "le"}
    assert not [value for one in labels for value in one.values() if "101" in value]


@pytest.mark.parametrize("path", ["", "app.js", "telegram", "docs"])
async def test_beside_a_real_channel_nothing_playful_is_served(running: Running, path: str) -> None:
    assert (await page(running.url, path))[0] == 404


async def test_the_page_to_try_it_on_needs_no_channel(tmp_path: Path) -> None:
    running = Running(settings_in(tmp_path))
    await running.start()
    try:
        status, text = await page(running.url, "")
        assert status == 200
        assert "<html" in text
    finally:
        await running.stop()


async def test_trying_leaves_the_real_channel_alone(api: BotApi, tmp_path: Path) -> None:
    ready, stop = asyncio.get_running_loop().create_future(), asyncio.Event()
    settings = telegram_settings(tmp_path, api)
    task = asyncio.create_task(serve(settings, try_it=True, ready=ready.set_result, stop=stop))
    assert (await page(await ready, ""))[0] == 200
    stop.set()
    await task
    assert not api.calls


# How it ends


async def started(running: Running, chat: PrivateChat) -> None:
    await running.start()
    for number in range(6):
        await chat.says(f"halo {number}")


async def test_told_to_stop_it_leaves_the_rest_in_the_outbox_for_the_next_start(
    api: BotApi, chat: PrivateChat, tmp_path: Path
) -> None:
    settings = telegram_settings(tmp_path, api)
    hurried = Running(settings, TELEGRAM)
    await started(hurried, chat)
    assert await until(lambda: rows(tmp_path, ARRIVED) == [(6,)])
    await hurried.stop()
    shown = len(chat.messages)
    assert rows(tmp_path, WAITING) != [(0,)]
    assert rows(tmp_path, "select count(*) from outbox where state = 'leased'") == [(0,)]
    again = Running(settings)
    await again.start()
    assert await until(lambda: rows(tmp_path, WAITING) == [(0,)])
    await again.stop()
    sent = rows(tmp_path, "select count(*), count(distinct sent_id) from outbox")
    answers = [m for m in chat.messages if m.from_bot]
    assert sent == [(len(answers), len(answers))]
    assert len(chat.messages) > shown


async def test_a_batch_under_way_is_finished_first(
    api: BotApi, chat: PrivateChat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = Running(telegram_settings(tmp_path, api))
    await running.start()
    write, begun = Database.write, asyncio.Event()

    async def slow(self: Database, unit: object, **more: str) -> object:
        begun.set()
        await asyncio.sleep(0.3)
        return await write(self, unit, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Database, "write", slow)
    await chat.says("halo")
    await begun.wait()
    await running.stop()
    assert rows(tmp_path, ARRIVED) == [(1,)]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it_in_good_order(
    api: BotApi, chat: PrivateChat, tmp_path: Path, number: signal.Signals
) -> None:
    ready = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(serve(telegram_settings(tmp_path, api), ready=ready.set_result))
    await ready
    await chat.says("halo")
    await chat.wait_text("layanan pemesanan")
    os.kill(os.getpid(), number)
    await asyncio.wait_for(task, 10)
    assert rows(tmp_path, ARRIVED) == [(1,)]
    assert signal.getsignal(number) is not None


async def test_a_token_refused_later_ends_it_too(
    api: BotApi, chat: PrivateChat, tmp_path: Path
) -> None:
    ready = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(serve(telegram_settings(tmp_path, api), ready=ready.set_result))
    await ready
    api.fault("getUpdates", Fault.of(ApiError(401, "Unauthorized")))
    await chat.says("halo")
    await asyncio.wait_for(task, 10)


# How it fails to start


async def test_a_token_telegram_does_not_know_closes_everything(
    api: BotApi, tmp_path: Path
) -> None:
    token = SecretStr("123456789:another-token-abcdefghijklmnopqrstuv")
    settings = telegram_settings(tmp_path, api).model_copy(update={"telegram_token": token})
    before = asyncio.all_tasks()
    with pytest.raises(Exception, match=r".") as caught:
        await serve(settings, ready=lambda _: pytest.fail("it cannot be ready"))
    assert "another-token" not in "".join(traceback.format_exception(caught.value))
    assert asyncio.all_tasks() == before


# By webhook


@pytest.fixture
async def hooked(api: BotApi, tmp_path: Path) -> AsyncIterator[Running]:
    hook = {
        "telegram_mode": "webhook",
        "telegram_webhook_secret": SecretStr(SECRET),
        "public_url": PUBLIC,
    }
    running = Running(telegram_settings(tmp_path, api, **hook))
    await running.start()
    api.webhook.leads_to[PUBLIC] = running.url.rstrip("/")
    yield running
    await running.stop()


async def post(url: str, body: str, secret: str = SECRET) -> int:
    async with (
        aiohttp.ClientSession(headers={SECRET_HEADER: secret}) as session,
        session.post(f"{url}telegram", data=body) as answer,
    ):
        return answer.status


async def test_an_update_that_comes_twice_has_one_effect(
    hooked: Running, chat: PrivateChat, api: BotApi, tmp_path: Path
) -> None:
    await chat.says("halo")
    [update] = api.updates.waiting()
    body = json.dumps(update.as_json())
    assert await asyncio.gather(*(post(hooked.url, body) for _ in range(5))) == [200] * 5
    await api.updates.drained()
    assert await until(lambda: rows(tmp_path, WAITING) == [(0,)])
    assert rows(tmp_path, ARRIVED) == [(1,)]
    assert len([m for m in chat.messages if m.from_bot]) == 1


async def test_who_does_not_know_the_secret_leaves_no_row(hooked: Running, tmp_path: Path) -> None:
    assert await post(hooked.url, '{"update_id": 1}', "geheim") == 403
    assert rows(tmp_path, "select count(*) from inbox") == [(0,)]


async def test_what_is_no_update_is_kept_aside_and_counted(hooked: Running, tmp_path: Path) -> None:
    for body in ("[]", "7", '"\\ud83d"', '{"update_id": 5, "message": {"date": 1e99}}'):
        assert await post(hooked.url, body) == 200
    aside = rows(tmp_path, "select state, error from inbox")
    assert [state for state, _ in aside] == ["aside"] * 4
    assert all(error for _, error in aside)
    assert "prokana_set_aside_total 4.0" in (await page(hooked.url, "metrics"))[1]
