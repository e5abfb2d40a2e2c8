"""A quote of three lines, priced from the catalogue.

Run as a program, it prints the processor time of one.
"""

import json
import sys
import time
from datetime import date
from statistics import median

from handlers.order import OrderForm
from handlers.scene import units_of
from services.catalogue import Catalogue, default_path, load
from services.quotes import Wanted, priced

LINE = {"sole": "5", "size": "all29", "branding": "none", "packing": "carton"}
QUANTITIES = {"1": 500, "2": 1200, "3": 3000}
TIMES = 200


def main() -> None:
    catalogue = load(default_path())
    units = units_of(catalogue)
    answers = {f"{line}.{axis}": value for line in QUANTITIES for axis, value in LINE.items()}
    quantities = {f"{line}.quantity": quantity for line, quantity in QUANTITIES.items()}
    rest = {"delivery": "pickup", "wanted": "asap", "hotel": "Hotel Contoh", "person": "Dewi"}
    form = OrderForm(catalogue, units, date(2026, 11, 18))
    wanted = form.wanted({"_lines": [*QUANTITIES], **answers, **quantities, **rest})
    assert len(wanted.lines) == len(QUANTITIES)
    took = sorted(_once(catalogue, wanted) for _ in range(TIMES))
    sys.stdout.write(json.dumps({"ms": median(took), "p99": took[int(TIMES * 0.99)]}))


def _once(catalogue: Catalogue, wanted: Wanted) -> float:
    began = time.process_time()
    priced(catalogue, wanted)
    return (time.process_time() - began) * 1e3


if __name__ == "__main__":
    main()
