"""Delivering on WhatsApp through Twilio: in free words while the person was heard within a day,
else in words WhatsApp has approved, else not before they write again.
"""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import takewhile

from twilio.base.exceptions import TwilioRestException

from bot.channels.delivery import (
    Delivered,
    Dropped,
    Held,
    Lost,
    NotNow,
    Refused,
    Sent,
    inspect,
    late_picture,
    run_errand,
)
from bot.channels.whatsapp import NAME, drawing
from bot.channels.whatsapp.api import MediaGone, Message, Twilio
from bot.channels.whatsapp.codes import NO_SUCH_CONTENT, UNSENT, code_of, ending
from bot.channels.whatsapp.contents import Contents
from bot.clock import Clock
from bot.files import LARGEST, Files, Gone
from bot.http import TooLarge
from handlers.messages import (
    Attachment,
    Fetch,
    Inspect,
    Phrase,
    Prompt,
    Receipt,
    Spoken,
    SpokenNotice,
)
from handlers.notices import NOTICES
from handlers.scene import Voice
from services.promotions import PLACES
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

ASKS_AGAIN = 5.0
"""Seconds until Twilio is asked again whether it took a message, where it could not be asked."""

GONE = "…"
"""Stands for a picture that cannot be had any more."""

Link = Callable[[Attachment], str]
"""Makes an address Twilio can get a picture from."""


class WhatsApp:
    """The number's way out. One call a message; nothing is tried twice here."""

    name = NAME
    edits = False

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
            if isinstance(body, Inspect):
                return await inspect(parcel, body, self._files, self._take, self._clock)
        except UNSENT as error:
            return await self._ended(parcel, ending(error, parcel.attempt, self._clock))
        return Refused("there are no groups to be a member of")

    async def _ended(self, parcel: Parcel, ended: Delivered) -> Delivered:
        """How a delivery that failed ended. Since whatever may be there already is sought first,
        it may be tried for as long as it takes.
        """
        if isinstance(ended, Held):
            return await self._waits(parcel, ended)
        if isinstance(ended, Lost) and parcel.lost:
            return NotNow(ASKS_AGAIN, ended.why, whole=False, unsure=True)
        return ended

    async def find(self, parcel: Parcel) -> Sent | NotNow | None:
        """Seek the message among those Twilio says it took."""
        line = await self._line(parcel)
        if line is None or not isinstance(parcel.body, Spoken):
            return None
        try:
            return await self._found(parcel, parcel.body, line)
        except UNSENT as error:
            why = f"not known whether it went: {type(error).__name__}"
            return NotNow(ASKS_AGAIN, why, whole=False)

    async def _found(self, parcel: Parcel, spoken: Spoken, line: Line) -> Sent | None:
        newer, notice = await self._newer(parcel, line), spoken.notice
        for words in (spoken.text, self._repeated(spoken)):
            pieces = self._pieces(replace(spoken, text=words))[parcel.part :]
            if pieces and (sid := _first(newer, _as_listed(pieces[0]))):
                return Sent(sid, more=len(pieces) > 1)
        if notice is not None and notice.whole:
            sid = _first(newer, {self._rendered(spoken.language, notice)})
            return Sent(sid) if sid else None
        return None

    async def _newer(self, parcel: Parcel, line: Line) -> list[Message]:
        """What Twilio took for a person after the last message we know, the newest first. Theirs
        go one by one: whatever is older was sent before.
        """
        listed = await self._twilio.sent_to(line.to, self._clock() - LOOKS_BACK)
        ids = [message.sid for message in listed]
        known = await self._database.read(lambda c: lines.sent(c, parcel.to, ids))
        return list(takewhile(lambda message: message.sid not in known, listed))

    def _repeated(self, spoken: Spoken) -> str:
        """The words as they are sent the second time."""
        mark = self._voice.speak(Prompt((Phrase("maybe-repeated"),)), spoken.language)
        return f"{mark.text}\n\n{spoken.text}"

    async def _say(self, parcel: Parcel, spoken: Spoken) -> Delivered:
        line, now = await self._line(parcel), self._clock()
        if line is None:
            return Refused("nobody is known there")
        if not line.reachable:
            return Refused("they stopped us, or are not there", unreachable=True)
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
            return await self._offer(to, row, piece)
        shown = piece.picture is not None and self._files.path(piece.picture) is not None
        media = self._link(piece.picture) if piece.picture and shown else ""
        body = piece.text or ("" if media else GONE)
        return await self._twilio.send(to=to, row=row, body=body, media=media)

    async def _offer(self, to: str, row: int, piece: drawing.Interactive) -> str:
        """Send something to press. A shape that was removed at Twilio is made anew: nothing was
        sent with it.
        """
        content = await self._shapes.sid(piece.layout)
        try:
            return await self._twilio.send(
                to=to, row=row, content=content, variables=piece.variables
            )
        except TwilioRestException as error:
            if code_of(error)[1] != NO_SUCH_CONTENT:
                raise
        content = await self._shapes.anew(piece.layout)
        return await self._twilio.send(to=to, row=row, content=content, variables=piece.variables)

    # ---- outside the window

    async def _outside(
        self, parcel: Parcel, spoken: Spoken, line: Line, now: datetime
    ) -> Delivered:
        """Say it in approved words, or knock with them, or wait."""
        notice, held = spoken.notice, Held("not heard for a day", now)
        if notice is not None and (notice.whole or not line.held):
            sid = await self._send_notice(parcel, line, spoken.language, notice)
            if sid:
                return Sent(sid) if notice.whole else replace(held, id=sid)
        return await self._waits(parcel, held)

    async def _send_notice(
        self, parcel: Parcel, line: Line, language: str, notice: SpokenNotice
    ) -> str:
        """Send a notice; returns "" where it is not approved in that language."""
        if parcel.lost and not notice.whole:
            newer = await self._newer(parcel, line)
            if knocked := _first(newer, {self._rendered(language, notice)}):
                return knocked
        key = contents.name(notice.key, language)
        kept = await self._database.read(lambda c: contents.approved(c, key))
        if kept is None:
            return ""
        row = parcel.id if notice.whole else 0  # a knock is not the message
        return await self._twilio.send(
            to=line.to, row=row, content=kept.sid, variables=_numbered(notice)
        )

    async def _waits(self, parcel: Parcel, held: Held) -> Held | Dropped:
        """Nobody knocked: the officers learn that something waits. What was said in passing does
        not.
        """
        if isinstance(parcel.body, Spoken) and parcel.body.passing:
            return Dropped(held.why)
        receipt = Receipt(parcel.id, NAME, "", "held", held.since, why=held.why)
        key = f"held:{parcel.id}:{parcel.attempt}"
        await self._take([Arrival(NAME, key, codec.heard_json(receipt), receipt)])
        return held

    def _rendered(self, language: str, notice: SpokenNotice) -> str:
        """A notice as it reads, and as Twilio lists it."""
        words = Prompt((Phrase(notice.key, notice.values),))
        return _flat(drawing.marked(self._voice.speak(words, language).text))

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
    names = NOTICES.get(notice.key) or [place for place in PLACES if place in notice.values]
    return {str(at): _flat(notice.values[name]) for at, name in enumerate(names, 1)}


def _first(listed: Iterable[Message], texts: Collection[str]) -> str:
    """The id of the first message that reads so; "" if there is none."""
    return next((message.sid for message in listed if _flat(message.body) in texts), "")


def _as_listed(piece: drawing.Piece) -> set[str]:
    """How a piece reads in Twilio's list; a bare picture does not, nor does what stood for it."""
    return {_flat(piece.text)} if piece.text else {"", GONE}


def _flat(text: str) -> str:
    return " ".join(text.split())
