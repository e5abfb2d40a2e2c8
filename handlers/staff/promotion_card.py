"""A promotion's card: what it says and whom it reaches before it goes, how it fares after."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from handlers.desk import StaffChat
from handlers.messages import Choice, Joint, Money, Phrase, Prompt, Value
from handlers.scene import Stage
from handlers.staff.cards import class_of
from services.promotions import (
    Progress,
    Promotion,
    PromotionRight,
    PromotionState,
    RecipientState,
    Why,
    fits_template,
    may_go,
)

PRESS = "/promotion"
MATTER = "promo"

BAR = 12
"""Signs of the progress bar."""

REASONS_SHOWN = 4

EDITED = (PromotionState.DRAFT, PromotionState.WAITING)

BUTTONS: Mapping[PromotionState, tuple[str, ...]] = {
    PromotionState.DRAFT: ("preview", "submit", "stop"),
    PromotionState.WAITING: ("preview", "approve", "refuse"),
    PromotionState.APPROVED: ("stop",),
    PromotionState.SENDING: ("pause", "show"),
    PromotionState.PAUSED: ("resume", "stop"),
}
"""What can be pressed below a promotion, by where it stands."""

TOLD = (
    Why.WITHDRAWN,
    Why.UNREACHABLE,
    Why.TOO_OFTEN,
    Why.STOPPED,
    Why.NO_WINDOW,
    Why.TEMPLATE,
    Why.NO_TEMPLATE,
    Why.CAPPED,
    Why.TOO_LATE,
)
"""Reasons we give ourselves; the others are a channel's own words."""

DECIDING: Mapping[str, Literal["primary", "danger"]] = {
    "submit": "primary",
    "approve": "primary",
    "refuse": "danger",
    "stop": "danger",
}
"""The buttons that work once, and how they look."""


def refresh(stage: Stage, promotion: Promotion, *, quiet: bool = False) -> None:
    """Bring its card up to date in every staff chat, each with buttons of its own."""
    show(stage, promotion, stage.staff_chats(), quiet=quiet)


def show(
    stage: Stage, promotion: Promotion, chats: Sequence[StaffChat], *, quiet: bool = False
) -> None:
    for chat in chats:
        prompt = Prompt(_body(stage, promotion), _buttons(stage, promotion, chat))
        card = f"{MATTER}:{promotion.id}"
        stage.tell_staff(prompt, card=card, about=card, chats=[chat], quiet=quiet)


def _buttons(stage: Stage, one: Promotion, chat: StaffChat) -> tuple[Choice, ...]:
    return tuple(_button(stage, one, chat, what) for what in BUTTONS.get(one.state, ("show",)))


def _button(stage: Stage, one: Promotion, chat: StaffChat, what: str) -> Choice:
    """What decides works once, for the promotion as it stands; the rest as often as one likes."""
    label = Phrase(f"do-promo-{what}")
    if what not in DECIDING:
        return Choice(f"{PRESS}={what}.{one.id}", label)
    right = PromotionRight(f"{what}_promotion")
    token = stage.desk.new_token(right, one.id, chat.address, str(one.version))
    return Choice(f"!{token}", label, style=DECIDING[what])


def title(one: Promotion) -> Phrase:
    state = Phrase(f"promo-state-{one.state}")
    return Phrase("promo-title", {"id": one.id, "name": one.name, "state": state})


def _body(stage: Stage, one: Promotion) -> tuple[Value, ...]:
    if one.state in EDITED:
        return (title(one), *_texts(one), *_plan(stage, one))
    found = stage.desk.progress(one)
    if one.state is PromotionState.APPROVED:
        values: dict[str, Value] = {"count": found.all, "by": one.approved_by}
        return (title(one), Phrase("promo-goes", {**values, "at": _at(stage, one.send_at)}))
    return (title(one), Joint(_Fare(stage, one, found).rows(), by="\n"))


def _texts(one: Promotion) -> tuple[Value, ...]:
    return tuple(
        Phrase("promo-says", {"language": language, "text": text})
        for language, text in one.body.texts.items()
    )


def _at(stage: Stage, at: datetime | None) -> Value:
    return at.astimezone(stage.shop.zone) if at else Phrase("promo-at-once")


def _plan(stage: Stage, one: Promotion) -> tuple[Value, ...]:
    """Whom it would reach, what it costs, when it goes, and what speaks against that."""
    reach = stage.desk.reach(one, tuple(stage.shop.doors))
    rows: list[Value] = [
        Phrase("promo-audience", {"audience": _audience(stage, one)}),
        Phrase("promo-reach", {"count": reach.all}),
    ]
    for channel, count in sorted(reach.people.items()):
        rows += _on_channel(stage, one, channel, count, reach.heard.get(channel, 0))
    if one.body.until:
        off: dict[str, Value] = {"percent": one.body.percent, "until": one.body.until}
        rows.append(Phrase("source-gives", off))
    rows.append(Phrase("promo-when", {"at": _at(stage, one.send_at)}))
    if not may_go(one.send_at.astimezone(stage.shop.zone) if one.send_at else stage.local):
        rows.append(Phrase("promo-quiet"))
    if reach.lately:
        rows.append(Phrase("promo-lately", {"count": reach.lately}))
    if reach.same:
        rows.append(Phrase("promo-same", {"count": reach.same}))
    rows.append(Phrase("promo-made-by", {"who": one.made_by}))
    hint = "promo-how-to-change" if one.state is PromotionState.DRAFT else "promo-needs-second"
    return Joint(tuple(rows), by="\n"), Phrase(hint)


def _on_channel(
    stage: Stage, one: Promotion, channel: str, count: int, heard: int
) -> Iterator[Value]:
    """How many it reaches on a channel, and what that takes. Who did not write within 24 hours
    reads a channel's template, where there are fees for one.
    """
    values: dict[str, Value] = {"channel": Phrase(f"channel-{channel}"), "count": count}
    fees = stage.shop.fees.get(channel)
    if fees is None:
        yield Phrase("promo-reach-free", values)
        return
    unheard = count - heard
    cost = Money(heard * fees.heard + unheard * fees.unheard)
    yield Phrase("promo-reach-paid", {**values, "unheard": unheard, "cost": cost})
    if unheard and one.body.picture:
        yield Phrase("promo-no-picture")
    if unheard and not fits_template(one.body):
        yield Phrase("promo-unfit")


def _audience(stage: Stage, one: Promotion) -> Value:
    meant = one.audience
    places = {p.key: p.label for p in stage.catalogue.delivery}
    parts: list[Value] = [Phrase(f"kind-{kind.replace('_', '-')}") for kind in meant.kinds]
    parts += [class_of(stars) for stars in meant.stars]
    parts += [places.get(key, key) for key in meant.places]
    if meant.bought is not None and not (meant.dormant or meant.loyal):
        parts.append(Phrase("audience-bought" if meant.bought else "audience-new"))
    if meant.dormant:
        parts.append(Phrase("audience-dormant", {"days": meant.dormant}))
    if meant.loyal:
        parts.append(Phrase("audience-loyal", {"orders": meant.loyal}))
    if meant.language:
        parts.append(Phrase("audience-language", {"language": meant.language}))
    if meant.channel:
        parts.append(Phrase(f"channel-{meant.channel}"))
    if meant.source:
        parts.append(Phrase("audience-source", {"code": meant.source}))
    return Joint(tuple(parts), by=", ") if parts else Phrase("audience-all")


def fared(stage: Stage, promotion: Promotion, found: Progress) -> Phrase:
    """How many it went to, who got and read it, pressed in it, and took their consent back."""
    states = found.states
    read = states.get(RecipientState.READ, 0)
    values: dict[str, Value] = {
        "sent": found.sent,
        "arrived": states.get(RecipientState.DELIVERED, 0) + read,
        "read": read,
        "clicked": found.clicked,
        "stopped": stage.desk.withdrew_over(promotion),
    }
    return Phrase("promo-counts", values)


@dataclass(frozen=True)
class _Fare:
    """How a promotion fares, line by line."""

    stage: Stage
    promotion: Promotion
    found: Progress

    def rows(self) -> tuple[Value, ...]:
        found = self.found
        closed = found.all - found.open
        filled = closed * BAR // found.all if found.all else BAR
        bar = "▰" * filled + "▱" * (BAR - filled)
        part = closed * 100 // found.all if found.all else 100
        progress = Phrase("promo-bar", {"bar": bar, "part": part, "done": closed, "all": found.all})
        return (
            progress,
            *self._pace(closed),
            fared(self.stage, self.promotion, found),
            *self._lost(),
        )

    def _pace(self, closed: int) -> tuple[Value, ...]:
        """How many a second, and how long the rest takes at that; once it is over, nothing."""
        one = self.promotion
        if one.state is not PromotionState.SENDING or one.begun_at is None or not self.found.sent:
            return ()
        took = (self.stage.desk.now - one.begun_at).total_seconds()
        if took < 1:
            return ()
        pace = closed / took
        left = round(self.found.open / pace / 60)
        return (Phrase("promo-pace", {"pace": f"{pace:.1f}", "minutes": left}),)

    def _lost(self) -> tuple[Value, ...]:
        """What was not sent, or did not arrive, by reason: most first."""
        every = sorted(self.found.reasons.items(), key=lambda one: -one[1])[:REASONS_SHOWN]
        return tuple(
            Phrase(
                "promo-lost",
                {"state": Phrase(f"recipient-{state}"), "why": _reason(why), "count": many},
            )
            for (state, why), many in every
        )


def _reason(why: str) -> Value:
    return Phrase(f"why-{why.replace(' ', '-')}") if why in TOLD else why[:60]
