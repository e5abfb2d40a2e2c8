"""How the desk and the process that opens pictures speak: a line of JSON, then bytes."""

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

HEAD = struct.Struct("!I")
"""Before every message: how long it is."""


@dataclass(frozen=True, slots=True)
class Message:
    """A job or its answer: values that JSON has, and the files that belong to them."""

    values: Mapping[str, Any]
    files: Sequence[bytes] = field(default=())

    def packed(self) -> bytes:
        told = json.dumps({**self.values, "files": [len(file) for file in self.files]}).encode()
        body = b"".join((HEAD.pack(len(told)), told, *self.files))
        return HEAD.pack(len(body)) + body


def unpacked(body: bytes) -> Message:
    """The message of a body, which is what follows its length."""
    (end,) = HEAD.unpack_from(body)
    start = HEAD.size + end
    values = json.loads(body[HEAD.size : start])
    files = []
    for length in values.pop("files"):
        files.append(body[start : start + length])
        start += length
    return Message(values, files)
