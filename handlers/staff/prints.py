"""/cetak: what production needs of a logo its customer has signed off."""

from dataclasses import replace

from pydantic import JsonValue

from handlers import artwork_words as words
from handlers.logos import size_of
from handlers.messages import Attachment, Phrase, Prompt, Value
from handlers.scene import Scene
from handlers.staff import cards
from handlers.staff.authority import authority
from services.artwork import fitted
from services.catalogue import Mockup
from services.logos import Signed, in_own_colours
from services.orders import Order


def commanded(scene: Scene, number: str) -> None:
    """The proof, the films of all colours, and each colour alone; for every officer."""
    order = scene.desk.order_numbered(number) if number else None
    if authority(scene, "print", None, order) is None:
        return
    mockup = scene.catalogue.mockup
    if order is None or mockup is None:
        scene.say(Phrase("print-unknown", {"number": number or "-"}))
        return
    signed = scene.desk.signed(cards.quote_of(scene, order))
    if signed is None:
        scene.say(Phrase("print-unsigned", {"number": order.number}))
        return
    if signed.verdict is None:
        scene.say(Phrase("print-unaccepted", {"number": order.number}))
    proof = Attachment("paper", signed.proof, "logo.jpg")
    scene.enclose(Prompt((Phrase("print-proof", {"number": order.number}),), picture=proof))
    if in_own_colours(signed.artwork.seen):
        scene.say(Phrase("print-no-films"))
        return
    _films(scene, order, mockup, signed)


def _films(scene: Scene, order: Order, mockup: Mockup, signed: Signed) -> None:
    short = order.number.rsplit("/", 3)[0].replace("/", "-")
    told: dict[str, Value] = {"number": order.number}
    data = _data(scene, order, mockup, signed)
    films = scene.desk.paper("films", data, f"film-{short}.pdf")
    scene.enclose(Prompt((Phrase("print-films", told),), picture=films))
    for at, ink in enumerate(signed.artwork.seen.inks):
        mask = scene.desk.paper("films", {**data, "mask": at}, f"film-{short}-{at + 1}.png")
        # As a file: a picture would be made smaller on its way.
        said = Phrase("print-mask", {**told, "colour": words.colour(ink.name)})
        scene.enclose(Prompt((said,), picture=replace(mask, kind="file")))


def _data(scene: Scene, order: Order, mockup: Mockup, signed: Signed) -> dict[str, JsonValue]:
    """The films' recipe: the same for the same logo, place and order."""
    seen = signed.artwork.seen
    hotel = cards.quote_of(scene, order).terms.wanted.hotel
    size = size_of(signed.artwork, mockup, signed.placement)
    pages: list[JsonValue] = []
    for at, ink in enumerate(seen.inks, 1):
        values: dict[str, Value] = {**size, "at": at, "of": len(seen.inks)}
        line = Phrase("print-line", {**values, "colour": words.colour(ink.name)})
        pages.append([order.number, hotel, scene.written(line)])
    return {
        "logo": signed.artwork.logo,
        "inks": [[*ink.colour] for ink in seen.inks],
        "size": [*fitted(seen.aspect, mockup.area, signed.placement.scale)],
        "pages": pages,
        "mask": None,
    }
