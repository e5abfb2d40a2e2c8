"""What is said about the day an order is promised for, and what was agreed with its customer."""

from handlers.messages import Money, Phrase, Value
from services.orders import Order
from services.quotes import PaymentTerm, Terms


def days(terms: Terms) -> tuple[Value, ...]:
    """The day, or both days, an order comes."""
    promise = terms.promised
    if promise is None:
        return ()
    values: dict[str, Value] = {"day": promise.by}
    if promise.early is None:
        return (Phrase(f"promised-{promise.pace.value}", values),)
    values |= {"early": promise.early, "units": promise.units}
    return (Phrase("promised-split", {**values, "rest": terms.units - promise.units}),)


def extras(terms: Terms) -> tuple[Value, ...]:
    """What the pace costs on top."""
    promise = terms.promised
    if promise is None or not promise.extra:
        return ()
    return (Phrase(f"extra-{promise.pace.value}", {"extra": Money(promise.extra)}),)


def tax(terms: Terms) -> tuple[Value, ...]:
    """The PPN that comes on top."""
    return (Phrase("ppn-line", {"tax": Money(terms.ppn.tax)}),) if terms.ppn else ()


def agreed(terms: Terms) -> tuple[Value, ...]:
    """The agreement its prices come from, and how it is paid."""
    if terms.agreed is None:
        return ()
    until, payment = terms.agreed.until, terms.agreed.payment
    price = (Phrase("agreed-until", {"until": until}),) if until else ()
    return (*price, *((payment_of(payment),) if payment else ()))


def payment_of(term: PaymentTerm) -> Phrase:
    """How somebody pays, in words."""
    return Phrase("agreed-payment", {"term": Phrase(f"payment-{term.value.lower()}")})


def moved(order: Order, terms: Terms) -> tuple[Value, ...]:
    """The day that is promised now, where it is not the one of the quote any more."""
    if order.promised is None or terms.promised is None or order.promised == terms.promised.by:
        return ()
    return (Phrase("promised-now", {"day": order.promised}),)
