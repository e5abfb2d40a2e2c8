"""Where customers come from, and which orders count for it.

A source is anything that leads somebody into the chat: a promotion, a link, a code on a carton,
a creator's word. Coming through one is a touch; touches are never changed.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from services.money import Rupiah
from services.orders import PLANNERS, OrderState
from services.vouchers import Offer

WINDOW = timedelta(days=90)
"""How long before an order a touch still counts for it: hotels reorder slippers every month or
quarter, so what is older did not bring this order."""

HOPPING = 4
"""Different sources one person may come through within a day before their order; from this many
on they try codes, and the order counts for none."""

_CODE = re.compile(r"(?!q_\d+$)[a-z0-9][a-z0-9_-]{1,31}")
"""What links take, but for the codes on quotations."""

_DAY = timedelta(days=1)
_NOTHING = Rupiah(0)

KEEPERS = PLANNERS
"""Whose sources are to see, make and stop."""


class SourceKind(StrEnum):
    """What led them here."""

    PROMOTION = "promotion"
    LINK = "link"
    REFERRAL = "referral"
    INFLUENCER = "influencer"
    FAIR = "fair"
    CARTON = "carton"


class SourceRight(StrEnum):
    """What an officer may do with sources; making one decides whom an order is credited to."""

    SEE = "see_sources"
    MAKE = "make_source"
    STOP = "stop_source"


@dataclass(frozen=True, slots=True)
class Source:
    """One way in. `code` is lower-case and unique; `owner` is the contact who gets the credit,
    `owner_phone` their number where it is known; `promotion` the id of the promotion it carries.
    """

    id: int
    kind: SourceKind
    code: str
    label: str
    made_at: datetime
    active: bool = True
    owner: int | None = None
    owner_phone: str = ""
    promotion: int | None = None
    offer: Offer | None = None


@dataclass(frozen=True, slots=True)
class Touch:
    """Somebody came in through a source, at an aware moment."""

    contact: int
    source: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Won:
    """An order as it counts: who placed it, and what it is worth."""

    order: int
    contact: int
    phone: str
    total: Rupiah
    state: OrderState
    placed_at: datetime
    paid: Rupiah = _NOTHING


class Doubt(StrEnum):
    """Why an order counts for no source."""

    SELF = "self"
    HOPPING = "hopping"


@dataclass(frozen=True, slots=True)
class Credit:
    """What an order owes to sources: the first and the last within the window; None where there
    is none. With a doubt it counts for neither.
    """

    first: int | None = None
    last: int | None = None
    doubt: Doubt | None = None


@dataclass
class Result:
    """What one source brought: people who came, orders they placed, and Rupiah.

    `paid` is what officers noted as come in. `taken_back` was rejected or cancelled, and is in
    none of the sums; `doubtful` neither.
    """

    people: int = 0
    quotes: int = 0
    orders: int = 0
    ordered: Rupiah = _NOTHING
    delivered: int = 0
    paid: Rupiah = _NOTHING
    first_orders: int = 0
    taken_back: int = 0
    doubtful: int = 0


@dataclass(frozen=True)
class Findings:
    """What came of all sources, by source; `unknown` counts orders no source led to."""

    by_source: Mapping[int, Result] = field(default_factory=dict)
    unknown: int = 0


def well_formed(code: str) -> str:
    """The code as it is kept, lower-case; "" for what cannot be one: links take no other signs."""
    written = code.strip().casefold()
    return written if _CODE.fullmatch(written) else ""


def code_of(label: str) -> str:
    """A code made of a label: "Pameran UMKM 2026" -> "pameran-umkm-2026"; "" where none is left."""
    return well_formed(re.sub(r"[^a-z0-9]+", "-", label.casefold()).strip("-")[:24].rstrip("-"))


def credit(order: Won, touches: Sequence[Touch], sources: Mapping[int, Source]) -> Credit:
    """Which sources an order counts for, from all touches of whoever placed it, in any order."""
    since = order.placed_at - WINDOW
    mine = sorted(
        (t for t in touches if t.contact == order.contact and since <= t.at <= order.placed_at),
        key=lambda t: t.at,
    )
    if not mine:
        return Credit()
    lately = {t.source for t in mine if t.at > order.placed_at - _DAY}
    first, last = mine[0].source, mine[-1].source
    if len(lately) >= HOPPING:
        return Credit(first, last, Doubt.HOPPING)
    if any(_is_owner(order, sources.get(key)) for key in (first, last)):
        return Credit(first, last, Doubt.SELF)
    return Credit(first, last)


def _is_owner(order: Won, source: Source | None) -> bool:
    """Whether somebody orders through their own code, perhaps on their other channel."""
    if source is None or source.owner is None:
        return False
    same_phone = bool(order.phone) and order.phone == source.owner_phone
    return order.contact == source.owner or same_phone


_ENDED = frozenset({OrderState.REJECTED, OrderState.CANCELLED})


def findings(
    orders: Iterable[Won],
    touches: Iterable[Touch],
    sources: Mapping[int, Source],
    people: Mapping[int, int],
    quotes: Mapping[int, int],
) -> Findings:
    """What each source brought. `people` and `quotes` are counted by source already; an order's
    amount counts for the last source, and the first is told beside it.
    """
    of: dict[int, list[Touch]] = defaultdict(list)
    for touch in touches:
        of[touch.contact].append(touch)
    found = {key: Result(people.get(key, 0), quotes.get(key, 0)) for key in sources}
    unknown = 0
    for order in orders:
        given = credit(order, of[order.contact], sources)
        if given.last is None or given.last not in found:
            unknown += order.state not in _ENDED
            continue
        _add(found, order, given)
    return Findings(found, unknown)


def _add(found: dict[int, Result], order: Won, given: Credit) -> None:
    assert given.last is not None
    result = found[given.last]
    if order.state in _ENDED:
        result.taken_back += 1
        return
    if given.doubt is not None:
        result.doubtful += 1
        return
    result.orders += 1
    result.ordered = Rupiah(result.ordered + order.total)
    result.delivered += order.state is OrderState.DELIVERED
    result.paid = Rupiah(result.paid + order.paid)
    if given.first in found:
        found[given.first].first_orders += 1
