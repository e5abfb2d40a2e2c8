"""How each intent shows in a message."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from handlers.readers import intent_words as words
from handlers.readers.bargaining import bargains
from handlers.readers.consent import Consent, claims_payment, read_consent
from handlers.readers.consent_words import AROUND, CANCEL
from handlers.readers.last_order import wants_last_order
from handlers.readers.money import amounts_in
from handlers.readers.quantity import Quantity, QuantityDelta, QuantityRange, read_quantity
from handlers.readers.stems import all_stems, nearest, stems
from handlers.readers.text import Kind, Phrases, Token, says
from handlers.readers.units import Units


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

    def has_verb(self, group: frozenset[str]) -> bool:
        """The same, but 'pesanan' is not the verb 'pesan'."""
        return any(
            stems(token.word) & group and not stems(token.word) & words.NOUNS
            for token in self.tokens
        )

    def says(self, known: Phrases) -> bool:
        return says(self.tokens, known)

    @property
    def asks(self) -> bool:
        return "?" in self.text

    @cached_property
    def is_one_word(self) -> bool:
        return sum(t.word not in AROUND and t.kind is not Kind.MARK for t in self.tokens) <= 1


_DATA = frozenset({"data"})


def erases(said: Spoken) -> bool:
    return said.has(words.ERASE, words.DATA) and (
        said.has(words.MINE) or said.has(frozenset({"data", "akun", "account", "riwayat"}))
    )


def opts_out(said: Spoken) -> bool:
    if said.says(words.OPTS_OUT) or said.has(words.STOP | words.NOT, words.PROMO, words.SENDS):
        return not said.says(words.SUBSCRIBES) or said.has(words.STOP | words.NOT)
    if said.has(words.STOP | words.LEAVES, words.PROMO):
        return True
    return _stops_messages(said)


def _stops_messages(said: Spoken) -> bool:
    """'stop', 'berhenti ya', 'jangan kirim pesan lagi': that, and nothing about an order."""
    if not said.has(words.SENDING):
        return _only(said, words.STOP | (words.MESSAGES - {"pesan"})) and said.has(words.STOP)
    if not _only(said, words.STOP | words.NEVER | words.SENDING | words.MESSAGES | words.AGAIN):
        return False
    return said.has(words.STOP) or said.has(words.NEVER, words.AGAIN)


def _only(said: Spoken, group: frozenset[str]) -> bool:
    """Whether nothing else was said, but politely."""
    told = [token for token in said.tokens if token.kind is not Kind.MARK]
    return all(stems(t.word) & group or t.word in words.POLITE for t in told)


def starts_again(said: Spoken) -> bool:
    """'start', 'mulai lagi': what undoes STOP, and means the menu to everybody else."""
    return said.has(words.STARTS) and _only(said, words.STARTS | words.AGAIN | words.SENDING)


def opts_in(said: Spoken) -> bool:
    return said.says(words.SUBSCRIBES) and not said.has(words.NOT)


def asks_privacy(said: Spoken) -> bool:
    about = said.has(frozenset({"data", "nomor", "informasi", "information", "number"}), words.MINE)
    if said.has(words.PRIVACY) or (about and said.has(words.STORED) and said.asks):
        return True
    return said.has(_DATA, words.MINE, words.STORED) or said.has(_DATA, words.SAFE)


def wants_discretion(said: Spoken) -> bool:
    if said.has(words.NO_SIGN, words.WRITING, words.PRISON):
        return True
    if said.has(words.NO_SIGN - {"bisa"}, words.PACKING, words.PRISON):
        return True
    if said.has(words.NO_SIGN - {"bisa"}, words.ORIGIN):
        return True
    return said.has(words.PACKING, words.PLAIN) or said.has(frozenset({"discreet", "netral"}))


def asks_ethics(said: Spoken) -> bool:
    return (
        said.says(words.FORCED)
        or said.has(words.PRISONER, words.WORK)
        or said.has(words.WORKERS, words.FAIR)
        or (said.has(words.PRISONER) and said.asks)
    )


def proves_payment(said: Spoken) -> bool:
    return claims_payment(said.tokens)


def complains(said: Spoken) -> bool:
    if said.has(words.DAMAGE) or said.says(words.DAMAGE_PHRASES):
        return True
    if _is_short(said.tokens):
        return True
    return said.has(words.SHORT, words.ARRIVED) and not bargains(said.tokens)


def _is_short(tokens: Sequence[Token]) -> bool:
    """'pesanan kami kurang 15 pasang': a number is lacking from something that came."""
    return any(
        token.word in words.SHORT
        and i + 1 < len(tokens)
        and tokens[i + 1].number is not None
        and bool(all_stems(tokens[:i]) & words.ORDERED)
        for i, token in enumerate(tokens)
    )


def wants_human(said: Spoken) -> bool:
    return (
        said.says(words.CALLS)
        or said.has(words.PERSON, words.TALK)
        or (
            said.is_one_word
            and said.has(frozenset({"admin", "petugas", "operator", "cs", "human", "officer"}))
        )
    )


def bids(said: Spoken) -> bool:
    """A price named with 'boleh?' is a bid."""
    bid = said.asks and said.has(words.MAY) and amounts_in(said.tokens, said.units)
    return bargains(said.tokens) or bool(bid)


def wants_quote(said: Spoken) -> bool:
    return said.has(words.QUOTE)


def wants_sample(said: Spoken) -> bool:
    return said.has(words.SAMPLE)


def asks_tax(said: Spoken) -> bool:
    return said.has(words.TAX)


def wants_papers(said: Spoken) -> bool:
    return said.has(words.PAPERS)


def asks_terms(said: Spoken) -> bool:
    if said.says(words.CARD):
        return False
    top = any(token.word == "top" and (said.asks or len(said.tokens) > 1) for token in said.tokens)
    after = said.asks and said.has(words.PAYS, words.PAID_AFTER) and not said.has(words.METHOD)
    if said.has(frozenset({"dp"})) and (said.asks or said.has(words.HOW)):
        return True
    return said.has(words.TERMS) or said.says(words.TERMS_PHRASES) or top or after


def asks_method(said: Spoken) -> bool:
    return said.says(words.CARD) or said.has(words.METHOD) or said.has(words.PAYS, words.HOW)


def cancels(said: Spoken) -> bool:
    return said.has(CANCEL | {"tidak"}) and read_consent(said.text) is Consent.CANCEL


def reorders(said: Spoken) -> bool:
    """The last order once more: 'seperti biasa', 'pesan lagi'; with an amount it is a new one."""
    again = said.has_verb(words.ORDERS) and said.has(frozenset({"lagi", "again", "ulang"}))
    return wants_last_order(said.tokens) or (again and not said.asks and not orders_amount(said))


def asks_status(said: Spoken) -> bool:
    if said.has(words.SUPPOSES) or (
        said.has(frozenset({"bisa", "can"}))
        and not said.has(frozenset({"cek", "check", "lacak", "track"}))
    ):
        return False
    if said.says(words.THANKS) and not said.asks:
        return False
    if said.says(words.STATUS_PHRASES):
        return True
    return said.has(words.ORDERED, words.PROGRESS, words.ASKS_WHEN) and not orders_amount(said)


def asks_lead_time(said: Spoken) -> bool:
    return said.says(words.LEAD)


def asks_minimum(said: Spoken) -> bool:
    return said.has(words.MINIMUM, words.MINIMUM_OF) or said.has(frozenset({"moq"}))


def asks_shipping(said: Spoken) -> bool:
    return said.has(words.SHIPPING) or said.says(words.SHIPPING_PHRASES)


def asks_place(said: Spoken) -> bool:
    return said.has(words.PLACE) or said.says(words.PLACE_PHRASES)


def asks_price(said: Spoken) -> bool:
    return said.has(words.PRICE) or said.says(words.PRICE_PHRASES)


def asks_range(said: Spoken) -> bool:
    if said.says(words.CATALOG):
        return True
    if said.has(words.PICTURES, words.THINGS) or said.has(words.SELLS, words.WHAT):
        return True
    if said.has(words.RANGE, words.SHOWS) and not said.has(words.ORDERS):
        return True
    return said.asks and said.has(frozenset({"ada", "ado", "ready", "tersedia", "available"}))


def asks_quality(said: Spoken) -> bool:
    return said.has(words.QUALITY)


def asks_story(said: Spoken) -> bool:
    return said.says(words.HOW_MADE)


def orders(said: Spoken) -> bool:
    if said.says(words.HOW_TO_ORDER) or said.has_verb(words.ORDERS):
        return True
    wants = said.has(words.WANTS, words.THINGS) and not said.says(words.HELP)
    return wants or orders_amount(said)


def orders_outright(said: Spoken) -> bool:
    """'pesan 500 psg kemasan polos': an order in so many words, whatever else it mentions."""
    if said.asks or not said.has_verb(words.ORDERS) or not orders_amount(said):
        return False
    other = words.DAMAGE | words.QUOTE | words.SAMPLE | words.PRICE | CANCEL | words.PRISONER
    if said.has(other) or said.says(words.STATUS_PHRASES) or said.says(words.DAMAGE_PHRASES):
        return False
    return not bargains(said.tokens) and not claims_payment(said.tokens)


def orders_amount(said: Spoken) -> bool:
    reading = read_quantity(said.text, said.units)
    return isinstance(reading, Quantity | QuantityRange | QuantityDelta)


def mentions_order(said: Spoken) -> bool:
    """'pesanan atas nama Hotel Bunda', without more."""
    return said.has(words.NOUNS) and not said.says(words.THANKS)


def thanks(said: Spoken) -> bool:
    return said.says(words.THANKS)


def wants_menu(said: Spoken) -> bool:
    return said.says(words.MENU) and len(said.tokens) <= 4


def needs_help(said: Spoken) -> bool:
    return said.says(words.HELP)


def greets(said: Spoken) -> bool:
    return said.says(words.GREETING)
