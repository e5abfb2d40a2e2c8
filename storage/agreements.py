"""Agreements as they are remembered, and what orders took of them.

A contact's row is held by whoever hears them, so nobody else draws for them meanwhile.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import RowMapping, bindparam, func, insert, select, update

from handlers.desk import Contact, Officer
from services.agreements import Agreement, AgreementState, Bargain, needs_approval
from services.money import Rupiah
from services.orders import Order, OrderState
from storage import tables
from storage.session import storable
from storage.sources import Sources

_A, _D, _O, _Q = tables.agreements, tables.draws, tables.orders, tables.quotes
_OF = (
    select(_A)
    .where(_A.c.contact_id == bindparam("contact"), _A.c.state != AgreementState.ENDED.value)
    .order_by(_A.c.id)
)
_BY_ID = select(_A).where(_A.c.id == bindparam("agreement"))
_SETTLE = (
    update(_A)
    .where(_A.c.id == bindparam("agreement"), _A.c.state == bindparam("was"))
    .values(state=bindparam("to"), approved_by=bindparam("by"))
)
_GONE = (OrderState.REJECTED.value, OrderState.CANCELLED.value)
_DRAWN = (
    select(func.coalesce(func.sum(_D.c.units), 0))
    .join(_O, _O.c.id == _D.c.order_id)
    .where(
        _D.c.agreement_id == bindparam("agreement"),
        _D.c.month == bindparam("month"),
        _O.c.state.not_in(_GONE),
    )
)
_OPEN = (
    select(func.coalesce(func.sum(_Q.c.total), 0))
    .join(_O, _O.c.quote_id == _Q.c.id)
    .where(
        _O.c.contact_id == bindparam("contact"),
        _O.c.state.not_in((*_GONE, OrderState.DELIVERED.value)),
    )
)


@dataclass
class Agreements(Sources):
    """The agreements of the desk."""

    def agreements_of(self, contact: Contact) -> Sequence[Agreement]:
        return [_agreement(row) for row in self.all(_OF, {"contact": contact.id})]

    def agreement(self, agreement_id: int) -> Agreement | None:
        row = self.one(_BY_ID, {"agreement": agreement_id})
        return _agreement(row) if row else None

    def agree(self, contact: Contact, bargain: Bargain, by: Officer) -> Agreement:
        state = AgreementState.WAITING if needs_approval(bargain) else AgreementState.ACTIVE
        row = {
            "contact_id": contact.id,
            "state": state.value,
            "body": bargain.model_dump(mode="json"),
            "made_by": storable(by.name, 200),
            "made_by_id": by.id,
            "made_at": self.now,
        }
        made = self.connection.execute(insert(_A).returning(_A.c.id), row).scalar_one()
        contact.agreed = True
        found = self.agreement(made)
        assert found is not None, "it was written a moment ago"
        return found

    def settle_agreement(
        self, agreement: Agreement, to: AgreementState, by: Officer
    ) -> Agreement | None:
        values = {"agreement": agreement.id, "was": agreement.state.value, "to": to.value}
        approved = by.name if to is AgreementState.ACTIVE else agreement.approved_by
        done = self.connection.execute(_SETTLE, {**values, "by": storable(approved, 200)})
        return self.agreement(agreement.id) if done.rowcount else None

    def drawn(self, agreement: Agreement, month: date) -> int:
        asked = {"agreement": agreement.id, "month": month}
        return int(self.connection.execute(_DRAWN, asked).scalar_one())

    def draw(self, order: Order, agreement: Agreement, month: date, units: int) -> None:
        row = {"order_id": order.id, "agreement_id": agreement.id, "month": month, "units": units}
        self.connection.execute(insert(_D), row)

    def open_amount(self, contact: Contact) -> Rupiah:
        return Rupiah(int(self.connection.execute(_OPEN, {"contact": contact.id}).scalar_one()))


def _agreement(row: RowMapping) -> Agreement:
    return Agreement(
        id=row["id"],
        contact_id=row["contact_id"],
        state=AgreementState(row["state"]),
        bargain=Bargain.model_validate(row["body"]),
        made_by=row["made_by"],
        made_by_id=row["made_by_id"],
        approved_by=row["approved_by"],
    )
