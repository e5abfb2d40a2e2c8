"""Messages that wait for a person's next word."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from handlers.messages import Address, Attachment, Fetch, Receipt
from storage import batch, outbox, tables
from storage.database import Database
from storage.outbox import Mark, Parcel
from tests import desks
from tests.desks import NOON, at_desk, post

DEWI = desks.address()
LATER = NOON + timedelta(hours=25)


async def lease(database: Database, most: int = 5) -> list[Parcel]:
    return await database.write(lambda c: outbox.lease(c, "telegram", LATER, most))


async def mark(database: Database, *marks: Mark) -> None:
    await database.write(lambda c: outbox.mark(c, marks, LATER))


async def states(database: Database) -> list[str]:
    o = tables.outbox.c
    return await desks.rows(database, select(o.state).order_by(o.id))


async def waits(database: Database) -> list[bool]:
    return await desks.rows(database, select(tables.contacts.c.held))


async def hold(database: Database, *texts: str) -> None:
    """Messages to Dewi that may not go, each after the other was found so."""
    await database.write(at_desk(desks.met))
    for text in texts:
        await post(database, text)
        (parcel,) = await lease(database)
        await mark(database, Mark(parcel, "held", since=LATER, error="not heard for a day"))


async def go(database: Database) -> list[str]:
    """Send all that goes, one after the other."""
    gone: list[str] = []
    while parcels := await lease(database, 1):
        gone += [str(getattr(p.body, "text", "errand")) for p in parcels]
        await mark(database, *(Mark(p, "sent", sent_id="5") for p in parcels))
    return gone


async def test_what_is_held_waits_and_blocks_nobody(database: Database) -> None:
    await hold(database, "kabar")
    await post(database, "resmi")
    await post(database, "lain", person=2)
    assert await go(database) == ["resmi", "lain"]
    assert await states(database) == ["held", "sent", "sent"]
    assert await waits(database) == [True]


async def test_it_is_not_even_looked_at(database: Database) -> None:
    await hold(database, "kabar")
    assert not await database.read(lambda c: outbox.waiting(c, "telegram", LATER))


@pytest.mark.parametrize("everything", [True, False])
async def test_it_is_no_leftover_of_a_sender_that_died(
    database: Database, everything: bool
) -> None:
    await hold(database, "kabar")
    much_later = LATER + timedelta(days=9)
    assert (
        await database.write(
            lambda c: outbox.recover(c, "telegram", much_later, everything=everything)
        )
        == 0
    )
    assert await states(database) == ["held"]


async def test_when_they_write_all_goes_in_order_before_the_answer(database: Database) -> None:
    await hold(database, "satu", "dua")
    word = desks.arrival("x", text="halo", at=LATER)
    await database.write(lambda c: batch.take(c, [word], desks.SHOP, LATER))
    assert await waits(database) == [False]
    assert (await go(database))[:2] == ["satu", "dua"]
    assert await states(database) == ["sent"] * 3


async def test_a_word_that_fails_to_be_handled_lets_it_go_all_the_same(database: Database) -> None:
    await hold(database, "kabar")
    photo = Attachment("telegram", "MM1/ME1", "foto.jpg")
    bad = desks.arrival("x", text="halo", at=LATER, attachments=(photo,))
    bad = replace(bad, errands=(Fetch(Address("telegram", "somebody"), photo),))
    await database.write(lambda c: batch.take_failed(c, bad, desks.SHOP, LATER, "E: broke"))
    assert await waits(database) == [False]
    errand, first = await lease(database)
    assert errand.body == Fetch(DEWI, photo)
    assert getattr(first.body, "text", "") == "kabar"


async def test_a_word_of_somebody_else_lets_nothing_go(database: Database) -> None:
    await hold(database, "kabar")
    word = desks.arrival("x", text="halo", person=2, at=LATER)
    await database.write(lambda c: batch.take(c, [word], desks.SHOP, LATER))
    assert (await states(database))[0] == "held"


@pytest.mark.parametrize(("seconds", "state"), [(-1, "held"), (0, "held"), (1, "ready")])
async def test_who_wrote_since_we_looked_does_not_wait(
    database: Database, seconds: int, state: str
) -> None:
    await database.write(at_desk(desks.met))
    await post(database, "kabar")
    (parcel,) = await lease(database)
    word = desks.said(at=LATER + timedelta(seconds=seconds))
    await database.write(at_desk(lambda at: at.meet(word, "id")))
    await mark(database, Mark(parcel, "held", since=LATER))
    assert await states(database) == [state]
    assert await waits(database) == [state == "held"]


async def test_who_was_never_heard_waits_too(database: Database) -> None:
    await hold(database)
    await database.write(lambda c: c.execute(tables.contacts.update().values(heard_at=None)))
    await hold_one(database)
    assert await states(database) == ["held"]


async def hold_one(database: Database) -> None:
    await post(database, "kabar")
    (parcel,) = await lease(database)
    await mark(database, Mark(parcel, "held", since=LATER))


async def test_a_lost_message_that_is_held_meanwhile_is_still_sought(database: Database) -> None:
    await database.write(at_desk(desks.met))
    await post(database, "kabar", lost=1)
    (parcel,) = await lease(database)
    await mark(database, Mark(parcel, "held", since=LATER))
    await database.write(lambda c: outbox.release(c, DEWI, LATER))
    (again,) = await lease(database)
    assert again.lost == 1


async def test_only_who_leased_it_may_hold_it(database: Database) -> None:
    await database.write(at_desk(desks.met))
    await post(database, "kabar")
    (slow,) = await lease(database)
    await mark(database, Mark(slow, "sent", sent_id="5"))
    await mark(database, Mark(slow, "held", since=LATER))
    assert await states(database) == ["sent"]
    assert await waits(database) == [False], "nothing waits for them"


async def test_nobody_is_told_to_wait_for_who_has_just_written(database: Database) -> None:
    """Else the next message would not knock, as if one had knocked already."""
    await database.write(at_desk(desks.met))
    await post(database, "kabar")
    await lease(database)
    word = desks.arrival("w", text="halo", at=LATER + timedelta(seconds=1))
    waits_now = desks.arrival("h", Receipt(1, "telegram", "", "held", LATER))
    await database.write(lambda c: batch.take(c, [word, waits_now], desks.SHOP, LATER))
    assert await waits(database) == [False]


# ---- errands


PICTURE = Attachment("telegram", "MM1/ME1", "foto.jpg")


async def test_an_errand_overtakes_what_its_chat_waits_for(database: Database) -> None:
    await post(database, "nanti", due_at=LATER + timedelta(hours=1))
    arrival = desks.arrival("e", text="", attachments=(PICTURE,))
    with_errand = type(arrival)(
        arrival.channel, arrival.ext_id, "{}", arrival.heard, errands=(Fetch(DEWI, PICTURE),)
    )
    await database.write(lambda c: batch.take(c, [with_errand], desks.SHOP, NOON))
    (errand,) = await lease(database)
    assert errand.body == Fetch(DEWI, PICTURE)


async def test_an_errand_under_way_holds_up_no_message(database: Database) -> None:
    await post(database, "", body=Fetch(DEWI, PICTURE), lane=outbox.QUESTION_LANE)
    await lease(database)
    await post(database, "jawaban")
    assert [p.body for p in await lease(database)] == [desks.spoken("jawaban")]


async def test_of_a_batch_that_failed_no_errand_is_left(database: Database) -> None:
    await database.write(at_desk(lambda at: desks.drafted(at, "d1")))
    press = desks.said(text="", press="d1:person=poison")
    bad = type(desks.arrival(1))("telegram", "u:1", "{}", press, errands=(Fetch(DEWI, PICTURE),))
    with pytest.raises(desks.Unspeakable):
        await database.write(lambda c: batch.take(c, [bad], desks.STUMBLING, NOON))
    assert await desks.count(database, tables.outbox) == 0
