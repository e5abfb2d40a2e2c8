"""An officer moves an order on: by button, by command, by a typed reason; or asks about it."""

import pytest

from services.orders import Role
from tests.handlers.conftest import GROUP
from tests.handlers.office import Chat

WAY = (
    ("Setujui", "/setuju", "approved", "disetujui"),
    ("Mulai produksi", "/produksi", "production", "sedang diproduksi"),
    ("Siap", "/siap", "ready", "sudah siap"),
    ("Dikirim", "/kirim", "sent", "sedang dikirim"),
    ("Diterima", "/terima", "delivered", "sudah diterima"),
)


def last_order(chat: Chat) -> dict[str, object]:
    return dict(chat.office.rows("orders")[-1])


@pytest.mark.parametrize("typed", [False, True])
def test_each_step_is_told_to_the_customer_once(chat: Chat, staff: Chat, typed: bool) -> None:
    key = chat.orders()
    for label, command, state, news in WAY:
        before = len(staff.office.screen(chat.chat))
        if typed:
            staff.says(f"{command} {key}")
        else:
            staff.presses(label)
        assert last_order(chat)["state"] == state
        assert len(staff.office.screen(chat.chat)) == before + 1
        assert news in chat.last.text
        assert staff.office.rows("audit")[-1]["outcome"] == "done"


def test_commands_and_buttons_come_to_the_same(chat: Chat, staff: Chat) -> None:
    def end_of(order: dict[str, object]) -> tuple[object, ...]:
        return order["state"], order["version"], order["decided_by"], order["reason"]

    chat.orders()
    staff.presses("Tolak", "Kapasitas penuh")
    by_button = last_order(chat)
    for words in ("kapasitas penuh", "Kapasitas Penuh.", "capacity"):
        number = chat.orders()
        staff.says(f"/tolak {number} {words}")
        assert end_of(last_order(chat)) == end_of(by_button)


def test_a_cancellation_by_command_equals_one_by_button(chat: Chat, staff: Chat) -> None:
    for way in ("button", "typed"):
        number = chat.orders()
        staff.says(f"/setuju {number}")
        if way == "button":
            staff.presses("Batalkan", "Mutu tidak tercapai")
        else:
            staff.says(f"/batalkan {number} mutu tidak tercapai")
        order = last_order(chat)
        assert (order["state"], order["reason"]) == ("cancelled", "cancel:quality")
        chat.sees("dibatalkan", "Alasan: Mutu tidak tercapai")


def test_a_listed_reason_reaches_the_customer_in_their_language(chat: Chat, staff: Chat) -> None:
    chat.says("/language en")
    number = chat.orders()
    staff.says(f"/tolak {number} kapasitas penuh")
    chat.sees_no("Kapasitas penuh")
    staff.sees("Alasan: Kapasitas penuh")


def test_a_reason_can_be_typed_as_a_reply(chat: Chat, staff: Chat) -> None:
    chat.orders()
    staff.presses("Tolak", "Ketik alasan")
    assert last_order(chat)["state"] == "pending"
    staff.replies("alasan penolakan", "Bahan baru datang bulan depan")
    assert last_order(chat)["reason"] == "Bahan baru datang bulan depan"
    chat.sees("belum dapat kami penuhi", "Alasan: Bahan baru datang bulan depan")


def test_a_reason_can_be_typed_in_the_command(chat: Chat, staff: Chat) -> None:
    number = chat.orders()
    staff.says(f"/tolak@desk_bot {number:03d} logo terlalu halus")
    assert last_order(chat)["reason"] == "logo terlalu halus"


def test_a_rejection_without_a_reason_asks_for_one(chat: Chat, staff: Chat) -> None:
    number = chat.orders()
    staff.says(f"/tolak {number}")
    staff.sees("Balas pesan ini dengan alasan penolakan")
    assert last_order(chat)["state"] == "pending"
    staff.replies("alasan penolakan", "  ")
    staff.sees("Balas pesan ini dengan alasan penolakan")
    assert last_order(chat)["state"] == "pending"


def test_a_typed_reason_is_stale_once_the_card_has_changed(chat: Chat, staff: Chat) -> None:
    number = chat.orders()
    staff.presses("Tolak", "Ketik alasan")
    staff.says(f"/setuju {number}")
    staff.replies("alasan penolakan", "penuh")
    staff.sees("Pesanan sudah berubah lebih dulu")
    assert last_order(chat)["state"] == "approved"
    assert staff.office.rows("audit")[-1]["outcome"] == "stale"


def test_an_outsider_cannot_type_the_reason(chat: Chat, staff: Chat) -> None:
    chat.orders()
    staff.presses("Tolak", "Ketik alasan")
    outsider = Chat(staff.office, "5", "Mitra", GROUP)
    outsider.replies("alasan penolakan", "penuh")
    assert last_order(chat)["state"] == "pending"
    assert staff.office.rows("audit")[-1]["outcome"] == "not_officer"


def test_the_reasons_can_be_closed_again(chat: Chat, staff: Chat) -> None:
    chat.orders()
    staff.presses("Tolak")
    assert "Setujui" not in staff.labels
    staff.presses("Kembali")
    assert staff.labels == ["Setujui", "Tolak", "Tanya"]


def test_a_question_goes_to_the_customer_and_the_answer_under_the_card(
    chat: Chat, staff: Chat
) -> None:
    chat.orders()
    staff.presses("Tanya")
    staff.replies("dengan pertanyaan", "Dipakai untuk ruang apa?\nRawat inap?")
    chat.sees("petugas Budi bertanya", "Dipakai untuk ruang apa?\nRawat inap?")
    chat.says("Untuk ruang rawat inap")
    card = staff.message("menunggu keputusan")
    assert "Budi: Dipakai untuk ruang apa? Rawat inap?" in card.text
    assert "Dewi: Untuk ruang rawat inap" in card.text
    relayed = staff.message("Dewi (Hotel Contoh Baru)")
    assert relayed.answers == card.id
    assert [c.label for c in relayed.spoken.choices] == ["Akhiri obrolan"]
    assert last_order(chat)["version"] == 1
    staff.presses("Setujui")
    assert last_order(chat)["state"] == "approved"


def test_a_reply_to_the_card_is_a_question(chat: Chat, staff: Chat) -> None:
    chat.orders()
    staff.replies("menunggu keputusan", "Warna apa?")
    chat.sees("bertanya", "Warna apa?")
    assert staff.office.rows("audit")[-1]["action"] == "ask"


def test_a_question_can_be_a_command(chat: Chat, staff: Chat) -> None:
    number = chat.orders()
    staff.says(f"/tanya {number} Warna apa?")
    chat.sees("Warna apa?")
    staff.says(f"/tanya {number}")
    staff.sees("Balas pesan ini dengan pertanyaan")


def test_finishing_from_the_card_hands_its_customer_back(chat: Chat, staff: Chat) -> None:
    number = chat.orders()
    staff.says(f"/tanya {number} Warna apa?")
    staff.replies("menunggu keputusan", "/selesai")
    chat.sees("Obrolan dengan petugas selesai")
    chat.sees_no("/selesai")


def test_an_order_that_is_not_there_is_said_to_be_unknown(chat: Chat, staff: Chat) -> None:
    chat.orders()
    for words in ("99", "", "999999999999999999999", "²", "001/SO/X"):
        staff.says(f"/setuju {words}".strip())
        staff.sees("tidak ditemukan")
    assert last_order(chat)["state"] == "pending"


def test_the_whole_number_names_an_order_too(chat: Chat, staff: Chat) -> None:
    chat.orders()
    staff.says(f"/setuju {last_order(chat)['number']}".lower())
    assert last_order(chat)["state"] == "approved"


def test_a_step_out_of_turn_changes_nothing(chat: Chat, staff: Chat) -> None:
    number = chat.orders()
    for command in ("/produksi", "/siap", "/kirim", "/terima", "/batalkan"):
        staff.says(f"{command} {number} x")
        staff.sees("Pesanan sudah berubah lebih dulu")
    assert last_order(chat)["state"] == "pending"
    assert last_order(chat)["version"] == 1


def test_the_workshop_moves_what_was_approved_and_decides_nothing(chat: Chat, staff: Chat) -> None:
    number = chat.orders()
    workshop = staff.office.officer(Role.WORKSHOP, "2", "Bengkel", GROUP)
    for command in ("/setuju", "/tolak", "/tanya", "/batalkan"):
        workshop.says(f"{command} {number} x")
        workshop.sees("tidak berwenang")
    staff.says(f"/setuju {number}")
    for command in ("/produksi", "/siap", "/kirim", "/terima"):
        workshop.says(f"{command} {number}")
    assert last_order(chat)["state"] == "delivered"
    assert last_order(chat)["decided_by"] == "Bengkel"


def test_an_officer_hears_that_the_customer_has_blocked_us(chat: Chat, staff: Chat) -> None:
    number = chat.orders()
    chat.blocks()
    staff.says(f"/tanya {number} Warna apa?")
    staff.sees("memblokir bot")
    staff.says(f"/setuju {number}")
    staff.sees("memblokir bot")
    assert last_order(chat)["state"] == "approved"
