"""Who may move an order on: six kinds of people, six ways to try, four states of the order.

Once for a group of officers, once for officers in their own chats. Every cell finds a database
of its own, and every table of it is looked at.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copyfile
from typing import TypeAlias

import pytest
from sqlalchemy import Engine, delete, update

from services.orders import Role
from storage import tables
from tests.handlers.database import engine_on
from tests.handlers.office import LETTERS, Chat, Office
from tests.security.tables import Change, changes, dump

GROUP, OTHER_GROUP = "-500", "-600"
HEAD = "202"
KINDS = ("group", "own")
PEOPLE = ("officer", "other_role", "dismissed", "left", "customer", "stranger")
ROUTES = ("button", "copied", "forged", "replayed", "typed", "hidden")
STATES = ("pending", "approved", "production", "delivered")
IDS = {person: str(at) for at, person in enumerate(PEOPLE, 11)}

NEXT = {"pending": "approved", "approved": "production", "production": "ready"}
"""Where one step leads; an order that was delivered stays so."""

STEPS = {
    "pending": ("approve", "/setuju 1"),
    "approved": ("produce", "/produksi 1"),
    "production": ("finish", "/siap 1"),
    "delivered": ("deliver", "/terima 1"),
}
"""The step that is tried, or, at the end, the last there was; and its command."""

OFFICE_STEP = ("cancel", "/batalkan 1 bahan")
"""A step the workshop may never take: it may take all others but those of a pending order."""

ROADS = {
    "pending": (),
    "approved": ("/setuju 1",),
    "production": ("/setuju 1", "/produksi 1"),
    "delivered": ("/setuju 1", "/produksi 1", "/siap 1", "/kirim 1", "/terima 1"),
}
REFUSED = {
    ("group", "other_role"): "not_your_role",
    ("group", "dismissed"): "not_officer",
    ("group", "left"): "not_member",
    ("group", "customer"): "not_officer",
    ("group", "stranger"): "not_officer",
    ("own", "other_role"): "not_your_role",
    ("own", "dismissed"): "not_officer",
    ("own", "left"): "not_staff_chat",
    ("own", "customer"): "not_staff_chat",
    ("own", "stranger"): "not_staff_chat",
}
"""Why who may not decide is refused, on nearly every way."""

OFFICERS_WAYS = {
    "copied": "other_chat",
    "forged": "unknown_button",
    "replayed": "stale",
    "hidden": "not_officer",
}
"""Why the right officer is refused on a wrong way."""

Worlds: TypeAlias = Callable[[str, str], "World"]


@dataclass
class World:
    """An office with one order in a certain state, to be copied for every attempt."""

    office: Office
    kind: str
    state: str

    @property
    def path(self) -> Path:
        assert self.office.engine.url.database is not None
        return Path(self.office.engine.url.database)

    def copied_to(self, engine: Engine) -> "World":
        """The same on the file of this engine, in place of what was there."""
        world = replace(self, office=replace(self.office, engine=engine, chats={}))
        engine.dispose()
        copyfile(self.path, world.path)
        return world

    def chat(self, person: str, group: str = GROUP, *, named: bool = True) -> Chat:
        key = IDS[person]
        if self.kind == "group":
            return Chat(self.office, key, person, group, named)
        return Chat(self.office, key, person, key, named, LETTERS)

    def step(self, person: str) -> tuple[str, str]:
        """What this person tries: an action, and the command for it."""
        barred = person == "other_role" and self.state != "pending"
        return OFFICE_STEP if barred else STEPS[self.state]

    def token(self, person: str, *, of_another: bool = False) -> str:
        """The newest button for what this person tries, from their own card if they have one."""
        action, _ = self.step(person)
        mine = [row for row in self.office.rows("tokens") if row["action"] == action]
        seated = person not in {"customer", "stranger"}
        own = IDS[person] if seated and not of_another else HEAD if of_another else IDS["officer"]
        chat = GROUP if self.kind == "group" else own
        return next(str(row["value"]) for row in reversed(mine) if row["chat"] == chat)

    def spend(self, value: str) -> None:
        spent = update(tables.tokens).where(tables.tokens.c.value == value)
        self.office.change(spent.values(used_at=self.office.now))

    def attempt(self, person: str, route: str) -> Chat:
        """Who tried, where they did."""
        who = self.chat(person, named=route != "hidden")
        match route:
            case "copied":
                who = self.chat(person, OTHER_GROUP)
                who.forges("!" + self.token(person, of_another=self.kind == "own"))
            case "forged":
                who.forges("!" + "A" * 22)
            case "typed":
                who.says(self.step(person)[1])
            case _:
                who.forges("!" + self.token(person))
        return who


def grouped(office: Office, state: str) -> World:
    """A group of officers, another one, and who is in them."""
    head = office.officer(Role.HEAD, HEAD, "Budi", GROUP)
    head.says(f"/tautkan {office.invitation(Role.HEAD)}")
    Chat(office, HEAD, "Budi", OTHER_GROUP).says(f"/tautkan {office.invitation(Role.HEAD)}")
    roles = {"officer": Role.DESK, "other_role": Role.WORKSHOP}
    for person in ("officer", "other_role", "dismissed", "left"):
        office.officer(roles.get(person, Role.HEAD), IDS[person], person, GROUP)
    office.customer(IDS["customer"], "customer").orders()
    for command in ROADS[state]:
        head.says(command)
    inside = ("officer", "other_role", "dismissed", "customer")
    for group in (GROUP, OTHER_GROUP):
        office.members |= {(group, IDS[person]): person in inside for person in PEOPLE}
    dismiss(office)
    return World(office, "group", state)


def alone(office: Office, state: str) -> World:
    """Officers in their own chats, where there are no groups."""
    head = office.officer_alone(Role.HEAD, HEAD, "Budi")
    roles = {"officer": Role.DESK, "other_role": Role.WORKSHOP}
    for person in ("officer", "other_role", "dismissed", "left"):
        office.officer_alone(roles.get(person, Role.HEAD), IDS[person], person)
    office.customer(IDS["customer"], "customer", LETTERS).orders()
    for command in ROADS[state]:
        head.says(command)
    dismiss(office)
    chats = tables.staff_chats
    office.change(delete(chats).where(chats.c.chat == IDS["left"]))
    return World(office, "own", state)


def dismiss(office: Office) -> None:
    (contact,) = (c["id"] for c in office.rows("contacts") if c["ext_id"] == IDS["dismissed"])
    officers = tables.officers
    gone = update(officers).where(officers.c.contact_id == contact)
    office.change(gone.values(active=False))


@pytest.fixture(scope="module")
def worlds(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Worlds:
    """The worlds to copy, each made when it is first asked for."""
    made: dict[tuple[str, str], World] = {}

    def world(kind: str, state: str) -> World:
        if (kind, state) not in made:
            office = Office.at(template, tmp_path_factory.mktemp("world") / "desk.db")
            made[kind, state] = (grouped if kind == "group" else alone)(office, state)
        return made[kind, state]

    return world


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """One for all cells: what it has learnt of the statements it keeps."""
    return engine_on(tmp_path_factory.mktemp("cell") / "desk.db")


def outcome(kind: str, person: str, route: str, state: str) -> str:
    """What the audit must say of an attempt."""
    if person == "officer":
        return OFFICERS_WAYS.get(route) or ("done" if state in NEXT else "stale")
    why = REFUSED[kind, person]
    if person == "other_role" and route == "forged":
        return "unknown_button"
    return "not_officer" if route == "hidden" and why != "not_staff_chat" else why


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("kind", KINDS)
def test_only_the_right_officer_on_the_right_way_moves_an_order_on(
    worlds: Worlds, engine: Engine, kind: str, person: str, route: str, state: str
) -> None:
    world = worlds(kind, state).copied_to(engine)
    if route == "replayed":
        world.spend(world.token(person))
    before = dump(world.path)
    who = world.attempt(person, route)
    found = changes(before, dump(world.path))
    expected = outcome(kind, person, route, state)

    audited = [c.after for c in found if c.table == "audit"]
    assert [(a["outcome"], a["person"], a["chat"]) for a in audited if a] == [
        (expected, who.person, who.chat)
    ]
    moved = [c for c in found if c.table not in {"audit", *SPEAKERS}]
    if expected == "done":
        assert steps(moved) == [NEXT[state]]
    else:
        assert [c for c in moved if not is_new_button(c, who)] == []
    assert [c for c in found if c.table in SPEAKERS and not is_about(c, who)] == []


SPEAKERS = {"contacts", "members"}
"""What is noted of whoever speaks, whatever they say."""


def is_about(change: Change, who: Chat) -> bool:
    row = change.after or {}
    return who.person in {row.get("ext_id"), row.get("person")}


def is_new_button(change: Change, who: Chat) -> bool:
    """Whether it is of a card that was drawn anew, where an officer is refused."""
    row = change.after
    drawn = change.before is None and change.table == "tokens" and row is not None
    return drawn and row is not None and (row["chat"], row["used_at"]) == (who.chat, None)


def steps(moved: list[Change]) -> list[str]:
    """Where orders went, one step each; nothing else moved but buttons: one spent, others new."""
    orders = [c for c in moved if c.table == "orders"]
    spent = [c for c in moved if c.table == "tokens" and c.before is not None]
    assert {c.table for c in moved} == {"orders", "tokens"}
    assert [c.columns for c in spent] in ([], [{"used_at"}])
    for order in orders:
        assert order.columns <= {"state", "version", "decided_by", "decided_at"}
        assert order.before is not None and order.after is not None
        assert order.after["version"] == order.before["version"] + 1
    return [str(order.after["state"]) for order in orders if order.after]


def test_of_the_cells_of_each_matrix_six_are_allowed() -> None:
    cells = [(k, p, r, s) for k in KINDS for p in PEOPLE for r in ROUTES for s in STATES]
    assert len(cells) == 2 * 144
    for kind in KINDS:
        allowed = [c for c in cells if c[0] == kind and outcome(*c) == "done"]
        assert {(p, r) for _, p, r, _ in allowed} == {("officer", "button"), ("officer", "typed")}
        assert len(allowed) == 6
