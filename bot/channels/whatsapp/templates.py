"""Words WhatsApp has to approve, as they stand, before they may begin a conversation: the notices,
and every promotion.

A template cannot be changed: other words are another template, under another name. While those
wait for approval, the words that were approved before go on being used.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, Protocol

from sqlalchemy import Connection

from bot.channels.whatsapp import NAME, layouts
from bot.channels.whatsapp.contents import Shelf
from bot.channels.whatsapp.drawing import marked
from bot.channels.whatsapp.layouts import Json
from bot.clock import Clock
from handlers.messages import Choice, Phrase, Prompt, Value
from handlers.notices import NOTICES, OPEN
from handlers.promotions import NOTICE, samples, template
from handlers.scene import Voice
from storage import contents, promoting
from storage.contents import APPROVED, Kept, name
from storage.database import Database

UNSUBMITTED = "unsubmitted"

SAMPLES: Final[dict[str, Value]] = {
    "number": "PB-0123",
    "workshop": "Bengkel Kerja",
    "state": Phrase("state-production"),
}
"""What WhatsApp is shown in place of each value."""

_NEXT = ".next"


class Said(Protocol):
    """What WhatsApp says to a template."""

    @property
    def status(self) -> str: ...
    @property
    def reason(self) -> str: ...


class Desk(Shelf, Protocol):
    """A shelf whose Contents can be submitted to WhatsApp."""

    async def submit(self, sid: str, name: str, category: str, /) -> Said: ...
    async def approval(self, sid: str, /) -> Said: ...


@dataclass(frozen=True, slots=True)
class Template:
    """Words in one language, as today's texts have them; `words` is what we call them."""

    key: str
    words: str
    language: str
    text: str
    definition: Json
    fingerprint: str

    @property
    def name(self) -> str:
        """Its name at WhatsApp, which nothing else ever has."""
        return str(self.definition["friendly_name"])


@dataclass(frozen=True, slots=True)
class Row:
    """A notice as it stands with WhatsApp; `usable` if its words of today or earlier ones are."""

    key: str
    language: str
    text: str
    status: str
    reason: str
    usable: bool


def templates(voice: Voice) -> list[Template]:
    """Every notice in every language."""
    return [_notice(voice, notice, one) for notice in NOTICES for one in voice.languages]


def _notice(voice: Voice, notice: str, language: str) -> Template:
    values = {place: f"{{{{{at}}}}}" for at, place in enumerate(NOTICES[notice], 1)}
    button = Choice(OPEN, Phrase("notice-open"))
    said = Prompt((Phrase(notice, values),), (button,))
    return _template(voice, notice, language, said, [SAMPLES[place] for place in values])


def _template(
    voice: Voice, words: str, language: str, said: Prompt, values: Iterable[Value]
) -> Template:
    """A prompt with numbers in it as a template; `values` is what WhatsApp is shown for them."""
    spoken = voice.speak(said, language)
    text = marked(spoken.text)
    shown = [marked(voice.speak(Prompt((value,)), language).text) for value in values]
    actions = [layouts.reply(c.label, c.press) for c in spoken.choices]
    content: Json = {
        "language": language,
        "variables": {str(at): value for at, value in enumerate(shown, 1)},
        "types": {"twilio/quick-reply": {"body": text, "actions": actions}},
    }
    beginning = f"prokana_{words.replace('-', '_')}_{language}_"
    definition = layouts.named(beginning, content)
    found = layouts.fingerprint(content)
    return Template(name(words, language), words, language, text, definition, found)


@dataclass(frozen=True, slots=True)
class Series:
    """Templates of one kind: which there should be now, WhatsApp's category for them, and whether
    what has this key is one of them.
    """

    wanted: Callable[[Connection], Sequence[Template]]
    category: str
    has: Callable[[str], bool]


def notices(voice: Voice) -> Series:
    """The notices: what customers and officers are told of their own orders."""
    return Series(lambda _: templates(voice), "UTILITY", lambda key: not _of_promotion(key))


def promotions(voice: Voice, clock: Clock) -> Series:
    """The promotions that are approved here and go, or will go, to somebody on WhatsApp. Those that
    went stay for a while: Meta takes no name again soon after it was given up.
    """
    return Series(partial(_promotions, voice, clock), "MARKETING", _of_promotion)


def _promotions(voice: Voice, clock: Clock, connection: Connection) -> list[Template]:
    return [
        _template(
            voice,
            f"{NOTICE}{key}",
            language,
            template(key, body, language),
            samples(body, language),
        )
        for key, language, body in promoting.to_approve(connection, NAME, clock())
    ]


def _of_promotion(key: str) -> bool:
    return key.partition(".")[2].startswith(NOTICE)


class Templates:
    """Brings a series of templates before WhatsApp, and knows what it said."""

    def __init__(self, desk: Desk, database: Database, clock: Clock, series: Series) -> None:
        self._desk = desk
        self._database = database
        self._clock = clock
        self._series = series

    async def listed(self) -> list[Row]:
        """Each of them, as far as we know."""
        kept = await self._kept()
        rows = []
        for one in await self._wanted():
            known = _of_today(one, kept)
            status, reason = (known.approval, known.reason) if known else (UNSUBMITTED, "")
            now = kept.get(one.key)
            usable = now is not None and now.approval == APPROVED
            rows.append(Row(one.words, one.language, one.text, status, reason, usable))
        return rows

    async def submit(self) -> list[str]:
        """Bring whatever WhatsApp has not seen before it; returns the names. Twice does no more
        than once. What it rejected needs other words first.
        """
        await self.refresh()
        there = {one.friendly_name: one.sid for one in await self._desk.contents()}
        wanted = await self._wanted()
        names = [one.name for one in wanted if await self._settle(one, there)]
        keys = {one.key for one in wanted}
        for kept in (await self._kept()).values():
            if kept.key.removesuffix(_NEXT) not in keys:
                await self._drop(kept)
        return names

    async def refresh(self) -> None:
        """Ask what WhatsApp says now; newly approved words take the place of earlier ones."""
        # Known first, then there: another process may just be making one.
        known = await self._kept()
        there = {one.sid for one in await self._desk.contents()}
        for kept in known.values():
            if kept.sid in there:
                now = await self._asked(kept)
                if await self._renew(kept, now):
                    await self._take_over(now)
            else:
                await self._forget(kept)

    async def _settle(self, one: Template, there: dict[str, str]) -> bool:
        """Have a template before WhatsApp; returns whether it was brought there just now."""
        kept = await self._kept()
        known, now, waiting = _of_today(one, kept), kept.get(one.key), kept.get(one.key + _NEXT)
        serves = now is not None and now.approval == APPROVED
        for other in (waiting, None if serves else now):
            if other is not None and other is not known:
                await self._drop(other)
        if known is None:
            sid = there.get(one.name) or await self._desk.create_content(one.definition)
            at = one.key + _NEXT if serves else one.key
            known = await self._asked(Kept(at, sid, one.fingerprint, UNSUBMITTED))
            await self._keep(known)
        if known.approval != UNSUBMITTED:
            return False
        said = await self._desk.submit(known.sid, one.name, self._series.category)
        await self._keep(replace(known, approval=said.status, reason=said.reason))
        return True

    async def _asked(self, kept: Kept) -> Kept:
        """The same with what WhatsApp says to it now."""
        said = await self._desk.approval(kept.sid)
        return replace(kept, approval=said.status, reason=said.reason, checked_at=self._clock())

    async def _take_over(self, kept: Kept) -> None:
        """Let words that waited for their approval, and have it, take the place of earlier ones."""
        place = kept.key.removesuffix(_NEXT)
        if place == kept.key or kept.approval != APPROVED:
            return
        earlier = (await self._kept()).get(place)

        now = replace(kept, key=place)
        taken = await self._database.write(
            lambda c: contents.renew(c, kept, now), name="take-notice-over"
        )
        if taken and earlier is not None:
            await self._desk.delete_content(earlier.sid)

    async def tend(self) -> None:
        """The same, but without asking where there is nothing to ask about."""
        if await self._wanted() or await self._kept():
            await self.submit()

    async def _wanted(self) -> Sequence[Template]:
        return await self._database.read(self._series.wanted)

    async def _kept(self) -> dict[str, Kept]:
        """What we know of its templates, by key."""
        every = await self._database.read(contents.every)
        ours = (one for one in every if layouts.read(one.key) is None)
        return {one.key: one for one in ours if self._series.has(one.key)}

    async def _keep(self, kept: Kept) -> None:
        await self._database.write(lambda c: contents.keep(c, kept), name="submit-notice")

    async def _renew(self, was: Kept, now: Kept) -> bool:
        """Keep what was learned of it; false where another process has learned more meanwhile."""
        return await self._database.write(lambda c: contents.renew(c, was, now), name="keep-notice")

    async def _forget(self, kept: Kept) -> None:
        await self._database.write(lambda c: contents.forget(c, kept), name="forget-notice")

    async def _drop(self, kept: Kept) -> None:
        """Remove it at Twilio and here."""
        await self._desk.delete_content(kept.sid)
        await self._forget(kept)


def _of_today(one: Template, kept: Mapping[str, Kept]) -> Kept | None:
    """What is kept of a template in the words of today."""
    found = (kept.get(one.key), kept.get(one.key + _NEXT))
    return next((k for k in found if k and k.fingerprint == one.fingerprint), None)
