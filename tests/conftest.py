"""What all tests share."""

import gc
import importlib
from collections.abc import Iterator, Sequence
from pathlib import Path

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


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Trace coverage only where it is asked for: tracing takes as long again as the tests do."""
    for item in items:
        if any(item.path.is_relative_to(folder) for folder in UNTRACED):
            item.add_marker(pytest.mark.no_cover)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Seek no garbage while thousands of tests are read, nor ever again among what they are."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


@pytest.fixture(scope="session", autouse=True)
def hypothesis_is_read_whole() -> None:
    """Read the part of Hypothesis it reads late, before any thread runs beside it.

    Where a thread of another test happens to compile something at that moment, Python 3.11 takes
    the one for the other and gives up with a SystemError.
    """
    importlib.import_module("hypothesis.strategies._internal.regex")
