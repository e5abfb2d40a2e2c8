"""What became of messages after their channel took them: told later, in any order, more than once.

News only ever counts upwards (sent, delivered, read). A message that did not arrive is put back
where it may work later, and given up where it will not.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping, bindparam, select, update

from handlers.desk import Delivery
from handlers.messages import Address, Receipt
from storage import tables
from storage.outbox import AGAIN, FAILED, unreachable

TRIES = 6
"""How often a message that its channel took, and then did not deliver, is sent at all."""

FIRST_WAIT = timedelta(minutes=1)
"""Before the second try; every further one waits four times as long."""

_RANK = {AGAIN: 0, "": 0, FAILED: 0, "sent": 1, "delivered": 2, "read": 3}
_ENDED = ("sent", "uncertain", "dead")

_O = tables.outbox
_ABOUT = (
    select(_O)
    .where(
        _O.c.channel == bindparam("of"),
        _O.c.chat == bindparam("chat"),
        _O.c.about == bindparam("subject"),
        tables.named(_O.c.about),
        _O.c.card == "",
    )
    .order_by(_O.c.id.desc())
    .limit(1)
)


def take(connection: Connection, receipt: Receipt, now: datetime) -> Delivery | None:
    """Write news of a message down; None if it is none."""
    row = _row(connection, receipt)
    if row is None:
        return None
    if receipt.state == "held":
        return _delivery(row)
    if receipt.state == "failed":
        values = _failed(connection, row, receipt, now)
    elif row["state"] != "held" and _RANK[receipt.state] > _RANK[row["progress"]]:
        values = {"progress": receipt.state}
        if row["state"] in _ENDED:
            values |= {"state": "sent", "sent_id": row["sent_id"] or receipt.message}
    else:
        return None
    if not values:
        return None
    connection.execute(update(_O).where(_O.c.id == row["id"]).values(values))
    return _delivery({**row, **values})


def newest(connection: Connection, to: Address, about: str) -> Delivery | None:
    """How the newest message about something, to this chat, has fared."""
    asked = {"of": to.channel, "chat": to.chat, "subject": about}
    row = connection.execute(_ABOUT, asked).mappings().first()
    return _delivery(row) if row else None


def _row(connection: Connection, receipt: Receipt) -> RowMapping | None:
    by_id = _O.c.id == receipt.row
    by_message = (_O.c.sent_id == receipt.message) & tables.named(_O.c.sent_id)
    ours = select(_O).where(_O.c.channel == receipt.channel, by_id if receipt.row else by_message)
    return connection.execute(ours.order_by(_O.c.id.desc()).limit(1)).mappings().first()


def _failed(
    connection: Connection, row: RowMapping, receipt: Receipt, now: datetime
) -> dict[str, object]:
    """What a failure changes; nothing where another try of the message did arrive, or will go.

    News of one that is held are of what knocked for it.
    """
    passing = receipt.fault in {"closed", "later"}
    if _RANK[row["progress"]] >= _RANK["delivered"] or row["state"] == "ready":
        return {}
    if row["state"] == "held" and passing:
        return {}
    to = Address(row["channel"], row["chat"])
    again = row["attempt"] < TRIES and passing
    if receipt.fault == "closed":
        _shut(connection, to)
    if receipt.fault == "unreachable":
        unreachable(connection, to)
    values: dict[str, object] = {"error": receipt.why[:500], "progress": AGAIN if again else FAILED}
    if row["state"] == "leased":
        return values  # how it ended is not written down yet; that decides by the progress
    if not again:
        return values | {"state": "dead"}
    wait = timedelta(0) if receipt.fault == "closed" else FIRST_WAIT * 4 ** (row["attempt"] - 1)
    return values | {"state": "ready", "progress": "", "part": 0, "due_at": now + wait}


def _shut(connection: Connection, to: Address) -> None:
    """The channel knows better than we when the person was last heard: too long ago."""
    c = tables.contacts
    here = (c.c.channel == to.channel, c.c.ext_id == to.chat)
    connection.execute(update(c).where(*here).values(heard_at=None))


def _delivery(row: RowMapping | dict[str, object]) -> Delivery:
    state, progress = str(row["state"]), str(row["progress"])
    at = row["sent_at"] or row["due_at"]
    assert isinstance(at, datetime)
    return Delivery(
        Address(str(row["channel"]), str(row["chat"])),
        str(row["about"]),
        FAILED if state == "dead" else progress,
        at,
        waits=state in {"ready", "leased", "held"},
    )
