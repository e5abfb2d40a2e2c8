"""Bargaining in the chat: what a customer asks of a quote, and what we answer."""

from dataclasses import replace

from handlers import quote as quotes
from handlers import talk
from handlers.asks import heard
from handlers.messages import Choice, Joint, Money, Phrase, Prompt, Value
from handlers.readers.consent import Consent, read_consent
from handlers.readers.intents import Intent, read_intent
from handlers.readers.money import read_rupiah
from handlers.scene import Scene
from handlers.staff import offers
from handlers.words import plain
from services.haggling import Party, QuoteEvent, What
from services.money import Rupiah
from services.negotiation import (
    Alternative,
    Ask,
    Reply,
    given,
    negotiate,
    open_offer,
    others,
    standing,
    with_alternative,
    with_price,
)
from services.quotes import LostReason, Quote, QuoteState

QUOTES_LOOKED_AT = 5
LONGEST_WORDS = 300
"""Characters kept of what a customer said about a quote."""

_QUOTE_WORDS = frozenset({"penawaran", "quote", "quotation", "offer", "penawarannya"})

_WHAT = {
    "conceded": What.CONCEDED,
    "agreed": What.CONCEDED,
    "escalated": What.ESCALATED,
}
"""What a reply is written down as, where it says more than what is true anyway."""


_SAID = {"tier": "bargain-tier", "variant": "bargain-variant", "later": "bargain-later"}
"""How each kind of what costs less anyway is told."""


# ---- words


def hear(scene: Scene, text: str, intent: Intent | None) -> bool:
    """Take words about the newest quote that stands, outside any form; false if they are not."""
    cancels = intent is Intent.CANCEL or read_consent(text) is Consent.CANCEL
    spoken = intent in (None, Intent.NEGOTIATE, Intent.PRICE, Intent.ORDER)
    if not text or not (cancels or (spoken and _speaks_of_price(text, intent))):
        return False
    quote = _newest(scene)
    if quote is None:
        return False
    if cancels:
        return _declined(scene, quote, text)
    ask = heard(scene, quote, text, intent)
    if ask is None:
        return False
    answer(scene, quote, ask, text)
    return True


def _speaks_of_price(text: str, intent: Intent | None) -> bool:
    return (
        intent is Intent.NEGOTIATE
        or any(c.isdigit() for c in text)
        or read_rupiah(text) is not None
    )


def interrupts(scene: Scene, text: str) -> bool:
    """The same while a form is open: only where the words clearly mean a quote that stands."""
    if read_intent(text) is not Intent.NEGOTIATE:
        return False
    if read_rupiah(text) is None and _QUOTE_WORDS.isdisjoint(plain(text).split()):
        return False
    if not hear(scene, text, Intent.NEGOTIATE):
        return False
    scene.replies[-1] = _with_resume(scene.replies[-1])
    return True


def _with_resume(prompt: Prompt) -> Prompt:
    resume = Choice("/resume", Phrase("menu-resume"))
    return replace(prompt, choices=(*prompt.choices, resume))


def _newest(scene: Scene) -> Quote | None:
    mine = scene.desk.quotes_of(scene.contact, QUOTES_LOOKED_AT)
    return next((q for q in mine if q.state is QuoteState.ISSUED), None)


def _declined(scene: Scene, quote: Quote, text: str) -> bool:
    """'Tidak jadi' is about the quote, unless an order waits that it may mean as well."""
    if any(order.is_undecided for order in scene.desk.orders_of(scene.contact, 1)):
        return False
    words = text[:LONGEST_WORDS]
    event = QuoteEvent(Party.CUSTOMER, What.ASKED, rule="declines", words=words)
    passed = scene.desk.step(quote, event, quote.state, "")
    if passed is not None:
        lose(scene, passed, "")
    return passed is not None


# ---- presses


def bargain(scene: Scene, quote: Quote, rest: str) -> None:
    """The button: what costs less anyway, and an invitation to name a price."""
    line = _number(rest)
    lines = len(quote.terms.lines)
    answer(scene, quote, Ask(line if 0 < line <= lines else int(lines == 1)), "")


def ask_of_line(scene: Scene, quote: Quote, rest: str) -> None:
    """A price or a quantity once more, now with the line it is for ("2.e.3200", "2.q.1000")."""
    line, what, number = (*rest.split("."), "", "", "")[:3]
    at = _number(line)
    if not (0 < at <= len(quote.terms.lines) and _number(number)):
        quotes.show(scene, quote)
    elif what == "q":
        answer(scene, quote, Ask(at, quantity=_number(number)), "")
    else:
        answer(scene, quote, Ask(at, Rupiah(_number(number))), "")


def take(scene: Scene, quote: Quote, rest: str) -> None:
    """The price we gave for a line becomes the next revision."""
    line = _number(rest)
    if _is_over(scene, quote) or not 0 < line <= len(quote.terms.lines):
        quotes.show(scene, quote)
        return
    event = given(quote, line, scene.desk.quote_events(quote))
    if event is None:
        quotes.show(scene, quote)
        return
    _agree(scene, quote, replace(event, who=Party.CUSTOMER, what=What.ACCEPTED, rule="taken"))


def take_other(scene: Scene, quote: Quote, rest: str) -> None:
    """What costs less anyway becomes the next revision, at the price of this moment."""
    line, rule, *what = rest.split(".")
    at = _number(line)
    if _is_over(scene, quote) or not 0 < at <= len(quote.terms.lines):
        quotes.show(scene, quote)
        return
    found = _offered(scene, quote, at, rule, what)
    if found is None:
        answer(scene, quote, Ask(at), "")
        return
    terms = with_alternative(scene.catalogue, quote.terms, at, found, scene.today)
    event = QuoteEvent(
        Party.CUSTOMER, What.ACCEPTED, line=at, quantity=found.quantity, each=found.each,
        hpp=terms.lines[at - 1].hpp, floor=terms.lines[at - 1].floor, rule=found.rule,
    )  # fmt: skip
    _revised(scene, quotes.next_revision(scene, scene.contact, quote, event, terms), quote)


def _offered(
    scene: Scene, quote: Quote, line: int, rule: str, what: list[str]
) -> Alternative | None:
    """The alternative a press names, as it stands at this moment."""
    history = scene.desk.quote_events(quote)
    if rule == "tier" and len(what) == 1:
        ask = Ask(line, quantity=_number(what[0]))
        found = negotiate(scene.catalogue, quote, history, ask, scene.today).alternatives
    else:
        found = others(scene.catalogue, quote, line, history, scene.today)
    fits = (a for a in found if a.rule == rule and (rule != "variant" or [a.axis] == what[:1]))
    return next(fits, None)


def call_officer(scene: Scene, quote: Quote, rest: str) -> None:
    """The customer wants an officer to look at the price."""
    if _is_over(scene, quote):
        quotes.show(scene, quote)
    elif open_offer(quote, scene.desk.quote_events(quote)) is not None:
        scene.say(Phrase("bargain-waits", {"number": quote.number}))
    else:
        line = min(_number(rest), len(quote.terms.lines))
        _escalate(scene, quote, Reply("escalated", Rupiah(0), "asked_for"), Ask(line))


def ask_honour(scene: Scene, quote: Quote) -> None:
    """The customer asks for the price of a quote that has expired; an officer decides."""
    if quote.standing(scene.today) is not QuoteState.EXPIRED:
        quotes.show(scene, quote)
    elif open_offer(quote, scene.desk.quote_events(quote)) is not None:
        scene.say(Phrase("bargain-waits", {"number": quote.number}))
    else:
        _escalate(scene, quote, Reply("escalated", Rupiah(0), "expired"), Ask(0))


def lose(scene: Scene, quote: Quote, rest: str) -> None:
    """The customer lets a quote go: with a reason it is lost, without one it is asked."""
    if quote.state is not QuoteState.ISSUED:
        quotes.show(scene, quote)
    elif rest in set(LostReason):
        event = QuoteEvent(Party.CUSTOMER, What.LOST, rule=rest)
        lost = scene.desk.step(quote, event, QuoteState.LOST, rest)
        if lost is None:
            scene.say(Phrase("quote-just-changed", {"number": quote.number}))
            return
        scene.say(Prompt((Phrase("lost-thanks", {"number": quote.number}),), _menu()))
        offers.refresh(scene, lost, quiet=True)
    else:
        reasons = tuple(
            Choice(f"/lost={quote.id}.{reason}", Phrase(f"lost-{reason.value.replace('_', '-')}"))
            for reason in LostReason
        )
        stay = Choice(f"/quote={quote.id}", Phrase("lost-not"))
        asked = Phrase("lost-why", {"number": quote.number})
        scene.say(Prompt((asked,), (*reasons, stay)))


def _menu() -> tuple[Choice, ...]:
    return (Choice("/menu", Phrase("menu")),)


# ---- the answer


def answer(scene: Scene, quote: Quote, ask: Ask, text: str) -> None:
    """Write down what was asked, answer it, and write the answer down."""
    if _is_over(scene, quote):
        quotes.show(scene, quote)
        return
    if ask.line == 0:
        _which_line(scene, quote, ask)
        return
    history = scene.desk.quote_events(quote)
    reply = negotiate(scene.catalogue, quote, history, ask, scene.today)
    waits = open_offer(quote, history) is not None
    line = quote.terms.lines[ask.line - 1]
    asked = QuoteEvent(
        Party.CUSTOMER,
        What.OFFERED if ask.each else What.ASKED,
        line=ask.line,
        quantity=ask.quantity or line.quantity,
        each=ask.each,
        words=text[:LONGEST_WORDS],
    )
    passed = scene.desk.step(quote, asked, quote.state, "")
    if passed is None:
        scene.say(Phrase("quote-just-changed", {"number": quote.number}))
    elif waits and ask.each and reply.verdict not in ("already", "stands"):
        scene.say(Phrase("bargain-waits", {"number": quote.number}))
        offers.refresh(scene, passed, quiet=True)
    elif reply.verdict == "escalated":
        _escalate(scene, passed, reply, ask)
    else:
        passed = _answered(scene, passed, reply, ask)
        if waits:
            offers.refresh(scene, passed, quiet=True)


def _answered(scene: Scene, quote: Quote, reply: Reply, ask: Ask) -> Quote:
    """Say it, and write it down; returns the quote as it stands after that."""
    line = quote.terms.lines[ask.line - 1]
    event = QuoteEvent(
        Party.DESK,
        _WHAT.get(reply.verdict, What.TOLD),
        line=ask.line,
        quantity=line.quantity,
        each=reply.each,
        hpp=reply.today.hpp if reply.today else None,
        floor=reply.today.floor if reply.today else None,
        rule=reply.rule,
        round=reply.round,
    )
    if event.what is What.TOLD:  # our price is as it was: these are not its figures
        event = replace(event, hpp=None, floor=None)
    passed = scene.desk.step(quote, event, quote.state, "")
    assert passed is not None, "what this moment has written down is still so"
    if reply.verdict == "agreed":
        said = replace(event, who=Party.CUSTOMER, what=What.ACCEPTED, rule="offered", round=0)
        scene.say(Phrase("bargain-agreed", {"each": Money(reply.each), "unit": _unit(scene)}))
        _agree(scene, passed, said)
    else:
        scene.say(_answer(scene, passed, reply, ask))
    return passed


def _answer(scene: Scene, quote: Quote, reply: Reply, ask: Ask) -> Prompt:
    """The words of an answer, with a button for everything that can be taken."""
    values: dict[str, Value] = {
        "number": quote.number,
        "each": Money(reply.each),
        "unit": _unit(scene),
        "minimum": reply.minimum,
    }
    rows = tuple(_other(scene, quote, ask.line, a) for a in reply.alternatives)
    besides = tuple(Phrase("bargain-others") for _ in rows[:1] if ask.quantity is None)
    said: tuple[Value, ...] = (Joint((*besides, *rows), by="\n"),) if rows else ()
    takes = tuple(_take_other(scene, quote, ask.line, a) for a in reply.alternatives)
    officer = Choice(f"/call={quote.id}.{ask.line}", Phrase("bargain-officer"))
    ours = _take(scene, quote, ask.line)
    match reply.verdict:
        case "conceded":
            return Prompt((*said, Phrase("bargain-conceded", values)), (*ours, *takes, officer))
        case "already":
            return Prompt((Phrase("bargain-already", values),), (*ours, officer))
        case "stands":
            return Prompt((Phrase("bargain-stands", values),), (*ours, officer))
        case "minimum":
            return Prompt((Phrase("bargain-minimum", values),), ours)
        case _ if ask.quantity is not None:
            return Prompt(said, (*takes, *ours))
        case _:
            title = Phrase("bargain-title", values)
            return Prompt((title, *said, Phrase("bargain-name", values)), (*takes, *ours, officer))


def _unit(scene: Scene) -> Value:
    return scene.catalogue.product.unit.singular


def _take(scene: Scene, quote: Quote, line: int) -> tuple[Choice, ...]:
    """The button that takes our price as it stands: a given one, or that of the quote itself."""
    history = scene.desk.quote_events(quote)
    each = Money(standing(quote, line, history))
    pressed = f"/take={quote.id}.{line}" if given(quote, line, history) else f"/accept={quote.id}"
    return (Choice(pressed, Phrase("bargain-take", {"each": each}), style="primary"),)


def _other(scene: Scene, quote: Quote, line: int, other: Alternative) -> Value:
    """What costs less anyway, in words, with what is saved on each."""
    of = quote.terms.lines[line - 1]
    values: dict[str, Value] = {
        "each": Money(other.each),
        "unit": _unit(scene),
        "units": scene.form.unit,
        "quantity": other.quantity,
        "total": Money(other.each * other.quantity),
        "saved": Money(max(of.each - other.each, 0)),
        "days": other.days,
        "variant": _changed(scene, other),
    }
    dearer = other.rule == "tier" and other.each >= of.each
    return Phrase("bargain-quantity" if dearer else _SAID[other.rule], values)


def _changed(scene: Scene, other: Alternative) -> Value:
    """The value that is new, by its label."""
    if not other.axis:
        return ""
    axis = scene.catalogue.axis(other.axis)
    return axis.value(other.variant[other.axis]).label


def _take_other(scene: Scene, quote: Quote, line: int, other: Alternative) -> Choice:
    begun = f"/other={quote.id}.{line}.{other.rule}"
    match other.rule:
        case "tier":
            label = Phrase("bargain-take-quantity", {"quantity": other.quantity})
            return Choice(f"{begun}.{other.quantity}", label)
        case "variant":
            return Choice(f"{begun}.{other.axis}", _changed(scene, other))
        case _:
            return Choice(begun, Phrase("bargain-take-later", {"days": other.days}))


def _which_line(scene: Scene, quote: Quote, ask: Ask) -> None:
    """Nobody's price is guessed: where there are several lines, it is asked which is meant."""
    if ask.each:
        begun, end = "/line=", f".e.{ask.each}"
    elif ask.quantity:
        begun, end = "/line=", f".q.{ask.quantity}"
    else:
        begun, end = "/bargain=", ""
    choices = tuple(
        Choice(
            f"{begun}{quote.id}.{at}{end}",
            Phrase("bargain-line", {"line": at, "quantity": line.quantity}),
            scene.form.describe(line.variant, briefly=True),
        )
        for at, line in enumerate(quote.terms.lines, 1)
    )
    scene.say(Prompt((Phrase("bargain-which", {"number": quote.number}),), choices))


def _is_over(scene: Scene, quote: Quote) -> bool:
    return quote.standing(scene.today) is not QuoteState.ISSUED


def _agree(scene: Scene, quote: Quote, event: QuoteEvent) -> None:
    """A price both sides have said becomes the next revision, to be accepted with one press."""
    assert event.each is not None, "a price that was agreed is a price"
    hpp, floor = event.hpp, event.floor
    assert hpp is not None, "what was given has the cost of its moment"
    assert floor is not None, "and its floor"
    terms = with_price(quote.terms, event.line, event.each, hpp, floor)
    _revised(scene, quotes.next_revision(scene, scene.contact, quote, event, terms), quote)


def _revised(scene: Scene, revision: Quote | None, quote: Quote) -> None:
    if revision is None:
        scene.say(Phrase("quote-just-changed", {"number": quote.number}))
        return
    quotes.show_new(scene, revision)
    passed = scene.desk.quote(quote.id)
    assert passed is not None, "a quote is never removed"
    offers.refresh(scene, passed, quiet=True)


def _escalate(scene: Scene, quote: Quote, reply: Reply, ask: Ask) -> None:
    """An officer decides: the card shows them all they need; the customer hears that it does."""
    if not scene.desk.staff_chats():
        talk.call_officer(scene)
        return
    event = QuoteEvent(Party.DESK, What.ESCALATED, line=ask.line, each=ask.each, rule=reply.rule)
    if reply.rule in ("asked_for", "expired"):
        event = replace(event, who=Party.CUSTOMER)
    passed = scene.desk.step(quote, event, quote.state, "")
    if passed is None:
        scene.say(Phrase("quote-just-changed", {"number": quote.number}))
        return
    menu = Choice(f"/quote={quote.id}", Phrase("bargain-see"))
    scene.say(Prompt((Phrase("bargain-escalated", {"number": quote.number}),), (menu,)))
    offers.refresh(scene, passed)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
