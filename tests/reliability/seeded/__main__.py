"""`python -m tests.reliability.seeded [part of a name]`: which test finds each planted fault."""

import sys

from tests.reliability.seeded.runner import copy, faults, noticed, sound


def main() -> int:
    """Print a table; 1 if a fault went unnoticed."""
    wanted = " ".join(sys.argv[1:])
    chosen = [fault for fault in faults() if wanted in fault.name]
    missed = 0
    with copy() as there:
        if why := sound(chosen, there):
            print(f"red before anything is planted: {why}")
            return 1
        print("| planted | in | found by |\n|---|---|---|", flush=True)
        for fault in chosen:
            found, by = noticed(fault, there)
            missed += not found
            by = f"`{by}`" if found else f"**nobody** ({by})"
            print(f"| {fault.name} | `{fault.file}` | {by} |", flush=True)
    print(f"\n{len(chosen)} planted, {missed} unnoticed")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
