"""`prokana whatsapp …`: what has to be ready at Twilio before customers write."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from bot.channels.whatsapp.api import Twilio
from bot.channels.whatsapp.codes import UNSENT
from bot.channels.whatsapp.contents import Contents
from bot.channels.whatsapp.templates import UNSUBMITTED, Row, Templates, notices, promotions
from bot.check.findings import MARKS, Level, Note
from bot.check.twilio import UNSET, standing, trouble
from bot.check.whatsapp import WAITING
from bot.clock import LOCAL
from bot.desk import Desk, opened
from bot.http import Http
from bot.joins import Undone
from bot.settings import Settings
from bot.speech import Speech, plain
from bot.twilio_account import openers, twilio_of
from handlers.messages import Phrase, Value
from storage.contents import APPROVED

_STATES: Final[Mapping[str, tuple[Level, Value]]] = {
    APPROVED: ("ok", Phrase("cli-template-approved")),
    UNSUBMITTED: ("warn", Phrase("cli-template-unsubmitted")),
    "received": ("warn", Phrase("cli-template-waiting")),
    "pending": ("warn", Phrase("cli-template-waiting")),
    "rejected": ("fail", Phrase("cli-template-rejected")),
    "paused": ("fail", Phrase("cli-template-paused")),
    "disabled": ("fail", Phrase("cli-template-disabled")),
}


@dataclass(frozen=True)
class Office:
    """A desk with its account at Twilio open, and words in the staff's language."""

    desk: Desk
    twilio: Twilio
    say: Callable[[Value], str]


async def sync(settings: Settings) -> AsyncIterator[str]:
    """Have the message shapes ready at Twilio, and tell about it; raises `Undone`."""
    async with _office(settings) as office:
        yield office.say(Phrase("cli-shapes-begun"))
        desk = office.desk
        shelf = Contents(office.twilio, desk.database, desk.clock, openers(desk.shop.voice))
        done = await shelf.sync()
        counts: dict[str, Value] = {
            "created": done.created,
            "reused": done.reused,
            "removed": done.removed,
        }
        yield office.say(Phrase("cli-shapes-done", counts))


async def templates(settings: Settings, *, submit: bool) -> AsyncIterator[str]:
    """Ask what WhatsApp says to our notices and to promotions; with `submit`, bring those notices
    before it that it has not seen. A desk that runs goes by its answers from now on. Raises
    `Undone`.
    """
    async with _office(settings) as office:
        desk = office.desk
        worded = Templates(office.twilio, desk.database, desk.clock, notices(desk.shop.voice))
        promoted = Templates(
            office.twilio, desk.database, desk.clock, promotions(desk.shop.voice, desk.clock)
        )
        if submit:
            count = len(await worded.submit())
            yield office.say(Phrase("cli-templates-submitted", {"count": count}))
        else:
            await worded.refresh()
        await promoted.tend()
        rows = [*await worded.listed(), *await promoted.listed()]
        for row in rows:
            for line in _shown(row, office.say):
                yield line
        for hint in _hints(rows):
            yield office.say(hint)


def _shown(row: Row, say: Callable[[Value], str]) -> Iterator[str]:
    """What WhatsApp says to a notice, and its words."""
    level, state = _STATES.get(row.status, ("fail", row.status))
    why = f": {say(row.reason)}" if row.reason else ""
    yield f"{MARKS[level]} {row.key} ({row.language}): {say(state)}{why}"
    yield f"    {row.text}"
    if row.usable and row.status != APPROVED:
        yield f"  → {say(Phrase('cli-template-earlier'))}"


def _hints(rows: Sequence[Row]) -> Iterator[Phrase]:
    """What to do next."""
    states = {row.status for row in rows}
    if UNSUBMITTED in states:
        yield Phrase("cli-templates-submit")
    if "rejected" in states:
        yield Phrase("cli-templates-reword")
    if states.intersection(WAITING):
        yield Phrase("cli-templates-wait")
    if states == {APPROVED}:
        yield Phrase("cli-templates-fine")


@asynccontextmanager
async def _office(settings: Settings) -> AsyncIterator[Office]:
    """The desk and its account, once that is known to be open to us."""
    speech, language = Speech(LOCAL), settings.staff_language

    def undone(*notes: Note) -> Undone:
        return Undone(*(str(note.spoken(speech, language)) for note in notes))

    if not settings.twilio_account_sid:
        raise undone(UNSET)
    http, warnings = Http(), list[Note]()
    try:
        twilio = twilio_of(settings, http)
        note = standing(await twilio.account(), settings.whatsapp_number)
        if note.level == "fail":
            raise undone(note)
        if note.level == "warn":
            warnings.append(note)
        async with opened(settings) as desk:
            yield Office(desk, twilio, lambda value: plain(speech.words(value, language)))
    except UNSENT as error:
        raise undone(*warnings, trouble(error, settings)) from None
    finally:
        await http.close()
