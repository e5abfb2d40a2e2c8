"""`prokana cost` and `prokana catalogue`, as they are typed."""

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
