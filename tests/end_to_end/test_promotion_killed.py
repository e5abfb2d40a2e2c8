"""The real program killed twice while a promotion goes out: nobody has it twice, and of nobody it
is forgotten. `python -m tests.end_to_end.test_promotion_killed 2000` does so with more people.
"""

import asyncio
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from bot.clock import wall
from services.catalogue import default_path
from storage import tables
from storage.database import Database
from tests import desks
from tests.doubles.telegram import BotApi, PrivateChat
from tests.end_to_end.program import PATIENCE, Program
from tests.promoting import WORDS, approved, people, person
from tests.stories.worlds import TOKEN

PEOPLE = 120
ENDED = {"sent", "uncertain"}


def at_noon(folder: Path) -> Path:
    """A catalogue whose workshop lies where it is about noon: promotions go by day."""
    east = (12 - datetime.now(UTC).hour) % 24
    zone = f"Etc/GMT{-east if east <= 12 else 24 - east:+d}"
    path = folder / "catalogue.toml"
    text = default_path().read_text("utf-8")
    path.write_text(text.replace('timezone = "Asia/Jakarta"', f'timezone = "{zone}"'), "utf-8")
    return path


def got(chat: PrivateChat) -> int:
    return sum(WORDS in message.text for message in chat.messages)


async def killed_twice(folder: Path, many: int) -> tuple[Counter[str], Counter[int]]:
    """Let a promotion go to so many, killing the program after a third and after two thirds; what
    became of the recipients, and how many messages they got.
    """
    desks.prepare(folder)
    database = Database(f"sqlite+aiosqlite:///{folder}/prokana.db")
    rows = [person(number) for number in range(1001, 1001 + many)]
    await database.write(lambda c: approved(c, people(c, *rows), wall()))
    async with BotApi(token=TOKEN) as api:
        chats = [api.private(api.user(int(row["ext_id"]), "Tamu")) for row in rows]
        for chat in chats:
            chat.started = True
        program = Program(folder, api.base_url, catalogue=str(at_noon(folder)))
        for part in (1 / 3, 2 / 3, 1.0):
            await program.start()
            await reached(database, round(part * many), many, whole=part == 1)
            await (program.stop() if part == 1 else program.kill())
        states = Counter(await desks.rows(database, select(tables.recipients.c.state)))
        await database.close()
        return states, Counter(got(chat) for chat in chats)


async def reached(database: Database, least: int, many: int, *, whole: bool) -> None:
    """Wait until so many are through; at the end, until nothing of it is open."""
    async with asyncio.timeout(PATIENCE + many / 10):
        while True:
            states = Counter(await desks.rows(database, select(tables.recipients.c.state)))
            through = sum(states[state] for state in ENDED)
            if through >= least if not whole else not states - Counter(dict.fromkeys(ENDED, many)):
                return
            await asyncio.sleep(0.02)


async def test_nobody_has_it_twice_and_nobody_is_forgotten(tmp_path: Path) -> None:
    states, copies = await killed_twice(tmp_path, PEOPLE)
    assert set(states) <= ENDED, states
    assert copies[1] >= states["sent"]
    assert set(copies) <= {0, 1}, copies
    assert copies[0] <= states["uncertain"]


if __name__ == "__main__":
    with TemporaryDirectory() as there:
        print(*asyncio.run(killed_twice(Path(there), int(sys.argv[1]))))
