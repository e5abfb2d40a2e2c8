"""Quotes in the chat: issued, accepted once, changed into another, ordered again."""

from dataclasses import replace

from pydantic import JsonValue

from handlers import (
    agreements,
    dates,
    forms,
    logos,
    permission,
    promise_lines,
    quotation,
    setups,
    vouchers,
)
from handlers.desk import Contact, Kept
from handlers.forms import Answers, Dialog, Turn
from handlers.messages import Choice, Phrase, Prompt, Value
from handlers.order import KEPT, kept_for
from handlers.scene import Scene, Stage
from handlers.staff import cards
from services.catalogue import Catalogue
from services.haggling import Party, QuoteEvent, What
from services.logos import Signed
from services.orders import Order, OrderState
from services.promises import holds, too_late
from services.quotes import LostReason, Pace, Quote, QuoteState, Terms, Wanted, keeping, priced


def submit(scene: Scene, turn: Turn, kept: Kept) -> None:
    """A confirmed form becomes a quote; confirmed as an order, it is accepted in the same breath.

    The dialog is the key of what comes of it: confirming twice finds the first quote again.
    """
    scene.keep(turn, kept.replaces)
    quote = scene.desk.quote_of_dialog(turn.dialog.id)
    is_new = quote is None
    if quote is None:
        wanted = scene.form.wanted(turn.dialog.answers)
        contact = scene.contact
        contact.hotel, contact.kind = wanted.hotel, wanted.kind
        contact.listed, contact.person = wanted.listed, wanted.person
        former = _standing(scene, kept.replaces)
        terms = agreements.applied(scene, contact, priced(scene.catalogue, wanted))
        if terms.agreed is None:
            terms = vouchers.applied(scene, terms)
        if former is not None and _still_owed(former.terms, terms):
            terms = keeping(terms, former.terms)
        terms = dates.dated(scene, terms, alone=turn.how == "order")
        quote = issue(scene, turn.dialog.id, terms, former)
    if turn.how == "order":
        order(scene, quote)
    elif is_new:
        show_new(scene, quote)
    else:
        show(scene, quote)


def _still_owed(former: Terms, terms: Terms) -> bool:
    """Whether a former price may be kept: what a voucher or an agreement gave goes with it."""
    return former.voucher in (None, terms.voucher) and former.agreed in (None, terms.agreed)


def order(scene: Scene, quote: Quote) -> None:
    """Accept a quote unseen, unless it comes later than was wished for: then it is shown."""
    if quote.state is QuoteState.ISSUED and too_late(quote.terms):
        show(scene, quote)
    else:
        accept(scene, quote)


def next_revision(
    stage: Stage, customer: Contact, quote: Quote, event: QuoteEvent, terms: Terms
) -> Quote | None:
    """The next revision, at terms that were agreed; None where somebody else was first.

    Its date is planned anew. It has a draft of its own, like every quote, so that it can be
    changed and ordered again.
    """
    passed = stage.desk.step(quote, event, QuoteState.SUPERSEDED, "")
    if passed is None:
        return None
    dialog = Dialog(stage.desk.new_id(), stage.form.name, draft_of(stage.catalogue, terms.wanted))
    stage.desk.keep(Kept(dialog, customer.id, "submitted", quote.id))
    days = stage.catalogue.quote_days
    return stage.desk.issue(dialog.id, customer, dates.dated(stage, terms), days, passed)


def _standing(scene: Scene, quote_id: int | None) -> Quote | None:
    """The quote a draft would change, where that can still be changed."""
    former = scene.desk.quote(quote_id) if quote_id else None
    return former if former is not None and former.state is QuoteState.ISSUED else None


def issue(scene: Scene, dialog_id: str, terms: Terms, former: Quote | None) -> Quote:
    """Issue a quote, as the next revision of the one it changes."""
    customer = scene.contact
    quote = scene.desk.issue(dialog_id, customer, terms, scene.catalogue.quote_days, former)
    if former is not None and quote.revision:
        scene.say(Phrase("quote-supersedes", {"number": former.number}))
    return quote


def show_new(scene: Scene, quote: Quote) -> None:
    """A quote that was issued just now, followed by its paper."""
    show(scene, quote)
    quotation.send(scene, quote)


def show(scene: Scene, quote: Quote) -> None:
    """The quote as it stands today, with what can still be done about it."""
    match quote.standing(scene.today):
        case QuoteState.ISSUED:
            scene.say(offer(scene, quote))
        case QuoteState.EXPIRED:
            over = Phrase("quote-expired", {"number": quote.number, "until": quote.valid_until})
            honour = Choice(f"/honour={quote.id}", Phrase("quote-honour"))
            scene.say(Prompt((*_body(scene, quote), over), (_again(quote), honour)))
        case QuoteState.SUPERSEDED:
            gone = Phrase("quote-superseded", {"number": quote.number})
            newest = scene.desk.quote_numbered(quote.base)
            assert newest is not None, "a superseded quote has a successor"
            look = Choice(f"/quote={newest.id}", newest.short)
            scene.say(Prompt((gone,), (look, Choice("/status", Phrase("menu-status")))))
        case QuoteState.WITHDRAWN | QuoteState.LOST:
            scene.say(Prompt((*_body(scene, quote), *ended(quote)), (_again(quote),)))
        case QuoteState.ACCEPTED:
            order = scene.desk.order_of_quote(quote.id)
            if order is not None:
                show_order(scene, order)


def offer(stage: Stage, quote: Quote) -> Prompt:
    """A quote that stands, and what its customer may do about it."""
    until = Phrase("quote-valid", {"until": quote.valid_until})
    choices = (
        Choice(f"/accept={quote.id}", Phrase("quote-accept"), style="primary"),
        Choice(f"/revise={quote.id}", Phrase("change")),
        Choice(f"/bargain={quote.id}", Phrase("quote-bargain")),
    )
    early, others = dates.too_early(stage, quote)
    accept_, *rest = choices
    return Prompt((*_body(stage, quote), *early, until), (accept_, *others, *rest))


def _body(stage: Stage, quote: Quote) -> tuple[Value, ...]:
    title = Phrase("quote-title", {"number": quote.number})
    return (title, *stage.form.summary(quote.terms), *_undated(stage, quote.terms))


def _undated(stage: Stage, terms: Terms) -> tuple[Value, ...]:
    """Where there is a calendar and no day of it fits, who will name one."""
    left_open = terms.promised is None and stage.catalogue.capacity is not None
    return (Phrase("date-by-officer"),) if left_open else ()


def _again(quote: Quote) -> Choice:
    return Choice(f"/revise={quote.id}", Phrase("quote-again"))


def ended(quote: Quote) -> tuple[Value, ...]:
    """Why a quote stands no more, where it was withdrawn or lost."""
    key = "quote-lost" if quote.state is QuoteState.LOST else "quote-withdrawn"
    words = Phrase(key, {"number": quote.number})
    return (words, reason_of(quote)) if quote.reason else (words,)


def reason_of(quote: Quote) -> Value:
    """The reason a quote ended, one of ours or somebody's own words."""
    listed = quote.state is QuoteState.LOST and quote.reason in set(LostReason)
    words: Value = Phrase(f"lost-{_dashed(quote.reason)}") if listed else quote.reason
    return Phrase("reason-line", {"reason": words})


def _dashed(key: str) -> str:
    return key.replace("_", "-")


def accept(scene: Scene, quote: Quote) -> None:
    """Make the quote an order, once; a second time shows the order there is."""
    if quote.standing(scene.today) not in (QuoteState.ISSUED, QuoteState.ACCEPTED):
        show(scene, quote)
        return
    terms = quote.terms
    if quote.state is QuoteState.ISSUED:
        if outdated := _outdated(scene, quote):
            _reissue(scene, quote, *outdated)
            return
        terms = dates.dated(scene, quote.terms, alone=True)
        if not holds(quote.terms.promised, terms.promised):
            _redate(scene, quote, terms)
            return
    placed = scene.desk.place(quote)
    if placed is None:
        scene.say(Phrase("quote-just-changed", {"number": quote.number}))
        return
    order, fresh = placed
    if not fresh:
        show_order(scene, order)
        return
    dates.reserve(scene, order, terms)
    agreements.draw(scene, order, quote)
    if quote.revision or quote.version > 1:
        scene.desk.record(quote, QuoteEvent(Party.CUSTOMER, What.ACCEPTED, rule="ordered"))
    scene.say(
        Prompt(
            (
                Phrase("order-placed", {"number": order.number}),
                *scene.form.summary(quote.terms),
                *_undated(scene, quote.terms),
                Phrase("order-waits"),
            ),
            (
                Choice(f"/show={order.id}", Phrase("menu-status")),
                Choice("/officer", Phrase("menu-officer")),
            ),
        )
    )
    cards.post(scene, order)
    permission.ask_in_passing(scene)


def _outdated(scene: Scene, quote: Quote) -> tuple[QuoteEvent, Terms, Phrase] | None:
    """The terms instead of those that owe to something used up since, and what is said of it."""
    if vouchers.spent(scene, quote):
        return vouchers.without(scene, quote)
    if agreements.exceeded(scene, quote):
        return agreements.without(scene, quote)
    return None


def _redate(scene: Scene, quote: Quote, terms: Terms) -> None:
    """The day that was offered has been taken: the same quote with the next one, to be confirmed
    again.
    """
    was = quote.terms.promised
    assert was is not None, "what was not promised always holds"
    event = QuoteEvent(Party.DESK, What.TOLD, rule="date")
    _reissue(scene, quote, event, terms, Phrase("date-taken", {"day": was.by}))


def _reissue(scene: Scene, quote: Quote, event: QuoteEvent, terms: Terms, *why: Phrase) -> None:
    """The same quote at other terms, to be confirmed again."""
    revision = next_revision(scene, scene.contact, quote, event, terms)
    if revision is None:
        scene.say(Phrase("quote-just-changed", {"number": quote.number}))
    else:
        scene.say(*why)
        show_new(scene, revision)


def change_pace(scene: Scene, quote: Quote, rest: str) -> None:
    """Another pace becomes the next revision, to be accepted with one press."""
    standing = quote.standing(scene.today) is QuoteState.ISSUED
    terms = dates.choose(scene, quote, Pace(rest)) if standing and rest in set(Pace) else None
    if terms is None:
        show(scene, quote)
        return
    event = QuoteEvent(Party.CUSTOMER, What.ASKED, rule=f"pace:{rest}")
    _reissue(scene, quote, event, terms)


def show_order(scene: Scene, order: Order) -> None:
    """An order with its state, and what its customer may do about it."""
    quote = scene.desk.quote(order.quote_id)
    assert quote is not None
    choices = [Choice(f"/again={order.id}", Phrase("order-again"))]
    if order.is_undecided:
        choices.append(Choice(f"/cancel-order={order.id}", Phrase("cancel-order"), style="danger"))
    choices.append(Choice("/officer", Phrase("menu-officer")))
    scene.say(
        Prompt(
            (
                Phrase("order-title", {"number": order.number, "state": state_of(order)}),
                *scene.form.summary(quote.terms),
                *promise_lines.moved(order, quote.terms),
                *cards.reason_line(order),
            ),
            tuple(choices),
        )
    )


def state_of(order: Order) -> Phrase:
    return Phrase(f"state-{order.state.value}")


def revise(scene: Scene, quote: Quote) -> None:
    """Open what the quote offered as a draft; the quote stands until the new one is issued."""
    standing = quote.standing(scene.today) is QuoteState.ISSUED
    replaces = quote.id if quote.state is QuoteState.ISSUED else None
    _reopen(scene, quote, replaces=replaces, changing=standing)


def again(scene: Scene, order: Order) -> None:
    """Open an order as a draft at today's prices; date and PO number belong to the old one."""
    quote = scene.desk.quote(order.quote_id)
    assert quote is not None
    signed = scene.desk.signed(quote)
    _reopen(scene, quote, without=("wanted", "po", KEPT), signed=signed)


def _reopen(
    scene: Scene,
    quote: Quote,
    *,
    without: tuple[str, ...] = (),
    replaces: int | None = None,
    changing: bool = False,
    signed: Signed | None = None,
) -> None:
    before = draft_of(scene.catalogue, quote.terms.wanted)
    answers: Answers = {s: v for s, v in before.items() if s not in without}
    if signed is not None:
        answers = setups.carried(scene, scene.contact, signed, answers)
    dialog: Dialog = replace(scene.new_dialog(), answers=answers)
    turn = forms.press(scene.form, dialog, "/change" if changing else "/show")
    scene.keep(turn, replaces)
    scene.say(dates.told(scene, turn))
    if signed is not None:
        logos.show_on(scene, signed, turn.dialog)


def ask_cancel(scene: Scene, order: Order) -> None:
    """Cancelling needs a second, plain yes."""
    if not order.is_undecided:
        show_order(scene, order)
        return
    scene.say(
        Prompt(
            (Phrase("cancel-sure", {"number": order.number}),),
            (
                Choice(f"/cancel-yes={order.id}", Phrase("cancel-yes"), style="danger"),
                Choice(f"/show={order.id}", Phrase("cancel-no")),
            ),
        )
    )


def cancel(scene: Scene, order: Order) -> None:
    """The customer takes back an order nobody has decided about."""
    if order.is_undecided:
        by = scene.contact.called
        moved = scene.desk.move(order, OrderState.CANCELLED, by, "withdrawn")
        if moved is not None:
            scene.say(Phrase("order-cancelled-by-you", {"number": order.number}))
            cards.refresh(scene, moved, quiet=True)
            scene.tell_staff(
                Prompt((Phrase("staff-order-withdrawn", {"number": order.number, "who": by}),)),
                about=scene.contact.subject,
                under=cards.card_of(order),
            )
            return
    show_order(scene, order)


def draft_of(catalogue: Catalogue, terms: Wanted) -> dict[str, JsonValue]:
    """The answers that would lead to what was wanted before: for changing it, or ordering again."""
    answers: dict[str, JsonValue] = {
        "_lines": [str(n) for n in range(1, len(terms.lines) + 1)],
        "delivery": terms.delivery,
        "wanted": terms.by if isinstance(terms.by, str) else terms.by.isoformat(),
        "hotel": terms.hotel,
        "kind": terms.kind,
        "listed": terms.listed,
        "person": terms.person,
        "po": terms.po,
        "note": terms.note,
    }
    kept = [line for line in terms.lines if line.setup_kept]
    if kept:
        answers[KEPT] = [kept_for(catalogue, line.artwork, line.variant) for line in kept]
    for number, line in enumerate(terms.lines, 1):
        answers[f"{number}.quantity"] = line.quantity
        answers[f"{number}.artwork"] = line.artwork
        answers |= {f"{number}.{axis}": value for axis, value in line.variant.items()}
    return {slot: value for slot, value in answers.items() if value not in (None, "")}
