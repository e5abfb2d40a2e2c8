"""What became of a message of ours, as its channel told us later: shown on the order's card, and
told to the officers where a customer did not get it.
"""

from handlers.desk import Contact, Delivery
from handlers.messages import Phrase, Prompt, Receipt, Value
from handlers.promotions import ABOUT
from handlers.scene import Stage
from handlers.staff import cards
from services.orders import Order


def take(stage: Stage, receipt: Receipt) -> None:
    """Write the news down, and tell whom it concerns."""
    delivery = stage.desk.receipt(receipt)
    contact = stage.desk.contact_at(delivery.to) if delivery else None
    if delivery is None or contact is None:
        return
    trouble = _trouble(receipt, delivery, contact)
    contact.held = contact.held or receipt.state == "held"
    order = _order_of(stage, delivery, contact)
    if order is not None:
        cards.refresh(stage, order, quiet=True)
    # What officers did not get must not be told to officers: that would go round in circles.
    # Of a promotion its own card tells, once for everybody.
    if delivery.about.startswith(ABOUT):
        return
    if trouble and all(chat.address != delivery.to for chat in stage.staff_chats()):
        _tell_officers(stage, trouble, contact, under=cards.card_of(order) if order else "")


def _order_of(stage: Stage, delivery: Delivery, contact: Contact) -> Order | None:
    """The order the customer was told about."""
    kind, _, number = delivery.about.partition(":")
    order = stage.desk.order(int(number)) if kind == "order" and number.isdecimal() else None
    return order if order is not None and order.contact_id == contact.id else None


def _trouble(receipt: Receipt, delivery: Delivery, contact: Contact) -> str:
    """The text that says what is wrong; "" while nothing is, or nothing new."""
    if receipt.state == "held":
        return "" if contact.held else "staff-message-waits"
    if delivery.progress != "failed":
        return ""
    return "staff-message-refused" if receipt.fault == "unreachable" else "staff-message-lost"


def _tell_officers(stage: Stage, trouble: str, contact: Contact, under: str) -> None:
    who: dict[str, Value] = {
        "who": contact.known_as,
        "hotel": contact.hotel or Phrase("no-hotel-yet"),
    }
    told = Prompt((Phrase(trouble, who), *cards.phone_line(contact)))
    stage.tell_staff(told, about=contact.subject, under=under)
