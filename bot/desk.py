"""A desk, put together: its database, its way in, its ways out, and its own little messenger."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot import clock as clocks
from bot.artwork.inspection import Inspector
from bot.artwork.studio import Studio
from bot.channels.local import NAME as LOCAL
from bot.channels.local import STAFF, Local
from bot.clock import Clock, Following
from bot.duties import Duties
from bot.files import Files
from bot.intake import Intake
from bot.metrics import Metrics
from bot.outbox import Dispatcher
from bot.pacing import UNLIMITED
from bot.papers.press import Press
from bot.settings import Settings
from bot.speech import Speech
from handlers.limits import of_a_person
from handlers.messages import Address, Said
from handlers.scene import Shop
from services.catalogue import Catalogue, load
from storage import batch, catalogues, leases, rates
from storage.database import Database
from storage.migrate import upgrade

LOCAL_LEASE = timedelta(seconds=5)
"""A screen of our own answers at once; whoever holds a message longer has died."""


@dataclass
class Desk:
    """One desk: its database, its way in, its ways out, and its own little messenger."""

    database: Database
    shop: Shop
    clock: Clock
    metrics: Metrics
    intake: Intake
    files: Files
    local: Local
    duties: Duties
    dispatchers: list[Dispatcher]

    def wake(self) -> None:
        """Something was answered: let every dispatcher look."""
        for dispatcher in self.dispatchers:
            dispatcher.wake()

    async def seat(self, person: str, name: str) -> None:
        """Seat whoever runs the program in the little messenger's staff chat."""
        now = self.clock()
        said = Said(Address(LOCAL, STAFF), person, name, now, private=False)
        await self.database.write(lambda c: batch.sit(c, said, self.shop, now), name="seat")
        self.wake()


def _make_files(files: Files, studio: Studio, database: Database) -> None:
    """Let files be got that are made here, not sent."""
    inspector = Inspector(studio, files)
    inspector.register()
    files.register(
        "paper", Press(database, {"proof": inspector.proof, "films": inspector.films}).fetch
    )


def _stock(connection: Connection, catalogue: Catalogue, now: datetime) -> None:
    """Keep the catalogue, and see that the figures officers changed fit it."""
    catalogues.keep_catalogue(connection, catalogue.fingerprint, catalogue.body, now)
    rates.catalogue(connection, catalogue, now)


@asynccontextmanager
async def opened(settings: Settings, clock: Clock = clocks.wall) -> AsyncIterator[Desk]:
    """A desk on a database that is brought up to date; closed in good order at the end.

    Raises `CatalogueInvalid` if the catalogue has mistakes.
    """
    catalogue = load(settings.catalogue_path)
    database = Database(settings.database_url, threads=settings.database_threads)
    clock = Following(clock)
    duties = Duties(settings.database_url, clock)
    studio = Studio()
    try:
        await database.write(upgrade, name="migrate")
        if not database.is_sqlite:
            clock.follow(await database.read(leases.moment))
        now = clock()
        await database.write(lambda c: _stock(c, catalogue, now), name="keep-catalogue")
        speech = Speech(ZoneInfo(catalogue.workshop.timezone))
        limits = of_a_person(settings.messages_per_minute if settings.public else 0)
        shop = Shop(catalogue, speech, settings.staff_language, limits)
        metrics = Metrics()
        dispatchers: list[Dispatcher] = []
        intake = Intake(database, shop, clock, metrics, dispatchers)
        files = Files(settings.files_dir)
        _make_files(files, studio, database)
        local = Local(database, intake, files, clock)
        desk = Desk(database, shop, clock, metrics, intake, files, local, duties, dispatchers)
        dispatchers.append(
            Dispatcher(local, database, UNLIMITED, speech, clock, metrics, lease=LOCAL_LEASE)
        )
        yield desk
    finally:
        studio.close()
        await duties.close()
        await database.close()
