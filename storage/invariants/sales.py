"""What was ordered: drafts, quotes and orders agree, and so do their amounts."""

import re
from collections.abc import Iterator

from pydantic import ValidationError
from sqlalchemy import Integer, Text, and_, case, cast, func, or_, select, tuple_

from services.documents import DocumentKind
from services.haggling import What
from services.orders import OrderState
from services.quotes import QuoteState, Terms
from storage import tables
from storage.invariants.violation import Look, Violation, broken, those

_C, _D, _Q, _O = tables.contacts, tables.dialogs, tables.quotes, tables.orders
_BOX, _STAFF, _OFFICERS = tables.outbox, tables.staff_chats, tables.officers

_NUMBER = re.compile(rf"(\d+)/{DocumentKind.SO}/[^/\s]+/[IVX]+/(\d{{4}})")


def agreed(look: Look) -> Iterator[Violation]:
    """I2: every order has its draft and its accepted quote, the reverse, and the same customer;
    revisions follow each other, and what ended a quote is written down; no number is missing; an
    arrival made it; staff chats have its card, its customer an answer.
    """
    yield from _drafts(look)
    yield from _quotes(look)
    yield from _revisions(look)
    yield from _missing_numbers(look)
    yield from _unasked(look)
    yield from _without_card(look)
    yield from _unanswered(look)


def _drafts(look: Look) -> Iterator[Violation]:
    quoted = select(_Q.c.id).where(_Q.c.dialog_id == _D.c.id).exists()
    apart = those(_D.c.id).where((_D.c.outcome == "submitted") != quoted)
    yield from look.find("I2", "broken-draft-quote", apart)
    theirs = _D.c.contact_id == _C.c.id
    in_hand = select(_D.c.id).where(_D.c.id == _C.c.dialog_id, theirs, _D.c.outcome == "going")
    lost = those(_C.c.id).where(_C.c.dialog_id != "", ~in_hand.exists())
    yield from look.find("I2", "broken-draft-in-hand", lost)


def _quotes(look: Look) -> Iterator[Violation]:
    ordered = select(_O.c.id).where(_O.c.quote_id == _Q.c.id).exists()
    apart = those(_Q.c.id).where((_Q.c.state == QuoteState.ACCEPTED.value) != ordered)
    yield from look.find("I2", "broken-quote-order", apart)
    replaced = select(_D.c.replaces).where(_D.c.replaces.is_not(None), _D.c.outcome == "submitted")
    orphans = those(_Q.c.id).where(
        _Q.c.state == QuoteState.SUPERSEDED.value, _Q.c.id.not_in(replaced)
    )
    yield from look.find("I2", "broken-quote-replaced", orphans)
    others = (
        those(_Q.c.id)
        .join(_D, _D.c.id == _Q.c.dialog_id)
        .outerjoin(_O, _O.c.quote_id == _Q.c.id)
        .where(or_(_D.c.contact_id != _Q.c.contact_id, _O.c.contact_id != _Q.c.contact_id))
    )
    yield from look.find("I2", "broken-quote-customer", others)


def _revisions(look: Look) -> Iterator[Violation]:
    """A revision has taken the place of the one before it; a quote that was lost or withdrawn says
    who did it, and only such a one.
    """
    before = _Q.alias("before")
    passed = select(before.c.id).where(
        before.c.base == _Q.c.base,
        before.c.revision == _Q.c.revision - 1,
        before.c.state == QuoteState.SUPERSEDED.value,
    )
    apart = those(_Q.c.id).where(_Q.c.revision > 0, ~passed.exists())
    yield from look.find("I2", "broken-quote-revision", apart)
    e = tables.quote_events
    ends = ((QuoteState.LOST, What.LOST), (QuoteState.WITHDRAWN, What.WITHDRAWN))
    unsaid = [
        (_Q.c.state == state.value)
        != select(e.c.id).where(e.c.quote_id == _Q.c.id, e.c.what == what.value).exists()
        for state, what in ends
    ]
    yield from look.find("I2", "broken-quote-event", those(_Q.c.id).where(or_(*unsaid)))


def _missing_numbers(look: Look) -> Iterator[Violation]:
    """A number is given in the transaction that uses it, so there are as many as were given."""
    n = tables.counters
    years = cast(func.substr(_Q.c.base, func.length(_Q.c.base) - 3, 4), Integer)
    first = case((_Q.c.revision == 0, 1), else_=0)
    per_year = {
        DocumentKind.SO.value: select(_O.c.year, func.count(), func.max(_O.c.sequence)),
        DocumentKind.QUO.value: select(years, func.sum(first), func.sum(first)),
    }
    found = {
        (kind, year, count, last)
        for kind, statement in per_year.items()
        for year, count, last in look.connection.execute(
            statement.group_by(statement.selected_columns[0])
        )
    }
    given = {
        (row.kind, row.year, row.last, row.last)
        for row in look.connection.execute(select(n).where(n.c.kind.in_(per_year)))
    }
    apart = sorted({(kind, year) for kind, year, *_ in found ^ given})
    yield from broken("I2", "broken-numbers", (f"{n.name} {k}/{year}" for k, year in apart))


def _unasked(look: Look) -> Iterator[Violation]:
    """What one batch does bears one moment: that of an order is that of an arrival."""
    i = tables.inbox
    moments = select(i.c.channel, i.c.received_at).where(i.c.state == "done")
    unasked = (
        those(_O.c.id)
        .join(_C, _C.c.id == _O.c.contact_id)
        .where(tuple_(_C.c.channel, _O.c.placed_at).not_in(moments))
    )
    yield from look.find("I2", "broken-order-unasked", unasked)


def _without_card(look: Look) -> Iterator[Violation]:
    """A staff chat that moved left its cards behind under its old id, which is a staff chat's no
    more; which moved is not kept, so any such chat of the channel may be the one. Chats of
    officers who were dismissed get none.
    """
    s = _STAFF
    left = (
        select(_BOX.c.channel, _BOX.c.chat)
        .where(tables.named(_BOX.c.card))
        .except_(select(s.c.channel, s.c.chat))
        .cte("left_behind")
    )
    this = and_(_BOX.c.card == "order:" + cast(_O.c.id, Text), tables.named(_BOX.c.card))
    here = and_(_BOX.c.channel == s.c.channel, _BOX.c.chat == s.c.chat, this)
    before = and_(_BOX.c.channel == left.c.channel, _BOX.c.chat == left.c.chat, this)
    moved = select(_BOX.c.id).select_from(left).join(_BOX, before)
    dismissed = (
        select(_OFFICERS.c.id)
        .join(_C, _C.c.id == _OFFICERS.c.contact_id)
        .where(_C.c.channel == s.c.channel, _C.c.ext_id == s.c.chat, ~_OFFICERS.c.active)
        .correlate(s)
    )
    due = or_(s.c.linked_at < _O.c.placed_at, _O.c.state == OrderState.PENDING.value)
    lacking = (
        those(_O.c.id)
        .select_from(_O)
        .join(s, due)
        .where(
            ~select(_BOX.c.id).where(here).exists(),
            ~moved.where(left.c.channel == s.c.channel).correlate(_O, s).exists(),
            ~dismissed.exists(),
        )
        .distinct()
    )
    yield from look.find("I2", "broken-order-card", lacking)


def _unanswered(look: Look) -> Iterator[Violation]:
    """The answer to an order bears its number; nothing else says that a message is that answer."""
    waiting: dict[tuple[int, int, int], int] = {
        (row.contact_id, row.year, row.sequence): row.id
        for row in look.each(select(_O.c.contact_id, _O.c.year, _O.c.sequence, _O.c.id))
    }
    body = cast(_BOX.c.body, Text)
    said = (
        select(_C.c.id, body)
        .join(_BOX, and_(_BOX.c.channel == _C.c.channel, _BOX.c.chat == _C.c.ext_id))
        .where(body.contains(f"/{DocumentKind.SO}/"))
    )
    for contact, text in look.each(said):
        for sequence, year in _NUMBER.findall(text):
            waiting.pop((contact, int(year), int(sequence)), None)
    silent = (f"{_O.name} {key}" for key in sorted(waiting.values()))
    yield from broken("I2", "broken-order-answer", silent)


def once(look: Look) -> Iterator[Violation]:
    """I3: one draft is one quote, and one quote is one order."""
    for key, what in (
        (_Q.c.dialog_id, "broken-draft-twice"),
        (_O.c.quote_id, "broken-quote-twice"),
    ):
        again = select(key).group_by(key).having(func.count() > 1)
        twice = those(key.table.c.id).where(key.in_(again))
        yield from look.find("I3", what, twice)


def to_the_rupiah(look: Look) -> Iterator[Violation]:
    """I4: the terms of a quote are whole Rupiah, add up to its total, and are above the floor,
    and so is every price that was given while somebody bargained.

    There is no ledger yet that could balance. Prices are not worked out anew: a later release
    may count differently, and what was offered stands.
    """
    wrong: dict[str, list[str]] = {}
    terms = select(_Q.c.id, _Q.c.total, cast(_Q.c.terms, Text))
    for key, total, written in look.each(terms):
        if what := _mistake(total, written):
            wrong.setdefault(what, []).append(f"{_Q.name} {key}")
    for what, rows in wrong.items():
        yield from broken("I4", what, rows)
    e = tables.quote_events
    yield from look.find("I4", "broken-floor", those(e.c.id).where(e.c.each < e.c.floor))


def _mistake(total: object, written: str) -> str:
    """What is wrong with a quote's amounts; "" if nothing is."""
    try:
        terms = Terms.model_validate_json(written, strict=True)
    except ValidationError:
        return "broken-terms"
    if not isinstance(total, int) or terms.total != total:
        return "broken-total"
    below = any(line.each < line.floor or line.quantity < 1 for line in terms.lines)
    return "broken-floor" if below else ""
