"""What goes wrong on demand: refusals, lost answers, limits, outages; and the ways to call."""

from __future__ import annotations

import asyncio
import sys

import aiohttp
import pytest
import telegram
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut
from telegram.request import HTTPXRequest

from tests.doubles.conftest import Caller, Json
from tests.doubles.telegram import BotApi, Fault, PrivateChat

TOKEN = "123456:TEST-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


@pytest.fixture
async def chat(api: BotApi) -> PrivateChat:
    chat = api.private(api.user(101, "Dewi"))
    await chat.says("/start")
    return chat


def said_by_bot(chat: PrivateChat) -> list[str]:
    return [shown.text for shown in chat.messages if shown.from_bot]


# Faults


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (Fault.too_many(7), 429),
        (Fault.server_error(), 500),
        (Fault.server_error(502), 502),
        (Fault.forbidden(), 403),
        (Fault.bad_request("chat not found"), 400),
    ],
)
async def test_a_refused_call_is_not_executed(
    call: Caller, api: BotApi, chat: PrivateChat, fault: Fault, status: int
) -> None:
    api.fault("sendMessage", fault)
    form = {"chat_id": "101", "text": "a"}
    async with call.session.post(call.url("sendMessage"), data=form) as response:
        assert response.status == status
    assert said_by_bot(chat) == []
    assert (await call("sendMessage", chat_id=101, text="b"))["ok"]
    assert [(c.status, c.executed) for c in api.called("sendMessage")] == [
        (status, False),
        (200, True),
    ]


async def test_429_names_its_seconds_twice(call: Caller, api: BotApi) -> None:
    api.fault("getMe", Fault.too_many(7))
    async with call.session.get(call.url("getMe")) as response:
        body = await response.json()
        assert response.headers["Retry-After"] == "7"
    assert body == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }


async def test_a_broken_connection_executes_nothing(
    call: Caller, api: BotApi, chat: PrivateChat
) -> None:
    api.fault("sendMessage", Fault.dropped_before())
    with pytest.raises(aiohttp.ClientError):
        await call("sendMessage", chat_id=101, text="a")
    assert said_by_bot(chat) == []


async def test_a_lost_answer_means_the_message_is_there(
    call: Caller, api: BotApi, chat: PrivateChat
) -> None:
    api.fault("sendMessage", Fault.answer_lost())
    with pytest.raises(aiohttp.ClientError):
        await call("sendMessage", chat_id=101, text="a")
    assert said_by_bot(chat) == ["a"]
    assert (api.calls[-1].status, api.calls[-1].executed) == (None, True)


async def test_a_500_may_come_after_the_deed(call: Caller, api: BotApi, chat: PrivateChat) -> None:
    api.fault("sendMessage", Fault.server_error(executed=True))
    answer = await call("sendMessage", chat_id=101, text="a")
    assert answer["description"] == "Internal Server Error"
    assert said_by_bot(chat) == ["a"]


async def test_a_slow_answer_is_executed_at_once(
    call: Caller, api: BotApi, chat: PrivateChat
) -> None:
    api.fault("sendMessage", Fault.slow(0.2))
    sending = asyncio.create_task(call("sendMessage", chat_id=101, text="a"))
    await chat.wait_text("a")
    assert not sending.done()
    assert (await sending)["ok"]


async def test_a_fault_may_be_for_some_calls_and_for_several_times(
    call: Caller, api: BotApi, chat: PrivateChat
) -> None:
    api.fault("*", Fault.too_many(), 2, when=lambda p: p.text("text") == "b")
    answers = [(await call("sendMessage", chat_id=101, text=t))["ok"] for t in "abbb"]
    assert answers == [True, False, False, True]
    api.fault("*", Fault.too_many())
    api.faults.clear()
    assert (await call("getMe"))["ok"]


async def test_ptb_understands_the_faults(
    api: BotApi, chat: PrivateChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without it RetryAfter itself warns, and warnings are errors here.
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    gone = Fault.bad_request("group chat was upgraded", {"migrate_to_chat_id": -1001})
    expected = [
        (Fault.too_many(3), RetryAfter),
        (Fault.forbidden(), Forbidden),
        (Fault.server_error(502), NetworkError),
        (Fault.dropped_before(), NetworkError),
        (Fault.slow(1), TimedOut),
        (gone, telegram.error.ChatMigrated),
        (Fault.bad_request("chat not found"), BadRequest),
    ]
    bot = telegram.Bot(api.token, base_url=api.base_url)
    async with bot:
        for fault, kind in expected:
            api.fault("sendMessage", fault)
            with pytest.raises(kind):
                await bot.send_message(101, "a", read_timeout=0.1)
    async with HTTPXRequest() as request:
        wrong = telegram.Bot(
            "123456:lain", base_url=api.base_url, request=request, get_updates_request=request
        )
        with pytest.raises(InvalidToken):
            await wrong.get_me()


# Limits


async def statuses(call: Caller, chat_ids: list[int]) -> list[bool]:
    return [(await call("sendMessage", chat_id=one, text="a"))["ok"] for one in chat_ids]


async def test_limits_are_only_counted_until_they_are_enforced(
    call: Caller, api: BotApi, chat: PrivateChat
) -> None:
    assert all(await statuses(call, [101] * 6))
    assert api.limits.overruns["chat"] == 3
    assert api.limits.refused.total() == 0


async def test_a_chat_takes_a_short_burst_and_then_one_a_second(
    call: Caller, api: BotApi, chat: PrivateChat
) -> None:
    api.limits.enforced = True
    assert await statuses(call, [101] * 4) == [True, True, True, False]
    api.clock.advance(1)
    assert await statuses(call, [101] * 2) == [True, False]
    assert api.limits.refused["chat"] == 2


async def test_a_group_takes_twenty_a_minute(call: Caller, api: BotApi) -> None:
    api.limits.enforced = True
    api.group(-500, "Petugas", [api.user(101, "Dewi")])
    for _ in range(20):
        assert (await call("sendMessage", chat_id=-500, text="a"))["ok"]
        api.clock.advance(1.5)
    answer = await call("sendMessage", chat_id=-500, text="a")
    assert 28 <= answer["parameters"]["retry_after"] <= 30
    api.clock.advance(31)
    assert (await call("sendMessage", chat_id=-500, text="a"))["ok"]


async def test_the_bot_sends_thirty_a_second_overall(call: Caller, api: BotApi) -> None:
    api.limits.enforced = True
    api.limits.per_second = 5
    people = [api.private(api.user(number, "Tamu")) for number in range(201, 208)]
    for person in people:
        person.started = True
    sent = await asyncio.gather(
        *(call("sendMessage", chat_id=person.id, text="a") for person in people)
    )
    assert sum(answer["ok"] for answer in sent) == 5
    assert api.limits.refused["overall"] == 2
    assert BotApi().limits.per_second == 30


async def test_an_overrun_may_stop_the_whole_bot(
    call: Caller, api: BotApi, chat: PrivateChat
) -> None:
    api.limits.enforced = True
    api.limits.punish_seconds = 5
    budi = api.private(api.user(102, "Budi"))
    await budi.says("/start")
    assert await statuses(call, [101, 101, 101, 101, 102]) == [True, True, True, False, False]
    assert (await call("getMe"))["parameters"]["retry_after"] == 5
    api.clock.advance(5.1)
    assert await statuses(call, [102]) == [True]


# Outage


async def test_an_outage_forgets_nothing(call: Caller, api: BotApi, chat: PrivateChat) -> None:
    await call("getUpdates", offset=api.updates.next_id)
    poll = asyncio.create_task(call("getUpdates", timeout=50))
    await asyncio.sleep(0.05)
    await api.stop()
    with pytest.raises(aiohttp.ClientError):
        await poll
    with pytest.raises(aiohttp.ClientConnectorError):
        await call("getMe")
    await chat.says("masih di sini")
    await api.start()
    [update] = await call.result("getUpdates")
    assert update["message"]["text"] == "masih di sini"


# Ways to call


async def test_parameters_come_as_json_form_multipart_or_query(
    call: Caller, chat: PrivateChat
) -> None:
    params = {"chat_id": "101", "reply_markup": '{"force_reply": true}'}
    url, session = call.url("sendMessage"), call.session
    multipart = aiohttp.MultipartWriter("form-data")
    for name, value in {**params, "text": "multipart"}.items():
        multipart.append(value).set_content_disposition("form-data", name=name)
    responses = [
        await session.post(url, json={**params, "text": "json"}),
        await session.post(url, data={**params, "text": "form"}),
        await session.post(url, data=multipart),
        await session.get(url, params={**params, "text": "query"}),
    ]
    assert [response.status for response in responses] == [200] * 4
    assert said_by_bot(chat) == ["json", "form", "multipart", "query"]


async def test_methods_do_not_mind_their_capitals(call: Caller, api: BotApi) -> None:
    assert (await call.result("GETME"))["username"] == "prokana_bot"
    assert api.calls[-1].method == "getMe"


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        (f"/bot{TOKEN}/danceAlong", 404, "Not Found: method not found"),
        ("/bot123456:lain/getMe", 401, "Unauthorized"),
        ("/botsalah/getMe", 404, "Not Found"),
        ("/apa", 404, "Not Found"),
    ],
)
async def test_a_wrong_address_is_refused(
    call: Caller, api: BotApi, path: str, status: int, said: str
) -> None:
    async with call.session.get(api.server_url + path) as response:
        body: Json = await response.json()
    assert (response.status, body) == (
        status,
        {"ok": False, "error_code": status, "description": said},
    )


async def test_a_file_needs_the_token(call: Caller, api: BotApi) -> None:
    async with call.session.get(f"{api.base_file_url}lain/photos/file_1.jpg") as response:
        assert response.status == 404


async def test_broken_json_is_refused(call: Caller) -> None:
    headers = {"Content-Type": "application/json"}
    async with call.session.post(call.url("getMe"), data=b"{", headers=headers) as response:
        assert (await response.json())["description"] == "Bad Request: can't parse JSON object"
    said = await call.refusal("sendMessage", chat_id=101, text="a", reply_markup="{")
    assert said == "Bad Request: can't parse reply markup JSON object"


async def test_every_call_is_recorded(call: Caller, api: BotApi, chat: PrivateChat) -> None:
    await call("sendMessage", chat_id="101", text="a")
    recorded = api.called("sendMessage")[0]
    assert recorded.params == {"chat_id": 101, "text": "a"}
    assert abs(recorded.at - api.clock.now()) < 5


async def test_a_wait_that_fails_shows_the_screen(call: Caller, chat: PrivateChat) -> None:
    await call("sendMessage", chat_id=101, text="halo")
    with pytest.raises(AssertionError, match=r"'dada' was not said.*\n> /start\n< halo"):
        await chat.wait_text("dada", 0.01)
    await chat.says("lagi")
    with pytest.raises(AssertionError):
        await chat.wait_text("halo", 0.01)
    assert (await chat.wait_text("halo", anywhere=True)).text == "halo"


# A process of its own


async def test_the_double_runs_as_a_program() -> None:
    command = [sys.executable, "-m", "tests.doubles.telegram", "--port", "0", "--token", TOKEN]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout
    try:
        base_url = (await process.stdout.readline()).decode().removeprefix("base_url ").strip()
        control = base_url.removesuffix("/bot") + "/control"
        async with aiohttp.ClientSession() as session:
            await _converse(session, f"{base_url}{TOKEN}", control)
    finally:
        process.terminate()
        await process.communicate()
    assert process.returncode == 0


async def _converse(session: aiohttp.ClientSession, bot: str, control: str) -> None:
    await session.post(f"{control}/private/101/says", json={"name": "Dewi", "text": "/start"})
    markup = {"inline_keyboard": [[{"text": "Ya", "callback_data": "ok=1"}]]}
    message = {"chat_id": 101, "text": "Benar?", "reply_markup": markup}
    await session.post(f"{bot}/sendMessage", json=message)
    await session.post(f"{control}/private/101/presses", json={"label": "Ya"})
    members = {"title": "Petugas", "members": [{"user": 101}]}
    await session.post(f"{control}/group/-500/opens", json=members)
    await session.post(f"{control}/group/-500/says", json={"user": 101, "text": "/tautkan"})
    await session.post(f"{control}/push", json={"teleport": {}})
    async with session.get(f"{bot}/getUpdates") as response:
        updates = (await response.json())["result"]
    kinds = [next(iter(set(update) - {"update_id"})) for update in updates]
    assert kinds == ["message", "callback_query", "message", "teleport"]
    async with session.get(f"{control}/chat/101") as response:
        assert [shown["text"] for shown in await response.json()] == ["/start", "Benar?"]
    async with session.get(f"{control}/calls") as response:
        assert [called["method"] for called in await response.json()] == [
            "sendMessage",
            "getUpdates",
        ]
