"""Our own limits, whatever arrives: the channel never has to say "too many"."""

import heapq
import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pacing import CATCH_UP, TELEGRAM, UNLIMITED, Pacer, Rate, _Bucket

CHATS = ("1", "2", "3", "-500", "-600")


@dataclass
class Seconds:
    """Monotonic seconds, turned by hand."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def sent(arrivals: Iterable[tuple[float, str]]) -> tuple[list[tuple[float, str]], list[float]]:
    """When each message goes if everybody asks again after the wait they were told; and how
    long each waited.
    """
    clock = Seconds()
    pacer = Pacer(TELEGRAM, clock)
    asking = [(1000.0 + at, i, at + 1000.0, chat) for i, (at, chat) in enumerate(arrivals)]
    heapq.heapify(asking)
    went: list[tuple[float, str]] = []
    waits: list[float] = []
    for _ in range(200_000):
        if not asking:
            return went, waits
        clock.now, i, since, chat = heapq.heappop(asking)
        if wait := pacer.take(chat, group=chat.startswith("-")):
            assert clock.now + wait > clock.now
            heapq.heappush(asking, (clock.now + wait, i, since, chat))
        else:
            went.append((clock.now, chat))
            waits.append(clock.now - since)
    raise AssertionError("somebody asks for ever")


def most_within(times: list[float], window: float) -> int:
    """The most in any window of so many seconds, its two ends among it."""
    return max(
        (sum(begin <= t <= begin + window for t in times[i:]) for i, begin in enumerate(times)),
        default=0,
    )


arrivals = st.lists(
    st.tuples(st.floats(0, 90, width=32), st.sampled_from(CHATS)), min_size=1, max_size=80
)
crowds = st.lists(
    st.tuples(st.floats(0, 3, width=32), st.integers(1, 400).map(str)), min_size=1, max_size=200
)


@settings(max_examples=60, deadline=None)
@given(crowds)
def test_never_more_than_thirty_in_any_second(crowd: list[tuple[float, str]]) -> None:
    went, _ = sent(crowd)
    assert len(went) == len(crowd)
    assert most_within([at for at, _ in went], 1.0) <= 30


@settings(max_examples=60, deadline=None)
@given(arrivals)
def test_a_group_gets_twenty_a_minute_and_a_chat_one_a_second(
    arriving: list[tuple[float, str]],
) -> None:
    went, _ = sent(arriving)
    for chat in CHATS:
        times = [at for at, to in went if to == chat]
        if chat.startswith("-"):
            assert most_within(times, 60.0) <= 20
            continue
        for seconds in (1, 5, 30):
            assert most_within(times, seconds) <= TELEGRAM.chat.burst + seconds


@settings(max_examples=60, deadline=None)
@given(crowds, st.sampled_from(["7000", "-700"]))
def test_nobody_starves_in_a_crowd(crowd: list[tuple[float, str]], quiet: str) -> None:
    went, waits = sent([*crowd, (1.5, quiet)])
    mine = next(wait for (_, chat), wait in zip(went, waits, strict=True) if chat == quiet)
    assert mine <= (len(crowd) + 1) / TELEGRAM.whole.per_second + 0.001


def test_a_flood_goes_out_at_the_pace_that_is_allowed() -> None:
    went, _ = sent([(0, str(i)) for i in range(300)])
    assert went[-1][0] - 1000 == pytest.approx(298 / 28)
    assert most_within([at for at, _ in went], 1.0) == 30


def test_a_busy_group_goes_out_at_the_pace_that_is_allowed() -> None:
    went, _ = sent([(0, "-500")] * 50)
    times = [at for at, _ in went]
    assert most_within(times, 60.0) == 20
    assert times[-1] - 1000 == pytest.approx(46 * 60 / 16)


def test_two_chats_do_not_take_from_each_other() -> None:
    pacer = Pacer(TELEGRAM, Seconds())
    assert [pacer.take("1", group=False), pacer.take("2", group=False)] == [0, 0]


def test_a_refused_place_costs_nothing() -> None:
    clock = Seconds()
    pacer = Pacer(TELEGRAM, clock)
    for _ in range(2):
        clock.now += 0.1
        assert pacer.take("1", group=False) == 0
    waits = [pacer.take("1", group=False) for _ in range(5)]
    assert waits[0] > 0
    assert len(set(waits)) == 1
    assert pacer.take("2", group=False) == 0


def test_in_a_pause_nothing_goes_and_the_longer_pause_counts() -> None:
    clock = Seconds()
    pacer = Pacer(TELEGRAM, clock)
    assert pacer.paused() == 0
    pacer.pause(30)
    pacer.pause(5)
    for chat in ("1", "-500"):
        assert pacer.take(chat, group=chat == "-500") == 30
    clock.now += 29
    assert pacer.take("1", group=False) == pacer.paused() == 1
    clock.now += 1
    assert pacer.take("1", group=False) == pacer.paused() == 0


def test_who_waits_as_long_as_told_finds_a_place_though_floats_fall_short() -> None:
    bucket = _Bucket(Rate(0.3, 1), 0.0, 0.0)
    for at in (0.1, 0.2, 0.3, 1.7, 2.9):
        assert bucket.wait(at) > 0
    assert bucket.wait(2.9 + bucket.wait(2.9)) == 0


def test_full_buckets_are_forgotten_and_others_are_not() -> None:
    clock = Seconds()
    pacer = Pacer(UNLIMITED, clock)
    pacer.limits = TELEGRAM
    for i in range(1000):
        pacer.take(str(i), group=False)
    clock.now += 10
    for _ in range(3):
        pacer.take("busy", group=False)
    assert len(pacer._chats) == 1001
    pacer.take("new", group=False)
    assert set(pacer._chats) == {"busy", "new"}
    assert pacer.take("busy", group=False) > 0


# ---- promotions


def promoted(seconds: float, talks: float, asking: float = 0.0) -> tuple[list[float], list[float]]:
    """When promotions go, and when the answers of conversations asked for so often a second do;
    each promotion begins `asking` seconds after its place was taken, every seventh at once.
    """
    clock = Seconds()
    pacer = Pacer(TELEGRAM, clock)
    promotions: list[float] = []
    answers: list[float] = []
    asked, chat, begins = 1000.0 + 1 / talks, 0, math.inf
    while clock.now < 1000 + seconds:
        if clock.now >= asked and not pacer.take(f"talk {len(answers)}", group=False):
            answers.append(clock.now)
            asked += 1 / talks
        wait = begins - clock.now if begins < math.inf else pacer.take_promotion(str(chat))
        if begins == math.inf and not wait:
            begins = clock.now + (asking if chat % 7 else 0.0)
        if begins <= clock.now:
            pacer.begun()
            promotions.append(clock.now)
            chat, begins = chat + 1, math.inf
        clock.now += max(min(wait or 0.0005, asked - clock.now), 0.0005)
    return promotions, answers


@pytest.mark.parametrize("talks", [0.02, 0.6, 2, 6])
def test_promotions_take_almost_all_that_whoever_is_answered_leaves(talks: float) -> None:
    promotions, answers = promoted(60, talks)
    assert len(answers) == pytest.approx(60 * talks, abs=1), "none of them waits"
    assert most_within(sorted([*promotions, *answers]), 1.0) <= 30
    assert len(promotions) / 60 >= 0.93 * 30 - max(0, talks - 0.6)
    assert (len(promotions) + len(answers)) / 60 >= (0.95 if talks >= 0.6 else 0.93) * 30
    gaps = [after - before for before, after in pairwise(promotions[CATCH_UP:])]
    assert max(gaps) < 0.5, "they wait for a place, never for long"


@pytest.mark.parametrize(("talks", "asking"), [(12, 0.02), (12, 0.2)])
def test_promotions_that_begin_later_than_their_turn_still_leave_the_second_whole(
    talks: float, asking: float
) -> None:
    promotions, answers = promoted(30, talks, asking)
    assert len(answers) == pytest.approx(30 * talks, abs=3), "nobody answered waits for long"
    assert len(promotions) > 30
    assert most_within(sorted([*promotions, *answers]), 1.0) <= 30


def test_a_place_is_kept_for_a_promotion_that_is_about_to_begin() -> None:
    pacer = Pacer(replace(TELEGRAM, whole=Rate(1e6, 1e6)), Seconds())
    taken = [pacer.take(str(chat), group=False) for chat in range(28)]
    assert not pacer.take_promotion("promotion")
    waits = [pacer.take(str(chat), group=False) for chat in range(28, 30)]
    assert not any(taken)
    assert not waits[0]
    assert waits[1], "the thirtieth of this second is the promotion's"
    pacer.begun()
    assert len(pacer._sent) == 30


def test_a_promotion_given_up_frees_its_place() -> None:
    clock = Seconds()
    pacer = Pacer(TELEGRAM, clock)
    for chat in range(2000):
        clock.now += 1
        assert not pacer.take_promotion(str(chat))
    assert not pacer._sent


def test_after_an_overrun_promotions_go_slower_and_creep_back() -> None:
    clock = Seconds()
    pacer = Pacer(TELEGRAM, clock)
    full = pacer.pace
    pacer.overrun()
    assert pacer.pace == pytest.approx(0.75 * full)
    pacer.overrun()
    assert pacer.pace == pytest.approx(0.625 * full)
    for chat in range(2000):
        clock.now += 1
        assert not pacer.take_promotion(str(chat))
    assert pacer.pace == full
