"""Part `webhook`: requests a second, each on the disk before it is answered."""

from importlib.util import find_spec

from benchmarks.report import Goal, Section
from benchmarks.runner import Variant, interleaved
from benchmarks.webhook import CONNECTIONS

REQUESTS = {"ours": 1500, "alone": 400, "ptb": 2500}

NAMES = {
    "ours": "PROKANA, committed before the 200",
    "alone": "the same, a transaction a request",
    "ptb": "PTB's own webhook server, doing nothing",
}

TEXT = f"""{CONNECTIONS} connections over this machine's own network, each posting a customer's
“halo” as soon as the last was answered. PROKANA answers 200 when the message and what it will reply
are on the disk; PTB's server answers when it has the update in memory, and has no handler."""


def part(repeats: int) -> Section:
    measurable = [n for n in NAMES if n != "ptb" or find_spec("tornado")]
    found = interleaved(
        {n: Variant("benchmarks.webhook", (n, str(REQUESTS[n]))) for n in measurable}, repeats
    )
    rows = [[NAMES[n], f"{m['per_second']:,.0f}", f"{m['p99']:.0f}"] for n, m in found.items()]
    alone = found["ours"].over(found["alone"], "per_second")
    goals = [Goal.at_least("≥ 7 × a transaction a request", 7, alone)]
    if "ptb" in found:
        ratio = found["ours"].over(found["ptb"], "per_second")
        goals.append(Goal.at_least("≥ 2 × PTB's own, doing nothing", 2, ratio))
    else:
        rows.append([NAMES["ptb"], "needs python-telegram-bot[webhooks]", ""])
    return Section("Webhook requests", TEXT, ("", "requests/s", "p99 ms"), rows, goals)
