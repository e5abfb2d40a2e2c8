"""What becomes of messages after Twilio took them: told in any order, seen by the officers."""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from tests.doubles.twilio import Fault, Phone
from tests.end_to_end.whatsapp_program import (
    Both,
    both,
    customer,
    order_by_sentence,
    rows,
    until,
    with_words,
)

NEWS = "Kabar baik"
LOST = "tidak sampai"
ABOUT = "select state, progress from outbox where chat = ? and body like '%Kabar baik%'"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Both]:
    async with both(tmp_path) as desk:
        yield desk
        await desk.twilio.settled()
        assert not desk.twilio.refused


def failing(desk: Both, code: int, times: int = 1) -> None:
    desk.twilio.fault("send", Fault.later(code), times, when=lambda p: NEWS in str(p))


async def approved(desk: Both) -> Phone:
    """A customer whose order was approved."""
    phone = customer(desk.twilio)
    number = await order_by_sentence(phone)
    await desk.twilio.settled()
    await desk.decided("Setujui", number)
    await desk.group_sees("disetujui")
    return phone


async def fares(desk: Both, phone: Phone, state: str, progress: str) -> None:
    """The outbox comes to have it so, with nothing under way any more."""
    await desk.twilio.settled()
    folder = desk.desk.settings.files_dir.parent
    wanted = [(state, progress)]
    assert await until(lambda: rows(folder, ABOUT, phone.number) == wanted), rows(
        folder, ABOUT, phone.number
    )


def card(desk: Both) -> str:
    """The card as it stands in the group, which edits it in place."""
    return next(m.text for m in desk.office.group.messages if "HPP" in m.text)


@pytest.mark.parametrize(
    "disorder", [(), ("backwards",), ("twice",), ("early",), ("backwards", "twice", "early")]
)
async def test_the_card_says_read_at_the_end_however_the_news_of_it_come(
    desk: Both, disorder: tuple[str, ...]
) -> None:
    desk.twilio.statuses.steps = ("sent", "delivered", "read")
    for name in disorder:
        setattr(desk.twilio.statuses, name, True)
    phone = await approved(desk)
    await desk.group_sees("sudah dibaca")
    await fares(desk, phone, "sent", "read")
    assert "sudah dibaca" in card(desk)
    assert len(with_words(phone, NEWS)) == 1


async def test_news_that_come_late_never_take_anything_back(desk: Both) -> None:
    phone = await approved(desk)
    shown = await phone.wait_text(NEWS)
    await phone.reads(shown)
    await desk.group_sees("sudah dibaca")
    message = next(m for m in desk.twilio.sent if m.sid == shown.sid)
    for state in ("delivered", "sent", "failed"):
        form = {"MessageSid": shown.sid, "MessageStatus": state, "ErrorCode": "63024"}
        form["AccountSid"] = desk.twilio.account_sid
        assert (await desk.twilio.webhooks.post(message.callback, form)).taken
    await fares(desk, phone, "sent", "read")
    assert "sudah dibaca" in card(desk)
    assert not [m for m in desk.office.group.messages if LOST in m.text]


async def test_who_is_not_on_whatsapp_is_known_to_the_officers(desk: Both) -> None:
    failing(desk, 63024)
    phone = await approved(desk)
    said = await desk.group_sees("penerima menolak pesan")
    assert phone.name in said and phone.number in said
    await fares(desk, phone, "dead", "failed")
    assert await until(lambda: LOST in card(desk))
    reachable = "select reachable from contacts where ext_id = ?"
    assert rows(desk.desk.settings.files_dir.parent, reachable, phone.number) == [(0,)]


async def test_what_failed_for_now_is_sent_again_after_its_wait(desk: Both) -> None:
    failing(desk, 63018)
    phone = await approved(desk)
    assert await until(lambda: bool(desk.twilio.failed))
    await fares(desk, phone, "ready", "")
    desk.advance(55)
    await desk.office.group.says(desk.office.budi, "/pesanan")
    await desk.group_sees("Tidak ada pesanan yang menunggu")
    assert not with_words(phone, NEWS)
    desk.advance(10)
    await phone.wait_text(NEWS)
    await desk.group_sees("Kabar ke pelanggan sampai")
    await fares(desk, phone, "sent", "delivered")
    assert not [m for m in desk.office.group.messages if "penerima" in m.text]


def has_failed(desk: Both, times: int) -> bool:
    return len(desk.twilio.failed) == times


async def test_what_keeps_failing_is_given_up_in_the_end_and_told(desk: Both) -> None:
    failing(desk, 63018, times=99)
    phone = await approved(desk)
    for count, minutes in enumerate((1, 4, 16, 64, 256), 1):
        assert await until(partial(has_failed, desk, count))
        await fares(desk, phone, "ready", "")
        desk.advance(60 * minutes + 1)
    said = await desk.group_sees("tidak sampai.")
    assert phone.name in said
    await fares(desk, phone, "dead", "failed")
    assert len(desk.twilio.failed) == 6


async def test_what_whatsapp_will_not_deliver_is_not_tried_again_and_told(desk: Both) -> None:
    failing(desk, 63049)
    phone = await approved(desk)
    said = await desk.group_sees("tidak sampai.")
    assert phone.name in said
    await fares(desk, phone, "dead", "failed")
    desk.advance(hours=3)
    await phone.says("status")
    await phone.wait_text("disetujui")
    assert not with_words(phone, NEWS)
