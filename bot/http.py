"""The one HTTP client for everything asked of the outside world: explicit time limits, no retries.

What must be known of a request that failed is whether it may have been executed. So its errors
are three: it was never sent, its answer was lost, or the server said that it was in trouble.
"""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import aiohttp

READ_SECONDS = 20.0
"""How long an answer may take."""

CONNECT_SECONDS = 5.0
"""How long it may take until there is a connection, waiting for a free one included."""

CONNECTIONS = 100
"""Open at once: more than all dispatchers together deliver, so that none waits for another's."""

GATEWAY_TIMEOUT = 504
"""A machine in front passed our request on and never heard the end of it."""

_REDIRECTED = (301, 302, 303, 307, 308)
_PIECE = 64 * 1024
_NEVER_SENT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
    aiohttp.NonHttpUrlClientError,
)


class NeverSent(Exception):
    """No connection came about, so nothing can have been executed."""


class AnswerLost(Exception):
    """It may have been executed: the answer did not come, or not to its end."""


class NotInTime(AnswerLost):
    """It may have been executed: we, or a machine in between, gave up waiting."""


class ServerTrouble(Exception):
    """The server could not serve us, and says so."""


class TooLarge(Exception):
    """There is more than was asked for at most; the rest was not read."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; the names of headers are told in any case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Http:
    """One client; it connects when it is first used, and keeps nothing of what it was answered.

    A request is made once. (Only a GET or a DELETE on a connection that turns out to have been
    closed while nobody used it goes out on a new one.)
    """

    def __init__(self, connections: int = CONNECTIONS) -> None:
        self._connections = connections
        self._client: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        if self._client is not None:
            await self._client.close()
            self._client = None

    async def request(
        self, method: str, url: str, *, seconds: float = READ_SECONDS, **content: Any
    ) -> Answer:
        """One request. `content` is what aiohttp takes: `params`, `data`, `json`, `headers`.

        Redirects are not followed. Raises `NeverSent`, `AnswerLost` and `ServerTrouble`.
        """
        async with self._exchange(method, url, seconds, **content) as answer:
            return Answer(answer.status, answer.headers, await answer.read())

    async def download(
        self, url: str, most: int, headers: Mapping[str, str], seconds: float = READ_SECONDS
    ) -> Answer:
        """Get a file of at most so many bytes; one redirect is followed, to another host without
        the headers: they are ours and the first host's.

        Raises `TooLarge` besides what `request` raises.
        """
        answer = await self._read(url, most, headers, seconds)
        onward = _onward(url, answer)
        if not onward:
            return answer
        return await self._read(onward, most, headers if _same(url, onward) else {}, seconds)

    async def _read(
        self, url: str, most: int, headers: Mapping[str, str], seconds: float
    ) -> Answer:
        async with self._exchange("GET", url, seconds, headers=dict(headers)) as answer:
            body = bytearray()
            async for piece in answer.content.iter_chunked(_PIECE):
                body += piece
                if len(body) > most:
                    raise TooLarge(f"more than {most} bytes")
            return Answer(answer.status, answer.headers, bytes(body))

    @asynccontextmanager
    async def _exchange(
        self, method: str, url: str, seconds: float, **content: Any
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        """A request and its answer, to be read; whatever fails meanwhile is told as ours."""
        limit = aiohttp.ClientTimeout(total=CONNECT_SECONDS + seconds, connect=CONNECT_SECONDS)
        with _told_apart():
            async with self._open().request(
                method, url, timeout=limit, allow_redirects=False, **content
            ) as answer:
                if answer.status == GATEWAY_TIMEOUT:
                    raise NotInTime("the gateway gave up waiting")
                if answer.status >= 500:
                    raise ServerTrouble(f"the server answered {answer.status}")
                yield answer

    def _open(self) -> aiohttp.ClientSession:
        if self._client is None:
            self._client = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections),
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        return self._client


@contextmanager
def _told_apart() -> Iterator[None]:
    """No error of ours quotes an address, nor does what is shown as its cause: there may be a
    token in it.
    """
    try:
        yield
    except _NEVER_SENT as error:
        raise NeverSent(f"no connection: {type(error).__name__}") from None
    except TimeoutError:
        raise NotInTime("no answer in time") from None
    except aiohttp.ClientError as error:
        raise AnswerLost(f"connection lost: {type(error).__name__}") from None


def _onward(url: str, answer: Answer) -> str:
    """Where an answer sends us; "" for nowhere, and for a line in the clear after a secret one."""
    to = answer.headers.get("Location", "")
    if answer.status not in _REDIRECTED or not to:
        return ""
    try:
        onward = urljoin(url, to)
        schemes = (urlsplit(url).scheme, urlsplit(onward).scheme)
    except ValueError:
        return ""
    return "" if schemes == ("https", "http") else onward


def _same(url: str, onward: str) -> bool:
    """Whether both are of the same host, asked in the same way."""
    here, there = urlsplit(url), urlsplit(onward)
    return (here.scheme, here.netloc) == (there.scheme, there.netloc)
