"""Part `webhook`: requests a second, each on the disk before it is answered."""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from benchmarks.report import Goal, Section
from benchmarks.runner import Measured, Variant
from benchmarks.sizes import Sizes
from benchmarks.webhook import CONNECTIONS

NAMES = {
    "ours": "PROKANA, committed before the 200",
    "alone": "the same, a transaction a request, in our writer",
    "driver": "a transaction a request, asynchronous driver",
    "ptb": "PTB's own webhook server, doing nothing",
}
SLOW = ("alone", "driver")
"""What gets a third of the requests."""

TEXT = f"""{CONNECTIONS} connections over this machine's own network, each posting a customer's
“halo” as soon as the last was answered. PROKANA answers 200 when the message and what it will reply
are on the disk. The goal is against a transaction a request through the asynchronous driver, as
tutorials write a handler, doing the same work. In our writer tells what company alone is worth: it
is the desk's own transaction, only with one request in each. PTB's server answers when it has the
update in memory, and has no handler."""


def variants(sizes: Sizes, place: Path) -> dict[str, Variant]:
    def requests(name: str) -> str:
        return str(sizes.requests // 3 if name in SLOW else sizes.requests)

    measurable = [n for n in NAMES if n != "ptb" or find_spec("tornado")]
    return {n: Variant("benchmarks.webhook", (n, requests(n))) for n in measurable}


def section(found: Mapping[str, Measured], sizes: Sizes) -> Section:
    rows = [[NAMES[n], f"{m['per_second']:,.0f}", f"{m['p99']:.0f}"] for n, m in found.items()]
    return Section("Webhook requests", TEXT, ("", "requests/s", "p99 ms"), rows, _goals(found))


def _goals(found: Mapping[str, Measured]) -> list[Goal]:
    def ratio(name: str) -> tuple[float, float, float]:
        return found["ours"].over(found[name], "per_second")

    goals = [
        Goal.at_least("≥ 7 × a transaction a request, asynchronous driver", 7, ratio("driver")),
    ]
    aim = "≥ 2 × PTB's own, doing nothing"
    if "ptb" not in found:
        return [*goals, Goal.unmeasured(aim, "needs tornado")]
    return [*goals, Goal.at_least(aim, 2, ratio("ptb"))]
