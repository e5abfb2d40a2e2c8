"""The one HTTP client for everything asked of the outside world: explicit time limits, no retries.

What must be known of a request that failed is whether it may have been executed. So its errors
are three: it was never sent, its answer was lost, or the server said that it was in trouble.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp

READ_SECONDS = 20.0
"""How long an answer may take."""

CONNECT_SECONDS = 5.0

GATEWAY_TIMEOUT = 504
"""A machine in front passed our request on and never heard the end of it."""

_REDIRECTED = (301, 302, 303, 307, 308)
_PIECE = 64 * 1024


class NeverSent(Exception):
    """No connection came about, so nothing can have been executed."""


class AnswerLost(Exception):
    """It may have been executed: the answer did not come in time, or at all."""


class ServerTrouble(Exception):
    """The server answered 5xx: it could not serve us, and says so."""


class TooLarge(Exception):
    """There is more than was asked for at most; the rest was not read."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Http:
    """One client; it connects when it is first used. A request is made once, whatever happens."""

    def __init__(self, connections: int = 32) -> None:
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
        try:
            async with self._open(method, url, seconds, **content) as answer:
                body = await answer.read()
                return _answered(answer, body)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NeverSent(f"no connection: {type(error).__name__}") from error
        except TimeoutError as error:
            raise AnswerLost("no answer in time") from error
        except aiohttp.ClientError as error:
            raise AnswerLost(f"connection lost: {type(error).__name__}") from error

    async def download(
        self, url: str, most: int, headers: Mapping[str, str], seconds: float = READ_SECONDS
    ) -> Answer:
        """Get a file of at most so many bytes; one redirect is followed, to another host without
        the headers: they are ours and the first host's.

        Raises `TooLarge` besides what `request` raises.
        """
        answer = await self._read(url, most, headers, seconds)
        to = answer.headers.get("Location", "")
        if answer.status in _REDIRECTED and urlsplit(to).hostname:
            same = urlsplit(to).netloc == urlsplit(url).netloc
            return await self._read(to, most, headers if same else {}, seconds)
        return answer

    async def _read(
        self, url: str, most: int, headers: Mapping[str, str], seconds: float
    ) -> Answer:
        try:
            async with self._open("GET", url, seconds, headers=dict(headers)) as answer:
                body = bytearray()
                async for piece in answer.content.iter_chunked(_PIECE):
                    body += piece
                    if len(body) > most:
                        raise TooLarge(f"more than {most} bytes")
                return _answered(answer, bytes(body))
        except TimeoutError as error:
            raise AnswerLost("no answer in time") from error
        except aiohttp.ClientError as error:
            raise AnswerLost(f"connection lost: {type(error).__name__}") from error

    def _open(
        self, method: str, url: str, seconds: float, **content: Any
    ) -> "aiohttp.client._RequestContextManager":
        if self._client is None:
            connector = aiohttp.TCPConnector(limit=self._connections)
            self._client = aiohttp.ClientSession(connector=connector)
        limit = aiohttp.ClientTimeout(total=seconds + CONNECT_SECONDS, sock_connect=CONNECT_SECONDS)
        return self._client.request(method, url, timeout=limit, allow_redirects=False, **content)


def _answered(answer: aiohttp.ClientResponse, body: bytes) -> Answer:
    if answer.status == GATEWAY_TIMEOUT:
        raise AnswerLost("the gateway gave up waiting")
    if answer.status >= 500:
        raise ServerTrouble(f"the server answered {answer.status}")
    return Answer(answer.status, answer.headers, body)
