"""The HTTP client: what may have been executed and what cannot have been, told apart."""

import asyncio
import time
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot import http as http_module
from bot.http import (
    Answer,
    AnswerLost,
    Http,
    NeverSent,
    NotInTime,
    ServerTrouble,
    TooLarge,
    _onward,
)

OURS = {"Authorization": "Basic b3Vycw=="}


class Far:
    """A server that answers as it is told, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[web.Request] = []
        self.bodies: list[bytes] = []
        self.answer: Callable[[web.Request], Awaitable[web.StreamResponse]] = _fine
        self.may_go_on = asyncio.Event()
        self.heard = asyncio.Event()
        self.url = ""

    async def take(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        self.bodies.append(await request.read())
        self.heard.set()
        return await self.answer(request)

    async def wait(self, request: web.Request) -> web.Response:
        await self.may_go_on.wait()
        return web.Response(text="late")


async def _fine(request: web.Request) -> web.Response:
    return web.Response(text="fine")


Start = Callable[[], Awaitable[Far]]


@pytest.fixture
async def start() -> AsyncIterator[Start]:
    async with AsyncExitStack() as stack:

        async def started() -> Far:
            far = Far()
            app = web.Application()
            app.router.add_route("*", "/{anything:.*}", far.take)
            server = TestServer(app)
            await server.start_server(shutdown_timeout=0.05)
            stack.push_async_callback(server.close)
            far.url = str(server.make_url("/")).rstrip("/")
            return far

        yield started


@pytest.fixture
async def far(start: Start) -> Far:
    return await start()


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    http = Http()
    yield http
    await http.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_module, "CONNECT_SECONDS", 0.05)


def answers(status: int, **more: str) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=status, headers=more)

    return answer


async def cut(request: web.Request) -> web.Response:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


# ---- asked and answered


async def test_a_request_travels_as_it_was_given(http: Http, far: Far) -> None:
    answer = await http.request(
        "POST", far.url + "/a", params=[("b", "1+2")], data=[("c", "é")], headers={"X-D": "e"}
    )
    assert (answer.status, answer.body) == (200, b"fine")
    assert answer.headers["content-type"].startswith("text/plain")
    (asked,) = far.asked
    assert (asked.method, asked.path, asked.query["b"]) == ("POST", "/a", "1+2")
    assert far.bodies == [b"c=%C3%A9"]
    assert asked.headers["X-D"] == "e"


async def test_a_refusal_is_an_answer(http: Http, far: Far) -> None:
    far.answer = answers(404)
    assert (await http.request("GET", far.url)).status == 404


async def test_a_redirect_is_an_answer_and_not_followed(http: Http, far: Far) -> None:
    far.answer = answers(302, Location="/elsewhere")
    assert (await http.request("GET", far.url)).status == 302
    assert len(far.asked) == 1


async def test_no_cookie_comes_back(http: Http, far: Far) -> None:
    far.answer = answers(200, **{"Set-Cookie": "who=we"})
    here = far.url.replace("127.0.0.1", "localhost")  # no client keeps cookies of a bare address
    for _ in range(2):
        await http.request("GET", here)
    assert ["Cookie" in asked.headers for asked in far.asked] == [False, False]


async def test_a_client_can_be_closed_twice_and_used_again(http: Http, far: Far) -> None:
    await http.close()
    await http.request("GET", far.url)
    await http.close()
    await http.close()
    assert (await http.request("GET", far.url)).body == b"fine"


# ---- never sent


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:9/", "http://", "http://127.0.0.1:99999/", "ftp://127.0.0.1/"],
    ids=["nobody listens", "no host", "no such port", "another language"],
)
async def test_without_a_connection_nothing_was_sent(http: Http, url: str) -> None:
    with pytest.raises(NeverSent):
        await http.request("POST", url)


async def test_where_nobody_is_whom_he_says_nothing_was_sent(http: Http, far: Far) -> None:
    with pytest.raises(NeverSent):
        await http.request("POST", far.url.replace("http:", "https:"))
    assert far.asked == []


@pytest.mark.usefixtures("impatient")
async def test_who_finds_no_free_connection_was_never_sent(far: Far) -> None:
    far.answer = far.wait
    http = Http(connections=1)
    first = asyncio.create_task(http.request("POST", far.url))
    await far.heard.wait()
    with pytest.raises(NeverSent) as never:
        await http.request("POST", far.url + "/secret")
    assert "secret" not in shown(never.value)
    far.may_go_on.set()
    assert (await first).body == b"late"
    assert len(far.asked) == 1
    await http.close()


# ---- perhaps executed


@pytest.mark.usefixtures("impatient")
async def test_no_answer_is_waited_for_without_end(http: Http, far: Far) -> None:
    far.answer = far.wait
    began = time.monotonic()
    with pytest.raises(NotInTime):
        await http.request("POST", far.url, seconds=0.1)
    assert 0.1 < time.monotonic() - began < 2
    assert len(far.asked) == 1


@pytest.mark.usefixtures("impatient")
async def test_an_answer_that_never_ends_is_lost(http: Http, far: Far) -> None:
    async def begin(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        await answer.write(b"b")
        return await far.wait(request)

    far.answer = begin
    with pytest.raises(NotInTime):
        await http.request("GET", far.url, seconds=0.1)
    with pytest.raises(NotInTime):
        await http.download(far.url, 10, {}, seconds=0.1)


async def test_what_is_cut_off_is_lost_and_not_said_twice(http: Http, far: Far) -> None:
    await http.request("POST", far.url)  # the second goes over a connection that was used before
    far.answer = cut
    with pytest.raises(AnswerLost) as lost:
        await http.request("POST", far.url)
    assert not isinstance(lost.value, NotInTime)
    assert len(far.asked) == 2


async def test_half_an_answer_is_none(http: Http, far: Far) -> None:
    async def half(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Length": "100"})
        await answer.prepare(request)
        await answer.write(b"half")
        return await cut(request)

    far.answer = half
    with pytest.raises(AnswerLost):
        await http.request("POST", far.url)
    with pytest.raises(AnswerLost):
        await http.download(far.url, 1000, {})


@pytest.mark.parametrize(
    ("status", "error"),
    [(500, ServerTrouble), (502, ServerTrouble), (503, ServerTrouble), (504, NotInTime)],
)
async def test_a_server_in_trouble_is_asked_once(
    http: Http, far: Far, status: int, error: type[Exception]
) -> None:
    far.answer = answers(status)
    with pytest.raises(error):
        await http.request("POST", far.url)
    assert len(far.asked) == 1
    with pytest.raises(error):
        await http.download(far.url, 10, {})


async def test_no_error_quotes_an_address(http: Http, far: Far) -> None:
    for answer in (answers(500), answers(504), cut):
        far.answer = answer
        with pytest.raises((AnswerLost, ServerTrouble)) as caught:
            await http.request("POST", far.url + "/secret")
        assert "secret" not in shown(caught.value)
    for url in ("http://127.0.0.1:9/secret", "http://127.0.0.1:99999/secret"):
        with pytest.raises(NeverSent) as never:
            await http.request("POST", url)
        assert "secret" not in shown(never.value)


async def test_nor_does_one_of_an_answer_that_is_none(http: Http) -> None:
    async def babble(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"this is no HTTP\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(babble, "127.0.0.1") as server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(AnswerLost) as lost:
            await http.request("POST", f"http://127.0.0.1:{port}/secret")
    assert "secret" not in shown(lost.value)


def shown(error: BaseException) -> str:
    """An error as a log has it, less the lines of our own code."""
    told = traceback.format_exception(error)
    return "".join(part for part in told if not part.startswith("  File"))


# ---- downloads


def gives(content: bytes) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=content, content_type="image/png")

    return answer


async def test_a_file_of_the_largest_size_is_got(http: Http, far: Far) -> None:
    far.answer = gives(b"x" * 200_000)
    answer = await http.download(far.url, 200_000, OURS)
    assert answer.body == b"x" * 200_000
    assert answer.headers["Content-Type"] == "image/png"
    assert far.asked[0].headers["Authorization"] == OURS["Authorization"]


async def test_a_file_one_byte_larger_is_not(http: Http, far: Far) -> None:
    far.answer = gives(b"x" * 200_001)
    with pytest.raises(TooLarge):
        await http.download(far.url, 200_000, {})


async def test_an_endless_file_is_not_read_to_its_end(http: Http, far: Far) -> None:
    written = 0

    async def endless(request: web.Request) -> web.StreamResponse:
        nonlocal written
        answer = web.StreamResponse()
        await answer.prepare(request)
        while True:
            await answer.write(bytes(1 << 20))
            written += 1 << 20

    far.answer = endless
    with pytest.raises(TooLarge):
        await http.download(far.url, 1 << 20, {})
    assert written < 32 << 20
    far.answer = gives(b"small")
    assert (await http.download(far.url, 10, {})).body == b"small"


async def test_another_host_is_not_told_what_is_the_firsts(http: Http, start: Start) -> None:
    far, storage = await start(), await start()
    far.answer = answers(307, Location=storage.url + "/file")
    storage.answer = gives(b"png")
    assert (await http.download(far.url, 10, OURS)).body == b"png"
    (asked,) = storage.asked
    assert asked.path == "/file"
    assert "Authorization" not in asked.headers


async def test_the_same_host_is(http: Http, far: Far) -> None:
    async def moved(request: web.Request) -> web.Response:
        if request.path == "/there":
            return web.Response(body=b"png")
        return web.Response(status=301, headers={"Location": "there"})

    far.answer = moved
    assert (await http.download(far.url + "/here", 10, OURS)).body == b"png"
    assert far.asked[1].headers["Authorization"] == OURS["Authorization"]


async def test_a_file_on_another_host_is_as_small(http: Http, start: Start) -> None:
    far, storage = await start(), await start()
    far.answer = answers(307, Location=storage.url)
    storage.answer = gives(b"x" * 11)
    with pytest.raises(TooLarge):
        await http.download(far.url, 10, OURS)


async def test_one_redirect_is_followed_and_no_second(http: Http, far: Far) -> None:
    far.answer = answers(307, Location="/again")
    assert (await http.download(far.url, 10, OURS)).status == 307
    assert len(far.asked) == 2


@pytest.mark.parametrize(
    ("status", "to", "onward"),
    [
        (307, "https://b/2", "https://b/2"),
        (302, "/2", "https://a/2"),
        (307, "//b/2", "https://b/2"),
        (307, "http://a/2", ""),
        (307, "http://[b/2", ""),
        (307, "", ""),
        (200, "https://b/2", ""),
    ],
)
def test_no_redirect_leads_out_of_the_secret(status: int, to: str, onward: str) -> None:
    assert _onward("https://a/1", Answer(status, {"Location": to}, b"")) == onward
