"""The officers' card of an order: all they need to decide, and the buttons to do it."""

from collections.abc import Sequence
from dataclasses import replace

from pydantic import TypeAdapter

from handlers import agreements, dates, promise_lines
from handlers.artwork_words import length
from handlers.desk import Contact, StaffChat
from handlers.messages import Attachment, Choice, Joint, Money, Phrase, Prompt, Value
from handlers.scene import Stage
from services.agreements import ON_CREDIT, term_of
from services.artwork import fitted
from services.logos import RETURNED_FOR, Sent, Signed
from services.money import Rupiah
from services.orders import REASONS, STEPS, Action, Order, open_to
from services.partners import NON_STAR
from services.payments import PAYABLE
from services.quotes import Quote, Terms, Wanted
from services.setups import printing

NOTES_SHOWN = 3
"""Questions and answers shown on a card; older ones stay in the chat's history."""

LONGEST_REASON = 300
LONGEST_NOTE = 100
"""Characters of anybody's words on a card: it must stay one message, with its buttons. What was
asked and answered stands whole in the chat.
"""

_ATTACHMENT = TypeAdapter(Attachment)


def card_of(order: Order) -> str:
    """The name under which an order's card is found again in every staff chat."""
    return f"order:{order.id}"


def about_card(order: Order, action: Action | None = None) -> str:
    """What a reply to an order's card is about: the order as it stood, and the step whose
    reasons the card offered. News to the customer is about the order alone.
    """
    shown = f":{action.value}" if action else ""
    return f"{card_of(order)}:{order.version}{shown}"


def post(stage: Stage, order: Order, chats: Sequence[StaffChat] | None = None) -> None:
    """Show a new order in the staff chats, its pictures below it."""
    refresh(stage, order, chats)
    for picture in pictures(quote_of(stage, order)):
        post_file(stage, order, picture, chats)


def post_file(
    stage: Stage, order: Order, file: Attachment, chats: Sequence[StaffChat] | None = None
) -> None:
    """Show a file of an order below its card."""
    caption = Phrase("card-picture", {"number": order.number, "name": file.name})
    prompt = Prompt((caption,), picture=file)
    stage.tell_staff(prompt, about=about_card(order), under=card_of(order), chats=chats)


def refresh(
    stage: Stage,
    order: Order,
    chats: Sequence[StaffChat] | None = None,
    *,
    quiet: bool = False,
) -> None:
    """Bring the order's cards up to date; a `quiet` refresh tells no decision.

    Every chat gets buttons of its own: the right to press is bound to the chat.
    """
    for chat in stage.staff_chats() if chats is None else chats:
        prompt = _prompt(stage, order, _buttons(stage, order, chat))
        _show(stage, order, chat, prompt, quiet=quiet)


def ask_reason(stage: Stage, order: Order, action: Action, chat: StaffChat) -> None:
    """Turn the card's buttons into the reasons for a step that needs one, in this chat."""
    reasons = tuple(
        Choice(
            _press(stage, order, chat, action, reason),
            Phrase(f"reason-{action.value}-{reason}"),
            style="danger",
        )
        for reason in REASONS[action]
    )
    typed = Choice(_press(stage, order, chat, action, "*"), Phrase("reason-typed"))
    back = Choice(f"/card={order.id}", Phrase("back"))
    _show(stage, order, chat, _prompt(stage, order, (*reasons, typed, back)), action)


def _show(
    stage: Stage,
    order: Order,
    chat: StaffChat,
    prompt: Prompt,
    action: Action | None = None,
    *,
    quiet: bool = False,
) -> None:
    about = about_card(order, action)
    stage.tell_staff(prompt, card=card_of(order), about=about, chats=[chat], quiet=quiet)


def _buttons(stage: Stage, order: Order, chat: StaffChat) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            _press(stage, order, chat, action),
            Phrase(f"do-{action.value}"),
            style="danger" if STEPS[action].reason else "primary" if STEPS[action].to else "",
        )
        for action in open_to(order.state)
    )


def _press(stage: Stage, order: Order, chat: StaffChat, action: Action, reason: str = "") -> str:
    return "!" + stage.desk.new_token(action, order, chat.address, reason)


def _prompt(stage: Stage, order: Order, choices: tuple[Choice, ...]) -> Prompt:
    quote = quote_of(stage, order)
    customer = customer_of(stage, order)
    wanted = quote.terms.wanted
    return Prompt(
        (
            Phrase(
                "card-title",
                {"number": order.number, "state": Phrase(f"state-{order.state.value}")},
            ),
            Joint((for_whom(wanted), *reached(stage, customer)), by="\n"),
            *stage.form.summary(quote.terms, for_whom=False),
            *promise_lines.moved(order, quote.terms),
            *dates.load(stage, order),
            *_revision(quote),
            _costs(quote),
            *_paid(stage, order, quote),
            *_agreed(stage, quote, customer),
            *_logo(stage, quote),
            *_setup(stage, quote),
            *_decision(stage, order),
            *_conversation(stage, order),
            *_told(stage, order, customer),
        ),
        choices,
    )


def _revision(quote: Quote) -> tuple[Value, ...]:
    """Which revision was accepted, where there was more than one offer."""
    return (Phrase("card-revision", {"quote": quote.number}),) if quote.revision else ()


def for_whom(wanted: Wanted) -> Value:
    """The hotel, its kind and the person."""
    kind = Phrase(f"kind-{wanted.kind.replace('_', '-')}")
    whom: dict[str, Value] = {"hotel": wanted.hotel, "kind": kind, "person": wanted.person}
    return Phrase("card-customer", whom)


def phone_line(contact: Contact) -> tuple[Value, ...]:
    """Their number, for officers who would rather call."""
    return (Phrase("card-phone", {"phone": contact.phone}),) if contact.phone else ()


def reached(stage: Stage, customer: Contact) -> tuple[Value, ...]:
    """Their number, and what was imported of them: class, town and note."""
    return (*phone_line(customer), *_partner_line(stage, customer))


def _partner_line(stage: Stage, customer: Contact) -> tuple[Value, ...]:
    known = stage.desk.partner(customer)
    if known is None:
        return ()
    towns = {place.key: place.label for place in stage.catalogue.delivery}
    facts = (class_of(known.stars), towns.get(known.place, known.place), known.note)
    told = tuple(fact for fact in (known.name, *facts) if fact)
    return (Phrase("card-partner", {"facts": Joint(told, by=" · ")}),)


def class_of(stars: str) -> Value:
    """A hotel's class in words; "" where it is not known."""
    if stars == NON_STAR:
        return Phrase("audience-non-star")
    return Phrase("audience-stars", {"stars": stars}) if stars else ""


def quote_of(stage: Stage, order: Order) -> Quote:
    quote = stage.desk.quote(order.quote_id)
    assert quote is not None, "an order always has the quote it came from"
    return quote


def customer_of(stage: Stage, order: Order) -> Contact:
    customer = stage.desk.contact(order.contact_id)
    assert customer is not None, "an order always has its customer"
    return customer


def pictures(quote: Quote) -> list[Attachment]:
    """The artwork that was sent; a line whose artwork comes later has none."""
    given = [line.artwork for line in quote.terms.lines]
    return [_ATTACHMENT.validate_python(a) for a in given if isinstance(a, dict)]


def _agreed(stage: Stage, quote: Quote, customer: Contact) -> tuple[Value, ...]:
    """What an agreement asks officers to look at: a price it no longer covers, a credit limit."""
    agreed = quote.terms.agreed
    if agreed is None:
        return ()
    rows: list[Value] = [Phrase("card-agreed-lifted")] if agreed.lifted else []
    if agreed.payment in ON_CREDIT:
        term = term_of(agreements.held(stage, customer))
        limit = term.bargain.limit if term else Rupiah(0)
        opened = stage.desk.open_amount(customer)
        values: dict[str, Value] = {"open": Money(opened), "limit": Money(limit)}
        rows.append(Phrase("card-over-limit" if opened > limit else "card-credit", values))
    return (Joint(tuple(rows), by="\n"),) if rows else ()


def _logo(stage: Stage, quote: Quote) -> tuple[Value, ...]:
    """Whether the customer has signed off how their logo is printed."""
    mockup = stage.catalogue.mockup
    if mockup is None or not any(line.artwork for line in quote.terms.lines):
        return ()
    signed = stage.desk.signed(quote)
    if signed is None:
        sent = stage.desk.sent_logo(quote)
        lacks = sent is not None and sent.verdict is not None and not sent.verdict.accepted
        return (returned(sent),) if sent and lacks else (Phrase("card-logo-open"),)
    width, height = fitted(signed.artwork.seen.aspect, mockup.area, signed.placement.scale)
    values: dict[str, Value] = {
        "width": length(width),
        "height": length(height),
        "colours": len(signed.artwork.seen.inks),
        "at": signed.at,
    }
    return (Joint((Phrase("card-logo-signed", values), *accepted(signed)), by="\n"),)


def _paid(stage: Stage, order: Order, quote: Quote) -> tuple[Value, ...]:
    """What came in for it, once anything did."""
    account = stage.desk.account(order, quote) if order.state in PAYABLE else None
    if account is None or not account.paid:
        return ()
    values: dict[str, Value] = {"paid": Money(account.paid), "rest": Money(account.rest)}
    return (Phrase("card-paid" if account.rest else "card-paid-all", values),)


def _setup(stage: Stage, quote: Quote) -> tuple[Value, ...]:
    """Where the setup lies that was not charged again."""
    line = next((line for line in quote.terms.lines if line.setup_kept), None)
    sent = stage.desk.sent_logo(quote) if line else None
    if line is None or sent is None:
        return ()
    printed = printing(stage.catalogue, line.variant)
    signed = stage.desk.signed(quote)
    logo = signed.artwork.logo if signed else sent.artwork.logo
    scale = signed.placement.scale if signed else None
    setup = stage.desk.kept_setup(quote.contact_id, logo, printed, scale)
    if setup is None:
        return (Phrase("card-setup-gone"),)
    place = setup.place or Phrase("setup-no-place")
    values: dict[str, Value] = {"number": setup.number, "at": setup.made_at, "place": place}
    return (Phrase("card-setup", values),)


def accepted(signed: Signed) -> tuple[Value, ...]:
    """Who of the officers said that it is printed so."""
    verdict = signed.verdict
    return (Phrase("card-logo-accepted", {"who": verdict.by, "at": verdict.at}),) if verdict else ()


def returned(sent: Sent) -> Phrase:
    """Who asked for a better file, and why."""
    assert sent.verdict is not None, "it was returned"
    values: dict[str, Value] = {"who": sent.verdict.by, "reason": lacking(sent.verdict.reason)}
    return Phrase("card-logo-returned", values)


def lacking(reason: str) -> Value:
    """Why a better file is needed: one of our reasons, or an officer's own words."""
    return Phrase(f"logo-why-{reason}") if reason in RETURNED_FOR else reason


def _costs(quote: Quote) -> Value:
    """HPP, margin and floor: for officers only, never on a customer's side."""
    terms = quote.terms
    rows: list[Value] = [
        Phrase(
            "card-cost-line",
            {"at": at, "hpp": Money(line.hpp), "floor": Money(line.floor)},
        )
        for at, line in enumerate(terms.lines, 1)
    ]
    total = Phrase(
        "card-cost-total",
        {
            "hpp": Money(terms.hpp),
            "profit": Money(terms.goods - terms.hpp),
            "margin": _margin(terms),
        },
    )
    return Joint((*rows, total), by="\n")


def _margin(terms: Terms) -> str:
    """Profit in percent of cost, as the catalogue states margins."""
    return f"{(terms.goods - terms.hpp) * 100 / terms.hpp:.0f}"


def _decision(stage: Stage, order: Order) -> tuple[Value, ...]:
    if order.decided_at is None:
        return ()
    local = order.decided_at.astimezone(stage.local.tzinfo)
    decided = Phrase("card-decided", {"who": order.decided_by, "at": local})
    return (
        Joint(
            (decided, *reason_line(replace(order, reason=_short(order.reason, LONGEST_REASON)))),
            by="\n",
        ),
    )


def _short(words: str, longest: int) -> str:
    return words if len(words) <= longest else words[: longest - 1] + "…"


def reason_line(order: Order) -> tuple[Value, ...]:
    """Why an order ended, where there is a reason: one of ours, or the officer's own words."""
    if not order.reason:
        return ()
    known = {f"{a.value}:{r}": f"reason-{a.value}-{r}" for a, rs in REASONS.items() for r in rs}
    key = known.get(order.reason)
    words: Value = Phrase(key) if key else order.reason
    if order.reason == "withdrawn":
        words = Phrase("reason-withdrawn")
    return (Phrase("reason-line", {"reason": words}),)


def _conversation(stage: Stage, order: Order) -> tuple[Value, ...]:
    notes = stage.desk.notes(order)[-NOTES_SHOWN:]
    rows: tuple[Value, ...] = tuple(
        Phrase("card-note", {"who": note.who, "text": _short(note.text, LONGEST_NOTE)})
        for note in notes
    )
    return (Joint(rows, by="\n"),) if rows else ()


TOLD = {
    "sent": "told-sent",
    "delivered": "told-delivered",
    "read": "told-read",
    "failed": "told-failed",
}
"""How far the newest message to the customer got -> the text that says so."""


def _told(stage: Stage, order: Order, customer: Contact) -> tuple[Value, ...]:
    """How the newest message about the order has fared; nothing while that is not known."""
    delivery = stage.desk.delivery(customer.address, card_of(order))
    if delivery is None:
        return ()
    key = "told-waits" if delivery.waits and customer.held else TOLD.get(delivery.progress)
    return (Phrase(key, {"at": delivery.at}),) if key else ()
