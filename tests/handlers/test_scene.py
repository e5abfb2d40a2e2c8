"""A scene: one message answered with one message, in the language of who reads it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.scene import greeting
from tests.handlers.office import Chat, Office

WIB = ZoneInfo("Asia/Jakarta")


@pytest.mark.parametrize(
    ("clock", "key"),
    [
        ("02:59", "evening"), ("03:00", "morning"), ("10:59", "morning"), ("11:00", "day"),
        ("14:59", "day"), ("15:00", "afternoon"), ("18:29", "afternoon"), ("18:30", "evening"),
    ],
)  # fmt: skip
def test_the_greeting_changes_with_the_hour(clock: str, key: str) -> None:
    at = datetime.fromisoformat(f"2026-11-18T{clock}").replace(tzinfo=WIB)
    assert greeting(at).key == f"good-{key}"


def test_one_message_is_answered_with_one(chat: Chat) -> None:
    chat.says("halo")
    assert len(chat.office.screen("101")) == 1


def test_what_was_offered_last_is_what_a_typed_number_picks(chat: Chat) -> None:
    chat.says("/pesan")
    assert chat.contact["offered"][0][1] == "EVA 3 mm"
    assert chat.contact["offered_closed"] is True


def test_what_another_is_told_is_in_their_language(chat: Chat, staff: Chat) -> None:
    chat.says("/language en")
    number = chat.orders()
    staff.says(f"/setuju {number}")
    chat.sees("Good news")
    staff.sees("disetujui")


def test_what_officers_read_is_in_theirs(office: Office, staff: Chat) -> None:
    officer = Chat(office, "202", "Budi", "202")
    officer.says("/language en")
    staff.says("/pesanan")
    staff.sees("Tidak ada pesanan")


def test_an_officers_answer_in_the_group_offers_nothing_in_private(staff: Chat) -> None:
    before = staff.contact["offered"]
    staff.says("/pesanan")
    assert staff.contact["offered"] == before


def test_a_day_begins_at_the_workshops_midnight(chat: Chat) -> None:
    chat.office.now = datetime(2026, 11, 18, 23, 59, tzinfo=WIB)
    chat.says("pesan 500 psg eva 5mm kirim besok")
    chat.sees("19 November 2026")
    chat.office.later(minutes=1)
    chat.says("jadi kirim besok")
    chat.sees("20 November 2026")
