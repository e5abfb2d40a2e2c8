"""Days that are promised in the chat: shown, kept, taken by others, asked about."""

import json
from typing import Any

from bot.papers.drawing import draw
from services.orders import Role
from tests.handlers.conftest import GROUP
from tests.handlers.office import PLAIN_ORDER, Chat, Office
from tests.handlers.test_quote import quoted


def promise(chat: Chat) -> dict[str, Any]:
    return dict(chat.office.rows("quotes")[-1]["terms"]["promised"])


def test_the_second_order_gets_a_later_day(office: Office, chat: Chat, staff: Chat) -> None:
    chat.orders()
    chat.sees("Sampai paling lambat: Sabtu, 21 November 2026")
    staff.sees("Sampai paling lambat: Sabtu, 21 November 2026", "terisi 500 dari 1.600")
    office.customer("102", "Rina").orders("Hotel Contoh Lain", "Rina")
    assert [str(row["promised"]) for row in office.rows("orders")] == ["2026-11-21", "2026-11-23"]
    chat.says("/status")
    chat.sees("menunggu keputusan", "Sabtu, 21 November 2026")


def test_the_draft_shows_the_day_it_would_come_before_it_is_confirmed(
    office: Office, chat: Chat
) -> None:
    office.customer("102", "Rina").orders("Hotel Contoh Lain", "Rina")
    chat.says("/pesan")
    chat.presses_in_draft(*(f"{slot}={value}" for slot, value in PLAIN_ORDER.items()))
    chat.says("Hotel Contoh Baru")
    chat.says("Dewi")
    chat.sees("Ringkasan", "Kalau dikonfirmasi sekarang, sampai paling lambat: Senin, 23 November")
    chat.says("kapan jadinya?")
    chat.sees("Kalau dikonfirmasi sekarang", "Sudah benar?")
    chat.says("jadi 900000 pasang")
    chat.presses("Benar")
    chat.sees("petugas akan mengabarkannya", "Sudah benar?")


def test_a_day_that_was_taken_meanwhile_is_told_and_confirmed_again(
    office: Office, chat: Chat
) -> None:
    quoted(chat)
    chat.sees("Sampai paling lambat: Sabtu, 21 November 2026")
    office.customer("102", "Rina").orders("Hotel Contoh Lain", "Rina")
    chat.presses("Setuju & pesan")
    chat.sees("Sabtu, 21 November 2026 baru saja terisi", "Senin, 23 November 2026", "-R1")
    assert len(office.rows("orders")) == 1
    chat.presses("Setuju & pesan")
    chat.sees("Pesanan 002/SO/", "Senin, 23 November 2026")


def test_a_wish_too_early_is_shown_before_anything_is_ordered(office: Office, chat: Chat) -> None:
    quoted(chat, **{"1.quantity": "2000", "wanted": "2026-11-24"})
    chat.sees("Selasa, 24 November 2026 belum dapat kami penuhi", "Paling cepat Rabu, 25")
    chat.sees("Dua kali kirim: 1.600")
    chat.sees("Tambahan kilat: Rp 975.000", "Kilat, sampai paling lambat")
    assert office.rows("orders") == []
    draft = office.rows("dialogs")[-1]["id"]
    chat.forges(f"{draft}:/confirm=order")
    assert office.rows("orders") == [], "a second press on the draft orders nothing unseen"
    chat.presses("Kilat")
    assert promise(chat) | {"by": ""} == {
        "by": "", "pace": "rush", "extra": 975000, "early": None, "units": 0
    }  # fmt: skip
    chat.presses("Setuju & pesan")
    chat.sees("Total: Rp 7.475.000", "Kilat, sampai paling lambat: Selasa, 24 November 2026")
    assert max(row["units"] for row in office.rows("reservations")) == 500


def test_a_split_brings_what_fits_by_the_day_wished_for(chat: Chat) -> None:
    quoted(chat, **{"1.quantity": "2000", "wanted": "2026-11-24"})
    chat.presses("Kirim dua kali")
    chat.sees("Dua kali kirim: 1.600 pada Selasa, 24 November 2026, sisanya 400")
    chat.presses("Setuju & pesan")
    chat.sees("Pesanan 001/SO/", "Dua kali kirim")


def test_how_long_it_takes_is_answered_for_the_quantity_in_hand(chat: Chat) -> None:
    chat.says("berapa lama jadinya?")
    chat.sees("500 pasang", "1.000 pasang", "5.000 pasang")
    quoted(chat, **{"1.quantity": "900"})
    chat.says("berapa lama jadinya?")
    chat.sees("900 pasang: Senin, 23 November 2026")


def test_a_day_is_closed_and_who_no_longer_fits_is_told(
    office: Office, chat: Chat, staff: Chat
) -> None:
    chat.orders()
    staff.says("/kapasitas tutup 19/11 razia")
    staff.sees("Kamis, 19 November 2026: tutup", "001/SO/", "Hotel Contoh Baru")
    assert office.rows("day_changes") == [], "nothing is changed by looking"
    button = staff.button("Simpan").press
    staff.presses("Simpan")
    staff.sees("Kalender diubah Budi", "001/SO/", "Senin, 23 November 2026", "Mohon maaf")
    assert [str(r["day"]) for r in office.rows("reservations")] == ["2026-11-20", "2026-11-21"]
    staff.forges(button)
    assert len(office.rows("day_changes")) == 1, "a press counts once"
    staff.presses("Kabari 001")
    chat.sees("001/SO/LAPAS-PDG/XI/2026 baru dapat selesai paling lambat Senin, 23 November 2026")
    done = [r["action"] for r in office.rows("audit") if r["outcome"] == "done"]
    assert done[-2:] == ["set_days", "tell_date"]
    staff.says("/kapasitas")
    staff.sees("Kapasitas", "Kamis, 19 November 2026: tutup")
    staff.says("/kapasitas buka 19/11")
    staff.sees("Kamis, 19 November 2026: 400", "tetap pada tanggalnya")


def test_what_is_made_but_not_packed_comes_later_when_its_packing_day_is_closed(
    office: Office, chat: Chat, staff: Chat
) -> None:
    chat.orders()
    staff.presses("Setujui")
    office.later(days=3)
    staff.says("/kapasitas tutup 21/11 razia")
    staff.sees("Sabtu, 21 November 2026: tutup", "001/SO/", "Hotel Contoh Baru", "Senin, 23")
    staff.presses("Simpan")
    staff.presses("Kabari 001")
    chat.sees("001/SO/LAPAS-PDG/XI/2026 baru dapat selesai paling lambat Senin, 23 November 2026")
    assert [str(row["promised"]) for row in office.rows("orders")] == ["2026-11-23"]
    made = [(str(row["day"]), row["units"]) for row in office.rows("reservations")]
    assert made == [("2026-11-19", 400), ("2026-11-20", 100)], "what was made stays made"


def test_a_day_closed_before_counts_when_the_next_is_closed_too(
    office: Office, chat: Chat, staff: Chat
) -> None:
    chat.orders()
    office.later(days=3)
    staff.says("/kapasitas tutup 21/11 razia")
    staff.presses("Simpan")
    office.later(days=2)
    staff.says("/kapasitas tutup 23/11 razia")
    staff.sees("Senin, 23 November 2026 menjadi Selasa, 24 November 2026")


def test_what_is_packed_or_sent_does_not_wait_for_packing(
    office: Office, chat: Chat, staff: Chat
) -> None:
    chat.orders()
    for step in ("Setujui", "Mulai produksi", "Siap"):
        staff.presses(step)
    office.later(days=3)
    staff.says("/kapasitas tutup 21/11 razia")
    staff.sees("tetap pada tanggalnya")
    staff.presses("Dikirim")
    staff.says("/kapasitas tutup 21/11-28/11 razia")
    staff.sees("tetap pada tanggalnya")


def test_the_weeks_come_as_a_picture_too(office: Office, chat: Chat, staff: Chat) -> None:
    chat.orders()
    staff.says("/kapasitas tutup 24/11 razia")
    staff.presses("Simpan")
    staff.says("/kapasitas")
    [row] = [r for r in office.rows("papers") if r["template"] == "capacity"]
    drawn = json.loads(row["data"])
    monday, tuesday, wednesday, thursday, *_, sunday = drawn["days"][:7]
    assert (monday["label"], monday["past"], wednesday["today"]) == ("16 Nov", True, True)
    assert (thursday["units"], thursday["part"]) == ("400 / 400", 1)
    assert (sunday["closed"], tuesday["label"]) == (True, "17")
    assert (drawn["days"][8]["closed"], drawn["days"][8]["note"]) == (True, "diubah")
    [order] = drawn["orders"]
    assert order == ["001/SO", "Hotel Contoh Baru", "500", "19 Nov – 20 Nov"]
    assert draw("capacity", row["data"], "png").startswith(b"\x89PNG")


def test_what_fits_into_no_day_of_a_year_is_dated_by_an_officer(chat: Chat) -> None:
    quoted(chat, **{"1.quantity": "900000"})
    chat.sees("petugas akan mengabarkannya")
    chat.presses("Setuju & pesan")
    chat.sees("Pesanan 001/SO", "petugas akan mengabarkannya")


def test_only_head_and_desk_change_days(office: Office, staff: Chat) -> None:
    worker = office.officer(Role.WORKSHOP, "203", "Joni", GROUP)
    worker.says("/kapasitas tutup 19/11")
    assert office.rows("audit")[-1]["outcome"] == "not_your_role"
    assert not any("Simpan" in shown.text for shown in office.screen(GROUP))


def test_days_that_cannot_be_read_change_nothing(office: Office, staff: Chat) -> None:
    for words, answer in (
        ("besok tutup", "Tidak terbaca"),
        ("31/11 200", "Tidak terbaca"),
        ("tutup 9/12/26-5/12/26", "sudah lewat"),
        ("tutup 1/1-30/6", "Paling banyak 62"),
        ("buka 22/11", "bukan hari kerja"),
    ):
        staff.says(f"/kapasitas {words}")
        staff.sees(answer)
    staff.says("/kapasitas 22/11-23/11 1.000 lembur")
    staff.sees("Minggu, 22 November 2026: 1.000", "lembur")
