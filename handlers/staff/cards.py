"""The officers' card of an order: all they need to decide, and the buttons to do it."""

from collections.abc import Sequence
from dataclasses import replace

from pydantic import TypeAdapter

from handlers.desk import StaffChat
from handlers.messages import Attachment, Choice, Joint, Money, Phrase, Prompt, Value
from handlers.scene import Scene
from services.orders import REASONS, STEPS, Action, Order, open_to
from services.quotes import Quote, Terms

NOTES_SHOWN = 3
"""Questions and answers shown on a card; older ones stay in the chat's history."""

LONGEST_WORDS = 300
"""Characters of anybody's words on a card: it must stay one message, with its buttons."""

_ATTACHMENT = TypeAdapter(Attachment)


def card_of(order: Order) -> str:
    """The name under which an order's card is found again in every staff chat."""
    return f"order:{order.id}"


def post(scene: Scene, order: Order, chats: Sequence[StaffChat] | None = None) -> None:
    """Show a new order in the staff chats, its pictures below it."""
    refresh(scene, order, chats)
    for picture in _pictures(_quote(scene, order)):
        caption = Phrase("card-picture", {"number": order.number, "name": picture.name})
        scene.tell_staff(
            Prompt((caption,), picture=picture),
            about=f"order:{order.id}",
            under=card_of(order),
            chats=chats,
        )


def refresh(scene: Scene, order: Order, chats: Sequence[StaffChat] | None = None) -> None:
    """Bring the order's cards up to date.

    Every chat gets buttons of its own: the right to press is bound to the chat.
    """
    for chat in scene.desk.staff_chats() if chats is None else chats:
        prompt = _prompt(scene, order, _buttons(scene, order, chat))
        scene.tell_staff(prompt, card=card_of(order), about=f"order:{order.id}", chats=[chat])


def ask_reason(scene: Scene, order: Order, action: Action) -> None:
    """Turn the card's buttons into the reasons for a step that needs one."""
    for chat in scene.desk.staff_chats():
        reasons = tuple(
            Choice(
                _press(scene, order, chat, action, reason),
                Phrase(f"reason-{action.value}-{reason}"),
                style="danger",
            )
            for reason in REASONS[action]
        )
        typed = Choice(_press(scene, order, chat, action, "*"), Phrase("reason-typed"))
        back = Choice(f"/card={order.id}", Phrase("back"))
        prompt = _prompt(scene, order, (*reasons, typed, back))
        scene.tell_staff(prompt, card=card_of(order), about=f"order:{order.id}", chats=[chat])


def _buttons(scene: Scene, order: Order, chat: StaffChat) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            _press(scene, order, chat, action),
            Phrase(f"do-{action.value}"),
            style="danger" if STEPS[action].reason else "primary" if STEPS[action].to else "",
        )
        for action in open_to(order.state)
    )


def _press(scene: Scene, order: Order, chat: StaffChat, action: Action, reason: str = "") -> str:
    return "!" + scene.desk.new_token(action, order, chat.address, reason)


def _prompt(scene: Scene, order: Order, choices: tuple[Choice, ...]) -> Prompt:
    quote = _quote(scene, order)
    wanted = quote.terms.wanted
    return Prompt(
        (
            Phrase(
                "card-title",
                {"number": order.number, "state": Phrase(f"state-{order.state.value}")},
            ),
            Phrase(
                "card-customer",
                {
                    "hotel": wanted.hotel,
                    "kind": Phrase(f"kind-{wanted.kind.replace('_', '-')}"),
                    "person": wanted.person,
                },
            ),
            *scene.form.summary(quote.terms, for_whom=False),
            _costs(scene, quote),
            *_decision(scene, order),
            *_conversation(scene, order),
        ),
        choices,
    )


def _quote(scene: Scene, order: Order) -> Quote:
    quote = scene.desk.quote(order.quote_id)
    assert quote is not None, "an order always has the quote it came from"
    return quote


def _pictures(quote: Quote) -> list[Attachment]:
    """The artwork that was sent; a line whose artwork comes later has none."""
    given = [line.artwork for line in quote.terms.lines]
    return [_ATTACHMENT.validate_python(a) for a in given if isinstance(a, dict)]


def _costs(scene: Scene, quote: Quote) -> Value:
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


def _decision(scene: Scene, order: Order) -> tuple[Value, ...]:
    if order.decided_at is None:
        return ()
    local = order.decided_at.astimezone(scene.local.tzinfo)
    decided = Phrase("card-decided", {"who": order.decided_by, "at": local})
    return (Joint((decided, *reason_line(replace(order, reason=_short(order.reason)))), by="\n"),)


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_WORDS else words[: LONGEST_WORDS - 1] + "…"


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


def _conversation(scene: Scene, order: Order) -> tuple[Value, ...]:
    notes = scene.desk.notes(order)[-NOTES_SHOWN:]
    rows: tuple[Value, ...] = tuple(
        Phrase("card-note", {"who": note.who, "text": _short(note.text)}) for note in notes
    )
    return (Joint(rows, by="\n"),) if rows else ()
