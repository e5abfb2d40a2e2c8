"""Partners as they are remembered, and the people among those who write whom they turn out to be.

What somebody said themself is never written over.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import (
    ColumnElement,
    Connection,
    Insert,
    RowMapping,
    String,
    and_,
    bindparam,
    case,
    func,
    insert,
    or_,
    select,
    update,
)

from handlers.messages import Address, Said
from handlers.readers.language import language_of
from services.partners import FACTS, Consent, Partner, Plan
from storage import tables
from storage.locks import lock
from storage.session import insert_new, storable

_P, _C, _G = tables.partners, tables.contacts, tables.consents
_CHANGE = (
    update(_P)
    .where(_P.c.id == bindparam("partner"))
    .values({n: bindparam(f"to_{n}") for n in (*FACTS, "listed", "changed_at")})
)
_WHOSE = or_(
    _P.c.phone == _C.c.phone, and_(_C.c.channel == "telegram", _P.c.telegram == _C.c.ext_id)
)
_LINK = (
    update(_C)
    .where(_C.c.partner_id.is_(None), select(_P.c.id).where(_WHOSE).exists())
    .values(partner_id=select(func.min(_P.c.id)).where(_WHOSE).scalar_subquery())
)
_LINKED = _P.c.id == _C.c.partner_id
_TELL = (
    update(_C)
    .where(_C.c.partner_id.is_not(None), _C.c.hotel == "")
    .values(
        hotel=select(_P.c.name).where(_LINKED).scalar_subquery(),
        kind=select(_P.c.kind).where(_LINKED).scalar_subquery(),
        listed=select(_P.c.listed).where(_LINKED).scalar_subquery(),
    )
)
_ONE = select(_P).where(_P.c.id == bindparam("id"))
_EVERY = select(_P).order_by(_P.c.id)
_LAST_ANSWERS = (
    select(_G.c.contact_id, func.max(_G.c.at).label("at")).group_by(_G.c.contact_id).subquery()
)
_WROTE = (
    select(_C.c.partner_id, _C.c.promotions, _C.c.opted_out, _C.c.asked_at, _C.c.created_at)
    .add_columns(_C.c.hotel, _C.c.kind, _C.c.phone, _C.c.language, _C.c.channel, _C.c.ext_id)
    .add_columns(_LAST_ANSWERS.c.at)
    .outerjoin(_LAST_ANSWERS, _LAST_ANSWERS.c.contact_id == _C.c.id)
    .where(or_(_C.c.partner_id.is_not(None), _C.c.hotel != ""))
    .order_by(_C.c.id)
)


_WEIGHT: Mapping[Consent, int] = {"unasked": 0, "asked": 1, "agreed": 2, "withdrawn": 3}


@dataclass(frozen=True, slots=True)
class Known:
    """A partner with what they answered about promotions, and since when it is so; one who never
    wrote has no `since`.
    """

    partner: Partner
    consent: Consent
    since: datetime | None


def every(connection: Connection) -> list[Partner]:
    """All we know of, in the order they came."""
    return [_partner(row) for row in connection.execute(_EVERY).mappings()]


def one(connection: Connection, partner_id: int) -> Partner | None:
    """The one with this id; None if there is none any more."""
    row = connection.execute(_ONE, {"id": partner_id}).mappings().first()
    return _partner(row) if row else None


def keep(connection: Connection, plan: Plan, now: datetime) -> None:
    """Write down what a plan adds; who of them has written already is known as them from now on,
    by what they said themself where they said it.
    """
    if plan.new:
        rows = [{**_row(e.partner, now), "added_at": now} for e in plan.new]
        connection.execute(insert(_P), rows)
    if plan.changed:
        changes = [
            {"partner": c.old.id} | {f"to_{n}": v for n, v in _row(c.new, now).items()}
            for c in plan.changed
        ]
        connection.execute(_CHANGE, changes)
    connection.execute(_LINK)
    connection.execute(_TELL)


def alone(connection: Connection) -> None:
    """Until the transaction ends nobody else imports partners."""
    lock(connection, "whole", [("partners", "")])


def known(connection: Connection) -> list[Known]:
    """Every partner, and everybody else who told us their hotel, with what they agreed to."""
    wrote: dict[int, list[RowMapping]] = {}
    others: list[RowMapping] = []
    for row in connection.execute(_WROTE).mappings():
        if row["partner_id"] is None:
            others.append(row)
        else:
            wrote.setdefault(row["partner_id"], []).append(row)
    found = [Known(p, *_consent(wrote.get(p.id, []))) for p in every(connection)]
    return found + [Known(_of_contact(row), *_consent([row])) for row in others]


def _consent(rows: Sequence[RowMapping]) -> tuple[Consent, datetime | None]:
    """What holds of somebody, on whichever of their channels they said it last."""
    states = [_said(row) for row in rows]
    return max(states, key=lambda one: (_WEIGHT[one[0]], one[1])) if states else ("silent", None)


def _said(row: RowMapping) -> tuple[Consent, datetime]:
    answered: datetime | None = row["at"]
    met: datetime = row["created_at"]
    if row["promotions"] and not row["opted_out"]:
        return "agreed", answered or met
    if row["opted_out"] or answered:
        return "withdrawn", answered or met
    asked: datetime | None = row["asked_at"]
    return ("asked", asked) if asked else ("unasked", met)


def _of_contact(row: RowMapping) -> Partner:
    telegram = row["ext_id"] if row["channel"] == "telegram" else ""
    return Partner(row["hotel"], row["phone"], telegram, kind=row["kind"], language=row["language"])


def _partner(row: RowMapping) -> Partner:
    return Partner(**{n: row[n] or "" for n in FACTS}, id=row["id"])


def _row(partner: Partner, now: datetime) -> dict[str, object]:
    return {
        "name": storable(partner.name, 200),
        "phone": partner.phone or None,
        "telegram": partner.telegram or None,
        "kind": partner.kind_known.value,
        "stars": partner.stars,
        "place": storable(partner.place, 80),
        "language": partner.language,
        "note": storable(partner.note),
        "listed": partner.listed,
        "changed_at": now,
    }


# ---- somebody new writes


_THEIRS = or_(
    _P.c.phone == bindparam("by_phone"),
    _P.c.telegram == bindparam("by_id"),
    _P.c.telegram == bindparam("by_handle"),
)


def _told(column: ColumnElement[str]) -> ColumnElement[str]:
    theirs = select(column).where(_THEIRS).order_by(_P.c.id).limit(1).scalar_subquery()
    return func.coalesce(theirs, "")


def recognising(connection: Connection) -> Insert:
    """The INSERT of contacts, which fills in what we know of them as partners; a row of it has
    `clues`, and in `greeted_in` the language to greet them in.
    """
    return _recognising(insert_new(connection, _C))


@cache
def _recognising(new: Insert) -> Insert:
    language = select(_P.c.language).where(_THEIRS, _P.c.language != "").limit(1).scalar_subquery()
    greeted = bindparam("greeted_in", type_=String)
    return new.values(
        partner_id=select(_P.c.id).where(_THEIRS).order_by(_P.c.id).limit(1).scalar_subquery(),
        hotel=_told(_P.c.name),
        kind=_told(_P.c.kind),
        listed=_told(_P.c.listed),
        language=case(
            (bindparam("in_words", type_=String) == "", func.coalesce(language, greeted)),
            else_=greeted,
        ),
    )


def clues(said: Said, address: Address) -> Mapping[str, str]:
    """What somebody new is recognised by, and the language their words show, "" where they show
    none: then they are greeted in the one they were imported with.
    """
    here = address.channel == "telegram"
    return {
        "by_phone": storable(said.phone, 20),
        "by_id": address.chat if here else "",
        "by_handle": storable(said.handle, 40) if here else "",
        "in_words": language_of(said.text),
    }
