"""The shapes that are kept at Twilio: made once, found again, removed when nobody needs them."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.channels.whatsapp import layouts
from bot.channels.whatsapp.layouts import PREFIX, USUAL, Json, Layout
from bot.clock import Clock
from bot.speech import LANGUAGES
from storage import contents
from storage.contents import Kept
from storage.database import Database


class Listed(Protocol):
    """A Content at Twilio; who made it can tell it by its name."""

    @property
    def sid(self) -> str: ...
    @property
    def friendly_name(self) -> str: ...


class Shelf(Protocol):
    """Where Contents are kept; `bot.channels.whatsapp.api.Twilio` is one."""

    async def contents(self) -> Sequence[Listed]: ...
    async def create_content(self, definition: Json, /) -> str: ...
    async def delete_content(self, sid: str, /) -> None: ...


@dataclass(frozen=True, slots=True)
class Synced:
    """How many shapes were made, were there already, and were removed."""

    created: int
    reused: int
    removed: int


class Contents:
    """Knows Twilio's id of every shape."""

    def __init__(
        self, shelf: Shelf, database: Database, clock: Clock, openers: Mapping[str, str]
    ) -> None:
        """`openers` is the word on the button of a list, by language."""
        self._shelf = shelf
        self._database = database
        self._clock = clock
        self._openers = openers
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def opener(self, language: str) -> str:
        return self._openers.get(language, self._openers[LANGUAGES[0]])

    async def sid(self, layout: Layout) -> str:
        """Twilio's id of a shape, which is made if need be; however many ask, it is made once.

        Raises what the shelf raises.
        """
        async with self._turns[layout.key]:
            kept = await self._database.read(lambda c: contents.kept(c, layout.key))
            if kept is not None and kept.fingerprint == self._fingerprint(layout):
                return kept.sid
            return await self._make(layout)

    async def anew(self, layout: Layout) -> str:
        """The same of a shape that is at Twilio no longer."""
        async with self._turns[layout.key]:
            return await self._make(layout)

    async def sync(self) -> Synced:
        """Have the usual shapes ready and all others up to date; twice does no more than once.

        What has our name but is of no use any more is removed. A shape of today that is there
        without being known here is taken over: its name tells what it was made from.
        """
        # Known first, then there: another process may just be making one.
        kept = {one.key: one for one in await self._database.read(contents.every)}
        there = [
            one for one in await self._shelf.contents() if one.friendly_name.startswith(PREFIX)
        ]
        wanted = self._wanted(kept, there)
        made = [await self._settle(wanted[name], kept, there) for name in wanted]
        in_use = {one.sid for one in await self._database.read(contents.every)}
        old = [one for one in there if one.sid not in in_use and one.friendly_name not in wanted]
        for one in old:
            await self._shelf.delete_content(one.sid)
        return Synced(made.count(True), made.count(False), len(old))

    def _wanted(self, kept: Iterable[str], there: Iterable[Listed]) -> dict[str, Layout]:
        """The shapes there should be, by the names they have at Twilio today."""
        known = [layouts.read(key) for key in kept]
        wanted = {self._name(layout): layout for layout in (*USUAL, *known) if layout}
        for one in there:
            layout = layouts.read(one.friendly_name.removeprefix(PREFIX).rpartition("-")[0])
            if layout and self._name(layout) == one.friendly_name:
                wanted[one.friendly_name] = layout
        return wanted

    async def _settle(
        self, layout: Layout, kept: Mapping[str, Kept], there: Sequence[Listed]
    ) -> bool:
        """See to it that a shape is at Twilio and known here; returns whether it was made."""
        known, name = kept.get(layout.key), self._name(layout)
        sids = [one.sid for one in there if one.friendly_name == name]
        if known and known.sid in sids:
            return False
        if sids:
            await self._keep(layout, sids[0])
            return False
        await self._make(layout)
        return True

    async def _make(self, layout: Layout) -> str:
        opener = self.opener(layout.language)
        sid = await self._shelf.create_content(layout.definition(opener))
        await self._keep(layout, sid)
        return sid

    async def _keep(self, layout: Layout, sid: str) -> None:
        kept = Kept(layout.key, sid, self._fingerprint(layout), checked_at=self._clock())
        await self._database.write(lambda c: contents.keep(c, kept), name="keep-shape")

    def _name(self, layout: Layout) -> str:
        return str(layout.definition(self.opener(layout.language))["friendly_name"])

    def _fingerprint(self, layout: Layout) -> str:
        return layout.fingerprint(self.opener(layout.language))
