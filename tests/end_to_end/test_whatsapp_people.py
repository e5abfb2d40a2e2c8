"""Whose words are whose on WhatsApp, and who wants to hear no more from us."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.doubles.twilio import Phone, Twilio
from tests.end_to_end.whatsapp_program import (
    ORDERED,
    customer,
    is_clean,
    officer,
    order_by_sentence,
    rows,
    served,
    until,
)

Office = tuple[Twilio, Path, Phone]


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with served(tmp_path) as (twilio, desk):
        yield twilio, tmp_path, await officer(twilio, desk.settings)
        assert is_clean(twilio), (twilio.refused, twilio.failed)


async def test_a_number_an_id_beside_it_and_the_id_alone_are_one_customer(
    office: Office,
) -> None:
    twilio, folder, _ = office
    phone = customer(twilio, 5)
    bsuid, phone.bsuid = phone.bsuid, ""
    number = await order_by_sentence(phone)
    phone.bsuid = bsuid
    await phone.says("status")
    await phone.wait(lambda m: number in m.text and ORDERED not in m.text)
    phone.hidden, count = True, len(phone.messages)
    await phone.says("status")
    assert await until(lambda: len(phone.messages) > count)
    assert number in phone.messages[-1].text
    assert twilio.sent[-1].to == f"whatsapp:{bsuid}"
    asked = "select ext_id, wire from contacts where ext_id in (?, ?)"
    assert rows(folder, asked, phone.number, bsuid) == [(phone.number, bsuid)]


async def test_a_number_that_was_passed_on_is_another_customer(office: Office) -> None:
    twilio, folder, _ = office
    phone = customer(twilio, 6)
    number = await order_by_sentence(phone)
    phone.name, phone.bsuid, count = "Sari", "ID.9900000000000001", len(phone.messages)
    await phone.says("status")
    assert await until(lambda: len(phone.messages) > count)
    assert not any(number in shown.text for shown in phone.messages[count:])
    asked = "select name from contacts where ext_id = 'ID.9900000000000001'"
    assert rows(folder, asked) == [("Sari",)]


async def test_who_stops_us_hears_nothing_until_they_start_again(office: Office) -> None:
    twilio, folder, budi = office
    phone = customer(twilio, 7)
    number = await order_by_sentence(phone)
    await twilio.settled()
    await phone.stops()
    count = len(phone.messages)
    card = await budi.wait(lambda m: number in m.text and bool(m.choices))
    await budi.presses("Setujui", on=card)
    await budi.wait_text("memblokir")
    dead = "select count(*) from outbox where chat = ? and state = 'dead'"
    assert await until(lambda: rows(folder, dead, phone.number) == [(1,)])
    assert len(phone.messages) == count
    await phone.starts()
    await phone.says("status")
    shown = await phone.wait(lambda m: "disetujui" in m.text)
    assert number in shown.text
