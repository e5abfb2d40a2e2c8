"""The web server itself: what a stranger's odd request makes of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import nullcontext
from unittest.mock import patch

import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.metrics import Metrics
from bot.web.app import body_up_to, web_app

MOST = 100


class Posts:
    """A route that reads what is posted to it, and a server that can be told to end."""

    def __init__(self) -> None:
        self.came = asyncio.Event()
        self.read: list[bytes | None] = []
        app = web_app(Metrics(), self.well, [Route("/post", self.post, methods=["POST"])])
        self.server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, lifespan="off"))

    async def well(self) -> dict[str, bool]:
        return {"database": True}

    async def post(self, request: Request) -> Response:
        self.came.set()
        self.read.append(await body_up_to(request, MOST))
        return PlainTextResponse("read")

    async def connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        port = self.server.servers[0].sockets[0].getsockname()[1]
        return await asyncio.open_connection("127.0.0.1", port)

    async def asked(self, *lines: str, body: bytes = b"") -> bytes:
        """What is answered to these lines, to the end of the connection."""
        reader, writer = await self.connected()
        head = "\r\n".join([*lines, "Connection: close", "", ""])
        writer.write(head.encode("latin-1") + body)
        answer = await reader.read()
        writer.close()
        return answer


@pytest.fixture
async def posts(caplog: pytest.LogCaptureFixture) -> AsyncIterator[Posts]:
    """A server that has nothing to complain about by its end."""
    posts = Posts()
    with patch.object(posts.server, "capture_signals", nullcontext):
        task = asyncio.create_task(posts.server.serve())
        while not posts.server.started:
            await asyncio.sleep(0.01)
        yield posts
        posts.server.should_exit = True
        await task
    logged = [*caplog.get_records("call"), *caplog.get_records("teardown")]
    assert [record.getMessage() for record in logged if record.levelname == "ERROR"] == []


async def test_whoever_leaves_in_the_middle_is_no_fault_of_ours(posts: Posts) -> None:
    _, writer = await posts.connected()
    writer.write(b"POST /post HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\nhalf of")
    await posts.came.wait()
    writer.close()
    assert (await posts.asked("GET /health HTTP/1.1", "Host: x")).startswith(b"HTTP/1.1 200")
    assert posts.read == []


@pytest.mark.parametrize(("size", "read"), [(0, b""), (MOST, b"." * MOST), (MOST + 1, None)])
async def test_a_body_is_read_no_further_than_it_may_be(
    posts: Posts, size: int, read: bytes | None
) -> None:
    length = f"Content-Length: {size}"
    await posts.asked("POST /post HTTP/1.1", "Host: x", length, body=b"." * size)
    assert posts.read == [read]


@pytest.mark.parametrize("path", ["/post/", "//post", "/health/", "/nowhere"])
async def test_no_address_but_ours_leads_anywhere_whatever_host_it_is_asked_of(
    posts: Posts, path: str
) -> None:
    for host in ("x", "", "[", "[::1", "a b", "ÿþ", "evil.example:99999", "a@b"):
        lines = (f"POST {path} HTTP/1.1", f"Host: {host}", "Content-Length: 4")
        answer = await posts.asked(*lines, body=b"body")
        assert answer.startswith(b"HTTP/1.1 404"), host
    assert posts.read == []
