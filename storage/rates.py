"""The figures officers changed, and the catalogue they make: read once, not for every batch.

What was read is kept per database. In SQLite, which one process has to itself, only a change
made here or another minute has it read again; in PostgreSQL each batch that needs a price asks
for the newest id, and reads again where that has grown. Rows are written one transaction after
another, so that ids grow as they are committed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, RowMapping, func, insert, select

from services.catalogue import Catalogue, parse
from services.rate_changes import RateChange, in_force, with_rates
from storage import tables
from storage.locks import lock

BASE = "catalogue"
"""The place of the rows that name another catalogue as the base."""

LOOKS_AGAIN = timedelta(minutes=1)
"""After which a SQLite file is asked whether a command of ours has changed a figure beside us."""

_R = tables.rates
_EVERY = select(_R).order_by(_R.c.id)
_NEWEST = select(func.max(_R.c.id))


@dataclass
class _Kept:
    """What is known of one database's rates, up to the id `newest`."""

    rows: tuple[RateChange, ...] = ()
    newest: int = -1
    looked_at: datetime | None = None
    bases: dict[str, Catalogue] = field(default_factory=dict)
    made: dict[tuple[object, ...], Catalogue] = field(default_factory=dict)


_KEPT: WeakKeyDictionary[Engine, _Kept] = WeakKeyDictionary()


def catalogue(connection: Connection, first: Catalogue, now: datetime) -> Catalogue:
    """What is sold at the figures of a moment, up to now; `first` is the base where none was
    loaded.

    For units that write, which come one after another. Raises `CatalogueInvalid` where the
    figures do not fit the base.
    """
    kept = _KEPT.setdefault(connection.engine, _Kept())
    if _is_old(connection, kept, now):
        kept.rows = changes(connection)
        kept.newest, kept.looked_at = _last(kept.rows), now
    return _effective(connection, kept, first, now)


def _is_old(connection: Connection, kept: _Kept, now: datetime) -> bool:
    if kept.looked_at is None:
        return True
    if connection.dialect.name == "sqlite":
        return not kept.looked_at <= now < kept.looked_at + LOOKS_AGAIN
    return (connection.execute(_NEWEST).scalar_one() or 0) != kept.newest


def _effective(connection: Connection, kept: _Kept, first: Catalogue, now: datetime) -> Catalogue:
    if not kept.rows:
        return first
    held = in_force(kept.rows, now)
    key = (first.fingerprint, *(change.id for change in held))
    if key not in kept.made:
        while len(kept.made) > 3:  # yesterday's are of no use; two may alternate at a due moment
            kept.made.pop(next(iter(kept.made)))
        base = _base(connection, kept, held, first)
        kept.made[key] = with_rates(base, [c for c in held if c.place != BASE], now)
    return kept.made[key]


def _base(
    connection: Connection, kept: _Kept, held: tuple[RateChange, ...], first: Catalogue
) -> Catalogue:
    loaded = next((change.value for change in held if change.place == BASE), None)
    if loaded is None:
        return first
    if loaded not in kept.bases:
        found = kept_catalogue(connection, loaded)
        assert found is not None, "what was loaded was kept"
        kept.bases = {loaded: found}
    return kept.bases[loaded]


def kept_catalogue(connection: Connection, fingerprint: str) -> Catalogue | None:
    """A catalogue from its row; None if it was not kept."""
    c = tables.catalogues.c
    body = connection.execute(select(c.body).where(c.fingerprint == fingerprint)).scalar()
    return parse(str(body).encode()) if body is not None else None


def base(connection: Connection, first: Catalogue, now: datetime) -> Catalogue:
    """The catalogue without officers' changes: the one loaded last, else `first`."""
    held = in_force(changes(connection), now)
    return _base(connection, _Kept(), held, first)


def at(connection: Connection, first: Catalogue, now: datetime) -> Catalogue:
    """The same as `catalogue`, read anew: for commands, and for any moment."""
    return _effective(connection, _Kept(changes(connection)), first, now)


def changes(connection: Connection) -> tuple[RateChange, ...]:
    """Every change there ever was, oldest first."""
    return tuple(_change(row) for row in connection.execute(_EVERY).mappings())


def of_figures(every: tuple[RateChange, ...]) -> tuple[RateChange, ...]:
    """Those of single figures, without the bases that were loaded."""
    return tuple(change for change in every if change.place != BASE)


def _last(rows: tuple[RateChange, ...]) -> int:
    return rows[-1].id if rows else 0


def alone(connection: Connection) -> int:
    """Have all rates to oneself until the transaction ends; returns the newest id."""
    lock(connection, "whole", [("rates", "")])
    return int(connection.execute(_NEWEST).scalar_one() or 0)


def record(connection: Connection, change: RateChange) -> None:
    """Write a change down; whoever does holds the rates alone."""
    row: Mapping[str, object] = {
        "place": change.place,
        "value": change.value,
        "source": change.source,
        "status": change.status,
        "set_by": change.by,
        "valid_from": change.valid_from,
        "recorded_at": change.recorded_at,
    }
    connection.execute(insert(_R), [row])
    forget(connection)


def forget(connection: Connection) -> None:
    """Read again before the next price, whatever becomes of this transaction."""
    kept = _KEPT.get(connection.engine)
    if kept is not None:
        kept.looked_at = None


def _change(row: RowMapping) -> RateChange:
    return RateChange(
        place=row["place"],
        value=row["value"],
        source=row["source"],
        status=row["status"],
        by=row["set_by"],
        valid_from=row["valid_from"],
        recorded_at=row["recorded_at"],
        id=row["id"],
    )
