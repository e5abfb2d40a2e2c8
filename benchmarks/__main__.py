"""`python -m benchmarks [PART …]`: measure, print the page, and write it to `docs/`.

`docs/` is written only where every part has run.
"""

import argparse
import sys
from importlib import import_module
from pathlib import Path

from benchmarks import report

PARTS = ("updates", "counts", "sending", "webhook", "quote", "start")
DOCS = Path(__file__).parent.parent / "docs"
PICTURE = "pictures/benchmarks.svg"


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--repeats", type=int, default=3)
    given = parser.parse_args()
    parts = given.parts or PARTS
    if unknown := set(parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    load = report.load()
    sections = [import_module(f"benchmarks.part_{name}").part(given.repeats) for name in parts]
    whole = set(parts) == set(PARTS)
    page = report.page(sections, given.repeats, load, PICTURE if whole else "")
    sys.stdout.write(page)
    if whole:
        (DOCS / "benchmarks.md").write_text(page, "utf-8")
        bars = next(section.bars for section in sections if section.bars)
        (DOCS / PICTURE).write_text(report.svg("Durable updates a second", bars), "utf-8")


if __name__ == "__main__":
    main()
