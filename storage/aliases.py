"""Whose id is this? Some channels know one person by several ids: WhatsApp by a phone number and
by an id of its own, and it may show either or both.

A contact is kept under the id it was met by first. An id of the channel's own belongs to one
person for ever; a phone number may pass to somebody else, who must not meet the orders of
whoever had it before, nor be sent what is meant for them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    bindparam,
    case,
    delete,
    insert,
    select,
    update,
)

from handlers.messages import Address, Said
from storage import tables

_A, _C = tables.aliases, tables.contacts
_HERE = _A.c.channel.in_(bindparam("channels", expanding=True))
_KNOWN = select(_A).where(_HERE, _A.c.alias.in_(bindparam("ids", expanding=True)))
_OF = select(_A).where(_HERE, _A.c.ext_id.in_(bindparam("ids", expanding=True)))
"""Not as pairs: of those SQLite looks for more than one through the whole table. What is found
beyond them belongs to an id of the same name elsewhere, and does no harm."""
_FORGET = delete(_A).where(_A.c.channel == bindparam("of"), _A.c.alias == bindparam("id"))
_PASSED_ON = (
    update(_C)
    .where(_C.c.channel == bindparam("of"), _C.c.ext_id == bindparam("former"))
    .values(
        wire=case((_C.c.wire == bindparam("number"), bindparam("other")), else_=_C.c.wire),
        phone=case((_C.c.phone == bindparam("number"), ""), else_=_C.c.phone),
    )
)


def recognised(connection: Connection, said: Sequence[Said]) -> list[Said]:
    """Everything said, under the ids its speakers are known by; ids that are new are kept."""
    before = _rows(connection, _KNOWN, {i for s in said for i in _ids(s)})
    before |= _rows(connection, _OF, {whose for s in said for whose in _doubtful(s, before)})
    known = dict(before)
    speakers = [_speaker(s, known) for s in said]
    changed = {i: whose for i, whose in known.items() if before.get(i) != whose}
    if changed:
        _keep(connection, changed)
        _pass_on(connection, {i: before[i] for i in changed if i in before}, known)
    return [_under(s, whose, known) for s, whose in zip(said, speakers, strict=True)]


def canonical(connection: Connection, ids: Collection[Address]) -> Mapping[Address, Address]:
    """The addresses contacts are known by, for those ids that are theirs."""
    return _rows(connection, _KNOWN, ids)


def _ids(said: Said) -> list[Address]:
    """All ids of the speaker; none where the channel has but one a person."""
    if said.aliases is None:
        return []
    return [Address(said.address.channel, i) for i in (said.sender, *said.aliases)]


def _own(said: Said) -> list[Address]:
    """The ids that are never another's."""
    return [i for i in _ids(said) if i.chat != said.phone]


def _rows(
    connection: Connection, statement: Select[Any], addresses: Collection[Address]
) -> dict[Address, Address]:
    asked = {
        "channels": sorted({a.channel for a in addresses}),
        "ids": sorted({a.chat for a in addresses}),
    }
    rows = connection.execute(statement, asked) if addresses else ()
    return {Address(r.channel, r.alias): Address(r.channel, r.ext_id) for r in rows}


def _doubtful(said: Said, known: Mapping[Address, Address]) -> set[Address]:
    """The contacts who may have had the speaker's number before."""
    own = {known.get(i) for i in _own(said)}
    return {known[i] for i in _ids(said) if i in known and own - {known[i]}}


def _speaker(said: Said, known: dict[Address, Address]) -> Address:
    """Whose words these are; from now on their ids are known as theirs."""
    ids, own = _ids(said), _own(said)
    if not ids:
        return said.address
    whose = next((known[i] for i in own if i in known), None) or _by_phone(ids, known)
    whose = whose or (own[0] if any(i in known for i in ids) else ids[0])
    known |= dict.fromkeys(ids, whose)
    return whose


def _by_phone(ids: Sequence[Address], known: Mapping[Address, Address]) -> Address | None:
    """Whoever has this phone number, unless another id of theirs tells that it was passed on."""
    whose = next((known[i] for i in ids if i in known), None)
    if whose is None or len(ids) == 1:
        return whose
    others = {i for i, owner in known.items() if owner == whose} - set(ids)
    return None if others else whose


def _keep(connection: Connection, changed: Mapping[Address, Address]) -> None:
    connection.execute(_FORGET, [{"of": i.channel, "id": i.chat} for i in changed])
    rows = [
        {"channel": i.channel, "alias": i.chat, "ext_id": whose.chat}
        for i, whose in changed.items()
    ]
    connection.execute(insert(_A), rows)


def _pass_on(
    connection: Connection, former: Mapping[Address, Address], known: Mapping[Address, Address]
) -> None:
    """Write to those who had these numbers under another id of theirs, if they have one: their
    own rather than a number, which sorts before it.
    """
    left = {known[i]: i.chat for i in sorted(known, key=lambda i: i.chat)}
    rows = [
        {"of": i.channel, "former": whose.chat, "number": i.chat, "other": left[whose]}
        for i, whose in former.items()
        if whose in left
    ]
    if rows:
        connection.execute(_PASSED_ON, rows)


def _under(said: Said, whose: Address, known: Mapping[Address, Address]) -> Said:
    """What was said, under the id its speaker is known by; a number that turned out to be
    another's by the end of the batch is not theirs.
    """
    if said.aliases is None:
        return said
    theirs = [i.chat for i in _ids(said) if known[i] == whose]
    here = whose if said.private else said.address
    wire = theirs[0] if theirs else whose.chat
    phone = said.phone if said.phone in theirs else ""
    return replace(said, address=here, sender=whose.chat, wire=wire, phone=phone)
