"""Whatever happens, in whatever order: the desk is as the model says, and keeps its promises."""

from tests.reliability.model import Taken, walk

BARGAINED = {
    *("told", "already", "stands", "agreed", "conceded", "escalated", "waits", "taken", "ordered"),
    *("agree: done", "counter: done", "counter: below_floor", "refuse: done", "talk: done"),
}
"""What has to come of bids, and of officers' presses, or the walks say nothing about them."""


def test_the_desk_agrees_with_the_model_whatever_happens() -> None:
    taken = Taken()
    walk(300, 50, taken=taken)
    assert set(taken.seen) >= BARGAINED
