"""PPN, reckoned by hand."""

import pytest

from services.catalogue import parse
from services.quotes import Wanted, WantedLine, priced
from services.tax import ppn
from tests.services.examples import PLAIN, SLIPPERS

TAXED = parse(SLIPPERS.body.encode() + b"\n[tax]\nppn = true\n")


@pytest.mark.parametrize(
    ("base", "taxed", "tax"),
    [
        (3_500_000, 3_208_333, 385_000),
        (1_200_000, 1_100_000, 132_000),
        (1_625_000, 1_489_583, 178_750),
        (6, 6, 1),  # 5.5 and 0.72, each rounded half up
        (0, 0, 0),
    ],
)
def test_twelve_percent_of_eleven_twelfths(base: int, taxed: int, tax: int) -> None:
    found = ppn(base)
    assert (found.base, found.taxed, found.tax) == (base, taxed, tax)


def test_it_comes_on_top_of_goods_and_delivery_where_the_catalogue_says_so() -> None:
    line = WantedLine(variant=PLAIN, quantity=500)
    wanted = Wanted(lines=(line,), delivery="pickup", hotel="Hotel Contoh", kind="", person="Dewi")
    plain, taxed = priced(SLIPPERS, wanted), priced(TAXED, wanted)
    assert (plain.ppn, taxed.goods) == (None, plain.goods)
    assert taxed.total == plain.total + ppn(plain.total).tax
    [place] = [p for p in SLIPPERS.delivery if p.fee][:1]
    sent = priced(TAXED, wanted.model_copy(update={"delivery": place.key}))
    assert sent.ppn == ppn(sent.goods + (place.fee or 0))
