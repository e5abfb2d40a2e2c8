"""`prokana cost` and `prokana catalogue`, as they are typed."""

import re
from pathlib import Path

from services.catalogue import default_path
from tests.end_to_end.program import run


async def test_costs_are_printed_for_every_quantity(tmp_path: Path) -> None:
    words = ("eva", "5mm", "logo", "1", "warna")
    code, said, _ = await run(tmp_path, "cost", *words, "--pairs", "500,1000,5000")
    assert code == 0
    for hpp in ("HPP Rp 2.535", "HPP Rp 2.485", "HPP Rp 2.445"):
        assert hpp in said
    assert "Rp 1.154 · 46,4 % · Sol EVA 5 mm" in said


async def test_a_file_is_compared_figure_by_figure(tmp_path: Path) -> None:
    text = default_path().read_text(encoding="utf-8")
    other = tmp_path / "other.toml"
    other.write_text(text.replace("price = 45000", "price = 47000"), encoding="utf-8")
    code, said, _ = await run(tmp_path, "catalogue", "diff", str(other))
    assert (code, said.strip()) == (0, "materials.glue.price: 45000 → 47000")
    other.write_text(text, encoding="utf-8")
    _, said, _ = await run(tmp_path, "catalogue", "diff", str(other))
    assert said.strip() == "Semua angka sama."


async def test_every_figure_is_shown_with_its_source(tmp_path: Path) -> None:
    code, said, _ = await run(tmp_path, "catalogue", "show")
    assert code == 0
    assert "electricity.tariff = 1699.53 (anggapan; SK tarif PLN 2025" in said


async def test_no_quantity_below_one_is_taken(tmp_path: Path) -> None:
    code, _, complaint = await run(tmp_path, "cost", "polos", "--pairs", "0")
    assert (code, "--pairs" in complaint) == (2, True)


# ---- another file


def dearer_glue(tmp_path: Path, price: int) -> Path:
    text = default_path().read_text(encoding="utf-8")
    file = tmp_path / f"glue-{price}.toml"
    file.write_text(text.replace("price = 45000", f"price = {price}"), encoding="utf-8")
    return file


async def test_a_file_is_loaded_after_showing_what_it_changes(tmp_path: Path) -> None:
    file = dearer_glue(tmp_path, 60000)
    load = ("catalogue", "load", str(file), "--source", "nota toko", "--by", "Budi")
    code, said, _ = await run(tmp_path, *load, "--yes")
    assert code == 0
    assert "materials.glue.price: 45000 → 60000" in said
    assert re.search(r"1\.000: Rp 3\.500 → Rp 3\.\d{3}", said)
    assert "berlaku mulai sekarang" in said
    _, said, _ = await run(tmp_path, "catalogue", "diff", str(file))
    assert said.strip() == "Semua angka sama."
    code, said, _ = await run(tmp_path, *load, "--yes")
    assert (code, "Tidak ada harga yang berubah" in said) == (0, True)


async def test_a_file_with_a_price_under_its_floor_is_not_loaded(tmp_path: Path) -> None:
    text = default_path().read_text(encoding="utf-8")
    file = tmp_path / "cheap.toml"
    assert text.count("adjustment = 0\n") == 4
    file.write_text(text.replace("adjustment = 0\n", "adjustment = -0.25\n"), encoding="utf-8")
    code, said, complaint = await run(tmp_path, "catalogue", "load", str(file), "--yes")
    assert code == 2
    assert "di bawah batas bawah" in said
    assert "tidak ada yang diubah" in complaint
    _, said, _ = await run(tmp_path, "catalogue", "diff", str(default_path()))
    assert said.strip() == "Semua angka sama."
