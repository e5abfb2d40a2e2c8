"""Buttons that carry anything, ids that are anything, receipts of anything: a desk in the middle of
its work, with drafts, quotes, orders, talks and officers, takes them all.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Row, func, select

from handlers.messages import (
    Address,
    Attachment,
    Errand,
    Fetch,
    Heard,
    Joined,
    Moved,
    Reach,
    Receipt,
    Said,
    Unfetched,
)
from handlers.router import OF_ORDERS, OF_QUOTES, VERBS
from services.orders import Role
from storage import batch, tables
from storage.codec import Arrival
from tests.handlers.office import LETTERS, PLAIN_ORDER, START, Chat, Office

GROUP = "-500"
UNTOUCHED = "303"
"""A customer who does nothing; whatever others do, nothing of theirs may change."""

SECRET_HOTEL = "Wisma Rahasia"

VERBS_KNOWN = sorted({*VERBS, *OF_QUOTES, *OF_ORDERS, "read", "card", "handback", "orders"})
SLOTS = [*PLAIN_ORDER, "hotel", "person", "2.sole", "0.sole", "99.size", "", "."]


@pytest.fixture(scope="module")
def busy(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = Office.at(template, tmp_path_factory.mktemp("busy") / "desk.db")
    head = office.officer(Role.HEAD, "202", "Budi", GROUP)
    head.says(f"/tautkan {office.invitation(Role.DESK)}")
    office.officer_alone(Role.DESK, "+628111", "Sari")
    untouched = office.customer(UNTOUCHED, "Rina")
    untouched.orders(hotel=SECRET_HOTEL)
    untouched.says("/pesan 500 psg")
    for channel, person in (("telegram", "101"), (LETTERS, "+628999")):
        customer = office.customer(person, "Dewi", channel)
        customer.orders()
        customer.says("/pesan 500 psg", "/petugas")
    head.says("/pesanan")
    return office


def people(office: Office) -> list[Chat]:
    """A customer and an officer on each channel, and somebody who was never seen."""
    return [
        Chat(office, "101", "Dewi", "101"),
        Chat(office, "+628999", "Dewi", "+628999", channel=LETTERS),
        Chat(office, "202", "Budi", GROUP),
        Chat(office, "+628111", "Sari", "+628111", channel=LETTERS),
        Chat(office, "909", "Entah", "909"),
    ]


def of_untouched(connection: Connection) -> list[Row[Any]]:
    """Every row there is of the customer who did nothing."""
    contact = select(tables.contacts.c.id).where(tables.contacts.c.ext_id == UNTOUCHED)
    order = select(tables.orders.c.id).where(tables.orders.c.contact_id.in_(contact))
    theirs = [
        select(tables.contacts).where(tables.contacts.c.id.in_(contact)),
        *(
            select(table).where(table.c.contact_id.in_(contact))
            for table in (tables.dialogs, tables.quotes, tables.orders)
        ),
        select(tables.order_notes).where(tables.order_notes.c.order_id.in_(order)),
        select(tables.tokens).where(
            tables.tokens.c.order_id.in_(order), tables.tokens.c.used_at.is_not(None)
        ),
    ]
    return [row for query in theirs for row in connection.execute(query)]


def touched(office: Office, arrivals: list[Arrival]) -> bool:
    """Take these in as one batch: did they change anything of who did nothing?

    It is rolled back, so that every example finds the same desk.
    """
    with office.engine.connect() as connection, connection.begin() as transaction:
        before = of_untouched(connection)
        batch.take(connection, arrivals, office.shop, office.now)
        after = of_untouched(connection)
        transaction.rollback()
    return before != after


def came(heard: Iterable[Heard], errands: tuple[Errand, ...] = ()) -> list[Arrival]:
    channels = (one.address.channel if isinstance(one, Said) else "telegram" for one in heard)
    return [
        Arrival(channel, f"odd{at}", "{}", one, errands=errands)
        for at, (one, channel) in enumerate(zip(heard, channels, strict=True))
    ]


words = st.text(st.characters(codec="utf-8"), max_size=64)
ids = st.integers(-1, 12).map(str) | st.integers(0, 10**14).map(str) | words
dialogs = words | st.just("DIALOG")
presses = st.one_of(
    words,
    st.builds("/{}={}".format, st.sampled_from(VERBS_KNOWN), ids),
    st.builds("{}:{}={}".format, dialogs, st.sampled_from(SLOTS), words),
    st.builds("{}:/{}={}".format, dialogs, st.sampled_from(["confirm", "edit", "back", ""]), words),
    st.builds("!{}".format, words),
)


@given(st.lists(presses, min_size=1, max_size=4))
def test_no_press_breaks_a_desk_or_touches_anybody_else(busy: Office, pressed: list[str]) -> None:
    drafts = {str(r["ext_id"]): str(r["dialog_id"]) for r in busy.rows("contacts")}
    heard = [
        who.heard(press=press.replace("DIALOG", draft))
        for who in people(busy)
        for press in pressed
        for draft in (drafts.get(who.person, ""), drafts[UNTOUCHED])
    ]
    assert not touched(busy, came(heard))


def test_no_number_of_anothers_is_good_for_anything(busy: Office) -> None:
    customers = [who for who in people(busy) if who.private and who.name != "Sari"]
    heard = [
        who.heard(press=f"/{verb}={number}")
        for who in customers
        for verb in VERBS_KNOWN
        for number in range(10)
        if verb not in {"officer", "order"}  # what is behind these is no number
    ]
    with busy.engine.connect() as connection, connection.begin() as transaction:
        before = of_untouched(connection)
        last = connection.execute(select(func.max(tables.outbox.c.id))).scalar_one()
        batch.take(connection, came(heard), busy.shop, busy.now)
        new = select(tables.outbox.c.body).where(
            tables.outbox.c.id > last, tables.outbox.c.chat.in_([who.chat for who in customers])
        )
        shown = [str(body) for body in connection.execute(new).scalars()]
        assert of_untouched(connection) == before
        transaction.rollback()
    assert len(shown) >= len(heard)
    assert [body for body in shown if SECRET_HOTEL in body] == []


@given(st.lists(st.text(max_size=300), min_size=1, max_size=3))
def test_no_words_break_a_desk_or_touch_anybody_else(busy: Office, texts: list[str]) -> None:
    heard = [who.heard(text=text, name=text[:64]) for who in people(busy) for text in texts]
    assert not touched(busy, came(heard))


# ---- whatever a channel might tell

persons = st.sampled_from(["101", "+628999", "202", "+628111", "909", GROUP]) | words
channels = st.sampled_from(["telegram", LETTERS])
addresses = st.builds(Address, channels, persons)
moments = st.just(START)
attachments = st.builds(Attachment, channels, words, words)
told = st.one_of(
    st.builds(
        Receipt,
        row=st.integers(-1, 2**62),
        channel=channels,
        message=words,
        state=st.sampled_from(["sent", "delivered", "read", "failed", "held"]),
        at=moments,
        fault=st.sampled_from(["", "closed", "unreachable", "later", "never", "ours"]),
        why=st.text(max_size=400),
    ),
    st.builds(Reach, addresses, st.booleans(), moments),
    st.builds(Joined, addresses, persons, st.booleans(), moments),
    st.builds(Unfetched, addresses, attachments, moments),
    st.builds(Moved, addresses, addresses, moments),
    st.builds(
        Said,
        address=addresses,
        sender=persons,
        name=st.text(max_size=130),
        at=moments,
        text=st.text(max_size=60),
        press=words,
        attachments=st.lists(attachments, max_size=2).map(tuple),
        private=st.booleans(),
        language=words,
        source=words,
        message=words,
        reply_to=words,
        named=st.booleans(),
        aliases=st.none() | st.lists(persons, max_size=3).map(tuple),
        phone=words,
        groups=st.booleans(),
    ),
)


@given(st.lists(told, min_size=1, max_size=6), st.lists(attachments, max_size=1))
def test_nothing_a_channel_tells_breaks_a_desk(
    busy: Office, heard: list[Heard], sent: list[Attachment]
) -> None:
    errands = tuple(Fetch(Address("telegram", "101"), attachment) for attachment in sent)
    touched(busy, came(heard, errands))
