"""The real program a hundred times over, without importing it a hundred times.

A start of `python -m bot run` spends most of its time on imports. A zygote is one process that
has imported everything and does nothing else: no loop, no thread, no database. For every start
it forks a child, which then is the program in a process of its own, to be killed like any other.
Run as a module it is that process; the rest of this file is for who asks it for children.
"""

import array
import asyncio
import gc
import importlib
import json
import os
import pkgutil
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

import pytest

from handlers.messages import Phrase, Prompt
from tests.end_to_end.program import PATIENCE, ROOT, Program, environment

_LARGEST = 1 << 17
"""Bytes in one request, the environment included."""

WARMING = 3
"""Walks of the model; they are over, and their loop is closed, before there is any child."""

_LATE = (
    "aiosqlite",
    "alembic.command",
    "alembic.ddl.sqlite",
    "encodings.idna",
    "sqlalchemy.dialects.sqlite.aiosqlite",
    "sqlalchemy.dialects.sqlite.pysqlite",
    "telegram.request",
    "uvicorn.lifespan.off",
    "uvicorn.loops.auto",
    "uvicorn.protocols.http.auto",
    "uvicorn.protocols.http.h11_impl",
    "uvicorn.protocols.websockets.auto",
)
"""What is imported only when it is needed, by others than ourselves."""


@dataclass(frozen=True, slots=True)
class Before:
    """A function a child calls before it becomes the program: `function(*arguments)`.

    It may take hold of anything: the child is not the program yet. The arguments go as JSON.
    """

    module: str
    function: str
    arguments: tuple[Any, ...] = ()


class Zygote:
    """The parent of programs; ends, and they with it, when it is closed or its owner dies."""

    def __init__(self) -> None:
        ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with its:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.reliability.zygote"],
                cwd=ROOT, env=environment(ROOT), stdin=its.fileno(), stdout=subprocess.DEVNULL,
            )  # fmt: skip
        self._line = ours
        ours.settimeout(PATIENCE)

    def fork(self, request: dict[str, Any], out: int, log: int) -> int:
        """The process id of a new child that writes to these two descriptors."""
        rights = (socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [out, log]))
        return self._ask({"do": "fork", **request}, [rights])

    def wait(self, pid: int) -> int:
        """How a child ended, as `subprocess` tells it; waits for it."""
        return self._ask({"do": "wait", "pid": pid}, [])

    def _ask(self, request: dict[str, Any], rights: list[Any]) -> int:
        self._line.sendmsg([json.dumps(request).encode()], rights)
        answer = self._line.recv(_LARGEST)
        assert answer, "the zygote has died"
        return int(json.loads(answer))

    def close(self) -> None:
        self._line.close()
        self._process.wait(PATIENCE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Forked(Program):
    """The program as a child of a zygote: same settings, same methods, a tenth of the start."""

    def __init__(self, zygote: Zygote, folder: Path, api_url: str, **settings: str) -> None:
        super().__init__(folder, api_url, **settings)
        self._zygote = zygote
        self._out: asyncio.StreamReader | None = None
        self._closes: asyncio.BaseTransport | None = None
        self.pid = 0

    @property
    def runs(self) -> bool:
        return bool(self.pid)

    async def launch(self, before: Before | None = None) -> None:
        """Start, and wait for nothing."""
        assert not self.pid, "it runs already"
        request = {
            "folder": str(self.folder),
            "environment": environment(self.folder, **self._settings),
            "before": before and [before.module, before.function, list(before.arguments)],
        }
        reads, writes = os.pipe()
        try:
            with (self.folder / "log").open("ab") as log:
                self.pid = self._zygote.fork(request, writes, log.fileno())
        finally:
            os.close(writes)
        loop = asyncio.get_running_loop()
        reader = self._out = asyncio.StreamReader()
        self._closes, _ = await loop.connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(reads, "rb")
        )

    async def serving(self) -> None:
        """Wait until it says where it serves."""
        assert self._out is not None
        line = await asyncio.wait_for(self._out.readline(), PATIENCE)
        assert b"http://" in line, self.log
        self.url = "http://" + line.decode().split("http://")[1].split("/")[0]

    async def start(self, before: Before | None = None) -> None:
        """Start, and wait until it says where it serves; `before` is called in the child first."""
        await self.launch(before)
        await self.serving()

    async def ended(self) -> int:
        """Wait for its end, whatever ends it; returns its exit code, or minus the signal."""
        assert self._out is not None and self._closes is not None
        await asyncio.wait_for(self._out.read(), PATIENCE)
        self._closes.close()
        pid, self.pid = self.pid, 0
        return self._zygote.wait(pid)

    async def stop(self) -> int:
        return await self._signalled(signal.SIGTERM)

    async def kill(self) -> None:
        await self._signalled(signal.SIGKILL)

    async def _signalled(self, number: signal.Signals) -> int:
        if not self.pid:
            return 0
        os.kill(self.pid, number)
        return await self.ended()


def main() -> int:
    """Fork and wait as asked until nobody asks any more; a child returns when the program does."""
    _import_everything()
    line = socket.socket(fileno=os.dup(0))
    children: set[int] = set()
    while True:
        said, descriptors, _, _ = socket.recv_fds(line, _LARGEST, 2)
        if not said:
            break
        request = json.loads(said)
        if request["do"] == "wait":
            pid, status = os.waitpid(request["pid"], 0)
            children.discard(pid)
            answer = os.waitstatus_to_exitcode(status)
        elif answer := os.fork():
            children.add(answer)
            for descriptor in descriptors:
                os.close(descriptor)
        else:
            line.close()
            return _become_the_program(request, *descriptors)
        line.send(json.dumps(answer).encode())
    for pid in children:
        os.kill(pid, signal.SIGKILL)
    return 0


def _import_everything() -> None:
    for package in map(importlib.import_module, ("bot", "handlers", "services", "storage")):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__") and ".migrations." not in module.name:
                importlib.import_module(module.name)
    for name in _LATE:
        importlib.import_module(name)
    _read_all_texts()
    _compile_statements()
    gc.collect()
    gc.freeze()  # so that no child copies pages only to look for garbage on them


def _read_all_texts() -> None:
    """Have the texts of every language compiled: it takes longer than the rest of a start."""
    speech = importlib.import_module("bot.speech").Speech(ZoneInfo("UTC"))
    words = Prompt((Phrase("cli-serving", {"url": ""}),))
    for language in speech.languages:
        speech.speak(words, language)


def _compile_statements() -> None:
    """Have most of what a desk asks its database compiled: it takes as long as all it does."""
    importlib.import_module("tests.statements").share(pytest.MonkeyPatch())
    importlib.import_module("tests.reliability.model").walk(WARMING, 50)


def _become_the_program(request: dict[str, Any], out: int, log: int) -> int:
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    nothing = os.open(os.devnull, os.O_RDONLY)
    for descriptor, number in ((nothing, 0), (out, 1), (log, 2)):
        os.dup2(descriptor, number)
        os.close(descriptor)
    if request["before"]:
        module, function, arguments = request["before"]
        getattr(importlib.import_module(module), function)(*arguments)
    cli = importlib.import_module("bot.cli")
    return int(cli.main(["run"]))


if __name__ == "__main__":
    sys.exit(main())
