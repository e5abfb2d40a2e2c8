"""Somebody's phone: what it shows, and what its owner does with it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.doubles.telegram.clock import Bell
from tests.doubles.twilio import inbound
from tests.doubles.twilio.callbacks import tell
from tests.doubles.twilio.messages import Media, Message
from tests.doubles.twilio.shapes import Choice, Kind

if TYPE_CHECKING:
    from tests.doubles.twilio.world import World

_TYPES = {"image": "image", "audio": "audio", "video": "video"}


@dataclass(frozen=True)
class Shown:
    """A message of the desk on somebody's screen.

    `kind` is "buttons", "list" (behind a button called `opener`) or nothing; `template` names the
    approved template it was made from.
    """

    sid: str
    text: str
    kind: Kind = ""
    choices: tuple[Choice, ...] = ()
    opener: str = ""
    media: bytes | None = None
    media_type: str = ""
    filename: str = ""
    template: str = ""

    @property
    def labels(self) -> list[str]:
        """The titles of its buttons, or of the items of its list."""
        return [choice.title for choice in self.choices]


class Phone:
    """One person on WhatsApp; the desk may write freely for a day after they did.

    `unreachable` is a code every message to them fails with (63024, 63049…).
    """

    def __init__(self, world: World, number: str, name: str, bsuid: str, *, hidden: bool) -> None:
        self._world = world
        self.number = number
        self.name = name
        self.bsuid = bsuid
        self.hidden = hidden
        self.messages: list[Shown] = []
        self.last_inbound: float | None = None
        self.opted_out = False
        self.unreachable = 0
        self._bell = Bell()

    @property
    def address(self) -> str:
        """Who Twilio says is writing: the number, or where that is hidden the other id."""
        return f"whatsapp:{self.bsuid if self.hidden else self.number}"

    # What the owner does

    async def says(self, text: str, **fields: str) -> Message:
        """Write something; further fields of the webhook may be given, or changed."""
        return await self._send(text, {"MessageType": "text", **fields})

    async def replies(self, to: Shown | Message, text: str) -> Message:
        """Answer one message."""
        return await self.says(text, **self._about(to))

    async def presses(
        self, label: str, *, on: Shown | None = None, bare: bool = False, timeout: float = 5.0
    ) -> Message:
        """Press a button, or choose an item of a list, waiting for one with this label.

        Without `on` it is the newest message that has it; an old one stays as good as new.

        With `bare` the webhook has nothing of it but the label, in `Body`.
        """
        shown = on or await self.wait(lambda m: label in m.labels, f"no {label!r}", timeout)
        choice = next(choice for choice in shown.choices if choice.title == label)
        if bare:
            fields = {"MessageType": "text"}
        elif shown.kind == "buttons":
            kind = "button" if shown.template else "interactive"
            fields = {"MessageType": kind, "ButtonText": label, "ButtonPayload": choice.id}
        else:
            fields = {"MessageType": "interactive", "ListId": choice.id, "ListTitle": label}
            if choice.description:
                fields["ListDescription"] = choice.description
        return await self._send(label, fields | self._about(shown))

    async def sends_picture(
        self, content: bytes, content_type: str = "image/jpeg", caption: str = ""
    ) -> Message:
        """Send a picture, or any other file."""
        group = content_type.partition("/")[0]
        kind = {"MessageType": _TYPES.get(group, "document")}
        media = Media(self._world.sid("ME"), content, content_type, self._world.clock.now())
        return await self._send(caption, kind, media)

    async def sends_location(self, latitude: float, longitude: float, label: str = "") -> Message:
        """Send a place."""
        fields = {
            "MessageType": "location",
            "Latitude": str(latitude),
            "Longitude": str(longitude),
        }
        return await self._send("", fields | ({"Label": label} if label else {}))

    async def stops(self) -> Message:
        """Opt out, in a word Twilio itself understands."""
        self.opted_out = True
        return await self.says("STOP", OptOutType="STOP")

    async def starts(self) -> Message:
        """Opt in again."""
        self.opted_out = False
        return await self.says("START", OptOutType="START")

    async def reads(self, shown: Shown) -> None:
        """Look at a message, with receipts on."""
        await tell(self._world, self._world.message(shown.sid), ["read"])

    # What the owner sees

    def receive(self, shown: Shown) -> None:
        """A message arrives."""
        self.messages.append(shown)
        self._bell.ring()

    async def wait_text(self, part: str, *, timeout: float = 5.0) -> Shown:
        """The newest message with this in its text, waiting for it to appear."""
        return await self.wait(lambda m: part in m.text, f"nothing says {part!r}", timeout)

    async def wait(
        self, fits: Callable[[Shown], bool], complaint: str = "nothing fits", timeout: float = 5.0
    ) -> Shown:
        """The newest message that fits, waiting for it to appear."""
        deadline = asyncio.get_running_loop().time() + timeout
        while True:
            for shown in reversed(self.messages):
                if fits(shown):
                    return shown
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0 or not await self._bell.wait(left):
                seen = [(shown.text, shown.labels) for shown in self.messages]
                raise AssertionError(f"{complaint} on the phone of {self.name}: {seen}")

    def _about(self, message: Shown | Message) -> dict[str, str]:
        mine = isinstance(message, Message)
        return {
            "OriginalRepliedMessageSid": message.sid,
            "OriginalRepliedMessageSender": (
                self.address if mine else f"whatsapp:{self._world.number}"
            ),
        }

    async def _send(
        self, body: str, fields: Mapping[str, str], media: Media | None = None
    ) -> Message:
        self.last_inbound = self._world.clock.now()
        return await inbound.arrive(self._world, self, body, fields, media)
