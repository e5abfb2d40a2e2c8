"""Contacts and dialogs: loaded in sets, written back where they changed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from handlers.forms import Dialog
from handlers.messages import Address, Said
from storage import tables
from storage.database import Database
from storage.desk import SqlDesk
from tests import desks
from tests.desks import NOON


async def test_a_changed_field_is_all_it_takes(database: Database) -> None:
    def change(at: SqlDesk) -> None:
        contact = desks.met(at)
        contact.language = "en"
        contact.offered = [("/order", "Order")]
        contact.talk_until = desks.NOON

    await database.write(desks.at_desk(change))
    contact = await database.write(lambda c: desks.desk(c).contact_at(desks.address()))
    assert contact is not None
    assert (contact.language, contact.offered, contact.talk_until) == (
        "en",
        [("/order", "Order")],
        desks.NOON,
    )
    assert contact == await database.write(lambda c: desks.desk(c).contact(contact.id))


async def test_what_nobody_changed_is_not_written(database: Database) -> None:
    await database.write(desks.at_desk(desks.drafted))
    seen = desks.statements(database._writer)

    def look(at: SqlDesk) -> None:
        contact = desks.met(at)
        assert at.contact(contact.id) is contact
        assert at.dialog("d1") is at.dialog("d1")

    await database.write(desks.at_desk(look))
    assert [sql.split()[0] for sql in seen] == [
        *(["BEGIN"] if database.is_sqlite else []),
        *("SELECT", "SELECT"),
    ]


async def test_who_was_never_here_is_nobody(database: Database) -> None:
    def look(at: SqlDesk) -> None:
        assert at.contact_at(desks.address(7)) is None
        assert at.contact(7) is None
        assert at.dialog("") is None
        assert at.dialog("nothing") is None

    await database.write(desks.at_desk(look))


async def test_one_person_on_two_channels_is_two_contacts(database: Database) -> None:
    def meet(at: SqlDesk) -> None:
        one = desks.met(at)
        two = at.meet(desks.said(address=Address("whatsapp", "1")), "id")
        assert one.id != two.id

    await database.write(desks.at_desk(meet))


async def test_a_dialog_grows_by_what_was_answered(database: Database) -> None:
    kept = await database.write(desks.at_desk(desks.drafted))

    def answer(at: SqlDesk) -> None:
        again = at.dialog("d1")
        assert again == kept
        at.keep(replace(kept, dialog=Dialog("d1", "order", {"hotel": "Lain"}), outcome="cancelled"))
        at.flush()
        at.flush()

    await database.write(desks.at_desk(answer, desks.HandClock().turn(60)))
    d = tables.dialogs.c
    found = await desks.rows(database, select(d.answers, d.outcome, d.updated_at))
    assert found == [({"hotel": "Lain"}, "cancelled", desks.HandClock().turn(60))]


async def test_a_newcomer_in_the_middle_of_a_batch_undoes_nothing(database: Database) -> None:
    """Loading another's dialog must not read over what an earlier message changed."""
    kept = await database.write(desks.at_desk(desks.drafted))

    def unit(at: SqlDesk) -> None:
        at.prepare([desks.said()], lambda _: "id")
        at.keep(replace(kept, outcome="cancelled"))
        desks.met(at, person=2)

    await database.write(desks.at_desk(unit))
    assert await desks.rows(database, select(tables.dialogs.c.outcome)) == ["cancelled"]


async def test_an_id_on_one_channel_is_not_looked_up_as_one_on_another(
    database: Database,
) -> None:
    """Read over, what an earlier message of the batch changed would be lost."""
    there = desks.said(address=Address("whatsapp", "1"))
    await database.write(
        desks.at_desk(lambda at: at.prepare([desks.said(), there], lambda _: "id"))
    )

    def unit(at: SqlDesk) -> None:
        desks.met(at).language = "en"
        at.prepare([there, desks.said(person=2)], lambda _: "id")

    await database.write(desks.at_desk(unit))
    c = tables.contacts.c
    found = await desks.rows(database, select(c.channel, c.ext_id, c.language).order_by(c.id))
    assert found == [("telegram", "1", "en"), ("whatsapp", "1", "id"), ("telegram", "2", "id")]


# ---- when and where they were last heard


def heard_after(seconds: float, wire: str = "", **more: Any) -> Said:
    return desks.said(at=NOON + timedelta(seconds=seconds), wire=wire, **more)


async def last_heard(database: Database, *said: Said) -> tuple[float, str]:
    """Seconds after noon, and the id, after all of that was said."""

    def unit(at: SqlDesk) -> None:
        for one in said:
            at.meet(one, "id")

    await database.write(desks.at_desk(unit))
    c = tables.contacts.c
    ((at, wire),) = await desks.rows(database, select(c.heard_at, c.wire))
    return (at - NOON).total_seconds(), wire


async def test_when_somebody_was_last_heard_only_grows(database: Database) -> None:
    assert await last_heard(database, heard_after(5, "a")) == (5, "a")
    assert await last_heard(database, heard_after(3, "b")) == (5, "a")
    assert await last_heard(database, heard_after(9, "c"), heard_after(7, "d")) == (9, "c")


async def test_of_two_words_at_one_moment_the_later_tells_where_to_write(
    database: Database,
) -> None:
    assert await last_heard(database, heard_after(5, "a"), heard_after(5, "b")) == (5, "b")


async def test_what_is_said_in_a_group_opens_no_private_line(database: Database) -> None:
    await database.write(desks.at_desk(lambda at: at.meet(desks.in_group("halo"), "id")))
    c = tables.contacts.c
    assert await desks.rows(database, select(c.heard_at, c.wire)) == [(None, "")]


async def test_a_number_is_kept_until_another_is_shown(database: Database) -> None:
    phones = []
    for phone in ("+621", "", "+622"):
        await last_heard(database, heard_after(5, phone=phone))
        phones += await desks.rows(database, select(tables.contacts.c.phone))
    assert phones == ["+621", "+621", "+622"]
