"""What became of a message: shown on the order's card, told to officers where it did not arrive."""

from itertools import permutations

import pytest

from handlers.messages import Receipt
from services.orders import Role
from tests.handlers.office import CHANNEL, LETTERS, Chat, Office


@pytest.fixture
def dewi(office: Office) -> Chat:
    return office.customer("+6281", "Dewi", LETTERS)


def approved(dewi: Chat, staff: Chat) -> None:
    number = dewi.orders()
    staff.says(f"/setuju {number}")


def card(staff: Chat) -> str:
    return staff.message("HPP").text


def test_the_card_says_nothing_while_nothing_is_known(dewi: Chat, staff: Chat) -> None:
    approved(dewi, staff)
    assert "Kabar ke pelanggan" not in card(staff)


@pytest.mark.parametrize("order", [*permutations(["sent", "delivered", "read"])])
def test_the_card_shows_how_far_the_news_got_in_whatever_order_that_is_told(
    dewi: Chat, staff: Chat, order: tuple[str, ...]
) -> None:
    approved(dewi, staff)
    before = len(staff.office.screen(staff.chat))
    for state in order:
        dewi.got("disetujui", state)
    assert "Kabar ke pelanggan sudah dibaca, 18 November 2026 09.00" in card(staff)
    assert len(staff.office.screen(staff.chat)) == before


@pytest.mark.parametrize(
    ("state", "words"), [("sent", "terkirim"), ("delivered", "sampai"), ("read", "sudah dibaca")]
)
def test_each_stage_has_its_words(dewi: Chat, staff: Chat, state: str, words: str) -> None:
    approved(dewi, staff)
    dewi.got("disetujui", state)
    assert f"Kabar ke pelanggan {words}, " in card(staff)


def test_progress_sends_nothing_where_nothing_can_be_edited(office: Office, dewi: Chat) -> None:
    budi = office.officer_alone(Role.HEAD, "+628111", "Budi")
    approved(dewi, budi)
    before = len(office.screen(budi.chat))
    dewi.got("disetujui", "read")
    assert len(office.screen(budi.chat)) == before


@pytest.mark.parametrize(
    ("fault", "words"),
    [("unreachable", "menolak pesan, atau nomornya tidak ada"), ("never", "tidak sampai."),
     ("ours", "tidak sampai.")],
)  # fmt: skip
def test_officers_are_told_what_did_not_arrive_and_why(
    dewi: Chat, staff: Chat, fault: str, words: str
) -> None:
    approved(dewi, staff)
    dewi.got("disetujui", "failed", fault=fault)
    told = staff.message("Pesan untuk")
    assert words in told.text
    assert "Dewi (Hotel Contoh Baru)" in told.text
    assert "Kabar ke pelanggan tidak sampai" in card(staff)
    staff.replies("Pesan untuk", "Kami telepon ya")
    assert "Kami telepon ya" in dewi.last.text


def test_what_may_still_arrive_is_not_told(dewi: Chat, staff: Chat) -> None:
    approved(dewi, staff)
    dewi.got("disetujui", "failed", fault="later")
    assert "Pesan untuk" not in "".join(s.text for s in staff.office.screen(staff.chat))


def test_the_officers_get_the_number_to_call(dewi: Chat, staff: Chat) -> None:
    dewi.does(text="halo", phone="+6281234567890")
    approved(dewi, staff)
    assert "Telepon: +6281234567890" in card(staff)
    dewi.got("disetujui", "failed", fault="unreachable")
    assert "Telepon: +6281234567890" in staff.message("Pesan untuk").text


@pytest.mark.parametrize("state", ["failed", "held"])
def test_what_officers_did_not_get_is_not_told_to_officers(
    office: Office, dewi: Chat, state: str
) -> None:
    budi = office.officer_alone(Role.HEAD, "+628111", "Budi")
    dewi.orders()
    before = len(office.rows("outbox"))
    budi.got("menunggu keputusan", state, fault="unreachable" if state == "failed" else "")
    assert len(office.rows("outbox")) == before


def test_news_of_an_unknown_message_is_none(dewi: Chat, staff: Chat) -> None:
    approved(dewi, staff)
    before = len(staff.office.rows("outbox"))
    at = staff.office.now
    dewi.hears(Receipt(0, LETTERS, "nobody", "failed", at, "never"))
    dewi.hears(Receipt(999, LETTERS, "", "failed", at, "never"))
    staff.hears(Receipt(0, CHANNEL, staff.message("HPP").id, "read", at))
    assert len(staff.office.rows("outbox")) == before


# ---- held


def test_officers_hear_once_that_a_message_waits_for_the_customer(dewi: Chat, staff: Chat) -> None:
    dewi.office.agreed = False
    number = dewi.orders()
    dewi.office.later(hours=25)
    staff.says(f"/setuju {number}", f"/produksi {number}")
    told = [s.text for s in staff.office.screen(staff.chat) if "menunggu: lebih dari" in s.text]
    assert len(told) == 1
    assert "Kabar ke pelanggan menunggu: pelanggan belum menulis lagi" in card(staff)
    assert dewi.contact["held"] is True
    dewi.says("halo")
    dewi.sees("disetujui", "diproduksi", "Apa yang bisa kami bantu?")
    assert dewi.news.index("disetujui") < dewi.news.index("Apa yang bisa")
    assert dewi.contact["held"] is False
    dewi.got("diproduksi", "read")
    assert "sudah dibaca" in card(staff)


def test_a_reply_to_that_reaches_the_customer_when_they_write(dewi: Chat, staff: Chat) -> None:
    dewi.office.agreed = False
    number = dewi.orders()
    dewi.office.later(hours=25)
    staff.says(f"/setuju {number}")
    staff.replies("menunggu: lebih dari", "Mohon kabari kami")
    dewi.says("halo")
    dewi.sees("Mohon kabari kami")
