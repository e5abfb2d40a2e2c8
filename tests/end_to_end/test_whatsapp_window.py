"""More than a day after somebody's last word WhatsApp takes only agreed words, or none."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.doubles.twilio import Fault, Phone
from tests.end_to_end.whatsapp_program import (
    CONFIRM,
    SENTENCE,
    Both,
    both,
    customer,
    is_clean,
    officer,
    order_by_sentence,
    ordered,
    rows,
    until,
    up_to_review,
    with_words,
)

LATE = 25
CANCELLED = "state = 'cancelled' and channel = 'whatsapp'"
WAITS = "menunggu: lebih dari 24 jam"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Both]:
    async with both(tmp_path) as desk:
        yield desk
        await desk.twilio.settled()
        assert not desk.twilio.refused


async def ordered_and_silent(desk: Both) -> tuple[Phone, str]:
    """A customer who ordered, and was not heard for more than a day."""
    phone = customer(desk.twilio)
    number = await order_by_sentence(phone)
    await desk.twilio.settled()
    desk.advance(hours=LATE)
    return phone, number


async def test_news_of_an_order_come_as_an_approved_notice_whose_button_opens_the_window(
    desk: Both,
) -> None:
    phone, number = await ordered_and_silent(desk)
    await desk.templates("notice_order")
    await desk.decided("Setujui", number)
    shown = await phone.wait_text("statusnya sekarang disetujui")
    assert (number in shown.text, shown.labels, bool(shown.template)) == (True, ["Tampilkan"], True)
    await phone.presses("Tampilkan", on=shown)
    again = await phone.wait(lambda m: "disetujui" in m.text and not m.template)
    assert number in again.text
    assert is_clean(desk.twilio)


async def test_a_question_knocks_once_and_waits_for_the_button(desk: Both) -> None:
    phone, number = await ordered_and_silent(desk)
    await desk.templates("notice_question")
    for asked in ("Warna talinya?", "Kirim pagi?"):
        await desk.office.group.says(desk.office.budi, f"/tanya {number.split('/')[0]} {asked}")
    knock = await phone.wait_text("punya pertanyaan")
    assert await until(lambda: held(desk) == 2)
    count = len(phone.messages)
    await phone.presses("Tampilkan", on=knock)
    await phone.wait_text("Kirim pagi?")
    await desk.twilio.settled()
    news = [m.text for m in phone.messages[count:]]
    assert ["Warna talinya?" in news[0], "Kirim pagi?" in news[1], len(news)] == [True, True, 2]
    assert len(with_words(phone, "punya pertanyaan")) == 1
    assert is_clean(desk.twilio)


def held(desk: Both) -> object:
    folder = desk.desk.settings.files_dir.parent
    return rows(folder, "select count(*) from outbox where state = 'held'")[0][0]


async def test_without_an_approved_notice_it_waits_and_the_officers_know(desk: Both) -> None:
    phone, number = await ordered_and_silent(desk)
    count = len(phone.messages)
    await desk.decided("Setujui", number)
    told = await desk.group_sees(WAITS)
    assert phone.name in told and phone.number in told
    await desk.group_sees("menunggu: pelanggan belum menulis lagi")
    assert (len(phone.messages), held(desk)) == (count, 1)
    await phone.says("status")
    await phone.wait(lambda m: number in m.text and "disetujui" in m.text and m.labels != [])
    assert await until(lambda: len(phone.messages) == count + 2)
    assert "Kabar baik" in phone.messages[count].text
    assert "Kabar baik" not in phone.messages[count + 1].text
    await desk.group_sees("Kabar ke pelanggan sampai")
    assert is_clean(desk.twilio)


async def test_a_wrong_belief_about_the_window_is_put_right_and_nothing_is_lost(
    desk: Both,
) -> None:
    phone = customer(desk.twilio)
    number = await order_by_sentence(phone)
    await desk.twilio.settled()
    desk.twilio.fault("send", Fault.later(63016), when=lambda p: "Kabar baik" in str(p))
    await desk.decided("Setujui", number)
    await desk.group_sees(WAITS)
    assert not with_words(phone, "Kabar baik")
    await phone.says("terima kasih")
    await phone.wait_text("Kabar baik")
    await desk.twilio.settled()
    assert [m.code for m in desk.twilio.failed] == [63016]
    assert len(with_words(phone, "Kabar baik")) == 1


async def test_a_wrong_belief_where_a_notice_is_approved_ends_in_the_notice(desk: Both) -> None:
    phone = customer(desk.twilio)
    number = await order_by_sentence(phone)
    await desk.templates("notice_order")
    desk.twilio.fault("send", Fault.later(63016), when=lambda p: "Kabar baik" in str(p))
    await desk.decided("Setujui", number)
    shown = await phone.wait_text("statusnya sekarang disetujui")
    assert shown.template
    await desk.twilio.settled()
    assert not with_words(phone, "Kabar baik")


async def test_an_officer_who_was_silent_for_a_day_is_knocked_for_once_then_sees_all(
    desk: Both,
) -> None:
    budi = await officer(desk.twilio, desk.desk.settings)
    await desk.templates("notice_staff")
    desk.advance(hours=LATE)
    numbers = [await order_by_sentence(customer(desk.twilio, at)) for at in (1, 2)]
    knock = await budi.wait_text("Ada kabar baru")
    assert await until(lambda: held(desk) == 2)
    await desk.twilio.settled()
    assert (len(with_words(budi, "Ada kabar baru")), with_words(budi, "HPP")) == (1, [])
    count = len(budi.messages)
    await budi.presses("Tampilkan", on=knock)
    assert await until(lambda: len(with_words(budi, "HPP")) == 2)
    cards = [m.text for m in budi.messages[count:]]
    assert [number in card for number, card in zip(numbers, cards, strict=True)] == [True, True]
    card = with_words(budi, numbers[0])[-1]
    await budi.presses("Setujui", on=card)
    await customer(desk.twilio, 1).wait_text("Kabar baik")
    assert WAITS not in "".join(m.text for m in desk.office.group.messages)
    assert is_clean(desk.twilio)


async def test_a_question_asked_in_passing_is_dropped_and_holds_up_nothing(desk: Both) -> None:
    phone = customer(desk.twilio)
    desk.twilio.fault("send", Fault.later(63016), when=lambda p: "Bolehkah" in str(p))
    await up_to_review(phone)
    await phone.presses(CONFIRM)
    number = await ordered(phone)
    assert await until(lambda: dropped(desk) == [("not heard for a day",)])
    assert (held(desk), with_words(phone, "Bolehkah")) == (0, [])
    assert WAITS not in "".join(m.text for m in desk.office.group.messages)
    await desk.templates("notice_question")
    await desk.office.group.says(desk.office.budi, f"/tanya {number.split('/')[0]} Warna talinya?")
    knock = await phone.wait_text("punya pertanyaan")
    await phone.presses("Tampilkan", on=knock)
    await phone.wait_text("Warna talinya?")
    await phone.presses("Selesai bicara")
    await phone.says(SENTENCE)
    assert await until(lambda: len(with_words(phone, "Sudah benar?")) == 2)
    await phone.presses(CONFIRM, on=with_words(phone, "Sudah benar?")[-1])
    await phone.wait_text("Bolehkah")


def dropped(desk: Both) -> object:
    folder = desk.desk.settings.files_dir.parent
    return rows(
        folder, "select error from outbox where state = 'cancelled' and channel = 'whatsapp'"
    )
