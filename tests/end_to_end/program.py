"""The program as an operator starts it: `python -m bot run`, in a process of its own."""

import asyncio
import multiprocessing
import os
import sqlite3
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping, Sequence
from functools import cache
from multiprocessing.context import ForkServerContext
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.cli import main
from bot.settings import PREFIX
from tests.canary import planted_in
from tests.stories.worlds import TOKEN

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0
"""Seconds a start or an end may take on a busy machine."""


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """This process's environment with these settings and no others of ours."""
    rest = {k: v for k, v in os.environ.items() if not k.startswith(PREFIX)}
    path = os.pathsep.join(filter(None, [str(ROOT), rest.get("PYTHONPATH", "")]))
    ours = {
        "database_url": f"sqlite+aiosqlite:///{folder}/prokana.db",
        "files_dir": str(folder / "files"),
        "port": "0",
        "log_format": "json",
        "messages_per_minute": "0",
        **settings,
    }
    return rest | {"PYTHONPATH": path} | {PREFIX + k.upper(): v for k, v in ours.items()}


async def run(
    folder: Path, *arguments: str, typed: str = "", **settings: str
) -> tuple[int, str, str]:
    """One command to its end: its exit code, what it printed, and what it complained of.

    In a process of its own, forked from one that has imported everything: starting costs more than
    most commands do.
    """
    with TemporaryDirectory() as aside:
        typing, printed, complained = (Path(aside, name) for name in ("typed", "out", "err"))
        typing.write_text(typed, "utf-8")
        process = _ready().Process(
            target=_command,
            args=(arguments, folder, environment(folder, **settings), typing, printed, complained),
        )
        await asyncio.to_thread(process.start)
        await asyncio.to_thread(process.join, PATIENCE)
        assert process.exitcode is not None, "it did not end"
        return process.exitcode, printed.read_text("utf-8"), complained.read_text("utf-8")


@cache
def _ready() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["bot.cli", "bot.desk", "bot.app", "bot.costs_cli", __name__])
    return context


def _command(
    arguments: Sequence[str],
    folder: Path,
    settings: Mapping[str, str],
    typed: Path,
    printed: Path,
    complained: Path,
) -> None:
    """In the child: become `python -m bot` with these arguments."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(settings)
    for descriptor, (path, mode) in enumerate(((typed, "r"), (printed, "w"), (complained, "w"))):
        with path.open(mode) as file:
            os.dup2(file.fileno(), descriptor)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
    sys.exit(main(list(arguments)))


class Program:
    """`python -m bot run`, to be started, stopped and killed."""

    def __init__(self, folder: Path, api_url: str, **settings: str) -> None:
        self.folder = folder
        self._settings = {
            "telegram_token": TOKEN,
            "telegram_api_url": api_url,
            "telegram_file_url": api_url.replace("/bot", "/file/bot"),
            "log_level": "DEBUG",
            **settings,
        }
        self._process: Process | None = None
        self.url = ""

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text("utf-8", "replace")

    async def start(self) -> None:
        """Start, and wait until it says where it serves."""
        with (self.folder / "log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run",
                cwd=self.folder, env=environment(self.folder, **self._settings),
                stdin=DEVNULL, stdout=PIPE, stderr=log,
            )  # fmt: skip
        assert self._process.stdout is not None
        line = await asyncio.wait_for(self._process.stdout.readline(), PATIENCE)
        assert b"http://" in line, self.log
        self.url = "http://" + line.decode().split("http://")[1].split("/")[0]

    async def stop(self) -> int:
        """Ask it to stop, as a service manager does; returns its exit code."""
        if self._process is None:
            return 0
        self._process.terminate()
        return await self._end()

    async def kill(self) -> None:
        """Kill it without any warning."""
        if self._process is not None:
            self._process.kill()
            await self._end()

    async def _end(self) -> int:
        process, self._process = self._process, None
        assert process is not None
        await asyncio.wait_for(process.communicate(), PATIENCE)
        assert process.returncode is not None
        assert planted_in(self.log) == []
        return process.returncode


def rows(folder: Path, query: str, *values: object) -> Sequence[tuple[object, ...]]:
    """What a query finds in the program's database; reads only."""
    connection = sqlite3.connect(f"file:{folder}/prokana.db?mode=ro", uri=True)
    try:
        return connection.execute(query, values).fetchall()
    finally:
        connection.close()
