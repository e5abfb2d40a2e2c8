"""An officer's own chat as a staff chat: the only kind where a channel has no groups.

Only what is plainly said as an officer is taken so: a press on a card, a command, a reply to
what officers were shown. All else is a customer's business as ever, for officers order, too.
"""

from handlers.commands import COMMANDS, command, decision, named
from handlers.desk import Contact
from handlers.messages import Choice, Joint, Phrase, Prompt
from handlers.scene import Scene
from handlers.staff import decide, figures, router
from handlers.staff.authority import staff_chat
from services.haggling import Deal
from services.orders import Action

PRESSES = (
    "!",
    "/card=",
    "/handback=",
    "/orders",
    "/rates",
    "/figure=",
    "/rate=",
    "/cost=",
    "/source=",
    "/promotion=",
)
"""How the presses begin that only officers are shown."""

COMMANDED = frozenset({*Action, *router.DEALS, "orders"})

_ASKED = "?"
"""Before what typed words were asked for last, in `Contact.offered`: nothing to be pressed."""


def hear(scene: Scene) -> bool:
    """Take what somebody says in private, if they say it as an officer.

    Who has no such chat is refused like anybody, and answered like a customer.
    """
    said = scene.said
    does, _ = command(said.text)
    commanded = does in COMMANDED or (does == "prices" and is_seated(scene))
    if said.press.startswith(PRESSES) or (not said.press and commanded):
        router.hear(scene)
        taken = staff_chat(scene) is not None
    elif said.press:
        taken = False
    elif does == "link":
        taken = _link(scene)
    else:
        taken = _take_words(scene, does)
    if taken:
        scene.close()
        _remember(scene)
    return taken


def _take_words(scene: Scene, does: str) -> bool:
    said = scene.said
    helped = "help" in (does, named(said.text))
    decides, rest = decision(said.text)
    asked = _asked(scene.contact) if said.text and not does and not named(said.text) else ""
    if not (said.reply_to or helped or decides or asked) or staff_chat(scene) is None:
        return False
    about = scene.desk.about(said.address, said.reply_to) if said.reply_to else ""
    if _is_officers(about):
        router.reply(scene, about, does)
    elif decides:
        decide.commanded(scene, Action(decides), rest)
    elif helped and is_seated(scene):
        give_help(scene)
    elif asked.startswith(figures.ABOUT):  # it asked for the very next words
        figures.replied(scene, asked)
    elif asked:
        _ask_for_reply(scene, asked)
    else:
        return False
    return True


def _is_officers(about: str) -> bool:
    """Whether a message was for an officer; news of an order of one's own is for a customer."""
    kind, _, rest = about.partition(":")
    of_card = kind in ("order", "quote") and ":" in rest
    matter = kind in router.MATTERS and kind != "quote"
    return kind == "contact" or matter or kind in set(Action) or of_card


def is_seated(scene: Scene) -> bool:
    """Whether this is the linked chat of somebody who is still an officer."""
    officer = scene.desk.officer(scene.sender)
    return officer is not None and officer.active and staff_chat(scene) is not None


def _link(scene: Scene) -> bool:
    """An officer needs no code to have the cards in their own chat."""
    officer = scene.desk.officer(scene.sender)
    if officer is None or not officer.active or not scene.said.named:
        return False
    if staff_chat(scene) is None:
        scene.say(Phrase("staff-linked-here"))
        scene.desk.audit(router.trace(scene, "link", officer.id))
        router.seat(scene)
    else:
        scene.say(Phrase("staff-already-linked"))
    return True


def give_help(scene: Scene) -> None:
    """The officers' commands, and the way back to the menu."""
    listed = [c for c in COMMANDS if c.scope == "staff" and c.does != "link"]
    rows = tuple(Phrase(f"command-{one.does}") for one in listed)
    orders = Choice("/orders", Phrase("staff-orders"))
    body = (Phrase("staff-help"), Joint(rows, by="\n"))
    scene.say(Prompt(body, (orders, Choice("/menu", Phrase("menu")))))


# ---- words that were asked for


def _asked(contact: Contact) -> str:
    """What typed words were asked for last, if nothing was offered since; "" if none were."""
    pressed = contact.offered[0][0] if contact.offered else ""
    return pressed.removeprefix(_ASKED) if pressed.startswith(_ASKED) else ""


def _remember(scene: Scene) -> None:
    if scene.about:
        scene.contact.offered = [(_ASKED + scene.about, "")]


def _ask_for_reply(scene: Scene, asked: str) -> None:
    """Words typed without a reply may be for anything: once, the officer is asked to reply."""
    kind, number = asked.split(":")[:2]
    desk = scene.desk
    matter = desk.quote(int(number)) if kind == Deal.COUNTER else desk.order(int(number))
    assert matter is not None, "words are asked for about an order, or a quote"
    scene.about = asked
    scene.say(Phrase("staff-reply-please", {"number": matter.number}))
    scene.close()
    scene.about = ""
