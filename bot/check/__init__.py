"""`prokana check`: looks at everything a desk stands on, and says what to do about the rest.

It changes nothing: a database that is not there yet is not made, and what the desk itself does
at its start (tables, webhook) is left to it.
"""

from collections.abc import AsyncIterator
from zoneinfo import ZoneInfo

from bot.check import database, deep, disk, prices, telegram, times, whatsapp
from bot.check.findings import Finding, Note, ok
from bot.clock import LOCAL, Clock, wall
from bot.settings import Settings
from bot.speech import Speech
from handlers.messages import Phrase
from services.catalogue import Catalogue, CatalogueInvalid, load

__all__ = ["Finding", "examine"]


async def examine(
    settings: Settings, clock: Clock = wall, *, deeply: bool = False
) -> list[Finding]:
    """Everything found, good and bad, in the staff's language; `deeply` reads every row, too."""
    try:
        catalogue: Catalogue | CatalogueInvalid = load(settings.catalogue_path)
    except CatalogueInvalid as error:
        catalogue = error
    zone = ZoneInfo(catalogue.workshop.timezone) if isinstance(catalogue, Catalogue) else LOCAL
    speech = Speech(zone)
    notes = [note async for note in _notes(settings, catalogue, clock)]
    if deeply:
        notes += [note async for note in deep.examined(settings, clock)]
    return [note.spoken(speech, settings.staff_language) for note in notes]


async def _notes(
    settings: Settings, catalogue: Catalogue | CatalogueInvalid, clock: Clock
) -> AsyncIterator[Note]:
    yield _channels(settings)
    yield times.alone(clock())
    yield prices.priced(catalogue)
    async for note in database.examined(settings):
        yield note
    async for note in disk.examined(settings):
        yield note
    async for note in telegram.examined(settings, clock):
        yield note
    async for note in whatsapp.examined(settings, clock):
        yield note


def _channels(settings: Settings) -> Note:
    what = Phrase("check-settings")
    if settings.public:
        modes = {"telegram": f"telegram ({settings.telegram_mode})"}
        names = ", ".join(modes.get(one, one) for one in settings.channels_configured)
        return ok(what, Phrase("check-settings-public", {"channels": names}))
    return ok(what, Phrase("check-settings-try"))
