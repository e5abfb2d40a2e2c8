"""Catalogues the tests reckon with: the two that are shipped, and a tiny one to break."""

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from services.catalogue import Catalogue, default_path, load, parse

SLIPPERS = load(default_path())
COFFEE = load(default_path().with_name("solok-coffee.toml"))

WORKED = {
    "toe": "open",
    "sole": "5",
    "upper": "eva",
    "size": "all29",
    "colour": "white",
    "branding": "screen",
    "colours": "1",
    "packing": "opp",
}
"""The variant whose cost was worked out by hand, line by line."""
PLAIN = {**WORKED, "branding": "none"}

ROPE = """
quote_days = 7

[workshop]
code = "ROPE-1"
name = "Rope walk"
town = "Solok"
address = "Jl. Contoh 1"
timezone = "Asia/Jakarta"
hours = { id = "Senin", en = "Monday" }

[product]
key = "rope"
name = { id = "Tali", en = "Rope" }
capacity_per_month = 100
round_step = 50
minimum = 10
bill = [{ material = "fibre", quantity = 2 }]

[product.unit]
key = "coil"
singular = { id = "gulung", en = "coil" }
plural = { id = "gulung", en = "coils" }
words = ["gulung"]

[[axes]]
key = "end"
label = { id = "Ujung", en = "End" }
question = { id = "Ujungnya?", en = "Which end?" }

[[axes.values]]
key = "cut"
label = { id = "Dipotong", en = "Cut" }
words = ["potong"]
on = true

[[axes.values]]
key = "tipped"
label = { id = "Berlogam", en = "Tipped" }
words = ["logam"]
on = true
machines = ["press"]
setup = [{ item = "mould" }]

[[axes]]
key = "metal"
label = { id = "Logam", en = "Metal" }
question = { id = "Logamnya?", en = "Which metal?" }
when = { end = ["tipped"] }

[[axes.values]]
key = "brass"
label = { id = "Kuningan", en = "Brass" }
on = true

[[delivery]]
key = "pickup"
label = { id = "Ambil", en = "Pick up" }
fee = 0
days = 0

[[tiers]]
first = 1
adjustment = 0
source = "guess"
status = "assumed"

[[tiers]]
first = 100
adjustment = -0.1
source = "guess"
status = "assumed"

[materials.fibre]
label = { id = "Serat", en = "Fibre" }
unit = "kg"
price = 900
waste = 0.1
source = "bought in May"
status = "measured"

[machines.press]
label = { id = "Pres", en = "Press" }
watt = 1000
hours_per_day = 2
price = 1200000
life_months = 12
source = "bought in May"
status = "measured"

[setup.mould]
label = { id = "Cetakan", en = "Mould" }
price = 5000
source = "bought in May"
status = "measured"

[electricity]
tariff = 1500
output_per_day = 100
source = "meter"
status = "measured"

[depreciation]
output_per_month = 1000
source = "counted"
status = "measured"

[overhead]
per_unit = 0
source = "none"
status = "measured"

[labour]
mode = "A"
wage = 250
source = "shared profit"
status = "measured"

[reject]
share = 0
source = "counted"
status = "measured"

[pricing]
margin = 0.5
min_margin = 0.1
source = "guess"
status = "assumed"
"""
"""Round figures: 2 kg of fibre at 900 with 10 % waste are 2.000, the press wears 100 a coil."""


def rope(*changes: tuple[str, str]) -> bytes:
    """The rope walk's file with each text replaced by another, once."""
    text = ROPE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text.encode()


def rope_catalogue(*changes: tuple[str, str]) -> Catalogue:
    return parse(rope(*changes))


def raw(catalogue_file: str = "padang-slippers") -> dict[str, Any]:
    """A shipped catalogue as plain tables, to be changed and read again by `catalogue_of`."""
    path = default_path().with_name(f"{catalogue_file}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def catalogue_of(tables: Mapping[str, Any]) -> Catalogue:
    return Catalogue.model_validate({**tables, "fingerprint": "changed", "body": ""})


def every_variant(
    catalogue: Catalogue, chosen: Mapping[str, str] | None = None
) -> Iterator[dict[str, str]]:
    """Every combination a customer can choose."""
    chosen = dict(chosen or {})
    lacking = [axis for axis in catalogue.asked(chosen) if axis.key not in chosen]
    if not lacking:
        yield chosen
        return
    for value in lacking[0].offered:
        yield from every_variant(catalogue, {**chosen, lacking[0].key: value.key})
