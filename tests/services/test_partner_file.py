"""Files of partners as spreadsheets and people write them."""

import pytest

from services.partner_file import LARGEST, MOST, FileUnusable, Unusable, read_sheet, write_sheet
from services.partners import NON_STAR, Fault, Partner

PLACES = {"Kota Padang": "padang", "Padang": "padang", "Bukittinggi": "bukittinggi"}
FULL = "Nama Hotel;Kelas;Kota;No. HP;Telegram;Bahasa;Catatan"
PHONE = "+6281234567801"
ONE = Partner("Hotel Contoh", PHONE, stars="4", place="padang", language="id", note="Ibu A, B")


def partners(text: str | bytes) -> list[Partner]:
    """What is read of a file without a fault."""
    sheet = read_sheet(text.encode() if isinstance(text, str) else text, PLACES)
    assert sheet.wrong == ()
    return [row.partner for row in sheet.rows]


def faults(*rows: str, heading: str = FULL) -> list[tuple[int, Fault]]:
    text = "\n".join((heading, *rows))
    return [(w.line, w.fault) for w in read_sheet(text.encode(), PLACES).wrong]


def unusable(raw: bytes) -> tuple[Unusable, str, int]:
    with pytest.raises(FileUnusable) as why:
        read_sheet(raw, PLACES)
    return why.value.why, why.value.words, why.value.line


@pytest.mark.parametrize(
    "text",
    [
        f"{FULL}\nHotel Contoh;4;Kota Padang;081234567801;;id;Ibu A, B\n",
        f"\ufeffsep=;\r\n{FULL}\r\nHotel Contoh;bintang 4;padang;62812-3456-7801;;ID;Ibu A, B",
        """hotel,stars,town,phone,language,note
Hotel  Contoh,****,Padang,"=""0812 3456 7801""\",Indonesian,"Ibu A, B"
""",
        "HP\tName\tClass\tCity\tLang\tNote\n81234567801.0\tHotel Contoh\t4*\tPADANG\tid\tIbu A, B",
        """
;;;
nama;hp;kelas;kota;bahasa;keterangan;
;;;;;;
Hotel Contoh;'+6281234567801;★★★★;Padang;Bahasa Indonesia;Ibu A, B;
;;;;;
""",
    ],
)
def test_headings_separators_and_what_spreadsheets_do(text: str) -> None:
    assert partners(text) == [ONE]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_way_excel_saves_text(encoding: str) -> None:
    (found,) = partners("nama\ttelepon\nHôtel Contoh\t081234567801\n".encode(encoding))
    assert found == Partner("Hôtel Contoh", PHONE)


@pytest.mark.parametrize(
    ("cell", "kind", "stars"),
    [
        ("", "", ""),
        ("5", "", "5"),
        ("Hotel Bintang 3", "", "3"),
        ("3 stars", "", "3"),
        ("Non-Bintang", "", NON_STAR),
        ("Rumah Sakit", "hospital", ""),
        ("Wisma/guest house", "guest_house", ""),
    ],
)
def test_classes(cell: str, kind: str, stars: str) -> None:
    (found,) = partners(f"nama;kelas;hp\nContoh;{cell};081234567801")
    assert (found.kind, found.stars) == (kind, stars)


@pytest.mark.parametrize("cell", ["@Contoh_Hotel", "contoh_hotel", "https://t.me/Contoh_Hotel"])
def test_names_on_telegram(cell: str) -> None:
    assert partners(f"nama;telegram\nContoh;{cell}") == [Partner("Contoh", telegram="contoh_hotel")]


def test_a_town_we_do_not_know_stays_as_it_was_written() -> None:
    (found,) = partners("nama;kota;hp\nContoh;Tua Pejat;081234567801")
    assert found.place == "Tua Pejat"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (";4;;081234567801", Fault.NO_NAME),
        ("Contoh;4", Fault.NO_WAY),
        ("Contoh;;;0812", Fault.BAD_PHONE),
        ("Contoh;;;081234567801 / 081234567802", Fault.BAD_PHONE),
        ("Contoh;;;6,28123E+12", Fault.ROUNDED_PHONE),
        ("Contoh;;;;ab", Fault.BAD_TELEGRAM),
        ("Contoh;;;;6281234567801", Fault.BAD_TELEGRAM),
        ("Contoh;7;;081234567801", Fault.BAD_CLASS),
        ("Contoh;★★★★★★;;081234567801", Fault.BAD_CLASS),
        ("Contoh;;;081234567801;;fr", Fault.BAD_LANGUAGE),
        ("Contoh;;;081234567801;;;a;b", Fault.EXTRA_CELLS),
        (f"{'C' * 81};;;081234567801", Fault.TOO_LONG),
        (f"Contoh;;;081234567801;;;{'c' * 501}", Fault.TOO_LONG),
    ],
)
def test_a_bad_row_is_told_by_its_line_and_the_others_are_read(row: str, fault: Fault) -> None:
    good = "Hotel Baik;;;081234567809"
    text = f'{FULL}\n"Hotel\nBaik";;;081234567808\n{row}\n{good}'
    sheet = read_sheet(text.encode(), PLACES)
    assert [(w.line, w.fault) for w in sheet.wrong] == [(4, fault)]
    assert [(r.line, r.partner.name) for r in sheet.rows] == [(2, "Hotel Baik"), (5, "Hotel Baik")]


def test_all_that_is_wrong_with_a_row_is_told_at_once() -> None:
    assert faults(";9;;0812") == [
        (2, Fault.NO_NAME), (2, Fault.BAD_PHONE), (2, Fault.BAD_CLASS)
    ]  # fmt: skip


def test_columns_that_are_not_read_are_named_and_those_of_consent_by_themselves() -> None:
    sheet = read_sheet(b"hotel,hp,Persetujuan,Opt-in,Pemilik\nContoh,081234567801,ya,ya,x", PLACES)
    assert (sheet.unread, sheet.consents) == (("Pemilik",), ("Persetujuan", "Opt-in"))
    assert len(sheet.rows) == 1


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", (Unusable.EMPTY, "", 0)),
        (b"\n;;\n", (Unusable.EMPTY, "", 0)),
        (b"PK\x03\x04rest", (Unusable.WORKBOOK, "", 0)),
        (b"nama;hp\0", (Unusable.NOT_TEXT, "", 0)),
        (b"x" * (LARGEST + 1), (Unusable.TOO_LARGE, "4", 0)),
        (b"Hotel Contoh;081234567801", (Unusable.NO_HEADER, "Hotel Contoh, 081234567801", 0)),
        (b"nama;kota\nContoh;Padang", (Unusable.NO_HEADER, "nama, kota", 0)),
        (b"nama;hotel;hp\na;b;c", (Unusable.TWO_COLUMNS, "nama, hotel", 0)),
        (b'nama;hp\nBaik;081234567801\n"Contoh;1\nx;2', (Unusable.QUOTES, "", 3)),
        (b"nama;hp\n" + b"C;081234567801\n" * (MOST + 1), (Unusable.TOO_MANY, "5000", 5002)),
    ],
)
def test_what_cannot_be_read_at_all(raw: bytes, why: tuple[Unusable, str, int]) -> None:
    assert unusable(raw) == why


def test_what_is_written_is_read_again_and_is_no_formula() -> None:
    row = ["=HYPERLINK(1)", "4", "Kota Padang", PHONE, "", "id", '-- A; "B"']
    written = write_sheet([FULL.split(";"), row])
    assert f'\'=HYPERLINK(1);4;Kota Padang;{PHONE};;id;"\'-- A; ""B"""' in written
    (found,) = partners(written)
    assert (found.name, found.phone, found.note) == ("=HYPERLINK(1)", PHONE, '-- A; "B"')
