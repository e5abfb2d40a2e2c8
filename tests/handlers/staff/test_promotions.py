"""A promotion in the staff chat: written, looked at, approved by a second officer, watched."""

import pytest

from bot.promoting import tend
from services.money import Rupiah
from services.orders import Role
from services.promotions import Fees
from tests.handlers.conftest import GROUP
from tests.handlers.office import PLAIN_ORDER, Chat, Office

WRITTEN = """/promo Promo Desember
teks: Bapak/Ibu {name}, {offer} untuk {hotel}.
en: Dear {name}, {offer}.
tawaran: EVA 5 mm mulai Rp 3.100
untuk: hotel
tombol: pesan, harga
voucher: 5% sampai 31 Desember 2026"""


@pytest.fixture
def told(office: Office) -> Office:
    """A desk whose Telegram is up, so that promotions can go there."""
    office.doors["telegram"] = "https://t.me/contoh?start={}"
    return office


@pytest.fixture
def second(told: Office, staff: Chat) -> Chat:
    """Another officer in the same group."""
    return told.officer(Role.DESK, "203", "Sari", GROUP)


@pytest.fixture
def guest(told: Office, chat: Chat) -> Chat:
    """Somebody who ordered and then agreed to promotions."""
    chat.does(press="/order-new")
    form = {**PLAIN_ORDER, "hotel": "Hotel Contoh Baru", "person": "Rina"}
    chat.presses_in_draft(*(f"{step}={value}" for step, value in form.items()), "/confirm=order")
    chat.sees("Bolehkah")
    chat.presses("Ya, boleh")
    return chat


def feeds(office: Office) -> None:
    """Let promotions go until nothing of them waits."""
    for _ in range(3):
        office.write(lambda c: tend(c, "telegram", office.shop, office.now))
        office.deliver()
        office.later(seconds=7)


def test_from_a_draft_to_its_report(guest: Chat, staff: Chat, second: Chat) -> None:
    staff.says(WRITTEN)
    staff.sees("Promosi 1", "rancangan", "Mencapai 1 orang", "Untuk: Hotel", "Ditulis oleh Budi")
    staff.sees("Memberi potongan 5 % sampai Kamis, 31 Desember 2026")
    staff.presses("Pratinjau")
    staff.sees("Dear Budi, EVA 5 mm mulai Rp 3.100.", "STOP")
    staff.presses("Ajukan")
    staff.sees("menunggu petugas kedua")
    staff.presses("Setujui kirim")
    assert guest.office.rows("promotions")[0]["state"] == "waiting", "who wrote it may not"
    second.presses("Setujui kirim")
    staff.sees("Disetujui Sari untuk 1 orang")
    feeds(guest.office)
    guest.sees("Bapak/Ibu Rina, EVA 5 mm mulai Rp 3.100 untuk Hotel Contoh Baru.")
    staff.sees("selesai", "▰▰▰▰▰▰▰▰▰▰▰▰ 100 % · 1 dari 1", "Terkirim 1")
    guest.presses("Lihat harga")
    [source] = guest.office.rows("sources")
    assert (source["code"], source["promotion_id"], source["percent"]) == ("promo-1", 1, 5)
    assert [t["source_id"] for t in guest.office.rows("touches")] == [source["id"]]
    guest.presses("Berhenti promo")
    staff.presses("Perbarui")
    staff.sees("ditekan 1 · berhenti 1")


def test_a_draft_is_changed_by_a_reply_and_only_while_it_is_one(
    guest: Chat, staff: Chat, second: Chat
) -> None:
    staff.says(WRITTEN)
    staff.replies("Promosi 1", "untuk: rumah sakit\nkirim: 1 Desember 20.30")
    staff.sees("Mencapai 0 orang", "1 Desember 2026 20.30", "Di luar jam 08–17")
    staff.presses("Ajukan")
    staff.replies("Promosi 1", "untuk: semua")
    staff.sees("tidak bisa diubah lagi")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("teks: Halo {nama}", "{nama}"),
        ("tombol: beli", "Tombol yang ada"),
        ("untuk: kantin", "“kantin” tidak dikenal"),
        ("voucher: 60% sampai besok", "paling banyak"),
        ("voucher: murah", "paling banyak"),
        ("kirim: kapan saja", "Waktu kirim tidak terbaca"),
        ("kirim: besok 25.00", "Waktu kirim tidak terbaca"),
        ("teks: " + "a" * 901, "900"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_kept(
    guest: Chat, staff: Chat, line: str, said: str
) -> None:
    staff.says(f"/promo Coba\nteks: Halo\n{line}")
    staff.sees(said, "/promo Promo Lebaran")
    assert guest.office.rows("promotions") == []


@pytest.mark.parametrize(
    ("audience", "shown", "reached"),
    [
        ("bintang 4, 5 bintang, non bintang", "bintang 4, bintang 5, non bintang", 0),
        ("semua", "semua yang mengizinkan", 1),
        ("hotel, rumah sakit", "Hotel, Rumah sakit", 1),
        ("wisma", "Wisma/guest house", 0),
        ("padang", "Kota Padang", 0),
        ("ambil sendiri", "Ambil sendiri", 1),
        ("pernah beli", "pernah membeli", 1),
        ("belum pernah beli", "belum pernah membeli", 0),
        ("lama 60 hari", "tidak memesan 60 hari", 0),
        ("setia 3", "paling sedikit 3 pesanan diterima", 0),
        ("bahasa inggris", "bahasa en", 0),
        ("telegram", "Telegram", 1),
        ("whatsapp", "WhatsApp", 0),
        ("sumber umkm26", "lewat kode umkm26", 0),
    ],
)
def test_an_audience_is_who_it_says(
    guest: Chat, staff: Chat, audience: str, shown: str, reached: int
) -> None:
    staff.says(f"/promo Coba\nteks: Halo\nuntuk: {audience}")
    staff.sees(f"Untuk: {shown}", f"Mencapai {reached} orang")


def test_returned_it_is_a_draft_again_and_dropped_it_is_over(
    guest: Chat, staff: Chat, second: Chat
) -> None:
    staff.says("/promo Coba\nteks: Halo")
    staff.presses("Ajukan")
    second.presses("Kembalikan")
    staff.sees("rancangan")
    staff.says("/promo 1")
    staff.presses("Hentikan")
    staff.sees("dihentikan")
    staff.says("/promo 9")
    staff.sees("tidak ditemukan")
    assert [row["state"] for row in guest.office.rows("promotions")] == ["stopped"]


def test_the_same_offer_and_a_promotion_this_week_are_told(
    guest: Chat, staff: Chat, second: Chat
) -> None:
    for _ in range(2):
        staff.says(WRITTEN)
        staff.presses("Ajukan")
        second.presses("Setujui kirim")
        feeds(guest.office)
    staff.says(WRITTEN)
    staff.sees("1 orang sudah mendapat promosi dalam 7 hari", "1 orang pernah mendapat tawaran")
    assert [r["why"] for r in guest.office.rows("recipients")] == ["", "too often"]


def test_held_up_it_waits_and_stopped_it_ends(guest: Chat, staff: Chat, second: Chat) -> None:
    office = guest.office
    staff.says(WRITTEN)
    staff.presses("Ajukan")
    second.presses("Setujui kirim")
    office.write(lambda c: tend(c, "telegram", office.shop, office.now))
    row = office.rows("outbox")[-1]
    assert office.rows("recipients")[0]["state"] == "claimed", row
    staff.does(press="/promotion=pause.1")
    staff.sees("dijeda")
    assert office.rows("recipients")[0]["state"] == "waiting"
    staff.presses("Lanjutkan")
    staff.does(press="/promotion=pause.1")
    staff.presses("Hentikan")
    staff.sees("dihentikan")
    feeds(office)
    assert [r["state"] for r in office.rows("recipients")] == ["skipped"]


def test_the_programme_proposes_what_comes_next(guest: Chat, staff: Chat) -> None:
    staff.says("/promo")
    staff.sees("Libur panjang: mulai Kamis, 24 Desember 2026", "sampai Kamis, 10 Desember 2026")
    staff.presses("Libur panjang")
    staff.sees("Promo libur panjang", "rancangan", "Kamis, 24 Desember 2026")


def test_nobody_else_writes_or_approves_one(guest: Chat, staff: Chat, told: Office) -> None:
    maker = told.officer(Role.WORKSHOP, "204", "Anto", GROUP)
    maker.says(WRITTEN)
    staff.sees("Anto")
    assert told.rows("promotions") == []
    assert told.rows("audit")[-1]["outcome"] == "not_your_role"


def sent(staff: Chat, second: Chat, to: str = "hotel") -> None:
    staff.says(WRITTEN.replace("untuk: hotel", f"untuk: {to}"))
    staff.presses("Ajukan")
    second.presses("Setujui kirim")
    feeds(staff.office)


def test_its_code_gives_nothing_to_whom_it_was_not_sent(
    guest: Chat, staff: Chat, second: Chat, told: Office
) -> None:
    sent(staff, second)
    other = told.customer("105", "Lain")
    other.does(text="/start", source="promo-1")
    other.says("kode promo-1")
    other.forges("/promo=1.tiers")
    assert told.rows("touches") == []
    guest.says("kode promo-1")
    assert told.rows("touches") == []
    guest.presses("Lihat harga")
    assert [t["how"] for t in told.rows("touches")] == ["press"]


def test_officers_are_not_told_one_by_one_whom_it_did_not_reach(
    guest: Chat, staff: Chat, second: Chat
) -> None:
    sent(staff, second)
    before = len(staff.office.screen(staff.chat))
    guest.got("EVA 5 mm mulai Rp 3.100", "failed", fault="never")
    assert len(staff.office.screen(staff.chat)) == before


def test_what_a_channel_takes_is_shown_before(guest: Chat, staff: Chat, told: Office) -> None:
    told.fees["telegram"] = Fees(Rupiah(510), Rupiah(784))
    staff.says(WRITTEN)
    staff.sees("1 orang, 0 di antaranya lewat templat pemasaran. Perkiraan biaya Rp 510")
    told.later(hours=25)
    staff.sends("gambar.png", WRITTEN.replace("Bapak/Ibu {name}", "{name}"))
    staff.sees("1 di antaranya lewat templat pemasaran. Perkiraan biaya Rp 784")
    staff.sees("Templat WhatsApp tanpa gambar", "diawali isian otomatis")


def test_what_is_not_known_of_somebody_is_said_in_general_words(
    guest: Chat, staff: Chat, second: Chat, told: Office
) -> None:
    other = told.customer("105", "")
    other.says("mau promo")
    other.presses("Ya, boleh")
    sent(staff, second, "semua")
    other.sees("Bapak/Ibu rekan, EVA 5 mm mulai Rp 3.100 untuk tempat Bapak/Ibu.")


def test_a_preview_comes_on_every_channel_of_the_officer_alone(
    guest: Chat, staff: Chat, told: Office
) -> None:
    number = "+6281100001111"
    told.customer("202", "Budi").does(text="halo", phone=number)
    told.customer(number, "Budi", "whatsapp").does(text="halo", phone=number)
    told.customer("+6281100002222", "Rina", "whatsapp").does(text="halo")
    told.fees["whatsapp"] = Fees(Rupiah(510), Rupiah(784))

    def letters() -> list[str]:
        """Whom the promotion's words go to on WhatsApp."""
        sent = [row for row in told.rows("outbox") if "Dear Budi" in str(row["body"])]
        return [row["chat"] for row in sent if row["channel"] == "whatsapp"]

    staff.says(WRITTEN)
    staff.presses("Pratinjau")
    staff.sees("Dear Budi, EVA 5 mm")
    assert letters() == [number]
    told.later(hours=24)
    staff.presses("Pratinjau")
    staff.sees("kirim dulu satu pesan dari sana")
    assert letters() == [number]
