"""Officers change a figure in the chat: typed, shown, confirmed; and who may not."""

import pytest

from handlers.readers.figures import read_figure
from services.orders import Role
from services.places import Kind
from tests.handlers.office import Chat, Office

GROUP = "-500"
TYPED = "/ubah eva_sole_5 32000 nota toko 12 Nov"


@pytest.fixture
def head(office: Office) -> Chat:
    chat = office.officer(Role.HEAD, "202", "Budi", GROUP)
    chat.says(f"/tautkan {office.invitation_for_head()}")
    return chat


def outcomes(office: Office) -> list[str]:
    return [row["outcome"] for row in office.rows("audit") if row["action"] == "rate"]


def test_a_figure_is_typed_shown_and_saved(office: Office, head: Chat) -> None:
    head.says(TYPED)
    head.sees("Rp 30.000 → Rp 32.000", "nota toko 12 Nov (terukur)", "500: Rp 3.550 → Rp 3.700")
    assert office.rows("rates") == []
    head.presses("Simpan")
    head.sees("Tersimpan")
    (row,) = office.rows("rates")
    assert (row["place"], row["value"]) == ("materials.eva_sole_5.price", "32000")
    assert (row["status"], row["set_by"], row["valid_from"]) == ("measured", "Budi", office.now)
    assert outcomes(office) == ["done"]
    customer = office.customer()
    customer.orders()
    assert office.rows("quotes")[-1]["terms"]["lines"][0]["each"] == 3350
    fingerprint = office.rows("quotes")[-1]["terms"]["catalogue"]
    assert fingerprint in {row["fingerprint"] for row in office.rows("catalogues")}


def test_what_is_lacking_is_asked_for(office: Office, head: Chat) -> None:
    head.says("/ubah")
    head.presses("Bahan & kemasan", "Lem kontak")
    head.sees("sekarang Rp 45.000")
    head.replies("sekarang Rp 45.000", "banyak")
    head.sees("belum terbaca")
    head.replies("Lem kontak sekarang", "47,5rb")
    head.replies("dengan sumbernya", "nota lem")
    head.presses("Ini anggapan")
    head.sees("(anggapan)", "Rp 45.000 → Rp 47.500")
    head.presses("Simpan")
    assert [row["value"] for row in office.rows("rates")] == ["47500"]


def test_a_change_of_another_day_waits_for_it(office: Office, head: Chat) -> None:
    head.says(TYPED)
    head.replies("Mulai lain hari", "1 desember")
    head.sees("1 Desember 2026")
    head.presses("Simpan")
    office.customer("101").orders()
    office.later(days=14)
    office.customer("102", "Rina").orders("Hotel Contoh Lain", "Rina")
    prices = [row["terms"]["lines"][0]["each"] for row in office.rows("quotes")]
    assert prices == [3250, 3350]


def test_a_price_under_its_floor_is_refused_with_the_reason(office: Office, head: Chat) -> None:
    head.says("/ubah tiers 5000 -20% rapat")
    head.sees("Tidak bisa", "mulai 5.000", "Rp 2.750", "Rp 2.950")
    assert "Simpan" not in head.labels
    head.replies("Tidak bisa", "-5%")
    head.sees("Simpan")
    assert office.rows("rates") == []
    assert outcomes(office) == ["below_floor"]


def test_what_does_not_fit_the_catalogue_is_refused(office: Office, head: Chat) -> None:
    head.says("/ubah pricing min margin 60% rapat")
    head.sees("tidak cocok dengan katalog")
    assert "Simpan" not in head.labels


def test_a_button_saves_once(office: Office, head: Chat) -> None:
    head.says(TYPED)
    press = head.button("Simpan").press
    head.forges(press)
    head.forges(press)
    head.sees("sudah selesai")
    assert len(office.rows("rates")) == 1


def test_what_was_shown_before_another_change_is_shown_again(office: Office, head: Chat) -> None:
    head.says(TYPED)
    first = head.button("Simpan").press
    head.says("/ubah lem 50000 nota lem")
    head.presses("Simpan")
    head.forges(first)
    head.sees("baru berubah", "→ Rp 32.000")
    assert len(office.rows("rates")) == 1
    head.presses("Simpan")
    assert len(office.rows("rates")) == 2


def test_it_is_left_without_a_change(office: Office, head: Chat) -> None:
    head.says(TYPED)
    press = head.button("Simpan").press
    head.presses("Tidak jadi")
    head.forges(press)
    head.sees("sudah selesai")
    assert office.rows("rates") == []


def test_only_the_head_changes_and_the_desk_looks(office: Office, head: Chat) -> None:
    desk = office.officer(Role.DESK, "203", "Sari", GROUP)
    desk.says(TYPED)
    desk.sees("tidak berwenang")
    desk.says("/ubah")
    desk.presses("Bahan & kemasan")
    desk.sees("Lem kontak: Rp 45.000")
    desk.presses("Lem kontak")
    desk.sees("tidak berwenang")
    worker = office.officer(Role.WORKSHOP, "204", "Adi", GROUP)
    worker.says("/ubah")
    worker.sees("tidak berwenang")
    assert office.rows("rates") == []


def test_a_dialog_belongs_to_who_began_it(office: Office, head: Chat) -> None:
    other = office.officer(Role.HEAD, "203", "Sari", GROUP)
    head.says(TYPED)
    other.presses("Simpan")
    other.sees("petugas lain")
    other.replies("Mulai lain hari", "1 desember")
    other.sees("petugas lain")
    assert office.rows("rates") == []
    assert outcomes(office) == ["not_your_dialog", "not_your_dialog"]


def test_customers_cannot(office: Office, head: Chat) -> None:
    customer = office.customer()
    customer.says(TYPED)
    customer.does(press="/rates=materials")
    head.says(TYPED)
    customer.forges(head.button("Simpan").press)
    assert office.rows("rates") == []
    assert "Rp 30.000" not in office.said_to_customers()


def test_an_officer_alone_types_without_replying(office: Office) -> None:
    head = office.officer_alone(Role.HEAD, "+62811", "Budi")
    head.says("/ubah eva_sole_5", "32rb", "nota toko")
    head.sees("Rp 30.000 → Rp 32.000")
    head.presses("Simpan")
    head.sees("Tersimpan")
    assert [row["value"] for row in office.rows("rates")] == ["32000"]


@pytest.mark.parametrize(
    ("typed", "kind", "read"),
    [
        ("32.000", "rupiah", "32000"),
        ("Rp 32.000", "rupiah", "32000"),
        ("1,7rb", "rupiah", "1700"),
        ("1.699,53", "rupiah", "1699.53"),
        ("3%", "share", "0.03"),
        ("2,5 persen", "share", "0.025"),
        ("-5%", "share", "-0.05"),
        ("0,03", "share", "0.03"),
        ("3", "share", "None"),
        ("1.200", "count", "1200"),
        ("2,5", "count", "None"),
        ("2,5", "amount", "2.5"),
        ("b", "mode", "B"),
        ("C", "mode", "None"),
        ("mahal", "rupiah", "None"),
    ],
)
def test_figures_are_read_as_they_are_typed(typed: str, kind: Kind, read: str) -> None:
    assert str(read_figure(typed, kind)) == read
