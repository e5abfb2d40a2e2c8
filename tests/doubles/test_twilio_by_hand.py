"""The Twilio double run as a server of its own, its people moved over HTTP."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.doubles.twilio.bench import basic
from tests.doubles.twilio.server import ACCOUNT_SID, AUTH_TOKEN, NUMBER

DEWI = "/control/phone/+6281234567890"
NOTICE = {
    "language": "id",
    "variables": {"1": "PB-1"},
    "types": {"twilio/text": {"body": "Pesanan {{1}} siap."}},
}


class Alone:
    """A double in a process of its own."""

    def __init__(self, session: aiohttp.ClientSession, base: str) -> None:
        self._session = session
        self._base = base

    async def call(self, verb: str, path: str, **options: Any) -> tuple[int, Any]:
        keys = basic(ACCOUNT_SID, AUTH_TOKEN)
        async with self._session.request(
            verb, self._base + path, headers=keys, **options
        ) as response:
            known = response.content_type == "application/json"
            return response.status, await response.json() if known else None

    async def act(self, what: str, **body: str) -> tuple[int, Any]:
        return await self.call("POST", f"{DEWI}/{what}", json=body)


@pytest.fixture
async def alone() -> AsyncIterator[Alone]:
    nobody = "http://127.0.0.1:9"
    command = [sys.executable, "-m", "tests.doubles.twilio", "--port", "0", "--desk", nobody]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout
    line = (await process.stdout.readline()).decode()
    async with aiohttp.ClientSession() as session:
        yield Alone(session, line.split()[1])
    process.terminate()
    await process.communicate()
    assert process.returncode == 0


async def test_a_conversation_by_hand(alone: Alone) -> None:
    assert await alone.act("says", text="halo", name="Dewi") == (200, [])
    _, content = await alone.call("POST", "/v1/Content", json=NOTICE)
    path = f"/v1/Content/{content['sid']}/ApprovalRequests/whatsapp"
    await alone.call("POST", path, json={"name": "notice", "category": "UTILITY"})
    assert (await alone.call("POST", "/control/contents/notice/paused"))[1]["status"] == "paused"
    form = {"To": "whatsapp:+6281234567890", "From": f"whatsapp:{NUMBER}", "Body": "Ya?"}
    messages = f"/2010-04-01/Accounts/{ACCOUNT_SID}/Messages.json"
    assert (await alone.call("POST", messages, data=form))[0] == 201
    _, (shown,) = await alone.call("GET", DEWI)
    assert (shown["text"], shown["labels"]) == ("Ya?", [])
    await alone.act("reads")
    _, listed = await alone.call("GET", messages)
    assert [message["status"] for message in listed["messages"]] == ["read", "received"]
    await alone.act("stops")
    assert (await alone.call("POST", messages, data=form))[1]["code"] == 21610
    await alone.act("starts")
    assert (await alone.act("sings"))[0] == 404
