"""Names of hotels in Padang, so that a typed name finds the one that was meant.

A list of names gathered from public pages, not a register: their star classes are unverified,
some may have closed or changed their name, and being listed says nothing about who buys.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz import fuzz, process

GOOD = 75
"""Score, of 100, from which a name is worth asking "did you mean …?"."""

_COMMON = frozenset({
    "hotel", "hotels", "padang", "kota", "the", "and", "boutique", "budget", "grand", "city",
    "beach", "prime", "premier", "premiere", "plaza", "convention", "resort", "inn", "guest",
    "house", "guesthouse", "gh", "syariah", "international", "wisma", "new",
})  # fmt: skip
"""Words too many names share: alone they find nothing."""

_SAME_BUT_FOR_A_SLIP = 90
"""Score of whole names, common words included, that need no closer look."""
_LONG_ENOUGH = 4
"""Letters from which part of a name means something."""


@dataclass(frozen=True, slots=True)
class Hotel:
    """A hotel by name. `stars` is its unverified class: "4", "non-star", None if not known.

    `also` is a name it had before, or is called by.
    """

    key: str
    name: str
    stars: str | None
    also: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A hotel that a typed name may mean; `score` from `GOOD` to 100."""

    hotel: Hotel
    score: int


class CustomerKind(StrEnum):
    """What sort of customer somebody is."""

    HOTEL = "hotel"
    HOSPITAL = "hospital"
    GUEST_HOUSE = "guest_house"
    RESELLER = "reseller"


_KINDS = (
    (CustomerKind.HOSPITAL, r"rs|rsu|rsud|rsup|rsia|rsab|rst|rumah sakit|hospital|klinik|clinic"),
    (
        CustomerKind.GUEST_HOUSE,
        r"wisma|guest ?house|gh|home ?stay|penginapan|losmen|villa|kost?|pondok wisata",
    ),
    (CustomerKind.HOTEL, r"\w*otel|resort|inn"),
    (CustomerKind.RESELLER, r"cv|pt|ud|toko|grosir|koperasi|distributor|reseller|supplier"),
)
"""Words that tell a kind, the more telling kind first: "PT … (Hotel …)" is a hotel."""


@cache
def hotels() -> tuple[Hotel, ...]:
    """Every hotel on the list."""
    table = files("services").joinpath("hotels_padang.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(table.splitlines(), delimiter="\t")
    return tuple(
        Hotel(_plain(row["name"]).replace(" ", "-"), row["name"], row["stars"] or None, row["also"])
        for row in rows
    )


@cache
def _keys() -> dict[str, str]:
    return {hotel.name.casefold(): hotel.key for hotel in hotels()}


def listed(name: str) -> str:
    """The key of the listed hotel of this very name, whatever its case; "" if there is none."""
    return _keys().get(name.casefold(), "")


@lru_cache(maxsize=256)  # a dialog looks up the same name at every step
def find(name: str, limit: int = 3) -> tuple[Match, ...]:
    """The hotels this name may mean, best first; none if nothing is near enough to ask about.

    Case, typing errors, and words such as "hotel" and "Padang" make no difference. A name that
    says it is a hospital or a company finds no hotel, however alike.
    """
    asked = _Name.of(name)
    if _told(asked.plain) in {CustomerKind.HOSPITAL, CustomerKind.RESELLER}:
        return ()
    best: dict[Hotel, tuple[int, float]] = {}
    for called, hotel in _alike(asked):
        score = round(_likeness(asked, called))
        if score >= GOOD:
            rank = (score, fuzz.ratio(asked.plain, called.plain))
            best[hotel] = max(rank, best.get(hotel, rank))
    ranked = sorted(best.items(), key=lambda found: found[1], reverse=True)
    return tuple(Match(hotel, score) for hotel, (score, _) in ranked[:limit])


def guess_kind(name: str) -> CustomerKind | None:
    """The kind of customer a name tells, by its own words or by those of the listed hotel."""
    told = _told(_plain(name))
    if told is None:
        for match in find(name, 1):
            return _told(_plain(match.hotel.name)) or CustomerKind.HOTEL
    return told


def _told(plain: str) -> CustomerKind | None:
    for kind, words in _KINDS:
        if re.search(rf"\b(?:{words})\b", plain):
            return kind
    return None


@dataclass(frozen=True, slots=True)
class _Name:
    """A name for comparing: all of it, plain, and the words that tell it from others."""

    plain: str
    telling: tuple[str, ...]
    run: str
    """What tells, in one; `sorted` the same, apart and in the order of the alphabet."""
    sorted: str

    @classmethod
    def of(cls, name: str) -> "_Name":
        plain = _plain(name)
        words = (word.removesuffix("hotel") for word in plain.split())
        telling = tuple(word for word in words if word and word not in _COMMON)
        return cls(plain, telling, "".join(telling), " ".join(sorted(telling)))


@cache
def _names() -> tuple[tuple[_Name, Hotel], ...]:
    """Every name on the list, former ones too, with the hotel it belongs to."""
    return tuple((_Name.of(n), hotel) for hotel in hotels() for n in (hotel.name, hotel.also) if n)


@cache
def _parts() -> Mapping[str, frozenset[int]]:
    """Whatever a name on the list is compared by, with the places of the names that have it."""
    found: dict[str, frozenset[int]] = {}
    for at, (name, _) in enumerate(_names()):
        for part in (*name.telling, name.plain, name.run, name.sorted):
            found[part] = found.get(part, frozenset()) | {at}
    return found


def _alike(asked: _Name) -> Iterator[tuple[_Name, Hotel]]:
    """The names on the list that have a part near one of what is asked; no other is `GOOD`."""
    parts = _parts()
    places: set[int] = set()
    for part in {*asked.telling, asked.plain, asked.run, asked.sorted}:
        near = process.extract(
            part, list(parts), scorer=fuzz.ratio, score_cutoff=GOOD - 1, limit=None
        )
        places.update(*(parts[known] for known, _, _ in near))
    return (_names()[at] for at in sorted(places))


def _plain(name: str) -> str:
    """Lower case, words apart by one space, no marks; "R.S." and "d'Dhave" are one word each."""
    joined = re.sub(r"(?<=\b[a-z])\.(?=[a-z]\b)|['\u2019`]", "", name.casefold())
    return " ".join(re.findall(r"[a-z0-9]+", joined))


def _likeness(asked: _Name, called: _Name) -> float:
    """How alike two names are, of 100, by the words that tell.

    Part of a name will do, and so will a name with more around it, if what they share is long
    enough to mean something; both count a little less than the whole.
    """
    letters = fuzz.ratio(asked.plain, called.plain)
    scores = [letters if letters >= _SAME_BUT_FOR_A_SLIP else 0]
    ours, theirs = asked.telling, called.telling
    if not ours or not theirs:
        return max(scores)
    run, their_run = asked.run, called.run
    scores.append(fuzz.ratio(run, their_run))
    scores.append(fuzz.ratio(asked.sorted, called.sorted))
    if len(run) >= _LONG_ENOUGH:
        part = min(_nearest(word, theirs) for word in ours)
        scores.append(0.95 * max(part, _nearest(run, theirs)))
    if len(their_run) >= _LONG_ENOUGH:
        scores.append(0.9 * min(_nearest(word, ours) for word in theirs))
    return max(scores)


def _nearest(word: str, words: Iterable[str]) -> float:
    return max(fuzz.ratio(word, other) for other in words)
