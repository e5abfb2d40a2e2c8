"""python-telegram-bot's `Bot` over aiohttp, with explicit time limits and no retries.

Its stock transport costs several times the processor time of a message; and what we must know,
whether a request was never sent or its answer was lost, its errors do not tell apart.
"""

import warnings
from typing import Any

import aiohttp
from telegram import Bot
from telegram.error import EndPointNotFound, InvalidToken, NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from telegram.warnings import PTBUserWarning

warnings.filterwarnings("ignore", message="Please use 'Bot", category=PTBUserWarning)

READ_SECONDS = 20.0
"""How long an answer may take; an upload may take three times as long."""

CONNECT_SECONDS = 5.0


GATEWAY_TIMEOUT = 504
"""A machine in front passed our request on and never heard the end of it."""


class ServerTroubleError(NetworkError):
    """The server answered 5xx: it could not serve us, and says so."""


class NeverSentError(NetworkError):
    """No connection came about, so nothing can have been executed."""


class HttpTransport(BaseRequest):
    """One HTTP client for everything we ask of the Bot API."""

    def __init__(self, connections: int = 32) -> None:
        self._connections = connections
        self._client: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return READ_SECONDS

    async def initialize(self) -> None:
        if self._client is None:
            connector = aiohttp.TCPConnector(limit=self._connections)
            self._client = aiohttp.ClientSession(connector=connector)

    async def shutdown(self) -> None:
        if self._client is not None:
            await self._client.close()
            self._client = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One request; raises `NeverSentError` or, where it may have been executed, `TimedOut`
        and `NetworkError`. Only the read limit is the caller's to choose.
        """
        assert self._client is not None, "the bot is initialized before it is used"
        read = read_timeout if isinstance(read_timeout, int | float) else READ_SECONDS
        uploads = request_data is not None and request_data.contains_files
        limit = aiohttp.ClientTimeout(
            total=read * (3 if uploads else 1) + CONNECT_SECONDS, sock_connect=CONNECT_SECONDS
        )
        body = _body(request_data)
        try:
            async with self._client.request(
                method, url, timeout=limit, allow_redirects=False, **body
            ) as answer:
                content = await answer.read()
                if answer.status == GATEWAY_TIMEOUT:
                    raise TimedOut("the gateway gave up waiting")
                if answer.status >= 500:
                    raise ServerTroubleError(f"the server answered {answer.status}")
                return answer.status, content
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NeverSentError(f"no connection: {type(error).__name__}") from error
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            raise NetworkError(f"connection lost: {type(error).__name__}") from error


def _body(data: RequestData | None) -> dict[str, Any]:
    if data is None:
        return {}
    if not data.contains_files:
        return {"data": data.json_parameters}
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, kind) in (data.multipart_data or {}).items():
        form.add_field(name, content, filename=file_name, content_type=kind)
    return {"data": form}


async def ask(
    bot: Bot, method: str, payload: dict[str, Any], read_seconds: float = READ_SECONDS
) -> Any:
    """One method of the Bot API; raises python-telegram-bot's errors.

    The library takes a token that is refused for a method that does not exist; ours all do.
    """
    try:
        return await bot.do_api_request(method, api_kwargs=payload, read_timeout=read_seconds)
    except EndPointNotFound as error:
        raise InvalidToken("the token is refused") from error


class _Bot(Bot):
    """The library's bot, which quotes no token where it is refused."""

    async def initialize(self) -> None:
        try:
            await super().initialize()
        except InvalidToken:
            raise InvalidToken("the token is refused") from None


def connect(token: str, api_url: str, file_url: str) -> Bot:
    """A bot that talks through our transport; long polls have one of their own."""
    return _Bot(
        token,
        base_url=api_url,
        base_file_url=file_url,
        request=HttpTransport(),
        get_updates_request=HttpTransport(connections=2),
    )
