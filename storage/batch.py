"""One batch of arrivals: one transaction that keeps them and does all that follows from them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, insert

from handlers.messages import Choice, Outgoing, Phrase, Prompt, Said
from handlers.router import attend, first_language
from handlers.scene import Scene, Shop
from handlers.staff import router as staff
from storage import tables
from storage.codec import Arrival
from storage.desk import SqlDesk
from storage.session import Row, insert_new


def take(connection: Connection, arrivals: Sequence[Arrival], shop: Shop, now: datetime) -> int:
    """Keep what is new of a batch and answer it; taking it again changes nothing.

    Returns how many were new. Everything is read and written in sets: the number of
    statements does not grow with the batch, only with the rare things done in it.
    """
    fresh = _keep(connection, arrivals, now)
    desk = SqlDesk(connection, shop, now)
    said = [a.heard for a in fresh if isinstance(a.heard, Said)]
    languages = shop.voice.languages
    desk.prepare(said, [first_language(s, languages) for s in said])
    for arrival in fresh:
        if arrival.heard is not None:
            attend(arrival.heard, desk, shop)
    desk.flush()
    return len(fresh)


def _keep(connection: Connection, arrivals: Sequence[Arrival], now: datetime) -> list[Arrival]:
    """Write the inbox rows that are not there yet; returns their arrivals, in order."""
    by_key = {(a.channel, a.ext_id): a for a in arrivals}
    rows = [_row(a, now, "aside" if a.problem else "done", a.problem) for a in by_key.values()]
    if not rows:
        return []
    statement = insert_new(connection, tables.inbox).returning(
        tables.inbox.c.channel, tables.inbox.c.ext_id
    )
    new = {tuple(row) for row in connection.execute(statement, rows)}
    return [arrival for key, arrival in by_key.items() if key in new]


def _row(arrival: Arrival, now: datetime, state: str, error: str) -> Row:
    chat = arrival.heard.address.chat if isinstance(arrival.heard, Said) else ""
    return {
        "channel": arrival.channel,
        "ext_id": arrival.ext_id,
        "chat": chat,
        "body": arrival.body,
        "state": state,
        "error": error,
        "received_at": now,
    }


def take_failed(
    connection: Connection, arrival: Arrival, shop: Shop, now: datetime, error: str
) -> None:
    """Keep an arrival whose handling failed: its sender gets an apology, the officers a notice."""
    connection.execute(insert(tables.inbox), [_row(arrival, now, "failed", error)])
    desk = SqlDesk(connection, shop, now)
    said = arrival.heard
    if isinstance(said, Said):
        contact = desk.meet(said, first_language(said, shop.voice.languages))
        sorry = Prompt((Phrase("sorry-failed"),), (Choice("/officer", Phrase("menu-officer")),))
        if said.private:
            spoken = shop.voice.speak(sorry, contact.language)
            desk.send(Outgoing(said.address, spoken))
        notice = Prompt((Phrase("staff-failed", {"who": contact.called, "text": said.text[:200]}),))
        spoken = shop.voice.speak(notice, shop.staff_language)
        for chat in desk.staff_chats():
            desk.send(Outgoing(chat.address, spoken, about=contact.subject))
    desk.flush()


def sit(connection: Connection, said: Said, shop: Shop, now: datetime) -> None:
    """Seat the person who runs the program in the staff chat `said` names."""
    desk = SqlDesk(connection, shop, now)
    contact = desk.meet(said, shop.staff_language)
    staff.sit(Scene(desk, shop, said, contact))
    desk.flush()
