"""One desk on both channels, its staff group, and everybody who talks to it."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path

from bot.channels.whatsapp import catchup
from bot.joins import telegram, whatsapp
from bot.pacing import UNLIMITED
from storage import receipts
from tests import desks
from tests.doubles.telegram import BotApi
from tests.doubles.telegram.updates import Update
from tests.doubles.twilio import Twilio
from tests.end_to_end import whatsapp_program
from tests.end_to_end.conversation import Office
from tests.reliability.kills.moments import Moments
from tests.reliability.kills.officers import Officers
from tests.reliability.kills.people import Customer, OnTelegram, OnWhatsApp
from tests.reliability.zygote import Before, Forked, Zygote
from tests.stories.worlds import TOKEN

PUBLIC = whatsapp_program.PUBLIC
ON_TELEGRAM, ON_WHATSAPP = 12, 6
"""Customers at once."""

WEBHOOK = {"telegram_mode": "webhook", "telegram_webhook_secret": "rahasia-webhook"}


def hurry() -> None:
    """Called in a child before it becomes the program: no limits of pace, and what no webhook
    brought is missed, and what did not arrive sent again, after a moment. Nothing else is different
    from what an operator runs.
    """
    for joining in (telegram, whatsapp):
        for name in ("TELEGRAM", "WHATSAPP"):
            if hasattr(joining, name):
                setattr(joining, name, UNLIMITED)
    catchup.UNDER_WAY = timedelta(seconds=0.3)
    receipts.FIRST_WAIT = timedelta(seconds=0.3)


_HURRY = Before(__name__, hurry.__name__)


class Stage:
    """The doubles, which live on, and the program, which does not."""

    def __init__(
        self,
        folder: Path,
        api: BotApi,
        twilio: Twilio,
        program: Forked,
        chance: random.Random,
        moments: Moments,
    ) -> None:
        self.folder = folder
        self.api = api
        self.twilio = twilio
        self.program = program
        self.moments = moments
        moments.listen(api, twilio)
        self.pushed: list[Update] = []
        api.updates.on_new.append(lambda: self.pushed.append(api.updates._pending[-1]))
        self.office = Office(api, folder)
        self._chance = chance
        self._phones: list[OnWhatsApp] = []
        self._people: list[Customer | Officers] = []
        self._living: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        """Start for the first time, with an office that is open."""
        await self.start()
        await self.office.open()
        people = (self.office.owner, self.office.budi)
        tell = self.moments.tell
        self._people.append(Officers(self.office.group, people, self._child(), tell))
        for at in range(ON_TELEGRAM):
            user = self.api.user(1000 + at, f"Tamu {at}", language_code="id")
            line = OnTelegram(self.api.private(user))
            self._people.append(Customer(line, self._child(), tell))
        for at in range(ON_WHATSAPP):
            phone = OnWhatsApp(whatsapp_program.customer(self.twilio, at))
            self._phones.append(phone)
            self._people.append(Customer(phone, self._child(), tell))

    def _child(self) -> random.Random:
        return random.Random(self._chance.random())

    # ---- the program

    async def launch(self) -> None:
        """Start, and wait for nothing."""
        self.api.clock.advance(1)  # Telegram takes one setWebhook a second
        await self.program.launch(_HURRY)

    async def serving(self) -> None:
        await self.program.serving()
        self.api.webhook.leads_to[PUBLIC] = self.program.url
        self.twilio.resolve[PUBLIC] = self.program.url

    async def start(self) -> None:
        await self.launch()
        await self.serving()

    # ---- the people

    def let_live(self) -> None:
        """Everybody acts from now on."""
        self._living = [asyncio.create_task(person.live()) for person in self._people]

    async def hush(self) -> None:
        """Everybody waits; what they have sent is sent."""
        for task in self._living:
            task.cancel()
        for task in self._living:
            with suppress(asyncio.CancelledError):
                await task
        self._living = []

    async def sent(self) -> None:
        """Wait until nothing that anybody sent is under way."""
        for phone in self._phones:
            await phone.posted()
        await self.twilio.settled()


@asynccontextmanager
async def stage(
    folder: Path, zygote: Zygote, chance: random.Random, *, webhook: bool
) -> AsyncIterator[Stage]:
    """Everything at its place, the desk open and serving."""
    desks.prepare(folder)
    async with BotApi(token=TOKEN) as api, Twilio() as twilio:
        settings = whatsapp_program.environment(twilio) | {
            "telegram_token": TOKEN,
            "telegram_api_url": api.base_url,
            "telegram_file_url": api.base_file_url,
            "messages_per_minute": "0",
        }
        program = Forked(zygote, folder, "", **settings | (WEBHOOK if webhook else {}))
        moments = Moments(chance, polling=not webhook)
        one = Stage(folder, api, twilio, program, chance, moments)
        await one.open()
        try:
            yield one
        finally:
            await one.hush()
            await program.kill()
