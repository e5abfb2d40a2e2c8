"""python-telegram-bot's `Bot` over our own HTTP client: explicit time limits, no retries.

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

from bot.http import READ_SECONDS, AnswerLost, Http, NeverSent, NotInTime, ServerTrouble

warnings.filterwarnings("ignore", message="Please use 'Bot", category=PTBUserWarning)


class ServerTroubleError(NetworkError):
    """The server answered 5xx: it could not serve us, and says so."""


class NeverSentError(NetworkError):
    """No connection came about, so nothing can have been executed."""


class HttpTransport(BaseRequest):
    """Carries the library's requests over a client, and tells its errors in the library's."""

    def __init__(self, http: Http, *, ours: bool) -> None:
        """`ours` if nobody else uses the client, so that it is closed with the bot."""
        self._http = http
        self._ours = ours
        self._open = False

    @property
    def read_timeout(self) -> float:
        return READ_SECONDS

    async def initialize(self) -> None:
        self._open = True

    async def shutdown(self) -> None:
        """Nothing is sent from now on: it would connect a client anew that nobody closes."""
        self._open = False
        if self._ours:
            await self._http.close()

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
        and `NetworkError`. Only the read limit is the caller's to choose; an upload may take
        three times as long.
        """
        if not self._open:
            raise NeverSentError("the bot is shut down")
        read = read_timeout if isinstance(read_timeout, int | float) else READ_SECONDS
        uploads = request_data is not None and request_data.contains_files
        seconds = read * (3 if uploads else 1)
        try:
            answer = await self._http.request(method, url, seconds=seconds, **_body(request_data))
        except NeverSent as error:
            raise NeverSentError(str(error)) from error
        except NotInTime as error:
            raise TimedOut(str(error)) from error
        except AnswerLost as error:
            raise NetworkError(str(error)) from error
        except ServerTrouble as error:
            raise ServerTroubleError(str(error)) from error
        return answer.status, answer.body


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


def connect(token: str, api_url: str, file_url: str, http: Http | None = None) -> Bot:
    """A bot that talks through `http`, which stays its owner's to close, or else through a client
    of its own. Long polls have theirs always: nothing that is sent waits for one.
    """
    return _Bot(
        token,
        base_url=api_url,
        base_file_url=file_url,
        request=HttpTransport(http or Http(), ours=http is None),
        get_updates_request=HttpTransport(Http(connections=2), ours=True),
    )
