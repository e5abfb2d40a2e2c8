"""What is planted in settings and conversations never comes out of a log, a traceback or a figure.

The real program, both channels, every line there is at DEBUG, and whatever can go wrong goes wrong.
"""

import asyncio
import io
import logging
import re
import sqlite3
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import structlog
from pydantic import SecretStr
from sqlalchemy import Connection, insert

from bot import logs
from handlers.scene import Shop
from storage import batch, database, tables
from storage.codec import Arrival
from tests.doubles.telegram import BotApi, PrivateChat
from tests.doubles.telegram import Fault as TelegramFault
from tests.doubles.twilio import Fault as TwilioFault
from tests.doubles.twilio import Phone, Twilio
from tests.end_to_end.conversation import SENTENCE, Office
from tests.stories.whatsapp_world import PUBLIC, whatsapp_settings
from tests.stories.worlds import Running, until

TOKEN = "987654321:CANARY-token-that-nobody-may-read-xyz"
AUTH_TOKEN = "ca9a27ca9a27ca9a27ca9a27ca9a27ff"
NAME, HOTEL, STREET = "Kenaricita", "Wisma Kenariloka", "Jl. Kenarijaya 17"
PHONE, BSUID = "+6281377788899", "ID.7771777277737774"
PATIENCE = 15.0
POISON = "racun"

CANARY = re.compile(
    rf"{TOKEN[-20:]}|{AUTH_TOKEN}|kenari(?:cita|loka|jaya)|{BSUID}"
    rf"|8[ .-]?1[ .-]?3[ .-]?7[ .-]?7[ .-]?7[ .-]?8[ .-]?8[ .-]?8",
    re.IGNORECASE,
)
"""What is looked for; nowhere else do these words or digits occur."""


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Where all lines go; afterwards logging is what it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    yield io.StringIO()
    logging.captureWarnings(capture=False)
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


def poisoned(take: Any) -> Any:
    """The same, but for a word no table takes, with a statement that names who said it."""

    def taking(
        connection: Connection, arrivals: Sequence[Arrival], shop: Shop, now: Any
    ) -> list[Arrival]:
        if any(POISON in arrival.body for arrival in arrivals):
            row = {
                "channel": None,
                "ext_id": PHONE,
                "name": NAME,
                "person": HOTEL,
                "source": STREET,
            }
            connection.execute(insert(tables.contacts), row)
        taken: list[Arrival] = take(connection, arrivals, shop, now)
        return taken

    return taking


def canaries(text: str) -> list[str]:
    """What of them is in a text, each with the line around it."""
    return [text[max(0, m.start() - 120) : m.end() + 40] for m in CANARY.finditer(text)]


async def telegram_order(chat: PrivateChat) -> None:
    """A whole order, and words to an officer."""
    await chat.says(SENTENCE)
    await chat.wait_text("instansi mana", PATIENCE)
    await chat.says(HOTEL)
    await chat.wait_text("Atas nama", PATIENCE)
    await chat.says(f"{NAME} {PHONE}")
    await chat.presses("Ya, pesan", timeout=PATIENCE)
    await chat.wait_text("sudah masuk", PATIENCE, anywhere=True)
    await chat.says("/petugas")
    await chat.says(f"{STREET}, hp 0813-7778-8899")


async def whatsapp_order(phone: Phone) -> None:
    await phone.says(SENTENCE)
    await phone.wait_text("instansi mana", timeout=PATIENCE)
    await phone.says(HOTEL)
    await phone.wait_text("Atas nama", timeout=PATIENCE)
    await phone.says(NAME)
    await phone.wait_text("Sudah benar?", timeout=PATIENCE)
    await phone.presses("Ya, pesan", timeout=PATIENCE)
    await phone.wait_text("sudah masuk", timeout=PATIENCE)
    await phone.sends_location(-0.94, 100.36, STREET)


async def trouble(api: BotApi, twilio: Twilio, chat: PrivateChat, phone: Phone) -> None:
    """Whatever goes wrong, goes wrong while the canaries are on their way."""
    api.fault("sendMessage", TelegramFault.server_error())
    await chat.says(f"{STREET} {PHONE}")
    await chat.says(f"halo, {NAME}")
    twilio.fault("send", TwilioFault.answer_lost())
    await phone.says(f"/status {NAME}")
    api.push({"message": {"chat": HOTEL, "from": {"first_name": NAME}, "text": PHONE}})
    await chat.says(f"{POISON} {NAME} {PHONE}")
    await chat.wait_text("gangguan", PATIENCE, anywhere=True)
    api.fault("sendMessage", TelegramFault.bad_request(f"can't parse {PHONE} for {TOKEN}"))
    await phone.says(f"{POISON} {STREET}")


async def busy(file: Path, chat: PrivateChat, phone: Phone, written: io.StringIO) -> None:
    """Nothing can be kept, for somebody else writes to the database, until all have said so."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await asyncio.gather(phone.says(f"halo lagi, {NAME}"), chat.says(f"halo lagi, {NAME}"))
        events = ("webhook_not_kept", "poll_failed")
        assert await until(lambda: all(e in written.getvalue() for e in events), PATIENCE)
        other.execute("ROLLBACK")


async def test_nothing_planted_comes_out_at_any_level_whatever_goes_wrong(
    tmp_path: Path, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "take", poisoned(batch.take))
    monkeypatch.setattr(database, "BUSY_SECONDS", 1)
    async with BotApi(token=TOKEN) as api, Twilio(auth_token=AUTH_TOKEN) as twilio:
        settings = whatsapp_settings(
            tmp_path,
            twilio,
            telegram_token=SecretStr(TOKEN),
            telegram_api_url=api.base_url,
            telegram_file_url=api.base_file_url,
            log_format="json",
            log_level="DEBUG",
        )
        logs.configure(settings, written)
        running = Running(settings)
        await running.start()
        twilio.resolve[PUBLIC] = running.url.rstrip("/")
        try:
            office = Office(api, tmp_path)
            await office.open()
            chat = api.private(api.user(101, NAME, language_code="id"))
            phone = twilio.phone(PHONE, NAME, BSUID)
            await telegram_order(chat)
            await whatsapp_order(phone)
            await office.group.presses(office.budi, "Setujui")
            await trouble(api, twilio, chat, phone)
            await busy(tmp_path / "prokana.db", chat, phone, written)
            await chat.says("/status")
            await chat.wait_text("dan penawaran", PATIENCE, anywhere=True)
            async with aiohttp.ClientSession() as session:
                figures = await (await session.get(running.url + "metrics")).text()
        finally:
            await running.stop()
    text = written.getvalue()
    assert canaries(text + figures) == []
    assert all(event in text for event in ("batch_failed", "message_failed"))
