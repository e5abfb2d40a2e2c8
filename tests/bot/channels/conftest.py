"""What a channel keeps is kept alike everywhere: these desks' databases are files."""

import pytest


@pytest.fixture
def kind() -> str:
    return "sqlite"
