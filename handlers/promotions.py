"""A promotion as its recipient sees it, and what they press in it."""

from handlers import customer, permission, sources, talk
from handlers.messages import Attachment, Choice, Phrase, Prompt
from handlers.scene import Scene
from services.promotions import Body, Filled, PromoButton, text_for

ABOUT = "promotion:"
"""What messages of a promotion are about, before its number."""

STOP = "stop"


def source_code(promotion: int) -> str:
    """The code of the source a promotion is."""
    return f"promo-{promotion}"


def letter(promotion: int, body: Body, filled: Filled) -> Prompt:
    """The promotion for one recipient; it always ends with how to stop them."""
    offered = [
        Choice(f"/promo={promotion}.{button}", Phrase(f"promo-{button}")) for button in body.buttons
    ]
    stop = Choice(f"/promo={promotion}.{STOP}", Phrase("promo-stop"))
    picture = body.picture
    return Prompt(
        (Phrase("promo-text", {"text": text_for(body, filled)}), Phrase("promo-how-to-stop")),
        (*offered, stop),
        closed=False,
        picture=Attachment(picture.channel, picture.ref, picture.name) if picture else None,
    )


def press(scene: Scene, argument: str) -> None:
    """A button of a promotion: it does what it says, and where they were sent that promotion they
    have come through it.
    """
    number, _, button = argument.partition(".")
    known = number.isdecimal() and len(number) < 12
    theirs = known and scene.desk.clicked(int(number), scene.contact)
    if theirs and button != STOP:
        sources.come(scene, source_code(int(number)), sources.PRESSED)
    if button == STOP:
        permission.withdraw(scene, "button")
    elif button == PromoButton.TIERS:
        customer.prices(scene)
    elif button == PromoButton.TALK:
        talk.call_officer(scene)
    else:
        customer.start_order(scene)
