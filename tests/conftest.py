"""What all tests share."""

import gc
import importlib
from collections.abc import Iterator

import pytest


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
