"""The benchmarks must not fall behind what they measure; how fast it is, no test says."""

import subprocess
import sys
from pathlib import Path

from benchmarks.picture import Bar, svg
from benchmarks.report import Goal, Section, judged

ROOT = Path(__file__).parent.parent
BETTER, WORSE = (13.0, 11.0, 15.0), (9.0, 8.0, 14.0)


def test_a_quick_run_of_two_parts_prints_a_page_and_writes_none() -> None:
    before = sorted((ROOT / "docs").rglob("*"))
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--quick", "quote", "counts"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "| A quote | < 1 ms |" in done.stdout
    assert "| `/pesan` |" in done.stdout
    assert sorted((ROOT / "docs").rglob("*")) == before


def test_a_goal_is_judged_by_its_median() -> None:
    goals = [Goal.at_least("≥ 12 ×", 12, BETTER), Goal.at_least("≥ 12 ×", 12, WORSE)]
    goals.append(Goal.unmeasured("≤ 1.5 ×", "there is none"))
    rows = judged([Section("Speed", "", (), (), goals)]).splitlines()[2:]
    assert [row.split("|")[4].strip() for row in rows] == ["met", "**not met**", "not measured"]


def test_what_is_to_be_small_is_drawn_as_how_many_times_smaller() -> None:
    goal = Goal.at_most("≤ 1/8", 1 / 8, (0.1, 0.05, 0.2))
    assert goal.met
    assert goal.times == (10, 5, 20)
    assert goal.wanted == 8


def test_the_picture_says_what_missed_its_goal() -> None:
    drawn = svg("x", [Bar("Speed", "A & B", BETTER, 12), Bar("Speed", "C", WORSE, 12)])
    assert drawn.count("#3d7a57") == drawn.count("#b5482a") == 1
    assert "A &amp; B" in drawn
