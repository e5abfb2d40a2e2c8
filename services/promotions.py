"""Promotions: what one says, whom it goes to and when, and what becomes of it at each of them.

A promotion is written once and frozen for every recipient when a second officer approves it; what
changes of a hotel or a name afterwards changes no promotion that is on its way.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from services.money import Rupiah
from services.orders import PLANNERS

OPENS, CLOSES = time(8), time(17)
"""Hours of the workshop's day in which promotions go."""

EVERY = timedelta(days=7)
"""How often one person gets a promotion at most, on all their channels together."""

LONGEST = 900
"""Characters of a promotion's text at most: below a picture a chat takes 1,024, and how to stop
stands below it.
"""

ASK_EVERY = timedelta(days=30)
"""How often somebody is asked for their consent at most, unless they bring it up themselves."""

PATIENCE = timedelta(days=7)
"""How long a promotion goes on trying to reach whoever it could not be sent to at once."""

CAPPED_TRIES = 4
"""How often a promotion is sent at most to somebody from whom their channel holds it back."""

PLACES = ("name", "hotel", "offer")
"""What a text may have filled in, written as {name}."""

_PLACE = rf"\{{(?:{'|'.join(PLACES)})\}}"
_PLACES = re.compile(rf"\{{({'|'.join(PLACES)})\}}")
_UNFIT = re.compile(rf"\A{_PLACE}|{_PLACE}\s*{_PLACE}")


class PromotionState(StrEnum):
    """Where a promotion stands. Only what is sending goes; stopped and done are the end."""

    DRAFT = "draft"
    WAITING = "waiting"
    APPROVED = "approved"
    SENDING = "sending"
    PAUSED = "paused"
    STOPPED = "stopped"
    DONE = "done"


RUNNING = frozenset({PromotionState.APPROVED, PromotionState.SENDING, PromotionState.PAUSED})
"""States of promotions that go to somebody yet, if nobody stops them."""


class RecipientState(StrEnum):
    """What became of a promotion at one recipient. Uncertain: the answer to the send was lost, and
    nobody sends it again; skipped: it was never sent, and `why` says so.
    """

    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"
    SKIPPED = "skipped"
    UNCERTAIN = "uncertain"


REACHED = frozenset(
    {
        RecipientState.CLAIMED,
        RecipientState.SENT,
        RecipientState.DELIVERED,
        RecipientState.READ,
        RecipientState.UNCERTAIN,
    }
)
"""States that count as having had a promotion: it is with them, or may be."""


OPEN = frozenset({RecipientState.WAITING, RecipientState.CLAIMED})
"""States of recipients nothing has become of yet."""


class Why(StrEnum):
    """Why a promotion was not sent to somebody, or not yet.

    Template: the channel has not approved its words yet; no template: it refused them; capped: the
    channel holds promotions back from this person for now.
    """

    NO_WINDOW = "no window"
    TEMPLATE = "template"
    NO_TEMPLATE = "no template"
    CAPPED = "capped"
    TOO_LATE = "too late"
    WITHDRAWN = "withdrawn"
    UNREACHABLE = "unreachable"
    TOO_OFTEN = "too often"
    STOPPED = "stopped"
    PAUSED = "paused"
    QUIET = "quiet"


NOT_YET = frozenset({Why.PAUSED, Why.QUIET})
"""Reasons that pass: who was not written to for one of these waits on."""


class PromoButton(StrEnum):
    """What a promotion may offer to press, beside the way to stop."""

    ORDER = "order"
    TIERS = "tiers"
    TALK = "talk"


class PromotionRight(StrEnum):
    """What an officer may do about promotions."""

    SEE = "see_promotions"
    WRITE = "write_promotion"
    SUBMIT = "submit_promotion"
    APPROVE = "approve_promotion"
    REFUSE = "refuse_promotion"
    PAUSE = "pause_promotion"
    RESUME = "resume_promotion"
    STOP = "stop_promotion"


KEEPERS = PLANNERS
"""Whose promotions are to see, write, approve and end; who wrote one never approves it."""


class Picture(BaseModel):
    """The picture above a promotion, as an attachment names it."""

    model_config = ConfigDict(frozen=True)

    channel: str
    ref: str
    name: str


class Body(BaseModel):
    """What a promotion says, by language. `texts` may name {name}, {hotel} and {offer}; `offers`
    says the offer in one line. Who comes through it gets `percent` off one order `until` that day.
    """

    model_config = ConfigDict(frozen=True)

    texts: Mapping[str, str]
    offers: Mapping[str, str]
    picture: Picture | None = None
    buttons: tuple[PromoButton, ...] = (PromoButton.ORDER,)
    percent: int = 0
    until: date | None = None


class Audience(BaseModel):
    """Who is meant, of those who agreed; what is empty asks for nothing. `dormant` and `loyal`
    are for buyers: no order for so many days, at least so many orders delivered. `stars` are
    classes of `services.partners.Partner`.
    """

    model_config = ConfigDict(frozen=True)

    kinds: tuple[str, ...] = ()
    stars: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    bought: bool | None = None
    dormant: int = 0
    loyal: int = 0
    language: str = ""
    channel: str = ""
    source: str = ""


class Promotion(BaseModel):
    """One promotion: what it says, whom it is for, and when it goes; `send_at` None is at once."""

    model_config = ConfigDict(frozen=True)

    id: int
    name: str
    state: PromotionState
    body: Body
    audience: Audience
    send_at: datetime | None
    made_by: str
    made_by_id: int | None
    approved_by: str = ""
    begun_at: datetime | None = None
    ended_at: datetime | None = None
    version: int


@dataclass(frozen=True, slots=True)
class Fees:
    """What a channel takes for one promotion, in Rupiah: to somebody who wrote within 24 hours, and
    to somebody who did not.
    """

    heard: Rupiah
    unheard: Rupiah


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a promotion would go to, by channel; of them who wrote within 24 hours, who had one
    within the week and gets none, and who had this very offer before.
    """

    people: Mapping[str, int]
    heard: Mapping[str, int]
    lately: int
    same: int

    @property
    def all(self) -> int:
        return sum(self.people.values())


@dataclass(frozen=True, slots=True)
class Progress:
    """How a promotion has fared: recipients by state, and by reason where one was given."""

    states: Mapping[RecipientState, int]
    reasons: Mapping[tuple[RecipientState, str], int]
    clicked: int

    @property
    def all(self) -> int:
        return sum(self.states.values())

    @property
    def open(self) -> int:
        """Recipients nothing has become of yet."""
        return sum(self.states.get(state, 0) for state in OPEN)

    @property
    def sent(self) -> int:
        """Recipients it went to, whatever is known of its arrival."""
        return sum(self.states.get(state, 0) for state in REACHED - OPEN)


class Filled(BaseModel):
    """What is filled in for one recipient, frozen when the promotion was approved."""

    model_config = ConfigDict(frozen=True)

    language: str
    name: str = ""
    hotel: str = ""


def places_in(body: Body, language: str) -> tuple[str, ...]:
    """What is filled into the text in a language, in the order a template numbers it."""
    used = set(_PLACES.findall(_in(body.texts, language)))
    return tuple(place for place in PLACES if place in used)


def template_text(body: Body, language: str) -> str:
    """The text as WhatsApp approves it: a number stands for what is filled in."""
    numbers = {place: f"{{{{{at}}}}}" for at, place in enumerate(places_in(body, language), 1)}
    return _PLACES.sub(lambda place: numbers[place[1]], _in(body.texts, language))


def fits_template(body: Body) -> bool:
    """Whether WhatsApp may approve it: no text begins with what is filled in, none has two such
    side by side; source: Meta's guidelines for templates. How it ends, we see to.
    """
    return not any(_UNFIT.search(text.strip()) for text in body.texts.values())


def again_at(tries: int, sent_at: datetime) -> datetime | None:
    """When a promotion that was held back is tried once more: a day later, then two, then four;
    None once it was tried often enough.
    """
    return sent_at + timedelta(days=2 ** (tries - 1)) if tries < CAPPED_TRIES else None


def over(body: Body, begun_at: datetime, now: datetime, today: date) -> bool:
    """Whether it is too late for a promotion: its offer has ended, or it was tried for long."""
    return (body.until is not None and today > body.until) or now - begun_at > PATIENCE


def unknown_places(text: str) -> list[str]:
    """What a text asks to be filled in that nothing fills in."""
    return re.findall(rf"\{{(?!(?:{'|'.join(PLACES)})\}})[^{{}}]*\}}?", text)


def text_for(body: Body, filled: Filled) -> str:
    """The text as this recipient reads it; what is filled in is never filled in again."""
    values = {"name": filled.name, "hotel": filled.hotel, "offer": offer_for(body, filled)}
    text = _in(body.texts, filled.language)
    return _PLACES.sub(lambda place: values[place[1]], text)


def offer_for(body: Body, filled: Filled) -> str:
    return _in(body.offers, filled.language)


def _in(texts: Mapping[str, str], language: str) -> str:
    """The text in a language; where it was not written in that one, the first there is."""
    return texts.get(language) or next(iter(texts.values()), "")


def may_go(local: datetime) -> bool:
    """Whether promotions may go at this moment of the workshop's clock."""
    return OPENS <= local.time() < CLOSES


def may_ask(asked_at: datetime | None, now: datetime) -> bool:
    """Whether somebody may be asked for their consent without having brought it up."""
    return asked_at is None or now - asked_at >= ASK_EVERY
