"""What became of messages after their channel took them: told later, in any order, more than once.

News only ever counts upwards (sent, delivered, read). A message that did not arrive is put back
where it may work later, and given up where it will not.
"""

from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from sqlalchemy import Connection, RowMapping, bindparam, select, update

from handlers.desk import Delivery
from handlers.messages import Address, Receipt
from services.promotions import Why
from storage import tables
from storage.outbox import AGAIN, FAILED, PROMOTION_LANE, unreachable
from storage.recipients import follow

TRIES = 6
"""How often a message that its channel took, and then did not deliver, is sent at all."""

FIRST_WAIT = timedelta(minutes=1)
"""Before the second try; every further one waits four times as long."""

_RANK = {"": 0, "sent": 1, AGAIN: 2, FAILED: 2, "delivered": 3, "read": 4}
_ENDED = ("sent", "uncertain", "dead")
_PASSING = ("closed", "later")
"""Faults that another try may not meet."""

_What: TypeAlias = Literal["last", "part", "before"]

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
    if row["state"] == "held":
        return _knocked(connection, row, receipt)
    if receipt.state == "failed":
        values = _failed(connection, row, receipt, now)
    else:
        values = _arrived(row, receipt)
    if not values:
        return None
    connection.execute(update(_O).where(_O.c.id == row["id"]).values(values))
    if row["lane"] >= PROMOTION_LANE:
        follow(connection, [row["id"]])
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
    newest_first = ours.order_by(_O.c.id.desc()).limit(1)
    return connection.execute(newest_first.with_for_update()).mappings().first()


def _what(row: RowMapping, message: str) -> _What:
    """What of a row the news are about: what went out last, an earlier part of it, or an earlier
    try, as which counts what knocked for it.
    """
    same = message == row["sent_id"]
    goes = row["state"] in {"ready", "leased"}  # then what has an id is over already
    unnamed = not row["sent_id"] or (row["lost"] > 0 and row["state"] != "sent")
    if not same and (row["state"] == "leased" or unnamed):
        return "part" if row["part"] else "last"  # which of several, nobody can tell
    if same and (not goes or row["progress"] in {AGAIN, FAILED}):
        return "last"
    return "part" if row["part"] else "before"


def _arrived(row: RowMapping, receipt: Receipt) -> dict[str, object]:
    """What good news change. Of one part alone they say nothing of the message; of an earlier try
    they say that it need not be tried again, where all of it had gone out.
    """
    what, rank = _what(row, receipt.message), _RANK[receipt.state]
    before = what == "before" and row["sent_at"] is not None and rank >= _RANK["delivered"]
    lacks = row["progress"] == FAILED and row["part"] > 0
    if rank <= _RANK[row["progress"]] or lacks or not (what == "last" or before):
        return {}
    values: dict[str, object] = {"progress": receipt.state}
    if row["state"] in _ENDED or (before and row["state"] == "ready"):
        values |= {"state": "sent", "sent_id": receipt.message or row["sent_id"]}
    return values


def _failed(
    connection: Connection, row: RowMapping, receipt: Receipt, now: datetime
) -> dict[str, object]:
    """What a failure changes: nothing where that is known, or another try arrived or will go.

    Where one part failed, all go again.
    """
    if not _is_news(row, _what(row, receipt.message)):
        return {}
    tries = row["failures"] + 1
    again = tries < TRIES and receipt.fault in _PASSING
    _tell_of_contact(connection, row, receipt, now)
    values: dict[str, object] = {
        "error": Why.CAPPED if _held_back(row, receipt) else receipt.why[:500],
        "progress": AGAIN if again else FAILED,
        "failures": tries,
    }
    if again:
        wait = timedelta(0) if receipt.fault == "closed" else FIRST_WAIT * 4 ** (tries - 1)
        values["due_at"] = now + wait
    values["sent_id"] = receipt.message or row["sent_id"]  # so that nobody takes it for a newer
    if row["state"] == "leased":
        return values  # how it ended is not written down yet; that decides by the progress
    if not again:
        return values | {"state": "dead"}
    whole = None if row["part"] else row["sent_at"]
    return values | {"state": "ready", "progress": "", "lost": 0, "part": 0, "sent_at": whole}


def _held_back(row: RowMapping, receipt: Receipt) -> bool:
    """Whether it is a promotion its channel did not want to bring to this person now."""
    return receipt.fault == "capped" and row["lane"] >= PROMOTION_LANE


def _is_news(row: RowMapping, what: _What) -> bool:
    """Whether a failure tells anything that is not known, or outdone by now."""
    if what == "before" or row["state"] in {"dead", "cancelled"}:
        return False
    if what == "part":
        return row["progress"] not in {AGAIN, FAILED}
    return _RANK[row["progress"]] < _RANK[FAILED]


def _knocked(connection: Connection, row: RowMapping, receipt: Receipt) -> Delivery | None:
    """News of what knocked for a message that is held. They are not the message's: it waits on,
    but that nobody could be told of it is worth knowing.
    """
    if receipt.state != "failed" or receipt.fault in _PASSING:
        return None
    _tell_of_contact(connection, row, receipt, receipt.at)
    told = update(_O).where(_O.c.id == row["id"]).values(error=receipt.why[:500])
    connection.execute(told)
    return _delivery({**row, "progress": FAILED})


def _tell_of_contact(
    connection: Connection, row: RowMapping, receipt: Receipt, now: datetime
) -> None:
    """What a failure tells of the person. Of when they were last heard, the channel knows better
    than we: too long before that message.
    """
    if receipt.fault == "unreachable":
        unreachable(connection, Address(row["channel"], row["chat"]))
    if receipt.fault == "closed":
        c = tables.contacts
        here = (c.c.channel == row["channel"], c.c.ext_id == row["chat"])
        since = c.c.heard_at <= (row["sent_at"] or now)
        connection.execute(update(c).where(*here, since).values(heard_at=None))


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
