"""Faults at named points of the real program; and no commit or request without a name."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.end_to_end.program import ROOT
from tests.reliability.points import table
from tests.reliability.points.trials import Cell, cells, tried
from tests.reliability.zygote import Zygote


async def test_all_settles_whatever_fails_wherever(tmp_path: Path, zygote: Zygote) -> None:
    outcome = await tried(tmp_path, zygote, chosen())
    assert not outcome.failures, "\n".join(outcome.failures)
    assert not {(c.fault.point, c.fault.stage) for c in cells()} - outcome.reached


def chosen() -> list[Cell]:
    """All but those that take the time of a hang: they are left to `make crash`."""
    return [cell for cell in cells() if cell.fault.kind != "hang"]


def calls() -> Iterator[ast.Call]:
    for path in (*(ROOT / "bot").rglob("*.py"), *(ROOT / "storage").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                yield node


def commits() -> list[str | None]:
    """The name of every commit in the source; None where it has none."""
    found: list[str | None] = []
    for call in calls():
        assert isinstance(call.func, ast.Attribute)
        if call.func.attr == "write" and "database" in ast.unparse(call.func.value):
            names = [k.value for k in call.keywords if k.arg == "name"]
            constant = isinstance(names[0], ast.Constant) if names else False
            found.append(ast.literal_eval(names[0]) if constant else None)
    return found


def test_every_commit_of_the_source_has_a_name_of_its_own_in_the_table() -> None:
    found = commits()
    assert None not in found
    assert sorted(map(str, found)) == sorted((*table.STORY, *table.NOT_STRUCK))


def test_only_the_one_client_and_an_examination_ask_the_outside_world() -> None:
    asking = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "bot").rglob("*.py")
        if "aiohttp.ClientSession(" in path.read_text("utf-8")
    }
    assert asking == {"bot/http.py", "bot/check/telegram.py"}
