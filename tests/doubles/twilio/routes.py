"""The calls of both hosts: the names faults know them by, their verbs and their paths."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web
from multidict import MultiDict, MultiMapping

from tests.doubles.twilio.errors import Json
from tests.doubles.twilio.world import World

Form = MultiMapping[str]
Play = Callable[[World, web.Request, Form], Awaitable[web.Response]]
ROUTES: list[tuple[str, str, str, Play]] = []


def route(operation: str, verb: str, path: str) -> Callable[[Play], Play]:
    """Register what plays a call."""

    def register(play: Play) -> Play:
        ROUTES.append((operation, verb, path, play))
        return play

    return register


async def read_form(request: web.Request) -> Form:
    """The fields of a form, text only; a call without one has none."""
    if request.method != "POST" or request.content_type == "application/json":
        return MultiDict()
    form = await request.post()
    return MultiDict((name, value) for name, value in form.items() if isinstance(value, str))


def answer(body: Json, status: int = 200) -> web.Response:
    """JSON, as every call answers."""
    return web.json_response(body, status=status)


def gone() -> web.Response:
    """Deleted: 204 without a body."""
    return web.Response(status=204)
