"""Faults at named points of the real program; and no commit or request without a name."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.end_to_end.program import ROOT
from tests.reliability.points import table
from tests.reliability.points.trials import tried
from tests.reliability.zygote import Zygote


async def test_all_settles_whatever_fails_wherever(tmp_path: Path, zygote: Zygote) -> None:
    """And whatever the program passes meanwhile has a name in the table."""
    outcome = await tried(tmp_path, zygote, table.brief())
    assert not outcome.failures, "\n".join(outcome.failures)
    passed = {point for point, _ in outcome.reached}
    assert passed <= table.points()
    assert {cell.fault.point for cell in table.cells()} <= passed


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
    assert len(found) == len(set(found))
    assert set(map(str, found)) <= table.points()


def asked() -> Iterator[str]:
    """Every method of Telegram that is named in the source."""
    for call in calls():
        assert isinstance(call.func, ast.Attribute)
        names = [a.value for a in call.args[:1] if isinstance(a, ast.Constant)]
        if call.func.attr in {"call", "do_api_request"}:
            yield from map(str, names)


def test_every_method_of_telegram_that_is_asked_is_in_the_table() -> None:
    found = {f"telegram {name}" for name in asked()}
    assert "telegram sendMessage" in found
    assert found <= table.points()


def test_only_the_one_client_and_an_examination_ask_the_outside_world() -> None:
    asking = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "bot").rglob("*.py")
        if "aiohttp.ClientSession(" in path.read_text("utf-8")
    }
    assert asking == {"bot/http.py", "bot/check/telegram.py"}
