"""Delivering on WhatsApp through Twilio: in free words while the person was heard within a day,
else in words WhatsApp has approved, else not before they write again.
"""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from bot.channels.delivery import Delivered, Held, Refused, Sent, late_picture, run_errand
from bot.channels.whatsapp import NAME, drawing, templates
from bot.channels.whatsapp.api import MediaGone, Twilio
from bot.channels.whatsapp.codes import UNSENT, ending
from bot.channels.whatsapp.contents import Contents
from bot.clock import Clock
from bot.files import LARGEST, Files, Gone
from bot.http import TooLarge
from handlers.messages import (
    Attachment,
    Fetch,
    Phrase,
    Prompt,
    Receipt,
    Spoken,
    SpokenNotice,
)
from handlers.notices import NOTICES
from handlers.scene import Voice
from storage import codec, contents, lines
from storage.codec import Arrival
from storage.database import Database
from storage.lines import Line
from storage.outbox import Parcel

WINDOW = timedelta(hours=24) - timedelta(minutes=5)
"""How long after a person's last word WhatsApp takes free words, less what a message may wait in
queues on its way."""

LOOKS_BACK = timedelta(hours=1)
"""How far back a message is sought whose answer was lost: long after the outbox gave it up."""

Link = Callable[[Attachment], str]
"""Makes an address Twilio can get a picture from."""


class WhatsApp:
    """The number's way out. One call a message; nothing is tried twice here."""

    name = NAME

    def __init__(
        self,
        twilio: Twilio,
        database: Database,
        shapes: Contents,
        files: Files,
        link: Link,
        take: Callable[[list[Arrival]], Awaitable[None]],
        voice: Voice,
        clock: Clock,
    ) -> None:
        """`take` is the intake, for what is found out on the way."""
        self._twilio = twilio
        self._database = database
        self._shapes = shapes
        self._files = files
        self._link = link
        self._take = take
        self._voice = voice
        self._clock = clock

    async def deliver(self, parcel: Parcel) -> Delivered:
        body = parcel.body
        try:
            if isinstance(body, Spoken):
                return await self._say(parcel, body)
            if isinstance(body, Fetch):
                return await self._fetch(parcel, body)
        except UNSENT as error:
            return ending(error, parcel.attempt)
        return Refused("there are no groups to be a member of")

    async def find(self, parcel: Parcel) -> Sent | None:
        """Seek the message among those Twilio says it took; text tells it, and that no other
        message of ours is known under that id.
        """
        line = await self._line(parcel)
        if line is None or not isinstance(parcel.body, Spoken):
            return None
        pieces = self._pieces(parcel.body)[parcel.part :]
        wanted = {_flat(piece.text) for piece in pieces[:1]}
        if parcel.body.notice is not None:
            wanted.add(_flat(self._rendered(parcel.body, parcel.body.notice)))
        listed = await self._twilio.sent_to(line.to, self._clock() - LOOKS_BACK)
        alike = [message for message in listed if _flat(message.body) in wanted]
        ids = [message.sid for message in alike]
        known = await self._database.read(lambda c: lines.sent(c, parcel.to, ids))
        found = next((sid for sid in ids if sid not in known), None)
        return Sent(found, more=len(pieces) > 1) if found else None

    async def _say(self, parcel: Parcel, spoken: Spoken) -> Delivered:
        if parcel.quiet:
            return Sent()  # nothing here can be edited
        line, now = await self._line(parcel), self._clock()
        if line is None:
            return Refused("nobody is known there")
        if line.heard_at is None or now - line.heard_at > WINDOW:
            return await self._outside(parcel, spoken, line, now)
        pieces = self._pieces(spoken)[parcel.part :]
        if not pieces:
            return Sent()
        picture = pieces[0].picture if isinstance(pieces[0], drawing.Text) else None
        if picture and (late := await late_picture(parcel, picture, self._files)):
            return late
        sid = await self._send(line.to, parcel.id, pieces[0])
        return Sent(sid, more=len(pieces) > 1)

    async def _line(self, parcel: Parcel) -> Line | None:
        return await self._database.read(lambda c: lines.line(c, parcel.to))

    def _pieces(self, spoken: Spoken) -> tuple[drawing.Piece, ...]:
        return drawing.draw(spoken, self._shapes.opener(spoken.language))

    async def _send(self, to: str, row: int, piece: drawing.Piece) -> str:
        if isinstance(piece, drawing.Interactive):
            content = await self._shapes.sid(piece.layout)
            return await self._twilio.send(
                to=to, row=row, content=content, variables=piece.variables
            )
        shown = piece.picture is not None and self._files.path(piece.picture) is not None
        media = self._link(piece.picture) if piece.picture and shown else ""
        body = piece.text or ("" if media else "…")  # a picture that is gone leaves its place
        return await self._twilio.send(to=to, row=row, body=body, media=media)

    # ---- outside the window

    async def _outside(
        self, parcel: Parcel, spoken: Spoken, line: Line, now: datetime
    ) -> Delivered:
        """Say it in approved words, or knock with them, or wait; where nobody knocked, the
        officers learn that something waits.
        """
        notice = spoken.notice
        why = "not heard for a day"
        if notice is not None and (notice.whole or not line.held):
            row = parcel.id if notice.whole else 0  # a knock is not the message
            sid = await self._send_notice(line.to, row, spoken.language, notice)
            if sid and notice.whole:
                return Sent(sid)
            if sid:
                return Held(why, now, sid)
        receipt = Receipt(parcel.id, NAME, "", "held", now, why=why)
        arrival = Arrival(NAME, f"held:{parcel.id}", codec.heard_json(receipt), receipt)
        await self._take([arrival])
        return Held(why, now)

    async def _send_notice(self, to: str, row: int, language: str, notice: SpokenNotice) -> str:
        """Send a notice; returns "" where it is not approved in that language."""
        key = templates.key(notice.key, language)
        kept = await self._database.read(lambda c: contents.approved(c, key))
        if kept is None:
            return ""
        return await self._twilio.send(
            to=to, row=row, content=kept.sid, variables=_numbered(notice)
        )

    def _rendered(self, spoken: Spoken, notice: SpokenNotice) -> str:
        """A notice as it reads, and as Twilio lists it."""
        words = Prompt((Phrase(notice.key, notice.values),))
        return self._voice.speak(words, spoken.language).text

    # ---- errands

    async def _fetch(self, parcel: Parcel, errand: Fetch) -> Delivered:
        """Get what was sent on to our disk; then nobody else needs to keep it."""
        ended = await run_errand(parcel, errand, self._files, self._take, self._clock)
        if isinstance(ended, Sent):
            with suppress(MediaGone):
                await self._twilio.delete_media(*_media(errand.attachment.ref))
        return ended

    async def fetcher(self, ref: str) -> bytes:
        """Get a file by our name for it; raises `Gone` if it can never be had."""
        try:
            return await self._twilio.fetch_media(*_media(ref), LARGEST)
        except (MediaGone, TooLarge) as error:
            raise Gone(str(error)) from None


def _media(ref: str) -> tuple[str, str]:
    """The message and the file that a reference names."""
    message, _, media = ref.partition("/")
    return message, media


def _numbered(notice: SpokenNotice) -> Mapping[str, str]:
    """A notice's values as WhatsApp takes them: one line each."""
    names = NOTICES[notice.key]
    return {str(at): _flat(notice.values[name]) for at, name in enumerate(names, 1)}


def _flat(text: str) -> str:
    return " ".join(text.split())
