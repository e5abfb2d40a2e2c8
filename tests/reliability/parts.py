"""The parts of the proof, each a package of its own with a `crash`."""

from importlib import import_module

from tests.reliability.result import Result

ALONE = ("kills",)
"""Parts that keep every core busy by themselves."""

SIDE_BY_SIDE = ("points", "power", "model", "postgres")


def crash(part: str, seed: int, scale: float) -> Result:
    """Run one part, of this share of its full size."""
    print(f"{part} …", flush=True)
    result: Result = import_module(f"tests.reliability.{part}").crash(seed, scale)
    print(f"{part}: {result.failures:,} of {result.trials:,} failed", flush=True)
    return result
