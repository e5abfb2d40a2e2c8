"""Officers in their own chats: on a channel without groups, or where they want it so."""

import pytest
from sqlalchemy import update

from handlers.messages import STRONG
from services.orders import Role
from storage import tables
from tests.handlers.conftest import GROUP
from tests.handlers.office import LETTERS, PLAIN_ORDER, Chat, Office


@pytest.fixture
def budi(office: Office) -> Chat:
    return office.officer_alone(Role.HEAD, "+628111", "Budi")


@pytest.fixture
def sari(office: Office) -> Chat:
    return office.officer_alone(Role.DESK, "+628222", "Sari")


def order(chat: Chat) -> dict[str, object]:
    return dict(chat.office.rows("orders")[-1])


def outcomes(office: Office, last: int = 1) -> list[str]:
    return [row["outcome"] for row in office.rows("audit")[-last:]]


# ---- joining


def test_who_joins_where_there_are_no_groups_gets_the_cards_that_wait(
    office: Office, chat: Chat
) -> None:
    chat.orders()
    budi = office.officer_alone(Role.HEAD, "+628111", "Budi")
    budi.sees("Selamat bergabung sebagai kepala", "balas (kutip)", "001/SO", "[Setujui]")
    first, *_ = office.screen(budi.chat)
    assert "Selamat bergabung" in first.text
    assert [row["action"] for row in office.rows("audit")] == ["join", "link"]


def test_a_second_code_gives_a_role_and_no_second_chat(office: Office, budi: Chat) -> None:
    budi.says(office.invitation(Role.WORKSHOP))
    assert len(office.rows("staff_chats")) == 1
    assert office.rows("officers")[0]["roles"] == ["head", "workshop"]


def test_the_word_before_a_code_may_be_that_of_a_group(office: Office) -> None:
    chat = office.customer("+628111", "Budi", LETTERS)
    chat.says(f"/tautkan {office.invitation(Role.DESK)}")
    chat.sees("Selamat bergabung sebagai petugas pesanan")


def test_an_officer_links_their_own_chat_without_a_code_on_any_channel(
    chat: Chat, staff: Chat
) -> None:
    chat.orders()
    own = Chat(staff.office, "202", "Budi", "202")
    own.says("/tautkan")
    own.sees("Obrolan ini sekarang ruang petugas", "001/SO", "[Setujui]")
    own.says("/tautkan")
    own.sees("sudah menjadi ruang petugas")
    own.presses("Setujui")
    assert order(chat)["state"] == "approved"
    assert "Diputuskan Budi" in staff.message("HPP").text


@pytest.mark.parametrize("who", ["stranger", "dismissed"])
def test_nobody_else_links_a_chat_without_a_code(office: Office, chat: Chat, who: str) -> None:
    chat.orders()
    if who == "dismissed":
        office.officer(Role.HEAD, "202", "Budi", GROUP)
        office.change(update(tables.officers).values(active=False))
    own = Chat(office, "202", "Budi", "202")
    own.says("/tautkan")
    own.sees("Apa yang bisa kami bantu?")
    own.sees_no("001/SO")
    assert office.rows("staff_chats") == []


def test_who_hides_behind_a_channel_links_nothing(office: Office) -> None:
    office.officer(Role.HEAD, "202", "Budi", GROUP)
    Chat(office, "202", "Budi", "202", named=False).says("/tautkan")
    assert office.rows("staff_chats") == []


# ---- deciding


@pytest.mark.parametrize(
    ("way", "words"),
    [("press", ""), ("says", "/setuju 001"), ("says", "setuju 001"), ("says", "Approve #1"),
     ("reply", "setuju"), ("reply", "Setujui"), ("reply", "1"), ("reply", "setuju 1")],
)  # fmt: skip
def test_every_way_to_approve_comes_to_the_same(
    chat: Chat, budi: Chat, way: str, words: str
) -> None:
    chat.orders()
    if way == "press":
        budi.presses("Setujui")
    elif way == "says":
        budi.says(words)
    else:
        budi.replies("menunggu keputusan", words)
    assert order(chat)["state"] == "approved"
    assert order(chat)["decided_by"] == "Budi"
    budi.sees("Diputuskan Budi", "[Mulai produksi]")
    chat.sees("disetujui")
    assert budi.office.asked == 0


def test_the_first_decision_wins_and_the_others_cards_say_so(
    chat: Chat, staff: Chat, budi: Chat, sari: Chat
) -> None:
    chat.orders()
    sari.presses("Tolak")
    reject = sari.button("Kapasitas penuh").press
    budi.hears(budi.heard(press=budi.button("Setujui").press), sari.heard(press=reject))
    assert (order(chat)["state"], order(chat)["decided_by"]) == ("approved", "Budi")
    assert outcomes(staff.office, 2) == ["done", "stale"]
    for person in (staff, budi, sari):
        assert "Diputuskan Budi" in person.message("HPP").text
    sari._mark = budi._mark
    sari.sees("Pesanan sudah berubah lebih dulu")
    chat.sees_no("belum dapat kami penuhi")


def test_reasons_are_shown_only_to_the_officer_who_asked_for_them(
    chat: Chat, staff: Chat, budi: Chat, sari: Chat
) -> None:
    chat.orders()
    budi.presses("Tolak")
    budi.sees("[Kapasitas penuh]")
    assert "Kapasitas" not in sari.last.text + staff.last.text
    budi.presses("Kembali")
    budi.sees("[Setujui]")
    sari.presses("Setujui")
    assert order(chat)["state"] == "approved"


@pytest.mark.parametrize("words", ["1", "kapasitas penuh", "Kapasitas Penuh."])
def test_a_reason_is_named_in_reply_to_the_card_that_offers_it(
    chat: Chat, budi: Chat, words: str
) -> None:
    chat.orders()
    budi.presses("Tolak")
    budi.replies("Kapasitas penuh", words)
    assert order(chat)["reason"] == "reject:capacity"
    assert "Alasan: Kapasitas penuh" in chat.last.text


@pytest.mark.parametrize(("back", "typed"), [("7", "6"), ("Kembali", "Ketik alasan")])
def test_all_that_a_card_of_reasons_offers_can_be_named(
    chat: Chat, budi: Chat, back: str, typed: str
) -> None:
    chat.orders()
    budi.presses("Tolak")
    budi.replies("Kapasitas penuh", back)
    budi.sees("[Setujui]")
    budi.replies("Kapasitas penuh", typed)
    budi.sees("Balas pesan ini dengan alasan penolakan")
    assert order(chat)["state"] == "pending"


def test_numbers_count_on_the_card_replied_to_and_on_no_other(chat: Chat, budi: Chat) -> None:
    chat.orders()
    old = budi.message("menunggu keputusan").id
    budi.says("1")
    assert order(chat)["state"] == "pending"
    chat.orders(hotel="Hotel Contoh Dua")
    budi.does(reply_to=old, text="1")
    assert [row["state"] for row in budi.office.rows("orders")] == ["approved", "pending"]
    budi.does(reply_to=old, text="2")
    budi.sees("Pesanan sudah berubah lebih dulu", "[Mulai produksi]")
    budi.replies("002/SO", "9")
    budi.sees("Tombol itu tidak dikenal")
    assert [row["state"] for row in budi.office.rows("orders")] == ["approved", "pending"]
    assert outcomes(budi.office, 2) == ["stale", "unknown_button"]


def test_other_words_in_reply_to_a_card_are_a_question(chat: Chat, budi: Chat, sari: Chat) -> None:
    chat.orders()
    budi.replies("menunggu keputusan", "Warna apa?")
    chat.sees("petugas Budi bertanya", "Warna apa?")
    chat.says("putih")
    assert "putih" in budi.message("Dewi (").text
    assert "putih" in sari.message("Dewi (").text


def test_what_one_officer_answers_the_others_see(chat: Chat, budi: Chat, sari: Chat) -> None:
    chat.says("/petugas", "Bisa kirim Minggu?")
    budi.replies("Bisa kirim", "Bisa, pagi")
    assert chat.last.text.startswith("Petugas Budi: Bisa, pagi")
    assert sari.last.text.startswith("Budi kepada Dewi:\nBisa, pagi")
    assert "Bisa, pagi" not in budi.news
    sari.replies("Bisa, pagi", "Sebelum jam 10")
    assert "Sebelum jam 10" in chat.last.text


def test_words_asked_for_come_as_a_reply(chat: Chat, budi: Chat) -> None:
    chat.orders()
    budi.presses("Tolak", "Ketik alasan")
    budi.says("bahan habis")
    budi.sees("mohon balas (kutip) pesan ini")
    assert order(chat)["state"] == "pending"
    budi.replies("mohon balas", "bahan habis")
    assert order(chat)["reason"] == "bahan habis"


def test_the_officer_is_asked_once_to_reply(chat: Chat, budi: Chat) -> None:
    chat.orders()
    budi.presses("Tanya")
    budi.says("Warna apa?")
    budi.says("halo")
    budi.sees("Apa yang bisa kami bantu?")
    budi.presses("Tanya")
    budi.says("menu")
    budi.sees("Apa yang bisa kami bantu?")
    budi.sees_no("mohon balas")


# ---- an officer is a customer, too


def test_an_officer_orders_in_the_same_chat(office: Office, budi: Chat) -> None:
    budi.says("/pesan", "3")
    assert budi.answers["1.sole"] == "5"
    budi.presses_in_draft(*(f"{s}={v}" for s, v in PLAIN_ORDER.items()))
    budi.presses_in_draft("hotel=Wisma Contoh", "person=Budi", "/confirm=order")
    budi.sees("sudah masuk", "menunggu keputusan", "[Setujui]")
    budi.presses("Setujui")
    assert office.rows("orders")[0]["state"] == "approved"
    budi.replies("Kabar baik", "kapan jadinya?")
    assert office.rows("order_notes") == []


@pytest.mark.parametrize(
    "words",
    [
        "kirim 500 pasang ke hotel",
        "tanya 1 pasang berapa",
        "tanya 500 pasang berapa",
        "siap 2 hari lagi",
        "setuju",
        "tolak",
        "pesanan 1",
        "selesai",
    ],
)
def test_words_that_only_look_like_a_command_decide_nothing(
    chat: Chat, budi: Chat, words: str
) -> None:
    chat.orders()
    budi.says(words)
    assert order(chat)["state"] == "pending"
    assert outcomes(budi.office) == ["done"]


def test_help_lists_the_officers_commands(chat: Chat, budi: Chat) -> None:
    for words in ("bantuan", "/bantuan", "help"):
        budi.says(words)
        budi.sees("/setuju 002", "/tolak 002", "[Pesanan menunggu]", "[Menu]")
    chat.says("bantuan")
    chat.sees_no("/setuju")
    budi.presses("Pesanan menunggu")
    budi.sees("Tidak ada pesanan")


def test_a_waiting_order_is_shown_once_more(chat: Chat, budi: Chat) -> None:
    chat.orders()
    budi.says("/pesanan")
    budi.sees("001/SO", "[001/SO]")
    budi.presses("001/SO")
    budi.sees("[Setujui]")
    budi.presses("Setujui")
    assert order(chat)["state"] == "approved"


# ---- refused


PEOPLE = ("officer", "other_role", "dismissed", "stranger")
ROUTES = ("button", "copied", "forged", "replayed", "typed", "plain", "reply", "hidden")
ALLOWED = {("officer", route) for route in ("button", "typed", "plain", "reply")}


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("route", ROUTES)
def test_only_the_right_officer_on_the_right_way_changes_an_order(
    office: Office, chat: Chat, person: str, route: str
) -> None:
    role = Role.WORKSHOP if person == "other_role" else Role.DESK
    who = office.officer_alone(role, "+628333", "Petugas")
    other = office.officer_alone(Role.HEAD, "+628111", "Budi")
    chat.orders()
    copied = other.button("Setujui").press
    become(office, person)
    audited = len(office.rows("audit"))
    attempt(who, route, copied)
    trail = [row["outcome"] for row in office.rows("audit")[audited:]]
    if (person, route) in ALLOWED:
        assert (order(chat)["state"], trail) == ("approved", ["done"])
    else:
        assert order(chat)["state"] == "pending"
        # What a stranger says without a stroke is no attempt: it is a customer's word.
        assert len(trail) == (person != "stranger" or route not in {"plain", "reply"})
        assert not {"", "done"} & set(trail)


def become(office: Office, person: str) -> None:
    officers, chats = tables.officers, tables.staff_chats
    if person == "dismissed":
        office.change(update(officers).where(officers.c.id == 1).values(active=False))
    if person == "stranger":
        office.change(chats.delete().where(chats.c.id == 1))
        office.change(officers.delete().where(officers.c.id == 1))


def attempt(who: Chat, route: str, copied: str) -> None:
    press = who.button("Setujui").press
    match route:
        case "copied":
            who.forges(copied)
        case "forged":
            who.forges("!" + "A" * 22)
        case "replayed":
            spent = update(tables.tokens).where(tables.tokens.c.value == press[1:])
            who.office.change(spent.values(used_at=who.office.now))
            who.forges(press)
        case "typed":
            who.says("/setuju 1")
        case "plain":
            who.says("setuju 1")
        case "reply":
            who.replies("menunggu keputusan", "1")
        case "hidden":
            Chat(who.office, who.person, who.name, who.chat, False, LETTERS).forges(press)
        case _:
            who.forges(press)


def test_nothing_reaches_the_chat_of_an_officer_who_was_dismissed(
    office: Office, chat: Chat, budi: Chat, sari: Chat
) -> None:
    office.change(update(tables.officers).where(tables.officers.c.id == 1).values(active=False))
    seen = len(office.screen(budi.chat))
    chat.orders()
    chat.says("/petugas halo")
    assert len(office.screen(budi.chat)) == seen
    assert "halo" in sari.last.text
    budi.says("bantuan")
    budi.sees_no("/setuju")
    budi.forges("/read")
    budi.sees("Belum ada pesanan")
    budi.says(office.invitation(Role.DESK))
    budi.sees("001/SO", "[Setujui]")


def test_cards_of_every_chat_have_buttons_of_their_own(
    chat: Chat, staff: Chat, budi: Chat, sari: Chat
) -> None:
    chat.orders()
    presses = {person.button("Setujui").press for person in (staff, budi, sari)}
    assert len(presses) == 3


# ---- what is not sent


def test_where_nothing_can_be_edited_only_decisions_send_a_card_again(
    chat: Chat, staff: Chat, budi: Chat
) -> None:
    number = chat.orders()

    def cards() -> int:
        return len([s for s in budi.office.screen(budi.chat) if s.spoken.text.startswith(TITLE)])

    assert cards() == 1
    staff.says(f"/tanya {number} Warna apa?")
    chat.says("putih")
    assert cards() == 1
    assert "Dewi: putih" in staff.message("menunggu keputusan").text
    staff.says(f"/setuju {number}")
    assert cards() == 2
    budi.forges(budi.message("menunggu keputusan").spoken.choices[0].press)
    assert cards() == 3


TITLE = f"{STRONG}001/SO"
