"""The double itself: the HTTP side, and what a test holds in its hand."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Self

from aiohttp import web

from tests.doubles.telegram import methods, sending
from tests.doubles.telegram.chats import User
from tests.doubles.telegram.control import Control
from tests.doubles.telegram.errors import ApiError, Json
from tests.doubles.telegram.faults import Fault
from tests.doubles.telegram.files import MAX_UPLOAD
from tests.doubles.telegram.group import Group
from tests.doubles.telegram.methods import Described
from tests.doubles.telegram.params import Params, Upload, read
from tests.doubles.telegram.private import PrivateChat
from tests.doubles.telegram.updates import DAY, Update
from tests.doubles.telegram.world import METHODS, Method, World

__all__ = ["BotApi", "Call", "methods", "sending"]
TOKEN = "123456:TEST-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


@dataclass
class Call:
    """One call of the API, and what became of it (status None: the connection was dropped)."""

    method: str
    params: Json
    at: float
    files: dict[str, Upload] = field(default_factory=dict)
    status: int | None = None
    executed: bool = False
    description: str = ""


class BotApi:
    """A Bot API server for one bot, on the loopback interface."""

    def __init__(
        self,
        token: str = TOKEN,
        *,
        username: str = "prokana_bot",
        port: int = 0,
        privacy: bool = True,
        seed: int = 1,
        control: bool = False,
    ) -> None:
        self.world = World(token, username, privacy=privacy, seed=seed)
        self.me = self.world.me
        self.clock = self.world.clock
        self.limits = self.world.limits
        self.files = self.world.files
        self.faults = self.world.faults
        self.updates = self.world.updates
        self.polling = self.world.polling
        self.webhook = self.world.webhook
        self.profile = self.world.profile
        self.presses = self.world.presses
        self.token = token
        self.calls: list[Call] = []
        self._port = port
        self._control = control
        self._runner: web.AppRunner | None = None

    # State a test looks at or turns

    @property
    def base_url(self) -> str:
        """Where the methods are; the client appends its token."""
        return f"http://127.0.0.1:{self._port}/bot"

    @property
    def base_file_url(self) -> str:
        """Where the files are; the client appends its token."""
        return f"http://127.0.0.1:{self._port}/file/bot"

    @property
    def server_url(self) -> str:
        """The bare address, as aiogram wants it."""
        return f"http://127.0.0.1:{self._port}"

    def user(
        self,
        user_id: int,
        first_name: str,
        *,
        last_name: str = "",
        username: str = "",
        language_code: str = "",
        is_bot: bool = False,
    ) -> User:
        """Somebody with an account."""
        user = User(user_id, first_name, last_name, username, language_code, is_bot)
        self.world.users[user_id] = user
        return user

    def private(self, user: User) -> PrivateChat:
        """The chat of a person with the bot; the bot may write once the person did."""
        chat = self.world.chats.get(user.id)
        if not isinstance(chat, PrivateChat):
            chat = self.world.chats[user.id] = PrivateChat(self.world, user)
        return chat

    def group(
        self, chat_id: int, title: str, members: Iterable[User] = (), *, has_bot: bool = True
    ) -> Group:
        """A group of people, the first of them its owner; an id like -100… is a supergroup."""
        group = Group(self.world, chat_id, title, members, has_bot=has_bot)
        self.world.chats[chat_id] = group
        return group

    def push(self, update: Json, *, lifetime: float = DAY, queue: object = None) -> Update:
        """Queue any update at all, known or not; without an `update_id` it gets the next one."""
        return self.world.updates.push(update, lifetime=lifetime, queue=queue)

    def fault(
        self,
        method: str,
        fault: Fault,
        times: int = 1,
        *,
        when: Callable[[Params], bool] = lambda _: True,
    ) -> None:
        """Let the next `times` calls of this method fail so; `*` is all but getUpdates."""
        self.world.faults.order(method, fault, times, when)

    def called(self, method: str) -> list[Call]:
        """The calls of one method."""
        return [call for call in self.calls if call.method == method]

    # Running

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        """Listen; after `stop` on the same port, with everything that was known."""
        app = web.Application(client_max_size=MAX_UPLOAD + (1 << 20))
        app.router.add_route("*", "/bot{token}/{method}", self._method)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        if self._control:
            Control(self).add_to(app)
        app.router.add_route("*", "/{other:.*}", _not_found)
        self._runner = web.AppRunner(
            app, handler_cancellation=True, shutdown_timeout=0.05, access_log=None
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port, reuse_address=True)
        await site.start()
        self._port = int(self._runner.addresses[0][1])
        self.world.webhook.resume()

    async def stop(self) -> None:
        """An outage: nobody listens, webhooks rest, people may go on talking."""
        await self.world.webhook.pause()
        runner, self._runner = self._runner, None
        if runner:
            await runner.cleanup()

    # HTTP

    async def _method(self, request: web.Request) -> web.StreamResponse:
        token, name = request.match_info["token"], request.match_info["method"]
        try:
            self._check_token(token)
            params = await read(request)
        except ApiError as error:
            return _answer(error)
        method = METHODS.get(name.lower()) or Method(name, _no_such_method)
        call = Call(method.name, params.values, self.world.clock.now(), params.files)
        self.calls.append(call)
        return await self._run(request, method, params, call)

    async def _run(
        self, request: web.Request, method: Method, params: Params, call: Call
    ) -> web.StreamResponse:
        fault = self.world.faults.next_for(method.name, params)
        if fault and not fault.executed:
            response = _faulty(fault)
        else:
            response = await self._execute(method, params, call)
        if fault:
            await asyncio.sleep(fault.seconds)
            if fault.dropped:
                return _hang_up(request)
            if fault.executed and fault.status != 200:
                response = _faulty(fault)
        call.status = response.status
        return response

    async def _execute(self, method: Method, params: Params, call: Call) -> web.Response:
        world = self.world
        try:
            if method.name != "getUpdates":
                now, chat = world.clock.now(), params.values.get("chat_id")
                is_group = world.is_group(params)
                refusal = world.limits.check(method.name, chat, is_group=is_group, now=now)
                if refusal:
                    raise refusal
            result = world.perform(method, params)
            if isinstance(result, Awaitable):
                result = await result
        except ApiError as error:
            call.description = error.description
            return _answer(error)
        call.executed = True
        if isinstance(result, Described):
            return _json({"ok": True, "result": True, "description": result.description})
        return _json({"ok": True, "result": result})

    async def _file(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.token:
            return await _not_found(request)
        stored = self.world.files.download(request.match_info["path"])
        if stored is None:
            return await _not_found(request)
        return web.Response(body=stored.content, content_type="application/octet-stream")

    def _check_token(self, token: str) -> None:
        number, _, secret = token.partition(":")
        if not number.isdigit() or not secret:
            raise ApiError(404, "Not Found")
        if token != self.token:
            raise ApiError(401, "Unauthorized")


def _no_such_method(_: World, __: Params) -> None:
    raise ApiError(404, "Not Found: method not found")


def _faulty(fault: Fault) -> web.Response:
    kind = "application/json" if fault.body.startswith("{") else "text/html"
    response = web.Response(status=fault.status, text=fault.body, content_type=kind)
    if fault.retry_after:
        response.headers["Retry-After"] = str(fault.retry_after)
    return response


def _hang_up(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()


async def _not_found(_: web.Request) -> web.StreamResponse:
    return _answer(ApiError(404, "Not Found"))


def _answer(error: ApiError) -> web.Response:
    response = _json(error.as_json(), error.code)
    if error.code == 429:
        response.headers["Retry-After"] = str(error.parameters["retry_after"])
    return response


def _json(body: Json, status: int = 200) -> web.Response:
    text = json.dumps(body, ensure_ascii=False)
    return web.Response(text=text, status=status, content_type="application/json")
