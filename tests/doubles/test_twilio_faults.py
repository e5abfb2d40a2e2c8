"""What goes wrong with the Twilio double, by order or by a bad call; what its lists leave out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from aiohttp import web

from tests.doubles.twilio import Fault
from tests.doubles.twilio.bench import STATUS_URL, Form, Setting, basic, opened
from tests.doubles.twilio.server import ACCOUNT_SID, AUTH_TOKEN

BEARER = {
    "Authorization": basic(ACCOUNT_SID, AUTH_TOKEN)["Authorization"].replace("Basic", "Bearer")
}


@pytest.fixture
async def setting() -> AsyncIterator[Setting]:
    async with opened() as setting:
        await setting.dewi.says("halo")
        yield setting


async def test_a_failure_told_later_is_ordered_for_some_messages(setting: Setting) -> None:
    setting.twilio.fault("send", Fault.later(63018), when=lambda form: "dua" in form["Body"])
    for body in ("satu", "dua", "tiga"):
        await setting.send(Body=body)
    assert [message.code for message in setting.twilio.sent] == [None, 63018, None]
    assert [message.text for message in setting.dewi.messages] == ["satu", "tiga"]


async def test_a_lost_answer_leaves_the_message_listed(setting: Setting) -> None:
    setting.twilio.fault("send", Fault.answer_lost())
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await setting.send(Body="halo")
    await setting.dewi.wait_text("halo")
    query = {"To": "whatsapp:+6281234567890"}
    _, body = await setting.call("GET", f"{setting.account}/Messages.json", params=query)
    assert [message["body"] for message in body["messages"]] == ["halo"]


async def test_a_slow_answer_comes_long_after_the_message(setting: Setting) -> None:
    setting.twilio.fault("send", Fault.slow(5))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await setting.post({"Body": "halo"})
    await setting.dewi.wait_text("halo")


async def test_an_outage_cuts_off_what_is_under_way(setting: Setting) -> None:
    arrived, released = asyncio.Event(), asyncio.Event()

    async def never(_: Form) -> web.Response:
        arrived.set()
        await released.wait()
        return web.Response()

    setting.desk.answer = never
    await setting.post({"Body": "halo", "StatusCallback": STATUS_URL})
    await arrived.wait()
    await setting.twilio.stop()
    await setting.twilio.settled()
    released.set()
    assert setting.desk.states() == ["sent"]


async def test_an_ordered_refusal_executes_nothing(setting: Setting) -> None:
    setting.twilio.fault("*", Fault.server_error(502), times=2)
    for _ in range(2):
        async with setting.session.post(
            f"{setting.twilio.base_url}{setting.account}/Messages.json",
            headers=basic(setting.twilio.account_sid, setting.twilio.auth_token),
        ) as response:
            assert (response.status, response.content_type) == (502, "text/html")
    setting.twilio.fault("send", Fault.dropped_before())
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await setting.send(Body="halo")
    assert not setting.twilio.sent and not setting.twilio.refused


async def test_ordered_faults_can_be_taken_back(setting: Setting) -> None:
    setting.twilio.fault("send", Fault.too_many())
    setting.twilio.faults.clear()
    await setting.send(Body="halo")


@pytest.mark.parametrize("headers", [{}, basic("AC", "x"), {"Authorization": "Basic x"}, BEARER])
async def test_no_call_goes_without_credentials(setting: Setting, headers: dict[str, str]) -> None:
    url = f"{setting.twilio.base_url}{setting.account}/Messages.json"
    async with setting.session.get(url, headers=headers) as response:
        assert (response.status, (await response.json())["code"]) == (401, 20003)


async def test_another_account_and_another_path_are_not_found(setting: Setting) -> None:
    for path in ("/2010-04-01/Accounts/AC00/Messages.json", "/v2/Content"):
        status, body = await setting.call("GET", path)
        assert (status, body["code"]) == (404, 20404)


async def test_filters_name_days_and_seconds(setting: Setting) -> None:
    path = f"{setting.account}/Messages.json"
    for query in ("DateSent=2020-01-01", "DateSent>=2099-01-01", "DateSent<=2020-01-01"):
        status, body = await setting.call("GET", f"{path}?{query}")
        assert (status, body["messages"]) == (200, [])
    _, body = await setting.call("GET", f"{path}?DateSent>=2020-01-01&From=whatsapp:%2B1")
    assert body["messages"] == []
    for query in ("DateSent=kemarin", "PageSize=x"):
        assert (await setting.call("GET", f"{path}?{query}"))[0] == 400


async def test_a_filter_includes_the_second_it_names(setting: Setting) -> None:
    moment = datetime.fromtimestamp(int(setting.twilio.world.messages[0].created), UTC)
    for sign, seconds, count in (("<", 0, 1), (">", 0, 1), ("<", -1, 0), (">", 1, 0)):
        named = (moment + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")
        path = f"{setting.account}/Messages.json?DateSent{sign}={named}"
        assert len((await setting.call("GET", path))[1]["messages"]) == count


async def test_only_the_empty_body_redacts(setting: Setting) -> None:
    sid = (await setting.send(Body="halo"))["sid"]
    path = f"{setting.account}/Messages/{sid}.json"
    assert (await setting.call("POST", path, data={"Body": "lain"}))[0] == 400
