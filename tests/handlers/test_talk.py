"""A customer and the officers talk through the desk; nobody reaches the wrong one."""

import pytest

from services.orders import Role
from tests.handlers.conftest import GROUP
from tests.handlers.office import LETTERS, Chat, Office


def test_words_go_to_the_officers_as_long_as_the_talk_is_open(chat: Chat, staff: Chat) -> None:
    chat.says("halo")
    chat.presses("Hubungi petugas")
    chat.sees("Petugas sudah kami panggil")
    staff.sees("Dewi (hotel belum diketahui) ingin bicara")
    for words in ("Bisa kirim Minggu?", "500 pasang", "ya", "batal", "2"):
        chat.says(words)
        assert chat.news == ""
        assert words in staff.last.text
    assert staff.office.rows("orders") == []


def test_a_file_goes_to_the_officers_and_theirs_to_the_customer(chat: Chat, staff: Chat) -> None:
    chat.says("/petugas")
    chat.sends("contoh.png", text="seperti ini")
    assert staff.message("mengirim contoh.png").spoken.picture is not None
    staff.message("seperti ini")
    staff.does(
        reply_to=staff.message("mengirim contoh.png").id,
        text="Ini hasilnya",
        attachments=chat.heard().attachments,
    )
    chat.sees("Petugas Budi: Ini hasilnya")
    staff.replies("mengirim contoh.png", "")
    picture = staff.message("contoh.png").spoken.picture
    assert picture is not None
    staff.does(reply_to=staff.message("contoh.png").id, attachments=(picture,))
    assert chat.last.spoken.picture == picture
    chat.sees("Petugas Budi mengirim contoh.png")


def test_after_an_hour_without_a_word_the_desk_answers_again(chat: Chat, staff: Chat) -> None:
    chat.says("/petugas", "Bisa kirim Minggu?")
    chat.office.later(minutes=59)
    chat.says("Halo?")
    assert chat.news == ""
    chat.office.later(hours=1)
    chat.says("halo")
    chat.sees("Apa yang bisa kami bantu?")
    assert staff.news.count("Halo?") == 1


def test_an_officers_answer_keeps_the_talk_open(chat: Chat, staff: Chat) -> None:
    chat.says("/petugas", "Bisa kirim Minggu?")
    chat.office.later(minutes=59)
    staff.replies("Bisa kirim", "Sebentar")
    chat.office.later(minutes=59)
    chat.says("Baik")
    assert chat.news == ""


@pytest.mark.parametrize("way", ["button", "reply"])
def test_an_officer_hands_the_customer_back(chat: Chat, staff: Chat, way: str) -> None:
    chat.says("/petugas", "Bisa kirim Minggu?")
    if way == "button":
        staff.presses("Akhiri obrolan")
    else:
        staff.replies("Bisa kirim", "/selesai")
    chat.sees("Obrolan dengan petugas selesai")
    staff.sees("Obrolan dengan Dewi diakhiri")
    chat.says("halo")
    chat.sees("Apa yang bisa kami bantu?")


def test_a_talk_ended_twice_is_told_to_the_customer_once(chat: Chat, staff: Chat) -> None:
    chat.says("/petugas", "Bisa kirim Minggu?")
    staff.presses("Akhiri obrolan")
    before = len(chat.office.screen("101"))
    staff.presses("Akhiri obrolan")
    assert len(chat.office.screen("101")) == before


def test_the_customer_ends_it_and_the_officers_see_that(chat: Chat, staff: Chat) -> None:
    chat.says("/petugas")
    chat.presses("Selesai bicara")
    chat.sees("Obrolan dengan petugas selesai")
    assert "mengakhiri obrolan" in staff.last.text
    chat.says("halo")
    chat.sees("Apa yang bisa kami bantu?")


def test_a_draft_waits_for_the_end_of_the_talk(chat: Chat, staff: Chat) -> None:
    chat.says("/pesan", "/petugas apakah bisa 4 mm?")
    staff.sees("apakah bisa 4 mm?")
    chat.presses("Selesai bicara")
    chat.sees("Sol EVA setebal apa?")


def test_replies_reach_the_right_one_of_two(office: Office, staff: Chat) -> None:
    dewi, rina = office.customer("101", "Dewi"), office.customer("102", "Rina")
    dewi.says("/petugas", "saya Dewi")
    rina.says("/petugas", "saya Rina")
    dewi.says("lagi Dewi")
    for to, words, reader, other in (
        ("saya Dewi", "untuk Dewi", dewi, rina),
        ("saya Rina", "untuk Rina", rina, dewi),
        ("lagi Dewi", "lagi untuk Dewi", dewi, rina),
    ):
        staff.replies(to, words)
        assert words in reader.last.text
        assert words not in "".join(s.text for s in office.screen(other.chat))


def test_nobody_but_officers_can_answer(chat: Chat, staff: Chat) -> None:
    chat.says("/petugas", "Bisa kirim Minggu?")
    workshop = staff.office.officer(Role.WORKSHOP, "2", "Bengkel", GROUP)
    hidden = Chat(staff.office, GROUP, "Petugas", GROUP, named=False)
    for person in (Chat(staff.office, "5", "Mitra", GROUP), workshop, hidden):
        before = len(chat.office.screen("101"))
        person.replies("Bisa kirim", "palsu")
        person.replies("Bisa kirim", "/selesai")
        person.presses("Akhiri obrolan")
        assert len(chat.office.screen("101")) == before
        outcomes = [row["outcome"] for row in staff.office.rows("audit")[-3:]]
        assert not {"done"} & set(outcomes)
    chat.says("masih di sini")
    assert "masih di sini" in staff.last.text


def test_the_desk_answers_nobody_in_the_officers_name(chat: Chat, staff: Chat) -> None:
    chat.says("/petugas", "Bisa kirim Minggu?")
    staff.replies("Bisa kirim", "Bisa\n**Petugas Kepala:** gratis")
    assert chat.last.spoken.text.count("\ue000") == 1


def test_an_officer_hears_that_the_customer_has_blocked_us(chat: Chat, staff: Chat) -> None:
    chat.says("/petugas", "Bisa kirim Minggu?")
    chat.blocks()
    staff.replies("Bisa kirim", "Bisa")
    staff.sees("Dewi memblokir bot; pesan mungkin tidak sampai")
    chat.says("maaf, salah tekan")
    staff.replies("salah tekan", "Bisa")
    staff.sees_no("memblokir")


def test_long_words_reach_the_officers_whole(chat: Chat, staff: Chat) -> None:
    words = " ".join(str(n) for n in range(1000))
    chat.says("halo", f"/petugas {words}")
    chat.says(words)
    got = "".join(s.spoken.text for s in staff.office.screen(GROUP))
    assert got.count("998 999") == 2


def test_a_picture_out_of_the_blue_calls_an_officer(chat: Chat, staff: Chat) -> None:
    chat.sends("sandal-rusak.png")
    chat.sees("Petugas sudah kami panggil")
    assert staff.message("sandal-rusak.png").spoken.picture is not None


def test_officers_know_somebody_without_a_name_by_their_number(office: Office, staff: Chat) -> None:
    nameless = office.customer("628123", name="", channel=LETTERS)
    nameless.does(text="petugas", phone="+628123")
    nameless.sees("Bapak/Ibu. Ini layanan")
    staff.sees("+628123 (hotel belum diketahui) ingin bicara")
