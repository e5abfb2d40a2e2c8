"""People with several ids: never taken for each other, never for two."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, select

from handlers.messages import Address, Attachment, Fetch, Reach, Said
from storage import aliases, batch, codec, lines, tables
from storage.codec import Arrival
from storage.database import Database
from tests import desks
from tests.desks import NOON
from tests.postgres.both import only_sqlite
from tests.storage.plans import plans

PHONE, OTHER_PHONE = "+6281234567890", "+6289876543210"
DEWI, RINA, SARI = "ID.111", "ID.222", "ID.333"

C, A = tables.contacts.c, tables.aliases.c


def whatsapp(sender: str, *aliases: str, phone: str = "", **more: Any) -> Said:
    """What is said under one id, with others of the same person."""
    phone = phone or (sender if sender.startswith("+") else "")
    own = {"sender": sender, "aliases": aliases, "phone": phone, "groups": False}
    return desks.said(address=Address("whatsapp", sender), **{**own, **more})


def arrived(*said: Said) -> list[Arrival]:
    return [Arrival("whatsapp", f"{s.message}", "{}", s) for s in said]


class Mail:
    """Makes arrivals that are new."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._count = 0

    async def take(self, *said: Said) -> list[Arrival]:
        fresh = []
        for one in said:
            self._count += 1
            fresh.append(replace(one, message=f"SM{self._count}"))
        return await self._database.write(
            lambda c: batch.take(c, arrived(*fresh), desks.SHOP, NOON)
        )


@pytest.fixture
def mail(database: Database) -> Mail:
    return Mail(database)


async def contacts(database: Database) -> list[str]:
    return await desks.rows(database, select(C.ext_id).order_by(C.id))


async def owners(database: Database) -> dict[str, str]:
    return dict(await desks.rows(database, select(A.alias, A.ext_id)))


async def wires(database: Database) -> dict[str, tuple[str, str]]:
    """Where each contact is written to, and the number officers see of them."""
    found = await desks.rows(database, select(C.ext_id, C.wire, C.phone))
    return {key: (wire, phone) for key, wire, phone in found}


async def told(database: Database) -> list[str]:
    o = tables.outbox.c
    return await desks.rows(database, select(o.chat).order_by(o.id))


# ---- one person


BOTH = whatsapp(PHONE, DEWI)


@pytest.mark.parametrize(
    ("steps", "contact"),
    [
        ([whatsapp(PHONE), BOTH, whatsapp(DEWI)], PHONE),
        ([whatsapp(DEWI), BOTH, whatsapp(PHONE)], DEWI),
        ([BOTH, whatsapp(DEWI), whatsapp(PHONE)], PHONE),
        ([whatsapp(DEWI, phone=""), whatsapp(PHONE, DEWI), whatsapp(DEWI)], DEWI),
    ],
    ids=["phone first", "own id first", "both first", "hidden, shown, hidden"],
)
@pytest.mark.parametrize("together", [False, True], ids=["one by one", "in one batch"])
async def test_all_ids_of_a_person_are_one_contact(
    database: Database, mail: Mail, steps: list[Said], contact: str, together: bool
) -> None:
    for some in [steps] if together else [[step] for step in steps]:
        fresh = await mail.take(*some)
        assert {a.heard.sender for a in fresh if isinstance(a.heard, Said)} == {contact}
    assert await contacts(database) == [contact]
    assert set(await told(database)) == {contact}


async def test_two_strangers_are_two_contacts(database: Database, mail: Mail) -> None:
    await mail.take(BOTH, whatsapp(OTHER_PHONE, RINA), whatsapp(SARI))
    assert await contacts(database) == [PHONE, OTHER_PHONE, SARI]


async def test_who_is_met_twice_in_a_batch_before_their_ids_are_kept_is_one_person(
    database: Database, mail: Mail
) -> None:
    await mail.take(BOTH, whatsapp(OTHER_PHONE, RINA), BOTH, whatsapp(RINA), whatsapp(DEWI))
    assert await contacts(database) == [PHONE, OTHER_PHONE]


async def test_the_same_id_on_another_channel_is_somebody_else(
    database: Database, mail: Mail
) -> None:
    await mail.take(BOTH)
    signal = Said(Address("signal", PHONE), PHONE, "Dewi", NOON, "halo", aliases=())
    (heard,) = await database.write(lambda c: aliases.recognised(c, [signal]))
    assert heard.address == Address("signal", PHONE)
    assert await database.read(lambda c: aliases.canonical(c, [heard.address])) == {
        heard.address: heard.address
    }


async def test_a_person_who_changed_their_number_is_known_under_both(
    database: Database, mail: Mail
) -> None:
    await mail.take(BOTH)
    await mail.take(whatsapp(OTHER_PHONE, DEWI))
    await mail.take(whatsapp(PHONE), whatsapp(OTHER_PHONE))
    assert await contacts(database) == [PHONE]


async def test_they_are_written_to_under_the_id_they_last_wrote_under(
    database: Database, mail: Mail
) -> None:
    for step, wire in [(BOTH, PHONE), (whatsapp(DEWI), DEWI), (whatsapp(PHONE), PHONE)]:
        await mail.take(step)
        line = await database.read(lambda c: lines.line(c, Address("whatsapp", PHONE)))
        assert line is not None and line.to == wire
    assert await wires(database) == {PHONE: (PHONE, PHONE)}


async def test_their_number_is_kept_though_they_hide_it_later(
    database: Database, mail: Mail
) -> None:
    await mail.take(whatsapp(DEWI), BOTH, whatsapp(DEWI))
    assert await wires(database) == {DEWI: (DEWI, PHONE)}


async def test_in_a_group_the_chat_stays_what_it_is(database: Database, mail: Mail) -> None:
    await mail.take(BOTH)
    chat = Address("whatsapp", "-77")
    there = replace(whatsapp(DEWI), address=chat, private=False)
    (heard,) = await database.write(lambda c: aliases.recognised(c, [there]))
    assert (heard.address, heard.sender, heard.wire) == (chat, PHONE, DEWI)


# ---- a number that was passed on


@pytest.mark.parametrize("first", [BOTH, whatsapp(DEWI)], ids=["number", "own id"])
@pytest.mark.parametrize("together", [False, True], ids=["one by one", "in one batch"])
async def test_who_gets_a_number_anew_is_another_contact(
    database: Database, mail: Mail, first: Said, together: bool
) -> None:
    steps = [first, BOTH, whatsapp(PHONE, RINA), whatsapp(PHONE), whatsapp(DEWI)]
    for some in [steps] if together else [[step] for step in steps]:
        await mail.take(*some)
    former = first.sender
    assert await contacts(database) == [former, RINA]
    assert await owners(database) == {PHONE: RINA, DEWI: former, RINA: RINA} | (
        {former: RINA} if former == PHONE else {}
    )
    assert await told(database) == [former, former, RINA, RINA, former]


@pytest.mark.parametrize("first", [BOTH, whatsapp(DEWI)], ids=["number", "own id"])
async def test_a_number_may_be_passed_on_again_and_again(
    database: Database, mail: Mail, first: Said
) -> None:
    for step in [first, BOTH, whatsapp(PHONE, RINA), whatsapp(PHONE, SARI), whatsapp(PHONE)]:
        await mail.take(step)
    assert await contacts(database) == [first.sender, RINA, SARI]
    assert (await told(database))[-3:] == [RINA, SARI, SARI]


async def test_what_is_meant_for_the_former_owner_does_not_go_to_the_number(
    database: Database, mail: Mail
) -> None:
    """They were last heard under the number; whoever has it now would read of their orders."""
    await mail.take(BOTH)
    await mail.take(whatsapp(PHONE, RINA))
    assert await wires(database) == {PHONE: (DEWI, ""), RINA: (PHONE, PHONE)}
    await mail.take(BOTH)
    assert await wires(database) == {PHONE: (PHONE, PHONE), RINA: (RINA, "")}


async def test_nor_where_the_number_changes_hands_within_one_batch(
    database: Database, mail: Mail
) -> None:
    await mail.take(BOTH, whatsapp(PHONE, RINA))
    assert await wires(database) == {PHONE: (DEWI, ""), RINA: (PHONE, PHONE)}


async def test_who_wrote_under_their_own_id_goes_on_to_be_written_to_there(
    database: Database, mail: Mail
) -> None:
    await mail.take(BOTH, whatsapp(DEWI))
    await mail.take(whatsapp(PHONE, RINA))
    assert await wires(database) == {PHONE: (DEWI, ""), RINA: (PHONE, PHONE)}


async def test_a_number_nobody_else_is_known_by_goes_with_the_id_it_came_with(
    database: Database, mail: Mail
) -> None:
    """Met under the number alone, and hidden: two contacts before anything told they are one."""
    await mail.take(whatsapp(PHONE))
    await mail.take(whatsapp(DEWI))
    await mail.take(BOTH)
    await mail.take(whatsapp(PHONE))
    assert await contacts(database) == [PHONE, DEWI]
    assert (await told(database))[2:] == [DEWI, DEWI]


async def test_the_new_owner_sees_no_order_of_the_former(database: Database, mail: Mail) -> None:
    await mail.take(BOTH)

    def order(at: Any) -> None:
        contact = at.contact_at(Address("whatsapp", PHONE))
        quote = desks.quoted(at, "d1", 1)
        at.connection.execute(tables.quotes.update().values(contact_id=contact.id))
        at.place(quote.model_copy(update={"contact_id": contact.id}))

    await database.write(desks.at_desk(order))
    o = tables.outbox.c
    await mail.take(replace(whatsapp(PHONE, RINA), text="", press="/status"))
    await mail.take(replace(whatsapp(DEWI), text="", press="/status"))
    (theirs, mine) = (await desks.rows(database, select(o.body).order_by(o.id)))[-2:]
    assert "001" in mine["message"]["text"]
    assert "001" not in theirs["message"]["text"]


# ---- what else is said of an id


async def test_who_stops_us_under_any_id_is_who_cannot_be_reached(
    database: Database, mail: Mail
) -> None:
    await mail.take(BOTH)
    for number, (under, is_open) in enumerate([(DEWI, False), (PHONE, True)]):
        reach = Reach(Address("whatsapp", under), open=is_open, at=NOON)
        arrival = Arrival("whatsapp", f"R{number}", "{}", reach)
        await database.write(partial(batch.take, arrivals=[arrival], shop=desks.SHOP, now=NOON))
        assert await desks.rows(database, select(C.reachable)) == [is_open]


async def test_the_new_owner_of_a_number_stops_us_for_themselves(
    database: Database, mail: Mail
) -> None:
    await mail.take(BOTH)
    await mail.take(whatsapp(PHONE, RINA))
    stop = Arrival("whatsapp", "R", "{}", Reach(Address("whatsapp", PHONE), open=False, at=NOON))
    await database.write(lambda c: batch.take(c, [stop], desks.SHOP, NOON))
    found = dict(await desks.rows(database, select(C.ext_id, C.reachable)))
    assert found == {PHONE: True, RINA: False}


async def test_a_picture_is_fetched_for_the_contact_it_came_from(
    database: Database, mail: Mail
) -> None:
    await mail.take(BOTH)
    picture = Attachment("whatsapp", "MM1/ME1", "foto.jpg")
    said = whatsapp(DEWI, attachments=(picture,))
    arrival = Arrival(
        "whatsapp", "SM9", "{}", said, errands=(Fetch(Address("whatsapp", DEWI), picture),)
    )
    await database.write(lambda c: batch.take(c, [arrival], desks.SHOP, NOON))
    o = tables.outbox.c
    found = await desks.rows(database, select(o.chat, o.body).order_by(o.id.desc()))
    errands = [(chat, codec.parcel(body)) for chat, body in found if "fetch" in body]
    assert errands == [(PHONE, Fetch(Address("whatsapp", PHONE), picture))]


async def test_who_failed_to_be_answered_is_asked_pardon_under_the_id_they_are_known_by(
    database: Database, mail: Mail
) -> None:
    await mail.take(BOTH)
    (bad,) = arrived(replace(whatsapp(DEWI), message="SM9"))
    await database.write(lambda c: batch.take_failed(c, bad, desks.SHOP, NOON, "E: broke"))
    assert await contacts(database) == [PHONE]
    assert await told(database) == [PHONE, PHONE]


# ---- what it costs


def kinds(seen: Sequence[str]) -> list[str]:
    return [f"{sql.split()[0]} aliases" for sql in seen if "aliases" in sql]


@pytest.mark.parametrize("size", [2, 100])
async def test_a_flood_of_known_people_costs_one_look(
    database: Database, mail: Mail, size: int
) -> None:
    people = [whatsapp(f"+62{n}", f"ID.{n}") for n in range(100)]
    await mail.take(*people)
    seen = desks.statements(database._writer)
    await mail.take(*people[:size], *(whatsapp(p.aliases[0]) for p in people[:size] if p.aliases))
    assert kinds(seen) == ["SELECT aliases"]


async def test_a_flood_of_new_people_is_written_in_a_set(database: Database, mail: Mail) -> None:
    seen = desks.statements(database._writer)
    await mail.take(*(whatsapp(f"+62{n}", f"ID.{n}") for n in range(100)))
    assert kinds(seen) == ["SELECT aliases", "DELETE aliases", "INSERT aliases"]


async def test_where_people_have_one_id_nobody_looks_for_others(database: Database) -> None:
    seen = desks.statements(database._writer)
    arrivals = [desks.arrival(n, person=n) for n in range(9)]
    await database.write(lambda c: batch.take(c, arrivals, desks.SHOP, NOON))
    assert kinds(seen) == []


@only_sqlite
async def test_nobody_is_sought_among_all(database: Database, mail: Mail) -> None:
    await mail.take(BOTH, whatsapp(OTHER_PHONE, SARI))
    seen = desks.statements(database._writer)
    await mail.take(whatsapp(PHONE, RINA), whatsapp(OTHER_PHONE))
    steps = await plans(database, seen)
    assert {step.split("(")[0] for step in steps} == {
        "SEARCH aliases USING INDEX sqlite_autoindex_aliases_1 ",
        "SEARCH aliases USING INDEX ix_aliases_of ",
        "SEARCH contacts USING INDEX sqlite_autoindex_contacts_1 ",
        "SEARCH contacts USING INTEGER PRIMARY KEY ",
    }


# ---- whatever they do


@dataclass
class Person:
    """Somebody with an id of their own, perhaps a number, and the contacts we took them for."""

    own: str
    number: str = ""
    contacts: set[str] = field(default_factory=set)


@dataclass
class Town:
    """Four people and two numbers, which pass from one to another.

    A number alone is written under only by whom we last saw it with: else nobody could tell.
    """

    connection: Connection
    people: list[Person] = field(default_factory=lambda: [Person(f"ID.{n}") for n in range(4)])
    seen_with: dict[str, str] = field(default_factory=dict)
    waiting: list[tuple[Person, Said]] = field(default_factory=list)

    def takes(self, person: Person, number: str) -> None:
        for other in self.people:
            other.number = "" if other.number == number else other.number
        person.number = number

    def writes(self, person: Person, act: str) -> None:
        shown = person.number if act == "both" else ""
        ids = (shown, person.own) if shown else (person.own,)
        if act == "number" and self.seen_with.get(person.number) == person.own:
            ids = (person.number,)
        if len(ids) == 2:
            self.seen_with[shown] = person.own
        self.waiting.append((person, whatsapp(*ids)))

    def hear(self) -> None:
        """One batch."""
        heard = aliases.recognised(self.connection, [said for _, said in self.waiting])
        for (person, _), said in zip(self.waiting, heard, strict=True):
            person.contacts.add(said.sender)
        self.waiting.clear()


ACTS = st.tuples(
    st.integers(0, 3), st.sampled_from(["both", "own", "number", "+1", "+2", "", "batch"])
)


@settings(max_examples=300, deadline=None)
@given(acts=st.lists(ACTS, max_size=30))
def test_no_two_people_are_merged_and_none_is_split(acts: list[tuple[int, str]]) -> None:
    engine = create_engine("sqlite://")
    tables.metadata.create_all(engine, [tables.aliases, tables.contacts])
    with engine.begin() as connection:
        town = Town(connection)
        for who, act in acts:
            if act == "batch":
                town.hear()
            elif act in {"both", "own", "number"}:
                town.writes(town.people[who], act)
            else:
                town.takes(town.people[who], act)
        town.hear()
    engine.dispose()
    met = [p.contacts for p in town.people if p.contacts]
    assert all(len(contacts) == 1 for contacts in met)
    assert len(set[str]().union(*met)) == len(met)
