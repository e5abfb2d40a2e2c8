"""What is said about the day an order is promised for."""

from handlers.messages import Money, Phrase, Value
from services.orders import Order
from services.quotes import Terms


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


def moved(order: Order, terms: Terms) -> tuple[Value, ...]:
    """The day that is promised now, where it is not the one of the quote any more."""
    if order.promised is None or terms.promised is None or order.promised == terms.promised.by:
        return ()
    return (Phrase("promised-now", {"day": order.promised}),)
