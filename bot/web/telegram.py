"""Telegram's webhook: an update is answered 200 only when it is on our disk."""

import json
from hmac import compare_digest

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.channels.telegram.polling import Updates
from bot.web.app import body_up_to

PATH = "/telegram"
LARGEST_UPDATE = 1024 * 1024
"""Bytes of one update; Telegram's are a few kilobytes."""

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name, no secret


def webhook(incoming: Updates, secret: str) -> Route:
    """The route Telegram posts to; whoever does not know the secret gets 403 and leaves no row."""

    async def post(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not compare_digest(given.encode(), secret.encode()):
            return PlainTextResponse("forbidden", 403)
        body = await body_up_to(request, LARGEST_UPDATE)
        if body is None:
            return PlainTextResponse("too large", 413)
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            return PlainTextResponse("not JSON", 400)
        await incoming.take([update])
        return PlainTextResponse("ok")

    return Route(PATH, post, methods=["POST"])
