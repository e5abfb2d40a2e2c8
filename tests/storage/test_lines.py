"""Whether somebody may be written to, and what is known to have gone and come."""

from datetime import timedelta

from sqlalchemy import Connection, update

from handlers.messages import Address
from storage import batch, lines, outbox, tables
from storage.codec import Arrival
from storage.database import Database
from storage.lines import Line
from storage.outbox import Mark
from tests import desks
from tests.desks import NOON, at_desk, post
from tests.postgres.both import only_sqlite
from tests.storage.plans import plans

ELSEWHERE = Address("whatsapp", "1")


async def line(database: Database, to: Address) -> Line | None:
    return await database.read(lambda c: lines.line(c, to))


async def test_there_is_no_line_to_nobody(database: Database) -> None:
    await database.write(at_desk(desks.met))
    assert await line(database, desks.address(2)) is None
    assert await line(database, ELSEWHERE) is None


async def test_a_person_is_written_to_where_they_last_wrote_from(database: Database) -> None:
    await database.write(at_desk(desks.met))
    assert await line(database, desks.address()) == Line("1", NOON, held=False, reachable=True)
    later = NOON + timedelta(minutes=1)
    said = desks.said(wire="ID.1", at=later)
    await database.write(at_desk(lambda at: at.meet(said, "id")))
    changed = update(tables.contacts).values(held=True, reachable=False)
    await database.write(lambda c: c.execute(changed))
    assert await line(database, desks.address()) == Line("ID.1", later, held=True, reachable=False)


async def test_who_spoke_in_a_group_only_was_not_heard(database: Database) -> None:
    await database.write(at_desk(lambda at: at.meet(desks.in_group("halo"), "id")))
    found = await line(database, desks.address(9))
    assert found is not None and found.heard_at is None


async def test_what_is_known_to_have_gone_to_a_chat(database: Database) -> None:
    await post(database, "one", sent_id="SM1", state="sent")
    await post(database, "other", person=2, sent_id="SM2", state="sent")
    await post(database, "there", to=ELSEWHERE, sent_id="SM3", state="sent")
    await post(database, "waits")
    ids = ["SM1", "SM2", "SM3", "SM4", ""]
    assert await database.read(lambda c: lines.sent(c, desks.address(), ids)) == {"SM1"}
    assert await database.read(lambda c: lines.sent(c, desks.address(), [])) == set()


async def test_a_row_is_found_by_the_id_of_any_part_of_it(database: Database) -> None:
    long = await post(database, "long", to=ELSEWHERE, due_at=NOON)
    for sid in ("SM1", "SM2"):
        more = sid == "SM1"

        def out(c: Connection, sid: str = sid, more: bool = more) -> None:
            (parcel,) = outbox.lease(c, "whatsapp", NOON, 1)
            state = "ready" if more else "sent"
            outbox.mark(c, [Mark(parcel, state, NOON, sent_id=sid, more=more)], NOON)

        await database.write(out)
    short = await post(database, "short", to=ELSEWHERE, sent_id="SM3", state="sent")
    await post(database, "other", sent_id="SM4", state="sent")
    seen = desks.statements(database._writer)
    ids = ["SM1", "SM2", "SM3", "SM4", "SM5"]
    found = await database.write(lambda c: lines.rows(c, "whatsapp", ids))
    assert found == {"SM1": long, "SM2": long, "SM3": short}
    assert await database.read(lambda c: lines.rows(c, "whatsapp", [])) == {}
    if database.is_sqlite:
        for step in await plans(database, seen):
            assert "SEARCH" in step and "sent_id=?" in step


async def test_what_was_taken_in_already(database: Database) -> None:
    arrivals = [
        Arrival("telegram", "SM1", "{}"),
        Arrival("whatsapp", "SM2", "{}"),
        Arrival("telegram", "SM3", "{}", problem="unreadable"),
    ]
    await take(database, arrivals)
    ids = ["SM1", "SM2", "SM3", "SM4"]
    assert await database.read(lambda c: lines.heard(c, "telegram", ids)) == {"SM1", "SM3"}
    assert await database.read(lambda c: lines.heard(c, "telegram", [])) == set()


async def take(database: Database, arrivals: list[Arrival]) -> None:
    await database.write(lambda c: batch.take(c, arrivals, desks.SHOP, NOON))


@only_sqlite
async def test_nothing_of_that_goes_through_a_whole_table(database: Database) -> None:
    seen = desks.statements(database._readers)
    await line(database, desks.address())
    await database.read(lambda c: lines.sent(c, desks.address(), ["SM1", "SM2"]))
    await database.read(lambda c: lines.heard(c, "telegram", ["SM1", "SM2"]))
    steps = [step.split("(")[0] for step in await plans(database, seen)]
    assert steps == [
        "SEARCH contacts USING INDEX sqlite_autoindex_contacts_1 ",
        "SEARCH outbox USING COVERING INDEX ix_outbox_sent ",
        "SEARCH inbox USING COVERING INDEX sqlite_autoindex_inbox_1 ",
    ]
