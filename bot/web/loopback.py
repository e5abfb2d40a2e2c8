"""Keeps pages that are meant for this computer alone from everybody else.

Listening on loopback is not enough: any web page the person visits can send requests there, and
a name that its owner points at 127.0.0.1 makes the browser take that page for ours.
"""

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HERE = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?", re.IGNORECASE)

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' blob:; object-src 'none'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


class LoopbackOnly:
    """Lets through only what this computer's own page asks for, and guards the answers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 403 to a foreign Host, and to a writing request of a foreign page."""
        foreign = _foreign(scope)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        if foreign:
            await PlainTextResponse(foreign, 403)(scope, receive, guarded)
        else:
            await self._app(scope, receive, guarded)


def _foreign(scope: Scope) -> str:
    """Why a request is refused; "" if it is not."""
    headers = Headers(scope=scope)
    host = headers.get("host", "")
    if not _HERE.fullmatch(host):
        return "Halaman ini hanya untuk komputer ini sendiri."
    origin = headers.get("origin")
    reading = scope["method"] in ("GET", "HEAD")
    if not reading and origin is not None and origin != f"{scope['scheme']}://{host}":
        return "Permintaan dari halaman lain ditolak."
    return ""
