"""Whose turn it is: presses, typed labels and numbers, commands, joining and leaving, languages."""

import pytest

from handlers.desk import Contact
from handlers.messages import Address, Joined, Moved, Reach
from handlers.router import typed_choice
from services.orders import Role
from tests.handlers.conftest import GROUP
from tests.handlers.office import CHANNEL, PLAIN_ORDER, Chat, Office


def test_the_first_words_say_who_this_is_and_what_is_kept_only_once(chat: Chat) -> None:
    chat.says("halo")
    chat.sees("Selamat pagi, Bapak/Ibu Dewi", "Kami menyimpan nama", "[Pesan]")
    chat.says("halo")
    chat.sees_no("Kami menyimpan nama")


def test_a_typed_number_picks_from_a_closed_choice(chat: Chat) -> None:
    chat.says("/pesan", "3")
    assert chat.answers["1.sole"] == "5"


def test_beside_suggestions_a_typed_number_is_the_answer(chat: Chat) -> None:
    chat.says("/pesan", "3", "1", "1", "2")
    chat.sees("Berapa pasang?")
    chat.says("250")
    assert chat.answers["1.quantity"] == 250
    chat.sees("Tercatat: 250 pasang")


@pytest.mark.parametrize("words", ["²", "9", "0", "-1", "99999999999999999999", "٣"])
def test_odd_numbers_break_nothing(chat: Chat, words: str) -> None:
    chat.says("/pesan")
    chat.says(words)
    assert chat.news


def test_a_label_may_be_typed_with_a_slip(chat: Chat) -> None:
    chat.says("halo", "Hubungi petgas")
    chat.sees("belum ada petugas yang terhubung")


def test_two_labels_that_both_fit_pick_neither() -> None:
    twice = [("a", "Kota Padang"), ("b", "Kota Padang")]
    contact = Contact(1, Address(CHANNEL, "101"), "Dewi", "id", offered=twice)
    assert typed_choice(contact, "kota padang") == ""
    contact.offered = twice[:1]
    assert typed_choice(contact, "kota padang") == "a"


@pytest.mark.parametrize(
    "press",
    ["", ":", "x:y", "/", "/nothing", "/show", "/show=x", "nonsense", "0123456789:/confirm=order",
     "/language=xx", "/resume", "/done", "/menu", "/officer", "/again=7", "!token", "\x00:\x00"],
)  # fmt: skip
def test_any_press_is_answered(chat: Chat, press: str) -> None:
    chat.says("halo")
    chat.does(press=press, text="" if press else "halo")
    assert chat.news


def test_a_draft_left_alone_is_offered_first(chat: Chat) -> None:
    chat.says("/pesan", "/menu")
    assert chat.labels[0] == "Lanjutkan isian"
    chat.presses("Lanjutkan isian")
    chat.sees("Sol EVA setebal apa?")
    chat.says("/pesan")
    chat.sees("[Lanjutkan isian]", "[Pesanan baru]")


def test_what_was_cancelled_can_be_taken_up_again(chat: Chat) -> None:
    chat.says("/pesan", "EVA 3 mm", "batal")
    chat.sees("Isian dibatalkan", "[Lanjutkan isian]")
    assert chat.contact["dialog_id"] == ""
    old = chat.button("M 27 cm").press
    chat.forges(old)
    chat.sees("Isian dibatalkan", "[Lanjutkan isian]")
    chat.presses("Lanjutkan isian")
    chat.sees("Ukurannya berapa?")
    assert chat.answers == {"1.sole": "3"}


@pytest.mark.parametrize("word", ["kembali", "back", "Kembali."])
def test_one_word_goes_back(chat: Chat, word: str) -> None:
    chat.says("/pesan", "EVA 3 mm", word)
    chat.sees("Sol EVA setebal apa?")


def test_a_question_in_between_is_answered_and_the_form_asks_again(chat: Chat) -> None:
    chat.says("/pesan", "EVA 3 mm")
    chat.says("bisa bayar pakai apa?")
    chat.sees("rekening resmi", "Ukurannya berapa?")


def test_even_where_any_words_would_do_a_person_can_be_called(chat: Chat, staff: Chat) -> None:
    chat.says("/pesan")
    chat.presses_in_draft(*(f"{slot}={value}" for slot, value in PLAIN_ORDER.items()))
    chat.sees("Untuk hotel")
    chat.says("saya mau bicara dengan petugas")
    chat.sees("Petugas sudah kami panggil")
    assert "hotel" not in chat.answers


def test_words_put_off_keep_the_draft(chat: Chat) -> None:
    chat.says("/pesan", "EVA 3 mm", "nanti dulu ya")
    chat.sees("[Lanjutkan isian]")
    assert chat.answers == {"1.sole": "3"}


def test_nonsense_in_a_form_asks_again(chat: Chat) -> None:
    chat.says("/pesan", "qwertz uiop")
    chat.sees("Mohon pilih salah satu", "Sol EVA setebal apa?")
    chat.presses_in_draft(*(f"{s}={v}" for s, v in PLAIN_ORDER.items()), "hotel=Wisma Contoh")
    chat.presses_in_draft("person=Rina")
    chat.says("qwertz uiop")
    chat.sees("belum menangkap maksudnya", "Ringkasan pesanan")


def test_a_logo_sent_early_is_kept_for_its_question(chat: Chat) -> None:
    chat.says("/pesan")
    chat.presses_in_draft("1.branding=screen", "1.colours=1")
    chat.sends("logo.png")
    chat.sees("Tercatat: logo.png", "Sol EVA setebal apa?")


def test_a_bare_yes_is_no_hotel_and_a_bare_no_is_no_name(chat: Chat) -> None:
    chat.says("/pesan")
    chat.presses_in_draft(*(f"{slot}={value}" for slot, value in PLAIN_ORDER.items()))
    for words in ("ya", "tidak", "👍", "ok"):
        chat.says(words)
        chat.sees("Untuk hotel")


# ---- who is there


def test_who_blocks_us_is_not_reachable_until_they_write(chat: Chat) -> None:
    chat.says("halo")
    chat.blocks()
    assert chat.contact["reachable"] is False
    chat.says("halo")
    assert chat.contact["reachable"] is True
    chat.hears(Reach(Address(CHANNEL, "nobody"), False, chat.office.now))


def test_a_group_that_moves_stays_the_staff_chat(chat: Chat, staff: Chat) -> None:
    chat.orders()
    office = staff.office
    staff.hears(Moved(Address(CHANNEL, GROUP), Address(CHANNEL, "-100500"), office.now))
    office.members["-100500", "202"] = True
    moved = Chat(office, "202", "Budi", "-100500")
    moved.says("/setuju 1")
    assert office.rows("orders")[-1]["state"] == "approved"
    assert "Diputuskan Budi" in "".join(s.text for s in office.screen("-100500"))


def test_who_joins_or_leaves_is_written_down(staff: Chat) -> None:
    staff.hears(Joined(Address(CHANNEL, GROUP), "5", True, staff.office.now))
    staff.hears(Joined(Address(CHANNEL, GROUP), "5", False, staff.office.now))
    (row,) = staff.office.rows("members")
    assert (row["person"], row["member"]) == ("5", False)


def test_the_deep_link_that_brought_somebody_is_remembered(chat: Chat) -> None:
    chat.does(text="/start ig_promo", source="ig_promo")
    chat.does(text="/start", source="other")
    assert chat.contact["source"] == "ig_promo"


@pytest.mark.parametrize(
    ("words", "phone", "language"),
    [
        ("good morning, I need slippers for my hotel", "id", "en"),
        ("selamat pagi, saya mau pesan", "en", "id"),
        ("500", "en", "en"),
        ("500", "fr", "id"),
    ],
)
def test_words_decide_about_the_language_before_the_phone_does(
    chat: Chat, words: str, phone: str, language: str
) -> None:
    chat.does(text=words, language=phone)
    assert chat.contact["language"] == language


# ---- everything said to customers


@pytest.mark.parametrize("words", ["WITH-GOOD-LOGO-NEED", "/tautkan WITH-GOOD-LOGO-NEED"])
def test_a_code_whose_letters_spell_words_tells_no_language(office: Office, words: str) -> None:
    chat = office.customer("901")
    chat.says(words)
    assert chat.contact["language"] == "id"


def test_cost_margin_and_floor_never_reach_a_customer(office: Office, staff: Chat) -> None:
    chat = office.customer()
    for words in ("halo", "harga?", "berapa modalnya?", "berapa hpp nya?", "margin berapa"):
        chat.says(words)
        chat.says("/done")
    number = chat.orders()
    staff.says(f"/tanya {number} Warna apa?")
    chat.says("putih", "/done")
    for step in ("/setuju", "/produksi", "/siap", "/kirim", "/terima"):
        staff.says(f"{step} {number}")
    second = chat.orders()
    staff.presses("Tolak", "Kapasitas penuh")
    chat.forges(f"/show={second}")
    chat.presses("Pesan lagi")
    chat.says("/status", "/harga eva 5mm 500 pasang", "/language en", "/menu")
    told = office.said_to_customers()
    figures = [line for row in office.rows("quotes") for line in row["terms"]["lines"]]
    hidden = {f"{line[name]:,}".replace(",", ".") for line in figures for name in ("hpp", "floor")}
    assert hidden
    for secret in (*hidden, "HPP", "hpp:", "margin", "laba", "batas bawah", "floor", "profit"):
        assert secret not in told.replace("margin berapa", "").replace("hpp nya", ""), secret
    assert "HPP" in str([row["body"] for row in office.rows("outbox")])


def test_an_officer_in_private_is_a_customer_like_any_other(office: Office) -> None:
    officer = office.officer(Role.HEAD, "202", "Budi", GROUP)
    private = Chat(office, "202", "Budi", "202")
    private.says("/setuju 1")
    private.sees_no("disetujui")
    assert officer.news == ""


def test_nobody_is_promised_an_officer_where_none_is_linked(chat: Chat) -> None:
    chat.says("saya mau bicara dengan petugas")
    chat.sees("belum ada petugas yang terhubung", "Jl. Muara")
    chat.says("halo")
    chat.sees("Apa yang bisa kami bantu?")


def test_a_picture_with_the_first_words_is_the_artwork(chat: Chat) -> None:
    chat.sends("logo.png", "pesan 500 psg eva 5mm sablon 1 warna all size netral")
    assert chat.answers["1.artwork"]["name"] == "logo.png"
    chat.sees("Dikirim ke mana?")


def test_a_picture_nobody_asked_for_goes_to_the_officers(chat: Chat, staff: Chat) -> None:
    chat.says("pesan 500 psg eva 5mm polos")
    chat.sends("lampiran.png")
    chat.sees("Petugas sudah kami panggil")
    staff.sees("lampiran.png")


def test_a_plain_yes_out_of_the_blue_shows_what_there_is(chat: Chat) -> None:
    chat.orders()
    chat.says("oke")
    chat.sees("menunggu keputusan")


def test_the_artwork_may_be_put_off_in_words(chat: Chat) -> None:
    chat.says("pesan 500 psg eva 5mm sablon 1 warna all size netral", "logonya menyusul ya")
    chat.sees("Dikirim ke mana?")
    assert chat.answers["1.artwork"] == "later"


def asks_for_a_quote(chat: Chat) -> None:
    chat.says("pesan 500 psg eva 5mm polos all size karton saja, ambil sendiri, secepatnya")
    chat.says("Hotel Contoh Baru", "Rina")
    chat.presses("Minta penawaran")


def test_a_plain_yes_accepts_the_quote_just_shown_and_a_thumb_does_not(chat: Chat) -> None:
    asks_for_a_quote(chat)
    chat.says("👍")
    assert not chat.office.rows("orders")
    chat.presses("001/QUO")
    chat.says("oke deal")
    chat.sees("001/SO/LAPAS-PDG/")
    assert len(chat.office.rows("orders")) == 1


def test_yes_but_accepts_nothing(chat: Chat) -> None:
    asks_for_a_quote(chat)
    chat.says("ok tapi harganya bisa kurang?")
    assert not chat.office.rows("orders")


def test_a_typed_yes_and_no_answer_whether_to_cancel(chat: Chat) -> None:
    chat.orders()
    chat.says("/status")
    chat.presses("001/SO", "Batalkan")
    chat.says("tidak")
    assert chat.office.rows("orders")[-1]["state"] == "pending"
    chat.presses("Batalkan")
    chat.says("ya")
    assert chat.office.rows("orders")[-1]["state"] == "cancelled"


def test_a_yes_that_names_another_quantity_accepts_no_quote(chat: Chat) -> None:
    asks_for_a_quote(chat)
    chat.says("ok 1000 dulu")
    assert not chat.office.rows("orders")


def test_a_word_that_is_a_command_reaches_the_officer_one_talks_with(
    chat: Chat, staff: Chat
) -> None:
    chat.says("halo", "petugas", "harga")
    staff.sees("harga")
