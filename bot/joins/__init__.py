"""How a desk is joined to each channel of the outside world: a file a channel."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from starlette.routing import BaseRoute


class Undone(Exception):
    """A command could not be carried out; `problems` say why, and what to do about it."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class StartFailed(Undone):
    """The desk cannot start."""


Work: TypeAlias = Callable[[], Coroutine[None, None, None]]
"""Something that goes on, and on, or to its end."""


@dataclass(frozen=True)
class Joined:
    """What a channel adds to the program: routes, and work that goes on beside everything, in one
    process at a time, by the name of the duty it is.
    """

    routes: Sequence[BaseRoute] = ()
    work: Mapping[str, Work] = field(default_factory=dict)
