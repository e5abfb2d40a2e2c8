"""What people and operators write in tests of the whole program must come out of no log, at any
level: whoever runs one listens to every line of it.
"""

import io
import logging
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import structlog
from pydantic import SecretStr

from bot import logs
from bot.settings import Settings
from tests.doubles.twilio.server import AUTH_TOKEN
from tests.stories.worlds import TOKEN

PLANTED = re.compile(
    rf"{re.escape(TOKEN[-20:])}|{AUTH_TOKEN}"
    r"|\b(?:Dewi|Budi|Sari|Rina|Tamu \d+)\b|\bHotel [A-Z0-9]|\b(?:Wisma|Jl\.) \w"
    r"|(?<!\d)\+?62[ -]?8\d{8,}"
)
"""Secrets, and every name, hotel, address and number that conversations of tests are made of."""


def planted_in(text: str) -> list[str]:
    """What of it is in a text, each with the line around it."""
    return [text[max(0, m.start() - 160) : m.end() + 40] for m in PLANTED.finditer(text)]


@contextmanager
def listening() -> Iterator[io.StringIO]:
    """Every line this process logs, as the program itself would write it at DEBUG; afterwards
    logging is what it was.
    """
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    hooks = sys.excepthook, threading.excepthook
    written = io.StringIO()
    settings = Settings.model_construct(
        telegram_token=SecretStr(TOKEN),
        twilio_auth_token=SecretStr(AUTH_TOKEN),
        log_level="DEBUG",
        log_format="json",
    )
    logs.configure(settings, written)
    try:
        yield written
    finally:
        logging.captureWarnings(capture=False)
        root.handlers[:], root.level = handlers, level
        sys.excepthook, threading.excepthook = hooks
        structlog.reset_defaults()


@pytest.fixture(autouse=True)
def nothing_planted_is_logged() -> Iterator[None]:
    """For every test of a folder whose conftest names it."""
    with listening() as written:
        yield
    assert planted_in(written.getvalue()) == []
