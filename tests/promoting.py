"""A promotion that is approved, and people who agreed to it."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Executable, insert, select

from services.promotions import Body, Filled, PromoButton, PromotionState
from storage import promoting, tables
from storage.database import Database
from tests import desks

BODY = Body(
    texts={"id": "Halo {name}, {offer}.", "en": "Hello {name}, {offer}."},
    offers={"id": "EVA 5 mm Rp 3.100", "en": "EVA 5 mm at Rp 3.100"},
    buttons=(PromoButton.ORDER, PromoButton.TIERS, PromoButton.TALK),
)

WORDS = "EVA 5 mm Rp 3.100"
"""What everybody who got it reads."""

_C, _P, _R = tables.contacts, tables.promotions, tables.recipients


def person(number: int, **more: Any) -> dict[str, Any]:
    """A contact's row: somebody on Telegram who agreed."""
    return {
        "channel": "telegram", "ext_id": str(number), "name": f"Tamu {number}", "language": "id",
        "source": "", "hotel": "", "kind": "", "listed": "", "person": "", "dialog_id": "",
        "offered": [], "offered_closed": True, "talk_about": "", "reachable": True,
        "greeted": True, "created_at": desks.NOON, "promotions": True, "opted_out": False,
        "phone": "", **more,
    }  # fmt: skip


def people(connection: Connection, *rows: dict[str, Any]) -> list[int]:
    """Write contacts down; their ids, in order."""
    statement = insert(_C).returning(_C.c.id, sort_by_parameter_order=True)
    return list(connection.execute(statement, rows).scalars())


def approved(
    connection: Connection,
    contacts: list[int],
    now: datetime = desks.NOON,
    body: Body = BODY,
    state: PromotionState = PromotionState.APPROVED,
) -> int:
    """A promotion to these contacts whose time has come; its id."""
    row = {
        "name": "Contoh", "state": state.value, "body": body.model_dump(mode="json"),
        "audience": {}, "send_at": now - timedelta(minutes=1), "made_by": "Budi",
        "made_at": now, "approved_by": "Sari", "approved_at": now, "version": 1,
    }  # fmt: skip
    key = int(connection.execute(insert(_P).returning(_P.c.id), row).scalar_one())
    filled = [(contact, Filled(language="id", name=f"Tamu {contact}")) for contact in contacts]
    promoting.freeze(connection, key, filled, now)
    return key


async def promoted(database: Database, *rows: dict[str, Any]) -> int:
    """A promotion to new contacts with these rows."""
    return await database.write(lambda c: approved(c, people(c, *rows)))


async def do(database: Database, statement: Executable) -> None:
    """Change rows behind the desk's back."""
    await database.write(lambda c: c.execute(statement))


async def states(database: Database) -> list[str]:
    return await desks.rows(database, select(_R.c.state).order_by(_R.c.contact_id))


async def whys(database: Database) -> list[str]:
    return await desks.rows(database, select(_R.c.why).order_by(_R.c.contact_id))
