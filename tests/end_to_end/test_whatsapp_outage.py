"""While nobody listens Twilio keeps what people write: it is taken in once, and in order."""

import asyncio
import random
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from bot.channels.whatsapp.catchup import UNDER_WAY, CatchUp
from bot.joins import whatsapp
from tests.doubles.twilio import Phone, Twilio
from tests.end_to_end.whatsapp_program import (
    CONFIRM,
    ORDERED,
    PATIENCE,
    Desk,
    Served,
    customer,
    is_clean,
    officer,
    ordered,
    program,
    rows,
    served,
    until,
    up_to_review,
    with_words,
)
from tests.stories.worlds import PNG

ROUNDS = 10
REPEATED = "mungkin sudah"
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


async def test_whenever_it_is_killed_a_confirmed_order_is_made_once_and_answered(
    tmp_path: Path,
) -> None:
    chance = random.Random(20251201)
    async with program(tmp_path) as (twilio, desk, budi):
        phones = [customer(twilio, at) for at in range(1, ROUNDS + 1)]
        await asyncio.gather(*map(up_to_review, phones))
        for phone in phones:
            await killed_while_confirming(desk, phone, chance.uniform(0, 0.08))
        numbers = set(await asyncio.gather(*map(ordered, phones)))
        assert len(numbers) == ROUNDS
        assert await until(lambda: waiting(tmp_path) == [], 2 * PATIENCE), waiting(tmp_path)
        await twilio.settled()
        for number in numbers:
            cards = [c.text for c in with_words(budi, number) if "HPP" in c.text]
            assert cards and len([c for c in cards if REPEATED not in c]) <= 1
        for phone in phones:
            answers = [m.text for m in with_words(phone, ORDERED)]
            assert answers and len([a for a in answers if REPEATED not in a]) <= 1
        assert is_clean(twilio), (twilio.refused, twilio.failed)
    made = "select count(*), count(distinct contact_id) from orders"
    assert rows(tmp_path, made) == [(ROUNDS, ROUNDS)]
    assert not rows(tmp_path, "select * from outbox where state in ('dead', 'uncertain')")


def waiting(folder: Path) -> object:
    return rows(folder, "select id, state from outbox where state in ('ready', 'leased', 'held')")


async def killed_while_confirming(desk: Desk, phone: Phone, delay: float) -> None:
    """Kill the program a moment after the press is posted; start it again."""
    press = asyncio.create_task(phone.presses(CONFIRM, timeout=PATIENCE))
    await asyncio.sleep(delay)
    await desk.kill()
    await desk.start()
    await press
