"""What all tests share."""

import gc
import importlib
import pkgutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Protocol

import pytest

from tests import statements

statements.share(pytest.MonkeyPatch())

UNTRACED = [
    Path(__file__).with_name(name)
    for name in ("doubles", "end_to_end", "reliability", "security", "stories")
]
"""Folders whose tests go the same roads again, many of them thousands of times: that every line is
reached at all is what the tests of each part see to.
"""


LONG = ("test_kill_loop.py", "test_model.py", "test_power.py", "test_points.py", "test_workers.py")
"""Files whose tests take minutes."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Trace coverage only where it is asked for: tracing takes as long again as the tests do. What
    takes longest begins first where tests are shared out: else all wait for it at the end.
    """
    for item in items:
        if any(item.path.is_relative_to(folder) for folder in UNTRACED):
            item.add_marker(pytest.mark.no_cover)
    shares = getattr(config, "workerinput", {}).get("workercount", 1)
    items[:] = [item for share in range(shares) for item in _share(items, share, shares)]


def _share(items: Sequence[pytest.Item], share: int, shares: int) -> list[pytest.Item]:
    """What one of so many workers begins with: every so many-th long test, then a part of the rest
    in its order.
    """
    longest = [item for item in items if item.path.name in LONG]
    rest = [item for item in items if item.path.name not in LONG]
    each = -(-len(rest) // shares)
    return [*longest[share::shares], *rest[share * each : (share + 1) * each]]


PRODUCT = ("bot", "handlers", "services", "storage", "locales")


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Iterator[None]:
    """Seek no garbage while thousands of tests are read, nor ever again among what they are.

    To trace how tests are read takes twice as long as to read them: only the reading of the
    product's own modules is traced.
    """
    tracing = _tracing(session.config)
    gc.disable()
    try:
        if tracing is not None:
            for name in PRODUCT:
                _read_all(importlib.import_module(name))
            tracing.pause()
        return (yield)
    finally:
        if tracing is not None:
            tracing.resume()
        gc.collect()
        gc.freeze()
        gc.enable()


def _read_all(package: ModuleType) -> None:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not found.name.endswith((".__main__", ".migrations.env")):  # they begin to work
            importlib.import_module(found.name)


class Tracing(Protocol):
    def pause(self) -> None: ...
    def resume(self) -> None: ...


def _tracing(config: pytest.Config) -> Tracing | None:
    """What traces coverage in this process; None where nothing does."""
    plugin = config.pluginmanager.get_plugin("_cov")
    controller: Tracing | None = plugin.cov_controller if plugin is not None else None
    return controller


@pytest.fixture(scope="session", autouse=True)
def hypothesis_is_read_whole() -> None:
    """Read the part of Hypothesis it reads late, before any thread runs beside it.

    Where a thread of another test happens to compile something at that moment, Python 3.11 takes
    the one for the other and gives up with a SystemError.
    """
    importlib.import_module("hypothesis.strategies._internal.regex")
