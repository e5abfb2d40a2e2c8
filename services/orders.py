"""An order's life: which step may follow which, and who may take it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class OrderState(StrEnum):
    """Where an order stands. The first awaits an officer; the last three are ends."""

    PENDING = "pending"
    APPROVED = "approved"
    PRODUCTION = "production"
    READY = "ready"
    SENT = "sent"
    DELIVERED = "delivered"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


class Role(StrEnum):
    """What an officer was invited to do.

    The head does everything; the desk decides about orders and speaks with customers; the
    workshop only moves approved orders on.
    """

    HEAD = "head"
    DESK = "desk"
    WORKSHOP = "workshop"


class Action(StrEnum):
    """What an officer may do with an order."""

    APPROVE = "approve"
    REJECT = "reject"
    ASK = "ask"
    PRODUCE = "produce"
    FINISH = "finish"
    SEND = "send"
    DELIVER = "deliver"
    CANCEL = "cancel"


class Shift(StrEnum):
    """What an officer may do with the days of the calendar, and tell of it afterwards."""

    SET = "set_days"
    TELL = "tell_date"


PLANNERS = frozenset({Role.HEAD, Role.DESK})
"""Who may do so."""


@dataclass(frozen=True, slots=True)
class Step:
    """One allowed action: from which states, to which, by whom, and whether it needs a reason."""

    states: frozenset[OrderState]
    to: OrderState | None
    roles: frozenset[Role]
    reason: bool = False


def _step(
    states: tuple[OrderState, ...], to: OrderState | None, *roles: Role, reason: bool = False
) -> Step:
    return Step(frozenset(states), to, frozenset({Role.HEAD, *roles}), reason)


_PENDING = (OrderState.PENDING,)
_UNDER_WAY = (OrderState.APPROVED, OrderState.PRODUCTION, OrderState.READY)
_OPEN = (OrderState.PENDING, *_UNDER_WAY, OrderState.SENT)

STEPS: dict[Action, Step] = {
    Action.APPROVE: _step(_PENDING, OrderState.APPROVED, Role.DESK),
    Action.REJECT: _step(_PENDING, OrderState.REJECTED, Role.DESK, reason=True),
    Action.ASK: _step(_OPEN, None, Role.DESK),
    Action.PRODUCE: _step((OrderState.APPROVED,), OrderState.PRODUCTION, Role.DESK, Role.WORKSHOP),
    Action.FINISH: _step((OrderState.PRODUCTION,), OrderState.READY, Role.DESK, Role.WORKSHOP),
    Action.SEND: _step((OrderState.READY,), OrderState.SENT, Role.DESK, Role.WORKSHOP),
    Action.DELIVER: _step((OrderState.SENT,), OrderState.DELIVERED, Role.DESK, Role.WORKSHOP),
    Action.CANCEL: _step(_UNDER_WAY, OrderState.CANCELLED, Role.DESK, reason=True),
}

REASONS: dict[Action, tuple[str, ...]] = {
    Action.REJECT: ("capacity", "material", "artwork", "date", "terms"),
    Action.CANCEL: ("customer", "material", "quality", "security"),
}
"""Reasons offered for a step that needs one; any other can be typed."""


def open_to(state: OrderState) -> tuple[Action, ...]:
    """The actions an order in this state can take, in the order they are offered."""
    return tuple(action for action, step in STEPS.items() if state in step.states)


def allowed(action: Action, roles: frozenset[Role]) -> bool:
    """Whether one of these roles may take the action at all."""
    return bool(STEPS[action].roles & roles)


@dataclass(frozen=True, slots=True)
class Order:
    """A placed order. `version` grows with every change; `reason` says why it ended, if it did.

    `promised` is the day all of it is with the customer, None where no calendar gave one.
    """

    id: int
    number: str
    quote_id: int
    contact_id: int
    state: OrderState
    version: int
    placed_at: datetime
    decided_by: str = ""
    decided_at: datetime | None = None
    reason: str = ""
    promised: date | None = None

    @property
    def is_undecided(self) -> bool:
        return self.state is OrderState.PENDING
