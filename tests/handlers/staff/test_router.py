"""Joining, linking, and what is heard in a group."""

import pytest
from sqlalchemy import update

from services.orders import Role
from storage import tables
from storage.batch import sit
from tests.handlers.conftest import GROUP
from tests.handlers.office import Chat, Office

ROLES = {
    Role.HEAD: "kepala",
    Role.DESK: "petugas pesanan",
    Role.WORKSHOP: "petugas bengkel",
}


@pytest.mark.parametrize("role", Role)
def test_a_code_in_private_makes_the_sender_an_officer_of_that_role(
    office: Office, role: Role
) -> None:
    person = office.customer("202", "Budi")
    person.says(office.invitation(role))
    person.sees("Selamat bergabung", ROLES[role])
    (officer,) = office.rows("officers")
    assert (officer["roles"], officer["active"]) == ([role.value], True)
    assert office.rows("audit")[-1]["action"] == "join"


def test_a_code_may_come_by_deep_link_or_in_small_letters(office: Office) -> None:
    person = office.customer("202", "Budi")
    person.says(f"/start {office.invitation(Role.DESK)}", office.invitation(Role.HEAD).lower())
    assert office.rows("officers")[0]["roles"] == ["desk", "head"]


def test_an_officer_who_was_dismissed_can_be_invited_again(office: Office) -> None:
    person = office.customer("202", "Budi")
    person.says(office.invitation(Role.HEAD))
    office.change(update(tables.officers).values(active=False))
    person.says(office.invitation(Role.DESK))
    (officer,) = office.rows("officers")
    assert (officer["roles"], officer["active"]) == (["desk"], True)


def test_a_code_that_is_used_expired_or_wrong_is_refused_and_says_so(office: Office) -> None:
    person = office.customer("202", "Budi")
    used, old = office.invitation(Role.DESK), office.invitation(Role.DESK)
    office.customer("303", "Sari").says(used)
    office.later(hours=24)
    for code in (used, old, "AAAA-BBBB-CCCC-DDDD"):
        for words in (code, f"/start {code}"):
            person.says(words)
            person.sees("Kode itu tidak dikenal, sudah dipakai, atau sudah lewat waktunya")
    assert len(office.rows("officers")) == 1
    assert [row["outcome"] for row in office.rows("audit")[1:]] == ["bad_code"] * 6


def test_a_code_in_a_group_links_it_and_makes_nobody_an_officer(office: Office) -> None:
    group = Chat(office, "202", "Budi", GROUP)
    group.says(f"/tautkan {office.invitation(Role.HEAD)}")
    group.sees("Ruang petugas sudah tertaut")
    assert len(office.rows("staff_chats")) == 1
    assert office.rows("officers") == []


def test_a_bad_code_links_nothing(office: Office) -> None:
    group = Chat(office, "202", "Budi", GROUP)
    code = office.invitation(Role.HEAD)
    office.customer("303").says(code)
    for words in (f"/tautkan {code}", "/tautkan AAAA-BBBB-CCCC-DDDD", "/tautkan"):
        group.says(words)
        group.sees("Kode itu tidak dikenal")
    assert office.rows("staff_chats") == []


def test_linking_twice_spends_no_second_code(office: Office, staff: Chat) -> None:
    code = office.invitation(Role.DESK)
    staff.says(f"/tautkan {code}")
    staff.sees("sudah menjadi ruang petugas")
    office.customer("303").says(code)
    assert len(office.rows("officers")) == 2


def test_an_order_placed_before_any_staff_chat_is_linked_is_not_lost(office: Office) -> None:
    chat = office.customer()
    chat.orders()
    chat.orders(hotel="Hotel Contoh Dua")
    head = office.officer(Role.HEAD, "202", "Budi", GROUP)
    assert "001/SO" not in head.news
    head.says(f"/tautkan {office.invitation(Role.DESK)}")
    head.sees("001/SO", "Hotel Contoh Baru", "002/SO", "Hotel Contoh Dua")
    head.says("/setuju 1")
    chat.sees("disetujui")


def test_what_waits_is_listed_oldest_first(chat: Chat, staff: Chat) -> None:
    staff.says("/pesanan")
    staff.sees("Tidak ada pesanan yang menunggu")
    for _ in range(2):
        chat.orders()
    staff.says("/pesanan")
    assert staff.news.index("001/SO") < staff.news.index("002/SO")
    staff.sees("masuk 18 November 2026 09.00")
    Chat(staff.office, "5", "Mitra", GROUP).says("/pesanan")
    assert staff.office.rows("audit")[-1]["outcome"] == "not_officer"


def test_what_officers_say_to_each_other_is_left_alone(chat: Chat, staff: Chat) -> None:
    chat.orders()
    count = len(staff.office.rows("outbox"))
    staff.says("selamat pagi semua", "pesanan 1 bagaimana?", "/entah apa", "/")
    staff.sends("foto.png")
    assert len(staff.office.rows("outbox")) == count


def test_a_strangers_group_hears_nothing_of_orders(chat: Chat, staff: Chat) -> None:
    number = chat.orders()
    other = Chat(staff.office, "7", "Orang", "-777")
    other.says(f"/setuju {number}", "/pesanan", "halo", "/tolak 1 x")
    other.does(text="jawab", reply_to="m1")
    other.forges("/card=1")
    assert other.news == ""
    assert staff.office.screen("-777") == []


def test_a_reply_to_nothing_of_a_customers_is_said_to_be_lost(staff: Chat) -> None:
    staff.replies("sudah tertaut", "Baik, terima kasih")
    staff.sees("belum terkirim")


def test_who_runs_the_program_needs_no_code(office: Office, chat: Chat) -> None:
    chat.orders()
    operator = Chat(office, "operator", "Budi", GROUP)
    office.members[GROUP, "operator"] = True
    for _ in range(2):
        with office.engine.begin() as connection:
            sit(connection, operator.heard(), office.shop, office.now)
    office.deliver()
    assert len(office.rows("officers")) == len(office.rows("staff_chats")) == 1
    operator.presses("Setujui")
    assert office.rows("orders")[-1]["state"] == "approved"
