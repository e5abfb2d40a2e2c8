"""The routes every desk serves, and those of the channels it has."""

from collections.abc import Awaitable, Callable, Sequence

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.metrics import Metrics

Examined = Callable[[], Awaitable[dict[str, bool]]]
"""Tells which parts of the desk are well."""


def web_app(metrics: Metrics, examined: Examined, routes: Sequence[BaseRoute]) -> Starlette:
    """The ASGI app: `/health` is 503 as soon as one part is not well.

    It redirects nobody: whoever posts to us follows no redirect, and where one led to would be
    what a stranger's request says.
    """

    async def health(request: Request) -> Response:
        parts = await examined()
        return JSONResponse(parts, 200 if all(parts.values()) else 503)

    async def figures(request: Request) -> Response:
        return Response(metrics.page(), media_type="text/plain; version=0.0.4")

    app = Starlette(
        routes=[Route("/health", health), Route("/metrics", figures), *routes],
        exception_handlers={ClientDisconnect: _left},
    )
    app.router.redirect_slashes = False
    return app


async def _left(request: Request, error: Exception) -> Response:
    """Whoever went away before the end of their request is no fault of ours; nobody reads this."""
    return Response(status_code=400)


async def body_up_to(request: Request, most: int) -> bytes | None:
    """The request's body, read no further than `most` bytes; None if there is more.

    Raises `ClientDisconnect` where its end never came, which the app takes as no fault.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            return None
    return bytes(body)
