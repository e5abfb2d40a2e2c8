"""The people, moved over HTTP: for a double that runs in a process of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from tests.doubles.twilio.errors import Json
from tests.doubles.twilio.phones import Phone, Shown

if TYPE_CHECKING:
    from tests.doubles.twilio.server import Twilio


class Control:
    """`POST /control/phone/+6281234567890/says {"text": "halo", "name": "Dewi"}` and its like."""

    def __init__(self, twilio: Twilio) -> None:
        self._twilio = twilio

    def add_to(self, app: web.Application) -> None:
        """Add the routes."""
        app.router.add_post("/control/phone/{number}/{act}", self._act)
        app.router.add_get("/control/phone/{number}", self._screen)
        app.router.add_post("/control/contents/{name}/{status}", self._judge)

    async def _act(self, request: web.Request) -> web.Response:
        """`says` text, `presses` label, `stops`, `starts`, `reads` (the newest message)."""
        body = await request.json() if request.can_read_body else {}
        phone = self._phone(request.match_info["number"], body)
        match request.match_info["act"]:
            case "says":
                await phone.says(body["text"])
            case "presses":
                await phone.presses(body["label"])
            case "stops":
                await phone.stops()
            case "starts":
                await phone.starts()
            case "reads":
                await phone.reads(phone.messages[-1])
            case _:
                raise web.HTTPNotFound
        return web.json_response(_screen(phone))

    async def _screen(self, request: web.Request) -> web.Response:
        return web.json_response(_screen(self._phone(request.match_info["number"], {})))

    async def _judge(self, request: web.Request) -> web.Response:
        """`approved`, `rejected`, `paused`… for a template."""
        approval = self._twilio.contents.find(request.match_info["name"]).approval
        assert approval
        approval.status = request.match_info["status"]
        return web.json_response(approval.as_json())

    def _phone(self, number: str, body: Json) -> Phone:
        return self._twilio.phone(number, str(body.get("name", number)))


def _screen(phone: Phone) -> list[Json]:
    return [_plain(shown) for shown in phone.messages]


def _plain(shown: Shown) -> Json:
    return {
        "sid": shown.sid,
        "text": shown.text,
        "kind": shown.kind,
        "opener": shown.opener,
        "labels": shown.labels,
        "media_type": shown.media_type,
        "filename": shown.filename,
        "template": shown.template,
    }
