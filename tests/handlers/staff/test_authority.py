"""Who may decide, and when: membership, and what a button is good for. Every kind of person on
every way is tried in tests/security.
"""

from datetime import timedelta

import pytest

from handlers.messages import Address, Joined
from services.orders import Role
from tests.handlers.conftest import GROUP
from tests.handlers.office import CHANNEL, Chat

# ---- membership


def test_who_was_not_seen_within_the_minute_is_asked_about_first(chat: Chat, staff: Chat) -> None:
    chat.orders()
    office = staff.office
    office.takes(staff.heard(press=staff.button("Setujui").press))
    assert office.rows("orders")[-1]["state"] == "pending"
    assert "membership" in office.rows("outbox")[-1]["body"]
    office.deliver()
    assert office.rows("orders")[-1]["state"] == "approved"
    staff.presses("Mulai produksi")
    assert office.asked == 1
    office.later(seconds=61)
    staff.presses("Siap")
    assert office.asked == 2
    assert office.rows("orders")[-1]["state"] == "ready"


@pytest.mark.parametrize("seconds", [60, 61])
def test_a_membership_holds_for_sixty_seconds_and_no_longer(
    chat: Chat, staff: Chat, seconds: int
) -> None:
    chat.orders()
    staff.says("/pesanan")
    staff.office.later(seconds=seconds)
    staff.presses("Setujui")
    assert staff.office.asked == (1 if seconds == 60 else 2)


def test_no_answer_about_a_membership_is_a_no(chat: Chat, staff: Chat) -> None:
    """The channel answers "no" where it cannot tell."""
    chat.orders()
    staff.office.members.clear()
    staff.presses("Setujui")
    staff.sees("Keanggotaan Budi di ruang petugas ini tidak dapat dipastikan")
    assert staff.office.rows("orders")[-1]["state"] == "pending"
    assert staff.office.rows("audit")[-1]["outcome"] == "not_member"


def test_an_officer_seen_leaving_is_refused_without_asking(chat: Chat, staff: Chat) -> None:
    chat.orders()
    staff.says("/pesanan")
    staff.leaves("202")
    staff.presses("Setujui")
    assert staff.office.asked == 1
    assert staff.office.rows("audit")[-1]["outcome"] == "not_member"


def test_an_officer_who_came_back_may_act_again(chat: Chat, staff: Chat) -> None:
    chat.orders()
    staff.leaves("202")
    staff.hears(Joined(Address(CHANNEL, GROUP), "202", True, staff.office.now))
    staff.presses("Setujui")
    staff.sees("disetujui")
    assert staff.office.asked == 1


def test_another_decides_while_the_channel_is_asked(chat: Chat, staff: Chat) -> None:
    chat.orders()
    office = staff.office
    deputy = office.officer(Role.DESK, "203", "Sari", GROUP)
    press = staff.button("Setujui").press
    office.takes(staff.heard(press=press), deputy.heard(text="/setuju 1"))
    office.deliver()
    decided = office.rows("orders")[-1]
    assert decided["state"] == "approved"
    assert [row["outcome"] for row in office.rows("audit")[-2:]] == ["done", "stale"]


def test_who_hides_behind_the_group_decides_nothing_even_under_an_officers_id(
    chat: Chat, staff: Chat
) -> None:
    chat.orders()
    Chat(staff.office, "202", "Budi", GROUP, named=False).presses("Setujui")
    assert staff.office.rows("orders")[-1]["state"] == "pending"
    assert staff.office.rows("audit")[-1]["outcome"] == "not_officer"


# ---- tokens


@pytest.mark.parametrize(
    "press",
    ["", "!", "x", "/card=²", "/card=99999999999999999999", "/card=9", "/handback=²",
     "/handback=99999999999999999999", "/handback=77", "/approve=1", "1:/confirm=order", "!=1"],
)  # fmt: skip
def test_no_forged_press_changes_or_breaks_anything(chat: Chat, staff: Chat, press: str) -> None:
    chat.orders()
    before = [tuple(row.values()) for row in staff.office.rows("orders")]
    staff.forges(press)
    assert [tuple(row.values()) for row in staff.office.rows("orders")] == before


def test_a_button_is_good_once(chat: Chat, staff: Chat) -> None:
    chat.orders()
    press = staff.button("Setujui").press
    staff.forges(press)
    staff.forges(press)
    staff.sees("Pesanan sudah berubah lebih dulu")
    outcomes = [row["outcome"] for row in staff.office.rows("audit") if row["action"] == "approve"]
    assert outcomes == ["done", "stale"]


def test_a_button_dies_with_time_and_the_card_gets_new_ones(chat: Chat, staff: Chat) -> None:
    chat.orders()
    old = staff.button("Setujui").press
    staff.office.later(days=30, seconds=1)
    staff.forges(old)
    staff.sees("sudah lewat waktunya")
    assert staff.office.rows("orders")[-1]["state"] == "pending"
    staff.presses("Setujui")
    assert staff.office.rows("orders")[-1]["state"] == "approved"


def test_a_card_outside_the_staff_chat_gives_no_right_and_no_answer(
    chat: Chat, staff: Chat
) -> None:
    chat.orders()
    elsewhere = Chat(staff.office, "202", "Budi", "-999")
    elsewhere.forges(staff.button("Setujui").press)
    assert elsewhere.news == ""
    assert staff.office.rows("audit")[-1]["outcome"] == "not_staff_chat"


def test_two_officers_at_once_make_one_decision_and_the_other_is_told(
    chat: Chat, staff: Chat
) -> None:
    chat.orders()
    office = staff.office
    deputy = office.officer(Role.DESK, "203", "Sari", GROUP)
    staff.says("/pesanan")
    deputy.says("/pesanan")
    staff.presses("Tolak")
    reject = staff.button("Kapasitas penuh").press
    staff.presses("Kembali")
    approve = staff.button("Setujui").press
    staff.hears(deputy.heard(press=approve), staff.heard(press=reject))
    order = office.rows("orders")[-1]
    assert (order["state"], order["decided_by"], order["version"]) == ("approved", "Sari", 2)
    staff.sees("Pesanan sudah berubah lebih dulu", "Diputuskan Sari")
    chat.sees("disetujui")
    chat.sees_no("belum dapat kami penuhi")


def test_every_refusal_says_who_was_refused(chat: Chat, staff: Chat) -> None:
    chat.orders()
    outsider = Chat(staff.office, "5", "Mitra", GROUP)
    outsider.presses("Setujui")
    outsider.sees("Mitra bukan petugas terdaftar")
    workshop = staff.office.officer(Role.WORKSHOP, "2", "Bengkel", GROUP)
    workshop.presses("Setujui")
    workshop.sees("Bengkel tidak berwenang")
    assert timedelta(0) <= staff.office.now - staff.office.rows("audit")[-1]["at"]
