"""Keys and values to words: the one place where texts in a language are made.

Texts live in `locales/<language>/*.ftl`. What people typed is put into them as a value, and a
value loses whatever could pass for markup, so no name can break or forge a card. It stays on one
line, too, unless the text asks for its lines: `{ LINES($text) }`.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from fluent_compiler.bundle import FluentBundle

from handlers.messages import (
    STRONG,
    WEAK,
    Joint,
    Money,
    Notice,
    Phrase,
    Prompt,
    Spoken,
    SpokenChoice,
    SpokenNotice,
    Value,
)
from services.catalogue import Texts
from services.money import Rupiah, number, rupiah

LANGUAGES = ("id", "en")
"""The languages there are; the first is spoken where we know no better."""

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ENTRY = re.compile(r"^([a-z][a-z0-9-]*) *=.*(?:\n(?![a-z#-]).*)*", re.MULTILINE)
_QUOTED = re.compile(r"\{ *([a-z][a-z0-9-]*) *\}")
_BREAKS = re.compile(r"\r\n|[\n\x0b\x0c\r\x85\u2028\u2029]")
_UNSAFE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069"
    r"\ud800-\udfff\ue000-\uf8ff\ufeff]"
)

_TYPED_BREAK = "\ue002"
"""A line break that somebody typed. Like STRONG and WEAK it cannot be typed itself."""

_DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "en": "January February March April May June July August September October November December",
}


class MissingText(LookupError):
    """A text that no language has: a mistake of ours."""


class Speech:
    """Speaks prompts in every language there is, times on the workshop's clock."""

    languages: Sequence[str] = LANGUAGES

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    def speak(self, prompt: Prompt, language: str) -> Spoken:
        """The prompt in that language; an unknown language is spoken as the first."""
        language = language if language in LANGUAGES else LANGUAGES[0]
        paragraphs = [self.words(value, language) for value in prompt.body]
        choices = tuple(
            SpokenChoice(
                c.press,
                plain(self.words(c.label, language)),
                plain(self.words(c.description, language)),
                c.style,
            )
            for c in prompt.choices
        )
        text = "\n\n".join(p for p in paragraphs if p)
        notice = self._notice(prompt.notice, language) if prompt.notice else None
        return Spoken(
            text, language, choices, prompt.closed, prompt.picture, notice, prompt.passing
        )

    def _notice(self, notice: Notice, language: str) -> SpokenNotice:
        key, values = notice.phrase.key, notice.phrase.values
        words = {name: plain(self.words(value, language)) for name, value in values.items()}
        return SpokenNotice(key, words, notice.whole)

    def words(self, value: Value, language: str) -> str:
        """One value in words."""
        return self._words(value, language).replace(_TYPED_BREAK, " ")

    def _words(self, value: Value, language: str) -> str:
        match value:
            case Phrase(key, values):
                return self._phrase(key, values, language)
            case Joint(parts, by):
                return by.join(self._words(part, language) for part in parts)
            case Money(amount):
                return rupiah(Rupiah(amount))
            case Texts():
                return value.of(language)
            case datetime():
                local = value.astimezone(self._zone)
                return f"{_day(local.date(), language)} {local:%H.%M}"
            case date():
                return f"{_DAYS[language][value.weekday()]}, {_day(value, language)}"
            case int():
                return number(value) if language == "id" else f"{value:,}"
            case _:
                return clean(value)

    def _phrase(self, key: str, values: Mapping[str, Value], language: str) -> str:
        said = {name: self._words(value, language) for name, value in values.items()}
        text, errors = _compiled(key, language).format(key, said)
        if errors:
            raise MissingText(f"{key}: {errors}")
        return str(text)


def _day(day: date, language: str) -> str:
    return f"{day.day} {_MONTHS[language].split()[day.month - 1]} {day.year}"


def clean(text: str) -> str:
    """Typed words without control characters, direction overrides, and marks of ours.

    Their line breaks are marked, so that they cannot pass for lines of a text.
    """
    return _BREAKS.sub(_TYPED_BREAK, _UNSAFE.sub("", text))


def _lines(words: object) -> str:
    """The LINES of a text: typed words with the line breaks they were typed with."""
    return str(words).replace(_TYPED_BREAK, "\n")


def plain(text: str) -> str:
    """A text without its bold marks."""
    return text.replace(STRONG, "").replace(WEAK, "")


@cache
def _texts(language: str) -> Mapping[str, str]:
    """The texts of a language as they are written, by key. Between two `**` is bold."""
    folder = files("locales") / language
    sources = sorted(p.name for p in folder.iterdir() if p.name.endswith(".ftl"))
    text = "\n".join((folder / name).read_text("utf-8") for name in sources)
    marked = _BOLD.sub(rf"{STRONG}\1{WEAK}", text)
    return {entry[1]: entry[0] for entry in _ENTRY.finditer(marked)}


@cache
def _compiled(key: str, language: str) -> FluentBundle:
    """A text and those it quotes. Each is compiled when it is first spoken, in a millisecond: all
    of a language take a second of every start.
    """
    texts, quoted = _texts(language), [key]
    for known in quoted:
        if known not in texts:
            raise MissingText(known)
        quoted += set(_QUOTED.findall(texts[known])) - set(quoted)
    source = "\n".join(texts[known] for known in quoted)
    return FluentBundle.from_string(
        language, source, functions={"LINES": _lines}, use_isolating=False
    )
