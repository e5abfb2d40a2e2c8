"""A desk that goes on from trial to trial, whatever is done to it."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from tests import desks
from tests.doubles.telegram import BotApi
from tests.doubles.twilio import Twilio
from tests.end_to_end import conversation, whatsapp_program
from tests.end_to_end.conversation import Office
from tests.promises import assert_kept
from tests.reliability.points import faults
from tests.reliability.points.faults import Fault
from tests.reliability.zygote import Before, Forked, Zygote
from tests.stories.worlds import TOKEN, until

SETTLES = 25.0
"""Seconds a trial may take, its recovery included."""

_BEFORE = Before(faults.__name__, faults.install.__name__)


class World:
    """The doubles, a program that is started again whenever it ends, and an office."""

    def __init__(self, folder: Path, zygote: Zygote, api: BotApi, twilio: Twilio) -> None:
        self.folder = folder
        self.api = api
        self.twilio = twilio
        self.office = Office(api, folder)
        environment = whatsapp_program.environment(twilio) | {
            "telegram_token": TOKEN,
            "telegram_api_url": api.base_url,
            "telegram_file_url": api.base_file_url,
        }
        self.program = Forked(zygote, folder, "", **environment)
        self._wanted = True
        self._serves = asyncio.Event()
        self._people = 0

    async def keep_running(self) -> None:
        """Start it again whenever it ends, as a service manager does."""
        while self._wanted:
            await self.program.launch(_BEFORE)
            with suppress(AssertionError):
                await self.program.serving()
                self.twilio.resolve[whatsapp_program.PUBLIC] = self.program.url
                self._serves.set()
            await self._ended()
            self._serves.clear()

    async def _ended(self) -> None:
        reader = self.program._out
        assert reader is not None
        await reader.read()
        await self.program.ended()

    async def serves(self) -> None:
        await asyncio.wait_for(self._serves.wait(), SETTLES)

    def end(self) -> None:
        self._wanted = False
        self._send(signal.SIGTERM)

    def _send(self, number: signal.Signals) -> None:
        if self.program.pid:
            os.kill(self.program.pid, number)

    # ---- trials

    def struck(self) -> int:
        path = self.folder / faults.STRUCK
        return path.stat().st_size if path.exists() else 0

    async def on_telegram(self, fault: Fault) -> None:
        """Somebody orders on Telegram and an officer approves; the fault strikes meanwhile."""
        await self.serves()
        self._people += 1
        chat = conversation.customer(self.api, 1000 + self._people)
        await conversation.up_to_review(chat)
        fault.arm(self.folder)
        await chat.presses(conversation.CONFIRM, timeout=SETTLES)
        number = await conversation.ordered(chat)
        await self._approved(number)
        await chat.wait_text("Kabar baik", SETTLES)
        await self._settled(fault)
        told = [m.text for m in chat.messages if m.from_bot and "Kabar baik" in m.text]
        confirmed = [m.text for m in chat.messages if m.from_bot and "sudah masuk" in m.text]
        self._at_most_repeated(fault, told, confirmed, self.office.cards(number))
        self._one_order(f"Tamu {chat.user.id}")

    async def on_whatsapp(self, fault: Fault) -> None:
        """The same on WhatsApp."""
        await self.serves()
        self._people += 1
        phone = whatsapp_program.customer(self.twilio, self._people)
        await whatsapp_program.up_to_review(phone)
        fault.arm(self.folder)
        await phone.presses(whatsapp_program.CONFIRM, timeout=SETTLES)
        number = await whatsapp_program.ordered(phone)
        await self._approved(number)
        await phone.wait_text("Kabar baik", timeout=SETTLES)
        await self._settled(fault)
        told = [m.text for m in whatsapp_program.with_words(phone, "Kabar baik")]
        self._at_most_repeated(fault, told)
        self._one_order(phone.name)

    async def _approved(self, number: str) -> None:
        await self.office.group.wait_for(
            lambda m: number in m.text and "Setujui" in m.labels, SETTLES, anywhere=True
        )
        card = next(
            m for m in self.office.group.messages if number in m.text and "Setujui" in m.labels
        )
        labelled = [data for row in card.buttons for label, data in row if label == "Setujui"]
        await self.office.group.forge_press(self.office.budi, labelled[0], card)

    async def _settled(self, fault: Fault) -> None:
        assert await until(lambda: self.struck() >= fault.times, SETTLES), "never reached"
        await self.serves()
        assert await until(lambda: not self._waiting(), SETTLES), self._waiting()
        await assert_kept(self.folder)

    def _waiting(self) -> object:
        query = "select id, state, error from outbox where state in ('ready', 'leased')"
        return whatsapp_program.rows(self.folder, query)

    def _one_order(self, name: str) -> None:
        query = (
            "select count(*) from orders o join contacts c on c.id = o.contact_id where c.name = ?"
        )
        assert whatsapp_program.rows(self.folder, query, name) == [(1,)], name

    def _at_most_repeated(self, fault: Fault, *told: list[str]) -> None:
        for one in told:
            assert 1 <= len(one) <= 1 + fault.times, one


@asynccontextmanager
async def world(folder: Path, zygote: Zygote) -> AsyncIterator[World]:
    """A world whose office is open."""
    desks.prepare(folder)
    async with BotApi(token=TOKEN) as api, Twilio() as twilio:
        one = World(folder, zygote, api, twilio)
        running = asyncio.create_task(one.keep_running())
        try:
            await one.serves()
            await one.office.open()
            yield one
        finally:
            one.end()
            await asyncio.wait_for(running, SETTLES)
