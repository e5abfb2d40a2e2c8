"""What a chat was sent, beside what the outbox says it was to be sent: in turn, each thing once,
and twice only where the answer was lost and the message says so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Due:
    """A message of the outbox as a chat should see it.

    `must` if it counts as sent; `lost` is how many of its sends had no answer; `edit` if it may
    change what stands there already: doing that again changes nothing, so it is not marked.
    """

    row: int
    text: str
    must: bool
    lost: int = 0
    edit: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as the channel was given it; `marked` if it says that it may be a repetition."""

    text: str
    marked: bool = False


_Place = tuple[int, int]
"""At which message of the outbox we are, and how often it was repeated."""


def wrong(due: Sequence[Due], shown: Iterable[Shown]) -> str:
    """What cannot be explained; "" if all can.

    Neighbours may have the same words, so all explanations are followed at once.
    """
    places: set[_Place] = {(-1, 0)}
    for count, message in enumerate(shown):
        places = {after for place in places for after in _onward(due, place, message)}
        if not places:
            return f"send {count} is out of turn or once too often: {message}"
    left = min((next((d.row for d in due[at + 1 :] if d.must), 0) for at, _ in places), default=0)
    return f"outbox {left} was never sent" if left else ""


def _onward(due: Sequence[Due], place: _Place, shown: Shown) -> Iterable[_Place]:
    at, repeated = place
    if at >= 0 and _again(due[at], repeated, shown):
        yield at, repeated + 1
    for later in range(at + 1, len(due)):
        if due[later].text == shown.text and (due[later].lost or not shown.marked):
            yield later, int(shown.marked)
        if due[later].must:
            return


def _again(due: Due, repeated: int, shown: Shown) -> bool:
    """Whether it may be the same message once more."""
    return due.text == shown.text and repeated < due.lost and (shown.marked or due.edit)
