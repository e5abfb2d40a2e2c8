"""The webhook: who may post, what is read, and when it is answered."""

import asyncio
import io
import json
from collections.abc import AsyncIterator
from contextlib import nullcontext
from datetime import UTC, datetime
from unittest.mock import patch

import aiohttp
import pytest
import pytest_asyncio
import uvicorn

from bot.channels.telegram.polling import Updates
from bot.metrics import Metrics
from bot.web.app import web_app
from bot.web.telegram import LARGEST_UPDATE, PATH, SECRET_HEADER, webhook
from handlers.messages import Said
from storage.codec import Arrival

NOW = datetime(2025, 12, 1, 3, 0, tzinfo=UTC)
SECRET = "rahasia-webhook"
UPDATE = {
    "update_id": 7,
    "message": {
        "message_id": 1,
        "date": 1_764_558_000,
        "chat": {"id": 101, "type": "private"},
        "from": {"id": 101, "is_bot": False, "first_name": "Dewi"},
        "text": "halo",
    },
}


class Inbox:
    """An intake whose commits a test can hold up or spoil."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self.kept: list[Arrival] = []
        self.answered: list[str] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.failure: Exception | None = None

    async def take(self, arrivals: list[Arrival]) -> None:
        await self.gate.wait()
        if self.failure:
            raise self.failure
        self.kept += arrivals

    async def answer_press(self, callback: str) -> None:
        self.answered.append(callback)


pytestmark = pytest.mark.asyncio(loop_scope="module")
"""One server stands for all tests; each finds its inbox empty."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def standing() -> AsyncIterator[tuple[str, Inbox]]:
    async def well() -> dict[str, bool]:
        return {"database": True}

    inbox = Inbox()
    incoming = Updates(inbox, inbox.take, lambda: NOW, "prokana_bot")  # type: ignore[arg-type]
    app = web_app(Metrics(), well, [webhook(incoming, SECRET)])
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, lifespan="off"))
    with patch.object(server, "capture_signals", nullcontext):
        task = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}", inbox
        server.should_exit = True
        await task


@pytest.fixture
def url(standing: tuple[str, Inbox]) -> str:
    return standing[0]


@pytest.fixture
def inbox(standing: tuple[str, Inbox]) -> Inbox:
    inbox = standing[1]
    inbox.forget()
    return inbox


@pytest_asyncio.fixture(loop_scope="module")
async def client(url: str) -> AsyncIterator[aiohttp.ClientSession]:
    connector = aiohttp.TCPConnector(force_close=True)
    async with aiohttp.ClientSession(url, connector=connector) as session:
        yield session


async def post(
    client: aiohttp.ClientSession, body: bytes | str, secret: str | None = SECRET
) -> int:
    sent = io.BytesIO(body if isinstance(body, bytes) else body.encode())
    headers = {} if secret is None else {SECRET_HEADER: secret}
    async with client.post(PATH, data=sent, headers=headers) as answer:
        return answer.status


async def test_an_update_with_the_secret_is_taken_in(
    client: aiohttp.ClientSession, inbox: Inbox
) -> None:
    assert await post(client, json.dumps(UPDATE)) == 200
    [arrival] = inbox.kept
    assert isinstance(arrival.heard, Said)
    assert (arrival.ext_id, arrival.heard.text) == ("7", "halo")


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], "é"])
async def test_without_the_secret_nothing_is_read(
    client: aiohttp.ClientSession, inbox: Inbox, secret: str | None
) -> None:
    assert await post(client, json.dumps(UPDATE), secret) == 403
    assert not inbox.kept


async def test_what_is_too_large_is_refused_and_one_byte_less_is_not(
    client: aiohttp.ClientSession, inbox: Inbox
) -> None:
    padding = b" " * (LARGEST_UPDATE - len(json.dumps(UPDATE)))
    body = json.dumps(UPDATE).encode() + padding
    assert await post(client, body) == 200
    assert await post(client, body + b" ") == 413
    assert len(inbox.kept) == 1


async def test_of_what_is_too_large_no_more_is_read_than_shows_it(url: str, inbox: Inbox) -> None:
    host, _, port = url.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\n{SECRET_HEADER}: {SECRET}\r\n"
    writer.write(f"{head}Content-Length: 1000000000\r\n\r\n".encode())
    writer.write(b"x" * (LARGEST_UPDATE + 1))  # and never the rest
    await writer.drain()
    status = await asyncio.wait_for(reader.readline(), 5)
    assert b"413" in status
    writer.close()


@pytest.mark.parametrize("body", [b"", b"halo", b"{", b"\xff\xfe\xfd", b"[" * 100_000])
async def test_what_is_not_json_is_a_bad_request(
    client: aiohttp.ClientSession, inbox: Inbox, body: bytes
) -> None:
    assert await post(client, body) == 400
    assert not inbox.kept


@pytest.mark.parametrize("body", ["[]", "7", "null", '"x"', "true", "NaN", '{"update_id": "x"}'])
async def test_json_that_is_no_update_is_set_aside_once(
    client: aiohttp.ClientSession, inbox: Inbox, body: str
) -> None:
    assert await post(client, body) == 200
    assert await post(client, body) == 200
    first, again = inbox.kept
    assert first.problem
    assert first.ext_id == again.ext_id


@pytest.mark.parametrize("depth", [900, 930, 950, 960, 970, 980, 990, 1000])
async def test_nests_of_any_depth_are_answered(
    client: aiohttp.ClientSession, inbox: Inbox, depth: int
) -> None:
    assert await post(client, '{"update_id":1,"x":' + "[" * depth + "]" * depth + "}") in (200, 400)


async def test_it_is_answered_only_after_the_commit(
    client: aiohttp.ClientSession, inbox: Inbox
) -> None:
    inbox.gate.clear()
    posting = asyncio.create_task(post(client, json.dumps(UPDATE)))
    await asyncio.sleep(0.2)
    assert not posting.done()
    inbox.gate.set()
    assert await posting == 200
    assert len(inbox.kept) == 1


async def test_what_could_not_be_kept_is_not_acknowledged(
    client: aiohttp.ClientSession, inbox: Inbox
) -> None:
    inbox.failure = OSError("disk full")
    assert await post(client, json.dumps(UPDATE)) == 500
    inbox.failure = None
    assert await post(client, json.dumps(UPDATE)) == 200


async def test_a_press_is_answered_before_the_commit(
    client: aiohttp.ClientSession, inbox: Inbox
) -> None:
    inbox.gate.clear()
    press = {"update_id": 8, "callback_query": {"id": "44", "from": {"id": 101}, "data": "x"}}
    posting = asyncio.create_task(post(client, json.dumps(press)))
    async with asyncio.timeout(5):
        while not inbox.answered:
            await asyncio.sleep(0.01)
    assert inbox.answered == ["44"]
    inbox.gate.set()
    assert await posting == 200


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
async def test_only_posts_are_heard(
    client: aiohttp.ClientSession, inbox: Inbox, method: str
) -> None:
    headers = {SECRET_HEADER: SECRET}
    async with client.request(method, PATH, json=UPDATE, headers=headers) as answer:
        assert answer.status == 405
    assert not inbox.kept
