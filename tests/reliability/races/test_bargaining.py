"""Two who decide about one quote at one moment, in two processes: one order, and states agree."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from handlers.messages import Said
from services.orders import Role
from storage.database import Database
from storage.invariants import violations
from tests import desks
from tests.handlers.database import engine_on
from tests.handlers.office import Chat, Office
from tests.handlers.test_quote import quoted
from tests.postgres.both import database, kind
from tests.reliability.races.racers import Lane, race, racers

__all__ = ["database", "kind"]

RACES = 4
GROUP = "-500"


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPoolExecutor]:
    with racers() as pool:
        yield pool


def engine_to(database: Database) -> Engine:
    if database.is_sqlite:
        return engine_on(Path(str(database.url.database)))
    return create_engine(database.url)


@pytest.fixture
def office(database: Database) -> Iterator[Office]:
    engine = engine_to(database)
    office = Office(engine, desks.SHOP.catalogue)
    yield office
    engine.dispose()


def quotes(office: Office) -> list[tuple[Chat, int]]:
    """Customers, each with a quote that stands."""
    chats = [office.customer(str(101 + at), f"Tamu {at}") for at in range(RACES)]
    return [(chat, int(quoted(chat, **{"1.quantity": "100"})["id"])) for chat in chats]


def run(pool: ProcessPoolExecutor, office: Office, database: Database, *who: list[Said]) -> None:
    url = database.url.render_as_string(hide_password=False)
    office.engine.dispose()
    race(pool, *(Lane(url, heard, f"race {at}.", office.now) for at, heard in enumerate(who)))
    office.deliver()


def sound(office: Office) -> None:
    found = office.read(lambda c: list(violations(c, now=office.now, settled=True)))
    assert found == []


def test_a_quote_that_is_accepted_twice_at_once_is_one_order(
    office: Office, database: Database, pool: ProcessPoolExecutor
) -> None:
    pairs = quotes(office)
    first = [chat.heard(press=f"/accept={quote}") for chat, quote in pairs]
    run(pool, office, database, first, first)
    assert sorted(row["quote_id"] for row in office.rows("orders")) == [q for _, q in pairs]
    assert {row["state"] for row in office.rows("quotes")} == {"accepted"}
    sound(office)


def test_a_price_that_is_named_while_the_quote_is_accepted_leaves_one_of_both(
    office: Office, database: Database, pool: ProcessPoolExecutor
) -> None:
    staff = office.officer(Role.HEAD, "202", "Budi", GROUP)
    staff.says(f"/tautkan {office.invitation(Role.DESK)}")
    pairs, named = quotes(office), []
    for chat, quote in pairs:
        chat.forges(f"/call={quote}.1")
        card = next(s for s in reversed(office.screen(GROUP)) if "margin pada" in s.text)
        named.append(staff.heard(reply_to=card.id, text="3.200", member=True))
    accepted = [chat.heard(press=f"/accept={quote}") for chat, quote in pairs]
    run(pool, office, database, accepted, named)
    agreed(office)
    sound(office)


def agreed(office: Office) -> None:
    """Whoever was first: each bargain is ordered once, or stands as one revision."""
    ordered = [row["quote_id"] for row in office.rows("orders")]
    assert len(ordered) == len(set(ordered))
    by_base: dict[str, list[str]] = {}
    for row in office.rows("quotes"):
        by_base.setdefault(row["base"], []).append(row["state"])
        assert (row["state"] == "accepted") == (row["id"] in ordered)
    assert len(by_base) == RACES
    for states in by_base.values():
        assert set(states[:-1]) <= {"superseded"}
        assert states[-1] in {"issued", "accepted"}
