"""What is said of a logo: why its file was not taken, what was found, what colours are called."""

from collections.abc import Sequence

from handlers.messages import Phrase, Value
from services.artwork import Finding, Ink, Refusal, names


def refused(why: Refusal) -> Phrase:
    """Why a file was not taken, and what to send instead."""
    return Phrase(f"artwork-refused-{why}")


def found(finding: Finding) -> Phrase:
    """What was found, and what to do about it."""
    values = {name: _said(value) for name, value in finding.values}
    return Phrase(f"artwork-found-{finding.key}", values)


def colour(name: str) -> Phrase:
    """The name of a colour, by the key `services.colours.colour_name` gives."""
    return Phrase(f"artwork-colour-{name}")


def colours(inks: Sequence[Ink]) -> tuple[Phrase, ...]:
    """The names of the inks, each once."""
    return tuple(map(colour, names(inks)))


def length(millimetres: float) -> Value:
    """A length as a ruler shows it, with the comma or the point of the reader's language."""
    whole, _, part = f"{millimetres:.1f}".partition(".")
    return int(whole) if part == "0" else Phrase("artwork-decimal", {"whole": whole, "part": part})


def _said(value: float | str) -> Value:
    if isinstance(value, str):
        return colour(value)
    return value if isinstance(value, int) else length(value)
