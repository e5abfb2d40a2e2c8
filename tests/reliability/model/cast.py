"""Who takes part, and the database before anything happened."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine

from handlers.messages import Address
from services.orders import Role
from storage.desk import SqlDesk
from tests import desks
from tests.desks import NOON

TELEGRAM, WHATSAPP = "telegram", "whatsapp"
GROUP, SUPERGROUP = "-500", "-100500"
"""The officers' group, and what it is called once it has grown."""


@dataclass(frozen=True)
class Person:
    """Somebody who writes: from their own chat, or from the officers' group."""

    id: str
    channel: str
    role: Role | None = None
    grouped: bool = False

    @property
    def chat(self) -> Address:
        return Address(self.channel, self.id)


DEWI, RINA = Person("11", TELEGRAM), Person("12", TELEGRAM)
WATI = Person("+62811", WHATSAPP)
BUDI = Person("21", TELEGRAM, Role.DESK, grouped=True)
YANTO = Person("22", TELEGRAM, Role.WORKSHOP, grouped=True)
GUEST = Person("23", TELEGRAM, None, grouped=True)
SARI = Person("+62831", WHATSAPP, Role.HEAD)
"""An officer without a group: her own chat is a staff chat."""

CUSTOMERS = (DEWI, RINA, WATI)
OFFICERS = (BUDI, YANTO, SARI)
STAFF = (*OFFICERS, GUEST)
IN_GROUP = (BUDI, YANTO, GUEST)
EVERYBODY = {p.id: p for p in (*CUSTOMERS, *STAFF)}


def _seat(at: SqlDesk) -> None:
    """Customers whom we know, officers who were invited, and two staff chats."""
    for person in EVERYBODY.values():
        said = desks.said(address=person.chat)
        contact = at.meet(desks.said(address=person.chat, sender=person.id, wire=""), "id")
        contact.greeted, contact.heard_at = True, said.at
        contact.hotel, contact.kind, contact.person = "Hotel Contoh Baru", "hotel", "Dewi"
        if person.role is not None:
            at.appoint(contact, person.role)
    at.link_staff_chat(Address(TELEGRAM, GROUP))
    at.link_staff_chat(SARI.chat)


@cache
def seated() -> bytes:
    """The file of a desk that is ready for its first customer."""
    with TemporaryDirectory() as name:
        desks.prepare(Path(name))
        engine = create_engine(f"sqlite:///{name}/prokana.db")
        with engine.begin() as connection:
            desks.at_desk(_seat, NOON)(connection)
        engine.dispose()
        return Path(name, "prokana.db").read_bytes()
