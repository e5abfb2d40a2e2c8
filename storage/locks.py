"""Who comes first where several processes write at the same time.

Only PostgreSQL lets them: in SQLite whoever writes has the whole file to themselves, and nothing
is asked for here.
"""

from collections.abc import Iterable
from hashlib import blake2b

from sqlalchemy import Connection, text

_PLACES = 2048
"""Names share so many places of each kind: all that 200 people need fits into what a server
keeps free for locks, however many workers there are; two who share one only wait a moment."""

_LOCK = text(
    "SELECT pg_advisory_xact_lock(place) FROM"
    " (SELECT unnest(CAST(:places AS bigint[])) AS place ORDER BY 1) AS wanted"
)
_KINDS = {"whole": 0, "hears": 1, "tells": 2}


def lock(connection: Connection, kind: str, names: Iterable[tuple[str, str]]) -> None:
    """Have these names to oneself until the transaction ends; whoever wants one of them waits.

    "hears" is what is said by a person or in a chat, "tells" what is written to a chat, "whole"
    whatever else there is one of. All of one call are taken in the same order by everybody.
    """
    if connection.dialect.name != "postgresql":
        return
    places = sorted({_place(kind, name) for name in names})
    if places:
        connection.execute(_LOCK, {"places": places})


def _place(kind: str, name: tuple[str, str]) -> int:
    digest = blake2b("\0".join(name).encode("utf-8", "replace"), digest_size=4).digest()
    return _KINDS[kind] * _PLACES + int.from_bytes(digest, "big") % _PLACES
