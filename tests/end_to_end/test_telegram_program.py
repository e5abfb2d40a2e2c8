"""The real program against Telegram's rules: started, killed, and started again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.doubles.telegram import BotApi
from tests.end_to_end.conversation import (
    Office,
    customer,
    order_by_buttons,
)
from tests.end_to_end.program import PATIENCE, Program, rows
from tests.stories.worlds import TOKEN, until

PUBLIC = "https://pesan.example.id"
WEBHOOK = {
    "telegram_mode": "webhook",
    "telegram_webhook_secret": "rahasia-webhook",
    "public_url": PUBLIC,
}


@asynccontextmanager
async def program(folder: Path, **settings: str) -> AsyncIterator[tuple[BotApi, Program, Office]]:
    """The program in a process of its own, with an office that is open."""
    async with BotApi(token=TOKEN) as api:
        api.webhook.pace.http_allowed = False
        running = Program(folder, api.base_url, **settings)
        await running.start()
        api.webhook.leads_to[PUBLIC] = running.url
        try:
            office = Office(api, folder)
            await office.open()
            yield api, running, office
        finally:
            await running.kill()


async def ordered_and_approved(folder: Path, **settings: str) -> tuple[str, BotApi]:
    """An order by buttons until the customer hears of its approval; what they saw."""
    async with program(folder, **settings) as (api, running, office):
        chat = customer(api, 101)
        number = await order_by_buttons(chat)
        press = await office.group.presses(office.budi, "Setujui", timeout=PATIENCE)
        await press.answered()
        await office.group.wait_text("disetujui", PATIENCE, anywhere=True)
        await chat.wait_text("Kabar baik", PATIENCE)
        assert len(office.cards(number)) == 1
        assert rows(folder, "select source from contacts where ext_id = '101'") == [("ig_nov",)]
        assert await running.stop() == 0, running.log
        return chat.screen(), api


async def test_the_same_order_is_the_same_by_polling_and_by_webhook(tmp_path: Path) -> None:
    for mode in ("polling", "webhook"):
        (tmp_path / mode).mkdir()
    (polled, _), (posted, hooked) = await asyncio.gather(
        ordered_and_approved(tmp_path / "polling"),
        ordered_and_approved(tmp_path / "webhook", **WEBHOOK),
    )
    assert polled == posted
    assert hooked.webhook.settings.url == f"{PUBLIC}/telegram"
    assert not hooked.called("getUpdates")
    assert {d.status for d in hooked.webhook.deliveries} == {200}


async def test_three_who_order_at_once_never_make_telegram_say_too_many(tmp_path: Path) -> None:
    async with program(tmp_path) as (api, running, office):
        api.limits.enforced = True
        chats = [customer(api, 300 + at) for at in range(3)]
        numbers = await asyncio.gather(*map(order_by_buttons, chats))
        assert await until(lambda: all(map(office.cards, numbers)), PATIENCE)
        assert not api.limits.refused
        assert not [call for call in api.calls if call.status == 429]
        assert len(set(numbers)) == 3
        assert await running.stop() == 0
    assert TOKEN not in running.log
    assert "Tamu" not in running.log
