"""The outbox: finished messages waiting for their channel, in order within each chat.

A row goes ready -> leased -> sent, or ends uncertain, dead or cancelled. `attempt` is the
fence: whoever leased a row may mark it only as long as nobody leased it again.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import (
    Boolean,
    Connection,
    RowMapping,
    String,
    and_,
    bindparam,
    case,
    exists,
    literal_column,
    or_,
    select,
    update,
)

from handlers.messages import Address, AskMembership, Errand, Spoken
from services.promotions import Why
from storage import codec, tables
from storage.moves import move
from storage.recipients import follow, reason
from storage.session import Row, insert_new

LEASE = timedelta(seconds=60)
"""How long one delivery may take before it counts as lost."""

RESENDS = 1
"""How often a conversation's message is sent again when the answer to it was lost."""

REPEATS = 12
"""How often what may be repeated freely is, and what its senders died over; then it must not
hold its chat up any longer.
"""

QUESTION_LANE = -1
"""Questions to the channel itself: nobody sees them, so they wait for no message of their chat."""

PROMOTION_LANE = 1
"""From this lane on, a message whose answer was lost is never sent again."""

FAILED, AGAIN = "failed", "again"
"""Progress of a message that did not arrive: for good, or to be sent once more. It may be told
before the channel has answered that it took the message.
"""

_O = tables.outbox
_P = tables.outbox.alias("ahead")
_LEASED = _O.c.state == literal_column("'leased'")
_HELD = _O.c.state == literal_column("'held'")
"""Literal, because that is how SQLite knows that the partial index will do."""

_ANY_LANE = 99
_TO = bindparam("to", type_=String)
_AS_ID = bindparam("as_id", type_=String)
_DUE = bindparam("due", type_=tables.Moment)

_AHEAD = and_(
    _P.c.channel == _O.c.channel,
    _P.c.chat == _O.c.chat,
    _P.c.lane > QUESTION_LANE,
    _O.c.lane > QUESTION_LANE,
    tables.waits(_P),
    or_(
        _P.c.state == "leased",
        and_(
            _P.c.state == "ready",
            or_(_P.c.lane < _O.c.lane, and_(_P.c.lane == _O.c.lane, _P.c.id < _O.c.id)),
            # What did not arrive has lost its turn: nobody waits until it is tried again.
            or_(_P.c.failures == 0, _P.c.due_at <= bindparam("now")),
        ),
    ),
)
_HEADS = (
    select(_O)
    .where(
        _O.c.channel == bindparam("of"),
        tables.waits(_O),
        _O.c.state == "ready",
        _O.c.due_at <= bindparam("now"),
        _O.c.lane <= bindparam("upto"),
        ~exists().where(_AHEAD),
    )
    .order_by(_O.c.lane, _O.c.id)
    .limit(bindparam("most"))
)
_CLAIM = _HEADS.with_for_update(of=_O, skip_locked=True)
"""Asked again of each row once nobody else holds it: what another sender has leased meanwhile is
no head any more. SQLite's writer is alone anyway."""

_LEASE = (
    update(_O)
    .where(_O.c.id == bindparam("row"), _O.c.state == "ready")
    .values(state="leased", attempt=_O.c.attempt + 1, lease_until=bindparam("until"))
)
_ALL_LEASED = and_(_O.c.channel == bindparam("of"), _LEASED)
_LATE = and_(_ALL_LEASED, _O.c.lease_until < bindparam("now"))
_LATE_ROWS = select(_O.c.id).where(_LATE)
_EVERY_LATE = select(_O).where(_LATE)
_EVERY_LEASED = select(_O).where(_ALL_LEASED)
_CARDS = (
    select(_O.c.chat, _O.c.card, _O.c.sent_id)
    .where(
        _O.c.channel == bindparam("of"),
        _O.c.chat.in_(bindparam("chats", expanding=True)),
        _O.c.card.in_(bindparam("cards", expanding=True)),
        tables.named(_O.c.card),
        _O.c.state == "sent",
    )
    .order_by(_O.c.id)
)
_OUTDATE = (
    update(_O)
    .where(
        _O.c.channel == bindparam("of"),
        _O.c.chat == bindparam("where"),
        _O.c.card == bindparam("named"),
        tables.named(_O.c.card),
        _O.c.quiet.is_(True),
        _O.c.state == "ready",
    )
    .values(state="cancelled")
)
_AGAIN = and_(_O.c.progress == AGAIN, _TO != "held", _TO != "dead")
_THERE = and_(_TO == "uncertain", _O.c.progress != "")
_FAULTY = or_(_O.c.progress == AGAIN, _O.c.progress == FAILED)
# An id belongs to the chat the message went to: in one that moved meanwhile it is another's. That
# of an earlier try is kept until there is a newer: it must not be found and taken for that.
_MARK = (
    update(_O)
    .where(
        _O.c.id == bindparam("row"),
        _O.c.attempt == bindparam("fence"),
        _O.c.state == "leased",
    )
    .values(
        state=case(
            (_O.c.progress == FAILED, "dead"), (_AGAIN, "ready"), (_THERE, "sent"), else_=_TO
        ),
        progress=case(
            (_O.c.progress == AGAIN, ""),
            (and_(bindparam("more", type_=Boolean), _O.c.progress != FAILED), ""),
            else_=_O.c.progress,
        ),
        due_at=case((and_(_AGAIN, _O.c.due_at > _DUE), _O.c.due_at), else_=_DUE),
        lost=case((and_(_AGAIN, _TO == "sent"), 0), else_=bindparam("losses")),
        part=case((_AGAIN, 0), else_=bindparam("parts")),
        sent_id=case(
            (_O.c.chat != bindparam("went"), ""), (_AS_ID == "", _O.c.sent_id), else_=_AS_ID
        ),
        sent_at=case(
            (and_(_AGAIN, _O.c.part > 0), None), else_=bindparam("at", type_=tables.Moment)
        ),
        error=case((_FAULTY, _O.c.error), else_=bindparam("why")),
    )
)
"""What was told of a message before its channel answered counts now: whether it goes again, all
of it; is dead; or is there, though the answer was lost. News of one part end with it."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A leased message. `replaces` and `answers` are the channel's ids of earlier messages;
    `part` counts the parts of it that are out already.
    """

    id: int
    to: Address
    lane: int
    attempt: int
    lost: int
    body: Spoken | Errand
    due_at: datetime
    replaces: str = ""
    answers: str = ""
    part: int = 0
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """How a delivery ended.

    "ready" means: try again at `due_at`, or go on with the next part where there is `more`;
    "unreachable" is dead, and the person's fault or wish; "held" waits for the person, who had
    not written by `since`. `moved` is the chat's new id where the channel told us one; `body` is
    what went out where that was not what was leased: the other parts are cut from the same words.
    """

    parcel: Parcel
    state: str
    due_at: datetime | None = None
    sent_id: str = ""
    error: str = ""
    moved: str = ""
    lost: bool = False
    more: bool = False
    since: datetime | None = None
    body: Spoken | Errand | None = None


def waiting(
    connection: Connection,
    channel: str,
    now: datetime,
    in_hand: Collection[int] = (),
    *,
    promotions: bool = True,
) -> bool:
    """Whether anything could be leased or taken up now, promotions included or not; reads only."""
    upto = _ANY_LANE if promotions else PROMOTION_LANE - 1
    asked = {"of": channel, "now": now, "most": 1, "upto": upto}
    found = connection.execute(_HEADS, asked).first()
    if found is not None:
        return True
    late = connection.execute(_LATE_ROWS, {"of": channel, "now": now}).scalars()
    return not set(late) <= set(in_hand)


def lease(
    connection: Connection,
    channel: str,
    now: datetime,
    most: int,
    lasts: timedelta = LEASE,
    *,
    promotions: int | None = None,
) -> list[Parcel]:
    """Lease the oldest waiting message of as many chats as `most`, promotions last; where a number
    of `promotions` is told, so many beside those.
    """
    whole = most if promotions is None else most + promotions
    upto = PROMOTION_LANE - 1 if promotions == 0 else _ANY_LANE
    asked = {"of": channel, "now": now, "most": whole, "upto": upto}
    heads = connection.execute(_CLAIM, asked).mappings().all()
    talk = [r for r in heads if r["lane"] < PROMOTION_LANE][:most]
    promos = [r for r in heads if r["lane"] >= PROMOTION_LANE][:promotions]
    there = (Address(channel, r["chat"]) for r in promos)
    unwanted = {to.chat for to in _drop_unwanted(connection, there)}
    rows = [*talk, *(r for r in promos if r["chat"] not in unwanted)]
    if not rows:
        return []
    keys = [{"row": row["id"], "until": now + lasts} for row in rows]
    connection.execute(_LEASE, keys)
    return _parcels(connection, channel, rows, tries=1)


def _parcels(
    connection: Connection, channel: str, rows: Sequence[RowMapping], *, tries: int
) -> list[Parcel]:
    """The parcels of rows that have been leased `tries` times since they were read."""
    earlier = _earlier(connection, channel, rows)
    return [
        Parcel(
            id=row["id"],
            to=Address(row["channel"], row["chat"]),
            lane=row["lane"],
            attempt=row["attempt"] + tries,
            lost=row["lost"],
            body=_readdressed(codec.parcel(row["body"]), Address(row["channel"], row["chat"])),
            due_at=row["due_at"],
            replaces=earlier.get((row["chat"], row["card"]), ""),
            answers=earlier.get((row["chat"], row["under"]), ""),
            part=row["part"],
            quiet=row["quiet"],
        )
        for row in rows
    ]


def _readdressed(body: Spoken | Errand, to: Address) -> Spoken | Errand:
    """A question about a chat follows it when it moves."""
    if isinstance(body, AskMembership) and body.to != to:
        return replace(body, to=to, said=replace(body.said, address=to))
    return body


def _earlier(
    connection: Connection, channel: str, rows: Sequence[RowMapping]
) -> dict[tuple[str, str], str]:
    """The channel's ids of the cards that are to be edited or answered, by chat and card."""
    named = sorted({name for row in rows for name in (row["card"], row["under"]) if name})
    if not named:
        return {}
    chats = sorted({row["chat"] for row in rows})
    found = connection.execute(_CARDS, {"of": channel, "chats": chats, "cards": named})
    return {(chat, card): sent_id for chat, card, sent_id in found if sent_id}


def mark(connection: Connection, marks: Sequence[Mark], now: datetime) -> None:
    """Write down how deliveries ended."""
    if not marks:
        return
    rows = [
        {
            "row": m.parcel.id,
            "fence": m.parcel.attempt,
            "to": "dead" if m.state == "unreachable" else m.state,
            "due": m.due_at or m.parcel.due_at,
            "losses": 0 if m.more else m.parcel.lost + m.lost,
            "parts": m.parcel.part + m.more,
            "more": m.more,
            "went": m.parcel.to.chat,
            "as_id": m.sent_id,
            "at": now if m.state == "sent" else None,
            "why": m.error[:500],
        }
        for m in marks
    ]
    connection.execute(_MARK, rows)
    follow(connection, [m.parcel.id for m in marks if m.parcel.lane >= PROMOTION_LANE])
    out = [
        {"row": m.parcel.id, "sent_id": m.sent_id, "channel": m.parcel.to.channel}
        for m in marks
        if m.more and m.sent_id
    ]
    if out:
        connection.execute(insert_new(connection, tables.parts), out)
    for m in marks:
        _follow_up(connection, m)
    _drop_unwanted(connection, (m.parcel.to for m in marks if m.parcel.lane >= PROMOTION_LANE))


def _follow_up(connection: Connection, m: Mark) -> None:
    """What the end of a delivery means for more than its own row."""
    if m.state == "unreachable":
        unreachable(connection, m.parcel.to)
    if m.since is not None:
        _hold(connection, m.parcel, m.since)
    if m.body is not None:
        _reword(connection, m.parcel, m.body)
    if m.state == "cancelled" and isinstance(m.parcel.body, Spoken) and m.parcel.body.passing:
        _unasked(connection, m.parcel.to)
    if m.moved:
        move(connection, m.parcel.to, Address(m.parcel.to.channel, m.moved))


def _reword(connection: Connection, parcel: Parcel, body: Spoken | Errand) -> None:
    mine = update(_O).where(_O.c.id == parcel.id, _O.c.attempt == parcel.attempt)
    connection.execute(mine.values(body=codec.outgoing(body)))


def _unasked(connection: Connection, to: Address) -> None:
    """What asks in passing asks whether they want promotions, and they never saw it."""
    c = tables.contacts
    here = (c.c.channel == to.channel, c.c.ext_id == to.chat)
    connection.execute(update(c).where(*here).values(asked_at=None))


def _hold(connection: Connection, parcel: Parcel, since: datetime) -> None:
    """Keep a message for the person's next word, unless they have just written."""
    c = tables.contacts
    here = (c.c.channel == parcel.to.channel, c.c.ext_id == parcel.to.chat)
    silent = or_(c.c.heard_at.is_(None), c.c.heard_at <= since)
    mine = (_O.c.id == parcel.id, _O.c.attempt == parcel.attempt, _O.c.state == "held")
    waits = update(c).where(*here, silent, exists().where(*mine)).values(held=True)
    if connection.execute(waits).rowcount == 0:
        connection.execute(update(_O).where(*mine).values(state="ready"))


def outdate(connection: Connection, rows: Sequence[Row]) -> list[Row]:
    """Take quiet edits back that still wait when newer ones of their cards are about to follow:
    chats limit how many we may send. Returns what is left of the new ones.
    """
    cards = {(r["channel"], r["chat"], r["card"]): at for at, r in enumerate(rows) if r["card"]}
    if cards:
        keys = [{"of": channel, "where": chat, "named": card} for channel, chat, card in cards]
        connection.execute(_OUTDATE, keys)
    return [
        r
        for at, r in enumerate(rows)
        if not (r["quiet"] and cards.get((r["channel"], r["chat"], r["card"]), at) > at)
    ]


def release(connection: Connection, to: Address, now: datetime) -> None:
    """Let go what is held for this chat."""
    here = (_O.c.channel == to.channel, _O.c.chat == to.chat, _HELD)
    connection.execute(update(_O).where(*here).values(state="ready", due_at=now))


def unreachable(connection: Connection, to: Address) -> None:
    """Nobody is there any more: no promotion is tried again until they write."""
    c = tables.contacts
    here = (c.c.channel == to.channel, c.c.ext_id == to.chat)
    connection.execute(update(c).where(*here).values(reachable=False))
    drop_promotions(connection, to, Why.UNREACHABLE)


def drop_promotions(connection: Connection, to: Address, why: Why) -> None:
    """Take back the promotions that wait for somebody who wants none, or is not there."""
    promos = (_O.c.channel == to.channel, _O.c.chat == to.chat, _O.c.lane >= PROMOTION_LANE)
    for waits in ((tables.waits(_O), _O.c.state == "ready"), (_HELD,)):
        dropped = update(_O).where(*promos, *waits).values(state="cancelled", error=why.value)
        follow(connection, connection.execute(dropped.returning(_O.c.id)).scalars().all())


def _drop_unwanted(connection: Connection, promotions: Iterable[Address]) -> set[Address]:
    """The people among these who want no promotion, or are not there; what waits is taken back."""
    c = tables.contacts
    unwanted = set()
    for to in set(promotions):
        here = (c.c.channel == to.channel, c.c.ext_id == to.chat)
        wants_none = select(c.c.reachable).where(*here, or_(c.c.opted_out, ~c.c.reachable))
        reachable = connection.execute(wants_none).scalar_one_or_none()
        if reachable is not None:
            drop_promotions(connection, to, reason(reachable=reachable))
            unwanted.add(to)
    return unwanted


def lost(parcel: Parcel, error: str, *, stopped: bool = False) -> Mark:
    """A delivery whose answer never came: asked again, sent once more, or left uncertain.

    An edit or a question may be repeated: the second changes nothing. If the sender itself has
    `stopped`, nothing may have been sent at all, however often that happened before.
    """
    harmless = not isinstance(parcel.body, Spoken) or bool(parcel.replaces)
    talk = parcel.lane < PROMOTION_LANE
    resends = REPEATS if harmless or (talk and stopped) else RESENDS if talk else 0
    again = parcel.lost < resends
    return Mark(parcel, "ready" if again else "uncertain", error=error, lost=True)


def recover(
    connection: Connection,
    channel: str,
    now: datetime,
    in_hand: Collection[int] = (),
    *,
    everything: bool = False,
) -> int:
    """Take up what was leased and never marked: its sender died, the message may have gone out.

    What the caller has `in_hand` is left to it, however late: its lease ran out over a slow
    commit, a sleeping machine or a clock that was set. `everything` takes leases up that still
    run, too. Returns how many there were.
    """
    if everything:
        found = connection.execute(_EVERY_LEASED, {"of": channel})
    else:
        found = connection.execute(_EVERY_LATE, {"of": channel, "now": now})
    rows = [row for row in found.mappings() if row["id"] not in in_hand]
    left = _parcels(connection, channel, rows, tries=0)
    why = "the sender stopped before the answer"
    mark(connection, [lost(p, why, stopped=True) for p in left], now)
    return len(rows)


def give_back(
    connection: Connection, channel: str, in_hand: Collection[int], now: datetime
) -> None:
    """Let go of what is leased and in nobody's hands: its lease was written, and the answer that
    it was never came. It has not gone out.
    """
    mine = (_O.c.channel == channel, _LEASED, _O.c.id.not_in(sorted(in_hand)))
    rows = connection.execute(select(_O).where(*mine)).mappings().all()
    mark(connection, [Mark(p, "ready") for p in _parcels(connection, channel, rows, tries=0)], now)
