"""Commands: in every language, for everybody, once."""

import pytest

from bot.speech import LANGUAGES
from handlers.commands import COMMANDS, command, named
from services.orders import Action


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("/setuju 002", ("approve", "002")),
        ("/approve@some_bot 002", ("approve", "002")),
        ("/TOLAK 2  kapasitas penuh ", ("reject", "2  kapasitas penuh")),
        ("/start", ("start", "")),
        ("/unknown x", ("", "/unknown x")),
        ("/", ("", "/")),
        ("setuju 002", ("", "setuju 002")),
        ("", ("", "")),
    ],
)
def test_a_text_is_a_command_or_it_is_not(text: str, does: tuple[str, str]) -> None:
    assert command(text) == does


def test_every_command_has_a_name_in_every_language() -> None:
    assert all(set(one.names) == set(LANGUAGES) for one in COMMANDS)


def test_no_name_stands_for_two_commands() -> None:
    meant: dict[str, str] = {}
    for one in COMMANDS:
        for name in one.names.values():
            assert meant.setdefault(name, one.does) == one.does
            assert name.isascii() and name.islower() and len(name) <= 32


def test_every_action_on_an_order_can_be_typed() -> None:
    assert set(Action) <= {one.does for one in COMMANDS if one.scope == "staff"}


def test_a_customer_may_leave_the_stroke_out() -> None:
    assert [named(word) for word in ("Officer", "petugas!", "menu")] == [
        "officer",
        "officer",
        "menu",
    ]
    assert [named(word) for word in ("setuju", "menu dong", "")] == ["", "", ""]
