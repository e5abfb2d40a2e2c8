"""Where logos are read, measured, shown on the product and made ready to print.

Everything is done in processes of their own, one after another, outside the desk's: a call takes
tenths of a second in which the desk answers everybody else. Nothing here writes to a disk.
"""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Self, TypeAlias

import structlog

from bot.artwork import limits
from bot.artwork.sheets import Films, Sheet
from bot.artwork.wire import HEAD, Message, unpacked
from services.artwork import Ink, Measured, Placement, Read, Refusal, fitted
from services.catalogue import Mockup
from services.colours import Rgb

PATIENCE = 8.0
"""Seconds after which a job is given up, whatever its own limits made of it."""

log = structlog.get_logger()


KNOWN = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "LANG")
"""What the process may know of the desk's environment: no token, no password."""

KEPT = 16
"""Drawings of variants that are kept at hand, half a megabyte each."""

Look: TypeAlias = tuple[str, tuple[tuple[str, str], ...], str]


@dataclass(frozen=True, slots=True)
class Proof:
    """What a proof is to show: the logo of this aspect (width by height), so placed, in these inks
    (none: in its own colours), on this variant; below it a title, lines, and a word beside the
    view from the side. Texts are worded in the reader's language.
    """

    mockup: Mockup
    variant: Mapping[str, str]
    aspect: float
    placement: Placement
    inks: tuple[Rgb, ...]
    title: str
    lines: tuple[str, ...] = ()
    side: str = ""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the print in mm."""
        return fitted(self.aspect, self.mockup.area, self.placement.scale)


class Failed(Exception):
    """A job on a picture of ours did not end well: a bug, or a machine without memory."""


class Studio:
    """One process that waits for pictures, started when the first one comes."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None
        self._looks: dict[Look, Sequence[bytes]] = {}

    async def read(self, content: bytes) -> Read | Refusal:
        """What a stranger's file shows, made anew; never raises for anything in the file."""
        if len(content) > limits.BYTES:
            return Refusal.LARGE
        if not hasattr(os, "fork"):
            return Refusal.AWAY
        answer = await self._done("read", {}, content)
        if answer is None:
            return Refusal.HEAVY  # whatever is merely broken is answered
        if why := answer.values.get("refused"):
            return Refusal(why)
        return Read(**{**answer.values["read"], "png": answer.files[0]})

    async def measure(self, read: Read) -> tuple[bytes, Measured]:
        """The logo alone (an RGBA PNG without background and margins), and what it is like.

        Raises `Failed`.
        """
        told = asdict(replace(read, png=b""))
        told.pop("png")
        answer = await self._ours("measure", {"read": told}, read.png)
        return answer.files[0], _measured(answer.values["measured"])

    async def proof(self, cut: bytes, wanted: Proof) -> bytes:
        """A JPEG, 1080 pixels wide and below 400 KB, that shows the logo on the product.

        The same for the same, but for versions of libraries. Raises `Failed`.
        """
        mockup = wanted.mockup
        ground = mockup.ground_of(wanted.variant)
        look = (mockup.template, tuple(sorted(wanted.variant.items())), ground)
        if look not in self._looks:
            told = {"template": mockup.template, "variant": dict(wanted.variant), "ground": ground}
            drawn = await self._ours("draw", told)
            if len(self._looks) >= KEPT:
                self._looks.pop(next(iter(self._looks)))
            self._looks[look] = drawn.files
        sheet = Sheet(
            template=mockup.template,
            variant=wanted.variant,
            ground=ground,
            size=wanted.size,
            moved=(wanted.placement.right, wanted.placement.down),
            inks=wanted.inks,
            title=wanted.title,
            lines=wanted.lines,
            side=wanted.side,
        )
        answer = await self._ours("proof", {"sheet": asdict(sheet)}, cut, *self._looks[look])
        return answer.files[0]

    async def films(
        self,
        cut: bytes,
        inks: Sequence[Rgb],
        size: tuple[float, float],
        pages: Sequence[Sequence[str]],
    ) -> Films:
        """What the printer gets of a logo `size` mm wide and high: for each ink a page with its
        lines of `pages`, and a mask. The same bytes for the same. Raises `Failed`.
        """
        told = {"colours": list(inks), "size": list(size), "pages": [list(p) for p in pages]}
        pdf, *masks = (await self._ours("films", told, cut)).files
        return Films(pdf, tuple(masks))

    async def _ours(self, job: str, values: dict[str, Any], *files: bytes) -> Message:
        answer = await self._done(job, values, *files)
        if answer is None:
            raise Failed(job)
        return answer

    async def _done(self, job: str, values: dict[str, Any], *files: bytes) -> Message | None:
        """The answer to a job; None if it died over it."""
        message = Message({**values, "job": job}, files)
        async with self._turn:
            answer = await self._tried(message)
            if answer is None and await self._gone():
                self.close()  # not the job died, but who was to begin it
                answer = await self._tried(message)
            return answer

    async def _gone(self) -> bool:
        """Whether the process has ended; its line is closed a moment before it has."""
        await asyncio.sleep(0.02)
        return self._process is not None and self._process.poll() is not None

    async def _tried(self, message: Message) -> Message | None:
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                self._hand_over(theirs)
            ours.setblocking(False)
            try:
                async with asyncio.timeout(PATIENCE):
                    return await _asked(ours, message)
            except TimeoutError:
                log.warning("artwork_given_up", job=message.values["job"])
                self.close()
            except OSError:
                pass  # it died while it was being told
            return None

    def _hand_over(self, job: socket.socket) -> None:
        """Give a line to the process, which is started anew if it has ended."""
        for _ in range(2):
            if self._line is None:
                self._start()
            assert self._line is not None
            try:
                socket.send_fds(self._line, [b"."], [job.fileno()])
            except OSError:
                self.close()
            else:
                return
        raise Failed("the process for pictures does not start")

    def _start(self) -> None:
        self._line, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                (sys.executable, "-m", "bot.artwork.zygote"),
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                env={name: os.environ[name] for name in KNOWN if name in os.environ},
            )

    def close(self) -> None:
        """End the process; the next picture starts another."""
        if self._line is not None:
            self._line.close()
            self._line = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.close()


async def _asked(line: socket.socket, message: Message) -> Message | None:
    loop = asyncio.get_running_loop()
    await loop.sock_sendall(line, message.packed())
    head = await _exactly(line, HEAD.size)
    body = await _exactly(line, HEAD.unpack(head)[0]) if head else b""
    return unpacked(body) if body else None


async def _exactly(line: socket.socket, length: int) -> bytes:
    """So many bytes; none if the line ends before."""
    loop = asyncio.get_running_loop()
    parts = bytearray()
    while len(parts) < length:
        part = await loop.sock_recv(line, min(length - len(parts), 1 << 20))
        if not part:
            return b""
        parts += part
    return bytes(parts)


def _measured(told: dict[str, Any]) -> Measured:
    inks = tuple(Ink(tuple(ink["colour"]), ink["share"]) for ink in told["inks"])
    background = told["background"] and tuple(told["background"])
    return Measured(**{**told, "inks": inks, "background": background})
