"""What the runner stands on: every fault can still be planted, and a red test is seen as one."""

import pytest

from tests.reliability.seeded.runner import ROOT, Fault, copy, faults, noticed


@pytest.mark.parametrize("fault", faults(), ids=lambda fault: fault.name)
def test_it_can_be_planted_and_still_be_read(fault: Fault) -> None:
    source = fault.planted((ROOT / fault.file).read_text("utf-8"))
    if fault.file.endswith(".py"):
        compile(source, fault.file, "exec")
    assert all((ROOT / name).exists() for name in fault.tests if name.startswith("tests"))


def test_there_are_enough_and_each_has_a_name() -> None:
    assert len({fault.name for fault in faults()}) == len(faults()) >= 25


def test_a_red_test_is_seen_and_what_changes_nothing_is_told_from_it() -> None:
    figures = ("services/money.py", 'f"{n:,}".replace(",", ".")')
    tests = ("tests/services/test_money.py",)
    with copy() as there:
        assert noticed(Fault("commas", *figures, 'f"{n:,}"', tests), there)[0]
        sound = there / "services/money.py"
        assert sound.read_text("utf-8") == (ROOT / "services/money.py").read_text("utf-8")
        harmless = Fault("harmless", *figures, 'f"{int(n):,}".replace(",", ".")', tests)
        assert not noticed(harmless, there)[0]
