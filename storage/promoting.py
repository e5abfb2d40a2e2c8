"""Promotions on their way: who gets one next, and whether that is still right when it goes.

Recipients are claimed in small sets: claimed, and put into the outbox's lane for promotions, in
one transaction. Once more, at the very send, `objection` is asked while nobody else can write.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    Connection,
    RowMapping,
    and_,
    bindparam,
    func,
    insert,
    or_,
    select,
    true,
    update,
)

from handlers.messages import Address
from handlers.promotions import ABOUT, NOTICE, letter
from handlers.scene import Shop
from services.promotions import (
    EVERY,
    PATIENCE,
    REACHED,
    RUNNING,
    Body,
    Filled,
    Progress,
    PromotionState,
    RecipientState,
    Why,
    over,
)
from storage import codec, contents, tables
from storage.locks import lock
from storage.outbox import PROMOTION_LANE, drop_promotions
from storage.recipients import follow, reason

A_SET = 50
"""Recipients claimed at once."""

LOW = 40
"""Fewer messages of promotions than this in a channel's outbox, and the next set is claimed."""

A_DAY = timedelta(hours=24)

ASKS_AGAIN = timedelta(minutes=1)
"""How often we look whether a channel has approved the words of a promotion."""

SHOWN_EVERY = timedelta(seconds=6)
"""How often officers see the progress anew: a group takes 20 messages a minute."""

_C, _O, _P, _R = tables.contacts, tables.outbox, tables.promotions, tables.recipients
_REACHED = sorted(state.value for state in REACHED)
_DUE = and_(_P.c.state == PromotionState.APPROVED.value, _P.c.send_at <= bindparam("now"))
_BY_NOW = or_(_R.c.not_before.is_(None), _R.c.not_before <= bindparam("now"))
_OPEN = (RecipientState.WAITING.value, RecipientState.CLAIMED.value)
_SOME = select(_R.c.contact_id).where(_R.c.promotion_id == _P.c.id, _R.c.state.in_(_OPEN))
_SENDING = _P.c.state == PromotionState.SENDING.value
_OVER = and_(_SENDING, ~_SOME.exists())
_ANY_DUE = select(_P.c.id).where(or_(_DUE, _SENDING)).limit(1)
_ANY_OVER = select(_P.c.id).where(_OVER).limit(1)
_BEGIN = (
    update(_P)
    .where(_DUE)
    .values(
        state=PromotionState.SENDING.value,
        version=_P.c.version + 1,
        begun_at=bindparam("now", type_=tables.Moment),
    )
)
_IN_OUTBOX = select(func.count(_O.c.id)).where(
    _O.c.channel == bindparam("of"), _O.c.lane >= PROMOTION_LANE, tables.waits(_O)
)
_NEXT = (
    select(_R.c.promotion_id, _R.c.contact_id, _R.c["values"], _P.c.body)
    .add_columns(_C.c.channel, _C.c.ext_id, _C.c.phone)
    .add_columns(_C.c.promotions, _C.c.opted_out, _C.c.reachable, _C.c.heard_at, _P.c.begun_at)
    .join(_P, _P.c.id == _R.c.promotion_id)
    .join(_C, _C.c.id == _R.c.contact_id)
    .where(
        _P.c.state == PromotionState.SENDING.value,
        _R.c.state == RecipientState.WAITING.value,
        _BY_NOW,
        _C.c.channel == bindparam("of"),
    )
    .order_by(_R.c.promotion_id, _R.c.contact_id)
    .limit(bindparam("most"))
    .with_for_update(of=_R, skip_locked=True)
)
_KIN = select(_C.c.id, _C.c.phone).where(_C.c.phone.in_(bindparam("phones", expanding=True)))
_LATELY = select(_R.c.promotion_id, _R.c.contact_id).where(
    _R.c.contact_id.in_(bindparam("people", expanding=True)),
    _R.c.at > bindparam("since"),
    _R.c.state.in_(_REACHED),
)
_REACH = (
    select(func.count(_R.c.contact_id.distinct()))
    .join(_C, _C.c.id == _R.c.contact_id)
    .where(_C.c.channel == bindparam("of"), _R.c.at > bindparam("since"))
    .where(_R.c.state.in_(_REACHED))
)
_SETTLE = (
    update(_R)
    .where(_R.c.promotion_id == bindparam("of"), _R.c.contact_id == bindparam("who"))
    .values(
        state=bindparam("to"),
        why=bindparam("because"),
        outbox_id=bindparam("row"),
        at=bindparam("now", type_=tables.Moment),
        not_before=bindparam("later", type_=tables.Moment),
    )
)
_FINISH = (
    update(_P)
    .where(_OVER)
    .values(
        state=PromotionState.DONE.value,
        version=_P.c.version + 1,
        ended_at=bindparam("now", type_=tables.Moment),
    )
)
_SHOW = (
    update(_P)
    .where(
        _P.c.state.in_((PromotionState.SENDING.value, PromotionState.DONE.value)),
        or_(
            _P.c.shown_at.is_(None),
            and_(_P.c.state == PromotionState.SENDING.value, _P.c.shown_at < bindparam("since")),
            _P.c.shown_at < _P.c.ended_at,
        ),
    )
    .values(shown_at=bindparam("now", type_=tables.Moment))
    .returning(_P.c.id)
)
_SEND = (
    select(_C.c.promotions, _C.c.opted_out, _C.c.reachable, _P.c.state)
    .select_from(_R)
    .join(_C, _C.c.id == _R.c.contact_id)
    .join(_P, _P.c.id == _R.c.promotion_id)
    .where(_R.c.outbox_id == bindparam("row"))
    .with_for_update(read=True, of=(_C, _P))
)
_COUNTS = (
    select(_R.c.state, _R.c.why, func.count().label("many"), func.count(_R.c.clicked_at))
    .where(_R.c.promotion_id == bindparam("of"))
    .group_by(_R.c.state, _R.c.why)
)


# ---- before it goes


def freeze(
    connection: Connection, promotion: int, people: Iterable[tuple[int, Filled]], now: datetime
) -> None:
    """Write down whom a promotion goes to and what is filled in for each, by contact id; it is
    part of its approval, and nothing is filled in again.
    """
    rows = [
        {
            "promotion_id": promotion,
            "contact_id": contact,
            "values": filled.model_dump(mode="json"),
            "state": RecipientState.WAITING.value,
            "at": now,
        }
        for contact, filled in people
    ]
    if rows:
        connection.execute(insert(_R), rows)


def due(connection: Connection, now: datetime, *, hours: bool) -> bool:
    """Whether any promotion is to be looked after; reads only. Outside the hours for promotions
    these are the ones that have nobody left, and end.
    """
    found = connection.execute(_ANY_DUE if hours else _ANY_OVER, {"now": now})
    return found.first() is not None


def to_show(connection: Connection, now: datetime) -> Sequence[int]:
    """The promotions whose progress officers are to see anew; the next look finds them shown."""
    return connection.execute(_SHOW, {"now": now, "since": now - SHOWN_EVERY}).scalars().all()


@dataclass(frozen=True, slots=True)
class Rules:
    """What a channel lets us do unasked: write to `reach` people in 24 hours, and in words of our
    own only for `window` after somebody's last word, else in words it approved; None where it does
    not mind.
    """

    reach: int | None = None
    window: timedelta | None = None


FREE = Rules()


@dataclass(frozen=True, slots=True)
class Fed:
    """How many were claimed, and how many messages waited in the outbox before."""

    claimed: int = 0
    waited: int = 0


def feed(
    connection: Connection, channel: str, shop: Shop, now: datetime, rules: Rules = FREE
) -> Fed:
    """Claim the next set of a channel's recipients and put their messages into the outbox.

    Outside the hours for promotions none begins and nobody is claimed. What has nobody left ends.
    """
    hours = shop.promotes_at(now)
    if hours:
        connection.execute(_BEGIN, {"now": now})
    waits = connection.execute(_IN_OUTBOX, {"of": channel}).scalar_one()
    most = A_SET if hours and waits < LOW else 0
    if rules.reach is not None and most:
        lately = {"of": channel, "since": now - A_DAY}
        most = min(most, max(0, rules.reach - connection.execute(_REACH, lately).scalar_one()))
    next_ = {"of": channel, "most": most, "now": now}
    found = connection.execute(_NEXT, next_).mappings().all()
    claimed = _claim(connection, found, shop, now, rules) if found else 0
    if not waits and not found:
        connection.execute(_FINISH, {"now": now})
    return Fed(claimed, waits)


def _claim(
    connection: Connection,
    rows: Sequence[RowMapping],
    shop: Shop,
    now: datetime,
    rules: Rules,
) -> int:
    bodies = _bodies(rows)
    late = {row["promotion_id"] for row in rows if _late(bodies, row, shop, now)}
    words, had = _Words(connection, rows, now, rules), _Had(connection, rows, now)
    whys = [(row, _against(row, late) or words.why(row) or had.why(row)) for row in rows]
    goes = [row for row, why in whys if why is None]
    lock(connection, "tells", {(row["channel"], row["ext_id"]) for row in goes})
    ids = iter(_post(connection, goes, bodies, shop, now))
    settled = [
        {
            "of": row["promotion_id"],
            "who": row["contact_id"],
            "to": _settled(why).value,
            "because": why.value if why else "",
            "row": None if why else next(ids),
            "now": now,
            "later": now + ASKS_AGAIN if why is Why.TEMPLATE else None,
        }
        for row, why in whys
    ]
    connection.execute(_SETTLE, settled)
    return len(goes)


def _bodies(rows: Sequence[RowMapping]) -> dict[int, Body]:
    raw = {row["promotion_id"]: row["body"] for row in rows}
    return {promotion: Body.model_validate(body) for promotion, body in raw.items()}


def _late(bodies: Mapping[int, Body], row: RowMapping, shop: Shop, now: datetime) -> bool:
    today = now.astimezone(shop.zone).date()
    return over(bodies[row["promotion_id"]], row["begun_at"], now, today)


def _post(
    connection: Connection,
    rows: Sequence[RowMapping],
    bodies: Mapping[int, Body],
    shop: Shop,
    now: datetime,
) -> Sequence[int]:
    """Write the messages; returns the ids of their rows, in order."""
    if not rows:
        return []
    out = []
    for row in rows:
        promotion = row["promotion_id"]
        filled = Filled.model_validate(row["values"])
        spoken = shop.voice.speak(letter(promotion, bodies[promotion], filled), filled.language)
        out.append(
            {
                "channel": row["channel"],
                "chat": row["ext_id"],
                "lane": PROMOTION_LANE,
                "body": codec.outgoing(spoken),
                "about": f"{ABOUT}{promotion}",
                "due_at": now,
            }
        )
    statement = insert(_O).returning(_O.c.id, sort_by_parameter_order=True)
    return connection.execute(statement, out).scalars().all()


def _against(row: RowMapping, late: Collection[int] = ()) -> Why | None:
    """What of the person themselves, or of a promotion that is too late, speaks against it."""
    if not row["reachable"]:
        return Why.UNREACHABLE
    if not row["promotions"] or row["opted_out"]:
        return Why.WITHDRAWN
    return Why.TOO_LATE if late and row["promotion_id"] in late else None


def _settled(why: Why | None) -> RecipientState:
    """Where somebody stands of whom it was just asked what speaks against a promotion to them."""
    if why is Why.TEMPLATE:
        return RecipientState.WAITING
    return RecipientState.SKIPPED if why else RecipientState.CLAIMED


class _Words:
    """In which words a channel takes a promotion to somebody now: in ours, or in approved ones."""

    def __init__(
        self,
        connection: Connection,
        rows: Sequence[RowMapping],
        now: datetime,
        rules: Rules,
    ) -> None:
        self._now = now
        self._window = rules.window
        names = {_template(row) for row in rows if self._shut(row)}
        self._approvals = contents.approvals(connection, names) if names else {}

    def why(self, row: RowMapping) -> Why | None:
        """Why none does; the template of a promotion that nobody has judged yet is waited for."""
        if not self._shut(row):
            return None
        said = self._approvals.get(_template(row), "")
        if said == contents.APPROVED:
            return None
        return Why.NO_TEMPLATE if said in contents.REFUSED else Why.TEMPLATE

    def _shut(self, row: RowMapping) -> bool:
        heard = row["heard_at"]
        return self._window is not None and (heard is None or self._now - heard >= self._window)


def _template(row: RowMapping) -> str:
    """What the words of a promotion in somebody's language are called at their channel."""
    return contents.name(f"{NOTICE}{row['promotion_id']}", row["values"]["language"])


def to_approve(
    connection: Connection, channel: str, now: datetime
) -> Sequence[tuple[int, str, Body]]:
    """Promotions that go, or will, to somebody on a channel, each in their languages; and those
    that went lately: they may yet go on for somebody from whom they were held back.
    """
    language = _R.c["values"]["language"].as_string()
    goes = and_(_P.c.state.in_(sorted(RUNNING)), _R.c.state.in_(_OPEN))
    went = and_(_P.c.state == PromotionState.DONE.value, _P.c.ended_at > now - 2 * PATIENCE)
    found = (
        select(_P.c.id, language.label("language"))
        .join(_R, _R.c.promotion_id == _P.c.id)
        .join(_C, _C.c.id == _R.c.contact_id)
        .where(_C.c.channel == channel, or_(goes, went))
        .distinct()
    )
    wanted = connection.execute(found.order_by(_P.c.id, "language")).all()
    asked = select(_P.c.id, _P.c.body).where(_P.c.id.in_({row.id for row in wanted}))
    bodies = {row.id: Body.model_validate(row.body) for row in connection.execute(asked)}
    return [(row.id, row.language, bodies[row.id]) for row in wanted]


class _Had:
    """Who had a promotion lately, on whichever of their channels."""

    def __init__(self, connection: Connection, rows: Sequence[RowMapping], now: datetime) -> None:
        phones = sorted({row["phone"] for row in rows if row["phone"]})
        kin = connection.execute(_KIN, {"phones": phones}).all() if phones else []
        self._kin: dict[str, set[int]] = {}
        for contact, phone in kin:
            self._kin.setdefault(phone, set()).add(contact)
        people = {row["contact_id"] for row in rows} | {contact for contact, _ in kin}
        lately = {"people": sorted(people), "since": now - EVERY}
        self._had = {tuple(row) for row in connection.execute(_LATELY, lately)}

    def why(self, row: RowMapping) -> Why | None:
        """Whether this one would come too soon after another; if not, it counts from now on."""
        mine = (row["promotion_id"], row["contact_id"])
        same = self._kin.get(row["phone"], set()) | {row["contact_id"]}
        if any(contact in same for had, contact in self._had if (had, contact) != mine):
            return Why.TOO_OFTEN
        self._had.add(mine)
        return None


# ---- as it goes


def objection(connection: Connection, row: int, to: Address, *, hour: bool) -> Why | None:
    """Why this message must not go now after all; None where nothing speaks against it.

    `hour` says whether it is one for promotions. Asked while nobody else can write what it looks
    at: whoever withdraws, or pauses, does so after the send has begun, or the send does not begin.
    """
    found = connection.execute(_SEND, {"row": row}).mappings().first()
    if found is None:
        return _of_no_promotion(connection, to)
    if why := _against(found):
        return why
    if found["state"] != PromotionState.SENDING:
        return Why.STOPPED if found["state"] == PromotionState.STOPPED else Why.PAUSED
    return None if hour else Why.QUIET


def _of_no_promotion(connection: Connection, to: Address) -> Why | None:
    here = (_C.c.channel == to.channel, _C.c.ext_id == to.chat)
    asked = select(_C.c.opted_out, _C.c.reachable).where(*here).with_for_update(read=True)
    found = connection.execute(asked).first()
    if found is None or (found.reachable and not found.opted_out):
        return None
    return reason(reachable=found.reachable)


def withdraw_elsewhere(connection: Connection, phones: Collection[str]) -> None:
    """Somebody with this number wants no promotions: on none of their channels."""
    theirs = and_(_C.c.phone.in_(sorted(phones)), _C.c.promotions == true())
    withdrawn = update(_C).where(theirs).values(promotions=False)
    found = connection.execute(withdrawn.returning(_C.c.channel, _C.c.ext_id)).all()
    for channel, chat in found:
        drop_promotions(connection, Address(channel, chat), Why.WITHDRAWN)


# ---- what officers do about it


def pause(connection: Connection, promotion: int) -> bool:
    """Send no more of it until it is resumed; false where it was not being sent."""
    done = _turn(connection, promotion, PromotionState.PAUSED, (PromotionState.SENDING,))
    if done:
        _take_back(connection, promotion, Why.PAUSED)
    return done


def resume(connection: Connection, promotion: int) -> bool:
    """Go on where it was paused."""
    return _turn(connection, promotion, PromotionState.SENDING, (PromotionState.PAUSED,))


def stop(connection: Connection, promotion: int, now: datetime) -> bool:
    """Send no more of it for good; who has not had it is skipped."""
    done = _turn(connection, promotion, PromotionState.STOPPED, RUNNING)
    if done:
        ended = update(_P).where(_P.c.id == promotion).values(ended_at=now)
        connection.execute(ended)
        _take_back(connection, promotion, Why.STOPPED)
        waits = and_(_R.c.promotion_id == promotion, _R.c.state == RecipientState.WAITING.value)
        skipped = {"state": RecipientState.SKIPPED.value, "why": Why.STOPPED.value}
        connection.execute(update(_R).where(waits).values(skipped))
    return done


def _turn(
    connection: Connection, promotion: int, to: PromotionState, from_: Collection[PromotionState]
) -> bool:
    stands = and_(_P.c.id == promotion, _P.c.state.in_(sorted(s.value for s in from_)))
    turned = update(_P).where(stands).values(state=to.value, version=_P.c.version + 1)
    return connection.execute(turned).rowcount == 1


def _take_back(connection: Connection, promotion: int, why: Why) -> None:
    """Take back what of it waits in the outbox and has not been handed to its channel."""
    mine = select(_R.c.outbox_id).where(
        _R.c.promotion_id == promotion, _R.c.state == RecipientState.CLAIMED.value
    )
    waits = (_O.c.id.in_(mine), _O.c.state == "ready")
    back = update(_O).where(*waits).values(state="cancelled", error=why.value)
    follow(connection, connection.execute(back.returning(_O.c.id)).scalars().all())


def progress(connection: Connection, promotion: int) -> Progress:
    """Counted from the table itself, in one query."""
    states: dict[RecipientState, int] = {}
    reasons: dict[tuple[RecipientState, str], int] = {}
    clicked = 0
    for name, why, many, clicks in connection.execute(_COUNTS, {"of": promotion}):
        state = RecipientState(name)
        states[state] = states.get(state, 0) + many
        clicked += clicks
        if why:
            reasons[state, why] = many
    return Progress(states, reasons, clicked)
