"""Payments as they are noted: rows that are never changed; what is taken back is a row below 0."""

from sqlalchemy import bindparam, func, insert, select

from handlers.desk import Officer
from services.money import Rupiah
from services.orders import Order
from services.payments import Account
from services.quotes import Quote
from storage import tables
from storage.session import Session, storable

_P = tables.payments
_AMOUNTS = select(_P.c.amount).where(_P.c.order_id == bindparam("order")).order_by(_P.c.id)
PAID = (
    select(_P.c.order_id, func.sum(_P.c.amount).label("paid"))
    .group_by(_P.c.order_id)
    .subquery("paid")
)
"""What came in for each order that anything came in for."""


class Payments(Session):
    """The part of the desk that knows what was paid."""

    def account(self, order: Order, quote: Quote) -> Account:
        amounts = self.connection.execute(_AMOUNTS, {"order": order.id}).scalars().all()
        standing: list[int] = []
        for amount in amounts:
            if amount > 0:
                standing.append(amount)
            elif standing:
                standing.pop()
        last = Rupiah(standing[-1] if standing else 0)
        return Account(quote.terms.total, Rupiah(sum(amounts)), last)

    def note_payment(self, order: Order, amount: Rupiah, by: Officer) -> None:
        row = {
            "order_id": order.id,
            "amount": amount,
            "by": storable(by.name, 200),
            "officer_id": by.id,
            "at": self.now,
        }
        self.connection.execute(insert(_P), row)
