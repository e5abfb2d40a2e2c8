"""Agreements as they are remembered: settled once, and a month never drawn beyond what it has."""

import asyncio
from datetime import date

from services.agreements import Agreement, AgreementKind, AgreementState, Bargain
from services.money import Rupiah
from services.orders import Role
from services.quotes import PaymentTerm, Terms
from storage import batch, tables
from storage.database import Database
from storage.desk import SqlDesk
from tests import desks
from tests.services.examples import PLAIN

UNTIL = date(2027, 6, 30)
UNDRAWN = {axis: value for axis, value in PLAIN.items() if axis != "colours"}
MONTHLY = Bargain(
    kind=AgreementKind.BLANKET, until=UNTIL, variant=UNDRAWN, each=Rupiah(3100), units=800
)
CREDIT = Bargain(
    kind=AgreementKind.TERM, until=UNTIL, term=PaymentTerm.TOP30, limit=Rupiah(2_000_000)
)


def made(at: SqlDesk, bargain: Bargain) -> Agreement:
    officer = at.appoint(desks.met(at, 9), Role.HEAD)
    return at.agree(desks.met(at, 1), bargain, officer)


async def test_one_that_waits_is_settled_once(database: Database) -> None:
    one = await database.write(desks.at_desk(lambda at: made(at, CREDIT)))
    assert one.state is AgreementState.WAITING

    def approve(at: SqlDesk) -> Agreement | None:
        officer = at.appoint(desks.met(at, 8), Role.HEAD)
        return at.settle_agreement(one, AgreementState.ACTIVE, officer)

    first = await database.write(desks.at_desk(approve))
    assert first is not None
    assert first.state is AgreementState.ACTIVE
    assert await database.write(desks.at_desk(approve)) is None
    listed = await database.write(desks.at_desk(lambda at: at.agreements_of(desks.met(at, 1))))
    assert [a.state for a in listed] == [AgreementState.ACTIVE]


async def test_a_month_is_not_drawn_twice_by_two_processes(database: Database) -> None:
    """Two quotes for 500 of 800, accepted at once: one is an order, the other is priced anew."""

    def offered(at: SqlDesk) -> list[int]:
        one = made(at, MONTHLY)
        keys = []
        for dialog in ("d1", "d2"):
            quote = desks.quoted(at, dialog, 1)
            terms: Terms = quote.terms
            agreed = {"until": UNTIL, "payment": None, "blanket": one.id, "lifted": False}
            given = Terms.model_validate({**terms.model_dump(), "agreed": agreed})
            values = {"terms": given.model_dump(mode="json")}
            q = tables.quotes
            at.connection.execute(q.update().where(q.c.id == quote.id).values(values))
            keys.append(quote.id)
        return keys

    keys = await database.write(desks.at_desk(offered))
    other = Database(str(database.url))

    async def accept(into: Database, quote: int) -> None:
        press = desks.arrival(f"{quote}", text="", press=f"/accept={quote}", person=1)
        await into.write(lambda c: batch.take(c, [press], desks.SHOP, desks.NOON))

    await asyncio.gather(*(accept(d, k) for d, k in zip((database, other), keys, strict=True)))
    await other.close()
    assert await desks.rows(
        database, tables.draws.select().with_only_columns(tables.draws.c.units)
    ) == [500]
    assert await desks.count(database, tables.orders) == 1
    assert await desks.count(database, tables.quotes) == 3
