"""What people do while a fault strikes, each in a world of its own choosing: to its good end."""

import asyncio
from pathlib import Path

from tests.doubles.telegram import PrivateChat, Shown
from tests.doubles.twilio import Phone
from tests.end_to_end import conversation, whatsapp_program
from tests.reliability.points.table import Cell
from tests.reliability.points.world import SETTLES, World

LOGO = (Path(conversation.__file__).parent / "logo.png").read_bytes()

NOTICE = "id.trial"
"""The beginning of a notice no desk has: one for each trial."""

_SID = "HX" + "0123456789abcdef" * 2


# ---- orders


async def telegram_orders(one: World, cell: Cell) -> None:
    """Somebody orders on Telegram and an officer approves."""
    chat = await _reviewed(one)
    one.arm(cell)
    await chat.presses(conversation.CONFIRM, timeout=SETTLES)
    await _approved(one, chat)


webhook_orders = telegram_orders


async def starts(one: World, cell: Cell) -> None:
    """The same, and the program is killed over the order: the fault meets it as it starts."""
    chat = await _reviewed(one)
    one.arm(cell)
    one.kill()
    await chat.presses(conversation.CONFIRM, timeout=SETTLES)
    await _approved(one, chat)


async def spoilt(one: World, cell: Cell) -> None:
    """The order cannot be taken in; it is kept as failed, or comes again."""
    chat = await _reviewed(one)
    failed = _failed(one)
    one.arm(cell)
    await chat.presses(conversation.CONFIRM, timeout=SETTLES)
    await one.comes(
        lambda: "/SO/" in chat.screen() or _failed(one) > failed, "neither taken nor kept"
    )
    if _failed(one) > failed:
        await chat.presses(conversation.CONFIRM, timeout=SETTLES)
    await _approved(one, chat)


def _failed(one: World) -> int:
    return int(one.rows("select count(*) from inbox where state = 'failed'")[0][0])


async def _reviewed(one: World) -> PrivateChat:
    chat = conversation.customer(one.api, 1000 + one.next_person())
    await conversation.up_to_review(chat)
    return chat


async def _approved(one: World, chat: PrivateChat) -> None:
    number = await conversation.ordered(chat)
    await _decided(one, number)
    await chat.wait_text("Kabar baik", SETTLES)


async def _decided(one: World, number: str) -> None:
    """The officer approves, on the order's card."""
    group = one.office.group

    def is_card(message: Shown) -> bool:
        return number in message.text and "Setujui" in message.labels

    await group.wait_for(is_card, SETTLES, anywhere=True)
    card = next(message for message in group.messages if is_card(message))
    data = next(data for row in card.buttons for label, data in row if label == "Setujui")
    await group.forge_press(one.office.budi, data, card)


async def whatsapp_orders(one: World, cell: Cell) -> None:
    """Somebody orders on WhatsApp and an officer approves."""
    phone = whatsapp_program.customer(one.twilio, one.next_person())
    await whatsapp_program.up_to_review(phone)
    one.arm(cell)
    await phone.presses(whatsapp_program.CONFIRM, timeout=SETTLES)
    number = await whatsapp_program.ordered(phone)
    await _decided(one, number)
    await phone.wait_text("Kabar baik", timeout=SETTLES)
    for words in (whatsapp_program.ORDERED, "Kabar baik"):
        assert len(whatsapp_program.with_words(phone, words)) == 1, "Twilio can be asked"


# ---- pictures


async def phone_shows(one: World, cell: Cell) -> None:
    """A customer on WhatsApp shows the officers on Telegram a picture."""
    phone, _ = await _talking(one)
    shown = sum(message.photo is not None for message in one.office.group.messages)
    one.arm(cell)
    sent = await phone.sends_picture(LOGO, "image/png")
    await one.comes(
        lambda: sum(m.photo is not None for m in one.office.group.messages) > shown, "not shown"
    )
    await one.comes(lambda: not sent.media, "it was left at Twilio")


async def officer_shows(one: World, cell: Cell) -> None:
    """An officer on Telegram shows a customer on WhatsApp a picture."""
    phone, asked = await _talking(one)
    one.arm(cell)
    group = one.office.group
    photo = group._photo(LOGO, caption="", size=0, with_size=True)
    group._arrives(one.office.budi, photo, asked.id, photo=LOGO)
    await phone.wait(lambda message: message.media == LOGO, timeout=SETTLES)


async def _talking(one: World) -> tuple[Phone, Shown]:
    phone = whatsapp_program.customer(one.twilio, one.next_person())
    await phone.says("petugas")
    await phone.wait_text("Petugas sudah kami panggil", timeout=SETTLES)
    # By the number, where Twilio's list was quicker than its webhook: it tells no names.
    called = (f"{phone.name} (", f"{phone.number} (")
    asked = await one.office.group.wait_for(
        lambda m: any(who in m.text for who in called), SETTLES, anywhere=True
    )
    await asyncio.sleep(0.1)  # nobody answers before we know under which id it was sent
    return phone, asked


# ---- what is kept at Twilio


async def shapes(one: World, cell: Cell) -> None:
    """Somebody on WhatsApp is offered choices whose shape is not at Twilio yet."""
    one.rows("delete from contents")
    one.arm(cell)
    phone = whatsapp_program.customer(one.twilio, one.next_person())
    await whatsapp_program.up_to_review(phone)


async def notices(one: World, cell: Cell) -> None:
    """WhatsApp has approved a notice that was brought before it."""
    key, sid = _new_notice(one), _content(one)
    one.arm(cell)
    _keep_notice(one, key, sid, "pending")
    await one.comes(lambda: _notices(one, key) == {key: (sid, "approved")}, "not learned")


async def notice_gone(one: World, cell: Cell) -> None:
    """A notice is at Twilio no longer."""
    key = _new_notice(one)
    one.arm(cell)
    _keep_notice(one, key, _SID, "approved")
    await one.comes(lambda: not _notices(one, key), "not forgotten")


async def notice_approved(one: World, cell: Cell) -> None:
    """A notice has new words, and they are approved."""
    key, old, new = _new_notice(one), _content(one), _content(one)
    _keep_notice(one, key, old, "approved")
    one.arm(cell)
    _keep_notice(one, f"{key}.next", new, "pending")
    await one.comes(lambda: _notices(one, key) == {key: (new, "approved")}, "not taken over")


def _new_notice(one: World) -> str:
    """The key of a notice of this trial alone; those of others are forgotten."""
    one.rows("delete from contents where key like ?", f"{NOTICE}%")
    return f"{NOTICE}{one.next_person()}"


def _keep_notice(one: World, key: str, sid: str, approval: str) -> None:
    one.rows(
        "insert into contents (key, sid, fingerprint, approval, reason) values (?, ?, '', ?, '')",
        key, sid, approval,
    )  # fmt: skip


def _content(one: World) -> str:
    """The id of a Content that WhatsApp has approved."""
    contents = one.twilio.contents
    text = {"twilio/text": {"body": "Pesanan Bapak/Ibu sudah siap, mohon diambil."}}
    made = contents.create({"friendly_name": "trial", "language": "id", "types": text})
    approval = contents.submit(made.sid, {"name": "trial", "category": "UTILITY"})
    approval.status = "approved"
    return made.sid


def _notices(one: World, key: str) -> dict[str, tuple[str, str]]:
    """Twilio's id of a notice, and what WhatsApp says to it; and of its next words."""
    query = "select key, sid, approval from contents where key in (?, ?)"
    return {k: (sid, approval) for k, sid, approval in one.rows(query, key, f"{key}.next")}
