"""One desk on both channels: whoever ordered is answered where they are, and officers decide
wherever they are, each thing once.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.doubles.telegram import PrivateChat
from tests.doubles.telegram import Shown as InGroup
from tests.doubles.telegram.params import Upload
from tests.doubles.twilio import Phone
from tests.end_to_end import conversation
from tests.end_to_end.whatsapp_program import (
    CONFIRM,
    Both,
    both,
    customer,
    is_clean,
    officer,
    order_by_sentence,
    rows,
    until,
    with_words,
)

LOGO = (Path(__file__).parent / "logo.png").read_bytes()
PDF = b"%PDF-1.7 a drawing"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Both]:
    async with both(tmp_path) as desk:
        yield desk
        await desk.twilio.settled()
        assert is_clean(desk.twilio), (desk.twilio.refused, desk.twilio.failed)


async def order_on_telegram(chat: PrivateChat) -> str:
    await conversation.up_to_review(chat)
    await chat.presses(CONFIRM)
    return await conversation.ordered(chat)


async def in_group(desk: Both, words: str) -> InGroup:
    return await desk.office.group.wait_text(words, anywhere=True)


async def pressed_on_card(desk: Both, number: str, label: str) -> None:
    """The officer presses this on the card of this order in the group."""
    card = await desk.office.group.wait_for(
        lambda m: number in m.text and label in m.labels, anywhere=True
    )
    data = next(data for row in card.buttons for its, data in row if its == label)
    await desk.office.group.forge_press(desk.office.budi, data, card)


async def test_orders_of_both_channels_meet_in_one_group_and_are_answered_on_their_own(
    desk: Both,
) -> None:
    chat, phone = conversation.customer(desk.api, 101), customer(desk.twilio)
    theirs, other = await order_by_sentence(phone), await order_on_telegram(chat)
    for number in (theirs, other):
        await pressed_on_card(desk, number, "Setujui")
    assert theirs in (await phone.wait_text("Kabar baik")).text
    assert other in (await chat.wait_text("Kabar baik")).text
    assert not with_words(phone, other) and theirs not in chat.screen()
    assert [len(desk.office.cards(number)) for number in (theirs, other)] == [1, 1]
    assert phone.number in desk.office.cards(theirs)[0]


async def talking(desk: Both) -> tuple[Phone, InGroup]:
    """A customer on WhatsApp who talks to the officers in the group."""
    phone = customer(desk.twilio)
    await phone.says("petugas")
    await phone.wait_text("Petugas sudah kami panggil")
    return phone, await in_group(desk, f"{phone.name} (")


async def test_a_picture_from_whatsapp_is_seen_in_the_group_and_left_nowhere_else(
    desk: Both,
) -> None:
    phone, _ = await talking(desk)
    sent = await phone.sends_picture(LOGO, "image/png")
    shown = await desk.office.group.wait_for(lambda m: m.photo is not None)
    assert shown.photo == LOGO
    assert await until(lambda: not sent.media)
    assert len(desk.twilio.called("media")) == 1


async def test_an_officers_picture_and_file_reach_the_phone_as_what_they_are(
    desk: Both,
) -> None:
    phone, asked = await talking(desk)
    group, budi = desk.office.group, desk.office.budi
    photo = group._photo(LOGO, caption="", size=0, with_size=True)
    group._arrives(budi, photo, asked.id, photo=LOGO)
    shown = await phone.wait(lambda m: m.media == LOGO)
    assert (shown.media_type, shown.filename) == ("image/png", "foto.jpg")
    assert "Budi" in shown.text
    upload = Upload("desain baru.pdf", "application/pdf", PDF)
    document = group._document(upload, caption="", size=0, with_size=True)
    group._arrives(budi, document, asked.id, document=("desain baru.pdf", PDF))
    shown = await phone.wait(lambda m: m.media == PDF)
    assert (shown.media_type, shown.filename) == ("application/pdf", "desain baru.pdf")
    assert "Budi" in (await phone.wait_text("desain baru.pdf")).text


async def test_the_first_decision_wins_and_the_others_card_says_so(desk: Both) -> None:
    here = await officer(desk.twilio, desk.desk.settings)
    phone = customer(desk.twilio)
    number = await order_by_sentence(phone)
    card = await here.wait(lambda m: number in m.text and "Setujui" in m.labels)
    await here.presses("Setujui", on=card)
    edited = await in_group(desk, "disetujui")
    assert (number in edited.text, "Diputuskan Budi" in edited.text) == (True, True)
    assert "Setujui" not in edited.labels
    await pressed_on_card(desk, number, "Mulai produksi")
    newer = await here.wait(lambda m: number in m.text and "Siap" in m.labels)
    await here.presses("Tolak", on=card)
    await here.wait_text("sudah berubah")
    await here.presses("Siap", on=newer)
    await here.wait(lambda m: number in m.text and "Dikirim" in m.labels)
    assert states(desk, number) == ["ready"]


def states(desk: Both, number: str) -> list[object]:
    folder = desk.desk.settings.files_dir.parent
    return [row[0] for row in rows(folder, "select state from orders where number = ?", number)]
