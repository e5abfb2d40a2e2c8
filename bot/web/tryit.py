"""The try-it page: a hotel on Telegram, a hotel on WhatsApp and the officers, side by side.

It is served on loopback while no real channel is configured. Its three phones are chats of the
desk's own messenger, so what they do takes the road every message takes.
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.channels.local import LARGEST_FILE, Local
from bot.web.app import body_up_to
from bot.web.loopback import LoopbackOnly
from bot.web.tryit_requests import (
    EmptyFile,
    LargeFile,
    NoButton,
    NoFile,
    NoMessage,
    Nothing,
    NotJson,
    Person,
    Sending,
    TooLong,
    Unreadable,
    Unwelcome,
    Words,
    one_line,
    read,
    typed,
)
from bot.web.tryit_screens import BY_CHAT, message
from handlers.messages import Attachment
from storage.screens import Shown

PAGE = Path(__file__).parent / "page"

LOOK_EVERY = 0.25
"""Seconds between two looks at the screens: another process may write to them too."""

BEAT_EVERY = 5.0
"""Seconds of silence after which the page is told that the connection still stands."""

LONGEST_REQUEST = 64 * 1024
"""Bytes of what is said in one go, as JSON; a text is far shorter."""

Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]

_PICTURES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
}


class TryIt:
    """Answers what the page asks for."""

    def __init__(self, local: Local, stopping: Callable[[], bool]) -> None:
        self._local = local
        self._stopping = stopping

    async def page(self, request: Request) -> Response:
        return FileResponse(PAGE / "tryit.html")

    # ---- watching

    async def events(self, request: Request) -> Response:
        """What is new or changed after `seen`, now and as it happens."""
        seen = request.query_params.get("seen", "0")
        if not re.fullmatch(r"[0-9]{1,18}", seen):
            raise Unreadable
        stream = self._events(int(seen))
        headers = {"Cache-Control": "no-store"}
        return StreamingResponse(stream, media_type="text/event-stream", headers=headers)

    async def _events(self, seen: int) -> AsyncIterator[str]:
        """First all that was missed, then each change; and a beat where it is quiet."""
        found = await self._since(max(seen - 1, 0))
        # The last change a page has seen is still there, or a later one overtook it. Where
        # there is neither, the page has seen another database, and begins anew.
        anew = seen > 0 and not found
        if anew:
            seen, found = 0, await self._since(0)
        found = [shown for shown in found if shown.changed > seen]
        quiet = BEAT_EVERY
        while not self._stopping():
            seen = max([seen, *(shown.changed for shown in found)])
            if found or quiet >= BEAT_EVERY:
                yield self._event(seen, found, anew=anew)
                quiet, anew = 0.0, False
            await asyncio.sleep(LOOK_EVERY)
            quiet += LOOK_EVERY
            found = await self._since(seen)

    async def _since(self, seen: int) -> Sequence[Shown]:
        # Shielded: a page that goes away must not take the connection down with it.
        return await asyncio.shield(self._local.since(list(BY_CHAT), seen))

    def _event(self, seen: int, found: Sequence[Shown], *, anew: bool) -> str:
        messages = [message(shown, self._url) for shown in found]
        event = {"seen": seen, "anew": anew, "messages": messages}
        return f"data: {json.dumps(event, ensure_ascii=False)}\n\n"

    def _url(self, file: Attachment) -> str:
        """Where the page gets a file; "" if it is not here."""
        kept = self._local.kept(file)
        return f"/try/file/{kept}" if kept else ""

    # ---- saying

    async def say(self, request: Request) -> Response:
        """Words or a press; answered when the desk has taken it in."""
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            raise NotJson
        body = await body_up_to(request, LONGEST_REQUEST)
        if body is None:
            raise TooLong
        words = read(Words, body)
        text = await self._label(words) if words.press else typed(words.text)
        if not text:
            raise Nothing
        await self._check_answered(words)
        key = await self._local.say(
            words.at.chat,
            words.at.sender,
            words.name,
            text=text,
            press=words.press,
            answers=str(words.answers or ""),
            message=str(words.message) if words.press else "",
        )
        return JSONResponse({"id": key})

    async def _label(self, words: Words) -> str:
        """What the pressed button says; it must be one that this message offers."""
        shown = await self._local.shown(words.at.chat, words.message)
        offered = shown.drawing.choices if shown else ()
        label = next((c.label for c in offered if c.press == words.press), None)
        if label is None:
            raise NoButton
        return label

    async def _check_answered(self, person: Person) -> None:
        if person.answers and not await self._local.shown(person.at.chat, person.answers):
            raise NoMessage

    # ---- files

    async def take_file(self, request: Request) -> Response:
        """A picture or file: the body is its bytes, the query says what and whose it is."""
        sending = read(Sending, dict(request.query_params))
        await self._check_answered(sending)
        content = await body_up_to(request, LARGEST_FILE)
        if content is None:
            raise LargeFile
        if not content:
            raise EmptyFile
        name = one_line(sending.file) or "berkas"
        kept = await asyncio.to_thread(self._local.keep_file, content, name)
        key = await self._local.say(
            sending.at.chat,
            sending.at.sender,
            sending.name,
            text=typed(sending.caption),
            files=[kept],
            answers=str(sending.answers or ""),
        )
        return JSONResponse({"id": key})

    async def give_file(self, request: Request) -> Response:
        """A kept file. Only pictures are shown; whatever else people send is downloaded."""
        path = self._local.file(request.path_params["ref"])
        if path is None:
            raise NoFile
        picture = _PICTURES.get(path.suffix)
        headers = {
            "Content-Disposition": "inline" if picture else "attachment",
            "Cache-Control": "private, max-age=31536000, immutable",
        }
        return FileResponse(path, media_type=picture or "application/octet-stream", headers=headers)


def _plainly(endpoint: Endpoint) -> Endpoint:
    """The endpoint, saying in a sentence why it does not take a request."""

    async def plain(request: Request) -> Response:
        try:
            return await endpoint(request)
        except Unwelcome as refusal:
            reason = {"error": refusal.code, "sentence": refusal.sentence}
            return JSONResponse(reason, refusal.status)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody is there to read it

    return plain


def tryit_routes(local: Local, stopping: Callable[[], bool] = lambda: False) -> list[BaseRoute]:
    """The page and all it asks for, for this computer only.

    Streams end once `stopping()` is true: a server that waits for its connections would
    otherwise wait for as long as somebody looks at the page.
    """
    tryit = TryIt(local, stopping)
    guard = [Middleware(LoopbackOnly)]

    def route(path: str, endpoint: Endpoint, method: str) -> Route:
        return Route(path, _plainly(endpoint), methods=[method], middleware=guard)

    return [
        route("/", tryit.page, "GET"),
        route("/try/events", tryit.events, "GET"),
        route("/try/say", tryit.say, "POST"),
        route("/try/file", tryit.take_file, "POST"),
        route("/try/file/{ref}", tryit.give_file, "GET"),
        Mount("/try/page", StaticFiles(directory=PAGE), middleware=guard),
    ]
