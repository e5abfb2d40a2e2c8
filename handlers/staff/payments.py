"""/bayar: officers note what came in for an order; the card and the reports count it."""

from handlers import notices
from handlers.desk import Attempt
from handlers.messages import Money, Phrase, Prompt, Value
from handlers.readers.money import read_rupiah
from handlers.scene import Scene
from handlers.staff import cards
from handlers.staff.authority import Authority, authority
from handlers.words import plain
from services.money import Rupiah
from services.orders import Order
from services.payments import PAYABLE, Account, PaymentRight

BACK = frozenset({"batal", "salah", "undo", "wrong"})
"""Words that take the last one back."""

REST = frozenset({"", "lunas", "full", "paid"})
"""Words that mean all that is still to come."""


def commanded(scene: Scene, argument: str) -> None:
    """Note all that is still to come ("/bayar 012"), so much of it ("/bayar 012 1.000.000"), or
    take the last one back ("/bayar 012 batal").
    """
    number, _, words = argument.partition(" ")
    right = PaymentRight.TAKE_BACK if plain(words) in BACK else PaymentRight.NOTE
    order = scene.desk.order_numbered(number) if number else None
    who = authority(scene, right.value, right, order)
    if who is None:
        return
    if order is None:
        scene.say(Phrase("payment-which", {"number": number or "-"}))
    elif right is PaymentRight.TAKE_BACK:
        _take_back(scene, who, order)
    elif order.state not in PAYABLE:
        state = Phrase(f"state-{order.state.value}")
        scene.say(Phrase("payment-not-now", {"number": order.number, "state": state}))
    else:
        _note(scene, who, order, words)


def _note(scene: Scene, who: Authority, order: Order, words: str) -> None:
    before = scene.desk.account(order, cards.quote_of(scene, order))
    amount = before.rest if plain(words) in REST else read_rupiah(words)
    if amount is None:
        scene.say(Phrase("payment-unread", {"words": words}))
        return
    if not 0 < amount <= before.rest:
        scene.say(Phrase("payment-too-much", {"number": order.number, "rest": Money(before.rest)}))
        return
    after = _write(scene, who, PaymentRight.NOTE, order, Rupiah(amount))
    values: dict[str, Value] = {"number": order.number, "amount": Money(amount)}
    scene.say(Phrase("payment-noted", {**values, "rest": Money(after.rest)}))
    customer = cards.customer_of(scene, order)
    thanks = Phrase("payment-thanks" if after.rest else "payment-thanks-all", values)
    told = Prompt((thanks,), notice=notices.of_answer(scene.catalogue))
    scene.tell(customer, told, about=cards.card_of(order))


def _take_back(scene: Scene, who: Authority, order: Order) -> None:
    """The customer is told nothing of it: whoever noted it wrongly explains it."""
    last = scene.desk.account(order, cards.quote_of(scene, order)).last
    if not last:
        scene.say(Phrase("payment-none", {"number": order.number}))
        return
    after = _write(scene, who, PaymentRight.TAKE_BACK, order, Rupiah(-last))
    values: dict[str, Value] = {"number": order.number, "amount": Money(last)}
    scene.say(Phrase("payment-taken-back", {**values, "rest": Money(after.rest)}))


def _write(
    scene: Scene, who: Authority, right: PaymentRight, order: Order, amount: Rupiah
) -> Account:
    scene.desk.note_payment(order, amount, who.officer)
    scene.desk.audit(
        Attempt(
            scene.said.address,
            scene.said.sender,
            right.value,
            "done",
            order_id=order.id,
            officer_id=who.officer.id,
            reason=str(amount),
        )
    )
    cards.refresh(scene, order, quiet=True)
    return scene.desk.account(order, cards.quote_of(scene, order))
