"""What must always be true of a database, whatever happened to the program: asked of itself.

Nothing is changed. All of it is meant for the end of a run, a crash or a soak, and for an
operator who wants to be sure: most questions read whole tables, because a promise about every
row is about every row, but none reads one table once for each row of another. A writer is not
held up, but what it writes meanwhile stays in the WAL until this is done.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from sqlalchemy import Connection

from storage.invariants import arrivals, decisions, departures, file, sales
from storage.invariants.violation import SHOWN, Look, Violation

__all__ = ["INVARIANTS", "SHOWN", "Violation", "violations"]

INVARIANTS: dict[str, Callable[[Look], Iterator[Violation]]] = {
    "I1": arrivals.kept_once,
    "I2": sales.agreed,
    "I3": sales.once,
    "I4": sales.to_the_rupiah,
    "I5": arrivals.answered,
    "I6": departures.in_turn,
    "I7": departures.wanted,
    "I8": decisions.decided_once,
    "I9": decisions.forwards,
    "I10": departures.leased_briefly,
    "I11": file.audit_untouched,
    "I12": file.sound,
}


def violations(connection: Connection, *, now: datetime, settled: bool) -> list[Violation]:
    """Every promise that does not hold, in one transaction of one moment.

    `settled` says that the desk has stopped with nothing left to do, so that whatever still
    waits is a violation, too. On a living desk it is none.
    """
    look = Look(connection, now, settled)
    return [found for invariant in INVARIANTS.values() for found in invariant(look)]
