"""Every door of a running desk, knocked at in this process: all routes on one real database."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import func, select
from starlette.applications import Starlette
from structlog.testing import capture_logs

from bot.channels.telegram.polling import Updates
from bot.desk import Desk, opened
from bot.web.app import web_app
from bot.web.files import files_routes
from bot.web.telegram import webhook
from bot.web.tryit import tryit_routes
from bot.web.whatsapp import webhooks
from storage import tables
from tests.bot.channels.whatsapp.forms import ACCOUNT
from tests.desks import HandClock
from tests.stories.worlds import settings_in

PUBLIC = "https://pesan.example.id"
SECRET = "the-secret-of-this-webhook"
AUTH_TOKEN = "0123456789abcdef0123456789abcdef"
SEAL = b"what links to files are sealed with"
HERE = {"host": "127.0.0.1:8080"}


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


class Answering:
    """Telegram's side of a press: nobody there to be answered."""

    def __init__(self) -> None:
        self.pressed: list[str] = []

    async def answer_press(self, key: str) -> None:
        self.pressed.append(key)


@dataclass
class Doors:
    """A desk and the app in front of it. Whatever it complains of is kept."""

    desk: Desk
    app: Starlette
    incoming: Updates
    complaints: list[Any] = field(default_factory=list)

    async def knock(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: Mapping[str, str] = HERE,
        query: str = "",
    ) -> Answer:
        """One request to the app, without a network between."""
        told: list[Any] = []
        waiting = [{"type": "http.request", "body": body}]

        async def receive() -> Any:
            return waiting.pop() if waiting else {"type": "http.disconnect"}

        async def send(event: Any) -> None:
            told.append(event)

        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": quote(path, safe="/").encode(),
            "query_string": query.encode("utf-8", "surrogatepass"),
            "root_path": "",
            "headers": [(k.lower().encode(), v.encode("latin-1")) for k, v in headers.items()],
            "client": ("127.0.0.1", 5),
            "server": ("127.0.0.1", 8080),
        }
        with capture_logs() as entries:
            await self.app(scope, receive, send)
        self.complaints += [e for e in entries if e["log_level"] in {"error", "critical"}]
        start = told[0]
        found = {k.decode("latin-1"): v.decode("latin-1") for k, v in start["headers"]}
        return Answer(start["status"], found, b"".join(e.get("body", b"") for e in told[1:]))

    async def rows(self) -> tuple[int, ...]:
        """How many rows there are in each table."""
        each = [
            select(func.count()).select_from(table).scalar_subquery()
            for table in tables.metadata.sorted_tables
        ]
        return await self.desk.database.read(lambda c: tuple(c.execute(select(*each)).one()))

    async def unanswered(self) -> list[Any]:
        """What was kept as failed, for its handling raised."""
        failed = select(tables.inbox.c.body, tables.inbox.c.error).where(
            tables.inbox.c.state == "failed"
        )
        return await self.desk.database.read(lambda c: list(c.execute(failed)))

    async def too_long(self) -> list[str]:
        """Columns with a value that SQLite takes and PostgreSQL would not."""
        sized: Sequence[Any] = [
            column
            for table in tables.metadata.tables.values()
            for column in table.columns
            if getattr(column.type, "length", None)
        ]
        longest = {str(c): select(func.max(func.length(c))) for c in sized}
        found = await self.desk.database.read(
            lambda c: {name: c.execute(query).scalar_one() or 0 for name, query in longest.items()}
        )
        return [str(c) for c in sized if found[str(c)] > c.type.length]


@asynccontextmanager
async def doors(folder: Path) -> AsyncIterator[Doors]:
    """A desk that nothing leaves, and all its doors."""
    clock = HandClock()
    async with opened(settings_in(folder), clock) as desk:
        incoming = Updates(
            Answering(),  # type: ignore[arg-type]
            desk.intake.take,
            clock,
            "prokana_bot",
        )

        async def examined() -> dict[str, bool]:
            return {"database": await desk.database.alive()}

        routes = [
            webhook(incoming, SECRET),
            *webhooks(
                desk.intake.take,
                public_url=PUBLIC,
                account_sid=ACCOUNT,
                secrets=[AUTH_TOKEN],
                clock=clock,
            ),
            *files_routes(desk.files, SEAL, clock),
            *tryit_routes(desk.local, lambda: True),
        ]
        yield Doors(desk, web_app(desk.metrics, examined, routes), incoming)


class Loop:
    """A loop that stands between the examples of a test that is not asynchronous itself."""

    def __init__(self, folder: Path) -> None:
        self._runner = asyncio.Runner()
        self._way = doors(folder)
        self.doors = self.run(self._way.__aenter__())

    def run(self, work: Any) -> Any:
        return self._runner.run(work)

    def close(self) -> None:
        self.run(self._way.__aexit__(None, None, None))
        self._runner.close()
