"""What is kept for us at a channel's operator, by our name for it: message shapes and notices."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, select, update

from storage import tables
from storage.session import put

_C = tables.contents

APPROVED = "approved"
"""The `approval` of what may begin a conversation."""

REFUSED = frozenset({"rejected", "paused", "disabled"})
"""The `approval` of what may not, and will not by waiting."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One of them: the operator's id of it, and the fingerprint of what it was made from.

    `approval` is "" for what nobody has to approve; `reason` says why it was not.
    """

    key: str
    sid: str
    fingerprint: str
    approval: str = ""
    reason: str = ""
    checked_at: datetime | None = None


def name(words: str, language: str) -> str:
    """Our name for words that have to be approved, in a language: "id.notice-order"."""
    return f"{language}.{words}"


def kept(connection: Connection, key: str) -> Kept | None:
    row = connection.execute(select(_C).where(_C.c.key == key)).one_or_none()
    return Kept(*row) if row else None


def approved(connection: Connection, key: str) -> Kept | None:
    """The one of that name, if it may be used where only agreed words may."""
    found = kept(connection, key)
    return found if found and found.approval == APPROVED else None


def approvals(connection: Connection, names: Collection[str]) -> dict[str, str]:
    """What the operator says to those of them that were brought before it, by name."""
    found = select(_C.c.key, _C.c.approval).where(_C.c.key.in_(sorted(names)))
    return {row.key: row.approval for row in connection.execute(found)}


def every(connection: Connection) -> Sequence[Kept]:
    return [Kept(*row) for row in connection.execute(select(_C).order_by(_C.c.key))]


def keep(connection: Connection, content: Kept) -> None:
    """Keep it in place of whatever had its name."""
    put(connection, _C, asdict(content))


def renew(connection: Connection, was: Kept, now: Kept) -> bool:
    """Keep `now` in the place of `was`, under whatever name; false, and nothing happens, where
    somebody else has kept something newer meanwhile.
    """
    if not connection.execute(update(_C).where(*_same(was)).values(key=was.key)).rowcount:
        return False
    if now.key != was.key:
        forget(connection, was)
    keep(connection, now)
    return True


def forget(connection: Connection, was: Kept) -> None:
    """Forget it, unless somebody else has kept something newer under its name."""
    connection.execute(delete(_C).where(*_same(was)))


def _same(was: Kept) -> list[ColumnElement[bool]]:
    return [_C.c[name].is_not_distinct_from(value) for name, value in asdict(was).items()]
