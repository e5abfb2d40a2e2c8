"""What tests of the double need around it: a desk that keeps what it is posted, a bare client."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import aiohttp
from aiohttp import web

from tests.doubles.twilio.errors import Json
from tests.doubles.twilio.phones import Phone
from tests.doubles.twilio.server import PUBLIC, Twilio

STATUS_URL = PUBLIC + "/whatsapp/status?row=7"
NOTHING = '<?xml version="1.0" encoding="UTF-8"?><Response />'
Form = dict[str, str]


def nothing() -> web.Response:
    """The answer that says nothing to the customer."""
    return web.Response(text=NOTHING, content_type="text/xml")


def basic(user: str, secret: str) -> dict[str, str]:
    """The header of Basic authentication."""
    return {"Authorization": f"Basic {b64encode(f'{user}:{secret}'.encode()).decode()}"}


@dataclass
class Desk:
    """A web server behind the public address; `answer` may say something else than nothing."""

    url: str = ""
    forms: list[Form] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    files: dict[str, tuple[bytes, dict[str, str]]] = field(default_factory=dict)
    answer: Callable[[Form], Awaitable[web.Response] | None] = lambda _: None

    async def take(self, request: web.Request) -> web.Response:
        """A webhook."""
        form = dict(parse_qsl(await request.text(), keep_blank_values=True))
        self.forms.append(form)
        self.headers.append(request.headers)
        self.targets.append(request.path_qs)
        answer = self.answer(form)
        return await answer if answer else nothing()

    async def file(self, request: web.Request) -> web.Response:
        """A file for Twilio to fetch."""
        content, headers = self.files.get(request.match_info["name"], (b"", {}))
        return web.Response(body=content, headers=headers, status=200 if content else 404)

    def states(self) -> list[str]:
        """What its status callbacks said, in their order."""
        return [form["MessageStatus"] for form in self.forms if "MessageStatus" in form]


class Setting:
    """A double, the desk it posts to, somebody with a phone."""

    def __init__(self, twilio: Twilio, desk: Desk, session: aiohttp.ClientSession) -> None:
        self.twilio = twilio
        self.desk = desk
        self.session = session
        self.dewi: Phone = twilio.phone("+6281234567890", "Dewi", "ID.4566546130240823")

    @property
    def account(self) -> str:
        """The path of the account."""
        return f"/2010-04-01/Accounts/{self.twilio.account_sid}"

    async def call(self, verb: str, path: str, **options: Any) -> tuple[int, Json]:
        """One call with the right credentials."""
        headers = basic(self.twilio.account_sid, self.twilio.auth_token)
        url = self.twilio.base_url + path
        async with self.session.request(verb, url, headers=headers, **options) as response:
            text = await response.text()
            return response.status, json.loads(text) if text else {}

    async def post(self, form: Mapping[str, str]) -> tuple[int, Json]:
        """A message to Dewi, unless the form says otherwise."""
        ends = {"To": "whatsapp:+6281234567890", "From": f"whatsapp:{self.twilio.number}"}
        return await self.call("POST", f"{self.account}/Messages.json", data=ends | dict(form))

    async def send(self, **form: str) -> Json:
        """A message that is accepted, and has gone its way."""
        status, body = await self.post(form)
        assert status == 201, body
        await self.twilio.settled()
        return body

    async def refusal(self, **form: str) -> int:
        """The code of a message that is refused."""
        status, body = await self.post(form)
        assert (status, body["status"]) == (400, 400), body
        return int(body["code"])

    async def content(self, types: Json, **fields: Any) -> str:
        """A Content resource, by its sid."""
        definition = {"friendly_name": "x", "language": "id", "types": types} | fields
        status, body = await self.call("POST", "/v1/Content", json=definition)
        assert status == 201, body
        return str(body["sid"])


@asynccontextmanager
async def opened() -> AsyncIterator[Setting]:
    """All of it, on loopback ports."""
    desk = Desk()
    app = web.Application()
    app.router.add_post("/{path:.*}", desk.take)
    app.router.add_get("/files/{name}", desk.file)
    runner = web.AppRunner(app, shutdown_timeout=0.05, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    desk.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        async with Twilio() as twilio, aiohttp.ClientSession() as session:
            twilio.resolve[PUBLIC] = desk.url
            yield Setting(twilio, desk, session)
    finally:
        await runner.cleanup()
