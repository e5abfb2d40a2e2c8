"""The calendar in the staff chat: the coming weeks, and days that officers close or move.

A change is shown with the orders it moves before it is made; afterwards each customer it makes
wait can be told with one press.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from handlers import notices
from handlers.desk import Attempt, Token
from handlers.messages import Choice, Joint, Phrase, Prompt, Value
from handlers.readers.day_changes import DayChange, read_day_change, unpacked
from handlers.scene import Scene
from handlers.staff import capacity_picture, cards
from handlers.staff.authority import Authority, authority, refuse, valid
from services import closed_days
from services.calendar import Calendar, refitted
from services.orders import Order, OrderState, Shift
from services.promises import arrival
from services.quotes import Quote

WEEKS_SHOWN = 6
ORDERS_SHOWN = 8
"""Orders named in one message, each with its button."""

_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class _Later:
    """An order that changed days make come later."""

    order: Order
    quote: Quote
    days: tuple[tuple[date, int], ...]
    by: date


def commanded(scene: Scene, text: str) -> None:
    """Show the coming weeks; with days behind the command, what changing them would do."""
    who = authority(scene, "capacity", Shift.SET)
    if who is None:
        return
    calendar = scene.desk.calendar(scene.catalogue)
    if calendar is None:
        scene.say(Phrase("capacity-none"))
    elif not text:
        scene.say(overview(scene, calendar))
        scene.enclose(_drawn(scene, calendar))
    else:
        change = read_day_change(text, scene.today)
        if isinstance(change, str):
            scene.say(Phrase(f"capacity-{change.replace('_', '-')}"))
        else:
            _preview(scene, who, calendar, change)


def overview(scene: Scene, calendar: Calendar) -> Prompt:
    """The coming weeks, each with what is taken of it, and the days that are not as usual."""
    first = _monday(scene)
    rows: list[Value] = [Phrase("capacity-title")]
    for monday in (first + _WEEK * n for n in range(WEEKS_SHOWN)):
        begun = max(monday, scene.today)
        used, limit = calendar.load(begun, 7 - (begun - monday).days)
        values: dict[str, Value] = {"day": begun, "used": used, "limit": limit}
        rows += (Phrase("capacity-week", values), *_unusual(calendar, monday, scene.today))
    return Prompt((Joint(tuple(rows), by="\n"), Phrase("capacity-how")))


def _monday(scene: Scene) -> date:
    return scene.today - timedelta(days=scene.today.weekday())


def _drawn(scene: Scene, calendar: Calendar) -> Prompt:
    """The same weeks to look at, in a message of its own: no word waits until it is drawn."""
    reserved = scene.desk.reserved()
    data = capacity_picture.shown(scene, calendar, reserved, _monday(scene), WEEKS_SHOWN)
    picture = scene.desk.paper("capacity", data, "kapasitas.png")
    return Prompt((Phrase("capacity-picture"),), picture=picture)


def _unusual(calendar: Calendar, monday: date, today: date) -> list[Value]:
    """The days of a week that an officer set, and its holidays."""
    rows: list[Value] = []
    for day in (monday + timedelta(days=n) for n in range(7)):
        name = closed_days.name_of(day)
        if day < today:
            continue
        if day in calendar.set:
            rows.append(_day(day, calendar.limit(day)))
        elif calendar.by_weekday(day) and not calendar.limit(day):
            rows.append(Phrase("capacity-holiday", {"day": day, "name": name}))
    return rows


def _day(day: date, units: int) -> Phrase:
    key = "capacity-day" if units else "capacity-closed"
    return Phrase(key, {"day": day, "units": units})


# ---- changing days


def _preview(scene: Scene, who: Authority, calendar: Calendar, change: DayChange) -> None:
    changed = calendar.setting(change.days, change.units)
    shut = [day for day in change.days if change.units is None and not changed.limit(day)]
    if shut:
        scene.say(Phrase("capacity-day-off", {"day": shut[0]}))
        return
    later = _later(scene, changed)
    token = scene.desk.new_token(Shift.SET, 0, who.chat.address, change.packed())
    scene.say(
        Prompt(
            (_said(change, changed), *_listed(later)),
            (Choice(f"!{token}", Phrase("capacity-save"), style="primary"),),
        )
    )


def _said(change: DayChange, changed: Calendar) -> Value:
    rows: tuple[Value, ...] = tuple(_day(day, changed.limit(day)) for day in change.days[:7])
    more = (Phrase("capacity-more", {"last": change.last}),) if len(change.days) > 7 else ()
    why = (Phrase("reason-line", {"reason": change.why}),) if change.why else ()
    return Joint((*rows, *more, *why), by="\n")


def _listed(later: Sequence[_Later]) -> tuple[Value, ...]:
    """The orders that no longer fit, with their customers and their new days."""
    if not later:
        return (Phrase("capacity-all-fit"),)
    rows: tuple[Value, ...] = tuple(
        Phrase(
            "capacity-later",
            {
                "number": one.order.number,
                "hotel": one.quote.terms.wanted.hotel,
                "was": one.order.promised or one.by,
                "day": one.by,
            },
        )
        for one in later[:ORDERS_SHOWN]
    )
    more = len(later) - len(rows)
    rest = (Phrase("capacity-others", {"count": more}),) if more else ()
    return (Joint((Phrase("capacity-late-title"), *rows, *rest), by="\n"),)


def _later(scene: Scene, changed: Calendar) -> list[_Later]:
    """The orders whose days no longer hold, or that would come later than promised: also those
    that are made, and still to be packed or brought.
    """
    reserved = scene.desk.reserved()
    moved = refitted(changed, reserved, scene.today)
    found = []
    for key in dict.fromkeys(r.order_id for r in reserved):
        order = scene.desk.order(key)
        assert order is not None, "what is reserved has its order"
        quote = cards.quote_of(scene, order)
        mine = [(r.day, r.units) for r in reserved if r.order_id == key]
        days = moved.get(key) or tuple(one for one in mine if one[0] >= scene.today)
        last, _ = (days or mine)[-1]
        packed_on = scene.today if order.state is OrderState.READY else None
        by = arrival(changed, scene.catalogue, quote.terms.wanted, last, packed_on) or last
        late = order.promised is not None and by > order.promised
        if key in moved or late:
            found.append(_Later(order, quote, days, by if late else order.promised or by))
    return found


def pressed(scene: Scene, token: Token) -> None:
    """A change is made, or a customer told: each once, by who may."""
    order = scene.desk.order(token.order_id or 0)
    who = authority(scene, token.action.value, Shift(token.action), order)
    if who is None:
        return
    why = valid(scene, token, order if token.order_id else 0)
    if why or not scene.desk.spend(token):
        refuse(scene, token.action.value, why or "stale", order)
    elif order is not None:
        _tell(scene, who, order)
    else:
        _set(scene, who, unpacked(token.reason))


def _set(scene: Scene, who: Authority, change: DayChange) -> None:
    """Write the days down; what no longer fits gets other days in the same breath."""
    days = [day for day in change.days if day >= scene.today]
    if scene.desk.calendar(scene.catalogue, alone=True) is None or not days:
        scene.say(Phrase("capacity-past"))
        return
    scene.desk.set_days(days, change.units, change.why, who.officer)
    calendar = scene.desk.calendar(scene.catalogue)
    assert calendar is not None, "it was there a moment ago"
    moved = _later(scene, calendar)
    for one in moved:
        scene.desk.rebook(one.order, one.days, one.by)
    later = [m for m in moved if m.order.promised is not None and m.by > m.order.promised]
    _audit(scene, who, Shift.SET, change.packed())
    tells = tuple(
        Choice(
            "!" + scene.desk.new_token(Shift.TELL, one.order, who.chat.address),
            Phrase("capacity-tell", {"number": one.order.number.rsplit("/", 3)[0]}),
        )
        for one in later[:ORDERS_SHOWN]
    )
    message: tuple[Value, ...] = ()
    if later:
        first = later[0]
        message = (Phrase("capacity-message"), _news(first.order.number, first.by))
    scene.say(
        Prompt(
            (Phrase("capacity-saved", {"who": who.officer.name}), *_listed(later), *message), tells
        )
    )


def _news(number: str, by: date) -> Value:
    """What the customer of a moved order is told."""
    return Phrase("date-moved", {"number": number, "day": by})


def _tell(scene: Scene, who: Authority, order: Order) -> None:
    customer = cards.customer_of(scene, order)
    assert order.promised is not None, "who is told of a day has one"
    show = Choice(f"/show={order.id}", Phrase("menu-status"))
    officer = Choice("/officer", Phrase("menu-officer"))
    state = Phrase(f"state-{order.state.value}")
    notice = notices.of_order(scene.catalogue, order.number, state, whole=False)
    news = Prompt((_news(order.number, order.promised),), (show, officer), notice=notice)
    scene.tell(customer, news, about=cards.card_of(order))
    scene.say(Phrase("capacity-told", {"number": order.number, "who": customer.known_as}))
    _audit(scene, who, Shift.TELL, order.promised.isoformat(), order)
    cards.refresh(scene, order, quiet=True)


def _audit(
    scene: Scene, who: Authority, shift: Shift, reason: str, order: Order | None = None
) -> None:
    said = scene.said
    scene.desk.audit(
        Attempt(
            said.address,
            said.sender,
            shift.value,
            "done",
            order_id=order.id if order else None,
            officer_id=who.officer.id,
            reason=reason,
        )
    )
