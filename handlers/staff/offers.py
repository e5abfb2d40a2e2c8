"""The officers' card of a customer's offer, and what they decide about it.

The same five checks as for an order: the button is good for one version of the quote, and what
is decided finds the quote as it stood, or changes nothing.
"""

from collections.abc import Sequence

from handlers import notices, quotation, talk
from handlers import quote as quotes
from handlers.desk import Attempt, Contact, StaffChat
from handlers.messages import Choice, Joint, Money, Phrase, Prompt, Value
from handlers.readers.money import read_rupiah
from handlers.scene import Scene, Stage
from handlers.staff import cards
from handlers.staff.authority import Authority, authority, refuse, valid
from handlers.words import plain
from services.haggling import Deal, Party, QuoteEvent, What
from services.money import Rupiah
from services.negotiation import open_offer, price_today, standing, with_price
from services.orders import Role
from services.pricing import Price
from services.quotes import LostReason, Quote, QuoteState

STEPS_SHOWN = 6
"""Steps of a negotiation on a card; the newest tell where it stands."""

LONGEST_REASON = 300


def card_of(quote: Quote) -> str:
    """The name under which a quote's card is found again in every staff chat."""
    return f"quote:{quote.id}"


def about_card(quote: Quote) -> str:
    return f"{card_of(quote)}:{quote.version}"


# ---- the card


def refresh(
    stage: Stage, quote: Quote, chats: Sequence[StaffChat] | None = None, *, quiet: bool = False
) -> None:
    """Bring a quote's cards up to date, each chat with buttons of its own.

    A quote nobody escalated has none, and gets none.
    """
    history = stage.desk.quote_events(quote)
    if not any(e.what is What.ESCALATED and e.quote_id == quote.id for e in history):
        return
    for chat in stage.staff_chats() if chats is None else chats:
        buttons = tuple(
            Choice(
                "!" + stage.desk.new_token(deal, quote, chat.address),
                Phrase(f"deal-{deal.value}"),
                style="primary" if deal in (Deal.AGREE, Deal.HONOUR) else "",
            )
            for deal in open_to(stage, quote, history)
        )
        prompt = _card(stage, quote, history, buttons)
        about = about_card(quote)
        stage.tell_staff(prompt, card=card_of(quote), about=about, chats=[chat], quiet=quiet)


def open_to(stage: Stage, quote: Quote, history: Sequence[QuoteEvent]) -> tuple[Deal, ...]:
    """What an officer may do now, in the order of the buttons."""
    if quote.state is not QuoteState.ISSUED or open_offer(quote, history) is None:
        return ()
    if quote.standing(stage.today) is QuoteState.EXPIRED:
        return (Deal.HONOUR, Deal.REFUSE, Deal.TALK)
    agree = (Deal.AGREE,) if _offer(quote, history) else ()
    return (*agree, Deal.COUNTER, Deal.REFUSE, Deal.TALK)


def _offer(quote: Quote, history: Sequence[QuoteEvent]) -> QuoteEvent | None:
    """The newest price under ours that the customer named for this revision."""
    mine = (e for e in reversed(history) if e.quote_id == quote.id and e.what is What.OFFERED)
    return next((e for e in mine if (e.each or 0) < standing(quote, e.line, history)), None)


def _line(quote: Quote, history: Sequence[QuoteEvent]) -> int:
    """The line that is spoken of."""
    return next((e.line for e in reversed(history) if e.line and e.quote_id == quote.id), 1)


def _today(stage: Stage, quote: Quote, line: int) -> Price | None:
    """What the line costs us today; None where the catalogue sells it no more."""
    return price_today(stage.catalogue, quote.terms.lines[line - 1])


def _card(
    stage: Stage, quote: Quote, history: Sequence[QuoteEvent], buttons: tuple[Choice, ...]
) -> Prompt:
    customer = _customer(stage, quote)
    line = _line(quote, history)
    of, today = quote.terms.lines[line - 1], _today(stage, quote, line)
    hpp = today.hpp if today else of.hpp
    offer = _offer(quote, history)
    each = offer.each if offer and offer.each else standing(quote, line, history)
    asked = "offer-asks" if offer else "offer-asks-officer"
    if quote.standing(stage.today) is QuoteState.EXPIRED:
        asked = "offer-asks-honour"
    values: dict[str, Value] = {
        "each": Money(each),
        "ours": Money(standing(quote, line, history)),
        "quantity": of.quantity,
        "units": stage.form.unit,
        "variant": stage.form.describe(of.variant, briefly=True),
        "hpp": Money(hpp),
        "floor": Money(today.floor if today else of.floor),
        "margin": f"{(each - hpp) * 100 / hpp:.0f}",
    }
    state = Phrase(f"offer-state-{quote.standing(stage.today).value}")
    return Prompt(
        (
            Phrase("offer-card", {"number": quote.number, "state": state}),
            Joint((cards.for_whom(quote.terms.wanted), *cards.reached(stage, customer)), by="\n"),
            Joint((Phrase(asked, values), Phrase("offer-costs", values)), by="\n"),
            *((quotes.reason_of(quote),) if quote.reason else ()),
            Joint(tuple(_step(e) for e in history[-STEPS_SHOWN:]), by="\n"),
        ),
        buttons,
    )


def _step(event: QuoteEvent) -> Value:
    """One step, who took it and the price it spoke of."""
    who: Value = event.name or Phrase(f"party-{event.who.value}")
    each: Value = Money(event.each) if event.each else "–"
    return Phrase(f"step-{event.what.value}", {"who": who, "each": each})


def _customer(stage: Stage, quote: Quote) -> Contact:
    customer = stage.desk.contact(quote.contact_id)
    assert customer is not None, "a quote always has its customer"
    return customer


# ---- what officers do


def pressed(scene: Scene, value: str) -> None:
    """A button of a quote's card."""
    token = scene.desk.token(value)
    assert token is not None, "the button was found to be a quote's"
    quote = scene.desk.quote(token.quote_id or 0)
    deal = Deal(token.action)
    who = authority(scene, deal.value, deal, quote)
    if who is None:
        return
    why = valid(scene, token, quote)
    if quote is not None and not why and scene.desk.spend(token):
        act(scene, who, quote, deal, "")
        return
    refuse(scene, deal.value, why or "stale", quote)
    if quote is not None:
        refresh(scene, quote, [who.chat])


def replied_to_card(scene: Scene, about: str) -> None:
    """A reply to a card: the name or number of a button, a price, or words for the customer."""
    _, number, version = (*about.split(":"), "")[:3]
    quote = scene.desk.quote(int(number))
    assert quote is not None, "a card is about a quote"
    offered = open_to(scene, quote, scene.desk.quote_events(quote))
    text = plain(scene.said.text)
    names = {plain(_label(scene, deal)): deal for deal in Deal if deal in offered}
    deal, words = names.get(text), ""
    if deal is None and text.isdecimal() and 0 < int(text) <= len(offered):
        deal = offered[int(text) - 1]
    elif deal is None and Deal.COUNTER in offered and _names_price(quote, scene.said.text):
        deal, words = Deal.COUNTER, scene.said.text
    deal = deal or Deal.TALK
    who = authority(scene, deal.value, deal, quote)
    if who is None:
        return
    if deal is not Deal.TALK and version != str(quote.version):
        refuse(scene, deal.value, "stale", quote)
        refresh(scene, quote, [who.chat])
        return
    act(scene, who, quote, deal, words or ("" if text in names else scene.said.text))


def _names_price(quote: Quote, text: str) -> bool:
    """Whether words name a price of the quote: "3 hari" and "500 pasang" are for the customer."""
    amount = read_rupiah(text)
    return amount is not None and amount >= min(line.each for line in quote.terms.lines) // 4


def _label(scene: Scene, deal: Deal) -> str:
    spoken = scene.speak(Prompt((Phrase(f"deal-{deal.value}"),)), scene.shop.staff_language)
    return spoken.text


def replied(scene: Scene, about: str) -> None:
    """The price an earlier message asked the officer for."""
    _, number, version = (*about.split(":"), "")[:3]
    quote = scene.desk.quote(int(number))
    who = authority(scene, Deal.COUNTER.value, Deal.COUNTER, quote)
    if who is None or quote is None:
        return
    if version != str(quote.version):
        refuse(scene, Deal.COUNTER.value, "stale", quote)
        refresh(scene, quote, [who.chat])
        return
    act(scene, who, quote, Deal.COUNTER, scene.said.text)


def act(scene: Scene, who: Authority, quote: Quote, deal: Deal, words: str) -> None:
    """Do it where the quote is still open to it."""
    history = scene.desk.quote_events(quote)
    if deal is Deal.TALK:
        _talk(scene, who, quote, words)
    elif deal not in open_to(scene, quote, history):
        refuse(scene, deal.value, "stale", quote)
        refresh(scene, quote, [who.chat])
    elif deal is Deal.AGREE:
        _agree(scene, who, quote, history)
    elif deal is Deal.COUNTER:
        _counter(scene, who, quote, history, words)
    elif deal is Deal.HONOUR:
        _honour(scene, who, quote)
    else:
        _refuse_offer(scene, who, quote, history)


def _agree(scene: Scene, who: Authority, quote: Quote, history: Sequence[QuoteEvent]) -> None:
    """The customer's price becomes the next revision, unless it is under today's floor."""
    offer = _offer(quote, history)
    assert offer is not None, "there is a price to agree to"
    assert offer.each is not None, "an offer is a price"
    today = _today(scene, quote, offer.line)
    if today is None or offer.each < today.floor:
        refuse(scene, Deal.AGREE.value, "below_floor", quote)
        refresh(scene, quote, [who.chat])
        return
    event = _event(who, What.ACCEPTED, offer.line, offer.each, today)
    terms = with_price(quote.terms, offer.line, offer.each, today.hpp, today.floor)
    customer = _customer(scene, quote)
    revision = quotes.next_revision(scene, customer, quote, event, terms)
    if revision is None:
        refuse(scene, Deal.AGREE.value, "stale", quote)
        return
    _audit(scene, who, quote, Deal.AGREE, str(offer.each))
    _decided(scene, quote)
    said = Phrase("offer-agreed", {"each": Money(offer.each), "unit": _unit(scene)})
    _tell_revision(scene, quote, revision, said)


def _counter(
    scene: Scene, who: Authority, quote: Quote, history: Sequence[QuoteEvent], words: str
) -> None:
    """A price of the officer's own, not under today's floor; without one it is asked for."""
    amount = read_rupiah(words) if words else None
    if amount is None:
        scene.about = f"{Deal.COUNTER.value}:{quote.id}:{quote.version}"
        scene.say(Phrase("offer-type-price", {"number": quote.number}))
        refresh(scene, quote, [who.chat], quiet=True)
        return
    line = _line(quote, history)
    today, each = _today(scene, quote, line), Rupiah(amount)
    if today is None or each < today.floor:
        refuse(scene, Deal.COUNTER.value, "below_floor", quote)
        refresh(scene, quote, [who.chat])
        return
    if each >= standing(quote, line, history):
        refuse(scene, Deal.COUNTER.value, "not_lower", quote)
        refresh(scene, quote, [who.chat])
        return
    event = _event(who, What.COUNTERED, line, each, today)
    passed = scene.desk.step(quote, event, quote.state, "")
    if passed is None:
        refuse(scene, Deal.COUNTER.value, "stale", quote)
        return
    _audit(scene, who, quote, Deal.COUNTER, str(each))
    refresh(scene, passed)
    values: dict[str, Value] = {
        "number": quote.number,
        "each": Money(each),
        "unit": _unit(scene),
    }
    take = Choice(
        f"/take={quote.id}.{line}",
        Phrase("bargain-take", {"each": Money(each)}),
        style="primary",
    )
    officer = Choice(f"/call={quote.id}.{line}", Phrase("bargain-officer"))
    lose = Choice(f"/lost={quote.id}", Phrase("bargain-lose"))
    _tell(scene, quote, Prompt((Phrase("offer-countered", values),), (take, officer, lose)))


def _refuse_offer(
    scene: Scene, who: Authority, quote: Quote, history: Sequence[QuoteEvent]
) -> None:
    """Our price stays; the customer may take it, talk, or say why not."""
    line = _line(quote, history)
    ours = standing(quote, line, history)
    event = QuoteEvent(
        Party.OFFICER, What.REFUSED, line=line, each=ours, name=who.officer.name, rule="officer"
    )
    passed = scene.desk.step(quote, event, quote.state, "")
    if passed is None:
        refuse(scene, Deal.REFUSE.value, "stale", quote)
        return
    _audit(scene, who, quote, Deal.REFUSE, "")
    refresh(scene, passed)
    lose = Choice(f"/lost={quote.id}", Phrase("bargain-lose"))
    officer = Choice("/officer", Phrase("menu-officer"))
    if quote.standing(scene.today) is QuoteState.EXPIRED:
        again = Choice(f"/revise={quote.id}", Phrase("quote-again"))
        sorry = Phrase("offer-not-honoured", {"number": quote.number})
        _tell(scene, quote, Prompt((sorry,), (again, lose, officer)))
        return
    taken = given_or_accept(quote, line, history)
    take = Choice(taken, Phrase("bargain-take", {"each": Money(ours)}), style="primary")
    values: dict[str, Value] = {"number": quote.number, "each": Money(ours), "unit": _unit(scene)}
    _tell(scene, quote, Prompt((Phrase("offer-refused", values),), (take, lose, officer)))


def given_or_accept(quote: Quote, line: int, history: Sequence[QuoteEvent]) -> str:
    """The press that takes our price as it stands: a given one, or that of the quote itself."""
    lower = standing(quote, line, history) < quote.terms.lines[line - 1].each
    return f"/take={quote.id}.{line}" if lower else f"/accept={quote.id}"


def _honour(scene: Scene, who: Authority, quote: Quote) -> None:
    """The old price once more, as a revision: the price and its floor are of their own moment.

    Where today's cost has passed it, only the head may.
    """
    today = [_today(scene, quote, at) for at in range(1, len(quote.terms.lines) + 1)]
    under = any(
        now is None or line.each < now.floor
        for line, now in zip(quote.terms.lines, today, strict=True)
    )
    if under and Role.HEAD not in who.officer.roles:
        refuse(scene, Deal.HONOUR.value, "head_only", quote)
        refresh(scene, quote, [who.chat])
        return
    rule = "under_todays_floor" if under else "honoured"
    event = QuoteEvent(Party.OFFICER, What.HONOURED, name=who.officer.name, rule=rule)
    revision = quotes.next_revision(scene, _customer(scene, quote), quote, event, quote.terms)
    if revision is None:
        refuse(scene, Deal.HONOUR.value, "stale", quote)
        return
    _audit(scene, who, quote, Deal.HONOUR, rule)
    _decided(scene, quote)
    said = Phrase("offer-honoured", {"number": quote.number})
    _tell_revision(scene, quote, revision, said)


def _talk(scene: Scene, who: Authority, quote: Quote, words: str) -> None:
    """Open a talk with the customer; what was written goes to them right away."""
    customer = _customer(scene, quote)
    if words:
        talk.answer(scene, customer, who.officer.name)
    else:
        talk.open_talk(scene, customer)
        done = Choice("/done", Phrase("talk-done"))
        said = Phrase("offer-talk", {"number": quote.number, "officer": who.officer.name})
        _tell(scene, quote, Prompt((said,), (done,)))
        scene.about = customer.subject
        scene.say(Phrase("offer-talk-open", {"who": customer.known_as}))
    event = QuoteEvent(Party.OFFICER, What.TOLD, rule="talk", name=who.officer.name)
    passed = scene.desk.step(quote, event, quote.state, "") if _open(quote) else None
    _audit(scene, who, quote, Deal.TALK, "")
    if passed is not None:
        refresh(scene, passed, quiet=True)


def _open(quote: Quote) -> bool:
    return quote.state is QuoteState.ISSUED


# ---- by command


def withdraw(scene: Scene, argument: str) -> None:
    """As in '/tarik 012 bahan habis': the quote stands no more, and its customer hears why."""
    number, _, words = argument.partition(" ")
    quote = scene.desk.quote_numbered(number) if number else None
    who = authority(scene, Deal.WITHDRAW.value, Deal.WITHDRAW, quote)
    if who is None:
        return
    reason = words.strip()[:LONGEST_REASON]
    if quote is None or not reason:
        scene.say(Phrase("offer-which", {"number": number or "-"}))
        return
    event = QuoteEvent(Party.OFFICER, What.WITHDRAWN, name=who.officer.name, words=reason)
    ended = _end(scene, who, quote, Deal.WITHDRAW, event, QuoteState.WITHDRAWN, reason)
    if ended is not None:
        again = Choice(f"/revise={quote.id}", Phrase("quote-again"))
        officer = Choice("/officer", Phrase("menu-officer"))
        _tell(scene, quote, Prompt(quotes.ended(ended), (again, officer)))


def lose(scene: Scene, argument: str) -> None:
    """As in '/kalah 012 harga': why nothing came of a quote; alone it counts the reasons."""
    number, _, words = argument.partition(" ")
    if not number:
        _count_lost(scene)
        return
    quote = scene.desk.quote_numbered(number)
    who = authority(scene, Deal.LOSE.value, Deal.LOSE, quote)
    if who is None:
        return
    reason = _lost_reason(scene, words.strip())
    if quote is None or not reason:
        every = Joint(tuple(Phrase(f"lost-{r.value.replace('_', '-')}") for r in LostReason))
        scene.say(Phrase("offer-lost-how", {"number": number, "reasons": every}))
        return
    event = QuoteEvent(Party.OFFICER, What.LOST, name=who.officer.name, words=reason)
    _end(scene, who, quote, Deal.LOSE, event, QuoteState.LOST, reason)


def _lost_reason(scene: Scene, words: str) -> str:
    """One of our reasons by its label, its key or its first word; else the words themselves."""
    for reason in LostReason:
        label = Phrase(f"lost-{reason.value.replace('_', '-')}")
        for language in scene.shop.voice.languages:
            spoken = plain(scene.speak(Prompt((label,)), language).text)
            if plain(words) in {reason.value, spoken, spoken.split()[0]}:
                return reason.value
    return words[:LONGEST_REASON]


def _count_lost(scene: Scene) -> None:
    if authority(scene, Deal.LOSE.value, Deal.LOSE) is None:
        return
    counts = scene.desk.lost_by_reason()
    listed = [(reason.value, counts.get(reason.value, 0)) for reason in LostReason]
    others = sum(counts.values()) - sum(count for _, count in listed)
    rows = tuple(
        Phrase(
            "offer-lost-row",
            {
                "reason": Phrase(f"lost-{reason.replace('_', '-')}"),
                "count": count + (others if reason == LostReason.OTHER else 0),
            },
        )
        for reason, count in listed
    )
    scene.say(Joint((Phrase("offer-lost-title"), *rows), by="\n"))


def _end(
    scene: Scene,
    who: Authority,
    quote: Quote,
    deal: Deal,
    event: QuoteEvent,
    to: QuoteState,
    reason: str,
) -> Quote | None:
    """A quote that stands, or has expired, ends; None where it had ended already."""
    ended = scene.desk.step(quote, event, to, reason) if _open(quote) else None
    if ended is None:
        refuse(scene, deal.value, "stale", quote)
        return None
    _audit(scene, who, quote, deal, reason)
    scene.say(Phrase("offer-ended", {"number": quote.number, "reason": quotes.reason_of(ended)}))
    refresh(scene, ended, quiet=True)
    return ended


# ---- what is left behind


def _event(who: Authority, what: What, line: int, each: Rupiah, today: Price) -> QuoteEvent:
    return QuoteEvent(
        Party.OFFICER, what, line=line, quantity=today.quantity, each=each,
        hpp=today.hpp, floor=today.floor, rule="officer", name=who.officer.name,
    )  # fmt: skip


def _decided(scene: Scene, quote: Quote) -> None:
    """The card of a quote that has a next revision, as it stands now."""
    now = scene.desk.quote(quote.id)
    assert now is not None, "a quote is never removed"
    refresh(scene, now)


def _unit(scene: Scene) -> Value:
    return scene.catalogue.product.unit.singular


def _tell_revision(scene: Scene, quote: Quote, revision: Quote, said: Phrase) -> None:
    """Tell the customer of the next revision of a quote, and send its paper after it."""
    paper = quotation.enclosed(scene, _customer(scene, quote), revision)
    _tell(scene, quote, quotes.offer(scene, revision).under(said), [paper])


def _tell(scene: Scene, quote: Quote, news: Prompt, enclosed: Sequence[Prompt] = ()) -> None:
    """Tell the customer; where they have blocked us, the officer learns it at once."""
    customer = _customer(scene, quote)
    knocking = Prompt(
        news.body, news.choices, news.closed, notice=notices.of_answer(scene.catalogue)
    )
    scene.tell(customer, knocking, about=card_of(quote), enclosed=enclosed)
    if not customer.reachable:
        scene.say(Phrase("staff-unreachable", {"who": customer.known_as}))


def _audit(scene: Scene, who: Authority, quote: Quote, deal: Deal, reason: str) -> None:
    scene.desk.audit(
        Attempt(
            scene.said.address,
            scene.said.sender,
            deal.value,
            "done",
            quote_id=quote.id,
            officer_id=who.officer.id,
            reason=reason,
        )
    )
