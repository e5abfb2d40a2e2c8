"""What became of promotions at their recipients: it follows what the outbox says of each message,
in the transaction that writes it there.
"""

from collections.abc import Collection

from sqlalchemy import Connection, RowMapping, bindparam, select, update

from handlers.desk import Contact
from services.promotions import NOT_YET, PromotionState, RecipientState, Why
from storage import tables

_R, _P, _O = tables.recipients, tables.promotions, tables.outbox
_FOUND = (
    select(_O.c.id, _O.c.state, _O.c.progress, _O.c.error, _P.c.state.label("whole"))
    .join(_R, _R.c.outbox_id == _O.c.id)
    .join(_P, _P.c.id == _R.c.promotion_id)
    .where(_O.c.id.in_(bindparam("rows", expanding=True)))
)
_FOLLOW = (
    update(_R)
    .where(_R.c.outbox_id == bindparam("row"))
    .values(
        state=bindparam("to"),
        why=bindparam("because"),
        outbox_id=bindparam("stays"),
    )
)
_GOES = {"ready", "leased", "held"}
_SENT = {"delivered": RecipientState.DELIVERED, "read": RecipientState.READ}


def follow(connection: Connection, rows: Collection[int]) -> None:
    """Have the recipients of these outbox rows say what the rows say."""
    if not rows:
        return
    found = connection.execute(_FOUND, {"rows": sorted(rows)}).mappings().all()
    if found:
        connection.execute(_FOLLOW, [_followed(row) for row in found])


def _followed(row: RowMapping) -> dict[str, object]:
    to, why = _state(row), row["error"][:200]
    waits = to is RecipientState.WAITING
    told = to in {RecipientState.FAILED, RecipientState.SKIPPED, RecipientState.UNCERTAIN}
    return {
        "row": row["id"],
        "to": to.value,
        "because": why if told else "",
        "stays": None if waits else row["id"],
    }


def _state(row: RowMapping) -> RecipientState:
    match row["state"]:
        case "sent":
            return _SENT.get(row["progress"], RecipientState.SENT)
        case "dead":
            return RecipientState.FAILED
        case "uncertain":
            return RecipientState.UNCERTAIN
        case "cancelled":
            goes_on = row["whole"] in {PromotionState.SENDING, PromotionState.PAUSED}
            waits = goes_on and row["error"] in NOT_YET
            return RecipientState.WAITING if waits else RecipientState.SKIPPED
        case state:
            assert state in _GOES
            return RecipientState.CLAIMED


def reason(*, reachable: bool) -> Why:
    """Why somebody gets none who is not there, or wants none."""
    return Why.WITHDRAWN if reachable else Why.UNREACHABLE


def refusals(contact: Contact) -> frozenset[str]:
    """What speaks against sending somebody a promotion."""
    against = {
        "unreachable": not contact.reachable,
        "opted out": contact.opted_out,
        "never agreed": not contact.promotions,
    }
    return frozenset(one for one, holds in against.items() if holds)
