"""A call's parameters, however they were sent: JSON body, form, multipart, query string."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.doubles.telegram.errors import bad_request

_OBJECTS = frozenset(
    {
        "allowed_updates",
        "caption_entities",
        "commands",
        "entities",
        "link_preview_options",
        "media",
        "message_ids",
        "reply_markup",
        "reply_parameters",
        "scope",
    }
)
_TRUE = frozenset({"true", "yes", "1"})


@dataclass(frozen=True)
class Upload:
    """A file that came along in a multipart body."""

    name: str
    mime: str
    content: bytes


class Params:
    """Named values read the lenient way the server reads them."""

    def __init__(self, values: Mapping[str, Any], files: Mapping[str, Upload]) -> None:
        self.values = {name: _decoded(name, value) for name, value in values.items()}
        self.files = dict(files)

    def __contains__(self, name: str) -> bool:
        return self.values.get(name) not in (None, "")

    def text(self, name: str, default: str = "") -> str:
        """A string; a number sent as JSON counts as its digits."""
        value = self.values.get(name)
        return default if value is None else str(value)

    def whole(self, name: str, default: int = 0, low: int | None = None, high: int = 2**53) -> int:
        """A whole number, clamped rather than refused (public source of the server)."""
        try:
            value = int(self.text(name) or default)
        except ValueError:
            value = default
        return min(max(value, value if low is None else low), high)

    def flag(self, name: str) -> bool:
        """Whether a boolean was sent as true."""
        return self.text(name).lower() in _TRUE

    def json(self, name: str) -> Any:
        """An object or array, whether sent as JSON or as a string of JSON."""
        value = self.values.get(name)
        if isinstance(value, str) and value:
            raise bad_request(f"Can't parse {name.replace('_', ' ')} JSON object")
        return value if value != "" else None

    def upload(self, name: str) -> Upload | None:
        """The file sent under this name, or under the name it points to with `attach://`."""
        value = self.text(name)
        if value.startswith("attach://"):
            return self.files.get(value.removeprefix("attach://"))
        return self.files.get(name)


def _decoded(name: str, value: Any) -> Any:
    if name in _OBJECTS and isinstance(value, str) and value:
        try:
            return json.loads(value)
        except ValueError:
            return value
    if name in ("chat_id", "user_id", "message_id", "offset") and isinstance(value, str):
        return int(value) if value.lstrip("-").isdigit() else value
    return value


async def read(request: web.Request) -> Params:
    """All parameters of one request."""
    values: dict[str, Any] = dict(request.query)
    files: dict[str, Upload] = {}
    if request.content_type == "application/json":
        body = await request.read()
        if body:
            values.update(_json_body(body))
        return Params(values, files)
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            with value.file as stream:
                files[name] = Upload(value.filename, value.content_type, stream.read())
        else:
            values[name] = value if isinstance(value, str) else bytes(value).decode()
    return Params(values, files)


def _json_body(body: bytes) -> dict[str, Any]:
    try:
        decoded = json.loads(body)
    except ValueError:
        decoded = None
    if not isinstance(decoded, dict):
        raise bad_request("can't parse JSON object")
    return decoded
