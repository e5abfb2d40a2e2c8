"""Whose id is this? Some channels know one person by several ids: WhatsApp by a phone number and
by an id of its own, and it may show either or both.

A contact is kept under the id it was met by first. An id of the channel's own belongs to one
person for ever; a phone number may pass to somebody else, who must not meet the orders of
whoever had it before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection, bindparam, delete, insert, select, tuple_

from handlers.messages import Address, Said
from storage import tables

_A = tables.aliases
_KNOWN = select(_A).where(
    tuple_(_A.c.channel, _A.c.alias).in_(bindparam("addresses", expanding=True))
)
_OF = select(_A.c.alias).where(_A.c.channel == bindparam("channel"), _A.c.ext_id == bindparam("id"))


def recognised(connection: Connection, said: Sequence[Said]) -> list[Said]:
    """Everything said, under the ids its speakers are known by; ids that are new are kept."""
    known = _known(connection, {a for s in said for a in _ids(s)})
    return [_recognised(connection, s, known) for s in said]


def canonical(connection: Connection, address: Address) -> Address:
    """The address a contact is known by."""
    return _known(connection, [address]).get(address, address)


def _ids(said: Said) -> list[Address]:
    if said.aliases is None:
        return []
    return [Address(said.address.channel, i) for i in (said.sender, *said.aliases)]


def _known(connection: Connection, ids: Iterable[Address]) -> dict[Address, Address]:
    keys = [(a.channel, a.chat) for a in ids]
    if not keys:
        return {}
    rows = connection.execute(_KNOWN, {"addresses": keys})
    return {Address(r.channel, r.alias): Address(r.channel, r.ext_id) for r in rows}


def _recognised(connection: Connection, said: Said, known: dict[Address, Address]) -> Said:
    ids = _ids(said)
    if not ids:
        return said
    own = [i for i in ids if i.chat != said.phone]
    whose = next((known[i] for i in own if i in known), None) or _by_phone(connection, ids, known)
    whose = whose or (own[0] if any(i in known for i in ids) else ids[0])
    new = [i for i in ids if known.get(i) != whose]
    if new:
        _keep(connection, new, whose)
        known |= dict.fromkeys(new, whose)
    here = whose if said.private else said.address
    return replace(said, address=here, sender=whose.chat, wire=said.sender)


def _by_phone(
    connection: Connection, ids: Sequence[Address], known: dict[Address, Address]
) -> Address | None:
    """Whoever has this phone number, unless another id of theirs tells that it was passed on."""
    whose = next((known[i] for i in ids if i in known), None)
    if whose is None or len(ids) == 1:
        return whose
    asked = {"channel": whose.channel, "id": whose.chat}
    theirs = {row.alias for row in connection.execute(_OF, asked)}
    others = theirs - {i.chat for i in ids} - {whose.chat}
    return None if others else whose


def _keep(connection: Connection, ids: Sequence[Address], whose: Address) -> None:
    keys = [(i.channel, i.chat) for i in ids]
    connection.execute(delete(_A).where(tuple_(_A.c.channel, _A.c.alias).in_(keys)))
    rows = [{"channel": i.channel, "alias": i.chat, "ext_id": whose.chat} for i in ids]
    connection.execute(insert(_A), rows)
