"""Messages that go in parts, of which every word arrives; and what stands in nobody's way."""

import textwrap
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from sqlalchemy import select

from bot.channels.delivery import Delivered, Lost, NotNow, Sent
from bot.metrics import Metrics
from bot.outbox import Dispatcher
from bot.pacing import UNLIMITED, Limits, Rate
from handlers.messages import Spoken
from storage import tables
from storage.database import Database
from storage.outbox import Parcel
from tests import desks
from tests.bot.far_end import FarEnd, Make, state
from tests.desks import NOON, STAFF, HandClock, post

LONG = " ".join(f"word{n:03}" for n in range(50))
PARTS = textwrap.wrap(LONG, 100)
MARK = "(Pesan ini mungkin sudah Bapak/Ibu terima.)"


@dataclass
class Cutting(FarEnd):
    """A far end that takes a hundred characters at a time."""

    got: list[str] = field(default_factory=list)

    async def deliver(self, parcel: Parcel) -> Delivered:
        ended = await super().deliver(parcel)
        if not isinstance(ended, Sent):
            return ended
        assert isinstance(parcel.body, Spoken)
        pieces = textwrap.wrap(parcel.body.text, 100)
        self.got.append(pieces[parcel.part])
        return replace(ended, more=parcel.part + 1 < len(pieces))


@pytest.fixture
def cutting() -> Cutting:
    return Cutting()


@pytest.fixture
def in_parts(database: Database, clock: HandClock, cutting: Cutting, logged: Any) -> Dispatcher:
    return Dispatcher(cutting, database, UNLIMITED, desks.SPEECH, clock, Metrics())


async def kept(database: Database) -> list[Any]:
    o = tables.outbox.c
    return await desks.rows(database, select(o.state, o.part, o.lost, o.sent_id).order_by(o.id))


# ---- in parts


async def test_a_message_in_parts_goes_whole_before_the_next(
    database: Database, in_parts: Dispatcher, cutting: Cutting
) -> None:
    for words in (LONG, "next"):
        await post(database, words)
    await in_parts.drain()
    assert cutting.got == [*PARTS, "next"]
    assert await kept(database) == [("sent", 4, 0, "5"), ("sent", 0, 0, "6")]


@pytest.mark.parametrize("at", [0, 1, 4])
async def test_only_the_part_that_was_lost_goes_again(
    database: Database, in_parts: Dispatcher, cutting: Cutting, clock: HandClock, at: int
) -> None:
    cutting.answers = [*(Sent(f"{n}") for n in range(at)), Lost("timed out")]
    await post(database, LONG)
    await in_parts.drain()
    assert await kept(database) == [("ready", at, 1, str(at - 1) if at else "")]
    clock.turn(3)
    await in_parts.drain()
    told = " ".join(" ".join(cutting.got).split())
    assert told == (LONG if at else f"{MARK} {LONG}")
    assert await state(database) == ["sent"]


async def test_every_part_may_be_lost_once(
    database: Database, in_parts: Dispatcher, cutting: Cutting, clock: HandClock
) -> None:
    lost = Lost("timed out")
    cutting.answers = [Sent("1"), lost, Sent("2"), lost, Sent("3"), lost, lost]
    await post(database, LONG)
    for _ in range(5):
        await in_parts.drain()
        clock.turn(6)
    assert cutting.got == PARTS[:3]
    assert await kept(database) == [("uncertain", 3, 2, "3")]


async def test_who_dies_over_a_part_seeks_it_and_sends_what_follows(
    database: Database, in_parts: Dispatcher, cutting: Cutting, clock: HandClock
) -> None:
    await post(database, LONG, part=1, state="leased", attempt=2, lease_until=NOON)
    clock.turn(1)
    cutting.found = Sent("found", more=True)
    await in_parts.drain()
    assert (cutting.sought, cutting.got) == (1, PARTS[2:])
    assert (await kept(database))[0][:3] == ("sent", 4, 0)


async def test_what_says_already_that_it_may_be_a_repetition_says_so_once(
    database: Database, in_parts: Dispatcher, cutting: Cutting
) -> None:
    """As it stands where a part of it failed after it had said so: all of it goes again."""
    await post(database, f"{MARK}\n\n{LONG}", lost=1)
    await in_parts.drain()
    assert " ".join(cutting.got).count(MARK) == 1


REPEATED = textwrap.wrap(f"{MARK}\n\n{LONG}", 100)


@pytest.mark.parametrize(("lost", "rest"), [(1, PARTS[1:]), (2, REPEATED[1:])])
async def test_what_follows_a_first_part_that_was_found_is_cut_as_that_was(
    database: Database, in_parts: Dispatcher, cutting: Cutting, lost: int, rest: list[str]
) -> None:
    """Lost once, it is the message as it was; lost again, it is the repetition."""
    cutting.found = Sent("found", more=True)
    await post(database, LONG, lost=lost)
    await in_parts.drain()
    assert (cutting.sought, cutting.got) == (1, rest)


async def test_who_dies_between_two_parts_leaves_only_what_is_missing(
    database: Database, in_parts: Dispatcher, cutting: Cutting
) -> None:
    await post(database, LONG, part=2, attempt=2)
    await in_parts.drain()
    assert (cutting.sought, cutting.got) == (0, PARTS[2:])


# ---- in nobody's way


async def test_what_cannot_be_sought_waits_and_holds_up_only_its_chat(
    database: Database, make: Make, far: FarEnd, clock: HandClock
) -> None:
    far.answers, far.found = [Lost("timed out")], NotNow(5, "cannot be asked", whole=False)
    await post(database, "one")
    dispatcher = make()
    await dispatcher.drain()
    for person in (1, 2):
        await post(database, "next", person=person)
    for sought in range(1, 4):
        clock.turn(5)
        await dispatcher.drain()
        assert (far.sought, far.texts) == (sought, ["one", "next"])
    assert await state(database) == ["ready", "ready", "sent"]
    far.found = None
    clock.turn(5)
    await dispatcher.drain()
    assert far.texts[2:] == [f"{MARK}\n\none", "next"]


async def test_where_nothing_can_be_edited_a_quiet_edit_is_nothing_and_takes_nobodys_turn(
    database: Database, make: Make, far: FarEnd
) -> None:
    far.edits = False
    await post(database, "card", card="order:1", to=STAFF)
    await make().drain()
    await post(database, "card, read", card="order:1", quiet=True, to=STAFF)
    await post(database, "words", to=STAFF)
    await make(Limits(whole=Rate(100, 100), chat=Rate(1, 1), group=Rate(1 / 100, 1))).drain()
    assert far.texts == ["card", "words"]
    assert [row[0::3] for row in await kept(database)] == [
        ("sent", "1"),
        ("sent", ""),
        ("sent", "2"),
    ]


@pytest.mark.parametrize("card", ["order:1", ""])
async def test_a_quiet_edit_without_a_card_is_nothing_and_takes_nobodys_turn(
    database: Database, make: Make, far: FarEnd, card: str
) -> None:
    await post(database, "changed", card=card, quiet=True, to=STAFF)
    await post(database, "words", to=STAFF)
    await make(Limits(whole=Rate(100, 100), chat=Rate(1, 1), group=Rate(1 / 100, 1))).drain()
    assert far.texts == ["words"]
    assert [row[0::3] for row in await kept(database)] == [("sent", ""), ("sent", "1")]
