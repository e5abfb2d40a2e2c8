"""How the vendor's library reaches Twilio: over our own client, which knows time limits and tells
what was never sent from what was never answered.
"""

import json
import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from aiohttp import encode_basic_auth
from twilio.base.version import Version
from twilio.http import AsyncHttpClient
from twilio.http.response import Response

from bot.http import Answer, Http, ServerTrouble


class Transport(AsyncHttpClient):
    """Carries the library's requests over our client, each once; logs none of them."""

    def __init__(self, http: Http, api_url: str) -> None:
        super().__init__(logging.getLogger("prokana.twilio"), is_async=True)
        self._http = http
        self._api_url = api_url.rstrip("/")

    async def request(  # type: ignore[override] # as every asynchronous client of the library
        self,
        method: str,
        uri: str,
        params: Mapping[str, object] | None = None,
        data: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,  # noqa: FBT002 (the library's signature)
    ) -> Response:
        sent = dict(headers or {})
        if auth is not None:
            sent["Authorization"] = encode_basic_auth(*auth)
        content: dict[str, Any] = {"headers": sent, "params": _plain(params)}
        if sent.get("Content-Type") == "application/json":
            content["data"] = json.dumps(data).encode()
        elif data:
            content["data"] = _plain(data)
        answer = await self._http.request(method, self.address(uri), **content)
        return _understood(method, uri, answer)

    def address(self, uri: str) -> str:
        """Where a host of Twilio's is reached: there, or at the proxy that stands for them all."""
        if not self._api_url:
            return uri
        parts = urlsplit(uri)
        return f"{self._api_url}{parts.path}" + (f"?{parts.query}" if parts.query else "")


def _understood(method: str, uri: str, answer: Answer) -> Response:
    """An answer as the library reads it, which takes anything for Twilio's; so what is none is
    told from it here, and every refusal is raised with its status.
    """
    response = Response(answer.status, answer.body.decode("utf-8", "replace"), answer.headers)
    if answer.status >= 400:
        raise Version.exception(method, uri, response, f"{method} was refused")
    if answer.status >= 300 or (method != "DELETE" and not _is_object(response.text)):
        raise ServerTrouble(f"something else than Twilio answered {answer.status}")
    return response


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def _plain(given: Mapping[str, object] | None) -> list[tuple[str, str]]:
    """Names and values as a form has them: one for each value."""
    pairs = []
    for name, value in (given or {}).items():
        several = value if isinstance(value, list | tuple) else [value]
        pairs += [(name, str(one)) for one in several]
    return pairs
