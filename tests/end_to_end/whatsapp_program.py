"""The desk on WhatsApp: the program in a process of its own, or served in this loop on the clock
of the double, and people with phones who order there.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr

from bot import outbox
from bot.app import serve
from bot.channels.whatsapp.templates import Templates, notices
from bot.clock import Clock
from bot.http import Http
from bot.pacing import UNLIMITED
from bot.settings import Settings
from bot.speech import Speech
from bot.twilio_account import twilio_of
from storage.database import Database
from tests.doubles.telegram import BotApi
from tests.doubles.twilio import Phone, Shown, Twilio
from tests.end_to_end.conversation import Office
from tests.end_to_end.program import PATIENCE, Program, rows
from tests.stories.whatsapp_world import PUBLIC, whatsapp_settings
from tests.stories.worlds import TOKEN, invitation, settings_in, until

__all__ = ["PATIENCE", "PUBLIC", "rows", "until"]

SENTENCE = (
    "500 pasang EVA 5 mm all size 29 polos plastik OPP kirim ke Kota Padang secepatnya untuk hotel"
)
CONFIRM = "Ya, pesan"
ORDERED = "sudah masuk"


def environment(twilio: Twilio) -> dict[str, str]:
    """The settings of a desk that has WhatsApp alone."""
    return {
        "telegram_token": "",
        "telegram_api_url": "",
        "telegram_file_url": "",
        "twilio_account_sid": twilio.account_sid,
        "twilio_auth_token": twilio.auth_token,
        "twilio_api_key": twilio.api_key,
        "twilio_api_secret": twilio.api_secret,
        "twilio_api_url": twilio.base_url,
        "whatsapp_number": twilio.number,
        "public_url": PUBLIC,
    }


class Desk(Program):
    """`python -m bot run` on WhatsApp, behind its public address."""

    def __init__(self, folder: Path, twilio: Twilio) -> None:
        super().__init__(folder, "", **environment(twilio))
        self._twilio = twilio

    async def start(self) -> None:
        await super().start()
        self._twilio.resolve[PUBLIC] = self.url


@asynccontextmanager
async def program(folder: Path) -> AsyncIterator[tuple[Twilio, Desk, Phone]]:
    """The program in a process of its own, and an officer who has joined it."""
    async with Twilio() as twilio:
        desk = Desk(folder, twilio)
        await desk.start()
        try:
            budi = await officer(twilio, settings_in(folder))
            yield twilio, desk, budi
        finally:
            await desk.kill()


async def officer(twilio: Twilio, settings: Settings) -> Phone:
    """Budi, who wrote the code an operator gave him."""
    budi = twilio.phone("+6281100002222", "Budi", "ID.1200000000000002")
    await budi.says(await invitation(settings))
    await budi.wait_text("bergabung", timeout=PATIENCE)
    return budi


class Served:
    """The program served in this loop, by the clock of the double."""

    def __init__(self, settings: Settings, twilio: Twilio) -> None:
        self.settings = settings
        self._twilio = twilio
        self._stop = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._twilio.clock.now(), UTC)

    async def start(self) -> None:
        ready = asyncio.get_running_loop().create_future()
        self._stop.clear()
        self._task = asyncio.create_task(
            serve(
                self.settings, ready=ready.set_result, stop=self._stop, clock=self.now,
                limits=UNLIMITED,
            )
        )  # fmt: skip
        await asyncio.wait([ready, self._task], return_when=asyncio.FIRST_COMPLETED)
        self._twilio.resolve[PUBLIC] = ready.result().rstrip("/")

    async def stop(self) -> None:
        """Stop in good order, as at a signal; a desk that is stopped stays so."""
        task, self._task = self._task, None
        if task is not None:
            self._stop.set()
            await asyncio.wait_for(task, PATIENCE)


@asynccontextmanager
async def served(folder: Path, **values: object) -> AsyncIterator[tuple[Twilio, Served]]:
    """The program in this loop; both clocks are turned by `twilio.advance`."""
    with looking_often():
        async with Twilio() as twilio:
            desk = Served(whatsapp_settings(folder, twilio, **values), twilio)
            await desk.start()
            try:
                yield twilio, desk
            finally:
                await desk.stop()


@contextmanager
def looking_often() -> Iterator[None]:
    """Time is turned by hand: what falls due then is found at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outbox, "LOOK_EVERY", 0.02)
        yield


def customer(twilio: Twilio, at: int = 0) -> Phone:
    number = 6281234567890 + at
    return twilio.phone(f"+{number}", f"Tamu {at}", f"ID.45665461302408{at:02}")


async def ordered(phone: Phone) -> str:
    """The number the customer is told."""
    shown = await phone.wait_text("/SO/", timeout=PATIENCE)
    found = re.search(r"\d+/SO/[^\s*]+", shown.text)
    assert found, shown.text
    return found[0]


async def up_to_review(phone: Phone) -> None:
    """One sentence and what it leaves open; the review is on the screen then."""
    await phone.says(SENTENCE)
    await phone.wait_text("instansi mana", timeout=PATIENCE)
    await phone.says(f"Hotel {phone.name}")
    await phone.wait_text("Atas nama", timeout=PATIENCE)
    await phone.says(phone.name)
    await phone.wait_text("Sudah benar?", timeout=PATIENCE)


async def order_by_sentence(phone: Phone) -> str:
    """An order of somebody new, until all that follows it has come: they are asked whether they
    want promotions.
    """
    await up_to_review(phone)
    await phone.presses(CONFIRM, timeout=PATIENCE)
    number = await ordered(phone)
    await phone.wait_text("Bolehkah", timeout=PATIENCE)
    return number


def with_words(phone: Phone, words: str) -> list[Shown]:
    return [shown for shown in phone.messages if words in shown.text]


def is_clean(twilio: Twilio) -> bool:
    """Whether nothing was refused, failed, answered in a webhook or leaked."""
    return not (twilio.refused or twilio.failed or twilio.odd_answers or twilio.leaks)


class Both:
    """A desk on Telegram and WhatsApp with one staff group, on Telegram, in this loop."""

    def __init__(self, api: BotApi, twilio: Twilio, desk: Served, office: Office) -> None:
        self.api = api
        self.twilio = twilio
        self.desk = desk
        self.office = office

    def advance(self, seconds: float = 0, *, hours: float = 0) -> None:
        """Let time pass for everybody."""
        self.api.clock.advance(seconds, hours=hours)
        self.twilio.advance(seconds, hours=hours)

    async def decided(self, label: str, number: str) -> None:
        """An officer presses this on the card of an order."""
        await self.office.group.wait_for(
            lambda m: number in m.text and label in m.labels, anywhere=True
        )
        await self.office.group.presses(self.office.budi, label)

    async def group_sees(self, words: str) -> str:
        return (await self.office.group.wait_text(words, anywhere=True)).text

    async def templates(self, *names: str) -> None:
        """Have the notices of these names approved, and known to be, as an operator does."""
        await submitted(self.desk.settings, self.desk.now)
        for content in self.twilio.contents.items.values():
            if content.approval and any(name in content.approval.name for name in names):
                content.approval.status = "approved"
        await submitted(self.desk.settings, self.desk.now)


async def submitted(settings: Settings, clock: Clock) -> None:
    """`prokana whatsapp templates --submit`, beside the running desk."""
    http, database = Http(), Database(settings.database_url)
    try:
        voice = Speech(ZoneInfo("Asia/Jakarta"))
        await Templates(twilio_of(settings, http), database, clock, notices(voice)).submit()
    finally:
        await http.close()
        await database.close()


@asynccontextmanager
async def both(folder: Path) -> AsyncIterator[Both]:
    with looking_often():
        async with BotApi(token=TOKEN) as api, Twilio() as twilio:
            settings = whatsapp_settings(
                folder,
                twilio,
                telegram_token=SecretStr(TOKEN),
                telegram_api_url=api.base_url,
                telegram_file_url=api.base_file_url,
            )
            desk = Served(settings, twilio)
            await desk.start()
            try:
                office = Office(api, folder)
                await office.open()
                yield Both(api, twilio, desk, office)
            finally:
                await desk.stop()
