"""How customers order, told once for all tests of the whole program."""

from pathlib import Path

from bot.settings import Settings
from tests.doubles.telegram import BotApi, Group, PrivateChat, User
from tests.end_to_end.program import PATIENCE
from tests.stories.worlds import invitation, settings_in

SENTENCE = (
    "500 pasang EVA 5 mm all size 29 polos plastik OPP kirim ke Kota Padang secepatnya untuk hotel"
)
BUTTONS = (
    "EVA 5 mm",
    "All size 29 cm",
    "Polos",
    "Plastik OPP per pasang",
    "500",
    "Kota Padang",
    "secepatnya",
)
CONFIRM = "Ya, pesan"


def customer(api: BotApi, number: int) -> PrivateChat:
    return api.private(api.user(number, f"Tamu {number}", language_code="id"))


async def up_to_review(chat: PrivateChat) -> None:
    """One sentence and what it leaves open; the review is on the screen then."""
    await chat.says(SENTENCE)
    await chat.wait_text("instansi mana", PATIENCE)
    await chat.says(f"Hotel {chat.id}")
    await chat.wait_text("Atas nama", PATIENCE)
    await chat.says(chat.user.first_name)
    await chat.wait_text("Sudah benar?", PATIENCE)


async def order_by_buttons(chat: PrivateChat) -> str:
    """A whole order by buttons; returns its number."""
    await chat.starts("ig_nov")
    await chat.presses("Pesan", timeout=PATIENCE)
    for label in BUTTONS:
        press = await chat.presses(label, timeout=PATIENCE)
        await press.answered()
    await chat.wait_text("instansi mana", PATIENCE)
    await chat.says(f"Hotel {chat.id}")
    await chat.wait_text("Atas nama", PATIENCE)
    await chat.says(chat.user.first_name)
    await chat.presses(CONFIRM, timeout=PATIENCE)
    return await ordered(chat)


async def ordered(chat: PrivateChat) -> str:
    """The number the customer is told."""
    shown = await chat.wait_text("/SO/", PATIENCE, anywhere=True)
    return next(word for word in shown.text.split() if "/SO/" in word)


class Office:
    """A staff group with one officer in it, linked and joined by codes."""

    def __init__(self, api: BotApi, folder: Path, group_id: int = -500) -> None:
        self.api = api
        self.owner: User = api.user(201, "Pemilik", language_code="id")
        self.budi: User = api.user(202, "Budi", language_code="id")
        self.group: Group = api.group(group_id, "Petugas", members=[self.owner, self.budi])
        self._settings: Settings = settings_in(folder)

    async def open(self) -> None:
        """Link the group and make Budi an officer, as an operator would."""
        await self.group.says(self.budi, f"/tautkan {await invitation(self._settings)}")
        await self.group.wait_text("tertaut", PATIENCE, anywhere=True)
        private = self.api.private(self.budi)
        await private.starts(await invitation(self._settings))
        await private.wait_text("bergabung", PATIENCE, anywhere=True)

    def cards(self, number: str) -> list[str]:
        """The cards of an order on the group's screen."""
        texts = [m.text for m in self.group.messages if m.from_bot]
        return [t for t in texts if number in t and "HPP" in t]
