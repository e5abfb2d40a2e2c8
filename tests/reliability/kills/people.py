"""People who use the desk without patience: what they do next is what they see and a bit of chance.

None of them knows a story by heart. Whoever was not answered tries again or tries something else,
so that it does not matter at which moment the desk was killed.
"""

import asyncio
import random
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol

from tests.doubles.telegram import PrivateChat
from tests.doubles.twilio import Phone

_THINKING = 0.25
"""Seconds before anybody does anything."""

CONFIRMING = ("Ya, pesan", "Setuju & pesan")
_NEVER = frozenset({"English", "Batalkan", "Ya, batalkan", "Kembali"})
_SELDOM = frozenset(
    {"Sablon logo", "Tempat lain", "Harga", "Tentang bengkel", "Menu", "Tambah baris", "Ubah"}
)
_SIZES = ("all size 29", "M 27 cm")
_SOLES = ("EVA 3 mm", "EVA 5 mm")
_TOWNS = ("kirim ke Kota Padang", "ambil sendiri")


@dataclass(frozen=True, slots=True)
class Seen:
    """A message on a screen, with a way to press each of its buttons."""

    text: str
    labels: tuple[str, ...]
    source: object


class Line(Protocol):
    """Somebody's way to the desk."""

    name: str

    async def says(self, text: str) -> None: ...
    async def presses(self, seen: Seen, label: str) -> None: ...
    async def answer(self, patience: float) -> Seen | None:
        """The newest message of the desk since they did something; None if none came in time."""
        ...


class OnTelegram:
    """A private chat with the bot."""

    def __init__(self, chat: PrivateChat) -> None:
        self._chat = chat
        self.name = chat.user.first_name

    async def says(self, text: str) -> None:
        await self._chat.says(text)

    async def presses(self, seen: Seen, label: str) -> None:
        message = self._chat.history[int(str(seen.source))]
        data = next(d for row in message.shown().buttons for its, d in row if its == label)
        await self._chat.forge_press(data, message.id)

    async def answer(self, patience: float) -> Seen | None:
        ends = asyncio.get_running_loop().time() + patience
        while not (found := self._newest()):
            left = ends - asyncio.get_running_loop().time()
            if left <= 0 or not await self._chat._bell.wait(left):
                return None
        return found

    def _newest(self) -> Seen | None:
        for message in islice(reversed(self._chat.history.values()), 5):
            if message.sender.is_bot and message.change > self._chat._acted:
                shown = message.shown()
                return Seen(shown.text, tuple(shown.labels), message.id)
        return None


class OnWhatsApp:
    """A phone; what it sends may take as long as the desk takes to keep it."""

    def __init__(self, phone: Phone) -> None:
        self._phone = phone
        self._seen = 0
        self._posting: set[asyncio.Task[object]] = set()
        self.name = phone.name

    async def says(self, text: str) -> None:
        self._act(self._phone.says(text))

    async def presses(self, seen: Seen, label: str) -> None:
        shown = next(m for m in self._phone.messages if m.sid == seen.source)
        self._act(self._phone.presses(label, on=shown))

    def _act(self, posting: Coroutine[Any, Any, object]) -> None:
        self._seen = len(self._phone.messages)
        task = asyncio.create_task(posting)
        self._posting.add(task)
        task.add_done_callback(self._posting.discard)

    async def answer(self, patience: float) -> Seen | None:
        ends = asyncio.get_running_loop().time() + patience
        while len(self._phone.messages) <= self._seen:
            left = ends - asyncio.get_running_loop().time()
            if left <= 0 or not await self._phone._bell.wait(left):
                return None
        shown = self._phone.messages[-1]
        return Seen(shown.text, tuple(shown.labels), shown.sid)

    async def posted(self) -> None:
        """Wait until nothing they sent is under way."""
        while self._posting:
            await asyncio.wait(self._posting)


class Customer:
    """Somebody who orders, asks, changes their mind and presses twice."""

    def __init__(self, line: Line, chance: random.Random, tell: Callable[[str], None]) -> None:
        """`tell` is called with the name of each moment that matters."""
        self.line = line
        self._chance = chance
        self._tell = tell
        self._talks = 0
        self._last: tuple[Seen, str] | None = None

    async def live(self) -> None:
        """Go on for ever."""
        await self._begins()
        while True:
            seen = await self.line.answer(self._chance.uniform(1.0, 2.0))
            await asyncio.sleep(self._chance.uniform(0.0, _THINKING))
            if seen is not None:
                await self._answers(seen)
            elif self._last is not None:
                await self._presses(*self._last)
            elif self._chance.random() < 0.3:
                await self._begins()

    async def _begins(self) -> None:
        c = self._chance
        quantity = c.choice((120, 250, 500, 750, 1000))
        sentence = (
            f"{quantity} pasang {c.choice(_SOLES)} {c.choice(_SIZES)} polos plastik OPP "
            f"{c.choice(_TOWNS)} secepatnya untuk hotel"
        )
        await self._says(c.choices((sentence, "/pesan", "/status", "petugas"), (8, 2, 1, 1))[0])

    async def _answers(self, seen: Seen) -> None:
        text = seen.text
        if "Petugas sudah kami panggil" in text or "Petugas Budi" in text or "bertanya" in text:
            await self._talks_with_officer(seen)
        elif "instansi mana" in text:
            await self._says(f"Hotel {self.line.name}")
        elif "Atas nama" in text:
            await self._says(self.line.name)
        elif "Apa yang bisa" in text or "/SO/" in text or not seen.labels:
            await self._begins()
        else:
            await self._chooses(seen)

    async def _talks_with_officer(self, seen: Seen) -> None:
        self._talks += 1
        if self._talks % 3 and "Selesai bicara" in seen.labels:
            await self._presses(seen, "Selesai bicara")
        else:
            await self._says(f"Bisa kirim hari Minggu? ({self._talks})")

    async def _chooses(self, seen: Seen) -> None:
        label = self._liked(seen.labels)
        await self._presses(seen, label)
        if label in CONFIRMING:
            self._tell("confirming")
            if self._chance.random() < 0.4:
                await self._presses(seen, label)

    def _liked(self, labels: Sequence[str]) -> str:
        sure = [label for label in labels if label in CONFIRMING]
        if sure and self._chance.random() < 0.85:
            return sure[0]
        weights = [0.0 if x in _NEVER else 0.1 if x in _SELDOM else 1.0 for x in labels]
        return self._chance.choices(labels, weights if any(weights) else None)[0]

    async def _says(self, text: str) -> None:
        self._last = None
        await self.line.says(text)

    async def _presses(self, seen: Seen, label: str) -> None:
        self._last = seen, label
        await self.line.presses(seen, label)
