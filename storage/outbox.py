"""The outbox: finished messages waiting for their channel, in order within each chat.

A row goes ready -> leased -> sent, or ends uncertain, dead or cancelled. `attempt` is the
fence: whoever leased a row may mark it only as long as nobody leased it again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, exists, or_, select, update

from handlers.messages import Address, AskMembership, Spoken
from storage import codec, tables

LEASE = timedelta(seconds=60)
"""How long one delivery may take before it counts as lost."""

RESENDS = 1
"""How often a conversation's message is sent again when the answer to it was lost."""

PROMOTION_LANE = 1
"""From this lane on, a message whose answer was lost is never sent again."""

_O = tables.outbox
_P = tables.outbox.alias("ahead")
_AHEAD = and_(
    _P.c.channel == _O.c.channel,
    _P.c.chat == _O.c.chat,
    or_(
        _P.c.state == "leased",
        and_(
            _P.c.state == "ready",
            or_(_P.c.lane < _O.c.lane, and_(_P.c.lane == _O.c.lane, _P.c.id < _O.c.id)),
        ),
    ),
)
_HEADS = (
    select(_O)
    .where(
        _O.c.channel == bindparam("of"),
        _O.c.state == "ready",
        _O.c.due_at <= bindparam("now"),
        ~exists().where(_AHEAD),
    )
    .order_by(_O.c.lane, _O.c.id)
    .limit(bindparam("most"))
)
_LEASE = (
    update(_O)
    .where(_O.c.id == bindparam("row"), _O.c.state == "ready")
    .values(state="leased", attempt=_O.c.attempt + 1, lease_until=bindparam("until"))
)
_CARDS = (
    select(_O.c.chat, _O.c.card, _O.c.sent_id)
    .where(
        _O.c.channel == bindparam("of"),
        _O.c.chat.in_(bindparam("chats", expanding=True)),
        _O.c.card.in_(bindparam("cards", expanding=True)),
        _O.c.state == "sent",
    )
    .order_by(_O.c.id)
)
_MARK = (
    update(_O)
    .where(
        _O.c.id == bindparam("row"),
        _O.c.attempt == bindparam("fence"),
        _O.c.state == "leased",
    )
    .values(
        state=bindparam("to"),
        due_at=bindparam("due"),
        lost=bindparam("losses"),
        sent_id=bindparam("as_id"),
        sent_at=bindparam("at"),
        error=bindparam("why"),
    )
)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A leased message. `replaces` and `answers` are the channel's ids of earlier messages."""

    id: int
    to: Address
    lane: int
    attempt: int
    lost: int
    body: Spoken | AskMembership
    due_at: datetime
    replaces: str = ""
    answers: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """How a delivery ended.

    "ready" means: try again at `due_at`; "unreachable" is dead, and the person's fault or wish.
    `moved` is the chat's new id where the channel told us one.
    """

    parcel: Parcel
    state: str
    due_at: datetime | None = None
    sent_id: str = ""
    error: str = ""
    moved: str = ""
    lost: bool = False


def waiting(connection: Connection, channel: str, now: datetime) -> bool:
    """Whether anything could be leased now; reads only."""
    found = connection.execute(_HEADS, {"of": channel, "now": now, "most": 1}).first()
    return found is not None or _expired(connection, channel, now) is not None


def _expired(connection: Connection, channel: str, now: datetime) -> object:
    late = (_O.c.channel == channel, _O.c.state == "leased", _O.c.lease_until < now)
    return connection.execute(select(_O.c.id).where(*late).limit(1)).first()


def lease(
    connection: Connection, channel: str, now: datetime, most: int, lasts: timedelta = LEASE
) -> list[Parcel]:
    """Lease the oldest waiting message of as many chats as `most`."""
    rows = connection.execute(_HEADS, {"of": channel, "now": now, "most": most}).mappings().all()
    if not rows:
        return []
    keys = [{"row": row["id"], "until": now + lasts} for row in rows]
    connection.execute(_LEASE, keys)
    parcels = [
        Parcel(
            id=row["id"],
            to=Address(row["channel"], row["chat"]),
            lane=row["lane"],
            attempt=row["attempt"] + 1,
            lost=row["lost"],
            body=codec.parcel(row["body"]),
            due_at=row["due_at"],
        )
        for row in rows
    ]
    cards = {row["id"]: (row["card"], row["under"]) for row in rows}
    return _with_earlier(connection, channel, parcels, cards)


def _with_earlier(
    connection: Connection,
    channel: str,
    parcels: list[Parcel],
    cards: dict[int, tuple[str, str]],
) -> list[Parcel]:
    """Fill in the ids of the messages that are to be edited or answered."""
    named = sorted({name for pair in cards.values() for name in pair if name})
    if not named:
        return parcels
    chats = sorted({p.to.chat for p in parcels})
    found = connection.execute(_CARDS, {"of": channel, "chats": chats, "cards": named})
    sent = {(chat, card): sent_id for chat, card, sent_id in found if sent_id}
    return [
        replace(
            p,
            replaces=sent.get((p.to.chat, cards[p.id][0]), ""),
            answers=sent.get((p.to.chat, cards[p.id][1]), ""),
        )
        for p in parcels
    ]


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
            "losses": m.parcel.lost + m.lost,
            "as_id": m.sent_id,
            "at": now if m.state == "sent" else None,
            "why": m.error[:500],
        }
        for m in marks
    ]
    connection.execute(_MARK, rows)
    for m in marks:
        if m.state == "unreachable":
            _unreachable(connection, m.parcel.to)
        if m.moved:
            _moved(connection, m.parcel.to, m.moved)


def _unreachable(connection: Connection, to: Address) -> None:
    """Nobody is there any more: no promotion is tried again until they write."""
    c = tables.contacts
    here = (c.c.channel == to.channel, c.c.ext_id == to.chat)
    connection.execute(update(c).where(*here).values(reachable=False))
    waiting_promos = (
        _O.c.channel == to.channel,
        _O.c.chat == to.chat,
        _O.c.state == "ready",
        _O.c.lane >= PROMOTION_LANE,
    )
    connection.execute(update(_O).where(*waiting_promos).values(state="cancelled"))


def _moved(connection: Connection, to: Address, chat: str) -> None:
    for table in (tables.staff_chats, _O, tables.tokens, tables.members):
        here = (table.c.channel == to.channel, table.c.chat == to.chat)
        connection.execute(update(table).where(*here).values(chat=chat))


def lost(parcel: Parcel, error: str) -> Mark:
    """A delivery whose answer never came: asked again, sent once more, or left uncertain.

    An edit or a question may be repeated freely: the second changes nothing.
    """
    harmless = isinstance(parcel.body, AskMembership) or bool(parcel.replaces)
    again = harmless or (parcel.lane < PROMOTION_LANE and parcel.lost < RESENDS)
    return Mark(parcel, "ready" if again else "uncertain", error=error, lost=True)


def recover(
    connection: Connection, channel: str, now: datetime, *, everything: bool = False
) -> int:
    """Take up what was leased and never marked: its sender died, the message may have gone out.

    `everything` takes leases up that still run, too. Returns how many there were.
    """
    late = [_O.c.channel == channel, _O.c.state == "leased"]
    if not everything:
        late.append(_O.c.lease_until < now)
    rows = connection.execute(select(_O).where(*late)).mappings().all()
    marks = [
        lost(
            Parcel(
                id=row["id"],
                to=Address(row["channel"], row["chat"]),
                lane=row["lane"],
                attempt=row["attempt"],
                lost=row["lost"],
                body=codec.parcel(row["body"]),
                due_at=row["due_at"],
            ),
            "the sender stopped before the answer",
        )
        for row in rows
    ]
    mark(connection, marks, now)
    return len(rows)
