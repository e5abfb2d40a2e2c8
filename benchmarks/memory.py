"""The memory of a process, as Linux tells it.

Not by `getrusage`: its peak begins with that of whoever started the process.
"""

from pathlib import Path


def resident(process: int | str = "self") -> float:
    """What of it is resident, in MiB."""
    return _mib(process, "VmRSS")


def peak() -> float:
    """The most that was ever resident of this process, in MiB."""
    return _mib("self", "VmHWM")


def _mib(process: int | str, figure: str) -> float:
    """0 where the system does not tell."""
    try:
        status = Path(f"/proc/{process}/status").read_text("ascii")
    except OSError:
        return 0.0
    line = next(line for line in status.splitlines() if line.startswith(figure))
    return int(line.split()[1]) / 1024
