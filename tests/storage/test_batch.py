"""A batch is one transaction, and what is in it happens once."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import Connection, select

from handlers.messages import Address, Joined, Moved, Reach, Said
from services.orders import Role
from storage import batch, tables
from storage.codec import Arrival
from storage.database import Database
from tests import desks


def taking(arrivals: list[Arrival]) -> Callable[[Connection], list[Arrival]]:
    return lambda c: batch.take(c, arrivals, desks.SHOP, desks.NOON)


async def take(database: Database, *arrivals: Arrival) -> int:
    return len(await database.write(taking(list(arrivals))))


async def sent_to(database: Database, person: int) -> list[str]:
    box = tables.outbox
    query = select(box.c.body).where(box.c.chat == str(person)).order_by(box.c.id)
    return [body["message"]["text"] for body in await desks.rows(database, query)]


async def test_a_message_is_kept_and_answered(database: Database) -> None:
    assert await take(database, desks.arrival(1, text="halo")) == 1
    inbox = await desks.rows(database, tables.inbox.select())
    assert inbox == [(1, "telegram", "u:1", "1", "{}", "done", "", desks.NOON)]
    (answer,) = await sent_to(database, 1)
    assert "Apa yang bisa kami bantu?" in answer


async def test_what_comes_twice_in_one_batch_happens_once(database: Database) -> None:
    first = desks.arrival(1, text="halo")
    assert await take(database, first, replace(first, body="again")) == 1
    assert len(await sent_to(database, 1)) == 1
    assert await desks.rows(database, select(tables.inbox.c.body)) == ["{}"]


async def test_what_comes_again_in_a_later_batch_happens_once(database: Database) -> None:
    assert await take(database, desks.arrival(1), desks.arrival(2)) == 2
    assert await take(database, desks.arrival(2), desks.arrival(3), desks.arrival(1)) == 1
    assert len(await sent_to(database, 1)) == 3


async def test_one_id_on_two_channels_is_two_messages(database: Database) -> None:
    here = desks.arrival(1)
    there = replace(here, channel="whatsapp", heard=desks.said(address=Address("whatsapp", "1")))
    assert await take(database, here, there) == 2
    assert await desks.count(database, tables.contacts) == 2


async def test_a_chats_messages_are_taken_in_their_order(database: Database) -> None:
    steps = ["/order", "eva 5 mm", "/language=en", "/cancel"]
    one_by_one, together = 1, 2
    for i, text in enumerate(steps):
        await take(database, desks.arrival(f"a{i}", text=text, person=one_by_one))
    await take(
        database, *(desks.arrival(f"b{i}", text=t, person=together) for i, t in enumerate(steps))
    )
    told = await sent_to(database, together)
    assert [text.replace("Dewi 2", "Dewi 1") for text in told] == await sent_to(
        database, one_by_one
    )
    assert len(set(told)) == len(steps)


async def test_the_first_words_decide_the_language_however_they_are_batched(
    database: Database,
) -> None:
    hello = desks.said("Hello, do you have slippers for our hotel?", language="")
    await take(
        database,
        desks.arrival(1, hello, person=1),
        desks.arrival(2, replace(hello, text="terima kasih banyak")),
    )
    assert await desks.rows(database, select(tables.contacts.c.language)) == ["en"]


async def test_a_new_person_becomes_one_contact_with_where_they_came_from(
    database: Database,
) -> None:
    await take(
        database,
        desks.arrival(1, text="halo"),
        desks.arrival(2, text="/start", source="kartu-nama"),
        desks.arrival(3, text="/start", source="pameran"),
    )
    await take(database, desks.arrival(4, text="halo", name="Dewi Baru"))
    c = tables.contacts.c
    found = await desks.rows(database, select(c.ext_id, c.name, c.source, c.created_at))
    assert found == [("1", "Dewi Baru", "kartu-nama", desks.NOON)]


async def test_what_cannot_be_parsed_is_set_aside(database: Database) -> None:
    strange = Arrival("telegram", "u:1", '{"poll": 1}', problem="no such thing")
    assert await take(database, strange, desks.arrival(2)) == 2
    i = tables.inbox.c
    assert await desks.rows(database, select(i.state, i.error)) == [
        ("aside", "no such thing"),
        ("done", ""),
    ]
    assert await take(database, strange) == 0


async def test_what_says_nothing_to_the_desk_is_only_kept(database: Database) -> None:
    assert await take(database, Arrival("telegram", "u:1", "{}")) == 1
    assert await desks.count(database, tables.outbox) == 0


async def test_an_empty_batch_is_nothing(database: Database) -> None:
    assert await take(database) == 0


async def test_half_a_character_costs_nobody_anything(database: Database) -> None:
    broken = Arrival(
        "telegram", "u:1", "{\ud83d\0}", desks.said("halo \ud83d", name="De\0wi \ud83d")
    )
    assert await take(database, broken) == 1
    assert await desks.rows(database, select(tables.inbox.c.body)) == ["{?}"]
    assert await desks.rows(database, select(tables.contacts.c.name)) == ["Dewi ?"]


async def test_who_stopped_us_is_unreachable_until_they_write(database: Database) -> None:
    reachable = select(tables.contacts.c.reachable)
    stopped = Reach(desks.address(), open=False, at=desks.NOON)
    await take(database, desks.arrival(1), desks.arrival(2, stopped))
    assert await desks.rows(database, reachable) == [False]
    await take(database, desks.arrival(3))
    assert await desks.rows(database, reachable) == [True]
    nobody = Reach(desks.address(77), open=True, at=desks.NOON)
    assert await take(database, desks.arrival(4, nobody)) == 1
    assert await desks.count(database, tables.contacts) == 1


async def test_who_leaves_a_group_is_remembered_and_who_joins_is_asked_later(
    database: Database,
) -> None:
    for i, member in enumerate([True, False]):
        await take(database, desks.arrival(i, Joined(desks.STAFF, "9", member, desks.NOON)))
        found = await database.read(lambda c: desks.desk(c).member_since(desks.STAFF, "9"))
        assert found == (None if member else (False, desks.NOON))


async def test_a_card_posted_just_before_its_chat_moved_follows(database: Database) -> None:
    await desks.link_staff(database)
    await database.write(desks.at_desk(desks.drafted))
    new = Address("telegram", "-1001")
    await take(
        database,
        desks.arrival(1, text="", press="d1:/confirm=order"),
        desks.arrival(2, Moved(desks.STAFF, new, desks.NOON)),
    )
    assert await desks.rows(database, select(tables.staff_chats.c.chat)) == ["-1001"]
    assert set(await desks.rows(database, select(tables.tokens.c.chat))) == {"-1001"}
    assert await desks.rows(database, select(tables.outbox.c.chat).distinct()) == ["-1001", "1"]


async def test_a_failed_message_is_kept_with_its_error_and_told_of(database: Database) -> None:
    await desks.link_staff(database)
    bad = desks.arrival(1, text="apa ini")
    await database.write(lambda c: batch.take_failed(c, bad, desks.SHOP, desks.NOON, "E: broke"))
    i = tables.inbox.c
    assert await desks.rows(database, select(i.state, i.error)) == [("failed", "E: broke")]
    assert "maaf" in (await sent_to(database, 1))[0]
    (notice,) = await sent_to(database, -500)
    assert "apa ini" in notice and "Dewi 1" in notice
    about = await desks.rows(database, select(tables.outbox.c.about).order_by(tables.outbox.c.id))
    assert about == ["", "contact:1"]


async def test_a_number_typed_below_an_apology_picks_from_the_apology(database: Database) -> None:
    await take(database, desks.arrival(1, text="halo"))
    bad = desks.arrival(2, text="apa ini")
    await database.write(lambda c: batch.take_failed(c, bad, desks.SHOP, desks.NOON, "E: broke"))
    (offered,) = await desks.rows(database, select(tables.contacts.c.offered))
    assert [press for press, _ in offered] == ["/officer"]


async def test_a_failure_in_the_group_or_of_no_person_asks_no_pardon(database: Database) -> None:
    await desks.link_staff(database)
    moved = desks.arrival(1, Moved(desks.STAFF, desks.STAFF, desks.NOON))
    for bad in (moved, desks.arrival(2, desks.in_group("hm"))):
        await database.write(
            partial(batch.take_failed, arrival=bad, shop=desks.SHOP, now=desks.NOON, error="E")
        )
    assert len(await sent_to(database, -500)) == 1
    assert await desks.count(database, tables.outbox) == 1


async def test_words_that_cannot_be_said_are_left_out_of_the_notice(database: Database) -> None:
    await desks.link_staff(database)
    bad = desks.arrival(1, text="poison")
    await database.write(
        lambda c: batch.take_failed(c, bad, desks.STUMBLING, desks.NOON, "Unspeakable")
    )
    assert "Dewi 1" in (await sent_to(database, -500))[0]
    assert len(await sent_to(database, 1)) == 1


async def test_a_name_that_cannot_be_said_leaves_the_failure_to_the_log(
    database: Database,
) -> None:
    await desks.link_staff(database)
    bad = desks.arrival(1, desks.said("halo", name="poison"))
    with pytest.raises(desks.Unspeakable):
        await database.write(
            lambda c: batch.take_failed(c, bad, desks.STUMBLING, desks.NOON, "Unspeakable")
        )
    await database.write(lambda c: batch.keep_failed(c, bad, desks.NOON, "Unspeakable"))
    assert await desks.rows(database, select(tables.inbox.c.state)) == ["failed"]
    assert await desks.count(database, tables.outbox) == 0


async def test_who_runs_the_program_sits_at_its_desk_without_a_code(database: Database) -> None:
    at = Said(Address("local", "staff"), "budi", "Budi", desks.NOON, private=False)
    for _ in range(2):
        await database.write(lambda c: batch.sit(c, at, desks.SHOP, desks.NOON))
    assert await desks.count(database, tables.staff_chats) == 1
    officer = await database.write(lambda c: desks.desk(c).officer(Address("local", "budi")))
    assert officer is not None and officer.roles == {Role.HEAD}


async def drafts(database: Database, people: int) -> None:
    """So many known people in the middle of an order."""

    def unit(connection: Connection) -> None:
        at = desks.desk(connection)
        for person in range(1, people + 1):
            desks.met(at, person)
        at.flush()
        for person in range(1, people + 1):
            desks.drafted(at, f"d{person}", person)
            desks.met(at, person).greeted = True
        at.flush()

    await database.write(unit)


WORDS: dict[str, Callable[[int], dict[str, str]]] = {
    "a question in between": lambda _: {"text": "jam buka?"},
    "a changed answer": lambda p: {"text": "", "press": f"d{p}:1.quantity=1000"},
    "a cancelled draft": lambda _: {"text": "batal"},
}


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize("size", [50, 200])
async def test_the_statements_of_a_batch_do_not_grow_with_it(
    database: Database, size: int, words: Callable[[int], dict[str, str]]
) -> None:
    await drafts(database, size)
    seen = desks.statements(database._writer)
    batch_of = [desks.arrival(p, person=p, **words(p)) for p in range(1, size + 1)]
    assert await take(database, *batch_of) == size
    figures = [sql for sql in seen if "rates" in sql]
    calendar = [sql for sql in seen if "day_changes" in sql]
    assert len(figures) <= 1  # where a price may be said
    assert len(calendar) <= 1  # where a draft is whole: it says the day it would come
    looks = [*figures, *calendar]
    kinds = [sql.split("WHERE")[0].split("VALUES")[0].split()[0] for sql in seen]
    kinds = [kind for kind, sql in zip(kinds, seen, strict=True) if sql not in looks]
    if database.is_sqlite:
        assert kinds[:4] == ["BEGIN", "INSERT", "SELECT", "SELECT"]
    else:  # who speaks is locked before, and whom is written to in the end
        assert kinds[:4] == ["SELECT", "INSERT", "SELECT", "SELECT"]
        del kinds[-2]
    assert sorted(kinds[4:]) in (["INSERT", "UPDATE"], ["INSERT", "UPDATE", "UPDATE"])
    assert len(await sent_to(database, 1)) == 1
