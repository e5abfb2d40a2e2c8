"""The data of a quotation, as short or as long as wanted."""

import json
from typing import Any

DOOR = "https://t.me/contoh_bot?start=q_12"


def quotation(lines: int = 1, **more: Any) -> str:
    line = ["1", "EVA 5 mm, Polos", "500 pasang", "Rp 3.250", "Rp 1.625.000"]
    return json.dumps(
        {
            "language": "id",
            "title": "Surat Penawaran",
            "number": "001/QUO/LAPAS-PDG/XI/2026",
            "workshop": {"name": "Bengkel Contoh", "address": "Jl. Contoh 1", "hours": "08–17"},
            "to": {"label": "Kepada", "hotel": "Hotel Contoh", "person": "Dewi", "po": ""},
            "facts": [["Tanggal", "18 November 2026"]],
            "opening": "Dengan hormat,",
            "columns": ["No.", "Spesifikasi", "Jumlah", "Harga", "Jumlah harga"],
            "lines": [line] * lines,
            "sums": [["Ongkos kirim", "Rp 50.000"]],
            "total": {"label": "Total", "value": "Rp 1.675.000"},
            "words": {"label": "Terbilang", "value": "satu juta"},
            "tiers": [{"label": "Harga", "rows": [["100–299", "Rp 3.400", False]]}],
            "terms": {"label": "Ketentuan", "rows": [["Pajak", "tanpa PPN"]]},
            "code": DOOR,
            "code_label": "Pindai",
            "signature": {"place": "Padang", "name": "", "below": "nama"},
            **more,
        }
    )
