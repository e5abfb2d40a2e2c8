"""The steps of a negotiation, as they are written down and never changed."""

from dataclasses import dataclass
from enum import StrEnum

from services.money import Rupiah
from services.orders import Role


class Party(StrEnum):
    """Who took a step."""

    CUSTOMER = "customer"
    DESK = "desk"
    OFFICER = "officer"


class What(StrEnum):
    """What a step was.

    Asked: for less, or the price of a quantity. Offered: a price the customer named. Told: what
    is true anyway. Conceded and countered: a price of ours, by rule or by an officer.
    """

    ASKED = "asked"
    OFFERED = "offered"
    TOLD = "told"
    CONCEDED = "conceded"
    ESCALATED = "escalated"
    COUNTERED = "countered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    HONOURED = "honoured"
    LOST = "lost"


class Deal(StrEnum):
    """What an officer may do about a quote."""

    AGREE = "agree"
    COUNTER = "counter"
    REFUSE = "refuse"
    TALK = "talk"
    HONOUR = "honour"
    WITHDRAW = "withdraw"
    LOSE = "lose"


DEALERS = frozenset({Role.HEAD, Role.DESK})
"""Who may do any of it; only the head honours a price that is under today's floor."""


@dataclass(frozen=True, slots=True)
class QuoteEvent:
    """One step about one line (from 1; 0 is none) of a quote, at `each` Rupiah per unit.

    `quote_id` is set by writing it down. `hpp` and `floor` are those of the moment the price was
    named. `rule` says why the desk answered so; `round` counts its concessions; `name` is an
    officer's; `words` are people's own.
    """

    who: Party
    what: What
    quote_id: int = 0
    line: int = 0
    quantity: int | None = None
    each: Rupiah | None = None
    hpp: Rupiah | None = None
    floor: Rupiah | None = None
    rule: str = ""
    round: int = 0
    name: str = ""
    words: str = ""
