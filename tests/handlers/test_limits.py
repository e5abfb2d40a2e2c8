"""How much one person may send, in figures."""

import pytest

from handlers.limits import Limit, Recent, noted, of_a_person

AT = 1_795_000_000
TWO = Limit("message", 2, 10)


@pytest.mark.parametrize(
    ("then", "reached"),
    [
        ((AT,), False),
        ((AT, AT), True),
        ((AT - 9, AT - 9), True),
        ((AT - 9, AT - 10), False),
        ((AT - 10, AT - 10), False),
        ((AT + 9, AT + 9), True),  # news in another order than it was said in
        ((AT + 10_000_000, AT + 10_000_000), False),  # a clock that was wrong
    ],
)
def test_moments_count_for_as_long_as_a_limit_lasts(then: tuple[int, ...], reached: bool) -> None:
    assert TWO.is_reached({"message": then, "file": [AT] * 9}, AT) == reached


def test_only_what_may_still_count_is_kept() -> None:
    recent: Recent = {}
    for second in range(5):
        recent = noted(recent, ["message", "file"], AT + second, [TWO, Limit("file", 3, 60)])
    assert recent == {"message": [AT + 3, AT + 4], "file": [AT + 2, AT + 3, AT + 4]}


def test_what_was_noted_before_is_not_changed() -> None:
    before: Recent = {"message": [AT]}
    noted(before, ["message"], AT, [TWO])
    assert before == {"message": [AT]}


def test_a_third_of_a_minutes_messages_may_come_at_once() -> None:
    assert [(o.kind, o.most, o.seconds) for o in of_a_person(60)] == [
        ("message", 20, 10),
        ("message", 60, 60),
        ("order", 5, 60),
        ("file", 10, 3600),
        ("proof", 60, 3600),
    ]
    assert of_a_person(1)[0].most == 1
    assert of_a_person(0) == ()
