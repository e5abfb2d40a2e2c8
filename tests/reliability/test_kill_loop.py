"""Whenever the real program is killed: nothing lost, nothing doubled, everybody answered."""

from pathlib import Path

import pytest

from tests.reliability.kills.loop import rounds
from tests.reliability.kills.sends import Due, Shown, wrong
from tests.reliability.zygote import Zygote

KILLS = 100

HELLO, AGAIN = Due(1, "hello", must=True), Due(2, "hello", must=True, lost=1)
CARD, EDIT = Due(3, "card", must=True, edit=False), Due(4, "card", must=False, lost=1, edit=True)


@pytest.mark.parametrize("seed", [20251201, 20251202])
async def test_killed_a_hundred_times_it_keeps_every_promise(
    zygote: Zygote, tmp_path: Path, seed: int
) -> None:
    tally = await rounds(tmp_path, zygote, seed, KILLS, lambda _: None)
    assert tally.broken == []
    assert tally.kills == KILLS
    assert tally.orders > 0
    assert tally.repeated > 0


def test_each_message_is_shown_in_its_turn() -> None:
    assert not wrong([HELLO, CARD], [Shown("hello"), Shown("card")])
    assert "out of turn" in wrong([HELLO, CARD], [Shown("card"), Shown("hello")])
    assert wrong([HELLO, CARD], [Shown("hello")]) == "outbox 3 was never sent"


def test_a_message_is_shown_twice_only_where_its_answer_was_lost_and_it_says_so() -> None:
    marked = Shown("hello", marked=True)
    assert not wrong([AGAIN], [Shown("hello"), marked])
    assert not wrong([AGAIN], [marked])
    assert "once too often" in wrong([AGAIN], [Shown("hello"), marked, marked])
    assert "once too often" in wrong([AGAIN], [Shown("hello"), Shown("hello")])
    assert "once too often" in wrong([HELLO], [marked])
    assert "once too often" in wrong([HELLO], [Shown("hello"), Shown("hello")])


def test_neighbours_with_the_same_words_are_told_apart() -> None:
    marked = Shown("hello", marked=True)
    assert not wrong([HELLO, AGAIN], [Shown("hello"), marked])
    assert not wrong([HELLO, AGAIN], [Shown("hello"), Shown("hello"), marked])
    assert wrong([HELLO, AGAIN], [Shown("hello")]) == "outbox 2 was never sent"


def test_an_edit_may_be_repeated_unmarked() -> None:
    assert not wrong([CARD, EDIT], [Shown("card"), Shown("card"), Shown("card")])
    assert not wrong([CARD, EDIT], [Shown("card")])
    assert "once too often" in wrong([CARD, EDIT], [Shown("card")] * 4)
