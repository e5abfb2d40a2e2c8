"""The HTTP side: credentials, faults, what refuses, and the storage of media."""

from __future__ import annotations

import asyncio
import functools
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aiohttp import web

from tests.doubles.twilio import content_routes, message_routes
from tests.doubles.twilio.errors import ApiError, not_found, unauthenticated
from tests.doubles.twilio.faults import Fault, Params
from tests.doubles.twilio.routes import ROUTES, Form, Play, read_form
from tests.doubles.twilio.world import Refusal, World

__all__ = ["Call", "Front", "content_routes", "message_routes"]


@dataclass
class Call:
    """One call of the API, and what became of it (status None: the connection was dropped)."""

    operation: str
    params: Params
    at: float
    status: int | None = None


class Front:
    """The server; media are handed out at another port, as Twilio does at another host.

    `leaks` holds the credentials that came along to the storage, where they do not belong.
    """

    def __init__(
        self,
        world: World,
        keys: Mapping[str, str],
        *,
        port: int,
        more: Callable[[web.Application], None] | None = None,
    ) -> None:
        self.port = port
        self._more = more
        self.calls: list[Call] = []
        self.leaks: list[str] = []
        self._world = world
        self._keys = keys
        self._storage_port = 0
        self._runner: web.AppRunner | None = None

    async def listen(self) -> None:
        """Begin; a second time on the same ports."""
        app = web.Application(client_max_size=1 << 20)
        app.router.add_get("/storage/{key}", self._storage)
        if self._more:
            self._more(app)
        for operation, verb, path, play in [*ROUTES, ("unknown", "*", "/{other:.*}", _nothing)]:
            app.router.add_route(verb, path, functools.partial(self._call, operation, play))
        self._runner = web.AppRunner(
            app, handler_cancellation=True, shutdown_timeout=0.05, access_log=None
        )
        await self._runner.setup()
        for port in (self.port, self._storage_port):
            await web.TCPSite(self._runner, "127.0.0.1", port, reuse_address=True).start()
        self.port, self._storage_port = (int(address[1]) for address in self._runner.addresses)
        self._world.storage_url = f"http://127.0.0.1:{self._storage_port}"

    async def close(self) -> None:
        """Listen no more."""
        runner, self._runner = self._runner, None
        if runner:
            await runner.cleanup()

    async def _call(self, operation: str, play: Play, request: web.Request) -> web.StreamResponse:
        form = await read_form(request)
        params = {**request.query, **form}
        call = Call(operation, params, self._world.clock.now())
        self.calls.append(call)
        try:
            self._check_keys(request)
        except ApiError as error:
            return self._refused(call, error)
        fault = self._world.faults.next_for(operation, params) or Fault(executed=True)
        response: web.StreamResponse = _faulty(fault)
        if fault.executed:
            executed = await self._execute(call, play, request, form)
            response = response if fault.status else executed
        await asyncio.sleep(fault.seconds)
        if fault.dropped:
            return _hang_up(request)
        call.status = response.status
        return response

    async def _execute(
        self, call: Call, play: Play, request: web.Request, form: Form
    ) -> web.StreamResponse:
        try:
            return await play(self._world, request, form)
        except ApiError as error:
            return self._refused(call, error)

    def _refused(self, call: Call, error: ApiError) -> web.Response:
        self._world.refused.append(Refusal(call.operation, call.params, error))
        call.status = error.status
        response = web.json_response(error.as_json(), status=error.status)
        if error.status == 401:
            response.headers["WWW-Authenticate"] = 'Basic realm="Twilio API"'
        return response

    def _check_keys(self, request: web.Request) -> None:
        scheme, _, coded = request.headers.get("Authorization", "").partition(" ")
        try:
            user, _, secret = b64decode(coded).decode().partition(":")
        except ValueError:
            raise unauthenticated() from None
        if scheme != "Basic" or not secret or self._keys.get(user) != secret:
            raise unauthenticated()
        if request.match_info.get("account", self._world.account) != self._world.account:
            raise not_found(request.path)

    async def _storage(self, request: web.Request) -> web.Response:
        if "Authorization" in request.headers:
            self.leaks.append(request.headers["Authorization"])
        media = self._world.stored.get(request.match_info["key"])
        if media is None:
            return web.Response(status=404)
        return web.Response(body=media.content, content_type=media.content_type)


async def _nothing(_: World, request: web.Request, __: Form) -> web.Response:
    raise not_found(request.path)


def _faulty(fault: Fault) -> web.Response:
    kind = "application/json" if fault.body.startswith("{") else "text/html"
    return web.Response(status=fault.status or 200, text=fault.body, content_type=kind)


def _hang_up(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()
