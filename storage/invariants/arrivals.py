"""What came in: kept once, and answered."""

from collections.abc import Iterator

from sqlalchemy import (
    String,
    and_,
    cast,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    tuple_,
)

from storage import tables
from storage.invariants.violation import Look, Violation, heard, those
from storage.outbox import FAILED, QUESTION_LANE

_I, _S, _C, _O = tables.inbox, tables.screens, tables.contacts, tables.outbox
_STAFF = tables.staff_chats
_B = tables.inbox.alias("before")

_STATES = ("ready", "leased", "sent", "uncertain", "dead", "cancelled", "held")


def kept_once(look: Look) -> Iterator[Violation]:
    """I1: an acknowledged inbound is one inbox row with one outcome, explained if it is a bad one.

    Only who heard us acknowledge it can tell whether a row is missing (`lines.heard`); of the
    desk's own messenger we can tell ourselves, for what people wrote stands on its screens.
    """
    explained = or_(
        and_(_I.c.state == "done", _I.c.error == ""),
        and_(_I.c.state.in_(["aside", "excess", "failed"]), _I.c.error != ""),
    )
    yield from look.find("I1", "broken-inbox-outcome", those(_I.c.id).where(~explained))
    again = and_(_B.c.channel == _I.c.channel, _B.c.ext_id == _I.c.ext_id, _B.c.id < _I.c.id)
    yield from look.find("I1", "broken-inbox-twice", those(_I.c.id).where(exists().where(again)))
    if look.settled:
        here = tuple_(_S.c.chat, cast(_S.c.id, String)).in_(select(_I.c.chat, _I.c.ext_id))
        unheard = those(_S.c.id).where(_S.c.sender != "", ~here)
        yield from look.find("I1", "broken-inbox-unheard", unheard)


def answered(look: Look) -> Iterator[Violation]:
    """I5: whoever speaks to us in private is met and answered, and what we answer ends well or
    with a reason.

    No row says which arrival it answers. What can be told is that something was made for the
    chat since it was last heard: a message is never due before it is made. Silent is only what
    goes to the officers instead (a talk is open for longer than until now), what officers say,
    and what nobody meant for us in a group. Outbox rows that named the arrival they come from
    would tell of every single one.
    """
    yield from _met_and_answered(look)
    yield from look.find(
        "I5", "broken-message-state", those(_O.c.id).where(_O.c.state.not_in(_STATES))
    )
    silent = (_O.c.state.in_(["dead", "uncertain"]), _O.c.error == "", _O.c.progress != FAILED)
    yield from look.find("I5", "broken-message-unexplained", those(_O.c.id).where(*silent))
    # Only who has the mark has their messages released when they write.
    waits = and_(_C.c.channel == _O.c.channel, _C.c.ext_id == _O.c.chat, _C.c.held)
    for_ever = those(_O.c.id).where(_O.c.state == literal_column("'held'"), ~exists().where(waits))
    yield from look.find("I5", "broken-message-held", for_ever)
    if look.settled:
        yield from look.find("I5", "broken-message-waits", those(_O.c.id).where(tables.waits(_O)))


def _met_and_answered(look: Look) -> Iterator[Violation]:
    last = heard()
    person = and_(_C.c.channel == last.c.channel, _C.c.ext_id == last.c.chat)
    here = and_(_STAFF.c.channel == last.c.channel, _STAFF.c.chat == last.c.chat)
    unmet = select(literal(_I.name), last.c.row).where(
        ~last.c.chat.startswith("-"),  # a group of Telegram's
        ~exists().where(person),
        ~exists().where(here),
    )
    yield from look.find("I5", "broken-person-unmet", unmet)
    told = (
        select(_O.c.channel, _O.c.chat, func.max(_O.c.due_at).label("at"))
        .where(_O.c.lane > QUESTION_LANE)
        .group_by(_O.c.channel, _O.c.chat)
        .cte("told")
    )
    unanswered = (
        those(_C.c.id)
        .join(last, person)
        .outerjoin(told, and_(told.c.channel == _C.c.channel, told.c.chat == _C.c.ext_id))
        .where(
            or_(told.c.at.is_(None), told.c.at < last.c.at),
            or_(_C.c.talk_until.is_(None), _C.c.talk_until < last.c.at),
            _C.c.id.not_in(select(tables.officers.c.contact_id)),
        )
    )
    yield from look.find("I5", "broken-person-unanswered", unanswered)
