"""The desk's own little messenger, inside its database: the terminal and the try-it page.

To the desk it is a channel like any other. A message a person writes is put on the screen
first and handed to the intake then; what was not handed over when the program stopped is found
at the next start, as a real messenger would deliver it again.
"""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from bot.channels.delivery import Delivered, Sent, inspect, late_picture, membership_answer
from bot.clock import Clock
from bot.files import HERE, Files, kept_as
from bot.intake import Intake
from handlers.messages import Address, AskMembership, Attachment, Fetch, Inspect, Said
from storage import codec, screens
from storage.codec import Arrival, Drawing
from storage.database import Database
from storage.outbox import Parcel
from storage.screens import Shown

NAME = HERE
STAFF = "staff"
"""The one group of this messenger: the officers' chat."""

LARGEST_FILE = 10 * 1024 * 1024
"""Bytes of one attached file."""


class Local:
    """Screens to write to and to watch, and the channel behind them."""

    name = NAME
    edits = True

    def __init__(self, database: Database, intake: Intake, files: Files, clock: Clock) -> None:
        self._database = database
        self._intake = intake
        self._files = files
        self._clock = clock

    # ---- people

    async def say(
        self,
        chat: str,
        sender: str,
        name: str,
        *,
        text: str = "",
        press: str = "",
        files: Sequence[Attachment] = (),
        answers: str = "",
        message: str = "",
    ) -> int:
        """A person writes, presses or sends; returns the id of their message on the screen.

        `press` with its label as `text` is a press on `message`. Returns when the desk has
        taken it in and decided what to answer.
        """
        drawing = Drawing(text=text, press=press, files=tuple(files), answers=answers)
        now = self._clock()
        key = await self._database.write(
            lambda c: screens.show(c, chat, sender, name, drawing, now), name="hear-screen"
        )
        shown = Shown(key, chat, sender, name, drawing, now, 0)
        await self._intake.take([_arrival(shown, message)])
        return key

    async def hear_lost(self) -> None:
        """Hand over what was written when the program stopped."""
        lost = await self._database.read(lambda c: screens.unheard(c, NAME))
        if lost:
            await self._intake.take([_arrival(shown, "") for shown in lost])

    def keep_file(self, content: bytes, name: str) -> Attachment:
        """Keep a file somebody attached."""
        return self._files.keep(content, name)

    def kept(self, file: Attachment) -> str:
        """The name a file is kept under, whoever it came from; "" where it is not on our disk."""
        return kept_as(file) if self._files.path(file) is not None else ""

    def file(self, name: str) -> Path | None:
        """Where a file kept here is; None for anything that is not a name we gave."""
        return self._files.named(name)

    # ---- watching

    async def since(self, chats: Sequence[str], seen: int) -> list[Shown]:
        """What is new or changed on these screens after the change number `seen`."""
        return await self._database.read(lambda c: screens.since(c, chats, seen))

    async def shown(self, chat: str, key: int) -> Shown | None:
        """One message of a chat, to check a press against."""
        return await self._database.read(lambda c: screens.message(c, chat, key))

    # ---- the channel

    async def find(self, parcel: Parcel) -> Sent | None:
        """What is on the screen was written in the transaction that said so."""
        return None

    async def deliver(self, parcel: Parcel) -> Delivered:
        """Put the desk's message on its screen; everybody in the staff chat is a member of it."""
        body, now = parcel.body, self._clock()
        if isinstance(body, AskMembership):
            member = body.to.chat == STAFF
            await self._intake.take([membership_answer(parcel, body, member, now)])
            return Sent()
        if isinstance(body, Fetch):
            return Sent()  # what is sent here is on our disk already
        if isinstance(body, Inspect):
            return await inspect(parcel, body, self._files, self._intake.take, self._clock)
        if body.picture is not None and body.picture.channel != HERE:
            late = await late_picture(parcel, body.picture, self._files)
            if late is not None:
                return late
        if parcel.replaces.isdecimal():
            edited = screens.drawn(body, answers=parcel.answers, edited=True)
            key = int(parcel.replaces)
            if await self._database.write(
                lambda c: screens.change(c, key, edited), name="change-screen"
            ):
                return Sent(parcel.replaces)
        drawing = screens.drawn(body, answers=parcel.answers)
        chat = parcel.to.chat
        new = await self._database.write(
            lambda c: screens.show(c, chat, "", "", drawing, now), name="show-screen"
        )
        await asyncio.sleep(0)
        return Sent(str(new))


def _arrival(shown: Shown, message: str) -> Arrival:
    drawing = shown.drawing
    said = Said(
        address=Address(NAME, shown.chat),
        sender=shown.sender,
        name=shown.name,
        at=shown.shown_at,
        text="" if drawing.press else drawing.text,
        press=drawing.press,
        attachments=drawing.files,
        private=shown.chat != STAFF,
        message=message,
        reply_to=drawing.answers,
    )
    return Arrival(NAME, str(shown.id), codec.heard_json(said), said)
