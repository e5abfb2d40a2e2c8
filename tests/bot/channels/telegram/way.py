"""The channel by itself, and what it hands to the intake."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from telegram import Bot

from bot.channels.delivery import Delivered
from bot.channels.telegram.channel import Telegram
from bot.files import Files
from handlers.messages import (
    STRONG,
    WEAK,
    Address,
    AskMembership,
    Spoken,
    SpokenChoice,
)
from storage.codec import Arrival
from storage.outbox import Parcel

NOW = datetime(2025, 12, 1, 3, 0, tzinfo=UTC)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)
BUTTONS = (SpokenChoice("d:1.colour=white", "Putih"), SpokenChoice("d:/cancel", "Batal"))
HELLO = Spoken(f"Halo {STRONG}Dewi{WEAK}", "id", BUTTONS)


class Way:
    """The channel, and what it handed to the intake."""

    def __init__(self, bot: Bot, folder: Path) -> None:
        self.taken: list[Arrival] = []
        self.files = Files(folder)
        self.channel = Telegram(bot, self.take, self.files, lambda: NOW)

    async def take(self, arrivals: list[Arrival]) -> None:
        self.taken += arrivals

    async def deliver(
        self, body: Spoken | AskMembership = HELLO, chat: str = "101", **more: str
    ) -> Delivered:
        to = Address("telegram", chat)
        parcel = Parcel(1, to, 0, attempt=1, lost=0, body=body, due_at=NOW)
        return await self.channel.deliver(replace(parcel, **more))  # type: ignore[arg-type]
