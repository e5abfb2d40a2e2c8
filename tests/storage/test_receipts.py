"""What channels tell afterwards, in any order, more than once, and before they have answered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import permutations, product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from handlers.desk import Delivery
from handlers.messages import Address, Fault, Receipt, Said
from storage import batch, outbox, receipts, tables
from storage.codec import Arrival
from storage.database import Database
from storage.desk import SqlDesk
from storage.outbox import Mark, Parcel
from storage.receipts import TRIES
from tests import desks
from tests.desks import NOON, at_desk, post
from tests.postgres.both import only_sqlite
from tests.storage.plans import plans

DEWI = desks.address(1)
SENT, C = tables.outbox.c, tables.contacts.c
FOR_GOOD: Sequence[Fault] = ("never", "ours", "unreachable")
MINUTE = timedelta(minutes=1)


def news(state: str, message: str = "SM1", row: int = 1, **more: Any) -> Receipt:
    return Receipt(row, "telegram", message, state, NOON, **more)  # type: ignore[arg-type]


def failed(fault: Fault = "later", message: str = "SM1", **more: Any) -> Receipt:
    return news("failed", message, fault=fault, **{"why": f"it was {fault}", **more})


async def told(database: Database, *some: Receipt, now: datetime = NOON) -> list[Delivery | None]:
    """What each of these, each in a transaction of its own, was news of."""
    return [await database.write(lambda c, r=r: receipts.take(c, r, now)) for r in some]  # type: ignore[misc]


async def lease(database: Database, now: datetime = NOON) -> Parcel:
    (parcel,) = await database.write(lambda c: outbox.lease(c, "telegram", now, 1))
    return parcel


async def mark(database: Database, mark: Mark, now: datetime = NOON) -> None:
    await database.write(lambda c: outbox.mark(c, [mark], now))


async def send(database: Database, sent_id: str = "SM1", now: datetime = NOON) -> Parcel:
    parcel = await lease(database, now)
    await mark(database, Mark(parcel, "sent", now, sent_id=sent_id), now)
    return parcel


async def part(database: Database, sent_id: str) -> None:
    await mark(database, Mark(await lease(database), "ready", NOON, sent_id=sent_id, more=True))


async def sent(database: Database, **more: Any) -> None:
    """One message to Dewi that went out as SM1."""
    await database.write(at_desk(desks.met))
    await post(database, "kabar", **more)
    await send(database)


async def row(database: Database) -> tuple[str, str]:
    """State and progress of the first message."""
    found = await desks.rows(database, select(SENT.state, SENT.progress).order_by(SENT.id))
    return found[0]  # type: ignore[no-any-return]


async def one(database: Database, column: Any) -> Any:
    return (await desks.rows(database, select(column).order_by(tables.outbox.c.id)))[0]


async def contact(database: Database, column: Any) -> Any:
    return (await desks.rows(database, select(column)))[0]


# ---- upwards


@pytest.mark.parametrize("order", [*permutations(["sent", "delivered", "read"])])
async def test_news_only_count_upwards(database: Database, order: tuple[str, ...]) -> None:
    await sent(database)
    best = ["", "sent", "delivered", "read"]
    highest = ""
    for state in order:
        (delivery,) = await told(database, news(state))
        was_news = best.index(state) > best.index(highest)
        highest = max(highest, state, key=best.index)
        assert (delivery is not None) is was_news
        assert await row(database) == ("sent", highest)
    assert highest == "read"


RANKED = ["", "sent", "failed", "delivered", "read"]
STATES = st.lists(st.sampled_from(RANKED[1:]), min_size=1, max_size=7)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(states=STATES, fault=st.sampled_from(["closed", "later", *FOR_GOOD]))
async def test_in_whatever_order_and_how_often_they_come_the_best_stays(
    database: Database, states: list[str], fault: Fault
) -> None:
    number = await post(database, "kabar", person=2)
    parcel = await lease(database)
    await mark(database, Mark(parcel, "sent", NOON, sent_id=f"SM{number}"))
    for state in states:
        fault_of = {"fault": fault} if state == "failed" else {}
        await told(database, news(state, f"SM{number}", number, **fault_of))
    best = max(states, key=RANKED.index)
    failed_so = ("dead", "failed") if fault in FOR_GOOD else ("ready", "")
    wanted = failed_so if best == "failed" else ("sent", best)
    found = await desks.rows(database, select(SENT.state, SENT.progress).where(SENT.id == number))
    await database.write(
        lambda c: c.execute(
            tables.outbox.update().where(SENT.state == "ready").values(state="cancelled")
        )
    )
    assert found == [wanted]


async def test_every_piece_of_news_is_kept_as_it_came(database: Database) -> None:
    await sent(database)
    arrivals = [
        Arrival("telegram", f"SM1:{state}", "{}", news(state))
        for state in ("read", "sent", "read", "delivered")
    ]
    new = await database.write(lambda c: batch.take(c, arrivals, desks.SHOP, NOON))
    assert len(new) == 3
    assert await desks.count(database, tables.inbox) == 3
    assert await row(database) == ("sent", "read")


async def test_what_nobody_answered_for_is_known_to_be_there(database: Database) -> None:
    await post(database, "promo", lane=outbox.PROMOTION_LANE)
    await mark(database, outbox.lost(await lease(database), "gone"))
    assert await row(database) == ("uncertain", "")
    await told(database, news("delivered"))
    assert await row(database) == ("sent", "delivered")
    assert await one(database, SENT.sent_id) == "SM1"


async def test_nor_is_it_left_uncertain_where_the_news_came_before_that(
    database: Database,
) -> None:
    await post(database, "promo", lane=outbox.PROMOTION_LANE)
    parcel = await lease(database)
    await told(database, news("delivered"))
    await mark(database, outbox.lost(parcel, "gone"))
    assert await row(database) == ("sent", "delivered")


# ---- whose news they are


@pytest.mark.parametrize("number", [0, 1])
async def test_news_of_another_channel_touch_nothing(database: Database, number: int) -> None:
    await sent(database)
    for state in ("read", "failed"):
        other = replace(news(state, row=number, fault="never"), channel="whatsapp")
        assert await told(database, other) == [None]
    assert await row(database) == ("sent", "")


async def test_a_message_is_found_by_its_id_where_its_row_is_unknown(database: Database) -> None:
    await sent(database)
    await post(database, "andere")
    await send(database, "SM2")
    await told(database, news("read", "SM2", row=0))
    assert await desks.rows(database, select(SENT.progress).order_by(SENT.id)) == ["", "read"]


@pytest.mark.parametrize("state", ["sent", "read", "failed", "held"])
async def test_news_of_nothing_we_know_are_none(database: Database, state: str) -> None:
    await sent(database)
    unknown = [news(state, row=99), news(state, "SM9", row=0), news(state, "", row=0)]
    assert await told(database, *unknown) == [None] * 3
    assert await row(database) == ("sent", "")


async def test_how_the_newest_message_about_something_fared(database: Database) -> None:
    await sent(database, about="order:1")
    await post(database, "kartu", about="order:1", card="order:1")

    def newest(about: str, to: Address = DEWI) -> Any:
        return lambda c: receipts.newest(c, to, about)

    await told(database, news("delivered"))
    assert await database.read(newest("order:1")) == Delivery(DEWI, "order:1", "delivered", NOON)
    await post(database, "kabar lagi", about="order:1")
    assert await database.read(newest("order:1")) == Delivery(DEWI, "order:1", "", NOON, waits=True)
    assert await database.read(newest("order:2")) is None
    assert await database.read(newest("order:1", desks.address(2))) is None


# ---- failed


async def test_what_may_work_later_waits_four_times_longer_each_time(database: Database) -> None:
    await sent(database)
    now, waits = NOON, []
    for tries in range(1, TRIES + 1):
        await told(database, failed("later", f"SM{tries}"), now=now)
        if await row(database) == ("dead", "failed"):
            break
        due = await one(database, SENT.due_at)
        waits.append((due - now) / MINUTE)
        now = due
        await send(database, f"SM{tries + 1}", now)
    assert waits == [1, 4, 16, 64, 256]
    assert tries == TRIES
    assert await one(database, SENT.error) == "it was later"


async def test_being_put_off_often_before_is_no_failure(database: Database) -> None:
    await sent(database)
    often = update(tables.outbox).values(attempt=50)
    await database.write(lambda c: c.execute(often))
    await told(database, failed("later", "SM1"))
    assert await one(database, SENT.due_at) == NOON + MINUTE


async def test_a_long_message_waits_no_longer_for_its_parts(database: Database) -> None:
    await post(database, "panjang")
    for words in ("SM1", "SM2"):
        await part(database, words)
    await send(database, "SM3")
    await told(database, failed("later", "SM3"))
    assert await one(database, SENT.due_at) == NOON + MINUTE


async def test_where_the_window_was_shut_it_goes_again_at_once_and_we_know(
    database: Database,
) -> None:
    await sent(database)
    (delivery,) = await told(database, failed("closed"))
    assert delivery is not None and delivery.waits
    assert await row(database) == ("ready", "")
    assert await one(database, SENT.due_at) == NOON
    assert await contact(database, C.heard_at) is None


async def test_who_wrote_since_it_was_sent_is_not_taken_for_silent(database: Database) -> None:
    await sent(database)
    later = desks.said(at=NOON + MINUTE)
    await database.write(at_desk(lambda at: at.meet(later, "id")))
    await told(database, failed("closed"), now=NOON + 2 * MINUTE)
    assert await row(database) == ("ready", "")
    assert await contact(database, C.heard_at) == NOON + MINUTE


@pytest.mark.parametrize("fault", FOR_GOOD)
async def test_what_will_never_work_is_dead(database: Database, fault: Fault) -> None:
    await sent(database)
    (delivery,) = await told(database, failed(fault))
    assert delivery == Delivery(DEWI, "", "failed", NOON)
    assert await row(database) == ("dead", "failed")
    assert await one(database, SENT.error) == f"it was {fault}"
    assert await contact(database, C.reachable) is (fault != "unreachable")


async def test_whoever_cannot_be_reached_gets_no_promotion(database: Database) -> None:
    await sent(database)
    await post(database, "promo", lane=outbox.PROMOTION_LANE)
    await post(database, "tertahan", lane=outbox.PROMOTION_LANE, state="held")
    await post(database, "jawaban")
    await post(database, "promo", person=2, lane=outbox.PROMOTION_LANE)
    await told(database, failed("unreachable"))
    states = await desks.rows(database, select(SENT.state).order_by(SENT.id))
    assert states == ["dead", "cancelled", "cancelled", "ready", "ready"]


@pytest.mark.parametrize("fault", ["closed", "later", *FOR_GOOD])
@pytest.mark.parametrize("state", ["delivered", "read"])
async def test_what_arrived_did_not_fail(database: Database, state: str, fault: Fault) -> None:
    await sent(database)
    assert await told(database, news(state), failed(fault)) == [
        Delivery(DEWI, "", state, NOON), None
    ]  # fmt: skip
    assert await row(database) == ("sent", state)
    assert await contact(database, C.reachable) is True
    assert await contact(database, C.heard_at) == NOON


@pytest.mark.parametrize("fault", ["closed", "later", *FOR_GOOD])
async def test_a_failure_told_twice_is_one(database: Database, fault: Fault) -> None:
    await sent(database)
    first, second = await told(database, failed(fault), failed(fault))
    assert first is not None and second is None
    if fault in {"closed", "later"}:
        assert await told(database, failed(fault)) == [None]
        again = await lease(database, NOON + MINUTE)
        assert await told(database, failed(fault)) == [None]
        await mark(database, Mark(again, "sent", NOON, sent_id="SM2"))
        assert await told(database, failed(fault)) == [None]
        assert await row(database) == ("sent", "")


async def test_what_was_put_back_and_arrived_after_all_does_not_go_again(
    database: Database,
) -> None:
    await sent(database)
    assert None not in await told(database, failed("later"), news("delivered"))
    assert await row(database) == ("sent", "delivered")


async def test_news_of_a_first_try_do_not_end_the_second(database: Database) -> None:
    await sent(database)
    await told(database, failed("later"))
    await send(database, "SM2", NOON + MINUTE)
    assert await told(database, news("sent", "SM1")) == [None]
    assert await row(database) == ("sent", "")
    await told(database, news("read", "SM1"))
    assert await row(database) == ("sent", "read")
    assert await told(database, failed("never", "SM2")) == [None], "they have read it"


async def test_a_lost_message_that_is_known_to_have_failed_is_not_sought(
    database: Database,
) -> None:
    """It would be found: failed, among all the others."""
    await post(database, "kabar")
    await mark(database, outbox.lost(await lease(database), "gone"))
    await told(database, failed("later"))
    again = await lease(database, NOON + MINUTE)
    assert again.lost == 0


# ---- before the channel has answered


ENDS = {
    "closed": ("ready", "", 0),
    "later": ("ready", "", 1),
    "never": ("dead", "failed", 0),
    "ours": ("dead", "failed", 0),
    "unreachable": ("dead", "failed", 0),
}


@pytest.mark.parametrize("fault", ENDS)
@pytest.mark.parametrize("answer", ["sent", "lost"])
async def test_a_failure_before_the_answer_counts_when_that_comes(
    database: Database, fault: Fault, answer: str
) -> None:
    await database.write(at_desk(desks.met))
    await post(database, "kabar")
    parcel = await lease(database)
    assert None not in await told(database, failed(fault))
    assert (await row(database))[0] == "leased"
    lost = outbox.lost(parcel, "gone")
    await mark(database, Mark(parcel, "sent", NOON, sent_id="SM1") if answer == "sent" else lost)
    state, progress, minutes = ENDS[fault]
    assert await row(database) == (state, progress)
    assert await one(database, SENT.due_at) == NOON + minutes * MINUTE
    assert await one(database, SENT.error) == f"it was {fault}"
    assert await contact(database, C.reachable) is (fault != "unreachable")
    assert await contact(database, C.heard_at) == (None if fault == "closed" else NOON)


@pytest.mark.parametrize("state", ["sent", "delivered", "read"])
async def test_good_news_before_the_answer_stay(database: Database, state: str) -> None:
    await post(database, "kabar")
    parcel = await lease(database)
    await told(database, news(state))
    await mark(database, Mark(parcel, "sent", NOON, sent_id="SM1"))
    assert await row(database) == ("sent", state)


@pytest.mark.parametrize("order", [*permutations(["failed", "delivered"])])
async def test_before_the_answer_too_what_arrived_did_not_fail(
    database: Database, order: tuple[str, ...]
) -> None:
    await post(database, "kabar")
    parcel = await lease(database)
    await told(database, *(failed() if state == "failed" else news(state) for state in order))
    await mark(database, Mark(parcel, "sent", NOON, sent_id="SM1"))
    assert await row(database) == ("sent", "delivered")


async def test_what_failed_at_once_is_put_off_no_less_than_it_asked_for(
    database: Database,
) -> None:
    await post(database, "kabar")
    parcel = await lease(database)
    await told(database, failed("later"))
    await mark(database, Mark(parcel, "ready", NOON + 5 * MINUTE, error="slow down"))
    assert await one(database, SENT.due_at) == NOON + 5 * MINUTE


async def test_a_sender_that_died_leaves_the_news_in_force(database: Database) -> None:
    await post(database, "kabar")
    await lease(database)
    await told(database, failed("never"))
    late = NOON + outbox.LEASE + MINUTE
    await database.write(lambda c: outbox.recover(c, "telegram", late))
    assert await row(database) == ("dead", "failed")


# ---- parts


async def test_a_message_that_lost_a_part_is_not_saved_by_its_last(database: Database) -> None:
    await post(database, "panjang")
    await part(database, "SM1")
    await send(database, "SM2")
    assert None not in await told(database, failed("later", "SM1"))
    assert await told(database, news("delivered", "SM2")) == [None]
    assert await row(database) == ("ready", "")


async def test_good_news_of_one_part_are_not_the_messages(database: Database) -> None:
    await post(database, "panjang")
    await part(database, "SM1")
    assert await told(database, news("read", "SM1")) == [None]
    await send(database, "SM2")
    assert await told(database, news("read", "SM1")) == [None]
    assert await row(database) == ("sent", "")
    await told(database, news("delivered", "SM2"))
    assert await row(database) == ("sent", "delivered")


async def test_good_news_of_a_part_before_its_answer_end_with_it(database: Database) -> None:
    await post(database, "panjang")
    parcel = await lease(database)
    await told(database, news("delivered", "SM1"))
    await mark(database, Mark(parcel, "ready", NOON, sent_id="SM1", more=True))
    await send(database, "SM2")
    assert await row(database) == ("sent", "")


WHEN = ["before its answer", "before the next", "while the next goes", "after the last"]


@pytest.mark.parametrize(("when", "fault"), [*product(WHEN, ["later", "closed", "never"])])
@pytest.mark.parametrize("last", ["", "delivered"])
async def test_where_a_part_failed_all_go_again_or_none(
    database: Database, when: str, fault: Fault, last: str
) -> None:
    await post(database, "panjang")
    first = await lease(database)
    if when == WHEN[0]:
        await told(database, failed(fault))
    await mark(database, Mark(first, "ready", NOON, sent_id="SM1", more=True))
    if when == WHEN[1]:
        await told(database, failed(fault))
    if when in WHEN[2:]:
        second = await lease(database)
        if when == WHEN[2]:
            await told(database, failed(fault))
        await mark(database, Mark(second, "sent", NOON, sent_id="SM2"))
        if last:
            await told(database, news(last, "SM2"))
        if when == WHEN[3]:
            await told(database, failed(fault))
    assert await row(database) == (("dead", "failed") if fault == "never" else ("ready", ""))
    if fault != "never":
        again = await lease(database, NOON + MINUTE)
        assert (again.part, again.lost) == (0, 0)


# ---- held


@dataclass
class Knocked:
    """What a knock that went wrong leaves behind."""

    fault: Fault
    news: bool
    reachable: bool


KNOCKS = [Knocked("closed", False, True), Knocked("later", False, True),
          Knocked("never", True, True), Knocked("ours", True, True),
          Knocked("unreachable", True, False)]  # fmt: skip


async def held(database: Database, knock: str = "SM1") -> None:
    await database.write(at_desk(desks.met))
    await post(database, "kabar")
    await mark(database, Mark(await lease(database), "held", sent_id=knock, since=NOON))


@pytest.mark.parametrize("number", [0, 1])
async def test_good_news_of_what_knocked_are_not_the_messages(
    database: Database, number: int
) -> None:
    await held(database)
    some = [news(state, row=number) for state in ("sent", "delivered", "read")]
    assert await told(database, *some) == [None] * 3
    assert await row(database) == ("held", "")
    await database.write(lambda c: outbox.release(c, DEWI, NOON))
    assert await told(database, *some) == [None] * 3
    parcel = await lease(database)
    assert await told(database, *some) == [None] * 3
    await mark(database, Mark(parcel, "sent", NOON, sent_id="SM2"))
    assert await row(database) == ("sent", "")


@pytest.mark.parametrize("knocked", KNOCKS, ids=lambda k: k.fault)
async def test_though_what_knocked_failed_the_message_waits_for_the_persons_word(
    database: Database, knocked: Knocked
) -> None:
    await held(database)
    (delivery,) = await told(database, failed(knocked.fault, row=0))
    assert (delivery is not None) is knocked.news, "that nobody could knock is told"
    if delivery is not None:
        assert delivery.progress == "failed" and delivery.waits
    assert await row(database) == ("held", "")
    assert await contact(database, C.reachable) is knocked.reachable
    await database.write(lambda c: outbox.release(c, DEWI, NOON))
    assert await told(database, failed(knocked.fault, row=0)) == [None]
    await send(database, "SM2")
    assert await row(database) == ("sent", "")


async def test_that_a_message_waits_is_news_unless_the_person_has_written(
    database: Database,
) -> None:
    await sent(database)

    for seconds, waits in ((0, True), (-1, False)):
        at = NOON + timedelta(seconds=seconds)
        held = replace(news("held"), at=at)
        found = await database.write(at_desk(lambda desk, held=held: desk.receipt(held)))  # type: ignore[misc]
        assert (found is not None) is waits


# ---- within a batch


async def test_what_a_batch_knows_of_a_contact_is_not_written_over(database: Database) -> None:
    await sent(database)

    def unit(at: SqlDesk) -> None:
        dewi = desks.met(at)
        dewi.language = "en"
        assert at.receipt(failed("unreachable")) is not None
        assert dewi.reachable is False
        dewi.name = "Dewi Baru"

    await database.write(at_desk(unit))
    found = await desks.rows(database, select(C.language, C.name, C.reachable))
    assert found == [("en", "Dewi Baru", False)]


@pytest.mark.parametrize("writes_first", [True, False])
async def test_a_shut_window_and_a_word_in_one_batch_end_with_the_word(
    database: Database, writes_first: bool
) -> None:
    await sent(database)
    later = NOON + MINUTE
    word: Said = desks.said(at=later)

    def unit(at: SqlDesk) -> None:
        if writes_first:
            at.meet(word, "id")
        at.receipt(failed("closed"))
        if not writes_first:
            at.meet(word, "id")

    await database.write(at_desk(unit, later))
    assert await contact(database, C.heard_at) == later


async def test_news_of_a_message_posted_in_the_same_batch_find_it(database: Database) -> None:
    def unit(at: SqlDesk) -> Delivery | None:
        at.send(desks.outgoing("kabar", DEWI, about="order:1"))
        return at.receipt(news("held"))

    delivery = await database.write(at_desk(unit))
    assert delivery is not None and delivery.about == "order:1"


# ---- what it costs


@only_sqlite
async def test_news_find_their_message_by_index(database: Database) -> None:
    await sent(database, about="order:1")
    await post(database, "promo", state="held", lane=outbox.PROMOTION_LANE)
    seen = desks.statements(database._writer)
    await told(database, news("read"), news("read", row=0), failed("unreachable", row=2))
    await post(database, "kabar")
    await send(database, "SM2")
    await told(database, failed("closed", "SM2", row=3), failed("unreachable", "SM2", row=0))
    await database.write(lambda c: receipts.newest(c, DEWI, "order:1"))
    await database.write(lambda c: outbox.release(c, DEWI, NOON))
    steps = await plans(database, seen)
    assert {step.split("(")[0] for step in steps if step.startswith("SCAN")} == set()
    used = " ".join(steps)
    for index in ("ix_outbox_sent", "ix_outbox_about", "ix_outbox_held", "ix_outbox_waiting"):
        assert index in used
    assert await desks.rows(database, select(func.count()).select_from(tables.outbox)) == [3]
