"""Where channels get papers from: drawn when the file is first needed."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Literal

from bot.files import Gone
from storage import papers
from storage.database import Database

_FORMS: dict[str, Literal["pdf", "png"]] = {"pdf": "pdf", "png": "png"}


class Press:
    """Gets the papers of a database by their ref, as `Files` gets those of any channel."""

    def __init__(
        self, database: Database, drawers: Mapping[str, Callable[[str], Awaitable[bytes]]]
    ) -> None:
        """`drawers` draw, by template, what typst does not: from the data of the paper."""
        self._database = database
        self._drawers = drawers

    async def fetch(self, ref: str) -> bytes:
        """The paper of this ref, drawn anew. Raises `Gone` for one that was never asked for."""
        from bot.papers.drawing import draw  # noqa: PLC0415 - many desks never draw

        key, _, ending = ref.partition(".")
        found = await self._database.read(lambda c: papers.recipe(c, key))
        if found is not None and found.template in self._drawers:
            return await self._drawers[found.template](found.data)
        form = _FORMS.get(ending)
        if found is None or form is None:
            raise Gone(f"no paper {ref}")
        return await asyncio.to_thread(draw, found.template, found.data, form)
