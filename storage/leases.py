"""Who of several processes does what only one may do, and until when: by the database's clock.

A lease ends by itself, so that nobody has to notice that its holder died; and its holder knows
that it has ended without asking anybody. `fence` counts the holders.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, case, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from storage import tables

_L = tables.leases
_NOW = func.clock_timestamp()
_SEEN = select(_L.c.name, _L.c.holder, _L.c.until < _NOW).where(
    _L.c.name.in_(bindparam("names", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Held:
    """What is held now, each with its fence; and the moment it is for the database."""

    fences: Mapping[str, int]
    at: datetime


def moment(connection: Connection) -> datetime:
    """What time it is for the database."""
    now: datetime = connection.execute(select(_NOW)).scalar_one()
    return now


def take(connection: Connection, names: Collection[str], holder: str, lasts: timedelta) -> Held:
    """Take what nobody holds, and hold on to what is ours.

    Nothing is written for what is another's: most processes only look.
    """
    seen = {row[0]: row for row in connection.execute(_SEEN, {"names": sorted(names)})}
    ours = [n for n in sorted(names) if n not in seen or seen[n][1] == holder or seen[n][2]]
    fences = dict(_taken(connection, name, holder, lasts) for name in ours)
    return Held({name: fence for name, fence in fences.items() if fence}, moment(connection))


def _taken(connection: Connection, name: str, holder: str, lasts: timedelta) -> tuple[str, int]:
    """The fence of one lease; 0 where somebody else was first."""
    new = insert(_L).values(name=name, holder=holder, until=_NOW + lasts, fence=1)
    another = case((_L.c.holder == new.excluded.holder, 0), else_=1)
    statement = new.on_conflict_do_update(
        index_elements=[_L.c.name],
        set_={
            "holder": new.excluded.holder,
            "until": new.excluded.until,
            "fence": _L.c.fence + another,
        },
        where=or_(_L.c.holder == new.excluded.holder, _L.c.until < _NOW),
    ).returning(_L.c.fence)
    return name, connection.execute(statement).scalar_one_or_none() or 0


def release(connection: Connection, holder: str) -> None:
    """Let go of all that is held: somebody else may go on at once."""
    connection.execute(update(_L).where(_L.c.holder == holder).values(until=_NOW, holder=""))
