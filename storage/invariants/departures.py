"""What goes out: in turn, wanted, and never held by a sender who died."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import and_, case, func, literal, literal_column, or_, select

from storage import tables
from storage.invariants.violation import Look, Violation, broken, heard, those
from storage.outbox import LEASE, PROMOTION_LANE, QUESTION_LANE

_C, _O = tables.contacts, tables.outbox

_UNWANTED = or_(_C.c.opted_out, ~_C.c.reachable)
_TO_THEM = and_(_C.c.channel == _O.c.channel, _C.c.ext_id == _O.c.chat)


def in_turn(look: Look) -> Iterator[Violation]:
    """I6: within a chat and a lane, no message is sent before an earlier one is.

    `sent_at` is when it was sent last, so that an earlier message counts only if it was sent but
    once: what was put back, held, or repeated may come late. A column that keeps the moment of
    the first sending would leave none out. A clock that was set back is found here, too.
    """
    once = case((_O.c.attempt - _O.c.part == 1, _O.c.sent_at))
    earlier = func.max(once).over(
        partition_by=[_O.c.channel, _O.c.chat, _O.c.lane], order_by=_O.c.id, rows=(None, -1)
    )
    sent = (
        select(_O.c.id, _O.c.sent_at, earlier.label("earlier"))
        .where(_O.c.sent_at.is_not(None), _O.c.lane > QUESTION_LANE)
        .subquery()
    )
    jumped = select(literal(_O.name), sent.c.id).where(sent.c.earlier > sent.c.sent_at)
    yield from look.find("I6", "broken-turn", jumped)


def wanted(look: Look) -> Iterator[Violation]:
    """I7: no promotion waits for, or was sent to, somebody who wants none or cannot be reached.

    When they said so is not kept, only that it was when they were last heard or before: what was
    sent a lease after that was sent against their will. For those who blocked us nothing can be
    told of what was sent. The moments of both, kept with the contact, would tell exactly.
    """
    promotion = _O.c.lane >= PROMOTION_LANE
    waits = _O.c.state.in_([literal_column("'ready'"), literal_column("'held'")])
    waiting = those(_O.c.id).join(_C, _TO_THEM).where(promotion, waits, _UNWANTED)
    yield from look.find("I7", "broken-promotion-waits", waiting)
    last = heard()
    newest = (  # grouped, so that the outbox is read once and not once for every person
        select(
            _O.c.channel,
            _O.c.chat,
            func.max(_O.c.id).label("row"),
            func.max(_O.c.sent_at).label("at"),
        )
        .where(promotion, _O.c.sent_at.is_not(None))
        .group_by(_O.c.channel, _O.c.chat)
        .cte("newest")
    )
    sent = (
        select(newest.c.row, newest.c.at, last.c.at.label("since"))
        .join(last, and_(last.c.channel == newest.c.channel, last.c.chat == newest.c.chat))
        .join(_C, and_(_C.c.channel == newest.c.channel, _C.c.ext_id == newest.c.chat))
        .where(newest.c.at > last.c.at, _C.c.opted_out)
    )
    late = (f"{_O.name} {row}" for row, at, since in look.each(sent) if _after(at, since))
    yield from broken("I7", "broken-promotion-sent", late)


def _after(sent_at: datetime, since: datetime) -> bool:
    """Whether it cannot have been under way already."""
    return sent_at > since + LEASE


def leased_briefly(look: Look) -> Iterator[Violation]:
    """I10: no lease is older than twice its time, or nobody takes up what was left behind."""
    late = (_O.c.state == literal_column("'leased'"), _O.c.lease_until < look.now - LEASE)
    yield from look.find("I10", "broken-lease", those(_O.c.id).where(*late))
