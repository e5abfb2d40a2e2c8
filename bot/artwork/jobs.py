"""What is done to pictures, each job in a process of its own."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from io import BytesIO

from PIL import Image

from bot.artwork import limits, measure, mockup
from bot.artwork.decode import decode, encoded
from bot.artwork.films import films
from bot.artwork.proof import drawn
from bot.artwork.sheets import Sheet
from bot.artwork.vector import Refused
from bot.artwork.wire import Message
from services.artwork import Refusal


@dataclass(frozen=True, slots=True)
class Job:
    """Something to do, and how long it may take. What is `ours` may open files: fonts, say."""

    do: Callable[[Message], Message]
    seconds: float
    ours: bool = False


def _read(asked: Message) -> Message:
    try:
        read = decode(asked.files[0]).read
    except Refused as refused:
        return Message({"refused": refused.why})
    except MemoryError:
        return Message({"refused": Refusal.HEAVY})
    told = asdict(read)
    return Message({"read": {**told, "png": ""}}, (told["png"],))


def _measure(asked: Message) -> Message:
    cut, told = measure.measured(asked.files[0], asked.values["read"])
    return Message({"measured": told}, (cut,))


def _draw(asked: Message) -> Message:
    """The layers of a variant, to be handed in with every proof of it."""
    told = asked.values
    layers = mockup.layers(mockup.drawing(told["template"]), told["variant"], told["ground"])
    parts = (layers.under, layers.over, *([layers.side] if layers.side else []))
    return Message({}, tuple(map(encoded, parts)))


def _proof(asked: Message) -> Message:
    cut, under, over, *side = map(_opened, asked.files)
    layers = mockup.Layers(under.convert("RGB"), over, side[0] if side else None)
    return Message({}, (drawn(Sheet.told(asked.values["sheet"]), cut, layers),))


def _films(asked: Message) -> Message:
    told = asked.values
    colours = [(red, green, blue) for red, green, blue in told["colours"]]
    made = films(_opened(asked.files[0]), colours, tuple(told["size"]), told["pages"])
    return Message({}, (made.pdf, *made.masks))


def _opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png), formats=("PNG",)).convert("RGBA")


OURS = 6.0
"""Seconds for what is drawn of our own pictures."""

JOBS = {
    "read": Job(_read, limits.SECONDS),
    "measure": Job(_measure, OURS),
    "draw": Job(_draw, OURS, ours=True),
    "proof": Job(_proof, OURS, ours=True),
    "films": Job(_films, OURS, ours=True),
}
