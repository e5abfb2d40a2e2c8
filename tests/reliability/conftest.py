"""One zygote for all tests of a process."""

from collections.abc import Iterator

import pytest

from tests.reliability.zygote import Zygote


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    with Zygote() as running:
        yield running
