"""/layar: the setups that lie in the workshop, where each is, and which are gone."""

from handlers.desk import Attempt
from handlers.messages import Joint, Phrase, Value
from handlers.scene import Scene
from handlers.staff.authority import Authority, authority
from handlers.words import plain
from services.orders import Order
from services.setups import Setup, SetupRight

LISTED = 20

GONE = frozenset({"buang", "dibuang", "hilang", "rusak", "gone", "discard", "discarded"})
"""Words that say that one is there no more; all others say where it is."""


def commanded(scene: Scene, argument: str) -> None:
    """List them, say where one is ("/layar 012 rak 3"), or that it is gone ("/layar 012 buang").
    For every officer: whoever stands before the shelf knows best.
    """
    number, _, words = argument.partition(" ")
    order = scene.desk.order_numbered(number) if number else None
    right = SetupRight.DISCARD if plain(words) in GONE else SetupRight.PLACE
    who = authority(scene, right.value if words else "setups", right, order)
    if who is None:
        return
    if not number:
        _list(scene)
        return
    setup = scene.desk.setup_of(order) if order else None
    if order is None or setup is None:
        scene.say(Phrase("setup-unknown", {"number": number}))
    elif words.strip():
        _change(scene, who, right, order, setup, words.strip())
    else:
        scene.say(row(setup))


def _list(scene: Scene) -> None:
    there = scene.desk.kept_setups(LISTED)
    if not there:
        scene.say(Phrase("setups-none"))
        return
    rows: tuple[Value, ...] = tuple(row(setup) for setup in there)
    scene.say(Joint((Phrase("setups-title"), *rows), by="\n"), Phrase("setups-how"))


def row(setup: Setup) -> Phrase:
    """One of them in a line: its order, whose it is, since when, and where."""
    values: dict[str, Value] = {
        "number": setup.number,
        "hotel": setup.hotel,
        "at": setup.made_at.date(),
        "place": setup.place or Phrase("setup-no-place"),
    }
    return Phrase("setup-row", values)


def _change(
    scene: Scene, who: Authority, right: SetupRight, order: Order, setup: Setup, words: str
) -> None:
    if right is SetupRight.DISCARD:
        scene.desk.discard_setup(setup)
        scene.say(Phrase("setup-gone", {"number": setup.number}))
    else:
        scene.desk.place_setup(setup, words)
        scene.say(Phrase("setup-placed", {"number": setup.number, "place": words}))
    scene.desk.audit(
        Attempt(
            scene.said.address,
            scene.said.sender,
            right.value,
            "done",
            order_id=order.id,
            officer_id=who.officer.id,
            reason=words,
        )
    )
