"""WhatsApp: what Twilio knows of us, what WhatsApp has approved, and what waits for people."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from sqlalchemy import Connection, func, inspect, make_url, select
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.whatsapp import NAME
from bot.channels.whatsapp.codes import UNSENT
from bot.channels.whatsapp.layouts import USUAL
from bot.channels.whatsapp.templates import UNSUBMITTED, templates
from bot.check import times, twilio
from bot.check.database import absent
from bot.check.findings import Note, ok, warn
from bot.clock import LOCAL, Clock
from bot.http import Answer, Http
from bot.settings import Settings
from bot.speech import Speech
from bot.twilio_account import openers, twilio_of
from handlers.messages import Joint, Phrase, Value
from storage import contents, cursors, tables
from storage.contents import APPROVED, Kept
from storage.database import Database

LATE = timedelta(minutes=15)
"""A desk that runs has looked for lost messages since; it does so every five minutes."""

WAITING = ("received", "pending")
"""What WhatsApp says to a template before it has decided."""

_INCOMING, _HELD = Phrase("check-incoming"), Phrase("check-held")
_SHAPES, _NOTICES = Phrase("check-shapes"), Phrase("check-notices")


class _Watched(Http):
    """Notices what time the server says it is."""

    at: datetime | None = None

    async def request(self, method: str, url: str, **content: Any) -> Answer:
        answer = await super().request(method, url, **content)
        date = answer.headers.get("Date")
        self.at = parsedate_to_datetime(date).astimezone(UTC) if date else None
        return answer


@dataclass(frozen=True, slots=True)
class Remembered:
    """What our own database says: what is kept at Twilio, how many messages wait for how many
    people, and when messages no webhook brought were last looked for.
    """

    kept: Sequence[Kept] = ()
    held: int = 0
    people: int = 0
    looked: datetime | None = None


async def examined(settings: Settings, clock: Clock) -> AsyncIterator[Note]:
    """Ask Twilio who we are and what it keeps for us; look what waits."""
    if not settings.twilio_account_sid:
        return
    known = await _remembered(settings.database_url)
    http = _Watched()
    try:
        at_twilio = twilio_of(settings, http)
        account = await at_twilio.account()
        now = clock()
        yield twilio.standing(account, settings.whatsapp_number)
        if http.at:
            yield times.beside(now, http.at, "Twilio")
        if known:
            yield shapes(known.kept, {one.sid for one in await at_twilio.contents()})
    except UNSENT as error:
        yield twilio.trouble(error, settings)
    finally:
        await http.close()
    url = {"url": f"{settings.public_url}/whatsapp#rc=3&rp=all"}
    yield ok(_INCOMING, Phrase("check-incoming-twilio", url))
    if known:
        yield looked(known.looked, clock())
        for note in notices(known.kept):
            yield note
        yield held(known)


async def _remembered(url: str) -> Remembered | None:
    """None where the database cannot tell; what is wrong with it, is told already."""
    if absent(make_url(url)):
        return Remembered()
    database = Database(url)
    try:
        return await database.read(_look)
    except SQLAlchemyError:
        return None
    finally:
        await database.close()


def _look(connection: Connection) -> Remembered | None:
    if not {"contents", "cursors", "outbox"}.issubset(inspect(connection).get_table_names()):
        return None
    o = tables.outbox
    waits = (o.c.channel == NAME, o.c.state == "held")
    counted = select(func.count(), func.count(o.c.chat.distinct())).where(*waits)
    messages, people = connection.execute(counted).one()
    looked_at = cursors.at(connection, NAME)
    return Remembered(contents.every(connection), messages, people, looked_at)


def shapes(kept: Sequence[Kept], there: set[str]) -> Note:
    """Whether the usual shapes are at Twilio, and known here under what they are today."""
    words = openers(Speech(LOCAL))
    ready = {(one.key, one.fingerprint) for one in kept if one.sid in there}
    wanted = {(one.key, one.fingerprint(words[one.language])) for one in USUAL}
    missing = len(wanted - ready)
    if missing:
        found = Phrase("check-shapes-missing", {"missing": missing, "count": len(wanted)})
        return warn(_SHAPES, found, Phrase("check-shapes-advice"))
    return ok(_SHAPES, Phrase("check-shapes-fine", {"count": len(wanted)}))


def looked(at: datetime | None, now: datetime) -> Note:
    """When messages no webhook brought were last looked for."""
    if at is None:
        found = Phrase("check-incoming-never-looked")
        return warn(_INCOMING, found, Phrase("check-incoming-never-looked-advice"))
    found = Phrase("check-incoming-looked", {"at": at})
    if now - at > LATE:
        return warn(_INCOMING, found, Phrase("check-incoming-looked-advice"))
    return ok(_INCOMING, found)


def notices(kept: Sequence[Kept]) -> Iterator[Note]:
    """What WhatsApp says to our notices, as far as the desk knows: a note for each answer."""
    known = {one.fingerprint: one for one in kept}
    by_answer: dict[tuple[str, str], dict[str, list[str]]] = {}
    for one in templates(Speech(LOCAL)):
        found = known.get(one.fingerprint)
        answer = (found.approval, found.reason) if found else (UNSUBMITTED, "")
        by_answer.setdefault(answer, {}).setdefault(one.words, []).append(one.language)
    for (status, reason), which in by_answer.items():
        names = Joint(tuple(f"{name} ({', '.join(each)})" for name, each in which.items()))
        yield _answered(status, {"names": names, "why": reason or "?", "status": status})


def _answered(status: str, values: Mapping[str, Value]) -> Note:
    if status == APPROVED:
        return ok(_NOTICES, Phrase("check-notices-approved", values))
    if status == UNSUBMITTED:
        found, advice = Phrase("check-notices-new", values), Phrase("check-notices-new-advice")
    elif status in WAITING:
        found = Phrase("check-notices-waiting", values)
        advice = Phrase("check-notices-waiting-advice")
    elif status == "rejected":
        found = Phrase("check-notices-rejected", values)
        advice = Phrase("check-notices-rejected-advice")
    else:
        found = Phrase("check-notices-stopped", values)
        advice = Phrase("check-notices-stopped-advice")
    return warn(_NOTICES, found, advice)


def held(known: Remembered) -> Note:
    """What waits until the person it is for writes again."""
    if not known.held:
        return ok(_HELD, Phrase("check-held-none"))
    return ok(_HELD, Phrase("check-held-some", {"count": known.held, "people": known.people}))
