"""Decisions: an officer moves an order on, by button, by command, or by a typed reason."""

from collections.abc import Callable

from handlers import notices, setups, talk
from handlers.commands import decision
from handlers.desk import Attempt, Token, TokenRight
from handlers.messages import Choice, Phrase, Prompt, Value
from handlers.scene import Scene
from handlers.staff import agreements, capacity, cards, figures, logos, offers, promotions
from handlers.staff.authority import Authority, authority, refuse, valid
from handlers.staff.replies import step_named
from handlers.words import plain
from services.agreements import AgreeRight
from services.logos import LogoRight
from services.orders import REASONS, STEPS, Action, Order, OrderState, Shift
from services.promotions import PromotionRight
from services.rate_changes import RateRight

OTHERS: dict[type[TokenRight], Callable[[Scene, Token], None]] = {
    RateRight: figures.save,
    AgreeRight: agreements.pressed,
    PromotionRight: promotions.decided,
    LogoRight: logos.pressed,
    Shift: capacity.pressed,
}
"""Who takes a token that is for no step of an order, by what it allows."""


def pressed(scene: Scene, value: str) -> None:
    """A button of a card: a one-shot token says which action on which order it is good for."""
    token = scene.desk.token(value)
    if token is not None and token.quote_id:
        offers.pressed(scene, value)
        return
    for right, take in OTHERS.items():
        if token is not None and isinstance(token.action, right):
            take(scene, token)
            return
    order = scene.desk.order(token.order_id or 0) if token else None
    action = token.action.value if token else "button"
    who = authority(scene, action, token.action if token else None, order)
    if who is None:
        return
    why = valid(scene, token, order)
    if token is not None and order is not None and not why and scene.desk.spend(token):
        act(scene, who, order, Action(token.action), token.reason)
        return
    refuse(scene, action, why or "stale", order)
    if order is not None:
        cards.refresh(scene, order, [who.chat])


def named(scene: Scene, order: Order, about: str) -> bool:
    """The same by naming a step in reply to a card: by its label, or its number on that card.

    A command is one here, too. False where the reply names none: then it is for the customer.
    """
    does, rest = decision(scene.said.text)
    if does:
        commanded(scene, Action(does), rest)
        return True
    step = step_named(scene, order, about, scene.said.text)
    if step is None:
        return False
    action = step.action.value if step.action else "button"
    who = authority(scene, action, step.action, order)
    if who is None:
        return True
    if step.why:
        refuse(scene, action, step.why, order)
    if step.why or step.action is None:
        cards.refresh(scene, order, [who.chat])
    else:
        act(scene, who, order, step.action, step.reason)
    return True


def commanded(scene: Scene, action: Action, argument: str) -> None:
    """The same by text: "/setuju 002", "/tolak 002 kapasitas penuh", "/tanya 002 warna apa?"."""
    number, _, words = argument.partition(" ")
    order = scene.desk.order_numbered(number)
    who = authority(scene, action.value, action, order)
    if who is None:
        return
    if order is None:
        scene.say(Phrase("staff-which-order", {"number": number or "-"}))
    elif STEPS[action].to is None or STEPS[action].reason:
        act(scene, who, order, action, words.strip() or "*")
    else:
        act(scene, who, order, action, "")


def replied(scene: Scene, about: str) -> None:
    """The words an earlier message asked the officer for: a reason, or a question."""
    verb, _, rest = about.partition(":")
    number, _, version = rest.partition(":")
    action = Action(verb)
    order = scene.desk.order(int(number))
    who = authority(scene, verb, action, order)
    if who is None or order is None:
        return
    if str(order.version) != version:
        refuse(scene, verb, "stale", order)
        return
    act(scene, who, order, action, scene.said.text.strip() or "*")


def act(scene: Scene, who: Authority, order: Order, action: Action, reason: str) -> None:
    """Do it, or ask for what is still lacking: "" shows the reasons, "*" wants one typed."""
    step = STEPS[action]
    if order.state not in step.states:
        refuse(scene, action.value, "stale", order)
        cards.refresh(scene, order, [who.chat])
    elif step.to is None:
        _ask(scene, who, order, reason)
    elif step.reason and not reason:
        cards.ask_reason(scene, order, action, who.chat)
    elif step.reason and reason == "*":
        _want_words(scene, who, order, action)
    else:
        _move(scene, who, order, action, reason)


def _move(scene: Scene, who: Authority, order: Order, action: Action, reason: str) -> None:
    """The fifth check is the move itself: it finds the order as expected, or changes nothing."""
    to = STEPS[action].to
    assert to is not None
    reason = _listed(scene, action, reason)
    moved = scene.desk.move(order, to, who.officer.name, reason)
    if moved is None:
        refuse(scene, action.value, "stale", order)
        return
    _audit(scene, who, order, action, reason)
    if moved.state is OrderState.READY:
        setups.made(scene, moved, cards.quote_of(scene, moved))
    cards.refresh(scene, moved)
    news = Phrase(f"news-{moved.state.value}", {"number": order.number})
    why = cards.reason_line(moved)
    show = Choice(f"/show={order.id}", Phrase("menu-status"))
    officer = Choice("/officer", Phrase("menu-officer"))
    notice = notices.of_order(scene.catalogue, order.number, _state(moved), whole=not why)
    _tell(scene, moved, Prompt((news, *why), (show, officer), notice=notice))


def _state(order: Order) -> Phrase:
    return Phrase(f"state-{order.state.value}")


def _listed(scene: Scene, action: Action, words: str) -> str:
    """The reason of our list these words are, so that it is told in the customer's language."""
    for reason in REASONS.get(action, ()):
        label = scene.speak(Prompt((Phrase(f"reason-{action.value}-{reason}"),)), scene.language)
        if plain(words) in (reason, plain(label.text)):
            return f"{action.value}:{reason}"
    return words


def _tell(scene: Scene, order: Order, news: Prompt) -> None:
    """Tell the customer; where they have blocked us, the officer learns it at once."""
    customer = cards.customer_of(scene, order)
    scene.tell(customer, news, about=cards.card_of(order))
    if not customer.reachable:
        scene.say(Phrase("staff-unreachable", {"who": customer.known_as}))


def _ask(scene: Scene, who: Authority, order: Order, words: str) -> None:
    """Pass an officer's question to the customer; what they answer comes back under the card."""
    if words in ("", "*"):
        _want_words(scene, who, order, Action.ASK)
        return
    customer = cards.customer_of(scene, order)
    scene.desk.note(order, who.officer.name, words)
    talk.open_talk(scene, customer, cards.card_of(order))
    asked: dict[str, Value] = {
        "number": order.number,
        "officer": who.officer.name,
        "text": words,
    }
    done = Choice("/done", Phrase("talk-done"))
    notice = notices.of_question(scene.catalogue, order.number)
    _tell(scene, order, Prompt((Phrase("officer-asks", asked),), (done,), notice=notice))
    _audit(scene, who, order, Action.ASK, words)
    cards.refresh(scene, order, quiet=True)
    talk.tell_colleagues(scene, customer, who.officer.name, words)


def _want_words(scene: Scene, who: Authority, order: Order, action: Action) -> None:
    scene.about = f"{action.value}:{order.id}:{order.version}"
    scene.say(Phrase(f"staff-type-{action.value}", {"number": order.number}))
    cards.refresh(scene, order, [who.chat], quiet=True)


def _audit(scene: Scene, who: Authority, order: Order, action: Action, reason: str) -> None:
    scene.desk.audit(
        Attempt(
            scene.said.address,
            scene.said.sender,
            action.value,
            "done",
            order_id=order.id,
            officer_id=who.officer.id,
            reason=reason,
        )
    )
