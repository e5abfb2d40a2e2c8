"""Twenty quotes worked out a second time, as one would on a sheet of paper: fractions, no rounding
but where a rule says so, and nothing of the desk's own code.

The figures below are those of the shipped catalogue, copied by hand; `changed` in the table names
the one that is different for a quote. `python tests/services/by_hand.py` prints the table anew.
"""

from fractions import Fraction
from math import ceil, floor
from pathlib import Path

TABLE = Path(__file__).with_name("quotes_by_hand.tsv")
ASKED = ("no", "sole", "colours", "packing", "pairs", "delivery", "ppn", "changed")
FOUND = ("materials", "electricity", "depreciation", "setup", "hpp", "floor", "each", "total")

FIGURES = {
    "sole 3": "18000", "sole 4": "24000", "sole 5": "30000", "upper": "14000",
    "glue": "45000", "thread": "10000", "ink": "80000", "opp": "9000", "carton": "8000",
    "film": "15000", "exposure": "35000",
    "tariff": "1699.53", "overhead": "30", "reject": "0.03", "margin": "0.40", "wage": "0",
}  # fmt: skip
TIERS = ((1, "0.10"), (300, "0.05"), (500, "0"), (1000, "0"), (3000, "0"), (5000, "0"))
FEES = {"pickup": 0, "padang": 0, "bukittinggi": 150_000}
SURCHARGES = {0: "0", 1: "0", 2: "0.03", 3: "0.06"}


def rounded(amount: Fraction) -> int:
    """Half up, to whole Rupiah."""
    return floor(amount + Fraction(1, 2))


def up_to_50(amount: Fraction) -> int:
    return ceil(amount / 50) * 50


def costs(quote: dict[str, str], pairs: int) -> dict[str, Fraction]:
    """What a pair costs when so many are made, by part."""
    told = dict(part.split("=") for part in quote["changed"].split(";") if part)
    f = {name: Fraction(told.get(name, figure)) for name, figure in FIGURES.items()}
    colours = int(quote["colours"])
    pair = f[f"sole {quote['sole']}"] / 26 + f["upper"] / 29
    pair += 8 * f["glue"] / 1000 + 6 * f["thread"] / 3000
    pair += Fraction(colours, 2) * f["ink"] / 1000
    pair += f["carton"] / 100 + (f["opp"] / 100 if quote["packing"] != "carton" else 0)
    pair += f["wage"]
    kwh = Fraction(2 * 400 * 6 + 1500 * 4 + 750 * 3 + 400 * 8, 1000)
    machines = (2 * 3_500_000 + 10_000_000 + 8_000_000 + 2_000_000) * Fraction(9, 10)
    setup = f["film"] + colours * f["exposure"] if colours else Fraction(0)
    return {
        "materials": pair,
        "rejects": pair / (1 - f["reject"]) - pair,
        "electricity": kwh * f["tariff"] / 400,
        "depreciation": machines / 60 / 10_000,
        "overhead": f["overhead"],
        "setup": setup / pairs,
        "margin": f["margin"],
    }


def hpp(quote: dict[str, str], pairs: int) -> Fraction:
    return sum((v for k, v in costs(quote, pairs).items() if k != "margin"), Fraction(0))


def each(quote: dict[str, str], pairs: int) -> int:
    """The price of the tier: that of its first quantity, and never more than the tier before."""
    colours = int(quote["colours"])
    smallest = 300 if colours else 100
    dearest = 10**9
    for (first, more), (after, _) in zip(TIERS, (*TIERS[1:], (10**9, "0")), strict=True):
        if after <= smallest:
            continue
        begins = max(first, smallest)
        if begins > pairs:
            break
        cost = hpp(quote, begins)
        markup = 1 + costs(quote, begins)["margin"]
        asked = cost * markup * (1 + Fraction(SURCHARGES[colours])) * (1 + Fraction(more))
        lowest = up_to_50(cost * Fraction(6, 5))
        dearest = max(min(up_to_50(asked), dearest), lowest)
    return dearest


def worked_out(quote: dict[str, str]) -> dict[str, str]:
    """The rest of a row of the table, from what is asked in it."""
    pairs = int(quote["pairs"])
    parts = costs(quote, pairs)
    price = each(quote, pairs)
    total = price * pairs + FEES[quote["delivery"]]
    if quote["ppn"] == "yes":
        # PMK 131/2024: 12 % of eleven twelfths, each rounded to whole Rupiah.
        total += rounded(rounded(Fraction(total * 11, 12)) * Fraction(12, 100))
    found = {
        "materials": rounded(parts["materials"]),
        "electricity": rounded(parts["electricity"]),
        "depreciation": rounded(parts["depreciation"]),
        "setup": rounded(parts["setup"]),
        "hpp": rounded(hpp(quote, pairs)),
        "floor": up_to_50(hpp(quote, pairs) * Fraction(6, 5)),
        "each": price,
        "total": total,
    }
    return {name: str(amount) for name, amount in found.items()}


def table() -> list[dict[str, str]]:
    """The rows of the table, as they are written."""
    head, *rows = (line.split("\t") for line in TABLE.read_text("utf-8").splitlines())
    return [dict(zip(head, row, strict=True)) for row in rows]


if __name__ == "__main__":
    print("\t".join((*ASKED, *FOUND)))
    for row in table():
        asked = {name: row[name] for name in ASKED}
        print("\t".join({**asked, **worked_out(asked)}.values()))
