"""One batch of arrivals: one transaction that keeps them and does all that follows from them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, update

from handlers.desk import Contact
from handlers.gate import TOO_MANY, Gate
from handlers.messages import (
    Address,
    Choice,
    Fetch,
    Inspected,
    Joined,
    Moved,
    Phrase,
    Prompt,
    Reach,
    Said,
    Unfetched,
)
from handlers.router import attend, first_language
from handlers.scene import Scene, Shop
from handlers.staff import router as staff
from storage import aliases, tables
from storage.codec import Arrival
from storage.desk import SqlDesk
from storage.locks import lock
from storage.session import Row, insert_new, storable

_EXCESS = (
    update(tables.inbox)
    .where(tables.inbox.c.channel == bindparam("from_"), tables.inbox.c.ext_id == bindparam("key"))
    .values(state="excess", error=TOO_MANY)
)


def take(
    connection: Connection, arrivals: Sequence[Arrival], shop: Shop, now: datetime
) -> list[Arrival]:
    """Keep what is new of a batch and answer it; taking it again changes nothing.

    Returns what was new; what of it was more than one person may send is kept and not handled,
    and has that as its problem. Everything is read and written in sets: the number of statements
    does not grow with the batch, only with the rare things done in it.
    """
    lock(connection, "hears", _involved(arrivals))
    fresh = _recognised(connection, _keep(connection, arrivals, now))
    desk = SqlDesk(connection, shop, now)
    said = [a.heard for a in fresh if isinstance(a.heard, Said)]
    languages = shop.voice.languages
    desk.prepare(said, lambda s: first_language(s, languages))
    gate = Gate(desk, shop)
    excess = []
    for arrival in fresh:
        if arrival.heard is not None:
            if not gate.admits(arrival.heard):
                excess.append(arrival)
                continue
            attend(arrival.heard, desk, shop)
        for errand in arrival.errands:
            desk.errand(errand)
    desk.flush()
    return _set_apart(connection, fresh, excess)


def _set_apart(
    connection: Connection, fresh: list[Arrival], excess: Sequence[Arrival]
) -> list[Arrival]:
    """Write down what was not handled; returns all that is new, that with its problem."""
    if not excess:
        return fresh
    keys = [{"from_": a.channel, "key": a.ext_id} for a in excess]
    connection.execute(_EXCESS, keys)
    apart = {(a.channel, a.ext_id) for a in excess}
    return [replace(a, problem=TOO_MANY) if (a.channel, a.ext_id) in apart else a for a in fresh]


def _involved(arrivals: Sequence[Arrival]) -> Iterator[tuple[str, str]]:
    """Everybody who speaks, under each of their ids, and where: of what one of them says in two
    processes, one waits for the other.
    """
    for arrival in arrivals:
        heard = arrival.heard
        match heard:
            case Said():
                for chat in (heard.address.chat, heard.sender, *(heard.aliases or ())):
                    yield arrival.channel, chat
            case Moved():
                yield arrival.channel, heard.old.chat
                yield arrival.channel, heard.new.chat
            case Reach() | Joined() | Unfetched() | Inspected():
                yield arrival.channel, heard.address.chat


def _recognised(connection: Connection, arrivals: Sequence[Arrival]) -> list[Arrival]:
    """The arrivals, each under the id its speaker is known by, their errands with them."""
    said = [a.heard for a in arrivals if isinstance(a.heard, Said)]
    who = iter(aliases.recognised(connection, said))
    reach = [a.heard.address for a in arrivals if isinstance(a.heard, Reach)]
    known = aliases.canonical(connection, reach)
    return [_under(a, who, known) for a in arrivals]


def _under(arrival: Arrival, who: Iterator[Said], known: Mapping[Address, Address]) -> Arrival:
    match arrival.heard:
        case Said():
            said = next(who)
            errands = tuple(
                replace(e, to=said.address) if isinstance(e, Fetch) else e for e in arrival.errands
            )
            return replace(arrival, heard=said, errands=errands)
        case Reach(address):
            whose = known.get(address, address)
            return replace(arrival, heard=replace(arrival.heard, address=whose))
        case _:
            return arrival


def _keep(connection: Connection, arrivals: Sequence[Arrival], now: datetime) -> list[Arrival]:
    """Write the inbox rows that are not there yet; returns their arrivals, in order."""
    by_key: dict[tuple[str, str], Arrival] = {}
    for arrival in arrivals:
        by_key.setdefault((arrival.channel, arrival.ext_id), arrival)
    rows = [_row(a, now, "aside" if a.problem else "done", a.problem) for a in by_key.values()]
    if not rows:
        return []
    statement = insert_new(connection, tables.inbox, "channel", "ext_id")
    new = {tuple(row) for row in connection.execute(statement, rows)}
    return [arrival for key, arrival in by_key.items() if key in new]


def _row(arrival: Arrival, now: datetime, state: str, error: str) -> Row:
    chat = arrival.heard.address.chat if isinstance(arrival.heard, Said) else ""
    return {
        "channel": arrival.channel,
        "ext_id": arrival.ext_id,
        "chat": chat,
        "body": storable(arrival.body),
        "state": state,
        "error": storable(error),
        "received_at": now,
    }


def take_failed(
    connection: Connection, arrival: Arrival, shop: Shop, now: datetime, error: str
) -> None:
    """Keep an arrival whose handling failed: its sender gets an apology, the officers a notice.

    What it brought is fetched all the same, and what waited for the sender's word goes first.
    """
    lock(connection, "hears", _involved([arrival]))
    keep_failed(connection, arrival, now, error)
    arrival = _recognised(connection, [arrival])[0]
    said = arrival.heard
    if not isinstance(said, Said):
        return
    desk = SqlDesk(connection, shop, now)
    contact = desk.meet(said, first_language(said, shop.voice.languages))
    scene = Scene(desk, shop, said, contact)
    for errand in arrival.errands:
        desk.errand(errand)
    if said.private:
        if contact.held:
            desk.release(contact)
        sorry = (Choice("/officer", Phrase("menu-officer")),)
        scene.say(Prompt((Phrase("sorry-failed"),), sorry))
    scene.close()
    _tell_officers(scene, contact, said.text[:200])
    desk.flush()


def _tell_officers(scene: Scene, contact: Contact, text: str) -> None:
    """Say what failed, without the words where it is the words that cannot be said."""
    try:
        notice = Prompt((Phrase("staff-failed", {"who": contact.known_as, "text": text}),))
        scene.tell_staff(notice, about=contact.subject)
    except Exception:
        if not text:
            raise
        _tell_officers(scene, contact, "")


def keep_failed(connection: Connection, arrival: Arrival, now: datetime, error: str) -> None:
    """Keep an arrival of which nothing more can be done: it must not come again for ever."""
    connection.execute(insert(tables.inbox), [_row(arrival, now, "failed", error)])


def sit(connection: Connection, said: Said, shop: Shop, now: datetime) -> None:
    """Seat the person who runs the program in the staff chat `said` names."""
    desk = SqlDesk(connection, shop, now)
    contact = desk.meet(said, shop.staff_language)
    staff.sit(Scene(desk, shop, said, contact))
    desk.flush()
