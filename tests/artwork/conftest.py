"""One studio for a file of tests, and the logos as it reads and measures them."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeAlias

import pytest_asyncio

from bot.artwork.studio import Studio
from services.artwork import Measured, Read
from tests.artwork.logos import logo

Seen: TypeAlias = tuple[bytes, Measured]
See: TypeAlias = Callable[[str], Awaitable[Seen]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def studio() -> AsyncIterator[Studio]:
    async with Studio() as studio:
        await studio.read(logo("tiny.jpg"))
        yield studio


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def see(studio: Studio) -> See:
    """Reads and measures one of the logos, once."""
    known: dict[str, Seen] = {}

    async def see(name: str) -> Seen:
        if name not in known:
            read = await studio.read(logo(name))
            assert isinstance(read, Read)
            known[name] = await studio.measure(read)
        return known[name]

    return see
