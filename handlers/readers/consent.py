"""Whether a message agrees, refuses, cancels, puts off, or does something else instead."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from handlers.readers import consent_words as words
from handlers.readers.bargaining import bargains
from handlers.readers.quantity import Quantity, QuantityDelta, quantity_in, read_quantity, tokens_of
from handlers.readers.references import reference_spans
from handlers.readers.stems import all_stems, stems
from handlers.readers.text import Kind, Token, clean, mask, phrase_at, says, word_at
from handlers.readers.units import PAIRS, Units


class Consent(StrEnum):
    """What a message answers to 'is that right?'.

    THUMB is a lone 👍: friendly, but too little for anything that cannot be undone.
    """

    YES = "yes"
    NO = "no"
    CANCEL = "cancel"
    DEFER = "defer"
    NEGOTIATE = "negotiate"
    ASK_TOTAL = "ask_total"
    PAYMENT_CLAIM = "payment_claim"
    CORRECT = "correct"
    THUMB = "thumb"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer and the quantity said with it: 'ok 500 dulu', 'bukan 1000, 1500'."""

    consent: Consent
    quantity: Quantity | QuantityDelta | None = None


def read_consent(text: str) -> Consent | None:
    """What a message answers; None where it answers nothing, or only in part."""
    answer = read_answer(text)
    return answer.consent if answer else None


def read_answer(text: str, units: Units = PAIRS) -> Answer | None:
    """The same with the quantity, for products counted in other units than pairs too."""
    cleaned = clean(text)
    tokens = tokens_of(mask(cleaned, reference_spans(cleaned, units)), units)
    if not any(token.kind in (Kind.WORD, Kind.NUMBER) for token in tokens):
        return _drawn(tokens)
    if (change := _correction(cleaned, tokens, units)) is not None:
        return change
    for consent, claims in (
        (Consent.CANCEL, _cancels),
        (Consent.PAYMENT_CLAIM, claims_payment),
        (Consent.ASK_TOTAL, _asks_total),
        (Consent.NEGOTIATE, bargains),
        (Consent.CORRECT, _changes),
        (Consent.DEFER, _defers),
    ):
        if claims(tokens):
            return Answer(consent)
    return _plainly(tokens, units)


def _drawn(tokens: Sequence[Token]) -> Answer | None:
    """A message of nothing but signs."""
    signs = {token.text for token in tokens} - words.SKIN
    if signs and signs <= words.THUMBS:
        return Answer(Consent.THUMB)
    return Answer(Consent.NO) if signs and signs <= words.DOWN else None


def _correction(cleaned: str, tokens: Sequence[Token], units: Units) -> Answer | None:
    """Another number than before: 'gak jadi 1000, jadi 1500 aja', 'tambah 200 lagi'."""
    reading = read_quantity(cleaned, units)
    if isinstance(reading, Quantity) and reading.corrected:
        return None if _asks(tokens) else Answer(Consent.CORRECT, reading)
    if isinstance(reading, QuantityDelta):
        return Answer(Consent.CORRECT, reading)
    return None


def _asks(tokens: Sequence[Token]) -> bool:
    return any(token.word == "?" or token.word in words.HOW_MUCH for token in tokens)


# ---- cancel


def _cancels(tokens: Sequence[Token]) -> bool:
    return _cancel_place(tokens) is not None and not _changes_instead(tokens)


def _cancel_place(tokens: Sequence[Token]) -> int | None:
    """Where the message calls everything off; None if it only asks, forbids or supposes."""
    if says(tokens, words.CALLED_OFF):
        return len(tokens) - 1
    supposes = any(t.word in words.ASKING or t.word == "?" for t in tokens)
    if supposes and not any(t.word in words.PLEASE for t in tokens):
        return None
    for i, token in enumerate(tokens):
        before = [t.word for t in tokens[max(0, i - 2) : i]]
        refused = any(w in words.NO or w in ("jangan", "jan", "jgn", "bukan") for w in before)
        if token.word in words.CANCEL and not refused:
            return i
        is_go = token.word in words.GO and before[-1:] and before[-1] in words.NO
        if is_go and word_at(tokens, i + 1) not in words.NOT_MATTER | words.CANCEL:
            return i
    return None


def _changes_instead(tokens: Sequence[Token]) -> bool:
    """'batal yang 3mm', 'gak jadi pakai logo, ganti polos': a part is called off, not the order."""
    at = _cancel_place(tokens)
    if at is None:
        return False
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    usual = words.AFTER_CANCEL | words.AROUND
    known = after is None or after.word in usual or not after.word.isalpha()
    later = {t.word for t in tokens[at + 1 :]}
    changes = later & {"tapi", "but", "tp", "instead"} or all_stems(tokens) & words.CHANGE
    counted = any(token.number for token in tokens[at + 1 :])
    return bool(not known or changes or counted)


def _changes(tokens: Sequence[Token]) -> bool:
    """Something is to be different, without a new quantity."""
    if _changes_instead(tokens):
        return True
    for i, token in enumerate(tokens):
        if token.word not in words.CHANGE or (token.word in words.ALSO_YES and len(tokens) < 4):
            continue
        before = [t.word for t in tokens[max(0, i - 3) : i]]
        if not any(w in words.NO or w in ("jangan", "usah", "perlu", "no") for w in before):
            return token.word not in words.ALSO_YES
    wrong = any(token.word in words.WRONG for token in tokens)
    return wrong and len(tokens) > 3 and not _covered(tokens)


# ---- money


def claims_payment(tokens: Sequence[Token]) -> bool:
    """'sdh tf', 'dp sudah masuk', 'here is the proof of payment'; a claim, never a proof."""
    said = all_stems(tokens)
    if any(t.word == "?" or t.word in words.ASKING - {"how"} for t in tokens):
        return False
    if said & words.PROOF and said & words.PROVEN:
        return not said & words.PAYING_LATER
    if said & words.MONEY and said & words.RECEIVED and said & words.DONE:
        return not said & (words.PAYING_LATER | words.NO)
    for i, token in enumerate(tokens):
        if not stems(token.word) & words.PAID:
            continue
        before = {t.word for t in tokens[max(0, i - 4) : i]}
        if before & (words.PAYING_LATER | words.NO):
            return False
        around = before | {t.word for t in tokens[i + 1 : i + 3]}
        if around & words.DONE or token.word in words.PAID_ALONE:
            return True
    return False


def _asks_total(tokens: Sequence[Token]) -> bool:
    if says(tokens, words.WHAT_TOTAL):
        return True
    amounts = [
        i
        for i, token in enumerate(tokens)
        if token.word in words.HOW_MUCH and word_at(tokens, i + 1) not in words.NOT_MONEY
    ]
    sums = all_stems(tokens) & words.SUM
    known = all(t.word in words.AROUND or stems(t.word) & (words.SUM | {"?"}) for t in tokens)
    alone = known and tokens[-1].word == "?" and sums - words.GO
    return bool((amounts and sums) or alone)


# ---- later


def _defers(tokens: Sequence[Token]) -> bool:
    """'nanti dulu', 'ya nanti saya tanya GM dulu'; but 'mau tanya dulu' asks something else."""
    if says(tokens, words.DEFER_PHRASES):
        return True
    said = {token.word for token in tokens}
    for i, token in enumerate(tokens):
        wants = word_at(tokens, i - 1) in words.WANTS_TO_ASK
        if wants and stems(token.word) & words.ASK:
            continue
        if stems(token.word) & words.THINK and said & (words.FIRST | words.SELF):
            return True
        if stems(token.word) & words.CHECK and said & words.FIRST:
            return True
        if token.word in words.NOT_FIRST and word_at(tokens, i + 1) in ("dulu", "lu"):
            return True
    later = said & words.LATER
    softened = said & (words.FIRST | words.ONLY) - later
    if not later or (later <= words.LATER_ALONE and not softened):
        return False
    known = words.LATER | words.FIRST | words.SELF | words.CHECK | {"dari", "from", "sama"}
    rest = [t for t in tokens if t.word not in known]
    return _covered(rest) or not rest


# ---- yes and no


def _plainly(tokens: Sequence[Token], units: Units) -> Answer | None:
    """Yes or no where the whole message says so, with a quantity at most."""
    if any(token.text == "?" for token in tokens):
        return None
    said, rest = _weighed(tokens)
    if not rest:
        return Answer(said) if said else None
    if said is not Consent.YES or not any(token.number for token in rest):
        return None
    if not all(_is_about_quantity(rest, i, units) for i in range(len(rest))):
        return None
    reading = quantity_in(rest, units, bare=True)
    return Answer(Consent.YES, reading) if isinstance(reading, Quantity) else None


def _is_about_quantity(tokens: Sequence[Token], i: int, units: Units) -> bool:
    token = tokens[i]
    return token.number is not None or units.at(tokens, i) is not None


def _covered(tokens: Sequence[Token]) -> bool:
    return not _weighed(tokens)[1]


def _weighed(tokens: Sequence[Token]) -> tuple[Consent | None, list[Token]]:
    """What the known words come to, and the words that are none of them."""
    strong: list[Consent] = []
    weak: list[Consent] = []
    rest: list[Token] = []
    i = 0
    while i < len(tokens):
        consent, length = _known(tokens, i)
        if not length:
            rest.append(tokens[i])
        elif consent:
            (weak if tokens[i].word in words.YES_WEAK else strong).append(consent)
        i += length or 1
    kinds = set(strong or weak)
    return (kinds.pop() if len(kinds) == 1 else None), rest


def _known(tokens: Sequence[Token], i: int) -> tuple[Consent | None, int]:
    """What the words from `i` on say, and how many of them say it; 0 for an unknown word."""
    token = tokens[i]
    if length := phrase_at(tokens, i, words.YES_PHRASES):
        return Consent.YES, length
    if length := phrase_at(tokens, i, words.NO_PHRASES):
        return Consent.NO, length + _agreed(tokens, i + length)
    if token.word in words.NO:
        return Consent.NO, 1 + _agreed(tokens, i + 1)
    if token.word in words.YES_WEAK or stems(token.word) & words.YES:
        return Consent.YES, 1
    if length := phrase_at(tokens, i, words.WITH_THAT):
        return None, length
    if token.word in words.AROUND or token.kind is Kind.MARK or _is_name(tokens, i):
        return None, 1
    return None, 0


def _is_name(tokens: Sequence[Token], i: int) -> bool:
    """The Budi of 'siap pak Budi', which nothing but signs may follow."""
    ends = all(token.kind is Kind.MARK for token in tokens[i + 1 :])
    is_word = tokens[i].kind is Kind.WORD and tokens[i].word not in words.BUT
    return ends and is_word and word_at(tokens, i - 1) in words.NAMED


def _agreed(tokens: Sequence[Token], i: int) -> int:
    """The 'setuju' of 'tidak setuju' is part of the no."""
    return int(word_at(tokens, i) in words.YES)
