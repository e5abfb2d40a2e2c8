"""The whole program in a process of its own, as an operator starts it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.settings import PREFIX


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """Our own environment, with settings that keep everything in this folder."""
    rest = {k: v for k, v in os.environ.items() if not k.startswith(PREFIX)}
    path = os.pathsep.join(filter(None, [str(Path.cwd()), rest.get("PYTHONPATH", "")]))
    ours = {
        "database_url": f"sqlite+aiosqlite:///{folder}/prokana.db",
        "files_dir": str(folder / "files"),
        "port": "0",
        **settings,
    }
    unbuffered = {"PYTHONPATH": path, "PYTHONUNBUFFERED": "1"}
    return rest | unbuffered | {PREFIX + k.upper(): v for k, v in ours.items()}


def begun(folder: Path, **settings: str) -> "subprocess.Popen[str]":
    """Start it in this folder, where no .env is; it may not be ready yet."""
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment(folder, **settings),
    )


@contextmanager
def running(folder: Path, **settings: str) -> Iterator["subprocess.Popen[str]"]:
    """Started, and ready to serve; ended in good order."""
    with begun(folder, **settings) as desk:
        try:
            wait_until_ready(desk)
            yield desk
        finally:
            desk.terminate()


def wait_until_ready(desk: "subprocess.Popen[str]") -> None:
    assert desk.stdout is not None
    while "http://127.0.0.1:" not in (line := desk.stdout.readline()):
        if not line:
            raise RuntimeError("the desk ended before it was ready")
