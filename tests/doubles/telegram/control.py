"""The people, moved over HTTP: for a double that runs in a process of its own."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from aiohttp import web

from tests.doubles.telegram.chats import Chat, Shown, User
from tests.doubles.telegram.errors import Json
from tests.doubles.telegram.group import Group

if TYPE_CHECKING:
    from tests.doubles.telegram.server import BotApi


class Control:
    """`/control/private/101/says {"text": "halo"}` and its like."""

    def __init__(self, api: BotApi) -> None:
        self._api = api

    def add_to(self, app: web.Application) -> None:
        """Add the routes."""
        app.router.add_post("/control/private/{chat}/{act}", self._private)
        app.router.add_post("/control/group/{chat}/{act}", self._group)
        app.router.add_get("/control/chat/{chat}", self._screen)
        app.router.add_post("/control/push", self._push)
        app.router.add_get("/control/calls", self._calls)

    async def _private(self, request: web.Request) -> web.Response:
        """`says` text, `presses` label or data, `blocks`, `unblocks`."""
        body = await request.json()
        chat = self._api.private(self._person(request.match_info["chat"], body))
        match request.match_info["act"]:
            case "says":
                await chat.says(body["text"])
            case "presses":
                await chat.presses(body.get("label"), data=body.get("data"))
            case "blocks":
                await chat.block_bot()
            case "unblocks":
                await chat.unblock()
            case _:
                raise web.HTTPNotFound
        return web.json_response(_screen(chat))

    async def _group(self, request: web.Request) -> web.Response:
        """`opens` title members, `says` user text, `presses` user label."""
        body, chat_id = await request.json(), int(request.match_info["chat"])
        if request.match_info["act"] == "opens":
            people = [self._person(str(one["user"]), one) for one in body["members"]]
            return web.json_response(_screen(self._api.group(chat_id, body["title"], people)))
        group = self._api.world.chats[chat_id]
        assert isinstance(group, Group)
        user = self._person(str(body["user"]), body)
        match request.match_info["act"]:
            case "says":
                await group.says(user, body["text"])
            case "presses":
                await group.presses(user, body.get("label"), data=body.get("data"))
            case _:
                raise web.HTTPNotFound
        return web.json_response(_screen(group))

    async def _screen(self, request: web.Request) -> web.Response:
        chat = self._api.world.chats.get(int(request.match_info["chat"]))
        if chat is None:
            raise web.HTTPNotFound
        return web.json_response(_screen(chat))

    async def _push(self, request: web.Request) -> web.Response:
        return web.json_response({"update_id": self._api.push(await request.json()).id})

    async def _calls(self, _: web.Request) -> web.Response:
        calls = [{"method": call.method, "status": call.status} for call in self._api.calls]
        return web.json_response(calls)

    def _person(self, number: str, body: Json) -> User:
        known = self._api.world.users.get(int(number))
        return known or self._api.user(int(number), str(body.get("name", f"User {number}")))


def _screen(chat: Chat) -> list[Json]:
    return [_plain(shown) for shown in chat.messages]


def _plain(shown: Shown) -> Json:
    plain = asdict(shown)
    plain["photo"] = shown.photo is not None
    plain["document"] = shown.document[0] if shown.document else None
    return plain
