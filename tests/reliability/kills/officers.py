"""Officers in the staff group: they decide, ask, answer, and often both press the same button."""

import asyncio
import random
from collections.abc import Callable, Iterator
from itertools import islice

from tests.doubles.telegram import Group, Shown, User

_LIKED = {
    "Setujui": 8,
    "Tolak": 2,
    "Tanya": 1,
    "Mulai produksi": 3,
    "Siap": 3,
    "Dikirim": 3,
    "Diterima": 3,
    "Kapasitas penuh": 8,
    "Bahan tidak ada": 8,
    "Akhiri obrolan": 2,
}
"""The buttons they press, and how gladly."""

_LOOKS_AT = 30
"""Messages at the end of the group that anybody still looks at."""


class Officers:
    """Everybody in the staff group, acting one after another."""

    def __init__(
        self,
        group: Group,
        people: tuple[User, ...],
        chance: random.Random,
        tell: Callable[[str], None],
    ) -> None:
        self._group = group
        self._people = people
        self._chance = chance
        self._tell = tell
        self._answered: set[int] = set()

    async def live(self) -> None:
        """Go on for ever."""
        while True:
            await asyncio.sleep(self._chance.uniform(0.03, 0.12))
            who = self._chance.choice(self._people)
            if asking := next(self._asking(), None):
                self._answered.add(asking.id)
                await self._group.replies(who, asking, f"Baik, sebentar ({asking.id})")
            else:
                await self._press(who)

    def _newest(self) -> Iterator[Shown]:
        for message in islice(reversed(self._group.history.values()), _LOOKS_AT):
            if message.sender.is_bot and not message.deleted:
                yield message.shown()

    def _asking(self) -> Iterator[Shown]:
        """What waits for a reply."""
        for shown in self._newest():
            asks = "Balas pesan ini" in shown.text or "(Hotel" in shown.text
            if asks and shown.id not in self._answered:
                yield shown

    async def _press(self, who: User) -> None:
        offered = [
            (label, data, shown)
            for shown in self._newest()
            for row in shown.buttons
            for label, data in row
            if label in _LIKED
        ]
        if not offered:
            return
        weights = [_LIKED[label] for label, *_ in offered]
        label, data, shown = self._chance.choices(offered, weights)[0]
        await self._group.forge_press(who, data, shown)
        if label == "Setujui":
            self._tell("deciding")
        if self._chance.random() < 0.2:
            await self._group.forge_press(self._chance.choice(self._people), data, shown)
