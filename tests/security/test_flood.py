"""One person sends far too much: it is kept, they are asked to wait, and nobody else waits."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.desk import opened
from handlers import router
from handlers.gate import TOO_MANY
from handlers.limits import of_a_person
from handlers.messages import Attachment, Fetch, Said
from services.orders import Role
from storage import batch, tables
from storage.codec import Arrival
from storage.invariants import violations
from tests.desks import HandClock, arrival, statements
from tests.handlers.office import PLAIN_ORDER, Chat, Office
from tests.stories.worlds import TOKEN, settings_in

GROUP = "-500"
LIMITS = of_a_person(60)
WAIT = "lebih cepat daripada yang dapat kami layani"
INSERTED_AND_SET_APART = 4
"""Statements of a batch in which nothing is handled: rows kept, the sender read with their draft,
the rows' state.
"""


def take(office: Office, arrivals: Sequence[Arrival]) -> list[Arrival]:
    """One batch at a desk with limits, and all that is then delivered."""
    shop = replace(office.shop, limits=LIMITS)
    with office.engine.begin() as connection:
        new = batch.take(connection, arrivals, shop, office.now)
    office.deliver()
    return new


def came(heard: Sequence[Said], name: str) -> list[Arrival]:
    return [Arrival(s.address.channel, f"{name} {at}", "{}", s) for at, s in enumerate(heard)]


def flood(office: Office, amount: int, name: str = "flood", **what: Any) -> list[Arrival]:
    what = what or {"text": "halo"}
    return came([office.customer("666", "Banyak").heard(**what)] * amount, name)


def states(office: Office) -> Counter[tuple[str, str]]:
    return Counter((row["state"], row["error"]) for row in office.rows("inbox"))


def told(office: Office, person: str) -> list[str]:
    return [shown.text for shown in office.screen(person)]


@pytest.fixture
def handled(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Everything that any handler is given."""
    given: list[object] = []
    attend = router.attend

    def attending(heard: Any, *rest: Any) -> None:
        given.append(heard)
        attend(heard, *rest)

    monkeypatch.setattr(batch, "attend", attending)
    return given


def test_of_a_thousand_messages_of_a_second_twenty_are_answered_and_all_are_kept(
    office: Office, handled: list[object]
) -> None:
    whole = flood(office, 1_000)
    for start in range(0, 1_000, 200):
        take(office, whole[start : start + 200])
    assert len(handled) == 20
    assert states(office) == {("done", ""): 20, ("excess", TOO_MANY): 980}
    shown = told(office, "666")
    assert len(shown) == 21
    assert len([text for text in shown if WAIT in text]) == 1


def test_a_batch_of_nothing_but_excess_costs_four_statements_however_long(office: Office) -> None:
    take(office, flood(office, 30))
    seen = statements(office.engine)
    take_alone = replace(office.shop, limits=LIMITS)
    for size in (1, 200):
        seen.clear()
        with office.engine.begin() as connection:
            batch.take(connection, flood(office, size, f"more{size}"), take_alone, office.now)
        asked = [sql for sql in seen if not sql.startswith("BEGIN")]
        assert len(asked) <= INSERTED_AND_SET_APART, asked


def test_twenty_others_are_answered_in_the_batch_they_came_in(
    office: Office, handled: list[object]
) -> None:
    take(office, flood(office, 200, "before"))
    handled.clear()
    others = [office.customer(str(300 + at), f"Tamu {at}") for at in range(20)]
    said = came([other.heard(text="halo") for other in others], "other")
    mixed = flood(office, 180)
    for at, one in enumerate(said):
        mixed.insert(at * 9, one)
    seen = statements(office.engine)
    take(office, mixed)
    assert [heard for heard in handled if isinstance(heard, Said) and heard.sender == "666"] == []
    assert len(handled) == 20
    assert all(told(office, other.chat) for other in others)
    inserted = [sql for sql in seen if sql.startswith("INSERT INTO inbox")]
    assert len(inserted) == 1


def test_what_comes_twice_is_counted_once(office: Office) -> None:
    take(office, flood(office, 15))
    take(office, flood(office, 15))
    take(office, flood(office, 5, "new"))
    assert states(office) == {("done", ""): 20}


def test_after_ten_seconds_twenty_more_and_sixty_in_any_minute(office: Office) -> None:
    answered = []
    for at in range(7):
        new = take(office, flood(office, 30, f"at {at}"))
        answered.append(sum(not a.problem for a in new))
        office.later(seconds=10)
    assert answered == [20, 20, 20, 0, 0, 0, 20]


def test_who_goes_on_is_asked_to_wait_once_a_minute(office: Office) -> None:
    for at in range(12):
        take(office, flood(office, 60, f"at {at}"))
        office.later(seconds=10)
    assert len([text for text in told(office, "666") if WAIT in text]) == 2


def test_a_dialog_of_ordinary_presses_is_never_too_quick(office: Office) -> None:
    chat = office.customer()
    take(office, came([chat.heard(press="/order-new")], "new"))
    answers = {**PLAIN_ORDER, "hotel": "Hotel Contoh", "person": "Dewi"}
    presses = [f"{slot}={value}" for slot, value in answers.items()]
    draft = chat.contact["dialog_id"]
    heard = [chat.heard(press=f"{draft}:{press}") for press in (*presses, "/confirm=order")]
    new = take(office, came(heard, "order"))
    assert [a.problem for a in new] == [""] * len(heard)
    assert len(office.rows("orders")) == 1


def test_what_was_offered_is_still_offered_after_being_asked_to_wait(office: Office) -> None:
    chat = office.customer("666", "Banyak")
    take(office, came([chat.heard(text="menu")], "menu"))
    offered = chat.contact["offered"]
    take(office, flood(office, 19))
    before = chat.contact["offered"]
    take(office, flood(office, 2, "more"))
    assert offered and chat.contact["offered"] == before
    assert WAIT in chat.last.text


@pytest.mark.parametrize("words", ["ya", "1", "Ya, pesan", "betul sudah benar"])
def test_a_sixth_order_in_a_minute_is_too_many_in_whatever_words(
    office: Office, words: str
) -> None:
    chat = office.customer()
    for _ in range(5):
        chat.orders()
    order = office.rows("orders")[-1]["id"]
    confirm = [chat.heard(press="nowhere:/confirm=order") for _ in range(5)]
    take(office, came(confirm, "confirmed"))
    office.later(seconds=11)
    again = [chat.heard(press=f"/again={order}")]
    take(office, came(again, "again"))
    take(office, came([chat.heard(text="secepatnya")], "soon"))
    chat.sees("Sudah benar?")
    new = take(office, came([chat.heard(text=words)], "typed"))
    assert [a.problem for a in new] == [TOO_MANY]
    assert len(office.rows("orders")) == 5
    office.later(seconds=60)
    new = take(office, came([chat.heard(text=words)], "later"))
    assert [a.problem for a in new] == [""]
    assert len(office.rows("orders")) == 6


def test_an_eleventh_picture_in_an_hour_is_not_fetched(office: Office) -> None:
    chat = office.customer()

    def pictures(name: str, amount: int) -> list[Arrival]:
        sent = [Attachment("telegram", f"{name} {at}", "logo.png") for at in range(amount)]
        return [
            Arrival(
                "telegram", p.ref, "{}", chat.heard(attachments=(p,)), "", (Fetch(chat.address, p),)
            )
            for p in sent
        ]

    new = take(office, pictures("first", 11))
    assert [a.problem for a in new] == [""] * 10 + [TOO_MANY]
    fetched = [row for row in office.rows("outbox") if "fetch" in row["body"]]
    assert len(fetched) == 10
    office.later(minutes=59)
    assert [a.problem for a in take(office, pictures("soon", 1))] == [TOO_MANY]
    assert [a.problem for a in take(office, came([chat.heard(text="halo")], "word"))] == [""]
    office.later(minutes=1)
    assert [a.problem for a in take(office, pictures("later", 1))] == [""]


def test_officers_decide_as_quickly_as_they_like_and_others_in_their_group_do_not(
    office: Office,
) -> None:
    head = office.officer(Role.HEAD, "202", "Budi", GROUP)
    head.says(f"/tautkan {office.invitation(Role.DESK)}")
    pressed = [head.heard(press="!" + "A" * 22) for _ in range(100)]
    new = take(office, came(pressed, "head"))
    assert [a.problem for a in new] == [""] * 100
    stranger = Chat(office, "7", "Entah", GROUP)
    hidden = Chat(office, "202", "Budi", GROUP, named=False)
    for who, allowed in ((stranger, 20), (hidden, 0)):
        heard = [who.heard(press="!" + "A" * 22) for _ in range(30)]
        new = take(office, came(heard, f"{who.name} {who.named}"))
        assert sum(not a.problem for a in new) == allowed
    assert not [text for text in told(office, GROUP) if WAIT in text]


def test_a_desk_without_limits_handles_all(office: Office) -> None:
    office.takes(*(a.heard for a in flood(office, 100) if a.heard))
    assert states(office) == {("done", ""): 100}


def test_excess_keeps_every_promise_and_unexplained_excess_breaks_one(office: Office) -> None:
    take(office, flood(office, 30))

    def broken() -> list[str]:
        with office.engine.connect() as connection:
            found = violations(connection, now=office.now, settled=True)
        return [violation.what for violation in found if violation.name in {"I1", "I5"}]

    assert broken() == []
    inbox = tables.inbox
    office.change(inbox.update().where(inbox.c.state == "excess").values(error=""))
    assert "broken-inbox-outcome" in broken()


def test_a_person_who_was_never_seen_is_met_once(office: Office) -> None:
    take(office, flood(office, 200))
    with office.engine.connect() as connection:
        met = connection.execute(select(tables.contacts.c.ext_id)).scalars().all()
    assert met == ["666"]


async def test_a_desk_that_strangers_reach_has_limits_and_one_at_home_has_none(
    tmp_path: Path,
) -> None:
    public = {"telegram_token": TOKEN, "messages_per_minute": 60}
    for values, limits in ((public, LIMITS), ({"messages_per_minute": 60}, ()), ({}, ())):
        async with opened(settings_in(tmp_path, **values), HandClock()) as desk:
            assert desk.shop.limits == limits


async def test_excess_is_counted_apart_from_what_cannot_be_read(tmp_path: Path) -> None:
    public = {"telegram_token": TOKEN, "messages_per_minute": 3}
    async with opened(settings_in(tmp_path, **public), HandClock()) as desk:
        unread = Arrival("telegram", "odd", "{}", None, "cannot be read")
        await desk.intake.take([unread, *(arrival(at) for at in range(5))])
        page = desk.metrics.page().decode()
    for name, amount in (("arrived", 6), ("excess", 4), ("set_aside", 1)):
        assert f"prokana_{name}_total {amount}.0" in page


def test_a_sixty_first_redrawn_proof_in_an_hour_is_not_drawn(office: Office) -> None:
    chat = office.customer()
    for at in range(4):
        presses = [chat.heard(press=f"/logo=x.show.80.{n}.0") for n in range(15)]
        new = take(office, came(presses, f"batch {at}"))
        assert {a.problem for a in new} == {""}
        office.later(minutes=1)
    for name, problem in (("soon", TOO_MANY), ("later", "")):
        again = [chat.heard(press="/logo=x.show.80.0.0")]
        assert [a.problem for a in take(office, came(again, name))] == [problem]
        office.later(hours=1)
