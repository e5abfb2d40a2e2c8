"""What is found, and what to do about it."""

from dataclasses import dataclass
from typing import Literal

from bot.speech import Speech, plain
from handlers.messages import Phrase, Value

Level = Literal["ok", "warn", "fail"]

MARKS: dict[Level, str] = {"ok": "✓", "warn": "!", "fail": "✗"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding in finished words. `fail` means orders would be lost, wrong, or not come."""

    level: Level
    what: str
    found: str
    advice: str = ""

    def __str__(self) -> str:
        line = f"{MARKS[self.level]} {self.what}: {self.found}"
        return f"{line}\n  → {self.advice}" if self.advice else line


@dataclass(frozen=True, slots=True)
class Note:
    """A finding before it is spoken."""

    level: Level
    what: Phrase
    found: Phrase
    advice: Value = ""

    def spoken(self, speech: Speech, language: str) -> Finding:
        words = (plain(speech.words(v, language)) for v in (self.what, self.found, self.advice))
        return Finding(self.level, *words)


def ok(what: Phrase, found: Phrase) -> Note:
    return Note("ok", what, found)


def warn(what: Phrase, found: Phrase, advice: Phrase) -> Note:
    return Note("warn", what, found, advice)


def fail(what: Phrase, found: Phrase, advice: Phrase) -> Note:
    return Note("fail", what, found, advice)
