"""A promotion as its recipient sees it, and what they press in it."""

from dataclasses import replace

from handlers import customer, permission, sources, talk
from handlers.messages import Attachment, Choice, Notice, Phrase, Prompt, Value
from handlers.scene import Scene
from services.promotions import (
    Body,
    Filled,
    PromoButton,
    offer_for,
    places_in,
    template_text,
    text_for,
)

ABOUT = "promotion:"
"""What messages of a promotion are about, before its number."""

NOTICE = "promotion-"
"""What a promotion is called where a channel approves its words, before its number."""

STOP = "stop"


def source_code(promotion: int) -> str:
    """The code of the source a promotion is."""
    return f"promo-{promotion}"


def letter(promotion: int, body: Body, filled: Filled) -> Prompt:
    """The promotion for one recipient; it always ends with how to stop them. Where a channel lets
    nobody begin a conversation in words of their own, its template stands in, without the picture.
    """
    picture, words = body.picture, f"{NOTICE}{promotion}"
    return replace(
        _worded(promotion, body, text_for(body, filled)),
        picture=Attachment(picture.channel, picture.ref, picture.name) if picture else None,
        notice=Notice(Phrase(words, _values(body, filled)), whole=True),
    )


def template(promotion: int, body: Body, language: str) -> Prompt:
    """The promotion as a channel is to approve it: with numbers for what is filled in."""
    return _worded(promotion, body, template_text(body, language))


def samples(body: Body, language: str) -> tuple[Value, ...]:
    """What the channel is shown in place of those numbers, in their order."""
    filled = Filled(language=language, name="Rina", hotel="Hotel Contoh")
    return tuple(_values(body, filled).values())


def _values(body: Body, filled: Filled) -> dict[str, Value]:
    """What is filled into a template, by place."""
    values = {"name": filled.name, "hotel": filled.hotel, "offer": offer_for(body, filled)}
    return {place: values[place] for place in places_in(body, filled.language)}


def _worded(promotion: int, body: Body, text: str) -> Prompt:
    offered = [
        Choice(f"/promo={promotion}.{button}", Phrase(f"promo-{button}")) for button in body.buttons
    ]
    stop = Choice(f"/promo={promotion}.{STOP}", Phrase("promo-stop"))
    words = (Phrase("promo-text", {"text": text}), Phrase("promo-how-to-stop"))
    return Prompt(words, (*offered, stop), closed=False)


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
