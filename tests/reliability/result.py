"""What one part of the proof found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """So many trials of one kind, and how many of them broke a promise."""

    part: str
    trials: int
    unit: str
    failures: int
    seed: int
    seconds: float
    note: str = ""

    @property
    def bound(self) -> float:
        """The chance of a failure in one trial that is ruled out at 95 % (the rule of three).

        Only where nothing failed; else the share that did.
        """
        return self.failures / self.trials if self.failures else 3 / self.trials
