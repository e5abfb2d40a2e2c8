"""The audit's chain: each row holds a hash of itself and of the row before it.

Whoever can write the file can take the guards off and change a row; then the rows after it no
longer fit. The newest link is kept beside the rows, so that missing last rows show as well.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping, bindparam, select, update

from storage import tables
from storage.session import Row

_H = tables.chains
_NEWEST = select(_H.c.digest).where(_H.c.name == "audit").with_for_update()
_TIE = update(_H).where(_H.c.name == "audit").values(digest=bindparam("newest"))


def chained(connection: Connection, rows: Sequence[Row]) -> list[Row]:
    """New rows of the audit, in order, each with its link; who writes them at the same moment
    waits for this transaction.
    """
    digest = str(connection.execute(_NEWEST).scalar_one())
    tied: list[Row] = []
    for row in rows:
        digest = link(digest, row)
        tied.append({**row, "digest": digest})
    connection.execute(_TIE, {"newest": digest})
    return tied


def link(before: str, row: Row | RowMapping) -> str:
    """The hash of a row and of the link before it."""
    said = [_plain(row[name]) for name in _NAMES]
    if row.get("quote_id") is not None:  # rows from before there was one keep their link
        said.append(row["quote_id"])
    return hashlib.sha256(json.dumps([before, *said]).encode()).hexdigest()


def newest(connection: Connection) -> str:
    """The link of the last row there should be."""
    return str(connection.execute(select(_H.c.digest).where(_H.c.name == "audit")).scalar_one())


_NAMES = (
    "at", "channel", "chat", "person", "officer_id", "action", "order_id", "outcome", "reason",
)  # fmt: skip


def _plain(value: object) -> object:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
