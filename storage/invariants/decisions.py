"""What officers did: decided once, with the right to, and only ever forwards."""

from collections.abc import Iterator

from sqlalchemy import Subquery, and_, case, func, literal, or_, select, tuple_

from services.haggling import DEALERS, Deal
from services.logos import KEEPERS, LogoRight
from services.orders import STEPS, Action, OrderState, Role, allowed
from services.payments import KEEPERS as PAYMENT_KEEPERS
from services.payments import PaymentRight
from services.setups import SetupRight
from storage import tables
from storage.invariants.violation import Look, Violation, broken, those

_A, _O, _C = tables.audit, tables.orders, tables.contacts
_OFFICERS, _TOKENS = tables.officers, tables.tokens

_LEADS_TO = {action.value: step.to.value for action, step in STEPS.items() if step.to}
_DECIDES = [a for a in _LEADS_TO if OrderState.PENDING in STEPS[Action(a)].states]
_MAY_FOLLOW = [
    (before, after)
    for before, state in _LEADS_TO.items()
    for after in _LEADS_TO
    if OrderState(state) in STEPS[Action(after)].states
]
_DONE = and_(_A.c.outcome == "done", _A.c.order_id.is_not(None))

_DEALT = and_(_A.c.outcome == "done", _A.c.quote_id.is_not(None))

_WITHDRAWN = and_(_O.c.state == OrderState.CANCELLED.value, _O.c.version == 2)
"""Taken back by its customer, in the first move of all: officers cancel only what is approved."""

_UNDECIDED = or_(_O.c.state == OrderState.PENDING.value, _WITHDRAWN)


def _moves() -> Subquery:
    """Every move of an order by an officer, with the one before it; `newest` counts from 1."""
    key, order = _A.c.id, _A.c.order_id
    return (
        select(
            _A.c.id,
            _A.c.order_id,
            _A.c.action,
            func.lag(_A.c.action).over(partition_by=order, order_by=key).label("before"),
            func.row_number().over(partition_by=order, order_by=key.desc()).label("newest"),
        )
        .where(_DONE, _A.c.action.in_(_LEADS_TO))
        .subquery("moves")
    )


def _told() -> Subquery:
    """What the audit tells of every order: how many moves and decisions, and where it ended."""
    m = _moves()
    led_to = case(_LEADS_TO, value=m.c.action)
    return (
        select(
            m.c.order_id,
            func.count().label("moves"),
            func.sum(case((m.c.action.in_(_DECIDES), 1), else_=0)).label("decisions"),
            func.max(case((m.c.newest == 1, led_to))).label("state"),
        )
        .group_by(m.c.order_id)
        .subquery("told")
    )


def decided_once(look: Look) -> Iterator[Violation]:
    """I8: a decided order has one decision in the audit, made by an officer who may make it.

    Roles are those of today, for only these are kept; they are never taken away one by one. An
    audit that named the roles held then would say more, once officers can be invited anew with
    fewer.
    """
    told = _told()
    decisions = func.coalesce(told.c.decisions, 0)
    wrong = (
        those(_O.c.id)
        .outerjoin(told, told.c.order_id == _O.c.id)
        .where(decisions != case((_UNDECIDED, 0), else_=1))
    )
    yield from look.find("I8", "broken-decision", wrong)
    yield from broken("I8", "broken-officer", _without_right(look))


def _without_right(look: Look) -> Iterator[str]:
    """The first act on an order or a quote by whoever had no right to it, of each kind."""
    acts = (
        select(
            func.min(_A.c.id),
            _A.c.action,
            _OFFICERS.c.roles,
            (_C.c.channel == _A.c.channel) & (_C.c.ext_id == _A.c.person),
        )
        .outerjoin(_OFFICERS, _OFFICERS.c.id == _A.c.officer_id)
        .outerjoin(_C, _C.c.id == _OFFICERS.c.contact_id)
        .where(_DONE | _DEALT)
        .group_by(_A.c.action, _A.c.officer_id, _A.c.channel, _A.c.person, _C.c.id, _OFFICERS.c.id)
    )
    for key, action, roles, themselves in look.connection.execute(acts):
        may = _may(action, frozenset(map(Role, roles or ())))
        if not (may and themselves):
            yield f"{_A.name} {key}"


def _may(action: str, roles: frozenset[Role]) -> bool:
    if action in set(Deal):
        return bool(roles & DEALERS)
    if action in set(PaymentRight):
        return bool(roles & PAYMENT_KEEPERS)
    if action in set(SetupRight):
        return bool(roles)
    if action in set(LogoRight):
        return bool(roles & KEEPERS)
    return action in set(Action) and allowed(Action(action), roles)


def forwards(look: Look) -> Iterator[Violation]:
    """I9: an order moves only as its steps allow, and stands where the audit says it was moved;
    its version counts the moves, and no button is for a version that is yet to come.

    Orders whose decision is wrong (I8) are left out. A customer's taking back is in no audit.
    """
    m, told = _moves(), _told()
    odd = or_(m.c.before.is_(None), tuple_(m.c.before, m.c.action).not_in(_MAY_FOLLOW))
    steps = select(literal(_A.name), m.c.id).where(m.c.action.not_in(_DECIDES), odd)
    yield from look.find("I9", "broken-step", steps)
    orders = those(_O.c.id).outerjoin(told, told.c.order_id == _O.c.id)
    pending = _O.c.state == OrderState.PENDING.value
    decided = and_(told.c.decisions == 1, ~_UNDECIDED)
    moved = and_(decided, _O.c.version != told.c.moves + 1)
    still = and_(told.c.decisions.is_(None), pending, _O.c.version != 1)
    yield from look.find("I9", "broken-version", orders.where(or_(moved, still)))
    elsewhere = and_(decided, _O.c.state != told.c.state)
    undated = pending != _O.c.decided_at.is_(None)
    yield from look.find("I9", "broken-order-state", orders.where(or_(elsewhere, undated)))
    ahead = those(_TOKENS.c.value).join(_O, _O.c.id == _TOKENS.c.order_id)
    yield from look.find("I9", "broken-button", ahead.where(_TOKENS.c.version > _O.c.version))
