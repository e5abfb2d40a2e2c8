"""Setups that are still there: found again for a draft, and remembered when an order is made."""

from pydantic import JsonValue

from handlers.answers import picture
from handlers.desk import Contact
from handlers.forms import Answers
from handlers.order import KEPT, kept_for
from handlers.scene import Stage
from services.logos import Signed
from services.orders import Order
from services.quotes import Quote
from services.setups import Setup, printing


def found(
    stage: Stage, contact: Contact, logo: str, variant: dict[str, str], scale: int | None = None
) -> Setup | None:
    """The setup that is still there for a logo of a contact's, printed so; in one size or any."""
    printed = printing(stage.catalogue, variant)
    return stage.desk.kept_setup(contact.id, logo, printed, scale) if printed else None


def noted(stage: Stage, answers: Answers, line: str) -> Answers:
    """The answers of a draft that know that the setup of this line, as it is now, is there."""
    return {**answers, KEPT: [*_known(answers), _this(stage, answers, line)]}


def dropped(stage: Stage, answers: Answers, line: str) -> Answers:
    """The answers that know no more that it is."""
    this = _this(stage, answers, line)
    return {**answers, KEPT: [one for one in _known(answers) if one != this]}


def _known(answers: Answers) -> list[JsonValue]:
    known = answers.get(KEPT)
    return known if isinstance(known, list) else []


def _this(stage: Stage, answers: Answers, line: str) -> JsonValue:
    variant = stage.form.chosen(answers, line)
    return kept_for(stage.catalogue, answers.get(f"{line}.artwork"), variant)


def carried(stage: Stage, contact: Contact, signed: Signed, answers: Answers) -> Answers:
    """The answers of a draft that bears a logo signed off before, with what is there of it."""
    for slot, value in list(answers.items()):
        line, _, what = slot.partition(".")
        file = picture(value)
        if what == "artwork" and file is not None and file.name == signed.artwork.name:
            variant = stage.form.chosen(answers, line)
            if found(stage, contact, signed.artwork.logo, variant, signed.placement.scale):
                answers = noted(stage, answers, line)
    return answers


def made(stage: Stage, order: Order, quote: Quote) -> None:
    """An order's goods are ready: its setup lies there now, unless that was there before."""
    signed = stage.desk.signed(quote)
    printed = next((line.variant for line in quote.terms.lines if line.artwork), None)
    if signed is None or printed is None:
        return
    name = printing(stage.catalogue, printed)
    logo, scale = signed.artwork.logo, signed.placement.scale
    if name and stage.desk.kept_setup(order.contact_id, logo, name, scale) is None:
        stage.desk.keep_setup(order, signed, name)
