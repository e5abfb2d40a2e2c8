"""A disk as a cheap server has: 2 ms more for every fsync, by a few lines of C put before libc."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.runner import Variant

SECONDS = 0.002

SOURCE = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>
static void wait_as_a_disk_does(void) {
    struct timespec time = {0, 2000000};
    nanosleep(&time, 0);
}
#define SLOWED(name) int name(int file) { \\
    int (*libc)(int) = (int (*)(int)) dlsym(RTLD_NEXT, #name); \\
    wait_as_a_disk_does(); \\
    return libc(file); }
SLOWED(fsync)
SLOWED(fdatasync)
"""


def slowed(variant: Variant, place: Path) -> Variant | None:
    """The same, run with slow syncs; None where they cannot be slowed."""
    library = place / "slow_disk.so"
    if not (library.exists() or _built(library)):
        return None
    return Variant(variant.module, variant.arguments, (("LD_PRELOAD", str(library)),))


def _built(library: Path) -> bool:
    compiler = shutil.which("cc")
    if compiler is None:
        return False
    source = library.with_suffix(".c")
    source.write_text(SOURCE, "ascii")
    made = subprocess.run(  # noqa: S603 - the C compiler of this machine, over our own source
        [compiler, "-shared", "-fPIC", "-O2", "-o", str(library), str(source), "-ldl"],
        capture_output=True,
        check=False,
    )
    return made.returncode == 0 and _works(library)


def _works(library: Path) -> bool:
    """Whether a sync of a process with this library really takes that long."""
    timed = subprocess.run(  # noqa: S603 - this module
        [sys.executable, "-m", "benchmarks.slow_disk", str(library.with_suffix(".probe"))],
        env={**os.environ, "LD_PRELOAD": str(library)},
        capture_output=True,
        text=True,
        check=False,
    )
    return timed.returncode == 0 and float(timed.stdout) >= SECONDS


def _one_sync(path: Path) -> float:
    with path.open("wb") as file:
        file.write(b"x")
        file.flush()
        began = time.perf_counter()
        os.fsync(file.fileno())
        return time.perf_counter() - began


if __name__ == "__main__":
    sys.stdout.write(str(_one_sync(Path(sys.argv[1]))))
