"""`prokana partners`, as it is typed."""

from pathlib import Path

from tests.end_to_end.program import run

HEADING = "Hotel;Kelas;Kota;Telepon;Setuju\n"
GOOD = "Hotel Contoh;4;Kota Padang;081234567801;ya\n"
BAD = "Hotel Lain;4;Padang;0812;ya\n"


async def test_partners_are_taken_whole_or_not_at_all_and_written_again(tmp_path: Path) -> None:
    file, out = tmp_path / "mitra.csv", tmp_path / "out.csv"
    file.write_text(HEADING + GOOD + BAD, encoding="utf-8")
    load = ("partners", "import", str(file))
    code, said, complaint = await run(tmp_path, *load)
    assert (code, said) == (2, "")
    assert "Baris 3: “0812” bukan satu nomor telepon" in complaint
    assert "Tidak ada yang disimpan" in complaint
    code, said, _ = await run(tmp_path, *load, "--dry-run")
    assert (code, "Akan masuk: 1 baru, 0 berubah, 0 sudah sama, 1 baris salah" in said) == (0, True)
    code, said, _ = await run(tmp_path, *load, "--skip-bad")
    assert (code, "Masuk: 1 baru" in said, "Kolom persetujuan" in said) == (0, True, True)
    file.write_text(HEADING + GOOD.replace(";4;", ";5;"), encoding="utf-8")
    code, said, _ = await run(tmp_path, *load)
    assert "Baris 2: Hotel Contoh (+6281234567801) berubah: kelas 4 → 5" in said
    code, said, _ = await run(tmp_path, "partners", "export", str(out))
    assert (code, "1 mitra ditulis" in said) == (0, True)
    assert "Hotel Contoh;5;Kota Padang;+6281234567801;;;;belum pernah menulis;" in out.read_text(
        encoding="utf-8-sig"
    )


async def test_what_is_no_csv_is_told(tmp_path: Path) -> None:
    file = tmp_path / "mitra.xlsx"
    file.write_bytes(b"PK\x03\x04")
    code, _, complaint = await run(tmp_path, "partners", "import", str(file))
    assert (code, "CSV UTF-8" in complaint) == (2, True)
    code, _, complaint = await run(tmp_path, "partners", "import", str(tmp_path / "nichts.csv"))
    assert (code, "tidak bisa dibaca" in complaint) == (2, True)
