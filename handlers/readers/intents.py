"""What a message is about, from the most telling words to the least."""

from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache

from handlers.readers import intent_signs as signs
from handlers.readers import intent_words as words
from handlers.readers.quantity import tokens_of
from handlers.readers.text import clean
from handlers.readers.units import PAIRS, Units


class Intent(StrEnum):
    """What somebody wants from us."""

    LANGUAGE_EN = "language_en"
    LANGUAGE_ID = "language_id"
    DATA_ERASURE = "data_erasure"
    OPT_OUT = "opt_out"
    OPT_IN = "opt_in"
    PRIVACY_INFO = "privacy_info"
    DISCREET_PACKAGING = "discreet_packaging"
    ETHICS_FAQ = "ethics_faq"
    PAYMENT_PROOF = "payment_proof"
    COMPLAINT = "complaint"
    HUMAN = "human"
    NEGOTIATE = "negotiate"
    QUOTATION = "quotation"
    SAMPLE = "sample"
    TAX = "tax"
    DOCUMENTS = "documents"
    PAYMENT_TERMS = "payment_terms"
    PAYMENT_METHOD = "payment_method"
    CANCEL = "cancel"
    REORDER = "reorder"
    LEAD_TIME = "lead_time"
    MINIMUM_ORDER = "minimum_order"
    SHIPPING = "shipping"
    ORDER_STATUS = "order_status"
    LOCATION = "location"
    PRICE = "price"
    CATALOG = "catalog"
    QUALITY = "quality"
    STORY = "story"
    ORDER = "order"
    THANKS = "thanks"
    MENU = "menu"
    HELP = "help"
    GREETING = "greeting"


_SIGNS: tuple[tuple[Intent, Callable[[signs.Spoken], bool]], ...] = (
    (Intent.LANGUAGE_EN, lambda said: said.says(words.ENGLISH)),
    (Intent.LANGUAGE_ID, lambda said: said.says(words.INDONESIAN)),
    (Intent.DATA_ERASURE, signs.erases),
    (Intent.OPT_OUT, signs.opts_out),
    (Intent.OPT_IN, signs.opts_in),
    (Intent.PRIVACY_INFO, signs.asks_privacy),
    (Intent.ORDER, signs.orders_outright),
    (Intent.DISCREET_PACKAGING, signs.wants_discretion),
    (Intent.ETHICS_FAQ, signs.asks_ethics),
    (Intent.PAYMENT_PROOF, signs.proves_payment),
    (Intent.COMPLAINT, signs.complains),
    (Intent.HUMAN, signs.wants_human),
    (Intent.NEGOTIATE, signs.bids),
    (Intent.QUOTATION, signs.wants_quote),
    (Intent.SAMPLE, signs.wants_sample),
    (Intent.PAYMENT_TERMS, signs.asks_terms),
    (Intent.TAX, signs.asks_tax),
    (Intent.DOCUMENTS, signs.wants_papers),
    (Intent.PAYMENT_METHOD, signs.asks_method),
    (Intent.CANCEL, signs.cancels),
    (Intent.REORDER, signs.reorders),
    (Intent.LEAD_TIME, signs.asks_lead_time),
    (Intent.MINIMUM_ORDER, signs.asks_minimum),
    (Intent.SHIPPING, signs.asks_shipping),
    (Intent.ORDER_STATUS, signs.asks_status),
    (Intent.LOCATION, signs.asks_place),
    (Intent.PRICE, signs.asks_price),
    (Intent.CATALOG, signs.asks_range),
    (Intent.STORY, signs.asks_story),
    (Intent.ORDER, signs.orders),
    (Intent.ORDER_STATUS, signs.mentions_order),
    (Intent.QUALITY, signs.asks_quality),
    (Intent.THANKS, signs.thanks),
    (Intent.MENU, signs.wants_menu),
    (Intent.HELP, signs.needs_help),
    (Intent.GREETING, signs.greets),
)


@lru_cache(16)  # several handlers ask about the same message, one after the other
def read_intent(text: str, units: Units = PAIRS) -> Intent | None:
    """The most telling intent of a message: a greeting with a request is the request."""
    said = _spoken(text, units)
    return next((intent for intent, shows in _SIGNS if shows(said)), None)


def starts_again(text: str, units: Units = PAIRS) -> bool:
    """Whether somebody who had opted out asks to hear from us again: "start", "mulai lagi".

    To everybody else these words mean the menu.
    """
    return signs.starts_again(_spoken(text, units))


def _spoken(text: str, units: Units) -> signs.Spoken:
    cleaned = clean(text)
    return signs.Spoken(cleaned, tokens_of(cleaned, units), units)
