"""From the command to the first served request, and the memory of a desk at rest."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.runner import room


def started(folder: Path) -> tuple[float, float, float]:
    """Start the whole program in this folder; seconds until it is ready, its processor seconds
    by then, and its MiB at rest.
    """
    settings = {
        "PROKANA_DATABASE_URL": f"sqlite+aiosqlite:///{folder}/prokana.db",
        "PROKANA_FILES_DIR": str(folder / "files"),
        "PROKANA_PORT": "0",
        "PYTHONUNBUFFERED": "1",
        "PYTHONPATH": os.pathsep.join([str(Path.cwd()), os.environ.get("PYTHONPATH", "")]),
    }
    command = [sys.executable, "-m", "bot", "run"]
    began = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own program
        command,
        cwd=folder,  # where no .env is
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={k: v for k, v in os.environ.items() if not k.startswith("PROKANA_")} | settings,
    ) as desk:
        assert desk.stdout is not None
        while "http://127.0.0.1:" not in (line := desk.stdout.readline()):
            assert line, "the desk ended before it was ready"
        seconds = time.perf_counter() - began
        cpu = _processor_seconds(desk.pid)
        time.sleep(1)
        memory = _mib(desk.pid)
        desk.terminate()
    return seconds, cpu, memory


def _processor_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _mib(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    with room() as place:
        first, _, _ = started(place.absolute())
        again, cpu, mib = started(place.absolute())
    sys.stdout.write(json.dumps({"first": first, "again": again, "cpu": cpu, "mib": mib}))
