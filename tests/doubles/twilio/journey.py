"""What becomes of a message after its 201: it reaches the phone, or it fails."""

from __future__ import annotations

import re

from tests.doubles.twilio.callbacks import tell
from tests.doubles.twilio.messages import Message
from tests.doubles.twilio.phones import Phone, Shown
from tests.doubles.twilio.shapes import Shape, failure
from tests.doubles.twilio.world import World

WINDOW = 24 * 3600
CLOSED = 63016
NOT_ON_WHATSAPP = 63024
MISMATCH = 63028
MEDIA = 63019
MOST, MOST_PICTURE = 16 << 20, 5 << 20
ACCEPTED = {
    "image/jpeg": b"\xff\xd8\xff",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/webp": b"RIFF",
    "application/pdf": b"%PDF",
    "audio/ogg": b"OggS",
    "audio/amr": b"#!AMR",
    "audio/mpeg": b"",
    "video/mp4": b"",
    "text/vcard": b"BEGIN:VCARD",
    "application/msword": b"",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": b"PK",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": b"PK",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": b"PK",
}
"""What WhatsApp takes, with the bytes such a file begins with."""
_FILENAME = re.compile(r'filename="?([^";]+)"?')


async def travel(world: World, message: Message, code: int = 0) -> None:
    """Deliver a message and tell its callback; with a code it fails for that."""
    message.sent = world.clock.now()
    phone = world.phone(message.to)
    code = code or _obstacle(world, message, phone)
    shown = None
    if not code and phone:
        shown = await _drawn(world, message)
        code = 0 if shown else MEDIA
    if phone and shown:
        phone.receive(shown)
        await tell(world, message, world.statuses.steps)
    else:
        message.code = code
        await tell(world, message, [world.statuses.failing])


def _obstacle(world: World, message: Message, phone: Phone | None) -> int:
    """Why WhatsApp does not deliver, apart from media; 0 if it does."""
    if phone is None:
        return NOT_ON_WHATSAPP
    if phone.unreachable:
        return phone.unreachable
    open_until = (phone.last_inbound or 0) + WINDOW
    if not message.template and world.clock.now() > open_until:
        return CLOSED
    if message.variables.keys() - message.places:
        return MISMATCH
    return failure(message.look, approved=bool(message.template)) if message.look else 0


async def _drawn(world: World, message: Message) -> Shown | None:
    """The message as the phone shows it; None if its media cannot be had."""
    look = message.look or Shape(message.body)
    shown = Shown(
        message.sid,
        look.body,
        look.kind,
        look.choices,
        look.opener,
        template=message.template,
    )
    if not message.media_url:
        return shown
    status, headers, data = await world.webhooks.get(message.media_url)
    kind = headers.get("Content-Type", "").partition(";")[0]
    if status != 200 or not _takes(kind, data):
        return None
    named = _FILENAME.search(headers.get("Content-Disposition", ""))
    # WhatsApp: only pictures and videos have captions; beside a document the text is dropped.
    text = look.body if kind.startswith(("image/", "video/")) else ""
    return Shown(message.sid, text, media=data, media_type=kind, filename=named[1] if named else "")


def _takes(kind: str, data: bytes) -> bool:
    if kind not in ACCEPTED or not data.startswith(ACCEPTED[kind]):
        return False
    return len(data) <= (MOST_PICTURE if kind.startswith("image/") else MOST)
