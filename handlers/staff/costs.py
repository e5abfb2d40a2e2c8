"""/harga for officers: what a variant costs at a quantity. It shows, and changes nothing.

What is looked at travels in the press itself: a sign for the value of every axis, and the
quantity. Nothing of it is kept.
"""

from dataclasses import dataclass

from handlers.desk import Attempt
from handlers.messages import Choice, Phrase, Prompt, Value
from handlers.scene import Scene
from handlers.staff import cost_picture, cost_table
from handlers.staff.authority import authority
from services.breakdowns import breakdown
from services.catalogue import Catalogue
from services.costing import MissingCosts
from services.rate_changes import RateRight

PRESS = "/cost"
OTHER_QUANTITIES = (300, 500, 1000, 2000, 3000, 5000, 10000)
_SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked at, and what of it: the table (""), "p" the same as a picture, "q" other
    quantities, "x" axes, "s" sources, or the sign of the axis to choose on. No catalogue has so
    many axes that one of them would be called "p".
    """

    variant: dict[str, str]
    quantity: int
    view: str = ""

    def press(self, catalogue: Catalogue) -> str:
        """`_SIGNS` suffice for the values of any axis a chat can show."""
        keys = [[value.key for value in axis.values] for axis in catalogue.axes]
        chosen = [self.variant[axis.key] for axis in catalogue.axes]
        code = "".join(_SIGNS[k.index(one)] for k, one in zip(keys, chosen, strict=True))
        return f"{PRESS}={code}-{self.quantity}-{self.view}"

    @classmethod
    def read(cls, catalogue: Catalogue, pressed: str) -> "Look | None":
        """What a press asks for; None where the catalogue has changed below it."""
        code, quantity, view = (*pressed.split("-"), "", "")[:3]
        axes = catalogue.axes
        if len(code) != len(axes) or not quantity.isdecimal() or not 0 < len(quantity) < 8:
            return None
        at = [_SIGNS.find(sign) for sign in code]
        if not int(quantity) or any(
            not 0 <= i < len(axis.values) for i, axis in zip(at, axes, strict=True)
        ):
            return None
        variant = {axis.key: axis.values[i].key for i, axis in zip(at, axes, strict=True)}
        return cls(variant, int(quantity), view)


def commanded(scene: Scene, words: str) -> None:
    """Words like "eva 5mm logo 1 warna 1000": the usual is taken for what was not said."""
    if _allowed(scene):
        variant, quantity = cost_table.read_variant(scene.catalogue, words, scene.units)
        show(scene, Look(variant, quantity))


def pressed(scene: Scene, argument: str) -> None:
    if not _allowed(scene):
        return
    look = Look.read(scene.catalogue, argument)
    if look is None:
        scene.say(Phrase("cost-outdated"))
    elif look.view == "q":
        _ask_quantity(scene, look)
    elif look.view == "x":
        _ask_axis(scene, look)
    elif look.view and look.view in _SIGNS[: len(scene.catalogue.axes)]:
        _ask_value(scene, look)
    else:
        show(scene, look)


def _allowed(scene: Scene) -> bool:
    """Whether costs may be shown here, to whom. Having looked leaves an audit row, too."""
    who = authority(scene, RateRight.SEE, RateRight.SEE)
    if who is not None:
        said = scene.said
        scene.desk.audit(
            Attempt(said.address, said.sender, RateRight.SEE, "done", officer_id=who.officer.id)
        )
    return who is not None


def show(scene: Scene, look: Look) -> None:
    catalogue = scene.catalogue
    head = cost_table.title(catalogue, look.variant, look.quantity)
    try:
        found = breakdown(catalogue, look.variant, look.quantity)
    except MissingCosts as error:
        lacking = Phrase("cost-missing", {"missing": ", ".join(error.missing)})
        scene.say(Prompt((head, lacking), _choices(scene, look)))
        return
    if look.view == "p":
        drawn = cost_picture.shown(scene, look.variant, found)
        picture = scene.desk.paper("cost", drawn, "hpp.png")
        scene.say(Prompt((head,), _choices(scene, look), picture=picture))
        return
    body = (cost_table.sources(found),) if look.view == "s" else cost_table.table(found)
    scene.say(Prompt((head, *body), _choices(scene, look)))


def _choices(scene: Scene, look: Look) -> tuple[Choice, ...]:
    views = {"q": "cost-other-quantity", "x": "cost-other-variant"}
    others = {"": "cost-back", "s": "cost-sources", "p": "cost-picture"}
    views |= {view: key for view, key in others.items() if view != look.view}
    looks = (_to(scene, look, Phrase(key), view=view) for view, key in views.items())
    return (*looks, Choice("/rates", Phrase("cost-change")))


def _to(
    scene: Scene, look: Look, label: Value, *, view: str = "", description: Value = ""
) -> Choice:
    there = Look(look.variant, look.quantity, view)
    return Choice(there.press(scene.catalogue), label, description)


def _ask_quantity(scene: Scene, look: Look) -> None:
    others = [Look(look.variant, quantity) for quantity in OTHER_QUANTITIES]
    choices = [Choice(one.press(scene.catalogue), one.quantity) for one in others]
    scene.say(Prompt((Phrase("cost-which-quantity"),), tuple(choices)))


def _ask_axis(scene: Scene, look: Look) -> None:
    """What there is a choice about, with what is chosen now below it."""
    asked = {axis.key for axis in scene.catalogue.asked(look.variant)}
    choices = [
        _to(
            scene,
            look,
            axis.label,
            view=_SIGNS[at],
            description=axis.value(look.variant[axis.key]).label,
        )
        for at, axis in enumerate(scene.catalogue.axes)
        if axis.key in asked and len(axis.offered) > 1
    ]
    scene.say(Prompt((Phrase("cost-which-axis"),), (*choices, _to(scene, look, Phrase("back")))))


def _ask_value(scene: Scene, look: Look) -> None:
    axis = scene.catalogue.axes[_SIGNS.index(look.view)]
    others = [
        (Look({**look.variant, axis.key: value.key}, look.quantity), value.label)
        for value in axis.offered
    ]
    choices = tuple(Choice(one.press(scene.catalogue), label) for one, label in others)
    scene.say(Prompt((axis.question,), choices))
