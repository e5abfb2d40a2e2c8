"""How much one person may send in a while."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["message", "order", "file", "proof", "asked"]

Recent: TypeAlias = Mapping[str, Sequence[int]]
"""The seconds (since 1970) in which a person last did each kind of thing, in any order."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many of a kind in any so many seconds."""

    kind: Kind
    most: int
    seconds: int

    def is_reached(self, recent: Recent, at: int) -> bool:
        """Whether one more at that moment would be too many.

        Moments that lie ahead count as well, for a channel's news may come in any order; those
        that lie far ahead do not, or a clock that was wrong once would silence somebody for ever.
        """
        near = sum(abs(at - then) < self.seconds for then in recent.get(self.kind, ()))
        return near >= self.most


def of_a_person(messages_a_minute: int) -> tuple[Limit, ...]:
    """What one person may send, a third of a minute's messages at once; none where that is 0."""
    if not messages_a_minute:
        return ()
    return (
        Limit("message", -(-messages_a_minute // 3), 10),
        Limit("message", messages_a_minute, 60),
        Limit("order", 5, 60),
        Limit("file", 10, 3600),
        Limit("proof", 60, 3600),
    )


ASKED = Limit("asked", 1, 60)
"""How often who sends too much is asked to wait."""


def noted(recent: Recent, kinds: Iterable[Kind], at: int, limits: Sequence[Limit]) -> Recent:
    """What a person did, with this; of each kind only what may still count."""
    longer = dict(recent)
    for kind in kinds:
        most = max((limit.most for limit in limits if limit.kind == kind), default=0)
        longer[kind] = [*recent.get(kind, ()), at][-most:]
    return longer
