"""Messages that come late carry a notice, so that they can be sent where nobody wrote for a day."""

import pytest

from handlers.messages import LONGEST, Attachment, Spoken, SpokenNotice, parts
from handlers.notices import NOTICES
from services.orders import Role
from storage import codec
from tests.handlers.office import LETTERS, Chat, Office


@pytest.fixture
def dewi(office: Office) -> Chat:
    return office.customer("+6281", "Dewi", LETTERS)


def notice(chat: Chat, containing: str) -> SpokenNotice:
    spoken = codec.parcel(chat.row(containing)["body"])
    assert isinstance(spoken, Spoken)
    assert spoken.notice is not None
    return spoken.notice


def test_news_of_an_order_says_it_all_unless_there_is_a_reason(dewi: Chat, staff: Chat) -> None:
    first, second = dewi.orders(), dewi.orders()
    staff.says(f"/setuju {first}", f"/tolak {second} kapasitas penuh")
    said = notice(dewi, "disetujui")
    assert (said.key, said.whole) == ("notice-order", True)
    assert said.values["number"].startswith("001/SO")
    assert said.values["state"] == "disetujui"
    said = notice(dewi, "belum dapat kami penuhi")
    assert (said.key, said.whole, said.values["state"]) == ("notice-order", False, "ditolak")


def test_a_question_and_an_answer_only_knock(dewi: Chat, staff: Chat) -> None:
    number = dewi.orders()
    staff.says(f"/tanya {number} Warna apa?")
    dewi.says("putih")
    staff.replies("Dewi (Hotel", "Baik")
    staff.does(reply_to=staff.message("Dewi (Hotel").id, attachments=(PICTURE,))
    said = [notice(dewi, words) for words in ("Warna apa?", "Baik", "mengirim")]
    assert [one.key for one in said] == ["notice-question", "notice-answer", "notice-answer"]
    assert not any(one.whole for one in said)


def test_all_that_officers_are_told_carries_a_notice(dewi: Chat, staff: Chat) -> None:
    number = dewi.orders()
    dewi.says("/petugas halo")
    dewi.sends("foto.jpg")
    dewi.presses("Selesai bicara")
    dewi.does(press=f"/cancel-yes={number}")
    linked, *told = [r for r in staff.office.rows("outbox") if r["chat"] == staff.chat]
    assert "sudah tertaut" in str(linked["body"])
    assert len(told) == 6
    for row in told:
        spoken = codec.parcel(row["body"])
        assert isinstance(spoken, Spoken) and spoken.notice is not None
        assert spoken.notice.key == "notice-staff"


def test_every_notice_has_the_values_it_names(dewi: Chat, staff: Chat) -> None:
    number = dewi.orders()
    staff.says(f"/tanya {number} Warna apa?", f"/setuju {number}")
    dewi.says("putih")
    staff.replies("Dewi (Hotel", "Baik")
    spoken = [codec.parcel(r["body"]) for r in staff.office.rows("outbox")]
    notices = [s.notice for s in spoken if isinstance(s, Spoken) and s.notice]
    assert {n.key for n in notices} == set(NOTICES)
    assert all(tuple(n.values) == NOTICES[n.key] and all(n.values.values()) for n in notices)


def test_what_is_about_an_order_can_be_found_by_it(dewi: Chat, staff: Chat) -> None:
    number = dewi.orders()
    staff.says(f"/tanya {number} Warna apa?")
    dewi.says("putih")
    staff.replies("Dewi (Hotel", "Baik")
    staff.says(f"/setuju {number}")
    mine = [r["about"] for r in staff.office.rows("outbox") if r["chat"] == dewi.chat]
    assert mine[-3:] == [f"order:{number}"] * 3


PICTURE = Attachment(LETTERS, "r1", "logo.png")


def test_the_notice_stays_with_the_first_piece() -> None:
    knock = SpokenNotice("notice-answer", {"workshop": "Contoh"}, False)
    first, *others = parts(Spoken("x" * (2 * LONGEST + 1), "id", notice=knock))
    assert first.notice == knock
    assert [other.notice for other in others] == [None, None]


# ---- where nobody wrote for a day


def test_news_goes_out_in_agreed_words_and_nothing_waits(dewi: Chat, staff: Chat) -> None:
    number = dewi.orders()
    dewi.office.later(hours=25)
    staff.says(f"/setuju {number}")
    assert dewi.last.knocks
    assert dewi.contact["held"] is False
    dewi.does(press="/read")
    dewi.sees("001/SO", "disetujui", "[Menu]")


def test_a_question_knocks_and_follows_when_its_button_is_pressed(dewi: Chat, staff: Chat) -> None:
    number = dewi.orders()
    dewi.office.later(hours=25)
    staff.says(f"/tanya {number} Warna apa?")
    assert dewi.last.knocks
    dewi.does(press="/read")
    dewi.sees("Warna apa?")
    dewi.sees_no("Menu", "Status")
    assert not dewi.last.knocks
    dewi.says("putih")
    assert "putih" in staff.message("Dewi (").text


def test_what_waited_comes_before_the_answer_to_any_word(dewi: Chat, staff: Chat) -> None:
    number = dewi.orders()
    dewi.office.later(hours=25)
    staff.says(f"/tolak {number} kapasitas penuh")
    dewi.says("/status")
    dewi.sees("Alasan: Kapasitas penuh", "Pesanan dan penawaran")
    assert dewi.news.index("Alasan") < dewi.news.index("Pesanan dan penawaran")


def test_an_officer_who_was_silent_reads_the_cards_that_waited(office: Office, dewi: Chat) -> None:
    budi = office.officer_alone(Role.HEAD, "+628111", "Budi")
    office.later(hours=25)
    dewi.orders()
    assert budi.last.knocks
    budi.does(press="/read")
    budi.sees("001/SO", "[Setujui]")
    budi.sees_no("masuk 19")
    budi.does(press="/read")
    budi.sees("masuk 19 November 2026", "[001/SO]")


def test_a_press_on_a_notice_out_of_the_blue_is_answered(chat: Chat) -> None:
    chat.does(press="/read")
    chat.sees("Belum ada pesanan")
