"""Contacts and dialogs: loaded in sets, written back where they changed."""

from dataclasses import replace

from sqlalchemy import select

from handlers.forms import Dialog
from handlers.messages import Address
from storage import tables
from storage.database import Database
from storage.desk import SqlDesk
from tests import desks


async def test_a_changed_field_is_all_it_takes(database: Database) -> None:
    def change(at: SqlDesk) -> None:
        contact = desks.met(at)
        contact.language = "en"
        contact.offered = [("/order", "Order")]
        contact.talk_until = desks.NOON

    await database.write(desks.at_desk(change))
    contact = await database.read(lambda c: desks.desk(c).contact_at(desks.address()))
    assert contact is not None
    assert (contact.language, contact.offered, contact.talk_until) == (
        "en",
        [("/order", "Order")],
        desks.NOON,
    )
    assert contact == await database.read(lambda c: desks.desk(c).contact(contact.id))


async def test_what_nobody_changed_is_not_written(database: Database) -> None:
    await database.write(desks.at_desk(desks.drafted))
    seen = desks.statements(database._writer.sync_engine)

    def look(at: SqlDesk) -> None:
        contact = desks.met(at)
        assert at.contact(contact.id) is contact
        assert at.dialog("d1") is at.dialog("d1")

    await database.write(desks.at_desk(look))
    assert [sql.split()[0] for sql in seen] == ["BEGIN", "SELECT", "SELECT"]


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
        at.prepare([desks.said()], ["id"])
        at.keep(replace(kept, outcome="cancelled"))
        desks.met(at, person=2)

    await database.write(desks.at_desk(unit))
    assert await desks.rows(database, select(tables.dialogs.c.outcome)) == ["cancelled"]
