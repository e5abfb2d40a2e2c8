"""The desk in a terminal: a customer's chat, or the staff chat, line by line.

Choices are printed with numbers; a typed number or label chooses. `@path` sends a file, with
words behind it if there are any, and in the staff chat `#12 words` replies to message 12. It
ends at end of input, so that a whole conversation can be piped in.
"""

import asyncio
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.channels.local import LARGEST_FILE, STAFF
from bot.desk import Desk
from handlers.messages import STRONG, WEAK, Phrase, Prompt
from storage.screens import Shown

LOOK_EVERY = 0.3
"""Seconds between looks for messages that came while nobody typed."""

RECALLED = 20
"""Messages of the staff chat shown again at the start; a customer sees only the last one."""


@dataclass
class Terminal:
    """One person at a terminal."""

    desk: Desk
    name: str
    staff: bool
    write: Callable[[str], None] = print
    _seen: int = 0
    _offers: list[tuple[int, str, str]] = field(default_factory=list)
    _suggested: list[tuple[int, str, str]] = field(default_factory=list)
    """What is offered beside a question: pressed by its label, for a number is an answer."""

    @property
    def person(self) -> str:
        return f"terminal-{'officer-' if self.staff else ''}{self.name.casefold()}"

    @property
    def chat(self) -> str:
        return STAFF if self.staff else self.person

    async def converse(self, lines: asyncio.Queue[str | None]) -> None:
        """Talk until the input ends (None)."""
        await self.begin()
        while True:
            try:
                line = await asyncio.wait_for(lines.get(), LOOK_EVERY)
            except TimeoutError:
                line = ""
            if line is None:
                return
            await self.take(line.strip())
            await self.look()

    async def begin(self) -> None:
        """Sit down: an officer sees the latest messages again, a customer the last one."""
        if self.staff:
            await self.desk.seat(self.person, self.name)
        await self.desk.local.hear_lost()
        await self._settle()
        self._print((await self._news())[-(RECALLED if self.staff else 1) :])

    async def look(self) -> None:
        """Let the desk speak, and print what is new."""
        await self._settle()
        self._print(await self._news())

    async def _settle(self) -> None:
        """Let the desk deliver what it has decided to say."""
        for dispatcher in self.desk.dispatchers:
            await dispatcher.drain()

    async def _news(self) -> list[Shown]:
        news = await self.desk.local.since([self.chat], self._seen)
        self._seen = max((shown.changed for shown in news), default=self._seen)
        return [shown for shown in news if shown.sender != self.person]

    async def take(self, line: str) -> None:
        """Do what a line says; an empty one does nothing."""
        if not line:
            return
        chosen = self._chosen(line)
        if chosen is not None:
            message, press, label = chosen
            await self._say(text=label, press=press, message=str(message))
        elif line.startswith("@"):
            await self._send_file(line[1:])
        elif self.staff and line.startswith("#"):
            number, _, words = line[1:].partition(" ")
            await self._say(text=words, answers=number)
        else:
            await self._say(text=line)

    async def _say(
        self, *, text: str, press: str = "", message: str = "", answers: str = ""
    ) -> None:
        await self.desk.local.say(
            self.chat, self.person, self.name,
            text=text, press=press, message=message, answers=answers,
        )  # fmt: skip

    async def _send_file(self, given: str) -> None:
        """`@path words`: a path with blanks stands in quotes."""
        quoted = given.startswith('"')
        name, _, words = given[1:].partition('"') if quoted else given.partition(" ")
        content = _content(Path(name))
        if content is None:
            self.write(self._own("terminal-no-file", path=name))
        elif len(content) > LARGEST_FILE:
            self.write(self._own("terminal-large-file", path=name))
        else:
            kept = self.desk.local.keep_file(content, Path(name).name)
            await self.desk.local.say(
                self.chat, self.person, self.name, text=words.strip(), files=[kept]
            )

    def _own(self, key: str, **values: str) -> str:
        shop = self.desk.shop
        return shop.voice.speak(Prompt((Phrase(key, values),)), shop.staff_language).text

    def _chosen(self, line: str) -> tuple[int, str, str] | None:
        """The printed choice a number or a label stands for; the newest, if a label is on two."""
        if line.isdecimal():
            numbered = [offer for offer in self._offers if offer[2]]
            at = int(line) - 1
            return numbered[at] if 0 <= at < len(numbered) else None
        every = (*self._offers, *self._suggested)
        alike = [o for o in every if o[2].casefold() == line.casefold()]
        return alike[-1] if alike else None

    def _print(self, news: Sequence[Shown]) -> None:
        for shown in news:
            drawing = shown.drawing
            text = drawing.text.replace(STRONG, "").replace(WEAK, "")
            who = shown.name or "PROKANA"
            mark = f" #{shown.id}{' ✎' if drawing.edited else ''}" if self.staff else ""
            self.write(f"{who}{mark}: {text}")
            for file in drawing.files:
                self.write(f"  [{file.name}]")
            self._offer(shown)

    def _offer(self, shown: Shown) -> None:
        """Print what can be pressed: in the last message for a customer, in all for officers."""
        drawing = shown.drawing
        if self.staff:
            self._offers = [offer for offer in self._offers if offer[0] != shown.id]
        elif not shown.sender:
            self._offers, self._suggested = [], []
        first = len(self._offers) + 1
        offers = [(shown.id, c.press, c.label) for c in drawing.choices]
        if drawing.closed:
            self._offers += offers
            rows = [
                f"  [{number}] {choice.label}"
                + (f" — {choice.description}" if choice.description else "")
                for number, choice in enumerate(drawing.choices, first)
            ]
        else:
            self._suggested = offers
            rows = ["  · " + " · ".join(c.label for c in drawing.choices)] if offers else []
        for row in rows:
            self.write(row)


def _content(path: Path) -> bytes | None:
    """What is in a file, read no further than it takes to see that it is too large."""
    try:
        with path.expanduser().open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError:
        return None


async def read_lines(lines: asyncio.Queue[str | None]) -> None:
    """Put every line of standard input into the queue, and None at its end."""
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        await lines.put(line)
    await lines.put(None)
