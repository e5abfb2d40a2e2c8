"""A file that cannot be had is asked for again, and nobody waits for it in vain."""

from handlers.messages import Attachment, Unfetched
from tests.handlers.office import CHANNEL, Chat

WITH_LOGO = {"1.branding": "screen", "1.colours": "1"}


def lost(chat: Chat, name: str) -> None:
    gone = Attachment(CHANNEL, f"ref-{name}", name)
    chat.hears(Unfetched(chat.address, gone, chat.office.now))


def test_the_sender_is_asked_to_send_it_again(chat: Chat) -> None:
    chat.says("halo")
    lost(chat, "foto.jpg")
    chat.sees("foto.jpg tidak dapat kami ambil", "sekali lagi")


def test_nobody_known_is_asked_nothing(chat: Chat, staff: Chat) -> None:
    before = len(chat.office.rows("outbox"))
    lost(chat, "foto.jpg")
    assert len(chat.office.rows("outbox")) == before


def test_artwork_of_an_open_draft_is_forgotten_and_asked_again(chat: Chat, staff: Chat) -> None:
    chat.says("/pesan")
    chat.presses_in_draft(*(f"{s}={v}" for s, v in WITH_LOGO.items()))
    chat.sends("logo.png")
    assert chat.answers["1.artwork"]["ref"] == "ref-logo.png"
    before = staff.news
    lost(chat, "other.png")
    assert "1.artwork" in chat.answers
    lost(chat, "logo.png")
    chat.sees("logo.png tidak dapat kami ambil", "[Dikirim nanti]")
    assert "1.artwork" not in chat.answers
    assert staff.news == before
    chat.sends("logo2.png")
    assert chat.answers["1.artwork"]["name"] == "logo2.png"
    chat.sees("Sol EVA setebal apa?")


def test_artwork_of_an_order_is_told_to_the_officers(chat: Chat, staff: Chat) -> None:
    chat.says("/pesan")
    chat.presses_in_draft(*(f"{s}={v}" for s, v in WITH_LOGO.items()))
    chat.sends("logo.png")
    rest = ("1.sole=5", "1.size=all29", "1.packing=carton", "1.quantity=500", "delivery=pickup")
    whom = ("wanted=asap", "hotel=Hotel Contoh Baru", "person=Rina", "/confirm=order")
    chat.presses_in_draft(*rest, *whom)
    lost(chat, "logo.png")
    chat.sees("logo.png tidak dapat kami ambil")
    told = staff.message("tidak dapat kami ambil")
    assert "logo.png dari Rina" in told.text
    assert told.answers == staff.message("menunggu keputusan").id
    lost(chat, "other.png")
    assert "other.png" not in staff.last.text


def test_a_file_sent_in_a_talk_is_told_to_the_officers(chat: Chat, staff: Chat) -> None:
    chat.says("/petugas")
    chat.sends("foto.jpg")
    lost(chat, "foto.jpg")
    staff.message("foto.jpg dari Dewi tidak dapat kami ambil")
    staff.replies("tidak dapat kami ambil", "Mohon dikirim ulang")
    chat.sees("Mohon dikirim ulang")
