"""From the command to the first served request, and the memory of a desk at rest."""

import json
import os
import sys
import time
from pathlib import Path

from benchmarks.memory import resident
from benchmarks.program import running
from benchmarks.runner import room


def started(folder: Path) -> tuple[float, float, float]:
    """Start the whole program in this folder; seconds until it is ready, its processor seconds
    by then, and its MiB at rest.
    """
    began = time.perf_counter()
    with running(folder) as desk:
        seconds = time.perf_counter() - began
        cpu = _processor_seconds(desk.pid)
        time.sleep(1)
        return seconds, cpu, resident(desk.pid)


def _processor_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    with room() as place:
        first, _, _ = started(place)
        again, cpu, rests = started(place)
    sys.stdout.write(json.dumps({"first": first, "again": again, "cpu": cpu, "mib": rests}))
