"""A recording of a desk at work: made by a process of its own, with the recorder in it."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from tests.end_to_end.program import ROOT
from tests.reliability.power.disk import Record, records

SOURCE = Path(__file__).with_name("recorder.c")
PATIENCE = 300


class NothingRecorded(Exception):
    """The recorder was there, and yet saw no write: SQLite does not ask the C library for them."""


def compiler() -> str | None:
    return shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")


@cache
def recorder() -> Path:
    """The recorder, compiled once a process."""
    cc = compiler()
    assert cc, "a C compiler is needed to record what is asked of the disk"
    library = Path(mkdtemp(prefix="prokana-recorder-"), "recorder.so")
    command = [cc, "-O2", "-shared", "-fPIC", "-o", str(library), str(SOURCE), "-ldl", "-lpthread"]
    subprocess.run(command, check=True, timeout=PATIENCE)  # noqa: S603 - our own words
    return library


def recorded(folder: Path, seed: int, units: int, synchronous: str = "FULL") -> list[Record]:
    """What a desk that did so many units of work asked of its disk."""
    log = folder / "record"
    surroundings = {
        **os.environ,
        "LD_PRELOAD": str(recorder()),
        "RECORD": str(log),
        "RECORDED": str(folder.resolve() / "prokana.db"),
    }
    subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", "tests.reliability.power.workload",
         str(folder.resolve()), str(seed), str(units), synchronous],
        check=True, cwd=ROOT, env=surroundings, timeout=PATIENCE,
    )  # fmt: skip
    return checked(list(records(log.read_bytes())))


def checked(seen: list[Record]) -> list[Record]:
    """The recording, if it is one."""
    if not any(r.operation == "w" for r in seen) or not any(r.operation == "s" for r in seen):
        raise NothingRecorded(f"{len(seen)} records, none of them a write that was synced")
    return seen
