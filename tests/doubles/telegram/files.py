"""Files: ids that work for this bot only, the limits of upload and download.

Source: the Bot API description (10 MB photo, 50 MB other, links valid for an hour, a file id
cannot change its type) and the public source of the server (20 MiB download, the wording).
"""

from __future__ import annotations

import base64
import hashlib
import struct
from dataclasses import dataclass

from tests.doubles.telegram.clock import Clock
from tests.doubles.telegram.errors import Json, bad_request
from tests.doubles.telegram.params import Params, Upload

MAX_DOWNLOAD = 20 << 20
MAX_PHOTO = 10 << 20
MAX_UPLOAD = 50 << 20
LINK_SECONDS = 3600
_FALLBACK = (1280, 960)
_PICTURES = (b"\x89PNG", b"\xff\xd8", b"GIF8", b"RIFF")


@dataclass(frozen=True)
class Stored:
    """A file the server keeps; `size` may be more than the bytes a test cared to make."""

    id: str
    unique_id: str
    kind: str
    name: str
    mime: str
    content: bytes
    size: int
    width: int = 0
    height: int = 0


class Files:
    """Every file of every chat."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._files: dict[str, Stored] = {}
        self._links: dict[str, tuple[Stored, float]] = {}

    def keep(
        self, kind: str, upload: Upload, *, size: int = 0, area: tuple[int, int] = (0, 0)
    ) -> Stored:
        """Store bytes under a new file id; equal bytes have an equal unique id."""
        number = len(self._files) + 1
        digest = hashlib.sha256(upload.content + upload.name.encode()).digest()
        raw = f"{kind}:{number}:".encode() + digest[:24]
        stored = Stored(
            id=base64.urlsafe_b64encode(raw).decode().rstrip("="),
            unique_id=base64.urlsafe_b64encode(digest[:9]).decode(),
            kind=kind,
            name=upload.name,
            mime=upload.mime,
            content=upload.content,
            size=size or len(upload.content),
            width=area[0],
            height=area[1],
        )
        self._files[stored.id] = stored
        return stored

    def keep_photo(self, content: bytes, *, size: int = 0) -> list[Stored]:
        """A photo in two sizes, small first, as the server makes them."""
        width, height = picture_size(content) or _FALLBACK
        shrink = 90 / max(width, height)
        small = (max(1, round(width * shrink)), max(1, round(height * shrink)))
        digest = hashlib.sha256(content).digest()
        thumb = Upload("thumb.jpg", "image/jpeg", b"thumbnail of " + digest)
        whole = Upload("photo.jpg", "image/jpeg", content)
        return [
            self.keep("Photo", thumb, area=small),
            self.keep("Photo", whole, size=size, area=(width, height)),
        ]

    def sent(self, params: Params, field: str, kind: str) -> list[Stored]:
        """The file a bot sends: uploaded, or named by an id it already has."""
        upload = params.upload(field)
        if upload is None:
            return self._by_id(params.text(field), kind)
        if not upload.content:
            raise bad_request("file must be non-empty")
        limit = MAX_PHOTO if kind == "Photo" else MAX_UPLOAD
        if len(upload.content) > limit:
            reason = " for a photo" if kind == "Photo" else ""
            said = f"File of size {len(upload.content)} bytes is too big{reason}"
            raise bad_request(f"{said}; the maximum size is {limit} bytes")
        if kind != "Photo":
            return [self.keep(kind, upload)]
        _check_area(upload.content)
        return self.keep_photo(upload.content)

    def open(self, file_id: str) -> Stored:
        """The file of an id, for getFile."""
        if not file_id:
            raise bad_request("file_id not specified")
        stored = self._files.get(file_id)
        if stored is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        if stored.size > MAX_DOWNLOAD:
            raise bad_request("file is too big")
        return stored

    def link(self, stored: Stored) -> str:
        """A path to download from, for an hour."""
        folder = "photos" if stored.kind == "Photo" else "documents"
        number = list(self._files).index(stored.id)
        ending = stored.name.rpartition(".")[2] or "bin"
        path = f"{folder}/file_{number}.{ending}"
        self._links[path] = (stored, self._clock.now() + LINK_SECONDS)
        return path

    def download(self, path: str) -> Stored | None:
        """The file behind a path, while the link lives."""
        stored, until = self._links.get(path, (None, 0.0))
        return stored if self._clock.now() <= until else None

    def _by_id(self, file_id: str, kind: str) -> list[Stored]:
        if not file_id:
            noun = "photo" if kind == "Photo" else "document"
            raise bad_request(f"There is no {noun} in the request")
        if file_id.startswith(("http://", "https://")):
            raise bad_request("Failed to get HTTP URL content")
        stored = self._files.get(file_id)
        if stored is None:
            raise bad_request("Wrong remote file identifier specified: can't unserialize it")
        if stored.kind != kind:
            raise bad_request(f"Can't use file of type {stored.kind} as {kind}")
        return [stored]


def as_json(stored: Stored, *, with_size: bool = True) -> Json:
    """The common part of File, PhotoSize and Document."""
    shown: Json = {"file_id": stored.id, "file_unique_id": stored.unique_id}
    if with_size:
        shown["file_size"] = stored.size
    return shown


def photo_json(sizes: list[Stored], *, with_size: bool = True) -> list[Json]:
    """Bot API: an array of PhotoSize."""
    return [
        {**as_json(size, with_size=with_size), "width": size.width, "height": size.height}
        for size in sizes
    ]


def document_json(stored: Stored, *, with_size: bool = True) -> Json:
    """Bot API: Document."""
    names = {"file_name": stored.name, "mime_type": stored.mime}
    return {**as_json(stored, with_size=with_size), **names}


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG, None of anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return int(width), int(height)
    at = 2 if content.startswith(b"\xff\xd8") else len(content)
    while at + 9 <= len(content) and content[at] == 0xFF:
        if content[at + 1] in (0xC0, 0xC1, 0xC2):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return int(width), int(height)
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return None


def _check_area(content: bytes) -> None:
    """Bot API: width and height at most 10000 together, their ratio at most 20."""
    if not content.startswith(_PICTURES):
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = picture_size(content) or _FALLBACK
    low, high = sorted((width, height))
    if width + height > 10_000 or high > 20 * max(low, 1):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
