"""A customer and an officer on WhatsApp: there are no groups, so each writes to the number alone.

They see what a phone shows: short labels, lists, and numbers where there is room for neither.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from pydantic import SecretStr

from bot.settings import Settings
from tests.doubles.twilio import Phone, Shown, Twilio
from tests.stories.worlds import (
    PATIENCE,
    Running,
    World,
    content_of,
    invitation,
    settings_in,
    until,
)

PUBLIC = "https://pesan.example.id"


class WhatsAppWorld:
    """Both on their phones."""

    def __init__(self, twilio: Twilio, running: Running) -> None:
        self.twilio = twilio
        self.running = running
        self.dewi = twilio.phone("+6281234567890", "Dewi", "ID.4566546130240823")
        self.budi = twilio.phone("+6281100002222", "Budi", "ID.1200000000000002")
        self._seen = {"": 0, "petugas": 0}

    def phone(self, who: str) -> Phone:
        return self.budi if who else self.dewi

    async def says(self, who: str, text: str) -> None:
        await self.phone(who).says(text)

    async def presses(self, who: str, label: str) -> None:
        """Press what is labelled so, or begins so where it had to be cut; else type its number."""
        phone = self.phone(who)
        assert await until(lambda: bool(_offering(phone, label)), PATIENCE), (
            f"no {label!r} on {[m.text for m in phone.messages]}"
        )
        shown, title = _offering(phone, label)[-1]
        if title in shown.labels:
            await phone.presses(title)
        else:
            await phone.says(title)

    async def sends(self, who: str, name: str) -> None:
        await self.phone(who).sends_picture(content_of(name), "image/png")

    async def replies(self, who: str, to: str, text: str) -> None:
        shown = await self.phone(who).wait_text(to)
        await asyncio.sleep(0.3)  # nobody answers before we know under which id it was sent
        await self.phone(who).replies(shown, text)

    async def restart(self) -> None:
        await self.running.stop()
        await self.start()

    async def start(self) -> None:
        await self.running.start()
        self.twilio.resolve[PUBLIC] = self.running.url.rstrip("/")

    async def look(self) -> None:
        pass

    def mark(self) -> None:
        self._seen = {who: len(self.phone(who).messages) for who in self._seen}

    def news(self, who: str) -> str:
        return "\n\n".join(_drawn(m) for m in self.phone(who).messages[self._seen[who] :])


def _offering(phone: Phone, label: str) -> list[tuple[Shown, str]]:
    """The messages that offer this, oldest first, each with what to press or type for it."""
    found = []
    for shown in phone.messages:
        titles = [c.title for c in shown.choices if _means(c.title, c.description, label)]
        numbered = re.search(rf"^(\d+)\. {re.escape(label)}(?: \(|$)", shown.text, re.MULTILINE)
        if titles:
            found.append((shown, titles[0]))
        elif numbered:
            found.append((shown, numbered[1]))
    return found


def _means(title: str, description: str, label: str) -> bool:
    cut = title.endswith("…") and label.startswith(title.removesuffix("…"))
    return label in (title, description) or cut


def _drawn(shown: Shown) -> str:
    labels = [f"[{c.title}] {c.description}" for c in shown.choices]
    labels += [f"[{label}]" for label in re.findall(r"^\d+\. (.+)$", shown.text, re.MULTILINE)]
    return "\n".join([shown.text.replace("*", ""), *labels])


def whatsapp_settings(folder: Path, twilio: Twilio, **values: object) -> Settings:
    return settings_in(
        folder,
        **{
            "twilio_account_sid": twilio.account_sid,
            "twilio_auth_token": SecretStr(twilio.auth_token),
            "twilio_api_url": twilio.base_url,
            "whatsapp_number": twilio.number,
            "public_url": PUBLIC,
            **values,
        },
    )


@asynccontextmanager
async def whatsapp_world(folder: Path, **values: object) -> AsyncIterator[World]:
    async with Twilio() as twilio:
        settings = whatsapp_settings(folder, twilio, **values)
        world = WhatsAppWorld(twilio, Running(settings))
        await world.start()
        try:
            await world.budi.says(await invitation(settings))
            await world.budi.wait_text("bergabung")
            yield world
        finally:
            await world.running.stop()
