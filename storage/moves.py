"""A chat that goes on under another id: what of ours has to follow it."""

from sqlalchemy import ColumnElement, Connection, Table, delete, select, update

from handlers.messages import Address
from storage import tables


def move(connection: Connection, old: Address, new: Address) -> None:
    """Staff chat, members, buttons and what still waits to go follow; what was sent stays.

    Message ids begin anew in the new chat: an old one taken along would name somebody else's
    message there. What is already known of the new chat counts more than the old.
    """
    if old == new:
        return
    staff, members = tables.staff_chats, tables.members
    linked = select(staff.c.id).where(*_at(staff, new)).exists()
    connection.execute(delete(staff).where(*_at(staff, old), linked))
    seen = select(members.c.person).where(*_at(members, new))
    connection.execute(delete(members).where(*_at(members, old), members.c.person.in_(seen)))
    for table in (staff, members, tables.tokens):
        connection.execute(update(table).where(*_at(table, old)).values(chat=new.chat))
    waiting = update(tables.outbox).where(*_at(tables.outbox, old), tables.waits(tables.outbox))
    connection.execute(waiting.values(chat=new.chat))


def _at(table: Table, address: Address) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return table.c.channel == address.channel, table.c.chat == address.chat
