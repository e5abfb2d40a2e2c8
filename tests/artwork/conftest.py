"""One studio for a file of tests, and the logos as it reads and measures them."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeAlias

import pytest
import pytest_asyncio

from bot.artwork.jobs import JOBS
from bot.artwork.studio import Studio
from bot.artwork.wire import HEAD, Message, unpacked
from services.artwork import Measured, Read
from tests.artwork.logos import logo


class Inside(Studio):
    """A studio that does its jobs in this process, where it is seen which lines they reach."""

    async def _tried(self, message: Message) -> Message | None:
        asked = unpacked(message.packed()[HEAD.size :])
        done = JOBS[asked.values["job"]].do(asked)
        return unpacked(done.packed()[HEAD.size :])


Seen: TypeAlias = tuple[bytes, Measured]
See: TypeAlias = Callable[[str], Awaitable[Seen]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def studio() -> AsyncIterator[Studio]:
    async with Studio() as studio:
        await studio.read(logo("tiny.jpg"))
        yield studio


@pytest.fixture(scope="module")
def inside() -> Studio:
    return Inside()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def see(inside: Studio) -> See:
    """Reads and measures one of the logos, once."""
    known: dict[str, Seen] = {}

    async def see(name: str) -> Seen:
        if name not in known:
            read = await inside.read(logo(name))
            assert isinstance(read, Read)
            known[name] = await inside.measure(read)
        return known[name]

    return see
