"""What all tests share."""

import importlib

import pytest


@pytest.fixture(scope="session", autouse=True)
def hypothesis_is_read_whole() -> None:
    """Read the part of Hypothesis it reads late, before any thread runs beside it.

    Where a thread of another test happens to compile something at that moment, Python 3.11 takes
    the one for the other and gives up with a SystemError.
    """
    importlib.import_module("hypothesis.strategies._internal.regex")
