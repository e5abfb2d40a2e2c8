"""Links to files: for an hour, whoever holds one may have that file, and nothing else."""

import asyncio
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.clock import Clock
from bot.files import Files, kept_as
from handlers.messages import Attachment

PATH = "/files"

LASTS = timedelta(minutes=60)
"""How long a link works: its reader comes at once, and where that fails, again within minutes."""

_MAC = 16
"""Bytes of the signature."""

_TIME = 8
"""Bytes of the second in which a link ends."""

_SIGNS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
)


def link(attachment: Attachment, now: datetime, *, public_url: str, secret: bytes) -> str:
    """The address of a file that is on our disk, under a name a person can read."""
    name = _legible(attachment.name)
    token = _token(kept_as(attachment), int((now + LASTS).timestamp()), name, secret)
    return f"{public_url.rstrip('/')}{PATH}/{token}/{quote(name, safe='')}"


def files_routes(files: Files, secret: bytes, clock: Clock) -> Sequence[BaseRoute]:
    """The route links lead to. One that is wrong, forged or too old finds nothing, like any
    other address that does not exist.
    """

    async def give(request: Request) -> Response:
        token, name = request.path_params["token"], request.path_params["name"]
        path = files.named(opened(token, name, clock(), secret))
        if path is None:
            return PlainTextResponse("Not Found", 404)
        kind = await asyncio.to_thread(content_type, path)
        headers = {
            "Content-Disposition": disposition(name),
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private",
        }
        return FileResponse(path, media_type=kind, headers=headers)

    return [Route(PATH + "/{token}/{name}", give, methods=["GET", "HEAD"])]


def opened(token: str, name: str, now: datetime, secret: bytes) -> str:
    """What the file of a link is kept as; "" unless the link is ours, whole, and still lasts."""
    kept, until = _stated(token)
    genuine = hmac.compare_digest(_bytes(_token(kept, until, name, secret)), _bytes(token))
    return kept if genuine and now.timestamp() <= until else ""


def content_type(path: Path) -> str:
    """What a file really is, whatever its name says."""
    with path.open("rb") as file:
        head = file.read(12)
    if head.startswith(b"RIFF") and head.endswith(b"WEBP"):
        return "image/webp"
    known = (kind for sign, kind in _SIGNS if head.startswith(sign))
    return next(known, "application/octet-stream")


def disposition(name: str) -> str:
    """A header that names the file, in plain letters for readers that know no others."""
    plain = "".join(c if c.isascii() and c not in '"\\%' else "_" for c in name)
    return f"inline; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _token(kept: str, until: int, name: str, secret: bytes) -> str:
    """Which file and until when, signed together with the name it goes by."""
    stated = until.to_bytes(_TIME) + _bytes(kept)
    mac = hmac.digest(secret, len(stated).to_bytes(_TIME) + stated + _bytes(name), sha256)[:_MAC]
    return urlsafe_b64encode(mac + stated).decode().rstrip("=")


def _stated(token: str) -> tuple[str, int]:
    """What a token says, true or not: `opened` writes it anew, and believes it if it is equal."""
    try:
        stated = urlsafe_b64decode(token + "=" * (-len(token) % 4))[_MAC:]
        return stated[_TIME:].decode(), int.from_bytes(stated[:_TIME])
    except ValueError:
        return "", 0


def _legible(name: str) -> str:
    """A file's name without what no file name has."""
    legible = "".join(c for c in name if c.isprintable() and c not in "/\\").strip(". ")
    return legible or "berkas"


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
