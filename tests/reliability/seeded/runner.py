"""Plants the faults one by one in a copy of the project, and sees that a test turns red."""

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[3]
FAULTS = Path(__file__).with_name("faults.toml")
COPIED = ("bot", "handlers", "services", "storage", "locales", "tests", "benchmarks")
FAILED = 1
"""What pytest ends with when tests ran and failed; any other end proves nothing."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A text that stands once in a file, what is planted in its place, and who must notice."""

    name: str
    file: str
    old: str
    new: str
    tests: Sequence[str]

    def planted(self, source: str) -> str:
        if source.count(self.old) != 1:
            raise ValueError(f"{self.name}: its text stands {source.count(self.old)} times")
        return source.replace(self.old, self.new)


def faults() -> list[Fault]:
    """All of them, as `faults.toml` lists them."""
    return [Fault(**one) for one in tomllib.loads(FAULTS.read_text("utf-8"))["fault"]]


@contextmanager
def copy() -> Iterator[Path]:
    """The project in a folder of its own, where anything may be planted."""
    with TemporaryDirectory() as folder:
        there = Path(folder)
        for name in COPIED:
            shutil.copytree(ROOT / name, there / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", there)
        yield there


def noticed(fault: Fault, there: Path) -> tuple[bool, str]:
    """Whether a test turned red, and the first that did, or how the run ended instead."""
    path = there / fault.file
    sound = path.read_text("utf-8")
    path.write_text(fault.planted(sound), "utf-8")
    try:
        ended, said = run(there, fault.tests)
    finally:
        path.write_text(sound, "utf-8")
    red = [line.split()[1] for line in said.splitlines() if line.startswith("FAILED ")]
    if ended == FAILED and red:
        return True, red[0]
    return False, said.strip().splitlines()[-1] if said.strip() else f"exit {ended}"


def sound(planned: Sequence[Fault], there: Path) -> str:
    """The first test that is red with nothing planted, or ""."""
    files = sorted({name for fault in planned for name in fault.tests if name.startswith("tests")})
    ended, said = run(there, files, minutes=30)
    return "" if ended == 0 else said


def run(there: Path, tests: Sequence[str], minutes: int = 5) -> tuple[int, str]:
    """Run these tests in the copy, up to the first that fails."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--tb=no", "-p", "no:cacheprovider"]
    try:
        ended = subprocess.run(  # noqa: S603 - our own interpreter and file of faults
            [*command, *tests],
            cwd=there,
            capture_output=True,
            text=True,
            timeout=minutes * 60,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return -1, f"ran for {minutes} minutes"
    return ended.returncode, ended.stdout
