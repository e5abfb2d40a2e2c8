"""`python -m benchmarks [--quick] [PART …]`: measure, print the page, and write it to `docs/`.

`docs/` is written only where every part has run in full.
"""

import argparse
import sys
import time
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from benchmarks import picture, report
from benchmarks.runner import Measured, Variant, interleaved, room
from benchmarks.sizes import FULL, QUICK, Sizes

PARTS = (
    "updates",
    "counts",
    "webhook",
    "sending",
    "growth",
    "quote",
    "start",
    "artwork",
    "lasting",
    "kills",
    "promotions",
)
DOCS = Path(__file__).parent.parent / "docs"
PICTURE = "pictures/benchmarks.svg"


class Part(Protocol):
    """What a module `part_…` has."""

    def variants(self, sizes: Sizes, place: Path) -> dict[str, Variant]:
        """What is to be run; `place` is a folder that stays until all of it has run."""

    def section(self, found: Mapping[str, Measured], sizes: Sizes) -> report.Section:
        """What came of it, in words."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--quick", action="store_true", help="only see that everything works")
    given = parser.parse_args()
    names = given.parts or PARTS
    if unknown := set(names) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    whole = set(names) == set(PARTS) and not given.quick
    page, drawn = measured(names, QUICK if given.quick else FULL, PICTURE if whole else "")
    sys.stdout.write(page)
    if whole:
        (DOCS / "benchmarks.md").write_text(page, "utf-8")
        (DOCS / PICTURE).parent.mkdir(exist_ok=True)
        (DOCS / PICTURE).write_text(drawn, "utf-8")


def measured(names: tuple[str, ...], sizes: Sizes, picture_at: str) -> tuple[str, str]:
    """Run these parts, all interleaved; the page and the picture."""
    parts = {name: cast("Part", import_module(f"benchmarks.part_{name}")) for name in names}
    load, began = report.load(), time.monotonic()
    with room() as place:
        variants = {
            f"{name}: {variant}": one
            for name, part in parts.items()
            for variant, one in part.variants(sizes, place).items()
        }
        found = interleaved(variants, sizes.repeats)
    sections = [part.section(_own(found, name), sizes) for name, part in parts.items()]
    minutes = (time.monotonic() - began) / 60
    page = report.page(
        sections,
        found,
        repeats=sizes.repeats,
        load_before=load,
        minutes=minutes,
        picture=picture_at,
    )
    bars = report.bars(sections)
    return page, picture.svg("How many times better than …", bars) if bars else ""


def _own(found: Mapping[str, Measured], part: str) -> dict[str, Measured]:
    """What was found of this part, by its own names."""
    start = f"{part}: "
    return {k.removeprefix(start): one for k, one in found.items() if k.startswith(start)}


if __name__ == "__main__":
    main()
