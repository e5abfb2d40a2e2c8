"""STOP and START: heard in everyday words, and never in words about an order."""

import pytest

from tests.handlers.office import PLAIN_ORDER as ORDER
from tests.handlers.office import Chat, Office

STOPS = (
    "stop", "STOP", "Stop.", "STOP!!", "stop dong", "stop ya", "stop pak", "berhenti", "BERHENTI",
    "Berhenti ya", "tolong berhenti", "berenti", "brenti dong", "setop", "hentikan", "stop kirim",
    "stop kirim pesan", "stop kirim promo", "stop kirim pesan promosi", "berhenti kirim pesan",
    "berhenti mengirim pesan", "berhenti kirim promo", "jangan kirim promosi lagi",
    "jangan kirim promo lagi ya", "jangan kirim pesan lagi", "jangan kirim lagi",
    "jangan kirim-kirim lagi", "jangan kirim wa lagi", "jangan WA saya lagi",
    "jangan hubungi saya lagi", "jangan chat saya lagi", "jangan ganggu", "jangan spam",
    "berhenti langganan", "berhenti berlangganan", "mau berhenti langganan", "unsubscribe", "unsub",
    "unsubscribe me", "opt out", "optout", "ndak usah kirim lagi", "tidak usah kirim lagi",
    "ga usah kirim lagi", "gak usah kirim promo lagi ya", "nggak usah kirim iklan",
    "indak usah kirim promo lai", "jan kirim lai", "tolong hentikan promosinya", "please stop",
    "stop sending me messages", "stop texting me", "no more messages please",
    "saya tidak mau terima promosi", "keluar dari daftar promo", "take me off your list", "STOPALL",
    "stop semua", "stop spam", "bosan dikirimi promo terus",
)  # fmt: skip
NO_STOPS = (
    "batal", "cancel", "stop pesanan", "stop pesanan saya", "stop order", "batalkan", "end", "quit",
    "sudah cukup", "cukup", "keluar", "tidak jadi", "berhentikan pesanan", "jangan kirim dulu",
    "stop dulu, saya pikir-pikir", "tidak usah kirim, saya ambil sendiri", "500 pasang stop",
    "jangan kirim hari Minggu", "jangan kirim pesanan lagi ke alamat lama", "kirim lagi",
    "tolong hentikan produksi pesanan saya", "tidak usah pakai logo", "mulai", "kirim pesan",
)  # fmt: skip
STARTS = (
    "start", "START", "Start.", "mulai", "mulai lagi", "aktifkan lagi", "langganan lagi",
    "tolong aktifkan lagi ya", "unstop", "start again", "mau langganan lagi", "mau promo lagi",
)  # fmt: skip
NO_STARTS = (
    "/start", "start 500 pasang", "mulai dari berapa", "saya mau mulai pesan", "mulai pesan",
    "halo",
)  # fmt: skip


def has_stopped(chat: Chat) -> bool:
    return bool(chat.contact["opted_out"])


@pytest.mark.parametrize("words", STOPS)
def test_everyday_words_for_stop_are_heard_and_answered(chat: Chat, words: str) -> None:
    chat.says("halo", words)
    assert has_stopped(chat)
    chat.sees("tidak mengirim promosi", "mulai lagi")


@pytest.mark.parametrize("words", NO_STOPS)
def test_words_about_an_order_stop_nothing_else(chat: Chat, words: str) -> None:
    chat.says("halo", words)
    assert not has_stopped(chat)


@pytest.mark.parametrize("words", STARTS)
def test_who_said_stop_may_start_again(chat: Chat, words: str) -> None:
    chat.says("stop", words)
    assert not has_stopped(chat)
    chat.sees("kami catat")


@pytest.mark.parametrize("words", NO_STARTS)
def test_other_words_start_nothing_again(chat: Chat, words: str) -> None:
    chat.says("stop", words)
    assert has_stopped(chat)


@pytest.mark.parametrize("words", ["start", "START", "mulai", "/start"])
def test_a_first_start_is_welcomed(chat: Chat, words: str) -> None:
    chat.says(words)
    chat.sees("Kami menyimpan nama", "Apa yang bisa kami bantu?", "[Pesan]")
    chat.sees_no("promosi")


@pytest.mark.parametrize("slot", ["1.sole", "hotel", "review"])
@pytest.mark.parametrize("words", ["STOP", "jangan hubungi saya lagi"])
def test_an_open_form_waits_while_somebody_says_stop(chat: Chat, slot: str, words: str) -> None:
    asked = {"1.sole": "Sol EVA", "hotel": "Untuk hotel", "review": "Ringkasan pesanan"}[slot]
    rest = {} if slot == "1.sole" else ORDER
    named = {"hotel": "Wisma Contoh", "person": "Rina"} if slot == "review" else {}
    chat.says("/pesan")
    chat.presses_in_draft(*(f"{s}={v}" for s, v in {**rest, **named}.items()))
    before = chat.answers
    chat.says(words)
    chat.sees("tidak mengirim promosi", asked)
    assert has_stopped(chat)
    assert chat.answers == before


def test_stop_ends_a_talk_and_the_officers_see_that(chat: Chat, staff: Chat) -> None:
    chat.says("/petugas", "stop dulu produksinya")
    assert not has_stopped(chat)
    chat.says("STOP")
    assert has_stopped(chat)
    assert "mengakhiri obrolan" in staff.last.text


def test_who_said_stop_still_hears_of_their_own_order(chat: Chat, staff: Chat) -> None:
    number = chat.orders()
    chat.says("stop")
    staff.says(f"/setuju {number}")
    chat.sees("disetujui")


def test_stop_is_answered_in_ones_language(office: Office) -> None:
    chat = office.customer()
    chat.says("hello, good morning", "stop", "start again")
    chat.sees("All right, noted")


@pytest.mark.parametrize(
    ("language", "hello", "label"),
    [("id", "halo", "Tidak, terima kasih"), ("en", "hello", "No, thank you")],
)
def test_a_no_is_kept_as_it_stood_on_the_button(
    office: Office, language: str, hello: str, label: str
) -> None:
    guest = office.customer("104", "Tamu")
    guest.does(text=hello, language=language)
    guest.forges("/promo-no")
    [kept] = office.rows("consents")
    assert (kept["wording"], kept["language"], kept["granted"]) == (label, language, False)
