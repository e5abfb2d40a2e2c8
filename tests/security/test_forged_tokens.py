"""Ten thousand buttons that nobody was shown, or no longer: the right officer presses them, in the
right chat, and none acts.
"""

from collections import Counter
from datetime import timedelta
from pathlib import Path
from random import Random

from hypothesis import settings
from sqlalchemy import update

from services.orders import Role
from storage import tables
from storage.desk import SqlDesk
from tests.handlers.office import Chat, Office
from tests.security.tables import changes, dump

GROUP, OTHER_GROUP = "-500", "-600"
SEED = 20261123
FORGED = 10_000
THROUGH = FORGED if settings.get_current_profile_name() == "default" else 2_000
"""So many take the whole way, with all that lead somewhere; the others are only looked up."""

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
ODD = "= \t\n\0é'\"%;!/:\u202e\U0001f600"


def random_token(chance: Random) -> str:
    return "".join(chance.choices(LETTERS, k=22))


def mutated(real: str, chance: Random) -> str:
    """A real token with one thing wrong."""
    at = chance.randrange(len(real))
    other = chance.choice([sign for sign in LETTERS if sign != real[at]])
    spoilt = [
        real[:at] + other + real[at + 1 :],
        real[:at] + chance.choice(ODD[1:]) + real[at:],
        real[:at] + real[at + 1 :],
        real[at:] + real[:at] if at else real[::-1],
        real.swapcase(),
        real + chance.choice(LETTERS),
        real * 2,
        " " + real,
    ]
    return chance.choice(spoilt)


def tokens(office: Office, **where: object) -> list[str]:
    rows = [r for r in office.rows("tokens") if all(r[k] == v for k, v in where.items())]
    return [str(r["value"]) for r in rows]


def drawn_anew(head: Chat, order: int, **spoilt: object) -> list[str]:
    """The buttons of a card drawn once more, spoilt behind the desk's back."""
    known = set(tokens(head.office))
    head.forges(f"/card={order}")
    new = [value for value in tokens(head.office) if value not in known]
    column = tables.tokens.c
    head.office.change(update(tables.tokens).where(column.value.in_(new)).values(**spoilt))
    return new


def known_of(office: Office, values: list[str]) -> list[str]:
    """Which of these the desk finds a token for."""
    with office.engine.connect() as connection:
        desk = SqlDesk(connection, office.shop, office.now)
        return [value for value in values if desk.token(value) is not None]


def test_of_ten_thousand_forged_tokens_none_acts(office: Office) -> None:
    chance = Random(SEED)
    head = office.officer(Role.HEAD, "202", "Budi", GROUP)
    other = Chat(office, "202", "Budi", OTHER_GROUP)
    for chat in (head, other):
        chat.says(f"/tautkan {office.invitation(Role.DESK)}")
    customer = office.customer()
    decided, waiting = customer.orders(), customer.orders(hotel="Hotel Contoh Dua")
    head.says("/setuju 1")
    real = tokens(office, chat=GROUP, order_id=waiting)
    dead = {
        "used": drawn_anew(head, waiting, used_at=office.now),
        "expired": drawn_anew(head, waiting, expires_at=office.now - timedelta(seconds=1)),
        "older": tokens(office, chat=GROUP, order_id=decided, version=1),
        "elsewhere": tokens(office, chat=OTHER_GROUP),
    }
    assert all(dead.values())
    known = [*real, *(value for values in dead.values() for value in values)]
    presses = [random_token(chance) for _ in range(FORGED * 46 // 100)]
    presses += [mutated(chance.choice(known), chance) for _ in range(FORGED // 2)]
    chance.shuffle(presses)
    presses = [chance.choice(dead[why]) for why in dead for _ in range(FORGED // 100)] + presses
    assert not set(presses) & set(real)

    path = Path(str(office.engine.url.database))
    before = dump(path)
    for start in range(0, THROUGH, 500):
        batch = presses[start : start + 500]
        office.takes(*(head.heard(press=f"!{value}") for value in batch))
    found = changes(before, dump(path))
    trail = Counter(c.after["outcome"] for c in found if c.table == "audit" and c.after)
    assert trail.total() == THROUGH
    assert trail.keys() == {"unknown_button", "other_chat", "stale", "expired"}
    assert {c.table for c in found} == {"audit", "tokens"}
    assert [c for c in found if c.before is not None] == []

    assert known_of(office, presses[THROUGH:]) == []
    approve = next(t for t in real if t in tokens(office, action="approve"))
    office.takes(head.heard(press=f"!{approve}"))
    assert [row["state"] for row in office.rows("orders")] == ["approved", "approved"]
