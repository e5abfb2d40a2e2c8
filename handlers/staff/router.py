"""What officers say to the desk, in a linked chat: decisions, replies to customers, and joining."""

from collections.abc import Callable

from handlers import talk
from handlers.commands import command
from handlers.desk import Attempt, Contact
from handlers.messages import Choice, Phrase, Prompt, Value
from handlers.scene import Scene
from handlers.staff import (
    agreements,
    capacity,
    cards,
    costs,
    decide,
    figures,
    logos,
    offers,
    payments,
    prints,
    promotion_card,
    promotions,
    setups,
    sources,
)
from handlers.staff.authority import authority, staff_chat
from services.haggling import Deal
from services.orders import Action, Role

ORDERS_LISTED = 10
"""Undecided orders named in one answer to /pesanan."""


DEALS: dict[str, Callable[[Scene, str], None]] = {
    Deal.WITHDRAW: offers.withdraw,
    Deal.LOSE: offers.lose,
    "rate": figures.begin,
    "capacity": capacity.commanded,
    "agreement": agreements.commanded,
    "logo": logos.commanded,
    "print": prints.commanded,
    "payments": payments.commanded,
    "setups": setups.commanded,
    "sources": sources.commanded,
    "report": sources.report,
    "promotions": promotions.commanded,
}
"""What is done about a quote, a figure, the calendar, or what brings customers, by command."""


PRESSES: dict[str, Callable[[Scene, str], None]] = {
    costs.PRESS: costs.pressed,
    sources.PRESS: sources.pressed,
    promotion_card.PRESS: promotions.pressed,
}
"""Who hears a press, by how it begins."""

MATTERS: dict[str, Callable[[Scene, str], None]] = {
    Deal.COUNTER: offers.replied,
    "quote": offers.replied_to_card,
    figures.FORM: figures.replied,
    promotion_card.MATTER: promotions.replied,
    logos.MATTER: logos.replied,
    logos.WHY: logos.reasoned,
}
"""Whose replies they are, by what our message was about."""


def hear(scene: Scene) -> None:
    """Take one message of a group. What is not meant for the desk is left alone."""
    said = scene.said
    does, rest = command(said.text)
    if said.press:
        press(scene)
    elif does in ("link", "start"):
        link(scene, rest)
    elif does in set(Action):
        decide.commanded(scene, Action(does), rest)
    elif does in DEALS:
        DEALS[does](scene, rest)
    elif does == "orders":
        list_orders(scene)
    elif does == "prices":
        costs.commanded(scene, rest)
    elif said.reply_to:
        reply(scene, scene.desk.about(said.address, said.reply_to), does)


def press(scene: Scene) -> None:
    verb, _, argument = scene.said.press.partition("=")
    number = int(argument) if argument.isdecimal() and len(argument) < 12 else 0
    if verb == "/card" and number:
        order = scene.desk.order(number)
        who = authority(scene, "card", None, order)
        if who is not None and order is not None:
            cards.refresh(scene, order, [who.chat])
    elif verb == "/handback" and number:
        hand_back(scene, scene.desk.contact(number))
    elif verb in PRESSES:
        PRESSES[verb](scene, argument)
    elif verb == "/orders":
        list_orders(scene)
    elif verb in figures.VERBS:
        figures.pressed(scene, verb, argument)
    else:
        decide.pressed(scene, verb.removeprefix("!"))


def reply(scene: Scene, about: str, does: str) -> None:
    """An officer replied to one of our messages; what that was about says what is meant."""
    kind, _, number = about.partition(":")
    number = number.partition(":")[0]
    order = scene.desk.order(int(number)) if kind == "order" else None
    if kind in set(Action):
        decide.replied(scene, about)
    elif kind in MATTERS:
        MATTERS[kind](scene, about)
    elif kind == "contact" or (order is not None and does == "handback"):
        contact = scene.desk.contact(order.contact_id if order else int(number))
        if does == "handback":
            hand_back(scene, contact)
        else:
            answer(scene, contact)
    elif order is not None and not decide.named(scene, order, about):
        decide.commanded(scene, Action.ASK, f"{order.number} {scene.said.text}")
    elif order is None and staff_chat(scene) is not None:
        scene.say(Phrase("staff-reply-unknown"))


def answer(scene: Scene, contact: Contact | None) -> None:
    who = authority(scene, "answer", Action.ASK)
    if who is not None and contact is not None:
        talk.answer(scene, contact, who.officer.name)
        scene.desk.audit(trace(scene, "answer", who.officer.id))
        if not contact.reachable:
            scene.say(Phrase("staff-unreachable", {"who": contact.known_as}))


def hand_back(scene: Scene, contact: Contact | None) -> None:
    who = authority(scene, "handback", Action.ASK)
    if who is not None and contact is not None:
        talk.hand_back(scene, contact)
        scene.desk.audit(trace(scene, "handback", who.officer.id))
        scene.say(Phrase("staff-handed-back", {"who": contact.known_as}))


def list_orders(scene: Scene) -> None:
    """The orders that wait for a decision, oldest first."""
    if authority(scene, "orders", None) is None:
        return
    waiting = scene.desk.undecided()[:ORDERS_LISTED]
    rows = tuple(
        Phrase("staff-waiting", {"number": order.number, "at": order.placed_at})
        for order in waiting
    )
    # Elsewhere the card stands above; where it cannot be edited, a new one is sent.
    shown = () if scene.said.groups else waiting
    cards_of = tuple(Choice(f"/card={o.id}", o.number.rsplit("/", 3)[0]) for o in shown)
    scene.say(Prompt(rows or (Phrase("staff-nothing-waits"),), cards_of))


def link(scene: Scene, code: str) -> None:
    """A one-time code sent in a group makes it a staff chat; waiting orders appear in it."""
    if staff_chat(scene) is not None:
        scene.say(Phrase("staff-already-linked"))
    elif code and scene.desk.use_invitation(code, scene.said) is not None:
        scene.desk.audit(trace(scene, "link"))
        scene.say(Phrase("staff-linked"))
        seat(scene)
    else:
        scene.desk.audit(trace(scene, "link", outcome="bad_code"))
        scene.say(Phrase("bad-code"))


def sit(scene: Scene) -> None:
    """Whoever runs the program sits in its own staff chat without a code: the files are theirs."""
    if scene.desk.officer(scene.sender) is None:
        scene.desk.appoint(scene.contact, Role.HEAD)
        scene.desk.audit(trace(scene, "sit"))
    if staff_chat(scene) is None:
        seat(scene)


def seat(scene: Scene) -> None:
    """Make this chat a staff chat, and show in it what waits for a decision."""
    scene.close()
    chat = staff_chat(scene) or scene.desk.link_staff_chat(scene.said.address)
    for order in scene.desk.undecided():
        cards.post(scene, order, [chat])


def join(scene: Scene, code: str) -> None:
    """A one-time code sent in private makes the sender an officer.

    Where there are no groups, that chat becomes their staff chat.
    """
    role = scene.desk.use_invitation(code, scene.said)
    if role is None:
        scene.desk.audit(trace(scene, "join", outcome="bad_code"))
        scene.say(Phrase("bad-code"))
        return
    officer = scene.desk.appoint(scene.contact, role)
    scene.contact.source = ""  # the code that brought them is no source
    scene.desk.audit(trace(scene, "join", officer.id))
    values: dict[str, Value] = {"role": Phrase(f"role-{role.value}")}
    key = "officer-welcome" if scene.said.groups else "officer-welcome-here"
    scene.say(Prompt((Phrase(key, values),), (Choice("/menu", Phrase("menu")),)))
    if not scene.said.groups:
        scene.desk.audit(trace(scene, "link", officer.id))
        seat(scene)


def trace(
    scene: Scene, action: str, officer_id: int | None = None, outcome: str = "done"
) -> Attempt:
    said = scene.said
    return Attempt(said.address, said.sender, action, outcome, officer_id=officer_id)
