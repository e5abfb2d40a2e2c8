"""The contents of the database: whether every promise still holds, asked of every row.

It reads all there is, so it is done only when asked for. A desk may run meanwhile: what is under
way at that moment is no mistake.
"""

from collections.abc import AsyncIterator
from datetime import datetime

from alembic.migration import MigrationContext
from sqlalchemy import Connection, make_url

from bot.check.database import absent, of_this_release
from bot.check.findings import Note, fail, ok
from bot.clock import Clock
from bot.logs import Redaction, known_secrets
from bot.settings import Settings
from handlers.messages import Phrase
from storage.database import Database
from storage.invariants import Violation, violations

_WHAT = Phrase("check-deep")


async def examined(settings: Settings, clock: Clock) -> AsyncIterator[Note]:
    """Look, and judge; of a database that is not there, or of another release, nothing is said."""
    if absent(make_url(settings.database_url)):
        return
    try:
        found = await _looked(settings.database_url, clock())
    except Exception as error:
        why = Redaction(known_secrets(settings)).text(f"{type(error).__name__}: {error}")
        said = Phrase("check-deep-unreadable", {"why": why.partition("\n")[0]})
        yield fail(_WHAT, said, Phrase("check-deep-advice"))
        return
    for violation in found or ():
        yield _broken(violation)
    if found == []:
        yield ok(_WHAT, Phrase("check-deep-fine"))


async def _looked(url: str, now: datetime) -> list[Violation] | None:
    def look(connection: Connection) -> list[Violation] | None:
        revisions = MigrationContext.configure(connection).get_current_heads()
        if of_this_release(revisions).level != "ok":
            return None
        return violations(connection, now=now, settled=False)

    database = Database(url)
    try:
        return await database.read(look)
    finally:
        await database.close()


def _broken(violation: Violation) -> Note:
    found = Phrase(
        "check-deep-broken",
        {
            "name": violation.name,
            "what": Phrase(violation.what),
            "rows": ", ".join(violation.rows),
        },
    )
    lease = violation.name == "I10"
    return fail(_WHAT, found, Phrase("check-deep-lease-advice" if lease else "check-deep-advice"))
