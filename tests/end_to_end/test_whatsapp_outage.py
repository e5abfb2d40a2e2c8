"""While nobody listens Twilio keeps what people write: it is taken in once, and in order."""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from bot.channels.whatsapp.catchup import UNDER_WAY, CatchUp
from bot.joins import whatsapp
from tests.doubles.twilio import Phone, Twilio
from tests.end_to_end.whatsapp_program import (
    CONFIRM,
    Served,
    customer,
    is_clean,
    officer,
    ordered,
    rows,
    served,
    until,
    with_words,
)
from tests.stories.worlds import PNG

LONGER = UNDER_WAY.total_seconds() + 2
Office = tuple[Twilio, Served, Phone]


@pytest.fixture
async def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Office]:
    monkeypatch.setattr(whatsapp, "CatchUp", partial(CatchUp, every=0.05))
    async with served(tmp_path) as (twilio, desk):
        yield twilio, desk, await officer(twilio, desk.settings)
        await twilio.settled()
        assert is_clean(twilio), (twilio.refused, twilio.failed)


async def at_logo(phone: Phone) -> None:
    """The customer is asked: plain, or with a logo?"""
    await phone.says("pesan eva 5 mm all size 29")
    await phone.wait_text("Polos atau dengan logo")


async def three_messages(phone: Phone) -> None:
    await phone.presses("Sablon logo")
    await phone.says("2 warna, plastik OPP, 700 pasang")
    await phone.sends_picture(PNG, "image/png")


@pytest.mark.parametrize("stopped", [True, False])
async def test_what_came_while_the_desk_was_away_is_taken_once_and_in_order(
    office: Office, stopped: bool
) -> None:
    twilio, desk, budi = office
    phone = customer(twilio)
    await at_logo(phone)
    count = len(phone.messages)
    if stopped:
        await desk.stop()
    else:
        twilio.webhooks_down()
    await three_messages(phone)
    assert len(twilio.lost) == 3
    twilio.advance(LONGER)
    twilio.webhooks_up()
    if stopped:
        await desk.start()
    await phone.wait_text("foto.png")
    assert await until(lambda: len(phone.messages) == count + 3)
    heard = "select ext_id from inbox where chat = ? order by id"
    ids = [row[0] for row in rows(desk.settings.files_dir.parent, heard, phone.number)]
    assert ids[-3:] == [message.sid for message in twilio.lost]
    await phone.says("kirim ke Kota Padang secepatnya, hotel")
    await phone.wait_text("instansi mana")
    await phone.says("Hotel Contoh")
    await phone.wait_text("Atas nama")
    await phone.says("Rina")
    await phone.presses(CONFIRM)
    number = await ordered(phone)
    card = await budi.wait(lambda m: number in m.text and "HPP" in m.text)
    assert "Sablon logo, 2 warna, Plastik OPP per pasang\n700 pasang" in card.text
    assert (await budi.wait(lambda m: bool(m.media))).media == PNG


async def test_a_webhook_that_comes_after_all_changes_nothing(office: Office) -> None:
    twilio, desk, _ = office
    phone = customer(twilio)
    twilio.webhooks_down()
    sent = await phone.says("halo")
    twilio.advance(LONGER)
    await phone.wait_text("Apa yang bisa")
    twilio.webhooks_up()
    form = {"AccountSid": twilio.account_sid, "MessageSid": sent.sid, "From": sent.sender}
    delivery = await twilio.webhooks.post(twilio.inbound_url, {**form, "Body": "halo"})
    assert delivery.taken
    await phone.says("status")
    await phone.wait_text("pesanan")
    await twilio.settled()
    assert len(with_words(phone, "Apa yang bisa")) == 1
    once = "select count(*) from inbox where ext_id = ?"
    assert rows(desk.settings.files_dir.parent, once, sent.sid) == [(1,)]
