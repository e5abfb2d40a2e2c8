"""The line to a person on a channel that lets nobody write to whom it has not heard lately."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from handlers.messages import Address
from storage import tables

_C, _O, _I, _P = tables.contacts, tables.outbox, tables.inbox, tables.parts
_LINE = select(_C.c.ext_id, _C.c.wire, _C.c.heard_at, _C.c.held, _C.c.reachable).where(
    _C.c.channel == bindparam("of"), _C.c.ext_id == bindparam("chat")
)
_SENT = select(_O.c.sent_id).where(
    _O.c.channel == bindparam("of"),
    _O.c.chat == bindparam("chat"),
    _O.c.sent_id.in_(bindparam("ids", expanding=True)),
    tables.named(_O.c.sent_id),
)
_ROWS = select(_O.c.sent_id, _O.c.id).where(
    _O.c.channel == bindparam("of"),
    _O.c.sent_id.in_(bindparam("ids", expanding=True)),
    tables.named(_O.c.sent_id),
)
_PART_ROWS = select(_P.c.sent_id, _P.c.row).where(
    _P.c.channel == bindparam("of"), _P.c.sent_id.in_(bindparam("ids", expanding=True))
)
_HEARD = select(_I.c.ext_id).where(
    _I.c.channel == bindparam("of"), _I.c.ext_id.in_(bindparam("ids", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Line:
    """The id to write to, when its owner was last heard, whether something waits for them, and
    whether anything reaches them at all.
    """

    to: str
    heard_at: datetime | None
    held: bool
    reachable: bool


def line(connection: Connection, to: Address) -> Line | None:
    """The line to a chat; None if nobody is known there."""
    row = connection.execute(_LINE, {"of": to.channel, "chat": to.chat}).first()
    return Line(row.wire or row.ext_id, row.heard_at, row.held, row.reachable) if row else None


def sent(connection: Connection, to: Address, ids: Collection[str]) -> set[str]:
    """Those of a channel's ids that are of messages we know to have gone to this chat."""
    asked = {"of": to.channel, "chat": to.chat, "ids": sorted(ids)}
    return set(connection.execute(_SENT, asked).scalars()) if ids else set()


def rows(connection: Connection, channel: str, ids: Collection[str]) -> dict[str, int]:
    """The rows of the outbox that went out under these ids of a channel's, whole or in part; for
    channels whose ids are no other's in any chat.
    """
    asked = {"of": channel, "ids": sorted(ids)}
    if not ids:
        return {}
    found = [*connection.execute(_PART_ROWS, asked), *connection.execute(_ROWS, asked)]
    return {str(sent_id): int(row) for sent_id, row in found}


def heard(connection: Connection, channel: str, ids: Collection[str]) -> set[str]:
    """Those of a channel's ids that were taken in already."""
    asked = {"of": channel, "ids": sorted(ids)}
    return set(connection.execute(_HEARD, asked).scalars()) if ids else set()
