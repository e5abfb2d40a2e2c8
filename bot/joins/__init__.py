"""How a desk is joined to each channel of the outside world: a file a channel."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass

from starlette.routing import BaseRoute


class Undone(Exception):
    """A command could not be carried out; `problems` say why, and what to do about it."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class StartFailed(Undone):
    """The desk cannot start."""


@dataclass(frozen=True)
class Joined:
    """What a channel adds to the program: routes, and work that goes on beside everything."""

    routes: Sequence[BaseRoute] = ()
    work: Sequence[Callable[[], Coroutine[None, None, None]]] = ()
