"""Who may decide: six kinds of people, six ways to try, four states of the order."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import update

from handlers.messages import Address, Joined
from services.orders import Role
from storage import tables
from storage.desk import SqlDesk
from tests.handlers.conftest import GROUP
from tests.handlers.office import CHANNEL, Chat, Office

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
OTHER_GROUP = "-600"
PEOPLE = ("officer", "other_role", "dismissed", "left", "outsider", "stranger")
ROUTES = ("button", "copied", "forged", "replayed", "typed", "anonymous")
STATES = ("pending", "approved", "rejected", "delivered")
ALLOWED = {("officer", "button", "pending"), ("officer", "typed", "pending")}

CELLS = [(p, r, s) for p in PEOPLE for r in ROUTES for s in STATES]


@dataclass
class Stage:
    """One desk for all cells, with an order of its own for each."""

    office: Office
    head: Chat
    customer: Chat
    people: dict[str, Chat]

    def new_order(self) -> tuple[int, str, str]:
        """A pending order: its id, its number, and the token of its approve button."""
        key = self.customer.orders()
        number = str(self.office.rows("orders")[-1]["number"])
        return key, number, self.head.button("Setujui").press

    def bring_to(self, state: str, number: str) -> None:
        steps = {
            "pending": (),
            "approved": ("/setuju",),
            "rejected": ("/tolak",),
            "delivered": ("/setuju", "/produksi", "/siap", "/kirim", "/terima"),
        }[state]
        for step in steps:
            self.head.says(f"{step} {number} penuh" if step == "/tolak" else f"{step} {number}")

    def trace(self) -> tuple[list[dict[str, object]], int]:
        orders = [dict(row) for row in self.office.rows("orders")]
        return orders, len(self.office.rows("audit"))


@pytest.fixture(scope="module")
def stage(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    office = Office.at(template, tmp_path_factory.mktemp("matrix") / "desk.db")
    head = office.officer(Role.HEAD, "202", "Budi", GROUP)
    head.says(f"/tautkan {office.invitation(Role.HEAD)}")
    Chat(office, "202", "Budi", OTHER_GROUP).says(f"/tautkan {office.invitation(Role.HEAD)}")
    people = {
        "officer": office.officer(Role.DESK, "1", "Petugas", GROUP),
        "other_role": office.officer(Role.WORKSHOP, "2", "Bengkel", GROUP),
        "dismissed": office.officer(Role.HEAD, "3", "Mantan", GROUP),
        "left": office.officer(Role.HEAD, "4", "Pindah", GROUP),
        "outsider": Chat(office, "5", "Mitra", GROUP),
        "stranger": Chat(office, "6", "Entah", GROUP),
    }
    office.change(update(tables.officers).where(tables.officers.c.id == 4).values(active=False))
    office.members |= {(GROUP, "4"): False, (GROUP, "5"): True}
    office.members |= {(OTHER_GROUP, person): True for person in ("1", "2", "3", "5")}
    return Stage(office, head, office.customer(), people)


@pytest.mark.parametrize(("person", "route", "state"), CELLS)
def test_only_the_right_officer_on_the_right_way_changes_an_order(
    stage: Stage, person: str, route: str, state: str
) -> None:
    _, number, token = stage.new_order()
    stage.bring_to(state, number)
    if route == "replayed":
        spent = update(tables.tokens).where(tables.tokens.c.value == token[1:])
        stage.office.change(spent.values(used_at=stage.office.now))
    before, audited = stage.trace()
    attempt(stage, person, route, number, token)
    after, audited_after = stage.trace()
    assert audited_after == audited + 1
    last = stage.office.rows("audit")[-1]
    assert last["person"] == (GROUP if route == "anonymous" else stage.people[person].person)
    if (person, route, state) in ALLOWED:
        assert len([1 for a, b in zip(before, after, strict=True) if a != b]) == 1
        assert stage.office.rows("orders")[-1]["state"] == "approved"
        assert last["outcome"] == "done"
    else:
        assert after == before
        assert last["outcome"] not in {"", "done"}


def attempt(stage: Stage, person: str, route: str, number: str, token: str) -> None:
    who = stage.people[person]
    match route:
        case "copied":
            Chat(stage.office, who.person, who.name, OTHER_GROUP).forges(token)
        case "forged":
            who.forges("!" + "A" * 22)
        case "typed":
            who.says(f"/setuju {number}")
        case "anonymous":
            hidden = Chat(stage.office, GROUP, "Petugas", GROUP, named=False)
            hidden.does(press=token)
        case _:
            who.forges(token)


# ---- membership


def test_who_was_not_seen_within_the_minute_is_asked_about_first(chat: Chat, staff: Chat) -> None:
    chat.orders()
    office = staff.office
    office.takes(staff.heard(press=staff.button("Setujui").press))
    assert office.rows("orders")[-1]["state"] == "pending"
    assert "membership" in office.rows("outbox")[-1]["body"]
    office.deliver()
    assert office.rows("orders")[-1]["state"] == "approved"
    staff.presses("Mulai produksi")
    assert office.asked == 1
    office.later(seconds=61)
    staff.presses("Siap")
    assert office.asked == 2
    assert office.rows("orders")[-1]["state"] == "ready"


@pytest.mark.parametrize("seconds", [60, 61])
def test_a_membership_holds_for_sixty_seconds_and_no_longer(
    chat: Chat, staff: Chat, seconds: int
) -> None:
    chat.orders()
    staff.says("/pesanan")
    staff.office.later(seconds=seconds)
    staff.presses("Setujui")
    assert staff.office.asked == (1 if seconds == 60 else 2)


def test_no_answer_about_a_membership_is_a_no(chat: Chat, staff: Chat) -> None:
    """The channel answers "no" where it cannot tell."""
    chat.orders()
    staff.office.members.clear()
    staff.presses("Setujui")
    staff.sees("Keanggotaan Budi di ruang petugas ini tidak dapat dipastikan")
    assert staff.office.rows("orders")[-1]["state"] == "pending"
    assert staff.office.rows("audit")[-1]["outcome"] == "not_member"


def test_an_officer_seen_leaving_is_refused_without_asking(chat: Chat, staff: Chat) -> None:
    chat.orders()
    staff.says("/pesanan")
    staff.leaves("202")
    staff.presses("Setujui")
    assert staff.office.asked == 1
    assert staff.office.rows("audit")[-1]["outcome"] == "not_member"


def test_an_officer_who_came_back_may_act_again(chat: Chat, staff: Chat) -> None:
    chat.orders()
    staff.leaves("202")
    staff.hears(Joined(Address(CHANNEL, GROUP), "202", True, staff.office.now))
    staff.presses("Setujui")
    staff.sees("disetujui")
    assert staff.office.asked == 1


def test_another_decides_while_the_channel_is_asked(chat: Chat, staff: Chat) -> None:
    chat.orders()
    office = staff.office
    deputy = office.officer(Role.DESK, "203", "Sari", GROUP)
    press = staff.button("Setujui").press
    office.takes(staff.heard(press=press), deputy.heard(text="/setuju 1"))
    office.deliver()
    decided = office.rows("orders")[-1]
    assert decided["state"] == "approved"
    assert [row["outcome"] for row in office.rows("audit")[-2:]] == ["done", "stale"]


def test_who_hides_behind_the_group_decides_nothing_even_under_an_officers_id(
    chat: Chat, staff: Chat
) -> None:
    chat.orders()
    Chat(staff.office, "202", "Budi", GROUP, named=False).presses("Setujui")
    assert staff.office.rows("orders")[-1]["state"] == "pending"
    assert staff.office.rows("audit")[-1]["outcome"] == "not_officer"


# ---- tokens


def test_ten_thousand_forged_tokens_open_nothing(chat: Chat, staff: Chat) -> None:
    chat.orders()
    office = staff.office
    before = [tuple(row.values()) for row in office.rows("orders")]
    audited = len(office.rows("audit"))
    staff.forges("!first")
    chance = Random(20261118)
    forged = ["!" + "".join(chance.choices(LETTERS, k=22)) for _ in range(10_000)]
    for start in range(0, 2_000, 500):
        office.takes(*(staff.heard(press=press) for press in forged[start : start + 500]))
    with office.engine.connect() as connection:
        desk = SqlDesk(connection, office.shop, office.now)
        assert not any(desk.token(press[1:]) for press in forged)
    assert [tuple(row.values()) for row in office.rows("orders")] == before
    trail = office.rows("audit")[audited:]
    assert len(trail) == 2_001
    assert {row["outcome"] for row in trail} == {"unknown_button"}


@pytest.mark.parametrize(
    "press",
    ["", "!", "x", "/card=²", "/card=99999999999999999999", "/card=9", "/handback=²",
     "/handback=99999999999999999999", "/handback=77", "/approve=1", "1:/confirm=order", "!=1"],
)  # fmt: skip
def test_no_forged_press_changes_or_breaks_anything(chat: Chat, staff: Chat, press: str) -> None:
    chat.orders()
    before = [tuple(row.values()) for row in staff.office.rows("orders")]
    staff.forges(press)
    assert [tuple(row.values()) for row in staff.office.rows("orders")] == before


def test_a_button_is_good_once(chat: Chat, staff: Chat) -> None:
    chat.orders()
    press = staff.button("Setujui").press
    staff.forges(press)
    staff.forges(press)
    staff.sees("Pesanan sudah berubah lebih dulu")
    outcomes = [row["outcome"] for row in staff.office.rows("audit") if row["action"] == "approve"]
    assert outcomes == ["done", "stale"]


def test_a_button_dies_with_time_and_the_card_gets_new_ones(chat: Chat, staff: Chat) -> None:
    chat.orders()
    old = staff.button("Setujui").press
    staff.office.later(days=30, seconds=1)
    staff.forges(old)
    staff.sees("sudah lewat waktunya")
    assert staff.office.rows("orders")[-1]["state"] == "pending"
    staff.presses("Setujui")
    assert staff.office.rows("orders")[-1]["state"] == "approved"


def test_a_card_outside_the_staff_chat_gives_no_right_and_no_answer(
    chat: Chat, staff: Chat
) -> None:
    chat.orders()
    elsewhere = Chat(staff.office, "202", "Budi", "-999")
    elsewhere.forges(staff.button("Setujui").press)
    assert elsewhere.news == ""
    assert staff.office.rows("audit")[-1]["outcome"] == "not_staff_chat"


def test_two_officers_at_once_make_one_decision_and_the_other_is_told(
    chat: Chat, staff: Chat
) -> None:
    chat.orders()
    office = staff.office
    deputy = office.officer(Role.DESK, "203", "Sari", GROUP)
    staff.says("/pesanan")
    deputy.says("/pesanan")
    staff.presses("Tolak")
    reject = staff.button("Kapasitas penuh").press
    staff.presses("Kembali")
    approve = staff.button("Setujui").press
    staff.hears(deputy.heard(press=approve), staff.heard(press=reject))
    order = office.rows("orders")[-1]
    assert (order["state"], order["decided_by"], order["version"]) == ("approved", "Sari", 2)
    staff.sees("Pesanan sudah berubah lebih dulu", "Diputuskan Sari")
    chat.sees("disetujui")
    chat.sees_no("belum dapat kami penuhi")


def test_every_refusal_says_who_was_refused(chat: Chat, staff: Chat) -> None:
    chat.orders()
    outsider = Chat(staff.office, "5", "Mitra", GROUP)
    outsider.presses("Setujui")
    outsider.sees("Mitra bukan petugas terdaftar")
    workshop = staff.office.officer(Role.WORKSHOP, "2", "Bengkel", GROUP)
    workshop.presses("Setujui")
    workshop.sees("Bengkel tidak berwenang")
    assert timedelta(0) <= staff.office.now - staff.office.rows("audit")[-1]["at"]
