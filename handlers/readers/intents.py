"""What a message is about, from the most telling words to the least."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from handlers.readers import intent_words as words
from handlers.readers.bargaining import bargains
from handlers.readers.consent import Consent, claims_payment, read_consent
from handlers.readers.consent_words import AROUND, CANCEL
from handlers.readers.money import amounts_in
from handlers.readers.quantity import (
    PAIRS,
    Quantity,
    QuantityDelta,
    QuantityRange,
    read_quantity,
    tokens_of,
)
from handlers.readers.stems import nearest, stems
from handlers.readers.text import Kind, Phrases, Token, clean, says
from handlers.readers.units import Units


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


@dataclass(frozen=True)
class Spoken:
    """A message as the signs of each intent look at it."""

    text: str
    tokens: Sequence[Token]
    units: Units

    @cached_property
    def stems(self) -> frozenset[str]:
        found: set[str] = set()
        for token in self.tokens:
            if token.kind is Kind.WORD:
                found |= stems(token.word)
                if not stems(token.word) & words.LONG:
                    found |= {nearest(token.word, words.LONG) or token.word}
        return frozenset(found)

    def has(self, *groups: frozenset[str]) -> bool:
        """Whether a word of every group was said."""
        return all(self.stems & group for group in groups)

    def says(self, known: Phrases) -> bool:
        return says(self.tokens, known)

    @property
    def asks(self) -> bool:
        return "?" in self.text

    @cached_property
    def is_one_word(self) -> bool:
        return sum(t.word not in AROUND and t.kind is not Kind.MARK for t in self.tokens) <= 1


def _erases(said: Spoken) -> bool:
    return said.has(words.ERASE, words.DATA) and (
        said.has(words.MINE) or said.has(frozenset({"data", "akun", "account", "riwayat"}))
    )


def _opts_out(said: Spoken) -> bool:
    if said.says(words.OPTS_OUT) or said.has(words.STOP | words.NOT, words.PROMO, words.SENDS):
        return not said.says(words.SUBSCRIBES) or said.has(words.STOP | words.NOT)
    if said.has(words.STOP, words.PROMO):
        return True
    return said.has(words.STOP) and said.is_one_word


def _opts_in(said: Spoken) -> bool:
    return said.says(words.SUBSCRIBES) and not said.has(words.NOT)


def _asks_privacy(said: Spoken) -> bool:
    about = said.has(frozenset({"data", "nomor", "informasi", "information", "number"}), words.MINE)
    return (
        said.has(words.PRIVACY)
        or (about and said.has(words.STORED) and said.asks)
        or (said.has(frozenset({"data"}), words.MINE, words.STORED))
    )


def _wants_discretion(said: Spoken) -> bool:
    if said.has(words.NO_SIGN, words.WRITING, words.PRISON):
        return True
    if said.has(words.NO_SIGN - {"bisa"}, words.PACKING, words.PRISON):
        return True
    return said.has(words.PACKING, words.PLAIN) or said.has(frozenset({"discreet", "netral"}))


def _asks_ethics(said: Spoken) -> bool:
    return (
        said.says(words.FORCED)
        or said.has(words.PRISONER, words.WORK)
        or (said.has(words.PRISONER) and said.asks)
    )


def _proves_payment(said: Spoken) -> bool:
    return claims_payment(said.tokens)


def _complains(said: Spoken) -> bool:
    if said.has(words.DAMAGE) or said.says(words.DAMAGE_PHRASES):
        return True
    return said.has(words.SHORT, words.ARRIVED) and not bargains(said.tokens)


def _wants_human(said: Spoken) -> bool:
    return (
        said.says(words.CALLS)
        or said.has(words.PERSON, words.TALK)
        or (
            said.is_one_word
            and said.has(frozenset({"admin", "petugas", "operator", "cs", "human"}))
        )
    )


def _bargains(said: Spoken) -> bool:
    """A price named with 'boleh?' is a bid."""
    bids = said.asks and said.has(words.MAY) and amounts_in(said.tokens, said.units)
    return bargains(said.tokens) or bool(bids)


def _wants_quote(said: Spoken) -> bool:
    return said.has(words.QUOTE)


def _wants_sample(said: Spoken) -> bool:
    return said.has(words.SAMPLE)


def _asks_tax(said: Spoken) -> bool:
    return said.has(words.TAX)


def _wants_papers(said: Spoken) -> bool:
    return said.has(words.PAPERS)


def _asks_terms(said: Spoken) -> bool:
    if said.says(words.CARD):
        return False
    top = any(token.word == "top" and (said.asks or len(said.tokens) > 1) for token in said.tokens)
    return said.has(words.TERMS) or said.says(words.TERMS_PHRASES) or top


def _asks_method(said: Spoken) -> bool:
    return said.says(words.CARD) or said.has(words.METHOD) or said.has(words.PAYS, words.HOW)


def _cancels(said: Spoken) -> bool:
    return said.has(CANCEL | {"tidak"}) and read_consent(said.text) is Consent.CANCEL


def _reorders(said: Spoken) -> bool:
    return said.says(words.REORDERS)


def _asks_status(said: Spoken) -> bool:
    if said.has(words.SUPPOSES) or (
        said.has(frozenset({"bisa", "can"}))
        and not said.has(frozenset({"cek", "check", "lacak", "track"}))
    ):
        return False
    if said.says(words.STATUS_PHRASES):
        return True
    return said.has(words.ORDERED, words.PROGRESS, words.ASKS_WHEN) and not _orders_amount(said)


def _asks_lead_time(said: Spoken) -> bool:
    return said.says(words.LEAD)


def _asks_minimum(said: Spoken) -> bool:
    return said.has(words.MINIMUM, words.MINIMUM_OF) or said.has(frozenset({"moq"}))


def _asks_shipping(said: Spoken) -> bool:
    return said.has(words.SHIPPING) or said.says(words.SHIPPING_PHRASES)


def _asks_place(said: Spoken) -> bool:
    return said.has(words.PLACE) or said.says(words.PLACE_PHRASES)


def _asks_price(said: Spoken) -> bool:
    return said.has(words.PRICE) or said.says(words.PRICE_PHRASES)


def _asks_range(said: Spoken) -> bool:
    if said.says(words.CATALOG):
        return True
    if said.has(words.RANGE, words.SHOWS) and not said.has(words.ORDERS):
        return True
    return said.asks and said.has(frozenset({"ada", "ado", "ready", "tersedia", "available"}))


def _asks_quality(said: Spoken) -> bool:
    return said.has(words.QUALITY)


def _asks_story(said: Spoken) -> bool:
    return said.says(words.HOW_MADE)


def _orders(said: Spoken) -> bool:
    if said.says(words.HOW_TO_ORDER) or said.has(words.ORDERS):
        return True
    return said.has(words.WANTS, words.THINGS) or _orders_amount(said)


def _orders_amount(said: Spoken) -> bool:
    reading = read_quantity(said.text, said.units)
    return isinstance(reading, Quantity | QuantityRange | QuantityDelta)


def _thanks(said: Spoken) -> bool:
    return said.says(words.THANKS)


def _wants_menu(said: Spoken) -> bool:
    return said.says(words.MENU) and len(said.tokens) <= 4


def _needs_help(said: Spoken) -> bool:
    return said.says(words.HELP)


def _greets(said: Spoken) -> bool:
    return said.says(words.GREETING)


_SIGNS: tuple[tuple[Intent, Callable[[Spoken], bool]], ...] = (
    (Intent.LANGUAGE_EN, lambda said: said.says(words.ENGLISH)),
    (Intent.LANGUAGE_ID, lambda said: said.says(words.INDONESIAN)),
    (Intent.DATA_ERASURE, _erases),
    (Intent.OPT_OUT, _opts_out),
    (Intent.OPT_IN, _opts_in),
    (Intent.PRIVACY_INFO, _asks_privacy),
    (Intent.DISCREET_PACKAGING, _wants_discretion),
    (Intent.ETHICS_FAQ, _asks_ethics),
    (Intent.PAYMENT_PROOF, _proves_payment),
    (Intent.COMPLAINT, _complains),
    (Intent.HUMAN, _wants_human),
    (Intent.NEGOTIATE, _bargains),
    (Intent.QUOTATION, _wants_quote),
    (Intent.SAMPLE, _wants_sample),
    (Intent.TAX, _asks_tax),
    (Intent.DOCUMENTS, _wants_papers),
    (Intent.PAYMENT_TERMS, _asks_terms),
    (Intent.PAYMENT_METHOD, _asks_method),
    (Intent.CANCEL, _cancels),
    (Intent.REORDER, _reorders),
    (Intent.LEAD_TIME, _asks_lead_time),
    (Intent.MINIMUM_ORDER, _asks_minimum),
    (Intent.SHIPPING, _asks_shipping),
    (Intent.ORDER_STATUS, _asks_status),
    (Intent.LOCATION, _asks_place),
    (Intent.PRICE, _asks_price),
    (Intent.CATALOG, _asks_range),
    (Intent.STORY, _asks_story),
    (Intent.ORDER, _orders),
    (Intent.QUALITY, _asks_quality),
    (Intent.THANKS, _thanks),
    (Intent.MENU, _wants_menu),
    (Intent.HELP, _needs_help),
    (Intent.GREETING, _greets),
)


def read_intent(text: str, units: Units = PAIRS) -> Intent | None:
    """The most telling intent of a message: a greeting with a request is the request."""
    cleaned = clean(text)
    said = Spoken(cleaned, tokens_of(cleaned, units), units)
    return next((intent for intent, shows in _SIGNS if shows(said)), None)
