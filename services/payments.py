"""Money that came in for an order, as officers note it: the desk sees no account of its own."""

from dataclasses import dataclass
from enum import StrEnum

from services.money import Rupiah
from services.orders import PLANNERS, OrderState

KEEPERS = PLANNERS
"""Who notes payments."""

PAYABLE = frozenset(OrderState) - {
    OrderState.PENDING,
    OrderState.REJECTED,
    OrderState.CANCELLED,
}
"""States of orders that money may come in for: nobody pays for what is not accepted."""


class PaymentRight(StrEnum):
    """What an officer may do about payments; the last one is taken back by another row."""

    NOTE = "note_payment"
    TAKE_BACK = "take_payment_back"


@dataclass(frozen=True, slots=True)
class Account:
    """What an order costs, what came in for it in all, and the last of that which still counts."""

    total: Rupiah
    paid: Rupiah
    last: Rupiah

    @property
    def rest(self) -> Rupiah:
        """What is still to come; 0 where more came in than it costs."""
        return Rupiah(max(self.total - self.paid, 0))
