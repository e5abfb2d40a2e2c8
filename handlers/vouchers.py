"""A voucher in the chat: the newest one a customer came with, taken off once."""

from handlers.desk import Contact
from handlers.messages import Phrase
from handlers.scene import Scene
from services.haggling import Party, QuoteEvent, What
from services.orders import OrderState
from services.quotes import Quote, Terms, Voucher, priced
from services.sources import Source
from services.vouchers import with_voucher

ORDERS_SEARCHED = 100
"""How far back an order is looked for that has used a voucher."""

_UNUSED = frozenset({OrderState.REJECTED, OrderState.CANCELLED})
"""Where an order ended like this its voucher is good again."""


def applied(scene: Scene, terms: Terms) -> Terms:
    """The terms with the voucher the customer came with, if it is good today and unused."""
    if not scene.contact.source:  # nobody without one is looked up
        return terms
    source = scene.desk.newest_touch(scene.contact)
    if source is None or not is_good(scene, source) or is_used(scene, scene.contact, source.code):
        return terms
    assert source.offer is not None
    voucher = Voucher(code=source.code, percent=source.offer.percent)
    return with_voucher(terms, voucher, scene.catalogue.product.round_step)


def is_good(scene: Scene, source: Source) -> bool:
    """Whether a source gives anything off today; nobody gets anything by their own code."""
    offer = source.offer
    own = source.owner == scene.contact.id
    return source.active and offer is not None and scene.today <= offer.until and not own


def is_used(scene: Scene, contact: Contact, code: str) -> bool:
    """Whether an order of theirs has had it already."""
    for order in scene.desk.orders_of(contact, ORDERS_SEARCHED):
        quote = scene.desk.quote(order.quote_id)
        voucher = quote.terms.voucher if quote else None
        if voucher is not None and voucher.code == code and order.state not in _UNUSED:
            return True
    return False


def spent(scene: Scene, quote: Quote) -> bool:
    """Whether the quote's voucher went into another order since."""
    voucher = quote.terms.voucher
    return voucher is not None and is_used(scene, scene.contact, voucher.code)


def without(scene: Scene, quote: Quote) -> tuple[QuoteEvent, Terms, Phrase]:
    """The step that takes a spent voucher away, the terms without it, and what is said."""
    voucher = quote.terms.voucher
    assert voucher is not None, "only a quote with a voucher loses it"
    event = QuoteEvent(Party.DESK, What.TOLD, rule="voucher")
    terms = priced(scene.catalogue, quote.terms.wanted)
    return event, terms, Phrase("voucher-spent", {"code": voucher.code})
