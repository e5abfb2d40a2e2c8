"""Delivery by webhook from the double: secrets, queues, retries, the end of a webhook."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import web

from tests.doubles.conftest import Caller, Json
from tests.doubles.telegram import BotApi, PrivateChat


@pytest.fixture
def chat(api: BotApi) -> PrivateChat:
    return api.private(api.user(101, "Dewi"))


class Hooked:
    """A web server which keeps what it is sent and answers as told."""

    def __init__(self) -> None:
        self.seen: list[Json] = []
        self.secrets: list[str | None] = []
        self.answer: Callable[[Json], Any] = lambda _: None
        self.url = ""

    async def receive(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.seen.append(update)
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        answer = self.answer(update)
        if asyncio.iscoroutine(answer):
            answer = await answer
        return answer or web.Response()

    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.seen if "message" in update]


@pytest.fixture
async def hook() -> AsyncIterator[Hooked]:
    hooked = Hooked()
    app = web.Application()
    app.router.add_post("/hook", hooked.receive)
    runner = web.AppRunner(app, shutdown_timeout=0.05)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hooked.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hooked
    await runner.cleanup()


async def test_a_webhook_gets_its_secret(
    call: Caller, api: BotApi, chat: PrivateChat, hook: Hooked
) -> None:
    body = await call("setWebhook", url=hook.url, secret_token="rahasia")
    assert body["description"] == "Webhook was set"
    await chat.says("halo")
    await api.webhook.attempts(1)
    await api.updates.drained()
    assert hook.texts() == ["halo"]
    assert hook.secrets == ["rahasia"]


async def test_the_same_webhook_twice_is_said_to_be_set_already(
    call: Caller, api: BotApi, hook: Hooked
) -> None:
    await call("setWebhook", url=hook.url)
    api.clock.advance(2)
    assert (await call("setWebhook", url=hook.url))["description"] == "Webhook is already set"


async def test_set_webhook_is_limited_to_once_a_second(call: Caller, hook: Hooked) -> None:
    await call("setWebhook", url=hook.url)
    assert (await call("setWebhook", url=hook.url))["parameters"] == {"retry_after": 1}


async def test_set_webhook_ends_an_open_long_poll(call: Caller, hook: Hooked) -> None:
    poll = asyncio.create_task(call.refusal("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    await call("setWebhook", url=hook.url)
    assert await poll == "Conflict: terminated by setWebhook request"


async def test_with_a_webhook_nobody_polls(call: Caller, hook: Hooked) -> None:
    await call("setWebhook", url=hook.url)
    assert await call.refusal("getUpdates") == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )


@pytest.mark.parametrize(
    ("secret", "said"),
    [
        ("a b", "Bad Request: secret token contains unallowed characters"),
        ("a" * 257, "Bad Request: secret token is too long"),
    ],
)
async def test_a_bad_secret_is_refused(call: Caller, hook: Hooked, secret: str, said: str) -> None:
    assert await call.refusal("setWebhook", url=hook.url, secret_token=secret) == said


async def test_plain_http_is_refused_when_the_double_is_told_to(
    call: Caller, api: BotApi, hook: Hooked
) -> None:
    api.webhook.pace.http_allowed = False
    said = "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
    assert await call.refusal("setWebhook", url=hook.url) == said


async def test_a_failing_update_is_tried_again_and_slower_each_time(
    call: Caller, api: BotApi, chat: PrivateChat, hook: Hooked
) -> None:
    api.webhook.pace.scale = 0.02
    hook.answer = lambda _: web.Response(status=500) if len(hook.seen) < 5 else None
    await call("setWebhook", url=hook.url)
    await chat.says("halo")
    await api.updates.drained()
    moments = [delivery.at for delivery in api.webhook.deliveries]
    gaps = [later - sooner for sooner, later in itertools.pairwise(moments)]
    assert len(gaps) == 4
    assert gaps[0] < 0.03 < gaps[1] < gaps[2] < gaps[3]


async def test_retry_after_is_honoured(
    call: Caller, api: BotApi, chat: PrivateChat, hook: Hooked
) -> None:
    busy = web.Response(status=503, headers={"Retry-After": "10"})
    hook.answer = lambda _: busy if len(hook.seen) == 1 else None
    await call("setWebhook", url=hook.url)
    await chat.says("halo")
    await api.updates.drained()
    first, second = api.webhook.deliveries
    assert second.at - first.at >= 0.1


async def test_retry_after_counts_for_an_hour_at_most(
    call: Caller, api: BotApi, chat: PrivateChat, hook: Hooked
) -> None:
    api.webhook.pace.scale = 0.00001
    busy = web.Response(status=503, headers={"Retry-After": "99999"})
    hook.answer = lambda _: busy if len(hook.seen) == 1 else None
    await call("setWebhook", url=hook.url)
    await chat.says("halo")
    assert [delivery.status for delivery in await api.webhook.attempts(2)] == [503, 200]


async def test_too_many_failing_updates_hold_up_everybody(
    call: Caller, api: BotApi, chat: PrivateChat, hook: Hooked
) -> None:
    hook.answer = lambda _: web.Response(status=500)
    api.webhook.pace.scale = 0.0001
    await call("setWebhook", url=hook.url, max_connections=1)
    await chat.says("racun")
    await chat.says("racun lagi")
    await api.private(api.user(102, "Budi")).says("tertahan")
    await api.webhook.attempts(5)
    assert set(hook.texts()) == {"racun"}


async def test_a_failing_update_holds_up_its_own_chat_only(
    call: Caller, api: BotApi, chat: PrivateChat, hook: Hooked
) -> None:
    budi = api.private(api.user(102, "Budi"))
    hook.answer = lambda update: (
        web.Response(status=500) if update["message"]["text"] == "racun" else None
    )
    api.webhook.pace.scale = 0.001
    await call("setWebhook", url=hook.url)
    await chat.says("racun")
    await chat.says("di belakang racun")
    await budi.says("lewat")
    await api.webhook.attempts(4)
    assert "lewat" in hook.texts()
    assert "di belakang racun" not in hook.texts()


async def test_a_press_overtakes_a_message_that_fails(
    call: Caller, api: BotApi, chat: PrivateChat, hook: Hooked
) -> None:
    hook.answer = lambda update: web.Response(status=500) if "message" in update else None
    await call("setWebhook", url=hook.url)
    await chat.says("macet")
    await chat.forge_press("x=1", 1)
    await api.webhook.attempts(2)
    assert any("callback_query" in update for update in hook.seen)


async def test_updates_of_one_chat_come_in_order_and_never_two_at_once(
    call: Caller, api: BotApi, chat: PrivateChat, hook: Hooked
) -> None:
    inside: list[int] = []

    async def slowly(_: Json) -> None:
        inside.append(1)
        assert len(inside) == 1
        await asyncio.sleep(0.005)
        inside.pop()

    hook.answer = slowly
    await call("setWebhook", url=hook.url)
    for number in range(10):
        await chat.says(str(number))
        await asyncio.sleep(0.003)
    await api.updates.drained()
    assert hook.texts() == [str(number) for number in range(10)]


async def test_max_connections_bounds_what_runs_at_once(
    call: Caller, api: BotApi, hook: Hooked
) -> None:
    inside: set[int] = set()
    most = 0

    async def slowly(update: Json) -> None:
        nonlocal most
        inside.add(update["update_id"])
        most = max(most, len(inside))
        await asyncio.sleep(0.01)
        inside.discard(update["update_id"])

    hook.answer = slowly
    await call("setWebhook", url=hook.url, max_connections=2)
    for number in range(8):
        await api.private(api.user(200 + number, "Tamu")).says("halo")
    await api.updates.drained()
    assert most == 2


async def test_an_update_is_given_up_when_it_expires(
    call: Caller, api: BotApi, chat: PrivateChat, hook: Hooked
) -> None:
    api.webhook.pace.scale = 0.0001
    hook.answer = lambda _: web.Response(status=500)
    await call("setWebhook", url=hook.url)
    await chat.forge_press("x=1", 1)
    await api.webhook.attempts(1)
    api.clock.advance(140)
    await api.updates.drained()
    assert "Wrong response" in (await call.result("getWebhookInfo"))["last_error_message"]


async def test_410_for_a_day_ends_the_webhook(
    call: Caller, api: BotApi, chat: PrivateChat, hook: Hooked
) -> None:
    hook.answer = lambda _: web.Response(status=410)
    await call("setWebhook", url=hook.url)
    await chat.says("a")
    await api.webhook.attempts(1)
    api.clock.advance(hours=23, seconds=10)
    await api.webhook.attempts(2)
    assert (await call.result("getWebhookInfo"))["url"] == ""
    assert {delivery.status for delivery in api.webhook.deliveries} == {410}


async def test_what_a_webhook_did_not_take_can_be_polled(
    call: Caller, api: BotApi, chat: PrivateChat, hook: Hooked
) -> None:
    hook.answer = lambda _: web.Response(status=500)
    await call("setWebhook", url=hook.url)
    await chat.says("halo")
    await api.webhook.attempts(1)
    assert (await call.result("getWebhookInfo"))["pending_update_count"] == 1
    assert (await call("deleteWebhook"))["description"] == "Webhook was deleted"
    assert len(await call.result("getUpdates")) == 1


async def test_pending_updates_can_be_dropped(call: Caller, chat: PrivateChat) -> None:
    await chat.says("halo")
    await call("deleteWebhook", drop_pending_updates=True)
    assert await call.result("getUpdates") == []


async def test_a_webhook_may_answer_with_a_call(
    call: Caller, chat: PrivateChat, hook: Hooked
) -> None:
    reply = {"method": "sendMessage", "chat_id": 101, "text": "lewat jawaban"}
    hook.answer = lambda _: web.json_response(reply)
    await call("setWebhook", url=hook.url)
    await chat.says("halo")
    await chat.wait_text("lewat jawaban")


async def test_a_redirect_is_a_failure(
    call: Caller, api: BotApi, chat: PrivateChat, hook: Hooked
) -> None:
    hook.answer = lambda _: web.Response(status=302, headers={"Location": hook.url})
    await call("setWebhook", url=hook.url)
    await chat.says("halo")
    await api.webhook.attempts(2)
    assert {delivery.status for delivery in api.webhook.deliveries} == {302}
