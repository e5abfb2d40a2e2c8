"""The desk beside a plain model of it, through everything that can happen, in any order."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import invariant, run_state_machine_as_test
from structlog.testing import capture_logs

from tests.reliability.model.machine import Desk
from tests.reliability.result import Result

EXAMPLES, STEPS = 3000, 80
"""Of a whole run."""

AT_ONCE = 100
"""Examples that are thought of together: Hypothesis remembers all of them meanwhile."""


def crash(seed: int, scale: float) -> Result:
    """Walk through as many examples as `scale` says, and stop at the first that goes wrong."""
    began, done, wrong, taken = time.monotonic(), 0, "", Taken()
    examples = max(1, round(EXAMPLES * scale))
    while done < examples and not wrong:
        some = min(AT_ONCE, examples - done)
        try:
            walk(some, STEPS, seed=seed * 1_000_003 + done, taken=taken)
        except Exception as error:
            wrong = f"{type(error).__name__}: {error}"
        done += some
    seconds = time.monotonic() - began
    return Result("model", taken.steps, "step", bool(wrong), seed, seconds, wrong)


@dataclass
class Taken:
    """Steps that were really taken: a walk may end sooner than it was meant to.

    `seen` counts how bids were answered, and what officers did about them.
    """

    steps: int = 0
    seen: Counter[str] = field(default_factory=Counter)


def walk(
    examples: int,
    steps: int,
    *,
    seed: int | None = None,
    shrink: bool = False,
    taken: Taken | None = None,
) -> None:
    """So many walks of so many steps; raises what the first that goes wrong found."""
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        derandomize=seed is None,
        database=None,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink] if shrink else [Phase.generate],
    )
    with _machine(taken or Taken()) as machine:
        run_state_machine_as_test(_seeded(machine, seed), settings=chosen)


def _seeded(machine: type[Desk], number: int | None) -> type[Desk]:
    return machine if number is None else seed(number)(machine)


@contextmanager
def _machine(taken: Taken) -> Iterator[type[Desk]]:
    """A machine with a folder and a loop of its own; what its desk would log is let go."""
    with TemporaryDirectory() as name, asyncio.Runner() as runner, capture_logs([_drop]):

        class Machine(Desk):
            loop = runner.get_loop()
            folder = Path(name)

            def __init__(self) -> None:
                super().__init__()
                taken.steps -= 1  # asked once before the first step, too

            @invariant()
            def counts(self) -> None:
                taken.steps += 1

            def teardown(self) -> None:
                super().teardown()
                taken.seen += self.world.model.seen

        yield Machine


def _drop(*_: object) -> str:
    raise structlog.DropEvent
