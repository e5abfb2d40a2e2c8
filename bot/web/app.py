"""The routes every desk serves, and those of the channels it has."""

from collections.abc import Awaitable, Callable, Sequence

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.metrics import Metrics

Examined = Callable[[], Awaitable[dict[str, bool]]]
"""Tells which parts of the desk are well."""


def web_app(metrics: Metrics, examined: Examined, routes: Sequence[BaseRoute]) -> Starlette:
    """The ASGI app: `/health` is 503 as soon as one part is not well."""

    async def health(request: Request) -> Response:
        parts = await examined()
        return JSONResponse(parts, 200 if all(parts.values()) else 503)

    async def figures(request: Request) -> Response:
        return Response(metrics.page(), media_type="text/plain; version=0.0.4")

    return Starlette(
        routes=[Route("/health", health), Route("/metrics", figures), *routes],
    )


async def body_up_to(request: Request, most: int) -> bytes | None:
    """The request's body, read no further than `most` bytes; None if there is more."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            return None
    return bytes(body)
