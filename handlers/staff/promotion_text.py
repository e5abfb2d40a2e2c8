"""A promotion as officers write it, in a chat or in a file: one message of labelled lines.

    Promo Lebaran
    teks: Bapak/Ibu {name}, menjelang Lebaran {offer}.
    en: Dear {name}, before Lebaran {offer}.
    tawaran: EVA 5 mm mulai Rp 3.100
    untuk: hotel, padang, pernah beli
    tombol: pesan, harga
    voucher: 5% sampai 31 Desember
    kirim: 1 Desember 09.00

A line without a label goes on with the one before it; the first line is the promotion's name.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from handlers.messages import Phrase, Value
from handlers.readers.dates import Day, read_date
from handlers.words import plain
from services.catalogue import Catalogue
from services.partners import NON_STAR
from services.promotions import (
    LONGEST,
    PLACES,
    Audience,
    Body,
    PromoButton,
    Promotion,
    PromotionState,
    unknown_places,
)
from services.vouchers import MOST_PERCENT

PLACEHOLDERS: dict[str, Value] = {place: f"{{{place}}}" for place in PLACES}
"""What our own texts write where something is filled in later."""

_LABEL = re.compile(r"\s*(?P<label>[a-z]+(?: [a-z]{2})?)\s*:\s*(?P<rest>.*)", re.IGNORECASE)
_AT = re.compile(r"(?:jam|pukul|at)?\s*(\d{1,2})[.:](\d{2})\s*$", re.IGNORECASE)
_OFF = re.compile(r"(\d{1,3}) ?% (?:sampai|until) (.+)", re.IGNORECASE)
_LABELS = {
    "teks": "text.id",
    "text": "text.id",
    "id": "text.id",
    "en": "text.en",
    "english": "text.en",
    "tawaran": "offer.id",
    "offer": "offer.id",
    "tawaran en": "offer.en",
    "offer en": "offer.en",
    "tombol": "buttons",
    "buttons": "buttons",
    "untuk": "audience",
    "for": "audience",
    "voucher": "voucher",
    "kirim": "send",
    "send": "send",
}
_BUTTONS = {
    "pesan": PromoButton.ORDER,
    "order": PromoButton.ORDER,
    "harga": PromoButton.TIERS,
    "prices": PromoButton.TIERS,
    "petugas": PromoButton.TALK,
    "bicara": PromoButton.TALK,
    "officer": PromoButton.TALK,
}
_KINDS = {
    "hotel": "hotel",
    "rumah sakit": "hospital",
    "hospital": "hospital",
    "wisma": "guest_house",
    "guest house": "guest_house",
    "reseller": "reseller",
}
_CHANNELS = ("telegram", "whatsapp")
_LANGUAGES = {"bahasa indonesia": "id", "bahasa inggris": "en", "indonesian": "id", "english": "en"}
_BOUGHT = {
    "pernah beli": True,
    "bought": True,
    "belum pernah beli": False,
    "belum pernah": False,
    "never bought": False,
}
_DORMANT = re.compile(r"(?:lama|dormant) (\d{1,4})(?: hari| days)?")
_STARS = re.compile(r"(?:bintang|star|stars) ([1-5])|([1-5]) (?:bintang|stars?)")
_LOYAL = re.compile(r"(?:setia|loyal) (\d{1,3})(?: kali| pesanan| orders)?")
_SOURCE = re.compile(r"(?:sumber|source) ([a-z0-9_-]{2,32})")


@dataclass(frozen=True, slots=True)
class Written:
    """What was written so far; `send_at` None is as soon as it is approved."""

    name: str
    body: Body
    audience: Audience
    send_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """What of it cannot be understood: a locale key, and the words it is about."""

    key: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """What the words are read against: the day, the zone, and places by word."""

    today: date
    zone: ZoneInfo
    places: Mapping[str, str]

    def read(self, text: str, before: Written | None = None) -> Written | Unread:
        """A whole promotion; with `before`, lines that change it."""
        name, fields = _fields(text)
        written = before or Written(name, Body(texts={}, offers={}), Audience())
        if name and before is not None:
            written = replace(written, name=name[:120])
        for label, value in fields:
            read = self._with(written, label, value.strip())
            if isinstance(read, Unread):
                return read
            written = read
        return _whole(written)

    def _with(self, written: Written, label: str, value: str) -> Written | Unread:
        what, _, language = label.partition(".")
        if what == "audience":
            audience = self._audience(value)
            if isinstance(audience, Unread):
                return audience
            return replace(written, audience=audience)
        if what == "send":
            return self._sent(written, value)
        if what == "voucher":
            return self._voucher(written, value)
        changed = _of_body(written.body, what, language, value)
        return changed if isinstance(changed, Unread) else _bodied(written, changed)

    def _audience(self, value: str) -> Audience | Unread:
        found = Audience()
        for word in _words(value):
            if word in ("semua", "all"):
                continue
            more = self._meant(word, found)
            if more is None:
                return Unread("promo-odd-audience", word[:60])
            found = found.model_copy(update=more)
        return found

    def _meant(self, word: str, so_far: Audience) -> dict[str, object] | None:
        if of_class := _of_class(word, so_far):
            return of_class
        if word in self.places:
            return {"places": (*so_far.places, self.places[word])}
        if word in _BOUGHT:
            return {"bought": _BOUGHT[word]}
        if word in _LANGUAGES:
            return {"language": _LANGUAGES[word]}
        if word in _CHANNELS:
            return {"channel": word}
        if found := _DORMANT.fullmatch(word):
            return {"bought": True, "dormant": int(found[1])}
        if found := _LOYAL.fullmatch(word):
            return {"bought": True, "loyal": int(found[1])}
        return {"source": found[1]} if (found := _SOURCE.fullmatch(word)) else None

    def _voucher(self, written: Written, value: str) -> Written | Unread:
        found = _OFF.fullmatch(" ".join(value.split()))
        day = read_date(found[2], self.today) if found else None
        in_time = isinstance(day, Day) and day.day >= self.today
        if found is None or not in_time or not 1 <= int(found[1]) <= MOST_PERCENT:
            return Unread("promo-odd-voucher", str(MOST_PERCENT))
        assert isinstance(day, Day)
        return _bodied(written, {"percent": int(found[1]), "until": day.day})

    def _sent(self, written: Written, value: str) -> Written | Unread:
        if plain(value) in ("sekarang", "now", "segera"):
            return replace(written, send_at=None)
        clock = _AT.search(value)
        at = time(9)
        if clock is not None:
            if int(clock[1]) > 23 or int(clock[2]) > 59:
                return Unread("promo-odd-time", value[:60])
            at = time(int(clock[1]), int(clock[2]))
        day = read_date(value[: clock.start()] if clock else value, self.today)
        if not isinstance(day, Day) or day.day < self.today:
            return Unread("promo-odd-time", value[:60])
        return replace(written, send_at=datetime.combine(day.day, at, self.zone))


def _of_class(word: str, so_far: Audience) -> dict[str, object] | None:
    if word in _KINDS:
        return {"kinds": (*so_far.kinds, _KINDS[word])}
    if word in ("non bintang", "non star"):
        return {"stars": (*so_far.stars, NON_STAR)}
    found = _STARS.fullmatch(word)
    return {"stars": (*so_far.stars, found[1] or found[2])} if found else None


def said_of(unread: Unread) -> Phrase:
    """What is said to whoever wrote it."""
    return Phrase(unread.key, {**PLACEHOLDERS, "words": unread.words})


def reader(catalogue: Catalogue, local: datetime) -> Reader:
    """What reads promotions of a workshop at a moment of its clock."""
    places = {
        word.casefold(): place.key
        for place in catalogue.delivery
        for word in (place.key, *place.words, *place.label.root.values())
    }
    return Reader(local.date(), ZoneInfo(catalogue.workshop.timezone), places)


def draft_of(written: Written, of: Promotion | None = None) -> Promotion:
    """What was written as a draft: the changed one, or a new one without a number."""
    whole = {
        "name": written.name,
        "body": written.body,
        "audience": written.audience,
        "send_at": written.send_at,
    }
    if of is not None:
        return of.model_copy(update=whole)
    new = {"id": 0, "state": PromotionState.DRAFT, "made_by": "", "made_by_id": None, "version": 1}
    return Promotion.model_validate({**new, **whole})


def _fields(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The name, and what stands behind each label, in order."""
    name: list[str] = []
    fields: list[tuple[str, str]] = []
    for line in text.strip().splitlines():
        found = _LABEL.fullmatch(line)
        label = _LABELS.get(" ".join(found["label"].casefold().split())) if found else None
        if found and label:
            fields.append((label, found["rest"]))
        elif fields:
            fields[-1] = (fields[-1][0], f"{fields[-1][1]}\n{line}")
        else:
            name.append(line)
    return " ".join(" ".join(name).split())[:120], fields


def _bodied(written: Written, changed: Mapping[str, object]) -> Written:
    return replace(written, body=written.body.model_copy(update=changed))


def _of_body(body: Body, what: str, language: str, value: str) -> dict[str, object] | Unread:
    """What a line changes of what a promotion says."""
    if what == "text":
        odd = ", ".join(unknown_places(value))[:60]
        return Unread("promo-odd-place", odd) if odd else {"texts": {**body.texts, language: value}}
    if what == "offer":
        return {"offers": {**body.offers, language: " ".join(value.split())}}
    found = [_BUTTONS.get(word) for word in _words(value)]
    if None in found:
        return Unread("promo-odd-button", value[:60])
    return {"buttons": tuple(dict.fromkeys(button for button in found if button))}


def _words(value: str) -> Iterator[str]:
    """The parts of a list, each as it is looked up."""
    for part in re.split(r"[,;\n]", value):
        if word := " ".join(part.casefold().split()):
            yield word


def _whole(written: Written) -> Written | Unread:
    """What was written, if a promotion can be sent with it."""
    texts = written.body.texts
    if not written.name:
        return Unread("promo-no-name")
    if not texts or not all(text.strip() for text in texts.values()):
        return Unread("promo-no-text")
    if any("{offer}" in text for text in texts.values()) and not written.body.offers:
        return Unread("promo-no-offer")
    if any(len(text) > LONGEST for text in texts.values()):
        return Unread("promo-too-long", str(LONGEST))
    return written
