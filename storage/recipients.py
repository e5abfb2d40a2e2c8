"""What became of promotions at their recipients: it follows what the outbox says of each message,
in the transaction that writes it there.
"""

from collections.abc import Collection

from sqlalchemy import Connection, RowMapping, bindparam, select, update

from handlers.desk import Contact
from services.promotions import NOT_YET, PromotionState, RecipientState, Why, again_at
from storage import tables

_R, _P, _O = tables.recipients, tables.promotions, tables.outbox
_FOUND = (
    select(_O.c.id, _O.c.state, _O.c.progress, _O.c.error, _O.c.sent_at, _O.c.due_at)
    .add_columns(_P.c.state.label("whole"), _R.c.tries)
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
        tries=bindparam("tried"),
        not_before=bindparam("later", type_=tables.Moment),
    )
)
_GO_ON = (
    update(_P)
    .where(
        _P.c.state == PromotionState.DONE.value,
        _P.c.id.in_(
            select(_R.c.promotion_id).where(_R.c.outbox_id.in_(bindparam("rows", expanding=True)))
        ),
    )
    .values(state=PromotionState.SENDING.value, ended_at=None, version=_P.c.version + 1)
)
_GOES = {"ready", "leased", "held"}
_SENT = {"delivered": RecipientState.DELIVERED, "read": RecipientState.READ}


def follow(connection: Connection, rows: Collection[int]) -> None:
    """Have the recipients of these outbox rows say what the rows say."""
    if not rows:
        return
    found = connection.execute(_FOUND, {"rows": sorted(rows)}).mappings().all()
    if not found:
        return
    followed = [_followed(row) for row in found]
    if held_back := [one["row"] for one in followed if one["later"]]:
        connection.execute(_GO_ON, {"rows": held_back})
    connection.execute(_FOLLOW, followed)


def _followed(row: RowMapping) -> dict[str, object]:
    to, why = _state(row), row["error"][:200]
    held_back = to is RecipientState.FAILED and why == Why.CAPPED
    tries = row["tries"] + held_back
    later = again_at(tries, row["sent_at"] or row["due_at"]) if held_back else None
    if row["whole"] == PromotionState.STOPPED:
        later = None
    if later:
        to = RecipientState.WAITING
    told = later or to in {RecipientState.FAILED, RecipientState.SKIPPED, RecipientState.UNCERTAIN}
    return {
        "row": row["id"],
        "to": to.value,
        "because": why if told else "",
        "stays": None if to is RecipientState.WAITING else row["id"],
        "tried": tries,
        "later": later,
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
